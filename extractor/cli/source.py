"""Where export, show and stats read from: a run file, or the project's store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import click

from extractor.errors import UsageError
from extractor.output.lines import RunFile
from extractor.store import Store

DEFAULT_DB = Path("extractor.db")


class Source(Protocol):
    """A run: its lines of a run, sorted by article."""

    @property
    def name(self) -> str:
        """What messages call it."""

    def lines(self, doc_id: str | None = None) -> Iterator[dict[str, Any]]:
        """All lines, or those of one article: its records, then its own."""

    def doc_ids(self) -> Iterator[str]:
        """The articles."""

    def text(self, doc_id: str) -> str | None:
        """An article's text, None where it is not stored."""

    def runs(self) -> list[dict[str, Any]]:
        """The runs that it could be, each with when it was and with which model."""


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument RUN and the options --db and --run."""
    for decorate in (
        click.option("--run", "number", type=click.IntRange(1), metavar="N", help="Run of the store; else the last."),
        click.option("--db", type=click.Path(path_type=Path), help=f"The project's store.  [default: {DEFAULT_DB}]"),
        click.argument("run_file", metavar="[RUN]", required=False, type=click.Path(exists=True, path_type=Path)),
    ):
        command = decorate(command)
    return command


@contextmanager
def open_source(run_file: Path | None, db: Path | None, number: int | None) -> Iterator[Source]:
    """The run file if one is named, else a run of the store."""
    if run_file is not None:
        if db is not None or number is not None:
            raise UsageError("give either RUN, a file, or --db and --run, not both", code="source")
        yield RunFile(run_file)
        return
    with Store.open(db or DEFAULT_DB) as store:
        yield StoredRun(store, number)


class StoredRun:
    """A run of the store, the last one if `number` is None. All methods raise InputError where there is no such run."""

    def __init__(self, store: Store, number: int | None) -> None:
        self._store = store
        self._run = store.run(number)
        self.name = f"{store.path} run {self._run.id}"

    def lines(self, doc_id: str | None = None) -> Iterator[dict[str, Any]]:
        """All lines, or those of one article: its records, then its own."""
        return self._store.lines(self._run.id, doc_id=doc_id)

    def doc_ids(self) -> Iterator[str]:
        """The articles."""
        return self._store.doc_ids(self._run.id)

    def text(self, doc_id: str) -> str | None:
        """An article's text; None for an input that was skipped."""
        article = self._store.article(doc_id, self._run.id)
        return article.text if article else None

    def runs(self) -> list[dict[str, Any]]:
        """All runs of the store, the last one at the end."""
        return [
            {"run": run.id, "model": run.recipe.model, "status": run.status, "started": run.started, "ended": run.ended}
            for run in self._store.runs()
        ]
