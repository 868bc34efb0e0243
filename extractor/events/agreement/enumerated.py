"""Instruments told apart only by their matter: "three treaties: on health, on mining and on visas"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extractor.mentions import Sentence
from extractor.reading import Reading
from extractor.rules.words.instruments import InstrumentPhrase
from extractor.spans import Span

# What stands before the first item: the partner and the day, then a colon, a dash or a comma.
OPENING: Final = re.compile(r"[^.;:–—]{0,80}?\s*[:–—,(]\s*(?=(?:(?:the|a)\s+)?(?:one|first|on)\s)", re.IGNORECASE)
ITEM: Final = re.compile(
    r"(?:(?:(?:the|a)\s+)?(?:one|another|first|second|third|fourth|fifth|other)\s+)?(?:on|for|about|concerning|regarding)\s",
    re.IGNORECASE,
)
PART: Final = re.compile(r"(?:;|,)\s+(?:and\s+)?|\s+and\s+", re.IGNORECASE)
MOST: Final = 12


def enumerated(reading: Reading, whole: InstrumentPhrase, sentence: Sentence) -> Iterator[InstrumentPhrase]:
    """A phrase for each item behind a plural, as many as it counts; none where the numbers differ."""
    if not whole.plural:
        return
    text, end = reading.text, sentence.span.end
    opening = OPENING.match(text, whole.span.end, end)
    if opening is None:
        return
    starts = [opening.end(), *(part.end() for part in PART.finditer(text, opening.end(), end))]
    items = [item for start in starts if (item := ITEM.match(text, start, end))][:MOST]
    if len(items) < 2 or (whole.count is not None and whole.count != len(items)):
        return
    for index, item in enumerate(items):
        following = items[index + 1].start() if index + 1 < len(items) else end
        yield _part(whole, Span(item.start(), item.end() - 1), following)


def _part(whole: InstrumentPhrase, words: Span, end: int) -> InstrumentPhrase:
    """One item; its noun is the word that opens it."""
    return replace(
        whole,
        trigger=replace(whole.trigger, span=words),
        span=words,
        modifiers=Span(words.start, words.start),
        tail=Span(words.end, end),
        determiner="another",
        count=1,
        plural=False,
        ordinal="",
    )
