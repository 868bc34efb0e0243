"""Which dates and places of a sentence are those of an instrument's signing, and which belong to something beside it.

`near` keeps what no clause boundary parts from the word of signing. A noun phrase holds clauses of its own that no such
boundary marks: what the instrument says ("a pact that extends the lease at Lima") and the reduced relative ("the accord
reached with Chad", of which a crowd speaks in Lima).
"""

import re
from collections.abc import Iterable
from typing import Final, TypeVar

from extractor.events.agreement.states import State
from extractor.events.near import nearest
from extractor.mentions import DateMention
from extractor.reading import Located, Reading
from extractor.rules.words.instruments import InstrumentPhrase
from extractor.spans import Span

L = TypeVar("L", bound=Located)

# "A pact that extends ...", "under which the sides will ...": what the instrument says.
CONTENT: Final = re.compile(
    r"\s(?:that|which)\s+(?:(?:will|would|could|should|may|aims?|seeks?)\s+(?!be\s+signed)\w+|(?!was\b|is\b|has\b|its?\b|his\b)[a-z]+s\b)"
    r"|,?\s(?:under|by)\s+which\s",
    re.IGNORECASE,
)
# ", and the two chambers will hold a fair in June": another clause with a subject of its own.
NEW_CLAUSE: Final = re.compile(
    r",\s+and\s+(?!\w+ed\s|(?:also|then|later|will|would|was|were|is|are|has|have|had)\s)[^,;.]{1,80}?\s(?:will|would|are|is|was|were|has|have|had|plans?|met|held)\s"
    r"|\sand\s+(?:\w+ly\s+|also\s+)?(?:decided|agreed|planned|plan|promised|pledged|vowed|undertook|expressed|will)\s"
)
WHERE: Final = re.compile(r"(,)\s+where\s[^;:.]{1,120}$")
# "It was in Lima in 1994 that the accord was signed".
CLEFT: Final = re.compile(r"\bit\s+(?:was|is)\s+((?:in|on|at|during)\s[^;:.]{1,80}?)\s+that\s", re.IGNORECASE)
WHEN: Final = re.compile(
    r"[^;:.]{0,120}?\s(?:when|as)\s(?:they|he|she|the\s+(?:two|three|pair)|both|[A-Z])[^;:.,]{0,50}?(\s(?:meets?|met|gathers?|visits?|visited|travels?|arrives?)\b)"
)
# "The accord of 1989", "the protocol dated 3 May".
OF_DATE: Final = re.compile(r"\s+(?:of|from|dated|dating\s+(?:from|back\s+to))\s+(?:the\s+)?")
LONGEST_DATE: Final = 40
WORDS: Final = re.compile(r"\s+(?:(?!that\b|when\b)[A-Za-z-]+\s+){0,3}")
# "The Work Plan (2016-2020)", "the Work Plan for 2021-25": the years that an instrument is for.
TERM_BEHIND: Final = re.compile(
    r"\s*[(,]?\s*(?:for\s+(?:the\s+(?:period|years)\s+)?)?((?:19|20)\d\d)\s*[-–/]\s*\d{2,4}"
)
TERM_BEFORE: Final = re.compile(r"\b((?:19|20)\d\d)\s*[-–/]\s*\d{2,4}\b")


def term_of(text: str, phrase: InstrumentPhrase) -> str:
    """The first of the years that an instrument is for; empty where none are named."""
    behind = TERM_BEHIND.match(text, phrase.trigger.span.end)
    years = behind or TERM_BEFORE.search(text, phrase.span.start, phrase.trigger.span.start)
    return years[1] if years else ""


def dated_behind(reading: Reading, phrase: InstrumentPhrase) -> DateMention | None:
    """The date that is part of the name: "the accord of 1989"."""
    start = phrase.trigger.span.end
    behind = reading.dates_in(Span(start, start + LONGEST_DATE))
    return next((date for date in behind if OF_DATE.fullmatch(reading.text, start, date.span.start)), None)


def own_of(reading: Reading, items: Iterable[L], phrase: InstrumentPhrase, state: State | None) -> tuple[L, ...]:
    """The dates or places among the items that are those of the signing, the nearest first."""
    items = list(items)
    anchor = state.span if state else phrase.span
    is_reduced = state is not None and is_reduced_relative(reading.text, phrase, state)
    return tuple(
        item
        for item in (*nearest(reading, items, anchor), *_joined_by_where(reading, items, anchor))
        if not (
            (is_reduced and item.span.end <= phrase.span.start)
            or _is_beside(reading.text, phrase, anchor, item.span)
            or (isinstance(item, DateMention) and _is_of_name(reading, phrase, item))
        )
    )


def _joined_by_where(reading: Reading, items: Iterable[L], anchor: Span) -> tuple[L, ...]:
    """The items that "where" and "when" tie to the signing: "in Lima on Monday, where they will sign"."""
    sentence = reading.sentence_at(anchor.start)
    if sentence is None:
        return ()
    where = WHERE.search(reading.text, sentence.span.start, anchor.start)
    when = WHEN.match(reading.text, anchor.end, sentence.span.end)
    cleft = CLEFT.search(reading.text, sentence.span.start, anchor.start)
    tied = [item for item in items if cleft and Span(*cleft.span(1)).covers(item.span)]
    if where:
        tied += [item for item in nearest(reading, items, Span(*where.span(1))) if item.span.end <= where.start(1)]
    if when:
        tied += [item for item in nearest(reading, items, Span(*when.span(1))) if item.span.start >= when.end(1)]
    return tuple(tied)


def is_reduced_relative(text: str, phrase: InstrumentPhrase, state: State) -> bool:
    """Whether the word of signing is a participle right behind its noun: "the accord reached with Chad"."""
    return not state.is_active and text[phrase.trigger.span.end : state.span.start].isspace()


def _is_beside(text: str, phrase: InstrumentPhrase, anchor: Span, item: Span) -> bool:
    """Whether an item behind the phrase stands in a clause about what the instrument says, or about something else."""
    if item.start < phrase.span.end:
        return False
    start = max(phrase.span.end, anchor.end)
    is_content = CONTENT.search(text, phrase.span.end, item.start) is not None and anchor.end <= phrase.span.end
    return is_content or NEW_CLAUSE.search(text, start, max(start, item.start)) is not None


def _is_of_name(reading: Reading, phrase: InstrumentPhrase, date: DateMention) -> bool:
    """Whether a date only says for which years the instrument is, or names another one: "and the 2001 pact"."""
    behind = TERM_BEHIND.match(reading.text, phrase.trigger.span.end)
    if behind and behind.start() <= date.span.start < behind.end():
        return True
    if phrase.span.overlaps(date.span):
        return TERM_BEFORE.search(reading.text, *date.span) is not None
    following = reading.triggers_in(Span(date.span.end, date.span.end + LONGEST_DATE))
    noun = next((trigger for trigger in following if trigger.kind == "instrument"), None)
    is_name = noun is not None and WORDS.fullmatch(reading.text, date.span.end, noun.span.start) is not None
    return is_name and date.granularity == "year"
