"""The unit of work: one news article, its text untouched."""

import hashlib
from dataclasses import dataclass
from typing import Literal

PublishedBasis = Literal["flag", "column", "metadata", "text", "unknown"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read.

    `text` is stored as it was decoded; all offsets count its characters. `published` is an ISO date (`YYYY-MM-DD`) or
    None when unknown, never the day of the run. `published_basis` says where it was taken from. `removed` counts the
    characters left out of the text when it was read: control, escape and invisible characters.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    source: str = ""
    encoding: str = "utf-8"
    removed: int = 0

    @property
    def sha256(self) -> str:
        """Hex digest of the text, the article's identity across runs."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
