"""Whose an instrument is: the parties that the clause around its name gives, and how far they can be trusted."""

import re
from typing import Final, Literal

from extractor.events.parties import (
    BETWEEN,
    WITH,
    sides_before,
    sides_between,
    sides_by,
    sides_joined,
    sides_meant,
    sides_named,
    sides_with,
)
from extractor.events.people import subject_span
from extractor.events.states import State, is_looked_back
from extractor.reading import Reading, Side, distinct
from extractor.rules.words.instruments import InstrumentPhrase
from extractor.rules.words.modality import BOUNDARY
from extractor.spans import Span

# How the parties of a mention were found: all of them by grammar, one of them (the other is not named there), from the
# sentence at large, or not at all.
Ground = Literal["phrase", "subject", "sentence", "none"]

TOGETHER: Final = re.compile(r"\b(?:together|along|jointly)\s+with\s", re.IGNORECASE)
AND: Final = re.compile(r"\s*(?:,|,?\s+and)\s+(?:the\s+)?")
NEAR_HEAD: Final = 70
# So many sides in one breath are a list of parties.
LISTED: Final = 3
# What one side alone does to a treaty that it shares with others.
LEFT: Final = frozenset({"terminated", "suspended", "ratified"})
# "The government and the rebels": the other side is no state, and all sides are named.
NOT_A_STATE: Final = re.compile(
    r"\band\s+(?:\w+\s+){0,4}?(?:rebels?|opposition|insurgents?|militias?|guerrillas?|separatists?|factions?|militants?|fighters)\b"
    r"|\b(?:rebels?|insurgents?|militias?|guerrillas?|separatists?|opposition\s+groups|factions|militants)\s+and\s",
    re.IGNORECASE,
)


def parties_of(
    reading: Reading, phrase: InstrumentPhrase, sentence: Span, states: tuple[State, ...], *, is_named: bool = False
) -> tuple[tuple[Side, ...], Ground]:
    """The parties of an instrument in its sentence, the surest construction first.

    Of an instrument with a name (`is_named`) the sides that its sentence names are parties without a word of signing.
    """
    tail = Span(phrase.span.end, sentence.end)
    compound = sides_named(reading, phrase.span)
    is_between = _near_head(reading, BETWEEN, tail)
    between = (sides_between(reading, tail) or sides_meant(reading, tail)) if is_between else ()
    if len(between) > 1 or (between and not compound):
        return between, "phrase" if len(between) > 1 else "subject"
    if len(compound) > 1:
        return compound, "phrase"
    subject = subject_span(reading, sentence, phrase.span.start)
    before = sides_joined(reading, subject) or sides_named(reading, subject)
    if states and is_looked_back(reading.text, states[0]):
        before = _last_listed(reading.text, before)
    is_with = _near_head(reading, WITH, tail)
    partners = sides_with(reading, tail) if is_with else ()
    signing = next((state for state in states if state.status != "negotiating"), None)
    agents = sides_by(reading, Span(signing.span.end, sentence.end)) if signing and not signing.is_active else ()
    if partners:
        is_subject = bool(states) and states[0].is_active
        sides = distinct([*compound, *(before if is_subject else agents or before[-1:]), *partners])
        return sides, "phrase" if len(sides) > 1 else "subject"
    doers = distinct([*compound, *(agents or (before if states else ()))])
    if doers and states and is_looked_back(reading.text, states[0]):
        return doers, "phrase"
    if len(doers) > 1:
        return doers, "phrase" if states else "sentence"
    if doers and states and NOT_A_STATE.search(reading.text, *subject):
        return doers, "phrase"
    is_left = bool(states) and states[0].status in LEFT and phrase.determiner == "known"
    if doers and is_left and (joined := _joined_by(reading, Span(states[0].span.end, sentence.end))):
        return distinct([*doers, *joined]), "phrase"
    if doers and states and (is_with or is_left):
        return doers, "subject"
    return _parties_at_large(reading, phrase, sentence, states, doers=doers, is_named=is_named)


def _joined_by(reading: Reading, span: Span) -> tuple[Side, ...]:
    """The sides behind "together with" and the like in the span."""
    together = TOGETHER.search(reading.text, span.start, span.end)
    return sides_with(reading, Span(together.start(), span.end)) if together else ()


def _last_listed(text: str, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """The last of the sides and those joined to it: "the envoy praised A and B for ..." is about A and B."""
    kept = sides[-1:]
    for side in reversed(sides[:-1]):
        if not AND.fullmatch(text, side.span.end, kept[0].span.start):
            break
        kept = (side, *kept)
    return kept


def _parties_at_large(
    reading: Reading,
    phrase: InstrumentPhrase,
    sentence: Span,
    states: tuple[State, ...],
    *,
    doers: tuple[Side, ...],
    is_named: bool,
) -> tuple[tuple[Side, ...], Ground]:
    """Parties where the clause itself names fewer than two: those meant, listed or named around it."""
    meant = sides_meant(reading, sentence) if states else ()
    if len(meant) > 1:
        return meant, "phrase"
    named = sides_named(reading, sentence)
    if not states and phrase.determiner == "known" and len(listed := _listed_before(reading, sentence)) >= LISTED:
        return listed, "sentence"
    if len(named) > 1 and (states or is_named or len(named) >= LISTED):
        return named, "sentence"
    if (
        states
        and phrase.determiner == "known"
        and not doers
        and len(earlier := sides_before(reading, sentence.start)) > 1
    ):
        return earlier, "sentence"
    return doers, "none"


def _listed_before(reading: Reading, sentence: Span) -> tuple[Side, ...]:
    """The sides that open the sentence before, as in "A, B and C have agreed. This deal ..."."""
    here = reading.sentence_at(sentence.start)
    if here is None or here.index == 0:
        return ()
    earlier = reading.sentences[here.index - 1].span
    verb = re.compile(r"\b(?:have|has|had|agreed|committed|will|are|were)\b").search(
        reading.text, earlier.start, earlier.end
    )
    return sides_named(reading, Span(earlier.start, verb.start())) if verb else ()


def _near_head(reading: Reading, opening: re.Pattern[str], tail: Span) -> bool:
    """Whether the list of parties begins near the instrument's noun, and not in a later clause."""
    word = opening.search(reading.text, tail.start, min(tail.end, tail.start + NEAR_HEAD))
    return word is not None and BOUNDARY.search(reading.text, tail.start, word.start()) is None
