"""The lossless form of a run: JSON lines, one per record and one per article.

Record lines have `type` agreement, meeting or statement; after an article's records comes its own line with `type`
article, so that articles without records, and those that failed, are in the file too.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from pydantic import TypeAdapter

from extractor.errors import EnvironmentFault
from extractor.pipeline import Outcome, Spent
from extractor.spans import Span
from extractor.store import Result
from extractor.store.lock import only_writer
from extractor.validate import Missed
from schemas.record import Record

RECORD: TypeAdapter[Record] = TypeAdapter(Record)


def article_line(outcome: Outcome) -> dict[str, Any]:
    """What a run says of an article as a whole."""
    article, spent = outcome.article, outcome.spent
    line: dict[str, Any] = {"type": "article", "doc_id": outcome.doc_id, "status": outcome.status}
    if outcome.code:
        line |= {"code": outcome.code, "message": outcome.message}
    if article:
        line |= {
            "source": article.source,
            "sha256": article.sha256,
            "encoding": article.encoding,
            "characters": len(article.text),
            "title": article.title,
            "url": article.url,
            "publisher": article.publisher,
            "published": outcome.published,
            "published_basis": outcome.published_basis,
        }
    line["possibly_missed"] = [missed_line(missed) for missed in outcome.missed]
    line["seconds"] = round(spent.seconds, 3)
    line["usage"] = {
        "prompt_tokens": spent.prompt,
        "completion_tokens": spent.completion,
        "prompt_tokens_cached": spent.cached,
        "calls": spent.calls,
        "cached_calls": spent.cache_hits,
        "resent": spent.resent,
    }
    return line


def missed_line(missed: Missed) -> dict[str, Any]:
    """A sentence that looks like an event but that no record cites."""
    return {
        "kind": missed.kind,
        "start": missed.span.start,
        "end": missed.span.end,
        "trigger": missed.trigger_text,
        "trigger_start": missed.trigger.start,
        "trigger_end": missed.trigger.end,
        "asked": missed.asked,
        "message": missed.message,
    }


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """The lines of one article, records first."""
    yield from record_lines(outcome.records)
    yield json.dumps(article_line(outcome), ensure_ascii=False)


def record_lines(records: Iterable[Record]) -> Iterator[str]:
    """The line of each record."""
    return (record.model_dump_json(exclude_none=True) for record in records)


def result_of(outcome: Outcome) -> Result:
    """What the store keeps of an outcome."""
    *records, line = outcome_lines(outcome)
    return Result(outcome.doc_id, line, tuple(records), outcome.article, outcome.replies)


def outcome_of(result: Result) -> Outcome:
    """The outcome whose lines these are."""
    line = json.loads(result.line)
    usage = line["usage"]
    return Outcome(
        result.doc_id,
        line["status"],
        records=tuple(RECORD.validate_json(record) for record in result.records),
        missed=tuple(_missed(missed) for missed in line["possibly_missed"]),
        code=line.get("code", ""),
        message=line.get("message", ""),
        article=result.article,
        published=line.get("published"),
        published_basis=line.get("published_basis", "unknown"),
        spent=Spent(
            calls=usage["calls"],
            cache_hits=usage["cached_calls"],
            resent=usage["resent"],
            seconds=line["seconds"],
            prompt=usage["prompt_tokens"],
            completion=usage["completion_tokens"],
            cached=usage["prompt_tokens_cached"],
        ),
        replies=result.replies,
        is_stored=True,
    )


def _missed(line: Mapping[str, Any]) -> Missed:
    span, trigger = Span(line["start"], line["end"]), Span(line["trigger_start"], line["trigger_end"])
    return Missed(line["kind"], span, trigger, line["trigger"], line["message"], line["asked"])


class LineFile:
    """A file of JSON lines that appears under its name only when it is whole.

    Lines go to `NAME.part` beside it and are flushed article by article; a run that ends early takes that file away,
    since it can be made again from what is stored. A lock keeps a second process off it. Every method raises
    EnvironmentFault when the disk does not take the lines.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._held = ExitStack()
        self._file: IO[str] | None = None

    def __enter__(self) -> "LineFile":
        if self._path.is_dir():
            raise EnvironmentFault(f"{self._path} is a folder; give -o the name of a file", code="output")
        with ExitStack() as stack, self._faults("; choose another -o"):
            stack.enter_context(only_writer(self._path))
            self._file = stack.enter_context(self._part.open("w", encoding="utf-8", newline="\n"))
            self._held = stack.pop_all()
        return self

    def write(self, outcome: Outcome) -> None:
        """Add the lines of one article."""
        self._append(outcome_lines(outcome))

    def write_records(self, records: Iterable[Record]) -> None:
        """Add record lines alone."""
        self._append(record_lines(records))

    def _append(self, lines: Iterable[str]) -> None:
        assert self._file is not None
        with self._faults():
            self._file.write("".join(line + "\n" for line in lines))
            self._file.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._file is not None
        with self._faults(), self._held:
            try:
                with self._file as file:
                    file.flush()
                    os.fsync(file.fileno())
                if error is None:
                    os.replace(self._part, self._path)
            finally:
                self._part.unlink(missing_ok=True)

    @contextmanager
    def _faults(self, mending: str = "") -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = f"can't write {self._part}: {error.strerror}{mending}"
            raise EnvironmentFault(message, code="output") from error
