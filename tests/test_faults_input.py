"""Faults of the articles themselves, from the command line to the records."""

import json
import os
import socket
import subprocess
import sys
import tracemalloc
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from extractor.article import Article
from extractor.cli import EXIT_OK, EXIT_SOME_FAILED, main
from extractor.locate import find_words
from extractor.output.stream import outcome_lines
from extractor.pipeline import extract_article
from extractor.read import read_articles
from extractor.read.html import read_page
from tests.conftest import FakeModel
from tests.work import assert_linear

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_c5396a2d4e5b7f8a.txt"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str) -> tuple[Any, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(list(arguments))
        captured = capsys.readouterr()
        return stop.value.code, captured.out, captured.err

    return run


@pytest.mark.fault(19)
@pytest.mark.parametrize(
    "text", ["Weather", "Rain in Oslo\n", "Ministers of Norway", "It rained.", ".", "\n\n\ta\n", "“"]
)
def test_next_to_nothing_is_empty_and_asks_nothing(text: str):
    outcome = extract_article(Article("a", text), FakeModel())
    assert (outcome.status, outcome.records, outcome.spent.calls) == ("empty", (), 0)


@pytest.mark.fault(20)
def test_memory_does_not_grow_with_the_number_of_articles(tmp_path: Path):
    def peak(rows: int) -> int:
        table = tmp_path / f"{rows}.jsonl"
        table.write_text("".join(f'{{"text": "{number} {"words " * 200}"}}\n' for number in range(rows)), "utf-8")
        tracemalloc.start()
        assert sum(1 for _ in read_articles([str(table)])) == rows
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    small = peak(200)
    assert peak(2_000) < small + 2_000 * 300, "a few hundred bytes per article: its id and the hash of its text"


@pytest.mark.fault(24)
@pytest.mark.parametrize(
    "unit", ["e\u0301", "\u0301", "\u05d0\u05b0", "\u0627\u0644 ", "a\u0335\u0336\u0337", "🙂\u200d"]
)
def test_floods_of_marks_cost_linear_time(unit: str):
    assert_linear(lambda size: extract_article(Article("a", unit * (size // len(unit))), None), 2_000)


WORDS = "“The co-operation of São Tomé – and of Peru's ‘new’ port”"


@pytest.mark.fault(24, 25)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "\r\n"),
        lambda text: text.replace(" ", "\t \u2009"),
        lambda text: text.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'"),
        lambda text: text.replace("–", "—"),
        lambda text: text.replace("operation", "oper\u00adation"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFC", unicodedata.normalize("NFD", text)),
    ],
    ids=["no-break space", "CRLF", "tab", "straight quotes", "dash", "soft hyphen", "decomposed", "composed"],
)
def test_evidence_is_found_in_other_dress_with_exact_offsets(change: Any):
    changed = change(WORDS)
    text = f"Before it. {changed} After it."
    for wanted in (WORDS, changed):
        found = find_words(text, wanted)
        assert found is not None
        assert found.of(text) == changed


@pytest.mark.fault(25, 45)
def test_line_ends_of_windows_change_offsets_only():
    text = SEED.read_text("utf-8")

    def plain(node: Any) -> Any:
        """The values with their verdicts, without offsets; passages with their white space as one."""
        if isinstance(node, dict):
            return {name: plain(value) for name, value in node.items() if name not in ("start", "end", "record_id")}
        if isinstance(node, list):
            return [plain(value) for value in node]
        return " ".join(node.split()) if isinstance(node, str) else node

    def lines(words: str) -> list[Any]:
        return [plain(json.loads(line)) for line in outcome_lines(extract_article(Article("a", words), None))][:-1]

    assert lines(text.replace("\n", "\r\n")) == lines(text)


RUN = [sys.executable, "-m", "extractor", "run", "--model", "rules", "--no-db"]
WORLDS = [
    {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242", "LC_ALL": "C", "LANG": "C"}
    | {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""},
]


@pytest.mark.fault(45)
def test_time_zone_hash_seed_and_locale_change_no_byte(tmp_path: Path):
    texts = [
        SEED.read_text("utf-8"),
        "Perú y Noruega firmaron. “Peru and Norway signed a treaty in Lima on Friday,” she said.",
    ]
    for number, text in enumerate(texts):
        (tmp_path / f"é{number}.txt").write_text(text, "utf-8")
    written = []
    for number, world in enumerate(WORLDS):
        output = tmp_path / f"{number}.jsonl"
        command = [*RUN, "-o", str(output), "--published", "2024-03-31", str(tmp_path)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **world}
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert done.returncode == EXIT_OK, done.stderr.decode()
        written.append(output.read_bytes())
        output.unlink()
    assert written[0] == written[1]
    assert "“Peru and Norway" in written[0].decode()


HOSTILE_NAMES = [
    "[bold]x[/bold]",
    "[/]",
    "[red]",
    "[link=http://x]y[/link]",
    "\x1b[31mred",
    "\x1b]52;c;aGk=\x07",
    "![x](http://y)",
    "`a`|b",
]


@pytest.mark.fault(49)
@pytest.mark.parametrize(
    "command", [["read"], ["rules"], ["run", "--model", "rules", "--format", "text"]], ids=lambda words: words[0]
)
def test_markup_in_names_and_texts_is_shown_and_not_obeyed(call: Any, tmp_path: Path, command: list[str]):
    rows = [
        {
            "id": f"{name} {n}",
            "title": name,
            "publisher": name,
            "text": f"{name} said Peru and Kenya signed a pact. No {n}.",
        }
        for n, name in enumerate(HOSTILE_NAMES)
    ]
    table = tmp_path / "t.jsonl"
    table.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    code, out, err = call(*command, str(table))
    assert code == EXIT_OK
    assert all(name in out for name in HOSTILE_NAMES if "\x1b" not in name)
    assert "\x1b" not in out + err
    assert "\x07" not in out + err


ADDRESSES = [
    "https://example.org/news.html",
    "http://127.0.0.1:8080/a?b=1",
    "http://169.254.169.254/latest/meta-data",
    "http://[::ffff:10.0.0.1]/x",
    "http://2130706433/",
    "http://user:canary-password@10.0.0.1/a.txt",
    "file:///etc/passwd",
    "gopher://127.0.0.1/_x",
    "ftp://example.org/*.txt",
]


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("something tried to reach the network")

    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.mark.fault(51)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_not_fetched_and_says_so(call: Any, no_network: None, address: str):
    code, out, err = call("run", address, "--model", "rules")
    assert code == EXIT_SOME_FAILED
    assert json.loads(out)["code"] == "url"
    assert "nothing is fetched" in err.splitlines()[0]
    assert "canary-password" not in out + err


@pytest.mark.fault(51)
def test_nothing_that_a_page_or_a_table_refers_to_is_fetched(call: Any, no_network: None, tmp_path: Path):
    address = "http://169.254.169.254/x"
    page = f"""<!DOCTYPE html SYSTEM "{address}.dtd"><html><head><base href="{address}">
    <link rel="canonical" href="{address}"><link rel="stylesheet" href="{address}">
    <meta http-equiv="refresh" content="0; url={address}"></head>
    <body><img src="{address}"><iframe src="{address}"></iframe><p>Peru and Kenya signed a pact.</p></body>"""
    assert "signed" in read_page(page).text
    (tmp_path / "a.html").write_text(page, "utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "Peru and Chad signed a pact.", "url": address}), "utf-8")
    code, out, _ = call("run", str(tmp_path), "--model", "rules")
    assert code == EXIT_OK
    assert "PER" in out


@pytest.mark.fault(44)
def test_separators_inside_a_value_do_not_end_its_line(call: Any, tmp_path: Path):
    """U+2028 ends a line for `str.splitlines`, not for JSON lines."""
    text = "Peru and Chile signed\u2028a treaty on fishing\u2029in Lima on 4 May 2021."
    (tmp_path / "a.txt").write_text(text, "utf-8")
    output = str(tmp_path / "out.jsonl")
    assert call("run", str(tmp_path / "a.txt"), "--model", "rules", "-o", output)[0] == EXIT_OK
    assert "\u2028" in Path(output).read_text("utf-8")
    code, out, err = call("check", output, "--articles", str(tmp_path / "a.txt"))
    assert "values checked" in out, err
    assert code in (EXIT_OK, EXIT_SOME_FAILED)
