"""A run as scoring sees it, read from JSON lines.

Each line is a record, ours or anybody's under the codebook's field names, with `doc_id` and `type`. Lines of type
`article` tell of articles as a whole (status, seconds, tokens) and may be absent. Vocabularies are not enforced on a
run: a value outside them is a wrong answer, not a broken file.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.errors import InputError
from extractor.evaluate.records import FIELD_NAMES, PlainRecord, alternatives, read_record
from schemas.vocabulary import RecordKind

UNCHECKED = "unchecked"
# More seconds or tokens than any article takes; what exceeds it is no measurement.
_LARGEST = 1e12
Verdicts = Mapping[RecordKind, Counter[str]]


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """What a run says of one article; None where it does not say. `seconds` is wall-clock time."""

    status: str | None = None
    seconds: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    calls: int | None = None
    cached_calls: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Predictions by article id. `verdicts` counts, per article and kind, what the run's checks say of its values."""

    name: str
    records: Mapping[str, tuple[PlainRecord, ...]]
    verdicts: Mapping[str, Verdicts]
    articles: Mapping[str, ArticleLine]

    @property
    def doc_ids(self) -> frozenset[str]:
        """Every article the run mentions."""
        return frozenset(self.records) | frozenset(self.articles)


def read_run(lines: Iterable[str], *, name: str) -> Run:
    """Read a run from JSON lines. Raises InputError with the number of the line that cannot be used."""
    records: dict[str, list[PlainRecord]] = {}
    verdicts: dict[str, dict[RecordKind, Counter[str]]] = {}
    articles: dict[str, ArticleLine] = {}
    for number, data in _objects(lines, name):
        doc_id = str(data["doc_id"])
        if data.get("type") == "article":
            articles[doc_id] = _article(data)
            continue
        try:
            record = read_record(data)
        except InputError as error:
            raise InputError(f"{name} line {number}: {error}", code="run") from None
        records.setdefault(doc_id, []).append(record)
        verdicts.setdefault(doc_id, {}).setdefault(record.kind, Counter()).update(verdicts_of(data, record.kind))
    return Run(name, {doc_id: tuple(found) for doc_id, found in records.items()}, verdicts, articles)


def verdicts_of(data: Mapping[str, Any], kind: RecordKind) -> Iterator[str]:
    """The verdict on each filled value of a record; `unchecked` where the value comes without one."""
    for name in FIELD_NAMES[kind]:
        field = data.get(name)
        for item in field if isinstance(field, list | tuple) else [field]:
            if isinstance(item, Mapping) and "verdict" in item:
                yield str(item["verdict"])
            elif any(value is not None and value != "" for value in alternatives(item)):
                yield UNCHECKED


def _objects(lines: Iterable[str], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            raise InputError(f"{name} line {number}: not JSON; was the run cut off?", code="run") from None
        if not isinstance(data, dict) or "doc_id" not in data:
            raise InputError(f"{name} line {number}: no doc_id; every line names its article", code="run")
        yield number, data


def _article(data: Mapping[str, Any]) -> ArticleLine:
    usage = data.get("usage")
    usage = usage if isinstance(usage, Mapping) else {}
    status = data.get("status")
    return ArticleLine(
        status=str(status) if status is not None else None,
        seconds=_number(data.get("seconds")),
        prompt_tokens=_whole(usage.get("prompt_tokens")),
        completion_tokens=_whole(usage.get("completion_tokens")),
        calls=_whole(usage.get("calls")),
        cached_calls=_whole(usage.get("cached_calls")),
    )


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LARGEST:
        return None
    return float(value)


def _whole(value: Any) -> int | None:
    number = _number(value)
    return None if number is None else int(number)
