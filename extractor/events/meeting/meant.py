"""Whom words stand for that name nobody: "his Greek and Cypriot counterparts", "received her"."""

import re
from collections.abc import Iterable
from typing import Final

from extractor.events.people import PAIR_REACH, persons_in, plain
from extractor.mentions import Person
from extractor.reading import Reading, Reference, Side
from extractor.spans import Span

COUNTERPARTS: Final = re.compile(r"\bcounterparts\b", re.IGNORECASE)
FIELDS: Final = frozenset(
    {
        "foreign",
        "defence",
        "interior",
        "finance",
        "trade",
        "energy",
        "oil",
        "economy",
        "agriculture",
        "health",
        "transport",
    }
    | {"culture", "justice", "education", "president", "prime", "premier", "chancellor", "king", "speaker", "chief"}
)


def counterparts(reading: Reading, others: Span, sides: Iterable[Side], host: Person) -> tuple[Reference, ...]:
    """The named persons meant by "his Greek and Cypriot counterparts": those sides' holders of the host's office."""
    words = COUNTERPARTS.search(reading.text, others.start, others.end)
    wanted = [_office_words(office) for office in host.offices]
    if words is None or not any(wanted):
        return ()
    where = Span(*words.span())
    found = []
    for side in sides:
        same = [
            person
            for person in reading.persons
            if person.country == side.code != host.country
            and any(_office_words(office) & kind for office in person.offices for kind in wanted)
        ]
        found += [Reference(person, where) for person in same[:1]]
    return tuple(found)


def _office_words(office: str) -> frozenset[str]:
    """What an office is about ("foreign", "defence"); of the head of a state or government its name."""
    words = {plain(word) for word in re.findall(r"\w+", office)}
    return frozenset(words & FIELDS)


def last_of_others(reading: Reading, subject: Reference) -> tuple[Reference, ...]:
    """Whom "him" or "her" stands for beside a subject: the last person named before who acts for another country."""
    here = reading.sentence_at(subject.span.start)
    if here is None:
        return ()
    start = reading.sentences[max(0, here.index - PAIR_REACH)].span.start
    home = subject.person.country
    others = [
        ref
        for ref in persons_in(reading, Span(start, subject.span.start))
        if home and ref.person.country not in (None, home)
    ]
    return tuple(others[-1:])
