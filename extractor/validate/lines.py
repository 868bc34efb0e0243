"""What the checks say, as flat rows for tables and JSON lines."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from extractor.validate.base import fields_of
from extractor.validate.judge import Validated
from extractor.validate.wording import plain_value
from schemas.record import Finding, MoneyValue, Place, Record, Value

SERIOUS: Final = {"error": 2, "warning": 1, "info": 0}


class Row(NamedTuple):
    """One value with its verdict and its most serious finding; `field` is empty for a finding on the whole record."""

    record: Record
    field: str
    value: Value[Any] | None
    finding: Finding | None


def rows(validated: Validated) -> Iterator[Row]:
    """Every value of every record, and the findings that concern a record as a whole."""
    for record in validated.records:
        for name, values in fields_of(record).items():
            for value in values:
                worst = max(value.findings, key=lambda finding: SERIOUS[finding.severity], default=None)
                yield Row(record, name, value, worst)
        for finding in record.findings:
            yield Row(record, "", None, finding)


def is_serious(row: Row) -> bool:
    """Whether a row is a warning or an error."""
    return row.finding is not None and SERIOUS[row.finding.severity] > 0


def json_rows(document: str, validated: Validated) -> Iterator[dict[str, Any]]:
    """One object per value, per finding on a record, and per possibly missed sentence."""
    for row in rows(validated):
        finding, value = row.finding, row.value
        yield {
            "type": "value" if value else "record",
            "document": document,
            "record": row.record.record_id,
            "kind": row.record.type,
            "field": row.field or None,
            "value": _plain(value.value) if value else None,
            "verdict": value.verdict if value else None,
            "code": finding.code if finding else None,
            "severity": finding.severity if finding else None,
            "message": finding.message if finding else None,
            "span": _span(row),
        }
    for missed in validated.missed:
        yield {
            "type": "missed",
            "document": document,
            "kind": missed.kind,
            "span": list(missed.span),
            "trigger": missed.trigger_text,
            "trigger_span": list(missed.trigger),
            "asked": missed.asked,
            "message": missed.message,
        }


def _span(row: Row) -> list[int] | None:
    """The words that decide: the verdict's, else the finding's."""
    if row.value and row.value.evidence:
        return [row.value.evidence.start, row.value.evidence.end]
    if row.finding and row.finding.start is not None and row.finding.end is not None:
        return [row.finding.start, row.finding.end]
    return None


def _plain(value: Any) -> Any:
    return value.model_dump() if isinstance(value, Place | MoneyValue) else value


def shown(row: Row) -> str:
    """The value of a row in a reader's words."""
    return plain_value(row.value.value) if row.value else ""
