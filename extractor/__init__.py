"""Diplomatic news in, checked Agreement, Meeting and Statement records out."""
