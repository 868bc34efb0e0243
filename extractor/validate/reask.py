"""What to ask a model again: the values that the text does not bear out, with what the article offers instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.validate.base import fields_of
from schemas.record import Finding, Record

DOUBTED = frozenset({"unsupported", "contradicted"})


@dataclass(frozen=True, slots=True)
class Failing:
    """One value that failed; `options` are the values the article offers for its field, best first."""

    record: Record
    field: str
    value: str
    finding: Finding | None
    options: tuple[str, ...] = ()


def failing(records: Sequence[Record]) -> tuple[Failing, ...]:
    """Every value that remains unsupported or contradicted, in the order of the records."""
    return tuple(
        Failing(record, name, str(value.value), next((f for f in value.findings if f.severity == "error"), None))
        for record in records
        for name, values in fields_of(record).items()
        for value in values
        if value.verdict in DOUBTED
    )
