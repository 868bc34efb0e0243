"""Every mention of a meeting, call or visit, read in its own sentence: who met whom, who travelled where, when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, cast

from extractor.events.near import nearest
from extractor.events.parties import sides_before, sides_meant, sides_named
from extractor.events.people import holders, list_after, persons_in, subject_persons, subject_span
from extractor.mentions import DateMention, Modality, PlaceMention, Sentence, Trigger
from extractor.reading import Reading, Reference, Side, distinct
from extractor.spans import Span
from schemas.vocabulary import MeetingForm

KINDS: Final = frozenset({"meeting", "visit", "phone"})
LONGEST_GAP: Final = 60
COMPOUND_REACH: Final = 60
KNOWN_BEFORE: Final = re.compile(
    r"\b(?:the|this|that|these|those|his|her|their|its|both)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE
)
# "The next meeting" is not the one just told of.
OTHER_BEFORE: Final = re.compile(
    r"\b(?:next|further|another|first|second|third|fourth|fifth|sixth|previous|last|upcoming|earlier|\d+(?:st|nd|rd|th))\s"
    r"(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
# The event beside which something else happened.
SETTING: Final = re.compile(
    r"\b(?:sidelines?|margins?|fringes|occasion|eve|ahead)\s+of\s+(?:[\w’'()-]+\s+){0,8}$", re.IGNORECASE
)
# "They met at the summit": the summit is where it was, as long as something else is told of in the sentence.
WHERE: Final = re.compile(
    r"\b(?:at|during|to|for|attend\w*|before|after|participat\w+\s+in)\s+(?:[\w’'()-]+\s+){0,8}$", re.IGNORECASE
)
BY_PHONE: Final = re.compile(r"[^.;\n]{0,80}?\b(?:over|on|by|via)\s+(?:the\s+)?(?:tele)?phone\b", re.IGNORECASE)
# Guests are welcomed at the airport before they meet anybody.
AIRPORT: Final = re.compile(r"[^.;\n]{0,160}\bairport\b", re.IGNORECASE)
WAS: Final = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:\w+\s+)?$")
ROUND: Final = re.compile(r"(?:round|session)s? of", re.IGNORECASE)
# Teams meet and players sign, too.
SPORT: Final = re.compile(
    r"\b(?:fans|coach|goalkeeper|striker|midfielder|semi-?finals?|quarter-?finals?|world cup|cup of nations"
    r"|championships?|tournament|medals?|kick-?off|scored|stadium|matchday)\b",
    re.IGNORECASE,
)
GENERIC_BEFORE: Final = re.compile(
    r"\b(?:any|no|every|each|such|regular|annual|future|many|frequent|various|peaceful)\s+(?:[\w’'-]+\s+){0,2}$|\bof\s+$"
    r"|\b(?:tourists?|visitors|travell?ers|nationals|citizens|people|pilgrims|students|fans)\s+(?:\w+\s+)?$"
    r"|\b(?:mediat|broker|facilitat)\w+\s+(?:the\s+)?(?:\w+\s+){0,2}$"
    r"|\b(?:visit|trip|invit\w+|visiting)\b[^.;]{0,40}\bfor\s+(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
HELD: Final = re.compile(
    r"\b(?:hold|holds|held|holding|had|have|having|convened|began|start(?:ed|s)?|opened|concluded|conducted|attend\w*|during|after|in|at"
    r"|following|sidelines\s+of)\s+(?:[\w’'-]+\s+){0,6}$",
    re.IGNORECASE,
)
PRONOUN: Final = re.compile(r"\b(?:his|her|he|she|him)\b", re.IGNORECASE)
RELATIVE: Final = re.compile(r",?\s+who(?:se)?\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE)
# "Welcomed", "spoke to": a meeting if the object is a named person, else a reaction or a speech.
PERSON_ONLY: Final = re.compile(r"welcom|spoke (?:with|to)|call(?:ed|s) on", re.IGNORECASE)
WE: Final = re.compile(r"\bwe\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
CALL_WITH: Final = re.compile(r"\s+(?:\w+\s+)?(?:with|from|to|between|by)\b")
# What may stand between a verb and its object.
ADVERBIALS: Final = re.compile(
    r"(?:\s+(?:today|yesterday|here|separately|also|individually|with|(?:on|this|last)\s\w+|(?:at|in)\s(?:the\s|his\s|her\s)?"
    r"(?:[A-Z][\w’'-]*[\s,]{1,2}(?:of\s(?:the\s)?)?){1,5}(?:with\b)?),?)*"
)
POSSESSIVE: Final = re.compile(r"[’']s?\s+(?:[\w’'-]+\s+){0,5}$")
WITH: Final = re.compile(
    r"(?:\s+(?:held|took\s+place|on\s+\w+|in\s+\w+|here|today|yesterday|separately|later|also|again|privately))*"
    r"\s+(?:with|between|among|of)\b",
    re.IGNORECASE,
)
PARTNER: Final = re.compile(r"(?:\s+[\w’'-]+){1,4}\s+with\b")
OF: Final = re.compile(r"\s+(?:of|by|from)\s+", re.IGNORECASE)
TO: Final = re.compile(
    r"(?:\s+(?:of|by|from)\b[^;.]{1,160}?)?,?\s+(?:to|in)\s+(?:the\s+)?(?=[A-Z]|both\b|neighbou?ring\b)"
)
OBJECT: Final = re.compile(r"\s+(?:both\s+|neighbou?ring\s+|the\s+)?(?=[A-Z])")
SUBJECT_IS_HOST: Final = frozenset(
    {"received", "receives", "receive", "receiving", "hosted", "hosts", "welcomed", "welcomes"}
)
SUMMONS: Final = frozenset({"summon", "summons", "summoned", "summoning", "called in"})
VERBS: Final = frozenset(
    {"met", "meets", "meet", "conferred", "discussed", "telephoned", "phoned", "called on", "calls on"}
    | SUBJECT_IS_HOST
    | SUMMONS
)
# Verbs that say of a meeting named beside them that it took place.
COMING_TOGETHER: Final = re.compile(r"conven|gather", re.IGNORECASE)
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
    named as the setting of something else; `is_told` says that the clause tells of the meeting as an event ("held
    talks").
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
    is_told: bool = False

    @property
    def family(self) -> str:
        """What sort of event the form belongs to."""
        return FAMILIES.get(self.form, "encounter")

    @property
    def modality(self) -> Modality:
        """How real the event is."""
        return self.trigger.modality

    @cached_property
    def codes(self) -> frozenset[str]:
        """Countries and organisations that take part."""
        acting = {ref.person.country for ref in self.persons if ref.person.country}
        return frozenset(acting | {side.code for side in (*self.sides, *self.hosts)})

    @cached_property
    def people(self) -> frozenset[int]:
        """The ids of the persons who take part."""
        return frozenset(ref.person.id for ref in self.persons)


def read_encounters(reading: Reading) -> tuple[Encounter, ...]:
    """All mentions of encounters in the sentences that report, in document order."""
    found = []
    for sentence in reading.told:
        triggers = [trigger for trigger in reading.triggers_in(sentence.span) if trigger.kind in KINDS]
        mentions = []
        for trigger in triggers:
            if trigger.kind == "visit":
                mentions.append(_read_visit(reading, trigger, sentence))
            elif not (COMING_TOGETHER.match(trigger.text) and trigger is not triggers[0]):
                mentions.append(_read_meeting(reading, trigger, sentence))
        found += [_as_setting(reading, mention, mentions) for mention in mentions]
    return tuple(found)


def _as_setting(reading: Reading, mention: Encounter, mentions: list[Encounter]) -> Encounter:
    """An assembly at which its sentence tells of another encounter: whoever met there is not all who took part."""
    others = [other for other in mentions if other.family not in ("assembly", "ceremony") and not other.is_generic]
    before = reading.text[
        max(mention.sentence.span.start, mention.trigger.span.start - LONGEST_GAP) : mention.trigger.span.start
    ]
    if mention.family != "assembly" or not others or not (mention.is_setting or WHERE.search(before)):
        return mention
    return replace(mention, persons=(), is_setting=True)


def _read_meeting(reading: Reading, trigger: Trigger, sentence: Sentence) -> Encounter:
    before = subject_span(reading, sentence.span, trigger.span.start)
    others = _other_side(reading, trigger, sentence.span)
    behind = Span(others.end, sentence.span.end)
    subject = _subject(reading, before, sentence) or persons_in(reading, behind)[:1]
    if others.start == others.end and subject:
        others = _partner_of_subject(reading, Span(max(subject[-1].span.end, behind.start), behind.end))
    persons = _distinct_people([*subject, *persons_in(reading, others)])
    sides = distinct([*_sides_before(reading, trigger, before), *reading.sides_in(others)])
    codes = {ref.person.country for ref in persons if ref.person.country} | {side.code for side in sides}
    if len(codes) < 2 and not _takes_up(reading, trigger, sentence):
        sides = distinct([*sides, *sides_meant(reading, sentence.span)])
    if not codes and not sides and not persons and _is_specific(reading, trigger, sentence):
        sides = sides_before(reading, sentence.span.start)
        persons = _last_people(reading, sentence, sides)
    is_host = trigger.text.lower() in SUBJECT_IS_HOST
    hosts = tuple(Side(ref.person.country, ref.span) for ref in subject[:1] if is_host and ref.person.country)
    persons = persons or holders(reading, sentence.span, sides)
    if trigger.text.lower() in SUMMONS:
        return _at_summoner(_encounter(reading, trigger, sentence, persons=persons, sides=sides), reading, before)
    return _encounter(reading, trigger, sentence, persons=persons, sides=sides, hosts=hosts)


def _at_summoner(summons: Encounter, reading: Reading, before: Span) -> Encounter:
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


def _read_visit(reading: Reading, trigger: Trigger, sentence: Sentence) -> Encounter:
    before = subject_span(reading, sentence.span, trigger.span.start)
    travellers = _travellers(reading, trigger, before, sentence)
    home = {ref.person.country for ref in travellers}
    goal = tuple(side for side in _goal(reading, trigger, sentence.span) if side.code not in home)
    if not goal and home:
        others = [side for side in distinct(reading.sides_in(sentence.span)) if side.code not in home]
        goal = tuple(others) if len(others) == 1 else ()
    sides = () if travellers else _senders(reading, before, goal)
    visit = _encounter(reading, trigger, sentence, persons=travellers, sides=sides, hosts=goal)
    # Whoever lands back home visits nobody there.
    return replace(visit, places=tuple(place for place in visit.places if place.country not in home))


def _encounter(
    reading: Reading,
    trigger: Trigger,
    sentence: Sentence,
    *,
    persons: tuple[Reference, ...],
    sides: tuple[Side, ...] = (),
    hosts: tuple[Side, ...] = (),
) -> Encounter:
    before = reading.text[max(sentence.span.start, trigger.span.start - LONGEST_GAP) : trigger.span.start]
    is_verb = trigger.text.lower() in VERBS
    is_call = trigger.kind == "phone" or (
        trigger.value == "bilateral" and BY_PHONE.match(reading.text, trigger.span.end, sentence.span.end) is not None
    )
    return Encounter(
        trigger=trigger,
        sentence=sentence,
        form="phone_video" if is_call else cast(MeetingForm, trigger.value),
        persons=persons,
        sides=sides,
        hosts=hosts,
        dates=nearest(reading, reading.dates_in(sentence.span), trigger.span),
        places=() if is_call else nearest(reading, reading.places_in(sentence.span), trigger.span),
        takes_up=_takes_up(reading, trigger, sentence),
        is_generic=_is_generic(reading, trigger, sentence, persons),
        is_setting=SETTING.search(before) is not None,
        is_told=is_verb or HELD.search(before) is not None,
    )


def _is_specific(reading: Reading, trigger: Trigger, sentence: Sentence) -> bool:
    """Whether the clause dates or places a meeting that it names without its sides; a call needs neither."""
    found: tuple[DateMention | PlaceMention, ...] = (
        *reading.dates_in(sentence.span),
        *reading.places_in(sentence.span),
    )
    if trigger.modality not in ("actual", "past"):
        return False
    return trigger.kind == "phone" or (trigger.value == "bilateral" and bool(nearest(reading, found, trigger.span)))


def _last_people(reading: Reading, sentence: Sentence, sides: tuple[Side, ...]) -> tuple[Reference, ...]:
    """Persons of the sentence before who act for the sides."""
    if sentence.index == 0:
        return ()
    codes = {side.code for side in sides}
    people = persons_in(reading, reading.sentences[sentence.index - 1].span)
    return tuple(ref for ref in people if ref.person.country in codes)


def _takes_up(reading: Reading, trigger: Trigger, sentence: Sentence) -> bool:
    """Whether the word is a noun with an article that points back ("the talks")."""
    before = reading.text[max(sentence.span.start, trigger.span.start - LONGEST_GAP) : trigger.span.start]
    if trigger.text.lower() in VERBS or OTHER_BEFORE.search(before) or ROUND.match(trigger.text):
        return False
    return KNOWN_BEFORE.search(before) is not None


def _is_generic(reading: Reading, trigger: Trigger, sentence: Sentence, persons: tuple[Reference, ...]) -> bool:
    """Whether the word means no official encounter in particular."""
    before = reading.text[max(sentence.span.start, trigger.span.start - LONGEST_GAP) : trigger.span.start]
    is_verb = trigger.text.lower() in VERBS
    if (WE if is_verb else GENERIC_BEFORE).search(before) or SPORT.search(sentence.span.of(reading.text)):
        return True
    met = any(ref.span.start > trigger.span.end for ref in persons)
    if trigger.text.lower().startswith("welcom") and AIRPORT.match(reading.text, trigger.span.end, sentence.span.end):
        return True
    return PERSON_ONLY.match(trigger.text) is not None and not met


def _other_side(reading: Reading, trigger: Trigger, sentence: Span) -> Span:
    """The list of those who are met: after "with" or "between", or the object of a verb."""
    pattern = CALL_WITH if trigger.kind == "phone" else WITH
    opening = pattern.match(reading.text, trigger.span.end, sentence.end)
    if opening is None and (trigger.text.lower() in VERBS or trigger.text.lower().endswith(" with")):
        opening = ADVERBIALS.match(reading.text, trigger.span.end, sentence.end)
    if opening:
        return list_after(reading, Span(opening.end(), sentence.end))
    return Span(trigger.span.end, trigger.span.end)


def _partner_of_subject(reading: Reading, behind: Span) -> Span:
    """The list after "with" in the main clause ("At the meeting, A discussed with B ...")."""
    opening = PARTNER.match(reading.text, behind.start, behind.end)
    return list_after(reading, Span(opening.end(), behind.end)) if opening else Span(behind.start, behind.start)


def _sides_before(reading: Reading, trigger: Trigger, before: Span) -> tuple[Side, ...]:
    """Sides named right before the word ("the Russia-NATO summit"), or its subject where it is told as an event."""
    near = Span(max(before.start, trigger.span.start - COMPOUND_REACH), trigger.span.start)
    held = HELD.search(reading.text, near.start, near.end) or trigger.text.lower() in VERBS
    return sides_named(reading, before if held else near)


def _subject(reading: Reading, before: Span, sentence: Sentence) -> tuple[Reference, ...]:
    """The persons before the word who are its subject; a pronoun stands for the last subject named."""
    persons = subject_persons(reading, before)
    if persons or not PRONOUN.search(reading.text, before.start, before.end):
        return persons
    earlier = subject_persons(reading, Span(sentence.span.start, before.start))
    return earlier[:1] or _last_subject(reading, sentence)


def _last_subject(reading: Reading, sentence: Sentence) -> tuple[Reference, ...]:
    for index in range(sentence.index - 1, max(-1, sentence.index - 4), -1):
        persons = persons_in(reading, reading.sentences[index].span)
        if persons:
            return persons[:1]
    return ()


def _goal(reading: Reading, trigger: Trigger, sentence: Span) -> tuple[Side, ...]:
    """The countries travelled to."""
    to = TO.match(reading.text, trigger.span.end, sentence.end)
    opening = to or OBJECT.match(reading.text, trigger.span.end, sentence.end)
    if opening is None:
        return ()
    goals = list_after(reading, Span(opening.end(), sentence.end))
    named = [Side(place.country, place.span) for place in reading.places_in(goals) if place.country]
    named += [Side(actor.code, actor.span) for actor in reading.actors_in(goals) if actor.form != "demonym"]
    return distinct(sorted(named, key=lambda side: side.span))


def _travellers(reading: Reading, trigger: Trigger, before: Span, sentence: Sentence) -> tuple[Reference, ...]:
    """Who travels: "visiting minister A", "the visit of A", "A's visit", "A, who arrived", else the subject."""
    behind = Span(trigger.span.end, min(sentence.span.end, trigger.span.end + 2 * LONGEST_GAP))
    if trigger.text.lower() == "visiting" and not subject_persons(reading, before):
        return persons_in(reading, behind)[:1]
    of = OF.match(reading.text, trigger.span.end, sentence.span.end)
    named = persons_in(reading, list_after(reading, Span(of.end(), sentence.span.end)))[:1] if of else ()
    if named:
        return named
    nearest_person = reading.people_in(before)[-1:]
    if nearest_person:
        gap = reading.text[nearest_person[0].span.end : trigger.span.start]
        if POSSESSIVE.match(gap) or RELATIVE.match(gap):
            return nearest_person
    return _subject(reading, before, sentence)[:1]


def _senders(reading: Reading, before: Span, goal: tuple[Side, ...]) -> tuple[Side, ...]:
    """Whose delegation travels, where no traveller has a name: the side named last before the word."""
    hosts = {side.code for side in goal}
    return tuple(side for side in sides_named(reading, before) if side.code not in hosts)[-1:]


def _distinct_people(references: Iterable[Reference]) -> tuple[Reference, ...]:
    first: dict[int, Reference] = {}
    for ref in references:
        first.setdefault(ref.person.id, ref)
    return tuple(first.values())
