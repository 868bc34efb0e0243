"""Reading a store: runs and their totals, lines, and the articles behind them."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from types import TracebackType
from typing import Any, Self

from extractor.article import Article
from extractor.errors import EnvironmentFault, InputError
from extractor.store.database import Database
from extractor.store.recipe import Recipe

ARTICLE_COLUMNS = tuple("doc_id" if field.name == "id" else field.name for field in fields(Article))
AFTER_ALL_RECORDS = 2**62
# Both halves come sorted from their indexes and are merged, so nothing is held in memory.
IN_ORDER = f"""
    SELECT doc_id, position, json FROM records WHERE {{where}}
    UNION ALL SELECT doc_id, {AFTER_ALL_RECORDS}, line FROM results WHERE {{where}}
    ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One recipe at work. `started` and `ended` are UTC times of its last turn, `ended` None while it runs or died."""

    id: int
    recipe: Recipe
    status: str
    started: str
    ended: str | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What a run adds up to: inputs by status, those with a code by code, records by kind."""

    statuses: Mapping[str, int]
    codes: Mapping[str, int]
    records: Mapping[str, int]


class Reader:
    """What can be asked of a store; a context manager. `run_id` None means the run that was worked on last."""

    def __init__(self, database: Database) -> None:
        self.path = database.path
        self._database = database

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rows(self, sql: str, *values: Any) -> Iterator[Any]:
        """The rows of a query, one at a time."""
        return self._database.stream(sql, *values)

    def runs(self) -> tuple[Run, ...]:
        """All runs, the one that was worked on last at the end."""
        found = self.rows("SELECT id, recipe, status, started, ended FROM runs ORDER BY turn")
        with self._intact():
            return tuple(Run(run_id, Recipe.from_json(recipe), *rest) for run_id, recipe, *rest in found)

    def run(self, run_id: int | None = None) -> Run:
        """One run. Raises InputError where there is none."""
        runs = self.runs()
        chosen = runs[-1:] if run_id is None else [run for run in runs if run.id == run_id]
        if not chosen:
            wanted = f"run {run_id}; it has {', '.join(str(run.id) for run in runs)}" if runs else "run yet"
            raise InputError(f"{self.path} has no {wanted}", code="run")
        return chosen[0]

    def totals(self, run_id: int | None = None) -> Totals:
        """The counts of a run."""
        run = self.run(run_id).id

        def count(column: str, table: str) -> dict[str, int]:
            filled = f"SELECT {column} FROM {table} WHERE run_id = ? AND {column} IS NOT NULL"
            return dict(self.rows(f"SELECT {column}, count(*) FROM ({filled}) GROUP BY 1 ORDER BY 1", run))

        return Totals(count("status", "results"), count("code", "results"), count("kind", "records"))

    def lines(self, run_id: int | None = None, *, doc_id: str | None = None) -> Iterator[dict[str, Any]]:
        """The lines of a run, or of one of its articles: by article id, an article's records before its own line."""
        one = "" if doc_id is None else " AND doc_id = ?2"
        found = self.rows(IN_ORDER.format(where=f"run_id = ?1{one}"), self.run(run_id).id, *([doc_id] if one else []))
        with self._intact():
            for _, _, line in found:
                yield json.loads(line)

    def doc_ids(self, run_id: int | None = None) -> Iterator[str]:
        """The inputs of a run, sorted."""
        found = self.rows("SELECT doc_id FROM results WHERE run_id = ? ORDER BY doc_id", self.run(run_id).id)
        return (doc_id for (doc_id,) in found)

    def article(self, doc_id: str, run_id: int | None = None) -> Article | None:
        """An article as the run read it; None where the run has no such article."""
        return next(self._articles("AND r.doc_id = ?", self.run(run_id).id, doc_id), None)

    def articles(self, run_id: int | None = None) -> Iterator[Article]:
        """The articles of a run, sorted by id; skipped inputs are none."""
        return self._articles("ORDER BY r.doc_id", self.run(run_id).id)

    @contextmanager
    def _intact(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise EnvironmentFault(
                f"{self.path} is damaged ({error}); restore a copy, or begin anew", code="db"
            ) from error

    def _articles(self, which: str, *values: Any) -> Iterator[Article]:
        columns = ", ".join(f"a.{name}" for name in ARTICLE_COLUMNS)
        joined = "FROM results AS r JOIN articles AS a ON a.id = r.article_id WHERE r.run_id = ?"
        return (Article(*row) for row in self.rows(f"SELECT {columns} {joined} {which}", *values))
