"""Who mediates in the story: once called a mediator, a state is no party to what others agree on."""

import re
from typing import Final

from extractor.reading import Reading, Side
from extractor.spans import Span

BEFORE: Final = re.compile(
    r"\b(?:mediation|auspices|good\s+offices|mediated|brokered|facilitated)"
    r"\s+(?:(?:of|by|to|from|for)\s+)?(?:[\w-]+\s+){0,6}$",
    re.IGNORECASE,
)
AFTER: Final = re.compile(
    r"(?:[’']s?)?(?:\s+(?:side|government))?(?:\s+|-)(?:mediat\w+|brokered|facilitat\w+|good\s+offices)\b",
    re.IGNORECASE,
)
REACH: Final = 90
PAIR: Final = 2


def without_mediators(reading: Reading, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """The sides that "the parties" stands for, a mediator among them replaced by whom else the article is about."""
    outside = {side.code for side in sides if _mediates(reading, side.code)} if len(sides) >= PAIR else set()
    kept = tuple(side for side in sides if side.code not in outside)
    if not outside or len(kept) >= PAIR:
        return kept
    known = {side.code for side in kept} | outside
    others = [code for code in reading.principals if code not in known and not _mediates(reading, code)]
    here = sides[0].span
    return (*kept, *(Side(code, Span(here.start, here.start)) for code in others[: PAIR - len(kept)]))


def _mediates(reading: Reading, code: str) -> bool:
    """Whether a state is called a mediator anywhere in the article."""
    named = [side for sentence in reading.told for side in reading.sides_in(sentence.span) if side.code == code]
    return any(
        BEFORE.search(reading.text, max(0, side.span.start - REACH), side.span.start)
        or AFTER.match(reading.text, side.span.end)
        for side in named
    )
