"""Who meets where a clause does not name both sides: those named before, or those the text is most about."""

import re
from typing import Final

from extractor.events.meeting.encounter import takes_up
from extractor.events.near import nearest
from extractor.events.parties import sides_before
from extractor.events.people import is_first_person, persons_in
from extractor.mentions import DateMention, PlaceMention, Sentence, Trigger
from extractor.reading import Reading, Reference, Side

PAIR: Final = 2
HELD_TALKS: Final = re.compile(r"\b(?:hold|holds|held|holding|had|conducted)\s+(?:[\w’'-]+\s+){0,6}$")


def met_before(
    reading: Reading, trigger: Trigger, sentence: Sentence
) -> tuple[tuple[Side, ...], tuple[Reference, ...]]:
    """The sides, and those who act for them, of a dated or placed meeting that a clause names without either."""
    if not _is_specific(reading, trigger, sentence):
        return (), ()
    sides = sides_before(reading, sentence.span.start, exactly=None if _follows_meeting(reading, sentence) else PAIR)
    return sides, last_people(reading, sentence, sides)


def other_side(
    reading: Reading, trigger: Trigger, sentence: Sentence, *, persons: tuple[Reference, ...], codes: set[str]
) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """The side that is missing where only one is told, and the hosts if it is told by the place alone."""
    if any(ref.person.country is None and ref.person.offices for ref in persons):
        return _home_of_stateless(reading, trigger, codes), ()
    if is_first_person(reading, sentence, trigger.span.start):
        return _others_of_article(reading, trigger, codes), ()
    if HELD_TALKS.search(reading.text, sentence.span.start, trigger.span.start):
        return (), _hosts_of_talks(reading, trigger, sentence, codes)
    return (), ()


def _others_of_article(reading: Reading, trigger: Trigger, codes: set[str]) -> tuple[Side, ...]:
    """The side of whoever writes "I met B": the other of the two that the text is most about."""
    return tuple(Side(code, trigger.span) for code in reading.principals[:PAIR] if code not in codes)[:1]


def _home_of_stateless(reading: Reading, trigger: Trigger, codes: set[str]) -> tuple[Side, ...]:
    """For whom somebody of no known country acts: of the two that the text is most about, one with nobody else.

    In a story between two countries the other one, whoever else acts for it.
    """
    acted_for = {person.country for person in reading.persons}
    is_of_two = len(acted_for - {None}) <= PAIR
    left = [code for code in reading.principals[:PAIR] if code not in codes]
    free = [code for code in left if is_of_two or code not in acted_for]
    return tuple(Side(code, trigger.span) for code in free[:1])


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


def last_people(reading: Reading, sentence: Sentence, sides: tuple[Side, ...]) -> tuple[Reference, ...]:
    """Persons of the sentence before who act for the sides."""
    if sentence.index == 0:
        return ()
    codes = {side.code for side in sides}
    people = persons_in(reading, reading.sentences[sentence.index - 1].span)
    return tuple(ref for ref in people if ref.person.country in codes)
