"""What a run adds up to: articles, records, verdicts, findings, cost. One pass, one article in memory."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from extractor.output.lines import ArticleResult, UsageLine
from extractor.validate.base import fields_of
from schemas.record import Record

# The field by which the records of a kind are told apart first.
TOLD_APART: Final = {"agreement": "status", "meeting": "realis", "statement": "speech_act"}


@dataclass(slots=True)
class Statistics:
    """Counts of a run.

    `articles` by status, `reasons` by status and code, `records` by kind, `classes` by kind and the field of
    `TOLD_APART`, `verdicts` by kind.field and verdict, `findings` by severity and code; sentences `possibly_missed`
    and passages `not_read`. `usage` sums tokens and questions; what an endpoint did not say counts nothing. `seconds`
    is the model's time.
    """

    articles: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    classes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    verdicts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    possibly_missed: int = 0
    not_read: int = 0
    seconds: float = 0.0
    usage: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(UsageLine.model_fields, 0)))

    def add(self, result: ArticleResult) -> None:
        """Count one article."""
        line = result.line
        self.articles[line.status or "unknown"] += 1
        if line.code:
            self.reasons[line.status or "unknown", line.code] += 1
        for record in result.records:
            self._add_record(record)
        self.possibly_missed += len(line.missed)
        self.not_read += len(line.not_read)
        self.seconds += line.seconds or 0
        self.usage.update({name: count or 0 for name, count in line.usage.model_dump().items()})

    def _add_record(self, record: Record) -> None:
        self.records[record.type] += 1
        self.classes[record.type][getattr(record, TOLD_APART[record.type]).value] += 1
        found = list(record.findings)
        for name, values in fields_of(record).items():
            self.verdicts[f"{record.type}.{name}"].update(value.verdict for value in values)
            found += [finding for value in values for finding in value.findings]
        self.findings.update((finding.severity, finding.code) for finding in found)

    def as_json(self) -> dict[str, Any]:
        """The counts as plain data, in an order that does not depend on the articles'."""
        return {
            "articles": _ordered(self.articles),
            "reasons": [{"status": s, "code": c, "articles": n} for (s, c), n in sorted(self.reasons.items())],
            "records": _ordered(self.records),
            "classes": {kind: _ordered(counts) for kind, counts in sorted(self.classes.items())},
            "verdicts": {name: _ordered(counts) for name, counts in sorted(self.verdicts.items()) if counts},
            "findings": [{"severity": s, "code": c, "count": n} for (s, c), n in sorted(self.findings.items())],
            "possibly_missed": self.possibly_missed,
            "not_read": self.not_read,
            "seconds": round(self.seconds, 3),
            "usage": dict(self.usage),
        }


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def add_up(results: Iterable[ArticleResult]) -> Statistics:
    """The statistics of all articles."""
    statistics = Statistics()
    for result in results:
        statistics.add(result)
    return statistics
