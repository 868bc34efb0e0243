"""Does the recall audit notice a record that isn't there? Required gold records are taken out one at a time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.planted import Source
from extractor.spans import Span
from extractor.validate import Missed, find_missed
from extractor.validate.intake import from_plain
from schemas.record import Record
from schemas.vocabulary import RecordKind


@dataclass
class Audit:
    """Deleted records by kind, those noticed, and the alerts on the complete gold."""

    deleted: Counter[RecordKind] = field(default_factory=Counter)
    noticed: Counter[RecordKind] = field(default_factory=Counter)
    alerts: Counter[RecordKind] = field(default_factory=Counter)
    articles: int = 0
    unnoticed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)


def run(sources: Sequence[Source]) -> Audit:
    audit = Audit(articles=len(sources))
    for source in sources:
        text, doc_id = source.text, source.gold.doc_id
        records = [from_plain(record, doc_id=doc_id, text=text) for record in source.gold.records]
        for missed in find_missed(records, source.analysis):
            audit.alerts[missed.kind] += 1
            audit.false.append(f"{doc_id} {missed.kind} {missed.trigger_text!r}: {missed.span.of(text)[:110]!r}")
        for record, gold in zip(records, source.gold.records, strict=True):
            if gold.optional:
                continue
            audit.deleted[gold.kind] += 1
            rest = [other for other in records if other is not record]
            if any(is_about(missed, gold.kind, record, source) for missed in find_missed(rest, source.analysis)):
                audit.noticed[gold.kind] += 1
            else:
                audit.unnoticed.append(f"{doc_id} {gold.id}: {gold.evidence[0][:110]!r}")
    return audit


def is_about(missed: Missed, kind: RecordKind, record: Record, source: Source) -> bool:
    """Whether an alert is of this kind and touches a sentence of the record's evidence."""
    if missed.kind != kind:
        return False
    passages = [Span(passage.start, passage.end) for passage in record.evidence]
    sentences = [s.span for s in source.analysis.reading.sentences if any(s.span.overlaps(p) for p in passages)]
    return any(missed.span.overlaps(span) for span in (*passages, *sentences))


def table(audit: Audit, *, verbose: bool) -> Iterator[str]:
    yield "| kind | deleted | shown as possibly missed | share | alerts on complete gold | per article |"
    yield "|---|--:|--:|--:|--:|--:|"
    kinds: tuple[RecordKind, ...] = ("agreement", "meeting", "statement")
    for kind in kinds:
        yield row(kind, audit.deleted[kind], audit.noticed[kind], audit.alerts[kind], audit.articles)
    totals = [counter.total() for counter in (audit.deleted, audit.noticed, audit.alerts)]
    yield row("**all**", totals[0], totals[1], totals[2], audit.articles)
    if verbose:
        yield ""
        yield from (f"- not noticed: {line}" for line in audit.unnoticed)
        yield from (f"- alert: {line}" for line in audit.false)


def row(name: str, deleted: int, noticed: int, alerts: int, articles: int) -> str:
    share = noticed / max(1, deleted)
    return f"| {name} | {deleted} | {noticed} | {share:.1%} | {alerts} | {alerts / max(1, articles):.2f} |"
