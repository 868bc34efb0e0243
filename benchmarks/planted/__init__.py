"""Planted errors: copies of right records with one wrong value each, to measure what a validator notices.

Importing the package registers all kinds of error.
"""

from benchmarks.planted import dates, people, states, terms, twins, wording
from benchmarks.planted.base import KINDS, Kind, Plant, Source, plants_of

__all__ = ["KINDS", "Kind", "Plant", "Source", "dates", "people", "plants_of", "states", "terms", "twins", "wording"]
