"""Whose an instrument is: the parties that the clause around its name gives, and how far they can be trusted."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from extractor.events.agreement.mediators import without_mediators
from extractor.events.agreement.states import State, is_looked_back
from extractor.events.agreement.truce_parties import where_it_holds, with_group
from extractor.events.parties import (
    BETWEEN,
    WITH,
    is_bystander,
    sides_before,
    sides_between,
    sides_by,
    sides_joined,
    sides_meant,
    sides_named,
    sides_with,
)
from extractor.events.people import subject_span
from extractor.gazetteer import country_name, lookup
from extractor.reading import Reading, Side, distinct
from extractor.rules.words.instruments import InstrumentPhrase
from extractor.rules.words.modality import BOUNDARY
from extractor.spans import Span

# How the parties of a mention were found: all of them by grammar, one of them (the other is not named there), from the
# sentence at large, or not at all.
Ground = Literal["phrase", "subject", "sentence", "none"]

TOGETHER: Final = re.compile(r"\b(?:together|along|jointly)\s+with\s", re.IGNORECASE)
AND: Final = re.compile(r"\s*(?:,|,?\s+and)\s+(?:the\s+)?")
# ", the ministry in Lima said": who reports is bound only by grammar.
TRAILING_SPEECH: Final = re.compile(
    r",[”\"’']*\s+[^,]{2,80}?\s(?:said|says|announced|told|added|confirmed|reported|noted|wrote|stated|declared)\b[^,]{0,80}$"
)
# Whoever joins a text is bound by it; who else is, is another matter.
JOINED_IT: Final = re.compile(r"acced|accession|join|subscrib", re.IGNORECASE)
TRUCE: Final = re.compile(r"cease|cessation|truce|armistice", re.IGNORECASE)
ADOPTED: Final = re.compile(r"adopt|endors|approv|issue", re.IGNORECASE)
BROKERED: Final = re.compile(r"broker", re.IGNORECASE)
# "Lets the river flow to Chad": a goal may be a side, where nothing happens there.
TO_A_SIDE: Final = re.compile(r"\b(?:to|from|against|of|by|for)\s+(?:the\s+)?$")
NEAR_HEAD: Final = 70
# So many sides in one breath are a list of parties.
LISTED: Final = 3
PAIR: Final = 2
# What one side alone does to a treaty that it shares with others.
LEFT: Final = frozenset({"terminated", "suspended", "ratified"})
# "The government and the rebels": the other side is no state, and all sides are named.
NOT_A_STATE: Final = re.compile(
    r"\band\s+(?:\w+\s+){0,4}?(?:rebels?|opposition|insurgents?|militias?|guerrillas?|separatists?|factions?|militants?|fighters)\b"
    r"|\b(?:rebels?|insurgents?|militias?|guerrillas?|separatists?|opposition\s+groups|factions|militants)\s+and\s",
    re.IGNORECASE,
)


# "A peace deal for Chad".
OF_OTHERS: Final = re.compile(r"\s+(?:for|in)\s+(?:the\s+)?[A-Z]")
# "Similar to the one with B, the agreement signed with C": B is the partner in another text.
PARTNER: Final = re.compile(r"\bwith\s+(?:the\s+)?$")
# "UN Security Council resolutions", "the UN Convention on": whose text it is is no party to it.
WORLD_TEXT: Final = re.compile(
    r"\s+(?:(?:Security\s+Council|General\s+Assembly)\s+)?(?:[Rr]esolutions?|[Cc]harter|[Cc]onventions?|[Cc]ovenants?)\b"
)
# "The declaration, including issues such as the war in Peru": what it is about.
ISSUES: Final = re.compile(r"\b(?:includ(?:ing|es?|ed)|such\s+as|issues|concerns|in\s+(?:accordance|line)\s+with)\b")

Found = tuple[tuple[Side, ...], Ground]


@dataclass(frozen=True)
class Clause:
    """The clause around an instrument; `tail` is what follows its noun, `before` the sides of its subject."""

    reading: Reading
    phrase: InstrumentPhrase
    sentence: Span
    states: tuple[State, ...]
    is_named: bool

    @property
    def tail(self) -> Span:
        """What follows the instrument's noun."""
        return Span(self.phrase.span.end, self.sentence.end)

    @cached_property
    def subject(self) -> Span:
        """The words among which the subject stands."""
        return subject_span(self.reading, self.sentence, self.phrase.span.start)

    @cached_property
    def before(self) -> tuple[Side, ...]:
        """The sides of the subject; of "praised A for signing" only A."""
        sides = sides_joined(self.reading, self.subject) or sides_named(self.reading, self.subject)
        return _last_listed(self.reading.text, sides) if self.is_looked_back else sides

    @cached_property
    def is_looked_back(self) -> bool:
        """Whether somebody else is praised or blamed for the signing."""
        return bool(self.states) and is_looked_back(self.reading.text, self.states[0])

    @cached_property
    def compound(self) -> tuple[Side, ...]:
        """The sides in the instrument's own phrase."""
        return _without_world(self.reading, sides_named(self.reading, self.phrase.span))

    @cached_property
    def agents(self) -> tuple[Side, ...]:
        """The sides behind "signed by"; who brokers a text is none."""
        signing = next((state for state in self.states if state.status != "negotiating"), None)
        if signing is None or signing.is_active or BROKERED.match(signing.span.of(self.reading.text)):
            return ()
        return sides_by(self.reading, Span(signing.span.end, self.sentence.end))


def parties_of(
    reading: Reading, phrase: InstrumentPhrase, sentence: Span, states: tuple[State, ...], *, is_named: bool = False
) -> Found:
    """The parties of an instrument in its sentence, the surest construction first.

    Of an instrument with a name (`is_named`) the sides that its sentence names are parties without a word of signing.
    """
    clause = Clause(reading, phrase, sentence, states, is_named)
    if _is_peace_of_others(clause):
        return (), "none"
    return _by_name(clause) or _by_partner(clause) or _by_deed(clause) or _at_large(clause)


def _is_peace_of_others(clause: Clause) -> bool:
    """Whether somebody only hopes for a peace that others are to make: "efforts towards a peace deal for Chad"."""
    if clause.phrase.trigger.value != "ceasefire_peace" or not clause.states or clause.compound:
        return False
    is_wish = clause.states[0].status == "negotiating" and clause.states[0].modality == "planned"
    return is_wish and OF_OTHERS.match(clause.reading.text, *clause.tail) is not None


def _by_name(clause: Clause) -> Found | None:
    """The parties that the phrase itself names: "between A and B", "the A-B treaty"."""
    reading, tail = clause.reading, clause.tail
    is_between = _near_head(reading, BETWEEN, tail)
    between = (sides_between(reading, tail) or sides_meant(reading, tail)) if is_between else ()
    if clause.phrase.trigger.value == "ceasefire_peace":
        between = with_group(reading, tail, between)
        here = where_it_holds(reading, tail) if TRUCE.match(clause.phrase.trigger.text) and not between else ()
        if here:
            return here, "phrase"
        if len(between) == 1 and is_between and NOT_A_STATE.search(reading.text, tail.start, tail.end):
            return between, "phrase"
    if len(between) > 1 or (between and not clause.compound):
        return between, "phrase" if len(between) > 1 else "subject"
    return (clause.compound, "phrase") if len(clause.compound) > 1 else None


def _by_partner(clause: Clause) -> Found | None:
    """The parties where one stands behind "with"."""
    is_with = _near_head(clause.reading, WITH, clause.tail)
    partners = sides_with(clause.reading, clause.tail) if is_with else ()
    if not partners:
        return None
    is_subject = bool(clause.states) and clause.states[0].is_active
    others = clause.before if is_subject else clause.agents or _not_partners(clause)[-1:]
    sides = distinct([*clause.compound, *others, *partners])
    return sides, "phrase" if len(sides) > 1 else "subject"


def _not_partners(clause: Clause) -> tuple[Side, ...]:
    """The sides before the instrument, without the partner in another one where there are others."""
    text = clause.reading.text
    plain = [side for side in clause.before if not PARTNER.search(text, max(0, side.span.start - 12), side.span.start)]
    return tuple(plain) or clause.before


def _without_world(reading: Reading, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    return tuple(side for side in sides if not WORLD_TEXT.match(reading.text, side.span.end))


def _by_deed(clause: Clause) -> Found | None:
    """The parties that do what is said of the instrument."""
    states = clause.states
    doers = _doers(clause)
    if len(doers) > 1:
        return doers, "phrase" if states else "sentence"
    if not doers or not states:
        return None
    is_joined = clause.is_named and JOINED_IT.match(states[0].span.of(clause.reading.text)) is not None
    is_joined = is_joined or _adopts_for_all(clause, doers)
    if clause.is_looked_back or is_joined or NOT_A_STATE.search(clause.reading.text, *clause.subject):
        return doers, "phrase"
    is_left = states[0].status in LEFT and clause.phrase.determiner == "known"
    behind = Span(states[0].span.end, max(states[0].span.end, clause.sentence.end))
    if is_left and (joined := _joined_by(clause.reading, behind)):
        return distinct([*doers, *joined]), "phrase"
    return (doers, "subject") if is_left or _near_head(clause.reading, WITH, clause.tail) else None


def _adopts_for_all(clause: Clause, doers: tuple[Side, ...]) -> bool:
    """Whether one organisation adopts a text: its members are bound as the body."""
    verb = clause.states[0].span.of(clause.reading.text)
    is_body = any(entry.kind == "organisation" for side in doers for entry in lookup(country_name(side.code)))
    return is_body and len(doers) == 1 and ADOPTED.match(verb) is not None


def _doers(clause: Clause) -> tuple[Side, ...]:
    # Who speaks of a truce that "was signed" is seldom one who keeps it.
    is_told_of = clause.phrase.trigger.value == "ceasefire_peace" and clause.states and not clause.states[0].is_active
    before = clause.before if clause.states and not (is_told_of and clause.compound) else ()
    return distinct([*clause.compound, *(clause.agents or before)])


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


def _at_large(clause: Clause) -> Found:
    """Parties where the clause itself names fewer than two: those meant, listed or named around it."""
    reading, sentence, states = clause.reading, clause.sentence, clause.states
    is_known = clause.phrase.determiner == "known"
    meant = without_mediators(reading, sides_meant(reading, sentence)) if states else ()
    if len(meant) > 1:
        return meant, "phrase"
    if not states and is_known and len(listed := _listed_before(reading, sentence)) >= LISTED:
        return listed, "sentence"
    named = _named_at_large(clause)
    if len(named) > 1 and (states or clause.is_named or len(named) >= LISTED):
        return named, "sentence"
    doers = _doers(clause)
    if states and is_known and not doers:
        earlier = tuple(side for side in sides_before(reading, sentence.start) if side.span.start < side.span.end)
        if len(earlier) > 1:
            return earlier, "sentence"
    return doers, "none"


def _named_at_large(clause: Clause) -> tuple[Side, ...]:
    """The sides in the sentence, without those that only report it where there are others."""
    reading, sentence = clause.reading, clause.sentence
    if clause.is_named and not clause.states:
        issues = ISSUES.search(reading.text, clause.phrase.span.end, sentence.end)
        sentence = Span(sentence.start, issues.start()) if issues else sentence
    named = _without_world(reading, sides_named(reading, sentence))
    if clause.is_named and len(named) < PAIR:
        goals = [side for side in reading.sides_in(sentence) if _is_goal(reading, side)]
        named = distinct(sorted([*named, *goals], key=lambda side: side.span))
    speech = TRAILING_SPEECH.search(reading.text, clause.phrase.span.end, sentence.end)
    told = tuple(side for side in named if speech is None or side.span.end <= speech.start())
    is_whole = len(told) >= PAIR or (told and clause.is_named)
    return told if is_whole else named


def _is_goal(reading: Reading, side: Side) -> bool:
    before = Span(max(0, side.span.start - len("against the ")), side.span.start)
    return TO_A_SIDE.search(before.of(reading.text)) is not None and not is_bystander(reading, side)


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
