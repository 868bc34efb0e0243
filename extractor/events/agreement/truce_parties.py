"""Between whom a truce holds: rebels are written by their name (codebook 3); a state may only be where it holds."""

import re
from typing import Final

from extractor.reading import Reading, Side
from extractor.spans import Span

# "Between Chad's army and the Red Front".
AND_GROUP: Final = re.compile(
    r"(?:[’']s?)?(?:\s+(?:government|army|military|forces|troops|authorities))?\s+and\s+(?:the\s+)?(?:[a-z]+\s+){0,2}?"
    r"(?P<name>[A-Z][\w’'-]*(?:\s+(?:(?:for|of|and|in|the)\s+){0,3}[A-Z][\w’'-]*){0,8})(?:\s+\((?P<short>[A-Z]{3,8})\))?"
)
IN: Final = re.compile(r"\s+in\s+(?:the\s+)?")
NEAR: Final = 70
REGION: Final = len("north-eastern ")


def with_group(reading: Reading, tail: Span, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """The sides with a non-state one behind "and": "between Chad and the Red Front"."""
    group = AND_GROUP.match(reading.text, sides[0].span.end, tail.end) if len(sides) == 1 else None
    if group is None:
        return sides
    inside = {side.code for side in reading.sides_in(Span(*group.span("name")))}
    if inside - {side.code for side in sides if group["short"]}:
        return sides
    called = "short" if group["short"] else "name"
    return (*sides, Side(group[called], Span(*group.span(called))))


def where_it_holds(reading: Reading, tail: Span) -> tuple[Side, ...]:
    """The state in which a truce is to hold: "the ceasefire in Chad"."""
    here = IN.match(reading.text, tail.start, tail.end)
    if here is None:
        return ()
    places = reading.places_in(Span(here.end(), min(tail.end, here.end() + NEAR)))
    near = [place for place in places if place.country and place.span.start <= here.end() + REGION]
    return tuple(Side(place.country, place.span) for place in near[:1] if place.country)
