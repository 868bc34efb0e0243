"""Mentions of a meeting, call or summons: who meets whom."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from extractor.events.meeting.encounter import Encounter, describe, is_verb, takes_up
from extractor.events.meeting.hosts import BY, at_summoner, is_received, receiving
from extractor.events.meeting.meant import counterparts, last_of_others
from extractor.events.meeting.unnamed import last_people, met_before, other_side
from extractor.events.meeting.words import HELD, SUMMONS
from extractor.events.parties import is_mediator, is_posting, sides_meant, sides_named
from extractor.events.people import (
    OPENING as OPENING_CLAUSE,
)
from extractor.events.people import (
    PAIR as PAIR_WORDS,
)
from extractor.events.people import (
    asides_in,
    grammatical_subject,
    holders,
    list_after,
    pair_before,
    pair_meant,
    persons_in,
    subject_persons,
    subject_span,
)
from extractor.mentions import Sentence, Trigger
from extractor.reading import Reading, Reference, Side, distinct
from extractor.spans import Span

PAIR: Final = 2
COMPOUND_REACH: Final = 60
CALL_WITH: Final = re.compile(r"\s+(?:[\w-]+\s+){0,3}?(?:with|from|to|between|by)\b")
# A phrase of time or place, then the titles of whoever is met.
OBJECT_REACH: Final = 160
ADVERBIAL_ONLY: Final = re.compile(
    r"\s+(?:in|at|on)\s+(?:(?!(?:that|which|who|to|and)\s)[\w’'-]+,?\s+){1,8}?(?:(?:[A-Z][\w’'.-]*|of|for|the|and)\s+){0,8}"
)
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
    r"\s+(?:on|in|at|within|during|about|over|for|here|today|yesterday|this|last|earlier|later)\s+"
    r"(?:[\w’'-]+\s+){0,12}?"
    r"(?<!line )(?<!along )(?<!together )(?<!accordance )with\s"
    r"(?=(?:the\s+|his\s+|her\s+|their\s+)?(?:[A-Z]|\w+\s+counterpart|president|prime|foreign))"
)
# "Discussed the border with B": what is discussed stands before "with".
DISCUSSED: Final = re.compile(r"discuss(?:ed|es)|exchanged\s+views", re.IGNORECASE)
OBJECT_WITH: Final = re.compile(
    r"\s+(?:(?!(?:that|which|who|and\s+(?:said|met|held))\b)[\w’'-]+,?\s+){1,14}?(?<!line )(?<!along )(?<!together )"
    r"(?<!ties )(?<!relations )(?<!cooperation )(?<!talks )(?<!agreement )with\s"
    r"(?=(?:the\s+|his\s+|her\s+|their\s+)?(?:visiting\s+)?(?:[A-Z]|\w+\s+counterpart|president|prime|foreign))"
)
# "Hosted a dinner for B".
MEAL: Final = re.compile(r"dinner|lunch|luncheon|breakfast|banquet|reception|audience", re.IGNORECASE)
HOSTED: Final = re.compile(r"host(?:ed|s|ing)?|g[ai]ve", re.IGNORECASE)
MEAL_FOR: Final = re.compile(
    r"\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:dinner|lunch|luncheon|banquet|reception|breakfast|iftar)\b[^.;]{0,60}?"
    r"\s(?:for|in\s+honou?r\s+of)\s+",
    re.IGNORECASE,
)
IN_HONOUR: Final = re.compile(r"\s+(?:for|in\s+honou?r\s+of|to)\s+", re.IGNORECASE)
# "Talks resumed in Accra between A and B", "the meeting, which lasted an hour, brought together A and B".
FAR_BETWEEN: Final = re.compile(
    r"(?:\s+(?!(?:that|which|who|and|said|says|to)\s)[\w’'-]+){1,10}?\s+between\s+(?=(?:the\s+)?[A-Z])"
)
GATHERED: Final = re.compile(
    r"(?:,\s+which\s[^;.]{1,120},)?\s*,?\s+(?:(?:bringing|brought|brings)\s+together|gather(?:ed|ing|s)|group(?:ed|ing)"
    r"|involv(?:ed|ing|es)|includ(?:ed|ing|es)|attended\s+by)\s+"
)
# "A met B and will hold talks with": B takes no part in the talks.
MET: Final = frozenset({"meeting", "visit", "phone"})
# "Will see B, and on Thursday receives": another predicate of the same subject.
JOINED_VERB: Final = re.compile(
    r",?\s+and\s+(?:(?:then|later|also|on\s+\w+|in\s+the\s+\w+|will|is\s+to|was|had|has|yesterday|today|tomorrow|would|subsequently)\s+)*$"
)
JOINED_EVENT: Final = re.compile(r"[\s,](?:and|then|but|where|before|after|while|followed)\s", re.IGNORECASE)
# The words that open a sentence with the meeting, before its main clause.
OPENING: Final = re.compile(
    r"(?<!\w)(?:in|at|during|after|following|on|before|upon|while)\b[^.;]{0,80}$", re.IGNORECASE
)
BETWEEN: Final = re.compile(r"\s+(?:\w+\s+){0,3}?between\b")
# "Received her at the palace".
PRONOUN_OBJECT: Final = re.compile(
    r"\s+(?:with\s+)?(?:him|her)(?=\s*[.,;]|\s+(?:at|in|on|for|during|after|before|to|with|and|here|later|earlier|yesterday|today"
    r"|again|upon|over|this|last)\b)"
)
WHO: Final = re.compile(r",\s+who\s+(?:[\w’'-]+\s+){0,4}$")
WITH_WHOM: Final = re.compile(r",?\s+with\s+whom\s+(?:[\w’'-]+\s+){1,5}$")
# "The Iran-Iraq talks between", "a Franco-German meeting between".
COMPOUND: Final = re.compile(r"[A-Z][\w’'-]*\s+(?:[a-z-]+\s+){0,2}$")
BETWEEN_PAIR: Final = re.compile(
    r"\s+(?:\w+\s+){0,3}?between\s+(?:them|(?:the\s+)?(?:two|both)\s+(?:\w+\s+)?(?:men|ministers|leaders|presidents|officials"
    r"|diplomats|chiefs|women|premiers)|the\s+(?:two|pair)(?!\s+\w))\b",
    re.IGNORECASE,
)
PARTNER: Final = re.compile(r"(?:\s+[\w’'-]+){1,4}\s+with\b")
# "At the meeting, ..., A said": between the meeting and a subject of the main clause no other verb stands, and nothing
# that the person only belongs to.
OTHER_CLAUSE: Final = re.compile(
    r"\b(?:is|was|were|are|has|have|had|will|would|said|says)\b"
    r"|\b(?:visit|trip|letter|message|invitation|arrival|election|speech|proposal|remarks?|death|policy|role)\s+(?:of|from|by|to|with)\b"
    r"|[;:]\s|(?<!\b\w)(?<!\b(?:Dr|Mr|Ms))(?<!\b(?:Mrs|Gen|Adm|Col|Sen|Rep|Hon|Amb|Gov))\.\s",
    re.IGNORECASE,
)
RELATIVE: Final = re.compile(r",\s+(?:which|who|where)\b[^,;]{1,120},")
CHAIRED: Final = re.compile(r"\b(?:co-?)?(?:chaired|moderated|presided\s+over)\s+(?:\w+\s+)?by\b", re.IGNORECASE)
POSSESSIVE: Final = re.compile(r"[’']s?\s+(?:[\w-]+\s+){0,3}$")


def read_talks(reading: Reading, trigger: Trigger, sentence: Sentence) -> Encounter:
    """The meeting, call or summons that a word announces."""
    before = _from_antecedent(reading, subject_span(reading, sentence.span, trigger.span.start))
    others = _other_side(reading, trigger, sentence.span)
    behind = Span(others.end, sentence.span.end)
    subject = _subject(reading, trigger, before, sentence=sentence, behind=behind)
    if others.start == others.end and subject:
        others = _partner_of_subject(reading, Span(max(subject[-1].span.end, behind.start), behind.end))
    persons = _who(reading, trigger, subject, others=others, behind=behind)
    sides = distinct([*_sides_before(reading, trigger, before, subject), *reading.sides_in(others)])
    sides = tuple(side for side in sides if not (is_posting(reading, side) or is_mediator(reading, side)))
    codes = _codes(persons, sides)
    is_between = BETWEEN.match(reading.text, trigger.span.end, sentence.span.end) is not None
    if len(codes) < PAIR and (is_between or not takes_up(reading, trigger, sentence)):
        sides = distinct([*sides, *sides_meant(reading, sentence.span)])
    if not codes and not sides and not persons:
        sides, persons = met_before(reading, trigger, sentence)
    hosts = receiving(reading, trigger, before, subject)
    if len(_codes(persons, sides)) == 1:
        missing, there = other_side(reading, trigger, sentence, persons=persons, codes=codes)
        sides, hosts = distinct([*sides, *missing]), there or hosts
    persons = persons or holders(reading, sentence.span, sides)
    if not persons and is_between:
        persons = last_people(reading, sentence, sides)
    if trigger.text.lower() in SUMMONS:
        return at_summoner(describe(reading, trigger, sentence, persons=persons, sides=sides), reading, before)
    talks = describe(reading, trigger, sentence, persons=persons, sides=sides, hosts=hosts)
    is_chaired = CHAIRED.search(reading.text, before.start, trigger.span.start) is not None
    return replace(talks, sides=(), is_chaired=True) if is_chaired else talks


def _from_antecedent(reading: Reading, before: Span) -> Span:
    """The words before a verb from the person on whom its relative clause depends: "..., B, who later met"."""
    opened = WHO.search(reading.text, before.start, before.end)
    person = reading.people_in(Span(before.start, opened.start()))[-1:] if opened else ()
    is_next = opened is not None and person and person[0].span.end == opened.start()
    return Span(person[0].span.start, before.end) if is_next else before


def _who(
    reading: Reading, trigger: Trigger, subject: tuple[Reference, ...], *, others: Span, behind: Span
) -> tuple[Reference, ...]:
    """Everybody who meets: the subject, those named behind "with", and the counterparts that are named elsewhere."""
    persons = [*subject, *persons_in(reading, others)]
    if subject and (whom := WITH_WHOM.search(reading.text, subject[-1].span.end, trigger.span.start)):
        persons += reading.people_in(Span(subject[-1].span.end, whom.start()))[-1:]
    if subject and PRONOUN_OBJECT.match(reading.text, trigger.span.end):
        persons += last_of_others(reading, subject[0])
    if subject:
        persons += counterparts(reading, others, reading.sides_in(others), subject[0].person)
    if trigger.kind == "phone" and len({ref.person.id for ref in persons}) == 1:
        persons += _called(reading, persons[0], behind)
    return _distinct_people(persons)


def _codes(persons: tuple[Reference, ...], sides: tuple[Side, ...]) -> set[str]:
    return {ref.person.country for ref in persons if ref.person.country} | {side.code for side in sides}


def _subject(
    reading: Reading, trigger: Trigger, before: Span, *, sentence: Sentence, behind: Span
) -> tuple[Reference, ...]:
    """Who meets, wherever the clause names them; of "talks between A and B" nobody else."""
    if BETWEEN_PAIR.match(reading.text, trigger.span.end, sentence.span.end):
        return pair_before(reading, trigger.span.start, sentence)
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
    if is_verb(reading, trigger) or not nearest_person:
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


def _other_side(reading: Reading, trigger: Trigger, sentence: Span) -> Span:
    """The list of those who are met: after "with" or "between", or the object of a verb."""
    pattern = CALL_WITH if trigger.kind == "phone" else WITH
    patterns = [pattern, FAR_WITH] if is_verb(reading, trigger) else [pattern, FAR_WITH, FAR_BETWEEN, GATHERED]
    patterns += [MEAL_FOR] if HOSTED.fullmatch(trigger.text) else []
    patterns += [OBJECT_WITH] if DISCUSSED.match(trigger.text) else [IN_HONOUR] if MEAL.search(trigger.text) else []
    found = (one.match(reading.text, trigger.span.end, sentence.end) for one in patterns)
    opening = next((match for match in found if match), None)
    if is_received(reading, trigger, sentence.start):
        opening = BY.match(reading.text, trigger.span.end, sentence.end)
    if opening is None and (is_verb(reading, trigger) or trigger.text.lower().endswith((" with", " on", " to", " by"))):
        opening = ADVERBIALS.match(reading.text, trigger.span.end, sentence.end)
        if opening and (object_ := _far_object(reading, Span(opening.end(), sentence.end))):
            return object_
    if opening:
        return list_after(reading, Span(opening.end(), sentence.end))
    return Span(trigger.span.end, trigger.span.end)


def _far_object(reading: Reading, behind: Span) -> Span | None:
    """The list of those received where phrases of time and place stand before it: "received in his office B"."""
    first = reading.people_in(Span(behind.start, min(behind.end, behind.start + OBJECT_REACH)))[:1]
    if not first or not ADVERBIAL_ONLY.fullmatch(reading.text, behind.start, first[0].span.start):
        return None
    return list_after(reading, Span(first[0].span.start, behind.end))


def _partner_of_subject(reading: Reading, behind: Span) -> Span:
    """The list after "with" in the main clause ("At the meeting, A discussed with B ...")."""
    opening = PARTNER.match(reading.text, behind.start, behind.end)
    return list_after(reading, Span(opening.end(), behind.end)) if opening else Span(behind.start, behind.start)


def _other_event(reading: Reading, before: Span, subject: tuple[Reference, ...]) -> list[Span]:
    """The words of an event told between the subject and this one: "A met B and will hold talks with"."""
    if not any(ref.person.country for ref in subject) or subject[-1].span.end > before.end:
        return []
    opening = OPENING_CLAUSE.match(reading.text, before.start, before.end)
    if opening and any(one.kind in MET for one in reading.triggers_in(Span(*opening.span()))):
        return [Span(*opening.span())]
    between = Span(subject[-1].span.end, before.end)
    if JOINED_VERB.search(reading.text, between.start, between.end):
        return [between]
    told = [one for one in reading.triggers_in(between) if one.kind in MET]
    is_joined = told and JOINED_EVENT.search(reading.text, told[0].span.end, before.end)
    return [Span(told[0].span.start, before.end)] if is_joined else []


def _sides_before(reading: Reading, trigger: Trigger, before: Span, subject: tuple[Reference, ...]) -> tuple[Side, ...]:
    """Sides named right before the word ("the Russia-NATO summit"), or its subject where it is told as an event."""
    near = Span(max(before.start, trigger.span.start - COMPOUND_REACH), trigger.span.start)
    if BETWEEN.match(reading.text, trigger.span.end) and not COMPOUND.search(reading.text, *near):
        return ()
    held = HELD.search(reading.text, near.start, near.end) or is_verb(reading, trigger)
    asides = [*asides_in(reading, before), *_other_event(reading, before, subject)]
    sides = sides_named(reading, before if held else near)
    return tuple(side for side in sides if not any(aside.covers(side.span) for aside in asides))


def _distinct_people(references: Iterable[Reference]) -> tuple[Reference, ...]:
    first: dict[int, Reference] = {}
    for ref in references:
        first.setdefault(ref.person.id, ref)
    return tuple(first.values())
