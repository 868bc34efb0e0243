"""The baselines: what a foreign tool returns is read as it was meant, and a failing article costs that article only."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks import baseline_instructor as plain_call
from benchmarks import table
from benchmarks.baseline_langextract import (
    EXAMPLE_ITEMS,
    EXAMPLE_TEXT,
    Item,
    attribute_schema,
    summed_up,
    to_record,
)
from benchmarks.foreign import (
    Extracted,
    Input,
    Spent,
    country_code,
    edtf_date,
    finished,
    run_all,
    run_one,
    text_or_none,
)
from extractor.evaluate.records import GoldArticle, read_record
from extractor.evaluate.runs import read_run


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("PER", "PER"),
        ("Peru", "PER"),
        ("peru", "PER"),
        ("the Netherlands", "NLD"),
        ("Peruvian", "PER"),
        ("European Union", "EU"),
        ("ASEAN", "ASEAN"),
        ("Lima", "PER"),
        ("Arequipa", "Arequipa"),
        ("Ruritania", "Ruritania"),
        (" Chile ", "CHL"),
        ("PE", "PER"),
        ("UK", "GBR"),
        ("EU", "EU"),
        ("ZZ", "ZZ"),
        ("", ""),
    ],
)
def test_a_country_is_read_by_name_and_nothing_else_is(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2024-03-12", "2024-03-12"),
        ("2024-03", "2024-03"),
        ("2024-03-01/2024-03-05", "2024-03-01/2024-03-05"),
        ("12 March 2024", "2024-03-12"),
        ("March 12th, 2024", "2024-03-12"),
        ("Mar 12 2024", "2024-03-12"),
        ("March 2024", "2024-03"),
        ("Tuesday", "Tuesday"),
        ("12 March", "12 March"),
        ("03/04/2024", "03/04/2024"),
        ("31 February 2024", "31 February 2024"),
    ],
)
def test_a_date_is_read_only_where_it_has_one_reading(words: str, edtf: str) -> None:
    assert edtf_date(words) == edtf


@pytest.mark.parametrize("value", ["", "  ", "Unknown", "N/A", "none", None, 3, ["Lima"]])
def test_words_for_nothing_are_no_value(value: object) -> None:
    assert text_or_none(value) is None


def test_values_that_merely_sound_empty_stay() -> None:
    assert text_or_none(" unspecified ") == "unspecified"  # a kind of instrument
    assert text_or_none("Nora None") == "Nora None"


def test_the_example_of_langextract_obeys_its_own_rules() -> None:
    for kind, text, attributes in EXAMPLE_ITEMS:
        assert text in EXAMPLE_TEXT
        record = to_record(Item(kind, text, attributes))
        assert record is not None
        assert read_record(record).kind == kind


def test_flat_items_become_records() -> None:
    attributes = {
        "instrument": "mou",
        "status": "signed",
        "parties": ["Peru", "PER", "Chile", ""],
        "signatories": "Ana Suárez",
        "date": "4 May 2021",
        "city": "Lima",
        "country": "Peru",
        "domains": None,
        "mood": "festive",
    }
    assert to_record(Item(" Agreement ", "Peru and Chile signed", attributes)) == {
        "type": "agreement",
        "instrument": "mou",
        "status": "signed",
        "parties": ["PER", "CHL"],
        "signatories": ["Ana Suárez"],
        "date": "2021-05-04",
        "place": {"city": "Lima", "country": "PER"},
        "evidence": ["Peru and Chile signed"],
        "report_role": "main",
    }


def test_an_item_of_another_class_is_no_record() -> None:
    assert to_record(Item("treaty", "a treaty", {})) is None


@pytest.mark.parametrize("value", [7, {"a": 1}, [None, 3], [], "", "  ", None, True])
def test_attributes_of_any_shape_give_a_record_that_can_be_scored(value: object) -> None:
    attributes = dict.fromkeys(("parties", "date", "city", "value", "count", "place", "content", "host"), value)
    for kind in ("agreement", "meeting", "statement"):
        record = to_record(Item(kind, "words", attributes))
        assert record is not None
        assert not read_record(record).slots["date"]


def test_attribute_schemas_carry_the_vocabularies() -> None:
    assert "mou" in attribute_schema("instrument", "agreement")["enum"]
    assert "naval_maritime" in attribute_schema("topics", ["defence"])["items"]["enum"]
    assert attribute_schema("date", "2023-05-03") == {"anyOf": [{"type": "string"}, {"type": "null"}]}


def test_a_cut_reply_fails_the_article_only_where_nothing_is_left() -> None:
    item = Item("meeting", "they met", {}, has_span=True)
    assert summed_up([], ["length"]).error
    left = summed_up([item], ["length"])
    assert not left.error
    assert left.extra == {"items": 1, "items_with_span": 1, "cut_replies": 1}


def test_what_instructor_returns_has_codes_and_dates_of_the_codebook() -> None:
    found = plain_call.Records(
        agreements=[],
        meetings=[
            plain_call.Meeting(
                evidence="the ministers met",
                form="bilateral",
                realis="actual",
                participants=["Ana Suárez"],
                countries=["Peru", "CHL"],
                host="Peru",
                date="May 4, 2021",
                place=plain_call.Place(city="unknown", country="Peru"),
                topics=["energy"],
                report_role="main",
            )
        ],
        statements=[],
    )
    (record,) = plain_call.plain_records(found)
    assert record["type"] == "meeting"
    assert record["countries"] == ["PER", "CHL"]
    assert record["host"] == "PER"
    assert record["date"] == "2021-05-04"
    assert record["place"] == {"city": None, "country": "PER"}
    read_record(record)


def test_the_schema_stands_in_the_instruction() -> None:
    (system, user) = plain_call.messages_for(Input("a", "Text.", "2021-05-04"))
    assert '"speech_act"' in system["content"]
    assert user["content"] == "Published: 2021-05-04\n\nText."


def test_a_tool_that_breaks_fails_one_article() -> None:
    def broken(article: Input, spent: Spent) -> Extracted:
        raise RuntimeError("no luck")

    (line,) = map(json.loads, run_one(Input("a", "Text."), broken, server_pid=0))
    assert line["status"] == "failed"
    assert line["message"] == "RuntimeError: no luck"
    assert line["usage"]["calls"] == 0


def test_a_run_is_continued_where_it_stopped(tmp_path: Path) -> None:
    source, run = tmp_path / "in.jsonl", tmp_path / "run.jsonl"
    rows = [{"id": name, "text": "Text.", "published": None} for name in "abc"]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    asked: list[str] = []

    def extract(article: Input, spent: Spent) -> Extracted:
        asked.append(article.id)
        if article.id == "b" and asked.count("b") == 1:
            raise KeyboardInterrupt
        return Extracted([{"type": "statement", "speaker": "Ana Suárez", "content": "Text."}])

    options = Namespace(articles=source, to=run, server_pid=0)
    with pytest.raises(KeyboardInterrupt):
        run_all(options, extract)
    assert finished(run) == {"a"}
    run_all(options, extract)
    assert asked == ["a", "b", "b", "c"]
    read = read_run(run.read_text("utf-8").splitlines(), name="run")
    assert {doc_id: len(records) for doc_id, records in read.records.items()} == {"a": 1, "b": 1, "c": 1}


def write_run(path: Path, doc_ids: str) -> str:
    lines = [{"type": "article", "doc_id": doc_id, "status": "ok", "cpu_seconds": 2.5} for doc_id in doc_ids]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return f"{path.stem}={path}"


def test_runs_are_compared_on_what_all_of_them_hold(tmp_path: Path) -> None:
    runs = [table.read(write_run(tmp_path / f"{doc_ids}.jsonl", doc_ids)) for doc_ids in ("abc", "bcd")]
    gold = [GoldArticle(doc_id, ()) for doc_id in "abcd"]
    assert [article.doc_id for article in table.shared_articles(gold, runs)] == ["b", "c"]
    assert runs[0].run.name == "abc"
    assert runs[0].cpu_seconds == {"a": 2.5, "b": 2.5, "c": 2.5}


STORY = "LIMA, 4 May 2021 - Peru and Chile signed a trade agreement in Lima on Tuesday, the foreign ministry said."


def agreement_of(parties: list[str]) -> dict[str, object]:
    return {
        "doc_id": "a",
        "type": "agreement",
        "instrument": "agreement",
        "status": "signed",
        "parties": parties,
        "evidence": ["Peru and Chile signed a trade agreement in Lima"],
    }


def test_values_that_the_text_does_not_support_are_counted() -> None:
    gold = [GoldArticle("a", (), published="2021-05-04", text=STORY)]
    analysed = table.analyses(gold)
    true, invented, empty = (
        read_run([json.dumps(agreement_of(parties)) for parties in given], name="run")
        for given in ([["PER", "CHL"]], [["PER", "MNG"]], [])
    )
    assert table.unsupported(true, analysed) == 0
    assert (table.unsupported(invented, analysed) or 0) > 0
    assert table.unsupported(empty, analysed) is None


def test_a_line_of_the_table_says_what_there_is_and_nothing_else(tmp_path: Path) -> None:
    entry = table.read(write_run(tmp_path / "a.jsonl", "a"))
    gold = [GoldArticle("a", (), published="2021-05-04", text=STORY)]
    cells = table.row(entry, gold, table.analyses(gold), draws=10)
    assert len(cells) == len(table.HEADINGS)
    assert cells[0] == "a"
    assert cells[-5:] == ["–", "0", "–", "2.5", "–"]


def test_the_table_is_markdown() -> None:
    assert list(table.markdown([["rules", "0.5"]], ["system", "F1"])) == [
        "| system | F1 |",
        "|---|---:|",
        "| rules | 0.5 |",
    ]
