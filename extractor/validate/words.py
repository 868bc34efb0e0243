"""Whether the words of a value stand in the article, and how."""

import re
from functools import lru_cache
from typing import Final

from extractor.locate import find_words
from extractor.spans import Span
from extractor.validate.base import Case

WORD: Final = re.compile(r"[^\W_]+")
NEGATION: Final = re.compile(
    r"\b(?:no|not|never|none|neither|nor|cannot|without|nothing|nobody)\b|n[’']t\b", re.IGNORECASE
)


@lru_cache(maxsize=2048)
def _as_words(words: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in words.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)")


def where(case: Case, words: str) -> tuple[Span, bool] | None:
    """Where words stand, in the own sentences if they can; True where they are written exactly so."""
    if not words.strip():
        return None
    pattern = _as_words(words)
    for span in case.own:
        if match := pattern.search(case.text, span.start, span.end):
            return Span(match.start(), match.end()), True
    if match := pattern.search(case.text):
        return Span(match.start(), match.end()), True
    found = find_words(case.text, words)
    if found is None or not _is_whole(case.text, found):
        return None
    return found, False


def _is_whole(text: str, span: Span) -> bool:
    """Whether the words do not begin or end inside another word."""
    before = span.start > 0 and text[span.start - 1].isalnum() and text[span.start].isalnum()
    after = span.end < len(text) and text[span.end].isalnum() and text[span.end - 1].isalnum()
    return not before and not after


def is_in(span: Span, spans: tuple[Span, ...]) -> bool:
    """Whether a span lies in one of several."""
    return any(other.covers(span) for other in spans)


def overlap(one: Span, other: Span) -> float:
    """How much of the shorter of two spans the other covers, 0 to 1."""
    return _common(one, other) / max(1, min(one.end - one.start, other.end - other.start))


def share(one: Span, other: Span) -> float:
    """How much of the longer of two spans the other covers, 0 to 1."""
    return _common(one, other) / max(1, one.end - one.start, other.end - other.start)


def _common(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def quoted(text: str, span: Span, most: int = 80) -> str:
    """Words of the article for a message, cut short."""
    words = " ".join(span.of(text).split())
    return f"“{words}”" if len(words) <= most else f"“{words[: most - 1]}…”"
