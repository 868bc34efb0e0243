"""Towns that no table knows, placed by the country beside them, and lines of official pages that give only a place.

"In Gazala, Lebanon" and "the Lebanese town of Gazala" name the town and its country in one breath. Pages of
presidents and foreign ministries set the place of an event on a line of its own: after the date, as on the pages of the
Kremlin ("Gazala (Lebanese Air Force Base)"), or before it together with the country, as in American transcripts.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from typing import Final

from extractor.gazetteer import Match, find_names, lookup
from extractor.mentions import PlaceMention
from extractor.rules.places.locative import role_of
from extractor.spans import Span

# How far from its country or nationality a town may stand.
NEAR: Final = 70
TOWN: Final = (
    r"[A-Z][\w’'-]*(?:[ -](?:(?:de|del|da|do|di|du|la|le|les|el|al|en|sur|am|der|pri|e|y)[ -])?[A-Z][\w’'-]*){0,3}"
)
TOWN_BEFORE_COMMA: Final = re.compile(rf"(?P<town>(?<![\w-]){TOWN}),\s$")
# Words that begin like a town: "In March, Iran said", "In addition".
NO_TOWN: Final = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|Ramadan|Nowruz|Christmas|Easter|Parliament|Congress|Addition|Response|Return|Turn|Brief|Short|Fact|General|Particular|Recent|Part"
    r"|The|This|These|That|Those|Its|His|Their|Our|Such|Other|All|Both|Which|Europe|Asia|Africa|President|Minister|Mr|Mrs|Ms|Dr)\b"
)
# What follows a country that only says where the town is; after a verb the country is a subject of its own.
CLOSING: Final = re.compile(
    r"\s*(?:[.,;:!?)\]”\"—–]|$)"
    r"|\s(?:on|in|at|for|to|from|and|or|with|during|after|before|as|by|where|who|which|that|this|last|next|late|early|earlier|today|yesterday"
    r"|when|while|amid|over|under|since|until|between|through|about|near|\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
SETTLED: Final = re.compile(
    rf"\b(?:city|town|village|resort|port|capital|suburb|island|seaport|district|hamlet)(?:\s(?:city|town|village))?\sof\s(?P<town>{TOWN})"
)
# Head of a page, in characters; the place of an event stands among its first lines.
HEAD: Final = 2500
LONGEST_LINE: Final = 70
DATE_LINE: Final = re.compile(
    r"\s*(?:[A-Z][a-z]+day,?\s)?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s\d{4}|\d{4}-\d\d-\d\d|\d{1,2}:\d\d)"
    r"(?:,?\s\d{1,2}:\d\d)?\s*"
)
PLACE_LINE: Final = re.compile(
    rf"\s*(?:The\s)?(?P<town>{TOWN})(?:,\s(?P<area>[A-Z][\w.’'-]*(?:\s(?:(?:of|and|the)\s)*[A-Z][\w.’'-]*){{0,4}}))?(?:\s\((?P<note>[^()\n]{{3,50}})\))?\s*"
)


def find_unlisted_towns(text: str) -> Iterator[PlaceMention]:
    """Towns placed by the country or state after them, that country too, or by the nationality before them."""
    matches = find_names(text)
    for match in matches:
        yield from _town_before(text, match)
    for found in SETTLED.finditer(text):
        town = Span(*found.span("town"))
        country = _country_before(text, matches, position=found.start())
        if country is not None and not lookup(found["town"]):
            yield _city(text, town, country)


def find_place_lines(text: str) -> Iterator[PlaceMention]:
    """Places on a line of their own next to a date line at the head of the text."""
    lines = [found for found in re.finditer(r"[^\n]+", text[:HEAD]) if found[0].strip()]
    dated = [DATE_LINE.fullmatch(line[0]) is not None for line in lines]
    for index, line in enumerate(lines):
        parsed = PLACE_LINE.fullmatch(line[0]) if len(line[0]) <= LONGEST_LINE else None
        if parsed is None or NO_TOWN.match(parsed["town"]):
            continue
        after_date = index > 0 and dated[index - 1]
        before_date = index + 1 < len(lines) and dated[index + 1] and parsed["area"] is not None
        if after_date or before_date:
            yield from _place_on_line(text, parsed, line.start())


def _place_on_line(text: str, parsed: re.Match[str], start: int) -> Iterator[PlaceMention]:
    town = Span(start + parsed.start("town"), start + parsed.end("town"))
    line = Span(town.end, start + parsed.end())
    entries = [entry for entry in lookup(parsed["town"]) if entry.kind in ("city", "venue") or entry.form == "capital"]
    if entries and entries[0].kind == "venue":
        yield PlaceMention(town, town.of(text), "venue", entries[0].city, entries[0].code)
    elif entries:
        yield _city(text, town, entries[0].code)
    elif parsed["note"] or parsed["area"]:
        beside = (_country(match) for match in find_names(text) if line.covers(match.span))
        country = next((code for code in beside if code is not None), None)
        if country is not None:
            yield _city(text, town, country)


def _town_before(text: str, match: Match) -> Iterator[PlaceMention]:
    """The town in "in Gazala, Lebanon"; known towns are left to the tables."""
    country = _country(match)
    if (
        country is None
        or match.entries[0].form in ("demonym", "capital")
        or CLOSING.match(text, match.span.end) is None
    ):
        return
    start = max(0, match.span.start - NEAR)
    found = TOWN_BEFORE_COMMA.search(text[start : match.span.start])
    if found is None or NO_TOWN.match(found["town"]) or lookup(found["town"]):
        return
    town = Span(start + found.start("town"), start + found.end("town"))
    if role_of(text, town) == "place":
        yield _city(text, town, country)
        if match.entries[0].kind == "country":
            yield PlaceMention(match.span, match.span.of(text), "country", None, country)


def _country_before(text: str, matches: tuple[Match, ...], *, position: int) -> str | None:
    """The country last named in the words before a position, within the sentence."""
    last = bisect(matches, position, key=lambda match: match.span.end) - 1
    if last < 0 or matches[last].span.start < position - NEAR or "." in text[matches[last].span.end : position]:
        return None
    return _country(matches[last])


def _country(match: Match) -> str | None:
    entry = match.entries[0]
    return entry.code if entry.kind in ("country", "region") and not entry.body else None


def _city(text: str, span: Span, country: str) -> PlaceMention:
    words = span.of(text)
    return PlaceMention(span, words, "city", " ".join(words.split()), country)
