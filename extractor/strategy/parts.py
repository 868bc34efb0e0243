"""Long articles by parts, for models that read the article itself.

A model's context is bounded, and what stands in the middle of a long prompt is read worst. Parts end at sentences and
overlap, so that an event told across a border stands whole in one of them. What the parts say is joined again by the
rules, which know the whole article: names are completed from any part, weekdays resolved against the one publication
date, and a record found in two parts is merged by the checks.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.reading import Reading
from extractor.spans import Span

# About 6,000 tokens of English: with instructions, examples and reply it fits the 8,192 of the smallest profile.
PART_CHARACTERS: Final = 20_000
# Three or four sentences: events are told in fewer.
OVERLAP_CHARACTERS: Final = 800


def find_parts(reading: Reading, *, most: int = PART_CHARACTERS, overlap: int = OVERLAP_CHARACTERS) -> tuple[Span, ...]:
    """The parts of an article in order, each at most `most` characters; one part where the article fits.

    Neighbours share at least `overlap` characters. Text without sentence ends is cut where it must be. Raises
    ValueError where `overlap` is not smaller than half of `most`.
    """
    if not 0 <= overlap < most / 2:
        raise ValueError(f"an overlap of {overlap} leaves nothing of parts of {most}")
    return tuple(_parts(reading, most, overlap))


def _parts(reading: Reading, most: int, overlap: int) -> Iterator[Span]:
    length = len(reading.text)
    ends = [sentence.span.end for sentence in reading.sentences]
    begins = [sentence.span.start for sentence in reading.sentences]
    start = end = 0
    while start + most < length:
        end = _last_between(ends, max(start + 2 * overlap, end), start + most)
        yield Span(start, end)
        start = _last_between(begins, start, end - overlap)
    yield Span(start, length)


def _last_between(borders: Sequence[int], low: int, high: int) -> int:
    """The last border above `low` and not above `high`; `high` itself where there is none."""
    at = bisect_right(borders, high) - 1
    return borders[at] if at >= 0 and borders[at] > low else high
