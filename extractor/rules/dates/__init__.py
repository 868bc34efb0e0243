"""Date expressions, resolved to EDTF (codebook section 4)."""
