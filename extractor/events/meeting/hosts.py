"""Who receives whom: the host of a guest, and the state that calls an envoy in."""

import re
from dataclasses import replace
from typing import Final

from extractor.events.meeting.encounter import Encounter
from extractor.events.meeting.words import LONGEST_GAP, SUBJECT_IS_HOST
from extractor.events.parties import sides_named
from extractor.events.people import persons_in
from extractor.mentions import Trigger
from extractor.reading import Reading, Reference, Side
from extractor.spans import Span

BY: Final = re.compile(r"\s+(?:[\w’'-]+\s+){0,8}?by\s+")
WAS: Final = re.compile(
    r"\b(?:was|were|been|being|be|is|are|lunch(?:eon)?|dinner|breakfast|banquet|meeting|talks|summit)\s+(?:\w+\s+)?$"
)


def is_received(reading: Reading, trigger: Trigger, start: int) -> bool:
    """Whether a word of hosting is in the passive ("was received by"); `start` is where its clause begins."""
    return trigger.text.lower() in SUBJECT_IS_HOST and WAS.search(reading.text, start, trigger.span.start) is not None


def receiving(reading: Reading, trigger: Trigger, before: Span, subject: tuple[Reference, ...]) -> tuple[Side, ...]:
    """The country that receives: that of the subject, of a passive verb that of its agent."""
    if trigger.text.lower() not in SUBJECT_IS_HOST:
        return ()
    word = trigger.span
    doers = subject
    if WAS.search(reading.text[max(before.start, word.start - LONGEST_GAP) : word.start]):
        agent = BY.match(reading.text, word.end)
        doers = persons_in(reading, Span(agent.end(), agent.end() + 2 * LONGEST_GAP)) if agent else ()
    return tuple(Side(ref.person.country, ref.span) for ref in doers[:1] if ref.person.country)


def at_summoner(summons: Encounter, reading: Reading, before: Span) -> Encounter:
    """An envoy is called in by the state that he is posted to, and nowhere else."""
    word = summons.trigger.span
    if WAS.search(reading.text[max(before.start, word.start - LONGEST_GAP) : word.start]):
        hosts = reading.sides_in(Span(word.end, min(summons.sentence.span.end, word.end + LONGEST_GAP)))[:1]
    else:
        hosts = sides_named(reading, before)[:1]
    code = hosts[0].code if hosts else None
    return replace(
        summons, hosts=tuple(hosts), places=tuple(place for place in summons.places if place.country == code)
    )
