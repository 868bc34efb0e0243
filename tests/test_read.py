"""Reading as a whole: every input ends as an article or as one line that says why not."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.article import Article
from extractor.errors import UsageError
from extractor.read import Skipped, read_articles
from extractor.read.limits import MAX_TEXT_BYTES

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def put(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(name, content="Peru and Japan signed an agreement."):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return write


def brief(items):
    """Ids, and for what is skipped `source!code`."""
    return [item.id if isinstance(item, Article) else f"{item.source}!{item.code}" for item in items]


def only(*inputs, **options):
    (item,) = read_articles(inputs, **options)
    return item


def test_seeds_are_read_as_they_are():
    articles = list(read_articles([str(SEEDS)]))
    assert [article.id for article in articles] == sorted(path.stem for path in SEEDS.glob("*.txt"))
    for article in articles:
        assert article.text.encode() == Path(article.source).read_bytes()
        assert (article.encoding, article.removed, article.published) == ("utf-8", 0, None)
        assert article.published_basis == "unknown"


@pytest.mark.fault(22, 25)
def test_line_ends_stay_and_the_mark_goes(put):
    article = only(put("a.txt", b"\xef\xbb\xbfone\r\ntwo\rthree\n"))
    assert article.text == "one\r\ntwo\rthree\n"
    assert article.encoding == "utf-8-sig"


@pytest.mark.fault(23, 24)
def test_removed_characters_are_counted(put):
    article = only(put("a.txt", "a\u202eb\u200b\x1b[31mc"))
    assert (article.text, article.removed) == ("abc", 7)


@pytest.mark.fault(21, 22, 27)
def test_one_bad_input_does_not_stop_the_others(put):
    inputs = [
        put("a.txt", "one"),
        "nope.txt",
        put("b.txt", b"%PDF-1.4"),
        put("c.txt", " \n"),
        put("d.txt", "two"),
        "*.pdf",
    ]
    inputs += [put("e.jpg"), put("f.txt", "naïve".encode() + b"\xff")]
    assert brief(read_articles(inputs)) == [
        "a",
        "nope.txt!not_found",
        "b.txt!binary",
        "c.txt!empty",
        "d",
        "*.pdf!not_found",
        "e.jpg!unsupported",
        "f.txt!encoding",
    ]


@pytest.mark.fault(19)
def test_only_invisible_characters_are_no_text(put):
    assert only(put("a.txt", "\u200b\u202e\n")).code == "empty"


@pytest.mark.fault(20, "I5")
def test_sizes(put):
    assert isinstance(only(put("most.txt", b"a" * MAX_TEXT_BYTES)), Article)
    assert only(put("more.txt", b"a" * (MAX_TEXT_BYTES + 1))).code == "too_long"
    with open("sparse.txt", "wb") as file:
        file.truncate(10**12)
    assert only("sparse.txt").code == "too_long"
    long_row = '{"text": "' + "é" * (MAX_TEXT_BYTES // 2 + 1) + '"}'
    assert only(put("row.json", long_row)).code == "too_long"


@pytest.mark.fault(27)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_file_is_not_waited_for(put):
    os.mkfifo("pipe.txt")
    os.mkdir("folder.txt")
    os.symlink("self.txt", "self.txt")
    os.symlink("/dev/zero", "device.txt")
    os.symlink("nowhere", "broken.csv")
    put("a.txt")
    assert brief(read_articles(["pipe.txt", "folder.txt", "self.txt", "device.txt", "broken.csv", "a.txt"])) == [
        "pipe.txt!unreadable",
        "folder.txt!unreadable",
        "self.txt!unreadable",
        "device.txt!unreadable",
        "broken.csv!unreadable",
        "a",
    ]


@pytest.mark.fault(27)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv", "a.jsonl", "a.json"])
def test_a_file_that_may_not_be_opened(put, monkeypatch, name):
    put(name)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    item = only(name)
    assert item.code == "unreadable"
    assert item.message == "it can't be read (permission denied); check the file and its permissions"


def test_same_names_get_different_ids(put):
    for folder in ("x", "y", "deep/y", "deeper/y"):
        put(f"{folder}/report.txt", f"text in {folder}")
    put("y-report.txt", "text with the name that is free")
    inputs = ["x", "y", "deep", "deeper", "y-report.txt"]
    ids = ["report", "y-report", "y-report-2", "y-report-3", f"{Path.cwd().name}-y-report"]
    assert brief(read_articles(inputs)) == ids
    assert brief(read_articles(inputs)) == ids


@pytest.mark.fault(27)
def test_the_same_text_twice(put):
    put("a/one.txt", "same")
    put("b/one.txt", "same")
    items = list(read_articles(["a", "b", "a/one.txt"]))
    assert brief(items) == ["one", "b/one.txt!duplicate", "a/one.txt!duplicate"]
    assert "a/one.txt" in items[1].message


@pytest.mark.fault(27)
def test_the_same_given_id_twice(put):
    put(
        "t.jsonl",
        '{"id": "n", "text": "one"}\n{"id": "n", "text": "two"}\n{"id": "n", "text": "one"}\n{"text": "three"}',
    )
    assert brief(read_articles(["t.jsonl"])) == ["n", "t.jsonl:2!duplicate_id", "t.jsonl:3!duplicate", "t-4"]


@pytest.mark.fault(50)
def test_a_given_id_stays_whatever_it_is(put):
    put("t.jsonl", '{"id": "../../etc/passwd", "text": "one"}\n{"id": "CON", "text": "two"}')
    assert brief(read_articles(["t.jsonl"])) == ["../../etc/passwd", "CON"]


def test_limit_counts_articles_and_reads_no_further(put, monkeypatch):
    for number in range(5):
        put(f"in/{number}.txt", f"text {number}")
    put("in/0.txt", b"")
    assert brief(read_articles(["in"], limit=2)) == ["in/0.txt!empty", "1", "2"]
    assert brief(read_articles(["in"], limit=99))[-1] == "4"


def test_limit_within_a_table_closes_the_file(put):
    put("t.csv", "text\none\ntwo\nthree\n")
    assert brief(read_articles(["t.csv", "nope.txt"], limit=2)) == ["t-1", "t-2"]


def test_reading_is_lazy(put):
    items = read_articles([put("a.txt", "one"), "b.txt"])
    assert next(items).id == "a"
    put("b.txt", "made after the first was read")
    assert next(items).id == "b"


@pytest.mark.fault(19, 20)
def test_standard_input():
    article = only("-", stdin=io.BytesIO("Perú y Japón".encode("cp1252")))
    assert (article.id, article.source, article.text, article.encoding) == ("stdin", "-", "Perú y Japón", "cp1252")
    assert only("-", stdin=io.BytesIO(b"")).code == "empty"
    assert only("-", stdin=io.BytesIO(b"x" * (MAX_TEXT_BYTES + 1))).code == "too_long"
    closed = io.BytesIO(b"x")
    closed.close()
    assert only("-", stdin=closed).code == "unreadable"
    assert brief(read_articles(["-", "-"], stdin=io.BytesIO(b"x"))) == ["stdin", "-!duplicate"]


def test_no_standard_input_at_all(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert only("-").code == "unreadable"


def test_published_by_flag_column_metadata(put):
    page = '<html><head><meta name="date" content="2024-01-01"></head><body><p>Peru and Japan signed.</p></body></html>'
    put("page.html", page)
    put("note.md", "---\ndate: 2024-01-02\ntitle: A note\n---\nPeru and Japan signed.")
    put("odd.md", "---\ndate: next week\n---\nPeru and Japan signed today.")
    inputs = ["page.html", "note.md", "odd.md"]
    assert [(item.published, item.published_basis) for item in read_articles(inputs)] == [
        ("2024-01-01", "metadata"),
        ("2024-01-02", "metadata"),
        (None, "unknown"),
    ]
    assert {
        (item.published, item.published_basis) for item in read_articles(inputs, published="2024-02-03T10:00Z")
    } == {("2024-02-03", "flag")}


def test_markdown_keeps_its_text(put):
    text = "---\ntitle: A note\n---\n# Head\n\n*Peru* and [Japan](x)."
    article = only(put("a.md", text))
    assert (article.text, article.title) == (text, "A note")


def test_a_page_in_an_old_encoding(put):
    page = '<html><head><meta charset="windows-1251"></head><body><p>Министры подписали меморандум.</p></body></html>'
    article = only(put("a.htm", page.encode("cp1251")))
    assert (article.text, article.encoding) == ("Министры подписали меморандум.", "cp1251")


@pytest.mark.parametrize(
    ("inputs", "options", "code"),
    [
        ([], {}, "no_input"),
        ("a.txt", {}, "no_input"),
        (["a.txt"], {"limit": 0}, "limit"),
        (["a.txt"], {"limit": -1}, "limit"),
        (["a.txt"], {"published": ""}, "published"),
        (["a.txt"], {"published": "21/07/2023"}, "published"),
        (["a.txt"], {"published": "x\ny"}, "published"),
    ],
)
def test_a_wrong_call_is_refused_at_once(inputs, options, code):
    with pytest.raises(UsageError) as caught:
        read_articles(inputs, **options)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


@pytest.mark.fault(34, 50)
@pytest.mark.skipif(os.name == "nt", reason="POSIX file names")
def test_a_hostile_file_name_stays_on_one_line(put):
    item = only(put("a\n\x1b[31m\u202eb.txt", b"\x89PNG"))
    assert item.source == "a b.txt"
    assert item.message.isprintable()


@pytest.mark.fault(20)
def test_many_small_files(put):
    for number in range(1500):
        put(f"in/{number % 10}/{number}.txt", f"Text number {number}.")
    assert sum(isinstance(item, Article) for item in read_articles(["in"])) == 1500


def test_import_is_cheap():
    code = "import sys, extractor.read; print(sorted({'trafilatura', 'lxml', 'charset_normalizer'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.fault(21, 22, 23)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["a.txt", "a.md", "a.html"]),
    st.binary(max_size=200) | st.text(st.characters(), max_size=100).map(lambda t: t.encode("utf-8", "surrogatepass")),
)
def test_any_bytes_end_as_one_article_or_one_line(put, name, data):
    item = only(put(name, data))
    if isinstance(item, Skipped):
        assert item.message.isprintable()
        assert item.code in {"binary", "encoding", "empty"}
    else:
        assert item.text.strip()
        item.text.encode()
