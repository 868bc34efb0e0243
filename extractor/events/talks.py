"""Mentions of a meeting, call or summons: who meets whom."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from extractor.events.encounter import HELD, LONGEST_GAP, SUBJECT_IS_HOST, SUMMONS, VERBS, Encounter, describe, takes_up
from extractor.events.near import nearest
from extractor.events.parties import sides_before, sides_meant, sides_named
from extractor.events.people import (
    PAIR as PAIR_WORDS,
)
from extractor.events.people import (
    grammatical_subject,
    holders,
    is_first_person,
    list_after,
    pair_meant,
    persons_in,
    subject_persons,
    subject_span,
)
from extractor.mentions import DateMention, PlaceMention, Sentence, Trigger
from extractor.reading import Reading, Reference, Side, distinct
from extractor.spans import Span

PAIR: Final = 2
COMPOUND_REACH: Final = 60
BY: Final = re.compile(r"\s+(?:\w+\s+){0,4}?by\s+")
WAS: Final = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+(?:\w+\s+)?$")
CALL_WITH: Final = re.compile(r"\s+(?:[\w-]+\s+){0,3}?(?:with|from|to|between|by)\b")
# What may stand between a verb and its object.
ADVERBIALS: Final = re.compile(
    r"(?:\s+(?:today|yesterday|here|separately|also|individually|with|(?:on|this|last)\s\w+|(?:at|in)\s(?:the\s|his\s|her\s)?"
    r"(?:[A-Z][\w’'-]*[\s,]{1,2}(?:of\s(?:the\s)?)?){1,5}(?:with\b)?),?)*"
)
WITH: Final = re.compile(
    r"(?:\s+(?:held|took\s+place|on\s+\w+|in\s+\w+|here|today|yesterday|separately|later|also|again|privately))*"
    r"\s+(?:with|between|among|of)\b",
    re.IGNORECASE,
)
# "Held talks on Monday within the framework of the session with": what stands between talks and "with".
FAR_WITH: Final = re.compile(
    r"\s+(?:on|in|at|within|during|about|over)\s+(?:[\w’'-]+\s+){1,10}?"
    r"(?<!line )(?<!along )(?<!together )(?<!accordance )with\s"
    r"(?=(?:the\s+|his\s+|her\s+|their\s+)?(?:[A-Z]|\w+\s+counterpart|president|prime|foreign))"
)
# The words that open a sentence with the meeting, before its main clause.
OPENING: Final = re.compile(
    r"(?<!\w)(?:in|at|during|after|following|on|before|upon|while)\b[^.;]{0,80}$", re.IGNORECASE
)
BETWEEN: Final = re.compile(r"\s+(?:\w+\s+){0,3}?between\b")
PARTNER: Final = re.compile(r"(?:\s+[\w’'-]+){1,4}\s+with\b")
# "At the meeting, ..., A said": between the meeting and a subject of the main clause no other verb stands, and nothing
# that the person only belongs to.
OTHER_CLAUSE: Final = re.compile(
    r"\b(?:is|was|were|are|has|have|had|will|would|said|says)\b"
    r"|\b(?:visit|trip|letter|message|invitation|arrival|election|speech|proposal|remarks?|death|policy|role)\s+(?:of|from|by|to|with)\b"
    r"|[.;:]\s",
    re.IGNORECASE,
)
RELATIVE: Final = re.compile(r",\s+(?:which|who|where)\b[^,;]{1,120},")
CHAIRED: Final = re.compile(r"\b(?:co-?)?(?:chaired|moderated|presided\s+over)\s+(?:\w+\s+)?by\b", re.IGNORECASE)
HELD_TALKS: Final = re.compile(r"\b(?:hold|holds|held|holding|had|conducted)\s+(?:[\w’'-]+\s+){0,6}$")
POSSESSIVE: Final = re.compile(r"[’']s?\s+(?:[\w-]+\s+){0,3}$")


def read_talks(reading: Reading, trigger: Trigger, sentence: Sentence) -> Encounter:
    """The meeting, call or summons that a word announces."""
    before = subject_span(reading, sentence.span, trigger.span.start)
    others = _other_side(reading, trigger, sentence.span)
    behind = Span(others.end, sentence.span.end)
    subject = _subject(reading, trigger, before, sentence=sentence, behind=behind)
    if others.start == others.end and subject:
        others = _partner_of_subject(reading, Span(max(subject[-1].span.end, behind.start), behind.end))
    persons = _distinct_people([*subject, *persons_in(reading, others)])
    if trigger.kind == "phone" and len(persons) == 1:
        persons += _called(reading, persons[0], behind)
    sides = distinct([*_sides_before(reading, trigger, before), *reading.sides_in(others)])
    codes = {ref.person.country for ref in persons if ref.person.country} | {side.code for side in sides}
    is_between = BETWEEN.match(reading.text, trigger.span.end, sentence.span.end) is not None
    if len(codes) < 2 and (is_between or not takes_up(reading, trigger, sentence)):
        sides = distinct([*sides, *sides_meant(reading, sentence.span)])
    if not codes and not sides and not persons and _is_specific(reading, trigger, sentence):
        sides = sides_before(
            reading, sentence.span.start, exactly=None if _follows_meeting(reading, sentence) else PAIR
        )
        persons = _last_people(reading, sentence, sides)
    hosts = _receiving(reading, trigger, before, subject)
    if len({*codes, *(side.code for side in sides)}) == 1:
        if is_first_person(reading, sentence, trigger.span.start):
            sides = distinct([*sides, *_others_of_article(reading, trigger, codes)])
        elif HELD_TALKS.search(reading.text, before.start, trigger.span.start):
            hosts = _hosts_of_talks(reading, trigger, sentence, codes)
    persons = (
        persons
        or holders(reading, sentence.span, sides)
        or (is_between and _last_people(reading, sentence, sides))
        or ()
    )
    if trigger.text.lower() in SUMMONS:
        return _at_summoner(describe(reading, trigger, sentence, persons=persons, sides=sides), reading, before)
    talks = describe(reading, trigger, sentence, persons=persons, sides=sides, hosts=hosts)
    is_chaired = CHAIRED.search(reading.text, before.start, trigger.span.start) is not None
    return replace(talks, sides=(), is_chaired=True) if is_chaired else talks


def _subject(
    reading: Reading, trigger: Trigger, before: Span, *, sentence: Sentence, behind: Span
) -> tuple[Reference, ...]:
    """Who meets, wherever the clause names them; of "talks between A and B" nobody else."""
    if BETWEEN.match(reading.text, trigger.span.end, sentence.span.end):
        return ()
    if PAIR_WORDS.search(reading.text, before.start, before.end):
        return pair_meant(reading, before, sentence.span)
    return (
        _possessor(reading, trigger, before)
        or grammatical_subject(reading, before, sentence)
        or _subject_behind(reading, Span(before.start, trigger.span.start), behind)
    )


def _possessor(reading: Reading, trigger: Trigger, before: Span) -> tuple[Reference, ...]:
    """Whose meeting or call it is: "Ruto's call with"."""
    nearest_person = reading.people_in(before)[-1:]
    if trigger.text.lower() in VERBS or not nearest_person:
        return ()
    is_owner = POSSESSIVE.fullmatch(reading.text, nearest_person[0].span.end, trigger.span.start) is not None
    return nearest_person if is_owner else ()


def _called(reading: Reading, caller: Reference, behind: Span) -> tuple[Reference, ...]:
    """The other person of a call whose sentence goes on: "in a phone call A congratulated B"."""
    others = persons_in(reading, Span(caller.span.end, max(caller.span.end, behind.end)))
    home = caller.person.country
    return tuple(ref for ref in others if None not in (home, ref.person.country) and ref.person.country != home)[:1]


def _subject_behind(reading: Reading, before: Span, behind: Span) -> tuple[Reference, ...]:
    """The subject of the main clause that follows "at the meeting"."""
    subject = subject_persons(reading, behind)
    if not subject or not OPENING.search(reading.text, before.start, before.end):
        return ()
    gap = RELATIVE.sub(",", reading.text[behind.start : subject[0].span.start] + ",")
    return () if OTHER_CLAUSE.search(gap) else subject


def _receiving(reading: Reading, trigger: Trigger, before: Span, subject: tuple[Reference, ...]) -> tuple[Side, ...]:
    """The country that receives: that of the subject, of a passive verb that of its agent."""
    if trigger.text.lower() not in SUBJECT_IS_HOST:
        return ()
    word = trigger.span
    doers = subject
    if WAS.search(reading.text[max(before.start, word.start - LONGEST_GAP) : word.start]):
        agent = BY.match(reading.text, word.end)
        doers = persons_in(reading, Span(agent.end(), agent.end() + 2 * LONGEST_GAP)) if agent else ()
    return tuple(Side(ref.person.country, ref.span) for ref in doers[:1] if ref.person.country)


def _others_of_article(reading: Reading, trigger: Trigger, codes: set[str]) -> tuple[Side, ...]:
    """The side of whoever writes "I met B": the other of the two that the text is most about."""
    return tuple(Side(code, trigger.span) for code in reading.principals[:PAIR] if code not in codes)[:1]


def _hosts_of_talks(reading: Reading, trigger: Trigger, sentence: Sentence, codes: set[str]) -> tuple[Side, ...]:
    """With whom talks are held of which only one side and the place are told: the country of the place.

    Only where the text is about that country too; elsewhere talks may be held on neutral ground.
    """
    places = nearest(reading, reading.places_in(sentence.span), trigger.span)[:1]
    return tuple(
        Side(place.country, place.span)
        for place in places
        if place.country and place.country not in codes and place.country in reading.principals[:PAIR]
    )


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


def _is_specific(reading: Reading, trigger: Trigger, sentence: Sentence) -> bool:
    """Whether the clause dates or places a meeting that it names without its sides; a call needs neither."""
    found: tuple[DateMention | PlaceMention, ...] = (
        *reading.dates_in(sentence.span),
        *reading.places_in(sentence.span),
    )
    is_told = trigger.modality in ("actual", "past")
    if not (is_told or (trigger.modality == "planned" and not takes_up(reading, trigger, sentence))):
        return False
    return trigger.kind == "phone" or (trigger.value == "bilateral" and bool(nearest(reading, found, trigger.span)))


def _follows_meeting(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence before tells of a summit or conference, whose members are meant again."""
    if sentence.index == 0:
        return False
    before = reading.triggers_in(reading.sentences[sentence.index - 1].span)
    return any(trigger.value in ("summit", "multilateral") for trigger in before)


def _last_people(reading: Reading, sentence: Sentence, sides: tuple[Side, ...]) -> tuple[Reference, ...]:
    """Persons of the sentence before who act for the sides."""
    if sentence.index == 0:
        return ()
    codes = {side.code for side in sides}
    people = persons_in(reading, reading.sentences[sentence.index - 1].span)
    return tuple(ref for ref in people if ref.person.country in codes)


def _other_side(reading: Reading, trigger: Trigger, sentence: Span) -> Span:
    """The list of those who are met: after "with" or "between", or the object of a verb."""
    pattern = CALL_WITH if trigger.kind == "phone" else WITH
    opening = pattern.match(reading.text, trigger.span.end, sentence.end) or (
        FAR_WITH.match(reading.text, trigger.span.end, sentence.end) if trigger.text.lower() not in VERBS else None
    )
    if trigger.text.lower() in SUBJECT_IS_HOST and WAS.search(reading.text, sentence.start, trigger.span.start):
        opening = BY.match(reading.text, trigger.span.end, sentence.end)
    if opening is None and (trigger.text.lower() in VERBS or trigger.text.lower().endswith((" with", " on", " to"))):
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


def _distinct_people(references: Iterable[Reference]) -> tuple[Reference, ...]:
    first: dict[int, Reference] = {}
    for ref in references:
        first.setdefault(ref.person.id, ref)
    return tuple(first.values())
