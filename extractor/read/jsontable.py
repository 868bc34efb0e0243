"""Articles in JSON: one object a line (`.jsonl`), or a list of objects or a single one (`.json`)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from extractor.errors import InputError
from extractor.read.clean import shown
from extractor.read.decode import decode
from extractor.read.files import read_whole
from extractor.read.limits import MAX_JSON_BYTES, MAX_LINE_CHARS
from extractor.read.raw import Raw, Skipped, skipped
from extractor.read.rows import (
    NEEDED,
    BoundedLines,
    Place,
    at,
    bad_bytes,
    columns,
    missing_text,
    open_text,
    raw_row,
    undecoded,
)
from extractor.read.sources import Source


def read_jsonl(source: Source) -> Iterator[Raw | Skipped]:
    """The objects of a file with one a line; blank lines count for nothing. Raises InputError as `read_json`."""
    with open_text(source.path, newline="\n") as stream:
        yield from _rows(_objects(stream), source, encoding=stream.encoding)


def read_json(source: Source) -> Iterator[Raw | Skipped]:
    """The object of a file, or those of its list.

    Raises InputError `bad_row` for what is no JSON, `columns` where no object has a `text`, `empty` for no objects.
    """
    text, encoding = decode(read_whole(source.path, MAX_JSON_BYTES))
    found = _loads(text)
    if isinstance(found, InputError):
        raise found
    if isinstance(found, dict):
        fields = columns(found)
        if NEEDED not in fields:
            raise missing_text([shown(name) for name in found])
        yield raw_row(fields, source, encoding=encoding)
    elif isinstance(found, list):
        yield from _rows(((number, item) for number, item in enumerate(found, start=1)), source, encoding=encoding)
    else:
        raise _not_an_object(found)


def _rows(objects: Iterable[tuple[int, Any]], source: Source, *, encoding: str) -> Iterator[Raw | Skipped]:
    """Objects without a text are held back until one has it: if none does, that is one fault of the file, not many."""
    held: list[Place] | None = []
    names: list[str] = []
    number = 0
    for number, (line, found) in enumerate(objects, start=1):
        place = Place(number, line)
        try:
            if isinstance(found, InputError):
                raise found
            if not isinstance(found, dict):
                raise _not_an_object(found)
            fields = columns(found)
            if NEEDED in fields:
                yield from (_without_text(source, other) for other in held or ())
                held = None
                yield raw_row(fields, source, encoding=encoding, place=place)
            elif held is None:
                yield _without_text(source, place)
            else:
                held.append(place)
                names = names or [shown(name) for name in found]
        except InputError as error:
            yield skipped(at(source, place), error)
    if held:
        raise missing_text(names)
    if not number:
        raise InputError("the file holds no articles", code="empty")


def _objects(stream: TextIO) -> Iterator[tuple[int, Any]]:
    """Line number and object, or the error for that line."""
    lines = BoundedLines(stream, MAX_LINE_CHARS)
    while True:
        try:
            line = next(lines)
        except StopIteration:
            return
        except InputError as error:
            yield lines.number, error
            continue
        if undecoded(line):
            yield lines.number, bad_bytes()
        elif line.strip():
            yield lines.number, _loads(line)


def _loads(text: str) -> Any:
    """The value, or the InputError that says why there is none; JSON itself has no such value."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"this is no valid JSON ({error.msg} at character {error.pos + 1}); one object per line in .jsonl"
        return InputError(message, code="bad_row")
    except (ValueError, RecursionError):
        return InputError("its numbers are too long or its lists too deep for an article", code="bad_row")


def _without_text(source: Source, place: Place) -> Skipped:
    return skipped(at(source, place), InputError(f"no {NEEDED!r} in this object; add it", code="bad_row"))


def _not_an_object(found: Any) -> InputError:
    message = f'an article must be an object like {{"{NEEDED}": …}}, not a {type(found).__name__}'
    return InputError(message, code="bad_row")
