"""What the rules see, as rows: one per mention, in document order."""

from collections.abc import Iterator
from typing import NamedTuple

from extractor.analysis import Analysis
from extractor.spans import Span


class MentionRow(NamedTuple):
    """One mention: what kind, where, the words, and how they were read."""

    kind: str
    start: int
    end: int
    words: str
    reading: str


def mention_rows(analysis: Analysis) -> tuple[MentionRow, ...]:
    """All mentions of an article, by position."""
    text = analysis.article.text
    rows = [
        MentionRow(kind, span.start, span.end, span.of(text), reading) for kind, span, reading in _mentions(analysis)
    ]
    return tuple(sorted(rows, key=lambda row: (row.start, row.end, row.kind)))


def _mentions(analysis: Analysis) -> Iterator[tuple[str, Span, str]]:
    reading = analysis.reading
    for instruction in analysis.instructions:
        yield "instruction", instruction.span, f"to a machine: {instruction.trigger.of(analysis.article.text)}"
    for sentence in reading.sentences:
        if sentence.kind != "body":
            yield sentence.kind, sentence.span, ""
    for actor in reading.actors:
        yield "actor", actor.span, f"{actor.code} ({'body' if actor.body else actor.form})"
    for place in reading.places:
        yield "place", place.span, f"{place.city or '-'}, {place.country or '-'}"
    for person in reading.persons:
        for mention in person.mentions:
            yield "person", mention.span, f"{person.name} ({person.country or '-'}, {mention.form})"
    for quote in analysis.quotes:
        yield "quote", quote.inner, f"depth {quote.depth}{'' if quote.closed else ', unclosed'}"
    for trigger in (*reading.triggers, *analysis.cues):
        yield trigger.kind, trigger.span, " ".join(part for part in (trigger.value, trigger.modality) if part)
    yield from _measures(analysis)


def _measures(analysis: Analysis) -> Iterator[tuple[str, Span, str]]:
    for date in analysis.reading.dates:
        anchor = f", against {date.anchor}" if date.anchor else ""
        yield "date", date.span, f"{date.edtf or 'unresolved'} ({date.basis}{anchor})"
    for money in analysis.reading.money:
        yield "money", money.span, f"{money.amount:,.0f} {money.currency or ''}".strip()
    for period in analysis.reading.periods:
        yield "duration", period.span, period.iso
