"""Paragraphs, sentences, quotations and what is only site furniture."""
