"""Mentions of a visit or tour: who travels, and where to."""

import re
from dataclasses import replace
from typing import Final

from extractor.events.meeting.encounter import Encounter, describe
from extractor.events.meeting.words import ANNOUNCED, LONGEST_GAP
from extractor.events.parties import sides_named
from extractor.events.people import (
    grammatical_subject,
    is_first_person,
    list_after,
    persons_in,
    subject_persons,
    subject_span,
)
from extractor.mentions import Sentence, Trigger
from extractor.reading import Reading, Reference, Side, distinct
from extractor.spans import Span

RELATIVE: Final = re.compile(r",?\s+who(?:se)?\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE)
POSSESSIVE: Final = re.compile(r"[’']s?\s+(?:[\w’'-]+\s+){0,5}$")
# "A was in Chad at the invitation of B": a visit without a word for it.
INVITATION: Final = re.compile(r"invitation of", re.IGNORECASE)
# Of arriving and landing, the traveller may well be at home.
JOURNEY: Final = re.compile(r"visit|trip|tour", re.IGNORECASE)
IS_IN: Final = re.compile(r"\b(?:is|are|was|were|been|be|stayed)\s+in\s+[A-Z]")
INVITED: Final = re.compile(
    r"\b(?:invit(?:ed|es|ing)|invitation\s+(?:from\s+[^,;.]{1,60}?\s+)?(?:to|for))\s+(?!by\b)", re.IGNORECASE
)
OF: Final = re.compile(r"\s+(?:of|by|from)\s+", re.IGNORECASE)
BY: Final = re.compile(
    r"\s+to\s+(?:[^,;.]{1,60}?\sby|(?:[A-Z][\w’'-]*\s+){1,4}(?:(?:this|last|on|earlier\s+this)\s+\w+\s+)?of)\s+"
)
TO: Final = re.compile(
    r"(?:\s+(?:of|by|from)\b[^;.]{1,160}?)?,?\s+(?:to|in)\s+(?:the\s+)?(?=[A-Z]|both\b|neighbou?ring\b)"
)
# "A tour of Kenya and Chad", "a trip that will take him to Lima", "a tour with stops in Oslo".
TOUR: Final = re.compile(r"(?:tour\w*|swing|trip|journey|visits?)\b", re.IGNORECASE)
STAGES: Final = re.compile(
    r"\s+of\s+(?:the\s+)?(?=[A-Z])"
    r"|[^.;]{0,100}?\b(?:(?:tak|bring)(?:e|es|ing)|took|brought)\s+(?:him|her|them|[A-Z][\w’'-]+)\s+(?:also\s+|first\s+)?to\s+"
    r"|[^.;]{0,100}?\b(?:stops?|stopovers?|legs?|stages?)\s+in\s+|[^.;]{0,60}?\s(?:includ\w+|cover\w*)\s+(?=[A-Z])"
)
OBJECT: Final = re.compile(r"\s+(?:both\s+|neighbou?ring\s+|the\s+)?(?=[A-Z])")


def read_visit(reading: Reading, trigger: Trigger, sentence: Sentence) -> Encounter:
    """The visit that a word announces."""
    before = subject_span(reading, sentence.span, trigger.span.start)
    if INVITATION.match(trigger.text):
        return _invited(reading, trigger, sentence, before)
    is_own = is_first_person(reading, sentence, trigger.span.start)
    is_of_none = is_own or _is_announced(reading, trigger, before)
    travellers = () if is_of_none else _travellers(reading, trigger, before, sentence)
    if JOURNEY.match(trigger.text):
        travellers = _not_at_home(reading, travellers, before, _goal(reading, trigger, sentence.span))
    home = {ref.person.country for ref in travellers}
    goal = tuple(side for side in _goal(reading, trigger, sentence.span) if side.code not in home)
    if not goal and home:
        others = [side for side in distinct(reading.sides_in(sentence.span)) if side.code not in home]
        goal = tuple(others) if len(others) == 1 else _only_place(reading, sentence.span, home)
    sides = () if travellers else _issuers(reading, before, goal) if is_own else _senders(reading, before, goal)
    visit = describe(reading, trigger, sentence, persons=travellers, sides=sides, hosts=goal)
    # Whoever lands back home visits nobody there.
    return replace(visit, places=tuple(place for place in visit.places if place.country not in home))


def _invited(reading: Reading, trigger: Trigger, sentence: Sentence, before: Span) -> Encounter:
    """The visit of a guest who is somewhere "at the invitation of" a host; in no other clause do the words mean one."""
    guests = grammatical_subject(reading, before, sentence)[:1] if IS_IN.search(reading.text, *before) else ()
    inviter = reading.sides_in(Span(trigger.span.end, sentence.span.end))[:1]
    home = {ref.person.country for ref in guests}
    hosts = tuple(side for side in inviter if side.code not in home) if guests else ()
    return describe(reading, trigger, sentence, persons=guests, hosts=hosts)


def _is_announced(reading: Reading, trigger: Trigger, before: Span) -> bool:
    """Whether the subject only announces a journey that the words behind give to nobody."""
    is_of = OF.match(reading.text, trigger.span.end) is not None
    return ANNOUNCED.search(reading.text[before.start : trigger.span.start]) is not None and not is_of


def _not_at_home(
    reading: Reading, travellers: tuple[Reference, ...], before: Span, goal: tuple[Side, ...]
) -> tuple[Reference, ...]:
    """Nobody visits his own country: where only the host was found, the guest is the last other person named."""
    goals = {side.code for side in goal}
    if not travellers or not {ref.person.country for ref in travellers} & goals:
        return travellers
    return tuple(ref for ref in persons_in(reading, before) if ref.person.country not in goals)[-1:]


def _goal(reading: Reading, trigger: Trigger, sentence: Span) -> tuple[Side, ...]:
    """The countries travelled to."""
    to = TO.match(reading.text, trigger.span.end, sentence.end)
    opening = to or OBJECT.match(reading.text, trigger.span.end, sentence.end)
    if opening is None and TOUR.fullmatch(trigger.text):
        opening = STAGES.match(reading.text, trigger.span.end, sentence.end)
    if opening is None:
        return ()
    goals = list_after(reading, Span(opening.end(), sentence.end))
    named = [Side(place.country, place.span) for place in reading.places_in(goals) if place.country]
    named += [Side(actor.code, actor.span) for actor in reading.actors_in(goals) if actor.form != "demonym"]
    return distinct(sorted(named, key=lambda side: side.span))


def _only_place(reading: Reading, sentence: Span, home: set[str | None]) -> tuple[Side, ...]:
    """The one foreign country in which a sentence has a place ("was expected in Riyadh but cancelled the trip")."""
    abroad = [Side(p.country, p.span) for p in reading.places_in(sentence) if p.country and p.country not in home]
    found = distinct(abroad)
    return found if len(found) == 1 else ()


def _travellers(reading: Reading, trigger: Trigger, before: Span, sentence: Sentence) -> tuple[Reference, ...]:
    """Who travels: "visiting minister A", "the visit of A", "A's visit", "A, who arrived", else the subject."""
    behind = Span(trigger.span.end, min(sentence.span.end, trigger.span.end + 2 * LONGEST_GAP))
    is_adjective = trigger.text.lower() == "visiting" and not _goal(reading, trigger, sentence.span)
    if is_adjective or (trigger.text.lower() == "visiting" and not subject_persons(reading, before)):
        return persons_in(reading, behind)[:1]
    invited = INVITED.search(reading.text, before.start, before.end)
    if invited and (guests := reading.people_in(Span(invited.end(), before.end))):
        return guests[:1]
    of = OF.match(reading.text, trigger.span.end, sentence.span.end)
    of = of or BY.match(reading.text, trigger.span.end, sentence.span.end)
    named = persons_in(reading, list_after(reading, Span(of.end(), sentence.span.end)))[:1] if of else ()
    if named:
        return named
    nearest_person = reading.people_in(before)[-1:]
    if nearest_person:
        gap = reading.text[nearest_person[0].span.end : trigger.span.start]
        if POSSESSIVE.match(gap) or RELATIVE.match(gap):
            return nearest_person
    return grammatical_subject(reading, before, sentence)[:1]


def _issuers(reading: Reading, before: Span, goal: tuple[Side, ...]) -> tuple[Side, ...]:
    """The country of whoever writes "I visited": the first that the text is about and the clause does not name."""
    hosts = {side.code for side in (*goal, *reading.sides_in(before))}
    hosts |= {ref.person.country or "" for ref in reading.people_in(before)}
    anchor = goal[0].span if goal else Span(0, 0)
    return tuple(Side(code, anchor) for code in reading.principals if code not in hosts)[:1]


def _senders(reading: Reading, before: Span, goal: tuple[Side, ...]) -> tuple[Side, ...]:
    """Whose delegation travels, where no traveller has a name: the side named last before the word."""
    hosts = {side.code for side in goal}
    return tuple(side for side in sides_named(reading, before) if side.code not in hosts)[-1:]
