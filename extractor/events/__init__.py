"""Agreements and Meetings that the rules propose, and the occasions of what was said."""
