"""Who said what: the statements of an article as its words attribute them."""

from extractor.attribution.base import Attribution, Basis
from extractor.attribution.find import find_attributions
from extractor.attribution.releases import is_release

__all__ = ["Attribution", "Basis", "find_attributions", "is_release"]
