"""Instruments taken up by a pronoun in the sentence behind: "The pact is new. It was signed in Lima on Monday." """

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extractor.events.agreement.states import State, find_states
from extractor.mentions import Sentence
from extractor.reading import Reading
from extractor.rules.words.instruments import InstrumentPhrase
from extractor.spans import Span

ONE: Final = re.compile(r"\bit\b", re.IGNORECASE)
MANY: Final = re.compile(r"\b(?:they|them|these)\b", re.IGNORECASE)
# The pronoun is the verb's object, or its subject in the passive; anything looser may be about something else.
OBJECT: Final = re.compile(r"\s+")
PASSIVE: Final = re.compile(r"\s+(?:(?:was|were|is|are|has|have|had|been|will|to|be|being|\w+ly|also|first)\s+){1,4}")
CLOSED: Final = frozenset(
    {"signed", "planned_signing", "ratified", "agreed_in_principle", "terminated", "suspended", "renewed"}
)


def taken_up(reading: Reading, last: InstrumentPhrase, sentence: Sentence) -> Iterator[InstrumentPhrase]:
    """The phrase that a pronoun in the sentence stands for, where the clause says what became of it."""
    pronouns = (MANY if last.plural else ONE).finditer(reading.text, *sentence.span)
    for pronoun in list(pronouns)[:2]:
        span = Span(*pronoun.span())
        phrase = replace(
            last,
            trigger=replace(last.trigger, span=span),
            span=span,
            modifiers=Span(span.start, span.start),
            tail=Span(span.end, sentence.span.end),
            determiner="known",
        )
        states = find_states(reading, phrase, sentence.span)
        if states and states[0].status in CLOSED and _is_bound(reading.text, phrase, states[0]):
            yield phrase
            return


def _is_bound(text: str, phrase: InstrumentPhrase, state: State) -> bool:
    if state.is_active:
        return OBJECT.fullmatch(text, state.span.end, phrase.span.start) is not None
    return PASSIVE.fullmatch(text, phrase.span.end, state.span.start) is not None
