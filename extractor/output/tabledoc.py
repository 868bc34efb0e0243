"""The page about the tables, written from their definitions: `python -m extractor.output.tabledoc` rewrites it.

A test compares page and definitions, so that neither can fall behind the other.
"""

from pathlib import Path
from typing import Final

from extractor.output.tidy import Table, tables

TARGET: Final = Path(__file__).resolve().parents[2] / "docs" / "tables.md"
HEAD: Final = """# The tables of an export

Written by `python -m extractor.output.tabledoc`; do not edit. `extractor export --to csv --out FOLDER` writes each
table as NAME.csv, `--to parquet` as NAME.parquet. They join by `doc_id` and `record_id`; rows are in the order of
`doc_id`.

```python
import pandas as pd

# Codes such as 040 stay text, and only an empty cell is a missing value.
as_is = {"dtype": {"doc_id": str, "record_id": str, "cameo": str}, "keep_default_na": False, "na_values": [""]}
meetings = pd.read_csv("FOLDER/meetings.csv", **as_is)
articles = pd.read_csv("FOLDER/articles.csv", **as_is)
meetings.merge(articles[["doc_id", "published", "publisher"]], on="doc_id")

pd.read_parquet("FOLDER/meetings.parquet")  # has its types already
```

- *Joined* columns hold several values with `; ` between them. Table `values` has the same values one to a row.
- Dates are EDTF (`2023-07-20`, `2023-07`, `2023-07-20/2023-07-22`, `~` about, `?` uncertain); `date_first` and
  `date_last` are the days that such a date covers.
- An empty cell means that there is no value. Parquet has real types: text, int (64 bits), float, date.
- CSV is UTF-8 with a byte order mark, without which Excel spoils accented names; pandas, polars, readr and DuckDB skip
  it (base R: `fileEncoding = "UTF-8-BOM"`). Every cell is in quotes.
- A text cell of a CSV that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@` or the like, also
  after white space) has one `'` before it. `extractor.escape.csv_uncell` takes it off; Parquet and JSON lines have
  none.
- A spreadsheet that opens a CSV by double click shows `2023-07` as a month of its own making and `040` as 40. Import it
  with the columns as text, or use Parquet.
- JSON lines (`--to jsonl`) are the lossless form; the tables leave out the hashes of prompts.
"""


def page() -> str:
    """The page as Markdown."""
    return HEAD + "".join(_section(table) for table in tables(cost=True))


def _section(table: Table) -> str:
    rows = "".join(f"| `{column.name}` | {column.type} | {column.about} |\n" for column in table.columns)
    return f"\n## {table.name}\n\n{table.about}\n\n| column | type | what it holds |\n|---|---|---|\n{rows}"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
