"""Guests met one by one: "A met with B of X and C of Y" tells of two meetings (codebook section 2).

Nobody receives two guests at once unless the text says so: a list of persons behind the word, each with a title of his
own, is as many encounters. Sides without a name are told apart only where the words are plural ("meetings with").
"""

import re
from dataclasses import replace
from typing import Final

from extractor.events.meeting.encounter import Encounter
from extractor.events.people import OFFICES, list_after, persons_in
from extractor.reading import Reading, Reference, Side, distinct
from extractor.spans import Span

TOGETHER: Final = re.compile(
    r"\b(?:tri|quadri|multi)lateral\b|\b(?:together|jointly|(?:three|four|five)-way|joint\s+(?:meeting|talks|session)"
    r"|delegations?\s+(?:of|from|including|comprising|composed|consisting))\b",
    re.IGNORECASE,
)
THREE_WAY: Final = re.compile(r"\bfor\s+(?:an?\s+)?(?:\w+\s+)?(?:trilateral|quadrilateral|(?:three|four|five)-way)\b")
ONE_BY_ONE: Final = re.compile(
    r"\b(?:separate(?:ly)?|individual(?:ly)?|in\s+turn|respectively|one[- ]on[- ]one"
    r"|a\s+(?:series|number|string|round)\s+of|several|(?:bilateral|back[- ]to[- ]back|various|two|three|four|five)"
    r"\s+(?:\w+\s+)?(?:meetings|talks|calls|conversations))\b",
    re.IGNORECASE,
)
PLURAL: Final = re.compile(r"(?:meetings|calls|conversations)$", re.IGNORECASE)
SINGLY: Final = frozenset({"bilateral", "phone_video"})
FEWEST: Final = 2
LATER: Final = (
    r"(?:then|later|also|separately|subsequently|afterwards|in\s+the\s+(?:morning|afternoon|evening)|on\s+\w+day"
    r"|(?:in|at)\s+a\s+separate\s+meeting)(?:\s+(?:on|in)\s+(?:the\s+)?\w+)?"
)
# "Met with B and, later, with C": the list goes on behind a second "with".
FURTHER: Final = re.compile(
    rf"(?:,|;)?\s+(?:and|then|as\s+well\s+as)(?:(?:,?\s+{LATER},?)?\s+with|,?\s+{LATER},?)"
    r"\s+(?=(?:the\s+|his\s+|her\s+)?[\w.’'-]*[A-Z])"
)
HEAD: Final = re.compile(
    r"^(?!.*\b(?:deputy|vice|advis[eo]r|aide|assistant|envoy|secretary|office|minister\s+to)\b)(?:[\w.’'-]+\s+){0,4}"
    r"(?:president|prime\s+minister|premier|chancellor|king|queen|emir|sultan|crown\s+prince|taoiseach|pope)\b",
    re.IGNORECASE,
)
REACH: Final = 200
LONGEST_TITLE: Final = 40


def guests_apart(reading: Reading, mention: Encounter) -> tuple[Encounter, ...]:
    """One mention for each guest where one person had talks with several in turn, else the mention itself."""
    if mention.form not in SINGLY:
        return (mention,)
    word = mention.trigger.span
    hosts = [ref for ref in mention.persons if ref.span.start < word.start]
    guests = [ref for ref in mention.persons if ref.span.start > word.end]
    if len(hosts) != 1:
        return (mention,)
    later = _met_later(reading, mention, [*hosts, *guests])
    home = hosts[0].person.country
    beside = [ref for ref in guests if home and ref.person.country == home and _is_of(reading, ref, home)]
    foreign = [ref for ref in guests if ref not in beside]
    unnamed = _unnamed(mention, [*hosts, *guests])
    last = max(span.end for span in (word, *(ref.span for ref in foreign), *(side.span for side in unnamed)))
    told = Span(hosts[0].span.end, last).of(reading.text)
    is_plural = PLURAL.search(mention.trigger.text) is not None or ONE_BY_ONE.search(told) is not None
    is_known = all(ref.person.country or ref.person.offices for ref in foreign)
    behind = Span(last, mention.sentence.span.end).of(reading.text)
    if TOGETHER.search(told) or THREE_WAY.search(behind) or not (is_known or is_plural):
        units: list[Reference | Side] = []
    elif is_plural:
        units = [*foreign, *unnamed]
    else:
        is_joint = _is_one_office(reading, word, foreign) or _is_delegation(mention, foreign)
        units = [] if len(foreign) < FEWEST or is_joint else [*foreign, *unnamed]
    singles = [_with_one(mention, hosts[0], tuple(beside), unit) for unit in units]
    first = singles if len(units) > 1 else [mention]
    return (*first, *(_with_one(mention, hosts[0], (), ref) for ref in later))


def _is_of(reading: Reading, ref: Reference, home: str) -> bool:
    """Whether a companion is named with his country, which he shares with the host: "met B and the US envoy C"."""
    title = Span(max(0, ref.span.start - LONGEST_TITLE), ref.span.start)
    return any(actor.code == home for actor in reading.actors_in(title))


def _with_one(mention: Encounter, host: Reference, beside: tuple[Reference, ...], unit: Reference | Side) -> Encounter:
    if isinstance(unit, Reference):
        return replace(mention, persons=(host, unit, *beside), sides=_kept(mention, unit), hosts=())
    return replace(mention, persons=(host, *beside), sides=(unit,), hosts=())


def _kept(mention: Encounter, guest: Reference) -> tuple[Side, ...]:
    """What is inferred of the host's side, and the one side named behind the word for a guest who has none."""
    word = mention.trigger.span
    inferred = [side for side in mention.sides if side.span == word]
    behind = [side for side in mention.sides if side.span.start > word.end]
    return (*inferred, *(behind if guest.person.country is None and len({side.code for side in behind}) == 1 else ()))


def _unnamed(mention: Encounter, persons: list[Reference]) -> list[Side]:
    """The sides behind the word for whom no person is named."""
    acting = {ref.person.country for ref in persons}
    behind = [side for side in mention.sides if side.span.start > mention.trigger.span.end]
    return [side for side in distinct(behind) if side.code not in acting]


def _is_one_office(reading: Reading, word: Span, guests: list[Reference]) -> bool:
    """Whether the guests share one title in the plural: "met ministers B and C"."""
    return bool(guests) and OFFICES.search(reading.text, word.end, guests[0].span.start) is not None


def _is_delegation(mention: Encounter, guests: list[Reference]) -> bool:
    """Whether those met are officials of one country who sit at one table: none is met "also", or is yet to be met.

    Heads of state and government each receive for themselves.
    """
    countries = {ref.person.country for ref in guests}
    heads = [ref for ref in guests if any(HEAD.search(office) for office in ref.person.offices)]
    return len(countries - {None}) == 1 and mention.modality != "planned" and not heads


def _met_later(reading: Reading, mention: Encounter, known: list[Reference]) -> tuple[Reference, ...]:
    """Those behind a second "with" in the clause."""
    start = known[-1].span.end if known[-1].span.start > mention.trigger.span.end else mention.trigger.span.end
    end = mention.sentence.span.end
    further = FURTHER.search(reading.text, start, min(end, start + REACH))
    if further is None:
        return ()
    ids = {ref.person.id for ref in known}
    return tuple(
        ref
        for ref in persons_in(reading, list_after(reading, Span(further.end(), end)))
        if ref.person.id not in ids and (ref.person.country or ref.person.offices)
    )
