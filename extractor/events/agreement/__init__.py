"""Agreements that the rules propose: which instruments a text names, and who, when and where."""
