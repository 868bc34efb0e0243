"""Prompt templates, one file each, the version in the name; never edited after a release."""
