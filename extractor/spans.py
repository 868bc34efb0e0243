"""Character spans into an article's text.

Every offset in the project counts Unicode code points of `Article.text` as it is stored, half-open: `text[start:end]`.
"""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of character offsets into an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end
