"""Records as tables: one row per article, record, person, value, passage and finding, joined by doc_id and record_id.

One row per record with several values in a cell is what a person reads in a spreadsheet; one row per value is what a
program joins and counts. So both are there. `columns.tsv` beside this file defines the columns.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple, cast, get_args

from extractor.edtf import bounds
from extractor.output.lines import ArticleResult
from extractor.validate.base import fields_of
from schemas.record import Finding, MoneyValue, Place, Record, Value
from schemas.vocabulary import RecordKind

ColumnType = Literal["text", "int", "float", "date"]
Row = dict[str, Any]
# Between several values of a cell, and between passages, which have semicolons of their own.
SEPARATOR: Final = "; "
PASSAGE_SEPARATOR: Final = " […] "
PERSON_FIELDS: Final = ("signatories", "participants", "speaker", "addressee")
DOUBTFUL: Final = frozenset({"unsupported", "contradicted"})
COST_COLUMNS: Final = frozenset(
    {"seconds", "prompt_tokens", "completion_tokens", "prompt_tokens_cached", "calls", "cached_calls", "resent"}
)


class Column(NamedTuple):
    """A column: its name, the type of its cells (None where there is no value), what it holds in Markdown."""

    name: str
    type: ColumnType
    about: str


class Table(NamedTuple):
    """A table: what its rows are, and how they come from an article."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[ArticleResult], Iterator[Row]]


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, cost included."""
    return tuple(Column(name, cast(ColumnType, kind), about) for of, name, kind, about in _definitions() if of == table)


def tables(*, cost: bool = False) -> tuple[Table, ...]:
    """All tables; those of two runs with the same results are equal unless `cost` is asked for."""
    return tuple(
        Table(name, about, tuple(c for c in columns(name) if cost or c.name not in COST_COLUMNS), rows)
        for name, about, rows in _TABLES
    )


def cell_text(value: Any) -> str:
    """One value as text that a program can read back: amounts without thousands separators."""
    if isinstance(value, Place):
        return ", ".join(part for part in (value.city, value.country) if part)
    if isinstance(value, MoneyValue):
        return f"{value.amount:.15g} {value.currency or ''}".strip()
    return str(value)


@cache
def _definitions() -> list[tuple[str, ...]]:
    lines = files("extractor.output").joinpath("columns.tsv").read_text("utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines]


def _articles(result: ArticleResult) -> Iterator[Row]:
    line = result.line
    known = line.model_dump(exclude={"usage", "possibly_missed"}) | line.usage.model_dump()
    counts = {f"{kind}s": result.count(kind) for kind in get_args(RecordKind)}
    yield known | counts | {"possibly_missed": len(line.missed), "not_read": len(line.not_read)}


def _records_of(kind: RecordKind) -> Callable[[ArticleResult], Iterator[Row]]:
    def rows(result: ArticleResult) -> Iterator[Row]:
        return (_record_row(record) for record in result.records if record.type == kind)

    return rows


def _record_row(record: Record) -> Row:
    values = fields_of(record)
    row: Row = {"doc_id": record.doc_id, "record_id": record.record_id}
    for field, held in values.items():
        row |= _cells(field, held)
    every = [value for held in values.values() for value in held]
    found = [finding for _, _, finding in findings_of(record)]
    return row | {
        **record.codes.model_dump(),
        "confidence": record.confidence,
        "doubtful": sum(value.verdict in DOUBTFUL for value in every),
        "warnings": sum(finding.severity != "info" for finding in found),
        "evidence": PASSAGE_SEPARATOR.join(passage.text for passage in record.evidence) or None,
        "model": record.provenance.model,
        "extractor": record.provenance.extractor,
    }


def _cells(field: str, held: tuple[Value[Any], ...]) -> Row:
    """The cells of one field; places, amounts and dates have several."""
    first = held[0].value if held else None
    match field:
        case "place":
            place = first or Place()
            return {"place_city": place.city, "place_country": place.country}
        case "value":
            return {"value_amount": first and first.amount, "value_currency": first and first.currency}
        case "date":
            return {"date": first, **_days(first)}
        case "count":
            return {"count": first}
    return {field: SEPARATOR.join(cell_text(value.value) for value in held) or None}


def _days(edtf: str | None) -> Row:
    """The days that a date covers; an open interval has no first or last one."""
    first, last = (bounds(edtf) if edtf else None) or (date.min, date.max)
    return {"date_first": None if first == date.min else first, "date_last": None if last == date.max else last}


def _keys(record: Record) -> Row:
    return {"doc_id": record.doc_id, "record_id": record.record_id, "record_type": record.type}


def _values(result: ArticleResult) -> Iterator[Row]:
    for record in result.records:
        for field, position, value in _numbered(record):
            place = value.evidence.model_dump() if value.evidence else {"start": None, "end": None, "text": None}
            yield _keys(record) | {
                "field": field,
                "position": position,
                "value": cell_text(value.value) or None,
                "verdict": value.verdict,
                "origin": value.origin,
                "previous": value.previous,
                **place,
            }


def _persons(result: ArticleResult) -> Iterator[Row]:
    for record in result.records:
        spoken_for = getattr(record, "speaker_country", None)
        for field, position, value in _numbered(record):
            if field in PERSON_FIELDS:
                yield _keys(record) | {
                    "role": field,
                    "position": position,
                    "name": value.value,
                    "country": spoken_for.value if spoken_for and field == "speaker" else None,
                    "verdict": value.verdict,
                }


def _evidence(result: ArticleResult) -> Iterator[Row]:
    for record in result.records:
        for position, passage in enumerate(record.evidence, start=1):
            yield _keys(record) | {"position": position, **passage.model_dump()}


def _findings(result: ArticleResult) -> Iterator[Row]:
    for record in result.records:
        for field, position, finding in findings_of(record):
            yield _keys(record) | {"field": field, "position": position, **finding.model_dump()}
    for missed in result.line.possibly_missed:
        is_event = missed.kind != "instruction"
        yield {
            "doc_id": result.line.doc_id,
            "record_id": None,
            "record_type": missed.kind if is_event else None,
            "field": None,
            "position": None,
            "code": "possibly_missed" if is_event else "not_read",
            "severity": "info",
            "message": missed.message,
            "start": missed.start,
            "end": missed.end,
        }


def _numbered(record: Record) -> Iterator[tuple[str, int, Value[Any]]]:
    for field, held in fields_of(record).items():
        for position, value in enumerate(held, start=1):
            yield field, position, value


def findings_of(record: Record) -> Iterator[tuple[str | None, int | None, Finding]]:
    """All findings of a record, each with the field and position of its value; None where the whole record is meant."""
    yield from ((None, None, finding) for finding in record.findings)
    for field, position, value in _numbered(record):
        yield from ((field, position, finding) for finding in value.findings)


_TABLES: Final[tuple[tuple[str, str, Callable[[ArticleResult], Iterator[Row]]], ...]] = (
    ("articles", "One row per article, also for those that failed or were skipped.", _articles),
    ("agreements", "One row per Agreement.", _records_of("agreement")),
    ("meetings", "One row per Meeting.", _records_of("meeting")),
    ("statements", "One row per Statement.", _records_of("statement")),
    ("persons", "One row per person and record that the person has a part in.", _persons),
    ("values", "One row per value of a record, with the words that decided its verdict.", _values),
    ("evidence", "One row per passage that reports a record.", _evidence),
    ("findings", "One row per thing that the checks have to say, and per sentence possibly missed.", _findings),
)
