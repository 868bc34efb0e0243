"""`extractor export`, `show` and `stats` as a user calls them, on run files and on the store."""

import csv
import json
from io import StringIO

import pytest
from hypothesis import given, settings
from pyarrow import parquet
from rich.console import Console
from rich.text import Text

from extractor.article import Article
from extractor.cli import EXIT_OK, EXIT_PROVIDER, EXIT_USAGE, main
from extractor.gold import load_gold
from extractor.output.article_view import article_view
from extractor.output.lines import results
from extractor.output.statistics import add_up
from extractor.output.statistics_view import statistics_view
from extractor.output.terminal import record_lines
from extractor.store import Recipe, Result, Store
from tests.result_lines import RUNS

TEXT = "Officials spoke at length. Peru and Chile signed a memorandum in Lima. They meet again in May."
RECIPE = Recipe("rules", {}, "closed", ("agreement",), {}, "s", "r", {}, None)
HOSTILE = "[bold]x[/bold] \x1b]52;c;aGk=\x07<script>alert(1)</script>"


def agreement(doc_id, **fields):
    return {
        "type": "agreement",
        "doc_id": doc_id,
        "record_id": f"{doc_id}-1",
        "report_role": {"value": "main", "verdict": "inferred"},
        "instrument": {
            "value": "mou",
            "verdict": "supported",
            "evidence": {"start": 51, "end": 61, "text": TEXT[51:61]},
        },
        "status": {"value": "signed", "verdict": "unsupported"},
        "parties": [
            {
                "value": "PER",
                "verdict": "variant",
                "findings": [{"code": "two-parties", "severity": "warning", "message": f"Look {HOSTILE}"}],
            }
        ],
        "evidence": [{"start": 27, "end": 70, "text": TEXT[27:70]}],
        "codes": {"cameo": "057"},
        "confidence": 0.5,
        "provenance": {"extractor": "0.1.0", "model": "rules", "prompts": {}},
        **fields,
    }


def article(doc_id, **fields):
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "calls": 2, "cached_calls": 1, "resent": 0}
    line = {"type": "article", "doc_id": doc_id, "status": "ok", "source": f"{doc_id}.txt", "title": HOSTILE}
    return line | {"characters": 93, "possibly_missed": [], "seconds": 1.5, "usage": usage} | fields


MISSED = {"kind": "meeting", "start": 71, "end": 94, "trigger": "meet", "asked": True, "message": "Possibly missed"}
NOT_READ = {"kind": "instruction", "start": 0, "end": 26, "trigger": "Officials", "message": "Not read as news"}
RESULTS = {
    "b": [agreement("b"), article("b", possibly_missed=[MISSED, NOT_READ])],
    "A/../c": [article("A/../c", status="empty")],
    "a": [article("a", status="failed", code="timeout", message="took too long")],
}


@pytest.fixture
def call(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return stop.value.code, captured.out, captured.err

    return run


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder with a run file, a store of the same results, and files that are neither; tests only read it."""
    folder = tmp_path_factory.mktemp("project")
    lines = [json.dumps(line) + "\n" for group in RESULTS.values() for line in group]
    for name, text in {
        "run.jsonl": "".join(lines),
        "notes.txt": "Dear reader,\n",
        "torn.jsonl": lines[0] + lines[1][:50],
        "other.jsonl": '{"type": "agreement", "doc_id": "o", "date": 5}\n',
        "list.jsonl": "[1]\n",
        "deep.jsonl": "[" * 100_000 + "\n",
        "nan.jsonl": '{"type": "article", "doc_id": "n", "seconds": NaN}\n',
        "half.jsonl": '{"type": "article", "doc_id": "h", "title": "\\ud800 é"}\n',
        "void.jsonl": "\n",
        "twice.jsonl": "".join(lines * 2),
    }.items():
        (folder / name).write_text(text, "utf-8")
    Store.open(folder / "empty.db", create=True).close()
    with Store.open(folder / "project.db", create=True) as store:
        run = store.begin(RECIPE)
        for doc_id, (*records, line) in RESULTS.items():
            read = Article(doc_id, f"{TEXT} {doc_id}"[: len(TEXT)])
            store.save(run.id, Result(doc_id, json.dumps(line), tuple(map(json.dumps, records)), read))
        store.end(run.id, success=True)
    return folder


@pytest.fixture
def run_file(project):
    return project / "run.jsonl"


@pytest.fixture
def db(project):
    return project / "project.db"


def from_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_store_and_run_file_give_the_same_bytes(call, tmp_path, run_file, db):
    _, from_file, _ = call("export", run_file, "--to", "jsonl")
    _, from_store, _ = call("export", "--db", db, "--run", 1, "--to", "jsonl")
    assert from_file == from_store
    lines = [json.loads(line) for line in from_file.splitlines()]
    assert [(line["doc_id"], line["type"]) for line in lines] == [
        ("A/../c", "article"),
        ("a", "article"),
        ("b", "agreement"),
        ("b", "article"),
    ]
    assert not any({"seconds", "usage"} & set(line) for line in lines)
    for form in ("csv", "parquet"):
        call("export", run_file, "--to", form, "--out", tmp_path / "one")
        call("export", "--db", db, "--to", form, "--out", tmp_path / "two")
    written = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert len(written) == 16
    assert written == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}


def test_lines_with_cost_lose_nothing(call, tmp_path, run_file):
    code, out, err = call("export", run_file, "--to", "jsonl", "--with-cost", "--out", tmp_path / "out.jsonl")
    assert (code, out, err) == (EXIT_OK, "", f"wrote 3 articles to {tmp_path / 'out.jsonl'} as jsonl\n")
    key = json.dumps
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert sorted(written, key=key) == sorted((line for group in RESULTS.values() for line in group), key=key)


def test_tables_from_the_store(call, tmp_path, db):
    code, _, err = call("export", "--db", db, "--out", tmp_path / "tables", "--with-cost")
    assert (code, err) == (EXIT_OK, f"wrote 3 articles to {tmp_path / 'tables'} as csv\n")
    articles = from_csv(tmp_path / "tables" / "articles.csv")
    shown = [(row["doc_id"], row["status"], row["code"], row["agreements"], row["calls"]) for row in articles]
    assert shown == [("A/../c", "empty", "", "0", "2"), ("a", "failed", "timeout", "0", "2"), ("b", "ok", "", "1", "2")]
    findings = [(row["code"], row["record_type"]) for row in from_csv(tmp_path / "tables" / "findings.csv")]
    assert findings == [("two-parties", "agreement"), ("possibly_missed", "meeting"), ("not_read", "")]
    call("export", "--db", db, "--out", tmp_path / "tables", "--to", "parquet")
    assert "calls" not in parquet.read_schema(tmp_path / "tables" / "articles.parquet").names


@pytest.mark.fault(50)
def test_label_files_lie_in_the_folder_whatever_the_ids(call, tmp_path):
    ids = [
        "../../etc/passwd",
        "a/b",
        "..",
        "CON",
        "a\0b",
        "x" * 5_000,
        "Report",
        "report",
        "/etc/passwd",
        "-rf",
        "plain",
    ]
    lines = [json.dumps(line) + "\n" for doc_id in ids for line in (agreement(doc_id), article(doc_id))]
    (tmp_path / "run.jsonl").write_text("".join(lines), "utf-8")
    code, _, _ = call("export", tmp_path / "run.jsonl", "--to", "gold", "--out", tmp_path / "x" / "gold")
    assert code == EXIT_OK
    assert {path.name for path in tmp_path.iterdir()} == {"run.jsonl", "x"}
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["gold"]
    assert len({path.name.lower() for path in (tmp_path / "x" / "gold").iterdir()}) == len(ids)
    gold = {article.doc_id: article for article in load_gold(tmp_path / "x" / "gold")}
    assert set(gold) == set(ids)
    assert gold["a/b"].records[0].sets["parties"] == (("PER",),)


def test_show_tells_everything_of_an_article(call, run_file, db):
    code, out, _ = call("show", "b", "--db", db)
    assert code == EXIT_OK
    for words in (
        "ok; published unknown; 93 characters; 1 records; 2 questions, 1 from cache, 1.5 s, 3 tokens written",
        "AGREEMENT mou · signed? · PER  b-1 · cameo 057 · confidence 0.50",
        "Officials spoke at length. “Peru and Chile signed a memorandum in Lima.” They meet again in May. [27:70]",
        "warning two-parties: parties: Look",
        "POSSIBLY MISSED meeting “meet”, asked, no: ",
        "NOT READ AS NEWS “Officials”: “Officials spoke at length.”",
    ):
        assert words in out
    for row in ("instrument mou supported rule “memorandum” [51:61]", "status signed unsupported rule"):
        assert row in [" ".join(line.split()) for line in out.splitlines()]
    without_text = call("show", "b", run_file)[1]
    assert "“Peru and Chile signed a memorandum in Lima.” [27:70]" in without_text
    assert "spoke at length" not in without_text
    assert "message   took too long" in call("show", "a", run_file)[1]


@pytest.mark.fault(49)
def test_nothing_in_an_article_acts_on_the_terminal(call, run_file, db):
    shown = [call("show", "b", "--db", db)[1], call("show", "b", run_file)[1], call("stats", "--db", db)[1]]
    assert all("\x1b" not in out and "\x07" not in out for out in shown)
    assert "[bold]x[/bold] <script>alert(1)</script>" in shown[0]


@pytest.mark.fault(49)
@settings(max_examples=20, deadline=None)
@given(RUNS)
def test_any_run_is_shown_in_printable_characters(lines):
    console = Console(file=StringIO(), width=100)
    found = list(results(lines, "run"))
    for part in (*(part for result in found for part in article_view(result, TEXT)), *statistics_view(add_up(found))):
        console.print(part)
    assert all(character == "\n" or character.isprintable() for character in console.file.getvalue())


def test_a_style_ends_with_the_words_it_is_for():
    (result,) = results([agreement("a"), article("a", possibly_missed=[MISSED])], "run")
    parts = [part for part in article_view(result, TEXT) if isinstance(part, Text)]
    assert len(parts) > 3
    assert {str(part.style) for part in (*parts, *record_lines(result.records[0]))} <= {"", "yellow"}


def test_stats_count(call, run_file, db):
    code, out, _ = call("stats", run_file, "--json")
    assert code == EXIT_OK
    counted = json.loads(out)
    assert counted["articles"] == {"empty": 1, "failed": 1, "ok": 1}
    assert counted["reasons"] == [{"status": "failed", "code": "timeout", "articles": 1}]
    assert (counted["records"], counted["classes"]) == ({"agreement": 1}, {"agreement": {"signed": 1}})
    assert counted["verdicts"]["agreement.status"] == {"unsupported": 1}
    assert counted["findings"] == [{"severity": "warning", "code": "two-parties", "count": 1}]
    assert (counted["seconds"], counted["usage"]["prompt_tokens"], counted["usage"]["calls"]) == (4.5, 21, 6)
    assert (counted["possibly_missed"], counted["not_read"], counted["runs"]) == (1, 1, [])
    stored = json.loads(call("stats", "--db", db, "--json")[1])
    assert stored["runs"][0] | {"started": "", "ended": ""} == {
        "run": 1,
        "model": "rules",
        "status": "success",
        "started": "",
        "ended": "",
    }
    assert {name: stored[name] for name in counted if name not in ("run", "runs")} == {
        name: counted[name] for name in counted if name not in ("run", "runs")
    }
    table = [" ".join(line.split()) for line in call("stats", "--db", db)[1].splitlines()]
    assert "agreement.status 1 100%" in table
    assert "6 questions, 3 from cache, 0 sent again; 21 tokens read, 9 written; 4.5 s of model time" in table


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["export", "--db", "none.db", "--out", "x"], EXIT_USAGE, "there is no none.db"),
        (["export", "--out", "x"], EXIT_USAGE, "there is no extractor.db"),
        (["export", "--db", "empty.db", "--out", "x"], EXIT_USAGE, "empty.db has no run yet"),
        (["export", "--db", "project.db", "--run", "7", "--out", "x"], EXIT_USAGE, "has no run 7; it has 1"),
        (["export", "--db", "run.jsonl", "--out", "x"], EXIT_PROVIDER, "no SQLite file"),
        (["export", "none.jsonl", "--out", "x"], EXIT_USAGE, "none.jsonl"),
        (["export", "project.db", "--out", "x"], EXIT_USAGE, "give it as --db project.db"),
        (["export", "notes.txt", "--out", "x"], EXIT_USAGE, "notes.txt line 1: not JSON; was the run cut off?"),
        (["export", "torn.jsonl", "--out", "x"], EXIT_USAGE, "torn.jsonl line 2: not JSON"),
        (["export", "other.jsonl", "--out", "x"], EXIT_USAGE, "is this the output of `extractor run`?"),
        (["export", "other.jsonl", "--to", "gold", "--out", "x"], EXIT_USAGE, "article 'o': date: 5 is not text"),
        (["export", "list.jsonl", "--out", "x"], EXIT_USAGE, "list.jsonl line 1: no doc_id"),
        (["export", "deep.jsonl", "--out", "x"], EXIT_USAGE, "deep.jsonl line 1: not JSON"),
        (["export", "nan.jsonl", "--out", "x"], EXIT_USAGE, "nan.jsonl line 1: not JSON"),
        (["export", "half.jsonl", "--out", "x"], EXIT_USAGE, "csv has no place for a value of this run"),
        (["export", "void.jsonl", "--out", "x"], EXIT_USAGE, "void.jsonl is empty"),
        (["export", "twice.jsonl", "--out", "x"], EXIT_USAGE, "'A/../c' is there twice; export one run at a time"),
        (["export", ".", "--out", "x"], EXIT_USAGE, "Is a directory; give a run file"),
        (["export", "run.jsonl"], EXIT_USAGE, "--to csv needs --out; name a folder"),
        (["export", "run.jsonl", "--out", "notes.txt"], EXIT_USAGE, "--out notes.txt is a file; name a folder"),
        (["export", "run.jsonl", "--to", "jsonl", "--out", "."], EXIT_USAGE, "for jsonl name a file"),
        (["export", "run.jsonl", "--out", "notes.txt/x"], EXIT_PROVIDER, "Not a directory; choose another --out"),
        (["export", "run.jsonl", "--out", "/proc/none"], EXIT_PROVIDER, "choose another --out"),
        (["export", "run.jsonl", "--run", "1", "--out", "x"], EXIT_USAGE, "give either RUN, a file, or --db"),
        (["show", "bb", "run.jsonl"], EXIT_USAGE, "run.jsonl has no article 'bb'; the closest are 'b'"),
        (["show", "zzz", "--db", "project.db"], EXIT_USAGE, "project.db run 1 has no article 'zzz'"),
        (["stats", "torn.jsonl"], EXIT_USAGE, "torn.jsonl line 2: not JSON"),
    ],
)
def test_wrong_calls_end_with_one_clear_line(call, project, monkeypatch, arguments, status, words):
    monkeypatch.chdir(project)
    code, out, err = call(*arguments)
    assert (code, out) == (status, "")
    assert words in err
    assert len([line for line in err.splitlines() if line.startswith(("extractor:", "Error:"))]) == 1
    assert "Traceback" not in err
    assert not list(project.glob("x/*"))


def test_half_a_surrogate_pair_survives_as_json(call, project, tmp_path):
    call("export", project / "half.jsonl", "--to", "jsonl", "--out", tmp_path / "out.jsonl")
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["title"] == "\ud800 é"


def test_inputs_that_were_skipped_may_share_a_source(call, tmp_path):
    line = json.dumps({"type": "article", "doc_id": "a.txt", "status": "skipped", "code": "duplicate"})
    (tmp_path / "run.jsonl").write_text(f"{line}\n{line}\n", "utf-8")
    call("export", tmp_path / "run.jsonl", "--out", tmp_path / "x")
    assert len(from_csv(tmp_path / "x" / "articles.csv")) == 2
