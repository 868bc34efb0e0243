"""One row of a table as an article, whatever the table was written in."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple, TextIO

from extractor.errors import InputError
from extractor.read.clean import one_line
from extractor.read.decode import stream_encoding
from extractor.read.files import open_regular
from extractor.read.raw import Raw
from extractor.read.sources import Source

NEEDED = "text"
OPTIONAL = ("id", "title", "url", "published", "publisher")


class Place(NamedTuple):
    """Where a row stands: its number among the rows and its line in the file, both from 1."""

    row: int
    line: int


def at(source: Source, place: Place) -> str:
    """`path:line`, as editors and compilers write it."""
    return f"{source.shown}:{place.line}"


def columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields under the names we look for: `Text ` is `text`."""
    return {column_name(name): value for name, value in fields.items()}


def column_name(name: str) -> str:
    """A column's name without surrounding space and capitals."""
    return name.strip("\ufeff \t\r\n").lower()


def missing_text(found: list[str]) -> InputError:
    """The error for a table without the one column that an article needs."""
    has = ", ".join(found) if found else "none"
    message = f"no column {NEEDED!r}, which is needed (optional: {', '.join(OPTIONAL)}); columns found: {has}"
    return InputError(message, code="columns")


def raw_row(fields: Mapping[str, Any], source: Source, *, encoding: str, place: Place | None = None) -> Raw:
    """The article in a row; `place` is None where the file holds just one.

    Raises InputError `bad_row` for a value of the wrong type.
    """
    text = fields.get(NEEDED) or ""
    if not isinstance(text, str):
        raise InputError(f"{NEEDED!r} must be a string, not a {type(text).__name__}", code="bad_row")
    words = {name: _words(name, fields.get(name)) for name in OPTIONAL}
    return Raw(
        source=at(source, place) if place else source.shown,
        name=f"{source.name}-{place.row}" if place else source.name,
        folder=source.folder,
        text=text,
        encoding=encoding,
        own_id=words["id"],
        title=words["title"],
        url=words["url"],
        publisher=words["publisher"],
        published=words["published"],
        published_basis="column",
    )


def _words(name: str, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f"{name!r} must be a string, not a {type(value).__name__}", code="bad_row")
    return one_line(str(value)) or None


@contextmanager
def open_text(path: Path, *, newline: Literal["", "\n"]) -> Iterator[TextIO]:
    """A table as lines of text. A byte that fits not even the likeliest encoding becomes a lone surrogate.

    That way one bad byte costs its row and not the table; `undecoded` finds it.
    """
    with open_regular(path) as stream:
        encoding = stream_encoding(stream)
        with io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline=newline) as text:
            yield text


class BoundedLines(Iterator[str]):
    """The lines of a table, `number` counting those taken.

    A line over the limit is passed over as a whole and raises InputError `too_long`, after which the next one can be
    taken: that is why this is no generator, which an error would end.
    """

    def __init__(self, stream: TextIO, limit: int) -> None:
        self.number = 0
        self._stream = stream
        self._limit = limit

    def __next__(self) -> str:
        line = self._stream.readline(self._limit)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) < self._limit or line.endswith(("\n", "\r")):
            return line
        while (rest := self._stream.readline(self._limit)) and not rest.endswith(("\n", "\r")):
            pass
        raise InputError(f"the line has more than the {self._limit:,} characters allowed; split it", code="too_long")


def undecoded(line: str) -> bool:
    """Whether `open_text` met bytes here that it could not decode."""
    return not line.isascii() and any("\udc80" <= character <= "\udcff" for character in line)


def bad_bytes() -> InputError:
    """The error for a row that `undecoded` found."""
    return InputError("some bytes fit no encoding; save the file as UTF-8", code="encoding")
