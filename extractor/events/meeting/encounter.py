"""One encounter as its sentence tells it, and the words that decide what sort of mention it is.

Verbs tell of an encounter ("met"), nouns name one ("the talks"): whether a noun takes up a known meeting, means none in
particular or is only the setting of something else is said by the words before it.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, cast

from extractor.events.meeting.words import (
    AGO,
    AIRPORT,
    ANNOUNCED,
    BEGIN,
    BY_PHONE,
    COURSE,
    DETERMINER,
    EARLIER,
    FIRST,
    GENERIC_BEFORE,
    GERUND_BEFORE,
    GERUND_BEHIND,
    HELD,
    JOURNEY_MADE,
    KNOWN_BEFORE,
    LONGEST_GAP,
    MEETINGS,
    OF_INSTRUMENT,
    OTHER_BEFORE,
    PERSON_ONLY,
    PROCESS,
    REGULARLY,
    ROUND,
    SETTING,
    SPEAKS,
    SPORT,
    TAKES_PLACE,
    THANKED,
    TOWARDS,
    VERBS,
    VOWED,
    WE,
    WELCOMED_NEWS,
    YET_TO_COME,
)
from extractor.events.near import nearest
from extractor.mentions import DateMention, Modality, PlaceMention, Sentence, Trigger
from extractor.reading import Reading, Reference, Side
from extractor.spans import Span
from schemas.vocabulary import MeetingForm

# For these a host is thanked.
GIVEN: Final = frozenset({"hosting", "receiving", "welcoming", "host"})
# Forms that may be one and the same event under different words.
FAMILIES: Final[dict[str, str]] = {
    "bilateral": "encounter",
    "negotiation_round": "encounter",
    "multilateral": "assembly",
    "summit": "assembly",
    "joint_commission": "commission",
    "ceremony": "ceremony",
    "summons": "summons",
    "phone_video": "call",
    "visit": "visit",
}


@dataclass(frozen=True, kw_only=True)
class Encounter:
    """One mention of an encounter or visit.

    `hosts` are the countries travelled to, or that of a person who receives another. `takes_up` tells "the meeting"
    from "a meeting"; `is_generic` marks words that mean no meeting in particular, `is_setting` one that is only
    named as the setting of something else, `is_earlier` one of another time ("last met"); `is_told` says that the
    clause tells of the meeting as an event ("held talks"), `is_chaired` that its persons lead a meeting in which others
    than their countries meet.
    """

    trigger: Trigger
    sentence: Sentence
    form: MeetingForm
    persons: tuple[Reference, ...] = ()
    sides: tuple[Side, ...] = ()
    hosts: tuple[Side, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    takes_up: bool = False
    is_generic: bool = False
    is_setting: bool = False
    is_earlier: bool = False
    is_told: bool = False
    is_chaired: bool = False

    @property
    def family(self) -> str:
        """What sort of event the form belongs to."""
        return FAMILIES.get(self.form, "encounter")

    @property
    def modality(self) -> Modality:
        """How real the event is."""
        return self.trigger.modality

    @property
    def acting(self) -> tuple[Reference, ...]:
        """The persons whose countries take part."""
        return () if self.is_chaired else self.persons

    @cached_property
    def codes(self) -> frozenset[str]:
        """Countries and organisations that take part."""
        acting = {ref.person.country for ref in self.acting if ref.person.country}
        return frozenset(acting | {side.code for side in (*self.sides, *self.hosts)})

    @cached_property
    def people(self) -> frozenset[int]:
        """The ids of the persons who take part."""
        return frozenset(ref.person.id for ref in self.persons)


def describe(
    reading: Reading,
    trigger: Trigger,
    sentence: Sentence,
    *,
    persons: tuple[Reference, ...],
    sides: tuple[Side, ...] = (),
    hosts: tuple[Side, ...] = (),
) -> Encounter:
    """The mention with its form, its dates and places, once the sides are known."""
    before = reading.text[max(sentence.span.start, trigger.span.start - LONGEST_GAP) : trigger.span.start]
    told = is_verb(reading, trigger)
    is_call = trigger.kind == "phone" or (
        trigger.value == "bilateral" and BY_PHONE.match(reading.text, trigger.span.end, sentence.span.end) is not None
    )
    behind = Span(trigger.span.end, sentence.span.end)
    if trigger.modality == "actual" and not told and (ANNOUNCED.search(before) or YET_TO_COME.search(before)):
        trigger = replace(trigger, modality="planned")
    return Encounter(
        trigger=trigger,
        sentence=sentence,
        form="phone_video" if is_call else cast(MeetingForm, trigger.value),
        persons=persons,
        sides=sides,
        hosts=hosts,
        dates=nearest(reading, _dates_of_events(reading, sentence), trigger.span),
        places=() if is_call else nearest(reading, reading.places_in(sentence.span), trigger.span),
        takes_up=takes_up(reading, trigger, sentence),
        is_generic=_is_generic(reading, trigger, sentence, persons),
        is_setting=SETTING.search(before) is not None,
        is_earlier=_is_earlier(reading, before, behind),
        is_told=told
        or JOURNEY_MADE.fullmatch(trigger.text) is not None
        or HELD.search(before) is not None
        or TAKES_PLACE.match(reading.text, *behind) is not None,
    )


def _is_earlier(reading: Reading, before: str, behind: Span) -> bool:
    if EARLIER.search(before):
        return True
    return FIRST.search(before) is not None and AGO.match(reading.text, *behind) is not None


def _dates_of_events(reading: Reading, sentence: Sentence) -> list[DateMention]:
    """The dates of a sentence without the years that only say which instrument is meant ("the 1994 accord")."""
    return [
        date
        for date in reading.dates_in(sentence.span)
        if not (
            date.granularity == "year"
            and OF_INSTRUMENT.match(reading.text, date.span.end)
            and DETERMINER.search(reading.text, sentence.span.start, date.span.start)
        )
    ]


def _is_named(reading: Reading, sentence: Sentence, persons: tuple[Reference, ...], behind: Span) -> bool:
    """Whether meetings in the plural are with somebody: two persons, or a side named behind the word."""
    countries = {ref.person.country for ref in persons}
    return len(countries) > 1 or any(side.code not in countries for side in reading.sides_in(behind))


def is_verb(reading: Reading, trigger: Trigger) -> bool:
    """Whether the word is a verb that tells of the encounter; "meeting" is one in "after meeting B"."""
    word = trigger.text.lower()
    if word != "meeting":
        return word in VERBS
    before = reading.text[max(0, trigger.span.start - LONGEST_GAP) : trigger.span.start]
    return GERUND_BEFORE.search(before) is not None and GERUND_BEHIND.match(reading.text, trigger.span.end) is not None


def takes_up(reading: Reading, trigger: Trigger, sentence: Sentence) -> bool:
    """Whether the word is a noun with an article that points back ("the talks")."""
    before = reading.text[max(sentence.span.start, trigger.span.start - LONGEST_GAP) : trigger.span.start]
    if is_verb(reading, trigger) or OTHER_BEFORE.search(before) or ROUND.match(trigger.text):
        return False
    return KNOWN_BEFORE.search(before) is not None


def _is_generic(reading: Reading, trigger: Trigger, sentence: Sentence, persons: tuple[Reference, ...]) -> bool:
    """Whether the word means no official encounter in particular."""
    before = reading.text[max(sentence.span.start, trigger.span.start - LONGEST_GAP) : trigger.span.start]
    if (WE if is_verb(reading, trigger) else GENERIC_BEFORE).search(before) or SPORT.search(
        sentence.span.of(reading.text)
    ):
        return True
    behind = Span(trigger.span.end, sentence.span.end)
    if _is_only_wished(reading, trigger, sentence):
        return True
    if COURSE.search(trigger.text) and PROCESS.search(before):
        return True
    if COURSE.search(trigger.text) and BEGIN.search(before) and TOWARDS.match(reading.text, *behind):
        return True
    if REGULARLY.match(reading.text, *behind):
        return True
    if trigger.value == "joint_commission" and SPEAKS.match(reading.text, *behind):
        return True
    if MEETINGS.fullmatch(trigger.text) and not _is_named(reading, sentence, persons, behind):
        return True
    met = any(ref.span.start > trigger.span.end for ref in persons)
    if WELCOMED_NEWS.match(reading.text, trigger.span.start, sentence.span.end):
        return True
    if trigger.text.lower().startswith(("welcom", "receiv")) and AIRPORT.match(
        reading.text, trigger.span.end, sentence.span.end
    ):
        return True
    return PERSON_ONLY.match(trigger.text) is not None and not met


def _is_only_wished(reading: Reading, trigger: Trigger, sentence: Sentence) -> bool:
    """Whether somebody gives thanks for talks, or vows to resume them, in words that name no day."""
    behind = reading.dates_in(Span(trigger.span.end, sentence.span.end))
    is_noun = not is_verb(reading, trigger) or trigger.text.lower() in GIVEN
    if not is_noun or any(nearest(reading, behind, trigger.span)):
        return False
    is_vow = COURSE.search(trigger.text) and VOWED.search(reading.text, sentence.span.start, trigger.span.start)
    return bool(is_vow or THANKED.search(reading.text, sentence.span.start, trigger.span.start))
