"""What to ask a model again: the values that the text does not bear out, with what the article offers instead."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractor.analysis import Analysis
from extractor.reading import Reading
from extractor.spans import Span
from extractor.validate.base import Case, Context, fields_of
from extractor.validate.wording import plain_value
from schemas.record import Finding, Record

DOUBTED: Final = frozenset({"unsupported", "contradicted"})
MOST_OPTIONS: Final = 8
PERSONS: Final = frozenset({"participants", "signatories", "addressee", "speaker"})
CODED: Final = frozenset({"parties", "countries", "host", "speaker_country"})


@dataclass(frozen=True, slots=True)
class Failing:
    """One value that failed; `options` are the values the article offers for its field, nearest first.

    `finding` is the complaint that decided, None where a value fails without one.
    """

    record: Record
    field: str
    value: str
    finding: Finding | None
    options: tuple[str, ...] = ()


def failing(records: Sequence[Record], analysis: Analysis | None = None) -> tuple[Failing, ...]:
    """Every value that remains unsupported or contradicted, in the order of the records.

    With the article's `analysis` each comes with the options for a short question; without it there are none.
    """
    context = Context(analysis) if analysis else None
    return tuple(
        Failing(record, name, plain_value(value.value), _complaint(value.findings), _options(record, name, context))
        for record in records
        for name, values in fields_of(record).items()
        for value in values
        if value.verdict in DOUBTED
    )


def _complaint(findings: Sequence[Finding]) -> Finding | None:
    return next((finding for finding in findings if finding.severity != "info"), None)


def _options(record: Record, name: str, context: Context | None) -> tuple[str, ...]:
    if context is None:
        return ()
    case = Case(record, context, fields_of(record))
    offered = [plain_value(option.value) for c in case.candidates for option in getattr(c, name, ())]
    found = dict.fromkeys([*offered, *_named(name, case.reading, (*case.own, *case.near))])
    return tuple(found)[:MOST_OPTIONS]


def _named(name: str, reading: Reading, spans: Iterable[Span]) -> Iterator[str]:
    """What the sentences name for a field, in order."""
    for span in spans:
        if name == "date":
            yield from (str(date.edtf) for date in reading.dates_in(span))
        elif name in PERSONS:
            yield from (reference.person.name for reference in reading.people_in(span))
        elif name in CODED:
            yield from (side.code for side in reading.sides_in(span))
        elif name == "place":
            yield from (", ".join(filter(None, (p.city, p.country))) for p in reading.places_in(span))
        elif name == "value":
            yield from (f"{money.amount:,.0f} {money.currency or ''}".strip() for money in reading.money_in(span))
        elif name == "duration":
            yield from (period.iso for period in reading.periods_in(span))
