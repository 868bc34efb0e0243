"""Tables of an export: every cell comes back from the file, tables join, nothing in them acts."""

import csv
import itertools
import json
import tracemalloc
from contextlib import suppress
from datetime import date
from io import BytesIO, StringIO

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from extractor.errors import InputError
from extractor.escape import FORMULA, csv_uncell
from extractor.output import tabledoc, tablefiles
from extractor.output.goldfiles import write_gold
from extractor.output.lines import RunFile, results, write_lines
from extractor.output.tablefiles import write_tables
from extractor.output.tidy import COST_COLUMNS, Table, cell_text, columns, tables
from extractor.output.whole import WholeFiles
from schemas.record import MoneyValue, Place
from tests.result_lines import HOSTILE, RUNS

EXAMPLES = settings(max_examples=50, deadline=None)
ALL = tables(cost=True)
KEYS = {
    "articles": ["doc_id"],
    "agreements": ["doc_id", "record_id"],
    "meetings": ["doc_id", "record_id"],
    "statements": ["doc_id", "record_id"],
    "persons": ["doc_id", "record_id", "role", "position"],
    "values": ["doc_id", "record_id", "field", "position"],
    "evidence": ["doc_id", "record_id", "position"],
}
AS_IS = {"dtype": {"doc_id": str, "record_id": str, "cameo": str}, "keep_default_na": False, "na_values": [""]}


def rows(lines):
    """All rows by table, made straight from the lines."""
    found = list(results(lines, "run"))
    return {
        table.name: [{c.name: row[c.name] for c in table.columns} for result in found for row in table.rows(result)]
        for table in ALL
    }


def write(lines, folder, form):
    with WholeFiles(folder) as files:
        return write_tables(results(lines, "run"), files, form, cost=True)


def record(**fields):
    return {
        "type": "agreement",
        "doc_id": "a",
        "record_id": "1",
        "evidence": [],
        "provenance": {"extractor": "0.1.0", "model": "rules"},
        **{name: {"value": value} for name, value in (("report_role", "main"), ("instrument", "mou"))},
        "status": {"value": "signed"},
        **fields,
    }


class Memory(dict[str, BytesIO]):
    """Stands in for `WholeFiles`; the disk would be the slowest part of a property."""

    def open(self, name):
        self[name] = BytesIO()
        return self[name]

    def write(self, name, data):
        self.open(name).write(data)


def from_csv(data, table: Table):
    """A CSV file read back by the rules of docs/tables.md."""
    read = {"text": csv_uncell, "int": int, "float": float, "date": date.fromisoformat}
    file = StringIO(data.decode("utf-8-sig"), newline="")
    for row in csv.DictReader(file, strict=True):
        yield {c.name: read[c.type](row[c.name]) if row[c.name] else None for c in table.columns}


@EXAMPLES
@given(RUNS)
def test_what_is_written_is_read_back(lines):
    expected, files = rows(lines), Memory()
    for form in ("csv", "parquet"):
        assert write_tables(results(lines, "run"), files, form, cost=True) == len(expected["articles"])
    for table in ALL:
        assert list(from_csv(files[f"{table.name}.csv"].getvalue(), table)) == expected[table.name]
        assert parquet.read_table(files[f"{table.name}.parquet"]).to_pylist() == expected[table.name]


@EXAMPLES
@given(RUNS)
def test_tables_join_without_orphans(lines):
    made = rows(lines)
    keys = {name: [tuple(row[key] for key in names) for row in made[name]] for name, names in KEYS.items()}
    assert all(len(set(found)) == len(found) for found in keys.values())
    records = {key for kind in ("agreements", "meetings", "statements") for key in keys[kind]}
    assert {doc_id for doc_id, _ in records} <= {doc_id for (doc_id,) in keys["articles"]}
    for name in ("persons", "values", "evidence", "findings"):
        assert {(row["doc_id"], row["record_id"]) for row in made[name] if row["record_id"]} <= records
    about_values = {
        tuple(row[key] for key in KEYS["values"]) for row in made["findings"] if row["position"] is not None
    }
    assert about_values <= set(keys["values"])
    counted = ("agreements", "meetings", "statements")
    assert sum(row[kind] for row in made["articles"] for kind in counted) == len(records)


@pytest.mark.fault(48)
def test_every_cell_is_quoted_and_excel_sees_utf_8(tmp_path):
    write([record(), {"type": "article", "doc_id": "a"}], tmp_path, "csv")
    data = (tmp_path / "agreements.csv").read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"doc_id","record_id",')
    unquoted = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), quoting=csv.QUOTE_NONE)
    assert all(cell.startswith('"') and cell.endswith('"') for row in unquoted for cell in row)


@pytest.fixture
def hostile(tmp_path):
    """Both kinds of tables of articles whose titles, parties and currencies are hostile."""
    lines = []
    for number, words in enumerate(HOSTILE):
        parties = [{"value": words}, {"value": "Żuławy"}]
        money = {"value": {"amount": -number / 3, "currency": words}}
        named = {"doc_id": f"{number:03}", "record_id": f"{number}e5"}
        lines.append(record(parties=parties, value=money, codes={"cameo": "040"}, **named))
        lines.append({"type": "article", "doc_id": f"{number:03}", "title": words, "characters": number})
    write(lines, tmp_path, "csv")
    write(lines, tmp_path, "parquet")
    return tmp_path


@pytest.mark.fault(48)
def test_no_text_cell_is_taken_for_a_formula(hostile):
    for table in ALL:
        text = [column.name for column in table.columns if column.type == "text"]
        with (hostile / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                assert not [row[name] for name in text if row[name][:1] != "'" and FORMULA.match(row[name])]


def plain(frame):
    """Rows with None for every kind of missing value."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


@pytest.mark.fault(48)
def test_pandas_reads_the_csv_as_it_reads_parquet(hostile):
    for table in ALL:
        read = pd.read_csv(hostile / f"{table.name}.csv", **AS_IS)
        text = [column.name for column in table.columns if column.type == "text"]
        read[text] = read[text].astype(object).map(csv_uncell, na_action="ignore")
        assert plain(read) == plain(pd.read_parquet(hostile / f"{table.name}.parquet"))
    agreements = pd.read_csv(hostile / "agreements.csv", **AS_IS)
    assert agreements["value_amount"].dtype == "float64"
    assert agreements["cameo"][0] == "040"
    assert set(agreements["doc_id"]) == set(pd.read_csv(hostile / "articles.csv", **AS_IS)["doc_id"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["value", "text", "x"]), inner),
    max_leaves=4,
)


@pytest.mark.fault(44)
@EXAMPLES
@given(st.sampled_from(sorted(record(place=None, date=None))), JSON, st.booleans())
def test_a_foreign_run_is_read_or_refused_in_one_line(tmp_path_factory, field, value, article):
    line = (
        record() | {field: value} if not article else {"type": "article", "doc_id": "a", "usage": value, field: value}
    )
    path = tmp_path_factory.getbasetemp() / "foreign.jsonl"
    path.write_text(json.dumps(line) + "\n", "utf-8")
    for write in (
        lambda: write_tables(results(RunFile(path).lines(), "run"), Memory(), "csv"),
        lambda: write_tables(results(RunFile(path).lines(), "run"), Memory(), "parquet"),
        lambda: write_lines(RunFile(path).lines(), BytesIO(), cost=False),
        lambda: write_gold(RunFile(path).lines(), Memory()),
    ):
        with suppress(InputError):
            write()


def test_parquet_has_real_types_and_descriptions(tmp_path):
    write([record(), {"type": "article", "doc_id": "a"}], tmp_path, "parquet")
    schema = parquet.read_schema(tmp_path / "agreements.parquet")
    kinds = {name: str(schema.field(name).type) for name in ("date", "date_first", "value_amount", "count")}
    assert kinds == {"date": "string", "date_first": "date32[day]", "value_amount": "double", "count": "int64"}
    assert schema.field("parties").metadata[b"description"].startswith(b"who is bound")


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2021-05-04", date(2021, 5, 4), date(2021, 5, 4)),
        ("2021-05~", date(2021, 5, 1), date(2021, 5, 31)),
        ("2021-05-01/..", date(2021, 5, 1), None),
        ("../2021", None, date(2021, 12, 31)),
        ("nonsense", None, None),
    ],
)
def test_days_that_a_date_covers(edtf, first, last):
    (row,) = rows([record(date={"value": edtf}), {"type": "article", "doc_id": "a"}])["agreements"]
    assert (row["date"], row["date_first"], row["date_last"]) == (edtf, first, last)


def test_a_record_is_one_readable_row():
    place = {"value": {"city": "Lima", "country": "PER"}, "verdict": "unsupported"}
    finding = {"code": "x", "severity": "warning", "message": "m"}
    parties = [{"value": "PER", "findings": [finding]}, {"value": "CHL"}]
    passages = [{"start": 0, "end": 1, "text": "One; two"}, {"start": 1, "end": 2, "text": "Three"}]
    found = rows([record(parties=parties, place=place, evidence=passages), {"type": "article", "doc_id": "a"}])
    (row,) = found["agreements"]
    shown = {name: row[name] for name in ("parties", "place_city", "place_country", "evidence", "doubtful", "warnings")}
    assert shown == {
        "parties": "PER; CHL",
        "place_city": "Lima",
        "place_country": "PER",
        "evidence": "One; two […] Three",
        "doubtful": 1,
        "warnings": 1,
    }
    (told,) = found["findings"]
    assert (told["field"], told["position"], told["code"]) == ("parties", 1, "x")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Place(city="Lima", country="PER"), "Lima, PER"),
        (Place(country="PER"), "PER"),
        (MoneyValue(amount=5e9, currency="USD"), "5000000000 USD"),
        (MoneyValue(amount=0.25), "0.25"),
        (20, "20"),
    ],
)
def test_values_as_text(value, text):
    assert cell_text(value) == text


def test_cost_stays_out_unless_asked_for():
    assert not {column.name for table in tables() for column in table.columns} & COST_COLUMNS
    assert {column.name for column in columns("articles")} >= COST_COLUMNS


def test_held_records_without_an_article_line_have_an_article_all_the_same():
    made = rows([record(), record(record_id="2"), record(doc_id="b")])
    assert [(row["doc_id"], row["status"], row["agreements"]) for row in made["articles"]] == [
        ("a", None, 2),
        ("b", None, 1),
    ]


def test_a_number_too_large_for_parquet_is_said_in_one_line(tmp_path):
    lines = [record(count={"value": 2**63}), {"type": "article", "doc_id": "a"}]
    with pytest.raises(InputError, match="parquet has no place for a value"):
        write(lines, tmp_path, "parquet")
    assert list(tmp_path.iterdir()) == []
    write(lines, tmp_path, "csv")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_memory_does_not_grow_with_the_number_of_articles(tmp_path, monkeypatch, form):
    monkeypatch.setattr(tablefiles, "GROUP_ROWS", 25)
    line = record(evidence=[{"start": 0, "end": 1, "text": "x" * 1000}])

    def peak(count):
        lines = itertools.chain.from_iterable(
            (line | {"doc_id": f"{number:05}"}, {"type": "article", "doc_id": f"{number:05}"})
            for number in range(count)
        )
        tracemalloc.start()
        write(lines, tmp_path, form)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(20)
    # The footer of a Parquet file has some bytes for every group of rows.
    assert peak(400) < 1.5 * peak(100)


def test_the_page_about_the_tables_is_current():
    assert tabledoc.TARGET.read_text("utf-8") == tabledoc.page(), "run python -m extractor.output.tabledoc"
