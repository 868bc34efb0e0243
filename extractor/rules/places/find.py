"""Where things happen: cities, countries and venues in a place position.

A name alone is no place. It becomes one by the words before it ("in Tehran", "arrived in", "hosted by"), by the country
or capital named beside it ("Sochi, Russia", "the Cuban capital, Havana"), by the event after it ("the Doha talks"), or
by standing on a line of its own at the head of an official page. Towns that no table knows are the business of
`extractor.rules.places.towns`.

The city is kept as written; only the country is looked up. "The Chinese capital" gives Beijing, which the text implies.
"""

import re
from collections.abc import Iterable, Iterator, Set
from typing import Final

from extractor.gazetteer import Entry, capital_of, find_names, lookup
from extractor.mentions import PlaceMention
from extractor.rules.actors.namesakes import is_namesake, is_personal_name
from extractor.rules.places.datelines import find_dateline
from extractor.rules.places.locative import Site, follows_in_list, gap_between, names_another_town, role_of, sites
from extractor.rules.places.towns import find_place_lines, find_unlisted_towns
from extractor.spans import Span

# "the Chinese capital", "Kazakhstan's capital city", but not "Chinese capital markets".
CAPITAL_OF_AFTER: Final = re.compile(
    r"(?:[’']s)?\s(?P<capital>capital(?:\scity)?)\b"
    r"(?!,?\s(?:of\s|city\s|markets?|investments?|goods|punishment|gains|flows?|accounts?|expenditures?|outflows?|controls?|[A-Z]))"
)
# States that are one city, which reports name like any other city.
CITY_STATES: Final = frozenset({"SGP", "MCO", "VAT"})
CAPITAL_OF_BEFORE: Final = re.compile(r"\bcapital(?:\scity)?\sof\s(?:the\s)?$")
# "Signed here on Monday", "met here today".
HERE: Final = re.compile(
    r"(?<=[a-z] )here"
    r"(?=\s(?:on|today|yesterday|this|last|late|early|in\sthe|after|between|by|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
# How far before "the capital of Cuba" the city itself may be named.
APPOSITION: Final = 40
LONGEST_CAPITAL_OF: Final = 24


def find_places(text: str) -> tuple[PlaceMention, ...]:
    """Every city, country and venue used as a place, in document order; a dateline is none."""
    listed = [*_listed_places(text), *_implied_capitals(text)]
    return _without_overlap([*listed, *find_unlisted_towns(text), *find_place_lines(text), *_here(text)])


def find_dateline_city(text: str) -> PlaceMention | None:
    """The city that the report is filed from, None when the head of the text has no dateline."""
    dateline = find_dateline(text)
    if dateline is None:
        return None
    span = dateline.city
    name = span.of(text)
    entries = lookup(name)
    city = [entry for entry in entries if entry.kind == "city" or entry.form == "capital"]
    if city:
        return PlaceMention(span, name, "city", name, city[0].code)
    return PlaceMention(span, name, "country", None, entries[0].code) if entries else None


def _here(text: str) -> Iterator[PlaceMention]:
    """The words "here" by which a report means the city it is filed from."""
    city = find_dateline_city(text)
    if city is not None and city.city is not None:
        name = city.city.title() if city.city.isupper() else city.city
        for word in HERE.finditer(text):
            yield PlaceMention(Span(*word.span()), word[0], "city", name, city.country)


def _listed_places(text: str) -> Iterator[PlaceMention]:
    dateline = find_dateline(text)
    named = {match.entries[0].code for match in find_names(text) if len(match.entries) == 1}
    last: tuple[Span, Entry] | None = None
    for site in sites(text):
        entry = _place_entry(site, named)
        if entry is None or (dateline is not None and dateline.whole.overlaps(site.span)):
            continue
        if not (
            _is_beside_its_country(site, entry)
            or (last is not None and _continues(site, entry, last=last))
            or role_of(text, site.span, country=_is_state(entry)) == "place"
        ):
            continue
        if names_another_town(site) and site.following is not None:
            entry = Entry(site.span.of(text), site.following.entries[0].code, "city")
        if not _is_something_else(site, entry):
            last = (site.span, entry)
            yield _mention(text, site.span, entry)


def _continues(site: Site, entry: Entry, *, last: tuple[Span, Entry]) -> bool:
    """Whether a name goes on from the place before it: "Amman, Jordan", "Russia's Sochi", "Tehran and Moscow"."""
    span, place = last
    gap = gap_between(site.text, span, site.span)
    return (entry.code == place.code and gap in (", ", "'s ", "’s ")) or follows_in_list(site, span)


def _place_entry(site: Site, named: Set[str]) -> Entry | None:
    """The place among the things a name can stand for: venue before country before city; None when it is no place.

    Of towns of the same name the one in the country that follows is meant, or in one that the text names otherwise.
    """
    entries = [entry for entry in site.match.entries if _rank(entry) is not None]
    if len({entry.code for entry in entries}) > 1:
        around = {entry.code for entry in site.following.entries} if site.following and site.gap == ", " else named
        entries = [entry for entry in entries if entry.code in around] or entries
    return min(entries, key=lambda entry: _rank(entry) or 0, default=None)


def _rank(entry: Entry) -> int | None:
    if entry.kind in ("fixed", "organisation") or entry.form == "demonym":
        return None
    if entry.body:
        return None
    return {"venue": 1, "city": 3, "region": 4}.get(entry.kind, 2)


def _is_state(entry: Entry) -> bool:
    return entry.kind == "country" and entry.form != "capital"


def _is_something_else(site: Site, entry: Entry) -> bool:
    if entry.kind == "venue":
        return _is_branch(site, entry)
    if _is_state(entry):
        return is_namesake(site.text, site.span, entry)
    return is_personal_name(site.text, site.span)


def _is_branch(site: Site, entry: Entry) -> bool:
    """Whether a venue is said to be in another city: "UN headquarters in Geneva"."""
    return site.following is not None and site.gap == " in " and entry.city != site.following.span.of(site.text)


def _is_beside_its_country(site: Site, entry: Entry) -> bool:
    """Whether a city is followed by its own country: "Sochi, Russia"."""
    if _is_state(entry) or entry.kind == "region" or site.following is None or site.gap != ", ":
        return False
    others = [other for other in site.following.entries if other.code == entry.code and not other.body]
    return any(other.kind == "region" or (_is_state(other) and other.form != "demonym") for other in others)


def _mention(text: str, span: Span, entry: Entry) -> PlaceMention:
    words = span.of(text)
    if entry.kind == "venue":
        return PlaceMention(span, words, "venue", entry.city, entry.code)
    if entry.kind == "region":
        return PlaceMention(span, words, "venue", None, entry.code)
    if _is_state(entry) and entry.code not in CITY_STATES:
        return PlaceMention(span, words, "country", None, entry.code)
    return PlaceMention(span, words, "city", _one_line(words), entry.code)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _implied_capitals(text: str) -> Iterator[PlaceMention]:
    """Capitals named only by their country: "the Afghan capital", "the capital of Afghanistan"."""
    for site in sites(text):
        entry = site.match.entries[0]
        capital = capital_of(entry.code) if entry.kind == "country" else None
        if capital is None or entry.form == "capital" or entry.body:
            continue
        start, end = site.span
        window = max(0, start - LONGEST_CAPITAL_OF)
        after = CAPITAL_OF_AFTER.match(text, end)
        before = CAPITAL_OF_BEFORE.search(text[window:start])
        if after is not None:
            span = Span(start, after.end("capital"))
        elif before is not None:
            span = Span(window + before.start(), end)
        else:
            continue
        if not _is_capital_beside(site, entry.code):
            yield PlaceMention(span, span.of(text), "city", capital, entry.code)


def _is_capital_beside(site: Site, code: str) -> bool:
    """Whether the capital itself stands next to the words for it: "Havana, the capital of Cuba"."""
    start, end = site.span
    return any(
        entry.code == code and (entry.form == "capital" or entry.kind == "city")
        for other in (site.previous, site.following)
        if other is not None and start - other.span.end < APPOSITION and other.span.start - end < APPOSITION
        for entry in other.entries
    )


def _without_overlap(places: Iterable[PlaceMention]) -> tuple[PlaceMention, ...]:
    """In document order; of two that overlap the one that begins first stays, of two that begin together the longer."""
    kept: list[PlaceMention] = []
    for place in sorted(places, key=lambda place: (place.span.start, -place.span.end)):
        if not kept or place.span.start >= kept[-1].span.end:
            kept.append(place)
    return tuple(kept)
