"""Writing a store: runs begun and ended, and what became of each input, in one transaction each."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from extractor.article import Article
from extractor.store.database import Database
from extractor.store.reader import ARTICLE_COLUMNS, Reader, Run
from extractor.store.recipe import Recipe
from extractor.store.replies import StoredReplies

# Seconds to wait for another program that writes to the file; two runs are kept apart by a lock.
LOCK_TIMEOUT = 10.0
NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
BEGIN = f"""
    INSERT INTO runs (turn, fingerprint, recipe, status, started)
    VALUES ((SELECT coalesce(max(turn), 0) + 1 FROM runs), ?, ?, 'started', {NOW})
    ON CONFLICT (fingerprint) DO UPDATE
    SET turn = excluded.turn, status = 'started', started = excluded.started, ended = NULL
"""
FINISHED = """
    SELECT r.line, r.replies FROM results AS r JOIN articles AS a ON a.id = r.article_id
    WHERE r.run_id = ? AND r.doc_id = ? AND a.identity = ? AND r.kept_from IS NULL
"""
# A source that was skipped, and has been mended since, is no longer skipped.
REPLACED = "DELETE FROM results WHERE run_id = ? AND (doc_id = ? OR doc_id = ? AND status = 'skipped')"
# A skipped input takes no article's place, though an id may look like a path.
SKIPPED_AGAIN = "ON CONFLICT DO UPDATE SET line = excluded.line WHERE article_id IS NULL"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input, as it is stored.

    `line` and `records` are lines of the lossless output (JSON), `replies` the keys of the replies that were used.
    `article` is None for an input that was skipped; its `doc_id` is then the source.
    """

    doc_id: str
    line: str
    records: tuple[str, ...] = ()
    article: Article | None = None
    replies: tuple[str, ...] = ()


def identity_of(article: Article) -> str:
    """SHA-256 (hex) over what can change the records of an article; not where its file lies."""
    parts = (article.id, article.text, article.published, article.title, article.url, article.publisher)
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


class Store(Reader):
    """One project's file, also for writing."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.replies = StoredReplies(database)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, timeout: float = LOCK_TIMEOUT) -> "Store":
        """Open a file, bringing it up to date. `timeout` (seconds) bounds the wait for another program that writes.

        Raises InputError where there is none and `create` is not set, EnvironmentFault where it can't be used.
        """
        return cls(Database(path, create=create, timeout=timeout))

    def begin(self, recipe: Recipe) -> Run:
        """Begin a run, or go on with the one of the same recipe."""
        self._database.write(BEGIN, recipe.fingerprint, recipe.to_json())
        return self.run()

    def end(self, run_id: int, *, success: bool) -> None:
        """Say that a run has come to its end, or that an error ended it."""
        status = "success" if success else "error"
        self._database.write(f"UPDATE runs SET status = ?, ended = {NOW} WHERE id = ?", status, run_id)

    def result(self, run_id: int, article: Article) -> Result | None:
        """What this run made of this article, to the letter; None where it has not been finished, or not anew."""
        found = self._database.rows(FINISHED, run_id, article.id, identity_of(article))
        if not found:
            return None
        line, replies = found[0]
        select = "SELECT json FROM records WHERE run_id = ? AND doc_id = ? ORDER BY position"
        records = tuple(record for (record,) in self.rows(select, run_id, article.id))
        return Result(article.id, line, records, article, tuple(json.loads(replies)))

    def save(self, run_id: int, result: Result) -> None:
        """Store what became of an input, all of it or nothing, in the place of what was there."""
        write, doc_id, article = self._database.write, result.doc_id, result.article
        with self._database.transaction():
            article_id = None
            if article is not None:
                article_id = self._article_id(article)
                write(REPLACED, run_id, doc_id, article.source)
            row = (run_id, doc_id, article_id, result.line, json.dumps(result.replies))
            columns = "run_id, doc_id, article_id, line, replies"
            write(f"INSERT INTO results ({columns}) VALUES (?, ?, ?, ?, ?) {SKIPPED_AGAIN}", *row)
            self._insert_records(run_id, result)

    def keep(self, run_id: int, older: int, doc_id: str) -> None:
        """Take over an older run's result, marked as such: the article is still to be done in this run."""
        with self._database.transaction():
            self._database.write("DELETE FROM results WHERE run_id = ? AND doc_id = ?", run_id, doc_id)
            for table, columns in (
                ("results", "kept_from, doc_id, article_id, line, replies"),
                ("records", "doc_id, position, json"),
            ):
                source = columns.replace("kept_from", "run_id")
                copied = f"SELECT ?, {source} FROM {table} WHERE run_id = ? AND doc_id = ?"
                self._database.write(f"INSERT INTO {table} (run_id, {columns}) {copied}", run_id, older, doc_id)

    def _insert_records(self, run_id: int, result: Result) -> None:
        insert = "INSERT INTO records (run_id, doc_id, position, json) VALUES (?, ?, ?, ?)"
        for position, line in enumerate(result.records):
            self._database.write(insert, run_id, result.doc_id, position, line)

    def _article_id(self, article: Article) -> int:
        values = [getattr(article, "id" if name == "doc_id" else name) for name in ARTICLE_COLUMNS]
        columns, marks = ", ".join(("identity", "sha256", *ARTICLE_COLUMNS)), ", ?" * len(values)
        insert = f"INSERT INTO articles ({columns}) VALUES (?, ?{marks}) ON CONFLICT (identity) DO NOTHING"
        identity = identity_of(article)
        self._database.write(insert, identity, article.sha256, *values)
        return int(self._database.rows("SELECT id FROM articles WHERE identity = ?", identity)[0][0])
