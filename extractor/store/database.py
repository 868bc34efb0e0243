"""The project's SQLite file: opened, checked and migrated, with SQLite's errors in a user's words.

Plain `sqlite3` and SQL files, no mapper: what lies in the tables is whole JSON lines, which pydantic reads and writes
already, so a mapper would have half a dozen columns to map. One connection serves all threads of a run; a lock keeps a
reply that arrives out of another article's transaction.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from extractor.errors import EnvironmentFault, InputError

APPLICATION_ID = 0x65787472  # "extr", which `file` and other programs see in the header
DAMAGED = "it is damaged or no SQLite file; move it away, or name another with --db"
# Primary result codes (sqlite.org/rescode.html) and how to mend what they say; `sqlite3` has no names for some.
MENDING = {
    sqlite3.SQLITE_BUSY: "another program is writing to it; close that and run again",
    sqlite3.SQLITE_READONLY: "it can't be written; check its permissions, or name another with --db",
    sqlite3.SQLITE_CANTOPEN: "check the folder and its permissions, or name another with --db",
    sqlite3.SQLITE_FULL: "the disk is full; make room and run again",
    sqlite3.SQLITE_IOERR: "the disk doesn't take or give the data; make room, check it and run again",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}


class Database:
    """One open file. Every method raises EnvironmentFault where SQLite fails; what was committed stays."""

    def __init__(self, path: Path, *, create: bool, timeout: float) -> None:
        self.path = path
        self._lock = threading.RLock()
        if not create and not path.exists():
            raise InputError(f"there is no {path}; `extractor run` makes it, --db names another", code="db")
        with self._faults():
            self._connection = sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False)
        try:
            self._check()
            self.write("PRAGMA journal_mode = WAL")
            self.write("PRAGMA foreign_keys = ON")
            for number, script in migrations():
                self._migrate(number, script)
        except BaseException:
            self._connection.close()
            raise

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """All rows of a query."""
        return list(self.stream(sql, *values))

    def stream(self, sql: str, *values: Any) -> Iterator[Any]:
        """The rows of a query, one at a time."""
        with self._faults():
            with self._lock:
                cursor = self._connection.execute(sql, values)
            # `yield from cursor` would close it at the end, when its file may be closed already
            yield from iter(cursor.fetchone, None)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in the block, or nothing of it."""
        with self._lock, self._faults():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def write(self, sql: str, *values: Any) -> None:
        """One statement, inside a transaction or as one of its own."""
        with self._lock, self._faults():
            self._connection.execute(sql, values)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _check(self) -> None:
        """Refuse what another program, or a later version of this one, has made, before anything is written."""
        empty = self._pragma("schema_version") == 0
        if not empty and self._pragma("application_id") != APPLICATION_ID:
            raise EnvironmentFault(f"{self.path} is another program's database; name another with --db", code="db")
        newest = max(number for number, _ in migrations())
        if self._pragma("user_version") > newest:
            raise EnvironmentFault(f"{self.path} was made by a later version; update extractor", code="db")

    def _pragma(self, name: str) -> int:
        return int(self.rows(f"PRAGMA {name}")[0][0])

    def _migrate(self, number: int, script: str) -> None:
        if self._pragma("user_version") >= number:
            return
        with self.transaction():
            if self._pragma("user_version") >= number:  # another process was quicker
                return
            for statement in statements(script):
                self.write(statement)
            self.write(f"PRAGMA application_id = {APPLICATION_ID}")
            self.write(f"PRAGMA user_version = {number}")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:  # a damaged file's name for its table is no text
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code; extended ones add detail above it
            mending = MENDING.get(code, DAMAGED)
            raise EnvironmentFault(f"can't use {self.path} ({error}): {mending}", code="db") from error


def migrations() -> Sequence[tuple[int, str]]:
    """The numbered scripts that bring a file up to date, in order; the last number is the file's `user_version`."""
    folder = files("extractor.store") / "migrations"
    scripts = sorted((entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith("sql"))
    return [(int(name.partition("_")[0]), script) for name, script in scripts]


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would end the transaction around it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            yield statement
            statement = ""
