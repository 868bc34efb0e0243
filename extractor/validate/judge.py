"""Running the checks over the records of an article.

For every value the most serious ruling decides its verdict; a rule that can set the value right beyond doubt does so,
and the new value goes through the checks once more. Checks across records come last, over the repaired records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from extractor.analysis import Analysis
from extractor.records.assemble import cut
from extractor.records.proposal import SCALARS
from extractor.validate.audit import missed_by
from extractor.validate.base import RANK, Case, Context, Missed, Ruling, fields_of
from extractor.validate.registry import ARTICLE_CHECKS, Check, checks_of
from extractor.validate.rules_duplicates import is_merger, merge_duplicates
from extractor.validate.wording import plain_value
from schemas.record import Finding, Record, Value
from schemas.vocabulary import Verdict

# A repaired value is judged again, and may be repaired once more (trimmed, then completed).
MOST_REPAIRS: Final = 3


@dataclass(frozen=True, slots=True)
class Validated:
    """The records with a verdict on every value, and the sentences that no record cites.

    Merged duplicates are gone from `records`; the record that took them in says so in its findings.
    """

    records: tuple[Record, ...]
    missed: tuple[Missed, ...] = ()


def validate(records: Sequence[Record], analysis: Analysis, *, repair: bool = True) -> Validated:
    """Judge every value of every record against the article; with `repair`, set right what is beyond doubt."""
    context = Context(analysis)
    judged = [_judge_record(record, context, repair=repair) for record in records]
    judged = _compare(judged, context, repair=repair)
    return Validated(tuple(judged), missed_by(judged, context))


def _judge_record(record: Record, context: Context, *, repair: bool) -> Record:
    case = Case(record, context, fields_of(record))
    # Records are judged again after a model was asked; only the note of a merger can't be found anew.
    changed: dict[str, Any] = {"findings": tuple(note for note in record.findings if is_merger(note))}
    for name in case.values:
        kept: list[Value[Any]] = []
        for value in case.values[name]:
            judged = _judge_value(case, name, value, repair=repair)
            _join(kept, judged)
        case.settle(name, kept)
        changed[name] = (kept[0] if kept else getattr(record, name)) if name in SCALARS else tuple(kept)
    return record.model_copy(update=changed)


def _join(kept: list[Value[Any]], value: Value[Any]) -> None:
    """Add a value to a field, unless a repair has made it one that is there already (two spellings of one name)."""
    same = next((index for index, other in enumerate(kept) if other.value == value.value), None)
    if same is None:
        kept.append(value)
    else:
        kept[same] = kept[same].model_copy(update={"findings": (*kept[same].findings, *value.findings)})


def _judge_value(case: Case, name: str, value: Value[Any], *, repair: bool) -> Value[Any]:
    # A value repaired in an earlier round still says so.
    repairs = [note for note in value.findings if note.severity == "info"] if value.origin == "repair" else []
    current = value
    for _ in range(MOST_REPAIRS):
        rulings = [
            (found.check, ruling)
            for found in checks_of(case.kind, name)
            if (ruling := found.rule(case, current.value)) is not None
        ]
        mending = next(((check, r) for check, r in rulings if r.repaired is not None), None) if repair else None
        if mending is None:
            break
        check, ruling = mending
        previous = current.previous if current.origin == "repair" and current.previous else plain_value(value.value)
        repairs.append(_finding(check, ruling, "info"))
        current = value.model_copy(update={"value": ruling.repaired, "origin": "repair", "previous": previous})
    return _settled(case, current, rulings, repairs)


def _settled(
    case: Case, value: Value[Any], rulings: Sequence[tuple[Check, Ruling]], repairs: Sequence[Finding]
) -> Value[Any]:
    deciding: Ruling | None = None
    for _, ruling in rulings:
        if ruling.verdict and (deciding is None or RANK[ruling.verdict] > RANK[deciding.verdict or "unchecked"]):
            deciding = ruling
    verdict: Verdict = deciding.verdict if deciding and deciding.verdict else "unchecked"
    found = [_finding(check, ruling) for check, ruling in rulings if ruling.message]
    evidence = cut(case.context.analysis.article.text, deciding.span) if deciding else None
    return value.model_copy(
        update={
            "verdict": verdict,
            "evidence": evidence or value.evidence,
            "findings": tuple(dict.fromkeys((*repairs, *found))),
        }
    )


def _finding(check: Check, ruling: Ruling, severity: str | None = None) -> Finding:
    start, end = ruling.span or (None, None)
    return Finding(
        code=check.code,
        severity=severity or ruling.severity or check.severity,  # type: ignore[arg-type]
        message=ruling.message,
        start=start,
        end=end,
    )


def _compare(records: list[Record], context: Context, *, repair: bool) -> list[Record]:
    """The checks across records; `repair` merges what is certainly one record."""
    merged = merge_duplicates(records) if repair else records
    for found in ARTICLE_CHECKS:
        for index, name, ruling in found.rule(merged, context):
            merged[index] = _noted(merged[index], name, found.check, ruling)
    return merged


def _noted(record: Record, name: str, check: Check, ruling: Ruling) -> Record:
    """The record with a remark on it, or on the value that the remark concerns."""
    finding = _finding(check, ruling)
    held = getattr(record, name, None) if name else None
    if not isinstance(held, Value):
        return record.model_copy(update={"findings": (*record.findings, finding)})
    update: dict[str, Any] = {"findings": (*held.findings, finding)}
    if ruling.verdict and RANK[ruling.verdict] > RANK[held.verdict]:
        update["verdict"] = ruling.verdict
    return record.model_copy(update={name: held.model_copy(update=update)})
