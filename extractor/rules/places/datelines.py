"""The city that a report is filed from: "TEHRAN –", "MOSCOW, July 5 (Xinhua) --", "Tehran (IP) -", "NEW DELHI:".

It says where the reporter sat, which is no evidence of where the event was or who took part, so the rules for actors
and for places both leave it out.
"""

import re
from typing import Final, NamedTuple

from extractor.gazetteer import Entry, lookup
from extractor.spans import Span

# Datelines stand at the head; deeper in a text the same shape is a caption or another article.
HEAD: Final = 3000
# A dash or colon without more to it opens a dateline only before a paragraph, not in a headline ("Moscow: no talks").
LONG_LINE: Final = 120
WORD: Final = r"[A-Z][\w.’'-]*"
DATELINE: Final = re.compile(
    rf"""
    ^[ \t]*(?:date\s\d{{4}}-\d\d-\d\d\s+)?                  # a date that a scraper put before it
    (?P<city>{WORD}(?:\s(?:[a-z]{{1,3}}[ -])?{WORD}){{0,3}})
    (?P<more>(?:                                            # country, date and agency in any order
        (?:[,/]\s?|\s)(?:{WORD}|\d{{1,4}}(?:st|nd|rd|th)?),?
        |\s?\([^()\n]{{2,40}}\),?
    ){{0,8}})
    (?P<mark>\s-\s[A-Z]{{2,8}}\s-\s|\s?[–—]\s?|\s?--+\s?|\s?-\s|:\s|\n)
    (?=(?P<rest>[^\n]{{0,130}}))
    """,
    re.VERBOSE | re.MULTILINE,
)
# Without a dash only "Baku, 5 May, AZERTAC" is one: a date and then an agency at the end of the line.
AGENCY_LAST: Final = re.compile(r",\s\d{1,2}\s[A-Z][a-z]+,\s[A-Z]{3,}$")


class Dateline(NamedTuple):
    """A dateline: its city, and everything up to the dash."""

    city: Span
    whole: Span


def find_dateline(text: str) -> Dateline | None:
    """The first dateline, None when the head of the text has none."""
    for found in DATELINE.finditer(text, 0, HEAD):
        city, more, mark = found["city"], found["more"], found["mark"]
        loud = city.isupper()
        if not any(_is_seat(entry, loud=loud) for entry in lookup(city)):
            continue
        if mark == "\n" and AGENCY_LAST.search(more) is None:
            continue
        plain = not loud and not more and len(mark) < 4
        joined = not loud and mark[-1] not in " \n"
        if not joined and not (plain and len(found["rest"]) < LONG_LINE):
            return Dateline(Span(*found.span("city")), Span(found.start("city"), found.end("more")))
    return None


def _is_seat(entry: Entry, *, loud: bool) -> bool:
    """Whether reports are filed from it; "KUWAIT, Jan. 5" means the city, but only in capitals."""
    return (
        entry.form == "capital" or entry.kind == "city" or (loud and entry.kind == "country" and entry.form == "name")
    )
