"""Bodies that an article introduces itself: "the ASEAN Centre for Energy (ACE)", later only "ACE".

No table can hold them all. A long name with its acronym in brackets counts when the letters fit and the name says what
it is: a country in it makes it a body of that country ("Central Bank of Iran (CBI)"), a word such as "Regional" or
"African" together with "Centre", "Union" or "Bank" makes it an organisation under its acronym.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extractor.gazetteer import lookup
from extractor.mentions import ActorMention
from extractor.spans import Span

LONGEST_NAME: Final = 120
ACRONYM: Final = r"[A-Z][A-Za-z&-]{1,8}[A-Z]"
BRACKETED: Final = re.compile(rf"\s\((?P<acronym>{ACRONYM})\)")
ALONE: Final = re.compile(rf"(?<![\w-]){ACRONYM}(?!\w)")
# A run of capitalised words with the small words that names contain; "and the" begins another name.
LONG_NAME: Final = re.compile(
    r"[A-Z][\w’'-]*(?:,?\s(?:(?:of|for|in|on)\sthe\s|(?:of|for|and|on|in|to|&|de|du|la)\s)?[A-Z][\w’'-]*){1,11}$"
)
ORGANISATION: Final = re.compile(
    r"\b(?:Organi[sz]ation|Union|Council|Bank|Fund|Association|Community|Cent(?:re|er)|Agency|Partnership|Alliance|League|Authority"
    r"|Commission|Federation|Secretariat|Corporation|Company|Committee|Court)\b"
)
MULTINATIONAL: Final = re.compile(
    r"\b(?:International|Inter-?[Gg]overnmental|Regional|World|Global|United\sNations|Multilateral|Common|Trans-?\w+|Inter-\w+|Pan-\w+"
    r"|African?|Asian?|Arab|Europe(?:an)?|Islamic|Muslim|Latin|Americas|Pacific|Caribbean|Gulf|Mediterranean|Eurasian?|Turkic|Nordic"
    r"|Baltic|Balkans?|Sahel|Maghreb|South(?:ern|east)?|West(?:ern)?|East(?:ern)?|North(?:ern)?|Southeast|Central\s(?:Asian?|African?)"
    r"|ASEAN|EU|UN|BRICS|Black\sSea|Caspian|Mekong|Indian\sOcean|Andean|Amazon|Arctic)\b"
)


class Coined(NamedTuple):
    """A long name and the code that it and its acronym stand for."""

    name: Span
    acronym: str
    code: str
    body: bool


def find_coined(text: str, mentions: Sequence[ActorMention]) -> Iterator[ActorMention]:
    """The mentions, long and short, of the bodies that the text introduces with an acronym.

    `mentions` are the countries and organisations found in the tables, in document order; an acronym in the tables
    keeps its meaning.
    """
    coined = {each.acronym: each for each in _introductions(text, mentions)}
    for each in coined.values():
        yield ActorMention(each.name, each.name.of(text), each.code, "name", each.body)
    for found in ALONE.finditer(text) if coined else ():
        known = coined.get(found[0])
        if known is not None:
            yield ActorMention(Span(*found.span()), found[0], known.code, "acronym", known.body)


def _introductions(text: str, mentions: Sequence[ActorMention]) -> Iterator[Coined]:
    for found in BRACKETED.finditer(text):
        acronym = found["acronym"]
        name = _long_name(text, found.start(), acronym)
        if name is None or any(entry.kind in ("country", "organisation") for entry in lookup(acronym)):
            continue
        words = name.of(text)
        if ORGANISATION.search(words) is None:
            continue
        countries = _countries_in(name, mentions)
        if len(countries) == 1:
            yield Coined(name, acronym, countries.pop(), body=True)
        elif not countries and MULTINATIONAL.search(words):
            yield Coined(name, acronym, acronym, body=False)


def _countries_in(name: Span, mentions: Sequence[ActorMention]) -> set[str]:
    first = bisect_left(mentions, name.start, key=lambda mention: mention.span.start)
    last = bisect_left(mentions, name.end, lo=first, key=lambda mention: mention.span.start)
    inside = [mention for mention in mentions[first:last] if name.covers(mention.span)]
    return {
        mention.code
        for mention in inside
        if any(entry.kind == "country" and entry.code == mention.code for entry in lookup(mention.text)) or mention.body
    }


def _long_name(text: str, end: int, acronym: str) -> Span | None:
    """The capitalised words before the brackets, from where the acronym begins if it begins with one of them."""
    start = max(0, end - LONGEST_NAME)
    found = LONG_NAME.search(text[start:end])
    if found is None:
        return None
    words = list(re.finditer(r"\b[A-Z][\w’'-]*", found[0]))
    begin = next((word.start() for word in words if word[0][0] == acronym[0]), None)
    initials = iter(word[0][0] for word in words if begin is None or word.start() >= begin)
    if not all(letter in initials for letter in acronym if letter.isupper()):
        return None
    return Span(start + found.start() + (begin or 0), end)
