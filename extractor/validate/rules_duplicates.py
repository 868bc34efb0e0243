"""Across the records of one article: the same thing coded twice, and things that cannot both be so."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, Final

from extractor.edtf import contains, same
from extractor.names import fold
from extractor.spans import Span
from extractor.validate.base import Context, Remark, Ruling
from extractor.validate.registry import article_check
from extractor.validate.words import share
from schemas.record import Agreement, Finding, Meeting, Record, Statement, Value

MOSTLY: Final = 0.8


@article_check(
    "duplicate",
    fields=("evidence",),
    about="Two records of one article that agree on their principals and rest on the same passages are one.",
)
def duplicate(records: Sequence[Record], context: Context) -> Iterator[Remark]:
    """Which records repeat an earlier one; the validator merges them."""
    for first, second in combinations(range(len(records)), 2):
        if is_duplicate(records[first], records[second]):
            message = f"This repeats record {records[first].record_id}."
            yield Remark(second, "", Ruling(None, message))


def merge_duplicates(records: Sequence[Record]) -> list[Record]:
    """The records without repeats; the first takes in the passages of those that repeat it, and says so."""
    kept: list[Record] = []
    for record in records:
        index = next((i for i, other in enumerate(kept) if is_duplicate(other, record)), None)
        if index is None:
            kept.append(record)
            continue
        message = f"Record {record.record_id} repeated this one and was merged into it."
        update: dict[str, Any] = {
            "findings": (*kept[index].findings, Finding(code="duplicate", severity="info", message=message)),
            "evidence": tuple(dict.fromkeys((*kept[index].evidence, *record.evidence))),
        }
        kept[index] = kept[index].model_copy(update=update)
    return kept


def is_merger(note: Finding) -> bool:
    """Whether a finding tells of a record that was merged into its own."""
    return note.code == "duplicate" and note.severity == "info"


def is_duplicate(one: Record, other: Record) -> bool:
    """Whether two records report the same thing in the same words."""
    if one.type != other.type or not _share_passages(one, other) or _are_listed(one, other):
        return False
    return all(_agree(getattr(one, name), getattr(other, name)) for name in _identity(one))


def _are_listed(one: Record, other: Record) -> bool:
    """Whether two agreements rest on two nouns of one list: "an accord between these bodies and one between those"."""
    if not (isinstance(one, Agreement) and isinstance(other, Agreement)):
        return False
    first, second = one.instrument.evidence, other.instrument.evidence
    return first is not None and second is not None and (first.end <= second.start or second.end <= first.start)


def _identity(record: Record) -> tuple[str, ...]:
    if isinstance(record, Agreement):
        return ("instrument", "status", "parties", "date", "domains", "count")
    if isinstance(record, Meeting):
        return ("form", "realis", "countries", "participants", "date", "place")
    return ("speaker",)


def _share_passages(one: Record, other: Record) -> bool:
    if isinstance(one, Statement) and isinstance(other, Statement):
        return _overlap(one, other) >= MOSTLY
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def _overlap(one: Statement, other: Statement) -> float:
    """The share of the longer content that stands in the other."""
    a, b = one.content.evidence, other.content.evidence
    if a is None or b is None:
        return float(one.content.value == other.content.value)
    return share(Span(a.start, a.end), Span(b.start, b.end))


def _agree(one: Any, other: Any) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return {value.value for value in one} == {value.value for value in other}
    first = one.value if isinstance(one, Value) else None
    second = other.value if isinstance(other, Value) else None
    if isinstance(first, str) and isinstance(second, str):
        return fold(first) == fold(second)
    return bool(first == second)


@article_check(
    "date-of-meeting",
    fields=("date",),
    kinds=("agreement",),
    about="An agreement signed at a meeting bears the meeting's date.",
)
def date_of_meeting(records: Sequence[Record], context: Context) -> Iterator[Remark]:
    """Signed at a meeting that took place on another day."""
    meetings = [r for r in records if isinstance(r, Meeting) and r.realis.value == "actual" and r.date]
    for index, record in enumerate(records):
        if not isinstance(record, Agreement) or record.status.value != "signed" or not record.date:
            continue
        for meeting in meetings:
            if _is_setting(record, meeting) and not _compatible(record.date.value, str(_date(meeting))):
                message = f"Signed at the meeting of {_date(meeting)}, yet dated {record.date.value}."
                yield Remark(index, "date", Ruling(None, message))
                break


def _is_setting(agreement: Agreement, meeting: Meeting) -> bool:
    """Whether the same passage tells of the signing and of a meeting of the same sides."""
    sides = {value.value for value in agreement.parties}
    return (
        bool(sides)
        and sides <= {value.value for value in meeting.countries}
        and any(a.start < b.end and b.start < a.end for a in agreement.evidence for b in meeting.evidence)
    )


def _date(record: Record) -> str | None:
    return record.date.value if record.date else None


def _compatible(one: str, other: str) -> bool:
    return same(one, other) or contains(one, other) or contains(other, one)


@article_check(
    "two-dates",
    fields=("date",),
    kinds=("agreement", "meeting"),
    about="One event has one date: records that agree on all else but the day are one event dated twice.",
)
def two_dates(records: Sequence[Record], context: Context) -> Iterator[Remark]:
    """One event twice under different dates."""
    for first, second in combinations(range(len(records)), 2):
        one, other = records[first], records[second]
        if one.type == "statement" or one.type != other.type or not one.date or not other.date:
            continue
        names = [name for name in _identity(one) if name != "date"]
        if not _share_passages(one, other) or not all(_agree(getattr(one, n), getattr(other, n)) for n in names):
            continue
        if not _compatible(str(_date(one)), str(_date(other))):
            message = f"Record {one.record_id} tells of the same event under {_date(one)}."
            yield Remark(second, "date", Ruling(None, message))
