"""Meetings that the rules propose: which encounters and visits a text tells of, and who, when and where."""
