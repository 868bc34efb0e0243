"""Persons and offices."""
