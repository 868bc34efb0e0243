"""The lossless form of a run: JSON lines, one per record and one per article.

Record lines have `type` agreement, meeting or statement; after an article's records comes its own line with `type`
article, so that articles without records, and those that failed, are in the file too.
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from extractor.errors import EnvironmentFault
from extractor.pipeline import Outcome
from extractor.validate import Missed
from schemas.record import Record


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
        }
    if outcome.analysis:
        line |= {"published": outcome.analysis.published, "published_basis": outcome.analysis.published_basis}
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
        "asked": missed.asked,
        "message": missed.message,
    }


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """The lines of one article, records first."""
    for record in outcome.records:
        yield record.model_dump_json(exclude_none=True)
    yield json.dumps(article_line(outcome), ensure_ascii=False)


class LineFile:
    """A file of JSON lines that appears under its name only when it is whole.

    Lines go to `NAME.part` beside it and are flushed article by article; a run that is interrupted leaves that file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._file: IO[str] | None = None

    def __enter__(self) -> "LineFile":
        if self._path.is_dir():
            raise EnvironmentFault(f"{self._path} is a folder; give -o the name of a file", code="output")
        try:
            self._file = self._part.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            message = f"can't write {self._part}: {error.strerror}; choose another -o"
            raise EnvironmentFault(message, code="output") from error
        return self

    def write(self, outcome: Outcome) -> None:
        """Add the lines of one article.

        Raises EnvironmentFault when the disk does not take them.
        """
        self._append(outcome_lines(outcome))

    def write_records(self, records: Iterable[Record]) -> None:
        """Add record lines alone.

        Raises EnvironmentFault when the disk does not take them.
        """
        self._append(record.model_dump_json(exclude_none=True) for record in records)

    def _append(self, lines: Iterable[str]) -> None:
        assert self._file is not None
        try:
            self._file.write("".join(line + "\n" for line in lines))
            self._file.flush()
        except OSError as error:
            raise EnvironmentFault(f"can't write {self._part}: {error.strerror}", code="output") from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._file is not None
        with self._file as file:
            file.flush()
            os.fsync(file.fileno())
        if error is None:
            os.replace(self._part, self._path)
