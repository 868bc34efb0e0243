"""CSV and TSV, strictly: a row with a column too many or a stray quotation mark is refused, not read half.

The delimiter is the one of comma, semicolon and tab by which the header has a column `text`; spreadsheets in many
countries write semicolons.
"""

import csv
from collections.abc import Iterator

from extractor.errors import InputError
from extractor.read.limits import MAX_LINE_CHARS
from extractor.read.raw import Raw, Skipped, skipped
from extractor.read.rows import (
    NEEDED,
    BoundedLines,
    Place,
    at,
    bad_bytes,
    column_name,
    columns,
    missing_text,
    open_text,
    raw_row,
    undecoded,
)
from extractor.read.sources import Source

DELIMITERS = ",;\t"


def read_csv(source: Source) -> Iterator[Raw | Skipped]:
    """The rows of a table with a header line.

    Raises InputError `columns` for a table without the column `text`, `empty` for one without rows.
    """
    # The library's own limit, one for the whole process, is less than a long article.
    csv.field_size_limit(MAX_LINE_CHARS)
    with open_text(source.path, newline="") as stream:
        lines = BoundedLines(stream, MAX_LINE_CHARS)
        delimiter, names = _header(next(lines, ""))
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        number = 0
        while True:
            place = Place(number + 1, lines.number + 1)
            try:
                values = next(reader)
                if values:
                    number = place.row
                    yield raw_row(_fields(names, values), source, encoding=stream.encoding, place=place)
            except StopIteration:
                break
            except (csv.Error, InputError) as error:
                number = place.row
                yield skipped(at(source, place), error if isinstance(error, InputError) else _malformed(error))
    if not number:
        raise InputError("the table has a header but no rows", code="empty")


def _header(line: str) -> tuple[str, list[str]]:
    found: list[str] = []
    for delimiter in DELIMITERS:
        try:
            names = [column_name(name) for name in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            continue
        if NEEDED in names:
            return delimiter, names
        found = max(found, names, key=len)
    raise missing_text([name for name in found if name])


def _fields(names: list[str], values: list[str]) -> dict[str, str]:
    if len(values) != len(names):
        message = f"the row has {len(values)} values but the header {len(names)}; put texts in quotation marks"
        raise InputError(message, code="bad_row")
    if any(map(undecoded, values)):
        raise bad_bytes()
    return columns(dict(zip(names, values, strict=True)))


def _malformed(error: csv.Error) -> InputError:
    if "field limit" in str(error):
        return InputError(f"a value has more than the {MAX_LINE_CHARS:,} characters allowed; split it", code="too_long")
    return InputError(f"the row can't be read ({error}); check its quotation marks", code="bad_row")
