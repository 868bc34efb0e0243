"""Tables as files: CSV for spreadsheets and everything else, Parquet with real types. Rows are written as they come.

CSV, so that a double click opens it and pandas reads the same:
- UTF-8 with a byte order mark. Excel takes a file without one for the system's old code page and spoils every accented
  name without a word; pandas, polars, readr, DuckDB and LibreOffice skip the mark.
- Every cell in quotes. A text cell that a spreadsheet would take for a formula has `'` before it, which
  `extractor.escape.csv_uncell` takes off; numbers and dates are written as such.
- An empty cell stands for no value.
"""

import codecs
import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from typing import Any, BinaryIO, Final, Protocol

from extractor.errors import InputError
from extractor.escape import csv_cell
from extractor.output.lines import ArticleResult
from extractor.output.tidy import Column, Row, tables
from extractor.output.whole import WholeFiles

# Rows of a Parquet row group: large enough to compress, small enough that nine open tables fit into some 50 MB.
GROUP_ROWS: Final = 5_000


class TableFile(Protocol):
    """A table that takes rows until it is closed."""

    def write(self, row: Row) -> None:
        """Add a row; keys that are no column are left out."""

    def close(self) -> None:
        """Write what is left. The file itself stays open."""


class CsvTable:
    """A table as CSV."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        self._columns = columns
        self._writer = csv.writer(codecs.getwriter("utf-8-sig")(file), quoting=csv.QUOTE_ALL)
        self._writer.writerow([column.name for column in columns])

    def write(self, row: Row) -> None:
        """Add a row."""
        self._writer.writerow([_csv_value(row[column.name]) for column in self._columns])

    def close(self) -> None:
        """Nothing is left."""


def _csv_value(value: Any) -> Any:
    return csv_cell(value) if isinstance(value, str) else value


class ParquetTable:
    """A table as Parquet; the columns' descriptions go with it."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        import pyarrow as pa  # type: ignore[import-untyped]
        from pyarrow import parquet

        types = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "date": pa.date32()}
        fields = [pa.field(c.name, types[c.type], metadata={"description": c.about}) for c in columns]
        self._arrow = pa
        self._schema = pa.schema(fields)
        self._writer = parquet.ParquetWriter(file, self._schema)
        self._rows: list[Row] = []

    def write(self, row: Row) -> None:
        """Add a row."""
        self._rows.append(row)
        if len(self._rows) >= GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        """Write the last row group and the footer."""
        try:
            self._flush()
            self._writer.close()
        finally:
            # A writer that a full disk kept from closing would try again when it is collected, and print a traceback.
            self._writer.is_open = False

    def _flush(self) -> None:
        self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()


WRITERS: Final[Mapping[str, Callable[[BinaryIO, Sequence[Column]], TableFile]]] = {
    "csv": CsvTable,
    "parquet": ParquetTable,
}


def write_tables(articles: Iterable[ArticleResult], files: WholeFiles, form: str, *, cost: bool = False) -> int:
    """Write every table as NAME.csv or NAME.parquet; returns the number of articles.

    Raises InputError for what these formats cannot hold: half of a surrogate pair, or in Parquet more than 64 bits.
    """
    count = 0
    try:
        with ExitStack() as stack:
            written = [
                (table, stack.enter_context(closing(WRITERS[form](files.open(f"{table.name}.{form}"), table.columns))))
                for table in tables(cost=cost)
            ]
            for article in articles:
                count += 1
                for table, file in written:
                    for row in table.rows(article):
                        file.write(row)
    except (OverflowError, UnicodeEncodeError) as error:
        raise InputError(f"{form} has no place for a value of this run ({error}); use --to jsonl", code="run") from None
    return count
