"""Articles from CSV, TSV, JSON lines and JSON."""

import csv
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.article import Article
from extractor.read import Skipped, csvtable, jsontable, read_articles

FULL = {
    "id": "N1",
    "title": "Ministers meet",
    "url": "https://example.org/1",
    "published": "2024-03-05T09:00:00Z",
    "publisher": "The Wire",
    "text": "Peru and Japan signed an agreement.\r\nIt covers trade.",
    "rating": 5,
}


@pytest.fixture
def read(tmp_path):
    def run(name, content, **options):
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(data)
        items = list(read_articles([str(tmp_path / name)], **options))
        assert all("\n" not in item.message for item in items if isinstance(item, Skipped))
        return items

    return run


def brief(items):
    """`(id, text)`, and for what is skipped `(place, code)`."""
    return [
        (item.id, item.text) if isinstance(item, Article) else (item.source.rpartition("/")[2], item.code)
        for item in items
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_all_fields_of_json(read, name):
    (article,) = read(name, json.dumps(FULL))
    assert article.id == "N1"
    assert article.title == "Ministers meet"
    assert article.url == "https://example.org/1"
    assert article.publisher == "The Wire"
    assert (article.published, article.published_basis) == ("2024-03-05", "column")
    assert article.text == FULL["text"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_all_fields_of_csv(read, name, delimiter):
    rows = [list(FULL), [str(value) for value in FULL.values()]]
    content = "".join(delimiter.join(f'"{value}"' for value in row) + "\r\n" for row in rows)
    (article,) = read(name, b"\xef\xbb\xbf" + content.encode())
    assert article.id == "N1"
    assert article.text == FULL["text"]
    assert article.title == "Ministers meet"
    assert (article.published, article.published_basis) == ("2024-03-05", "column")
    assert article.encoding == "utf-8-sig"
    assert article.source.endswith(f"{name}:2")


def test_ids_from_the_file_name(read):
    assert brief(read("day.jsonl", '{"text": "one"}\n\n{"text": "two", "id": 7}\n{"text": "three", "id": " "}')) == [
        ("day-1", "one"),
        ("7", "two"),
        ("day-3", "three"),
    ]
    assert brief(read("day.csv", "Text \none\n\ntwo\n")) == [("day-1", "one"), ("day-2", "two")]
    assert brief(read("day.json", '[{"text": "one"}, {"text": "two"}]')) == [("day-1", "one"), ("day-2", "two")]
    assert brief(read("day.json", '{"text": "one"}')) == [("day", "one")]


@pytest.mark.fault(44)
def test_bad_lines_of_json_are_named_and_the_others_read(read):
    content = b"\n".join(
        [
            b'{"text": "one"}',
            b'{"text": "two"',
            b'["text"]',
            b'{"title": "no text"}',
            b'{"text": 5}',
            b'{"text": "x", "title": ["a"]}',
            b'{"text": "x", "id": true}',
            b'{"text": "x", "published": "5 March"}',
            b'{"text": "  "}',
            b'{"text": "x", "url": {}}',
            b"[" * 100_000,
            b'{"text": ' + b"9" * 5000 + b"}",
            b'{"text": "last", "published": null, "title": ""}',
        ]
    )
    assert brief(read("a.jsonl", content)) == [
        ("a-1", "one"),
        ("a.jsonl:2", "bad_row"),
        ("a.jsonl:3", "bad_row"),
        ("a.jsonl:4", "bad_row"),
        ("a.jsonl:5", "bad_row"),
        ("a.jsonl:6", "bad_row"),
        ("a.jsonl:7", "bad_row"),
        ("a.jsonl:8", "published"),
        ("a.jsonl:9", "empty"),
        ("a.jsonl:10", "bad_row"),
        ("a.jsonl:11", "bad_row"),
        ("a.jsonl:12", "bad_row"),
        ("a-13", "last"),
    ]


@pytest.mark.fault(22)
def test_one_damaged_line_in_a_utf8_table(read):
    content = '{"text": "señaló"}\n'.encode() + b'{"text": "caf\xe9"}\n' + '{"text": "año"}\n'.encode()
    assert brief(read("a.jsonl", content)) == [("a-1", "señaló"), ("a.jsonl:2", "encoding"), ("a-3", "año")]
    content = "text,id\nseñaló,1\n".encode() + b"caf\xe9,2\n" + "año,3\n".encode()
    assert brief(read("a.csv", content)) == [("1", "señaló"), ("a.csv:3", "encoding"), ("3", "año")]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
@pytest.mark.parametrize(("name", "form"), [("a.csv", "text\n{}\n"), ("a.jsonl", '{{"text": "{}"}}\n')])
def test_tables_in_other_encodings(read, name, form, encoding):
    words = "El canciller señaló que la reunión será mañana"
    (article,) = read(name, form.format(words).encode(encoding))
    assert (article.text, article.encoding) == (words, encoding)


def test_bad_rows_of_csv_are_named_and_the_others_read(read):
    content = 'id,text,published\n1,one,\n2,two\n3,"three,\nlines",2024-01-31\n4,a,b,c\n5,"x"y,\n'
    content += "6,six,31.1.2024\n7,last,\n"
    assert brief(read("a.csv", content)) == [
        ("1", "one"),
        ("a.csv:3", "bad_row"),
        ("3", "three,\nlines"),
        ("a.csv:6", "bad_row"),
        ("a.csv:7", "bad_row"),
        ("a.csv:8", "published"),
        ("7", "last"),
    ]


def test_a_quotation_never_closed_is_not_an_article(read):
    items = read("a.csv", 'id,text\n1,one\n2,"two\n3,three\n4,four\n')
    assert brief(items) == [("1", "one"), ("a.csv:3", "bad_row")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "id,body\n1,x\n2,y\n"),
        ("a.tsv", "id\tbody\n1\tx\n"),
        ("a.jsonl", '{"id": 1, "body": "x"}\n{"id": 2, "body": "y"}\n'),
        ("a.json", '[{"id": 1, "body": "x"}, {"id": 2, "body": "y"}]'),
        ("a.json", '{"id": 1, "body": "x"}'),
    ],
)
def test_a_table_without_texts_is_one_fault(read, name, content):
    (item,) = read(name, content)
    assert item.code == "columns"
    assert item.message == (
        "no column 'text', which is needed (optional: id, title, url, published, publisher); columns found: id, body"
    )


def test_a_first_line_without_text_does_not_condemn_the_file(read):
    content = '{"schema": "v1"}\n{"schema": "v2"}\n{"text": "one"}\n'
    assert brief(read("a.jsonl", content)) == [("a.jsonl:1", "bad_row"), ("a.jsonl:2", "bad_row"), ("a-3", "one")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", "", "columns"),
        ("a.csv", "text\n", "empty"),
        ("a.jsonl", "", "empty"),
        ("a.jsonl", "\n\n", "empty"),
        ("a.json", "", "bad_row"),
        ("a.json", "[]", "empty"),
        ("a.json", "5", "bad_row"),
        ("a.json", "[" * 100_000, "bad_row"),
        ("a.csv", b"PK\x03\x04", "binary"),
        ("a.jsonl", b'{"text": "\0"}', "binary"),
    ],
)
def test_refused_as_a_whole(read, name, content, code):
    assert [item.code for item in read(name, content)] == [code]


@pytest.mark.fault(20)
def test_lines_too_long(read, monkeypatch):
    monkeypatch.setattr(jsontable, "MAX_LINE_CHARS", 50)
    content = '{"text": "one"}\n{"text": "' + "x" * 200 + '"}\n{"text": "three"}\n'
    assert brief(read("a.jsonl", content)) == [("a-1", "one"), ("a.jsonl:2", "too_long"), ("a-3", "three")]


@pytest.fixture
def short_lines(monkeypatch):
    limit = csv.field_size_limit()
    monkeypatch.setattr(csvtable, "MAX_LINE_CHARS", 50)
    yield
    csv.field_size_limit(limit)


@pytest.mark.fault(20)
def test_rows_too_long(read, short_lines):
    assert brief(read("a.csv", "text\none\n" + "x" * 160 + "\nthree\n" + "y" * 60)) == [
        ("a-1", "one"),
        ("a.csv:3", "too_long"),
        ("a-3", "three"),
        ("a.csv:5", "too_long"),
    ]


@pytest.mark.fault(20)
def test_values_too_long(read, short_lines):
    items = read("a.csv", 'text\none\n"' + "x" * 30 + "\n" + "x" * 30 + '"\nthree\n')
    assert brief(items)[:2] == [("a-1", "one"), ("a.csv:3", "too_long")]
    assert items[-1].text == "three"


def test_a_long_article_in_a_cell(read):
    text = "Peru and Japan signed. " * 20_000
    (article,) = read("a.csv", f'text\n"{text}"\n')
    assert article.text == text


def test_the_flag_beats_the_column_and_spares_it_the_check(read):
    (article,) = read("a.jsonl", '{"text": "one", "published": "5 March"}', published="2024-03-06")
    assert (article.published, article.published_basis) == ("2024-03-06", "flag")


@pytest.mark.fault(23)
def test_escapes_in_json_are_cleaned_too(read):
    (article,) = read("a.jsonl", '{"text": "a\\u001b[31mb\\ud800c\\u202e", "title": "t\\u0000\\nu", "id": "i\\u200bd"}')
    assert (article.text, article.title, article.id) == ("abc", "t u", "id")
    assert article.removed == 7


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["a.csv", "a.tsv", "a.jsonl", "a.json"]),
    st.binary(max_size=120)
    | st.text(st.sampled_from('text,id\n\r";\t{}[]:0\\ud8'), max_size=60).map(str.encode)
    | st.lists(st.text(max_size=9), max_size=5).map(
        lambda cells: ("text,id\n" + ",".join(cells)).encode("utf-8", "ignore")
    ),
)
def test_any_bytes(read, name, data):
    for item in read(name, data):
        assert isinstance(item, Article | Skipped)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text('aé\r\n\t北 "\\{}', min_size=1).filter(str.strip), unique=True, min_size=1))
def test_json_texts_come_back(read, texts):
    content = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    assert [item.text for item in read("a.jsonl", content)] == texts
