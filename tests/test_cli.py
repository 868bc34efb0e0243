"""The command line as a user meets it: output, one clear line per fault, exit codes. No model is needed here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.cli import COMMANDS, EXIT_OK, EXIT_PROVIDER, EXIT_SOME_FAILED, EXIT_USAGE, main

ROOT = Path(__file__).parent.parent
SEED = str(ROOT / "seeds" / "000_c5396a2d4e5b7f8a.txt")


@pytest.fixture
def call(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as stop:
            main(list(arguments))
        captured = capsys.readouterr()
        return stop.value.code, captured.out, captured.err

    return run


def test_every_command_has_help(call):
    for name in COMMANDS:
        code, out, _ = call(name, "--help")
        assert code == EXIT_OK
        assert "Usage:" in out


def test_help_loads_no_heavy_library():
    script = (
        "import sys\nsys.argv = ['extractor', '--help']\n"
        "from extractor.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'openai', 'instructor', 'pydantic', 'trafilatura', 'scipy', 'numpy', 'rich', 'diskcache'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_run_with_rules_alone_writes_json_lines(call):
    code, out, err = call("run", SEED, "--model", "rules")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == EXIT_OK
    assert lines[-1]["type"] == "article"
    assert lines[-1]["status"] == "ok"
    assert {line["type"] for line in lines} == {"agreement", "meeting", "statement", "article"}
    assert "1 articles (1 ok)" in err


def test_every_span_in_the_output_is_the_text_it_claims(call):
    _, out, _ = call("run", SEED, "--model", "rules")
    text = Path(SEED).read_text("utf-8")
    passages = []

    def collect(node):
        if isinstance(node, dict):
            if {"start", "end", "text"} <= set(node):
                passages.append(node)
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    for line in out.splitlines():
        collect(json.loads(line))
    assert len(passages) > 50
    assert all(text[p["start"] : p["end"]] == p["text"] for p in passages)


def test_kinds_limits_what_is_extracted(call):
    _, out, _ = call("run", SEED, "--model", "rules", "--kinds", "meetings")
    assert {json.loads(line)["type"] for line in out.splitlines()} == {"meeting", "article"}


@pytest.mark.fault("I2")
def test_output_file_appears_whole_and_leaves_no_part(call, tmp_path):
    target = tmp_path / "out.jsonl"
    code, out, _ = call("run", SEED, "--model", "rules", "-o", str(target))
    assert code == EXIT_OK
    assert out == ""
    assert sorted(p.name for p in tmp_path.iterdir()) == ["extractor.db", "out.jsonl"]
    assert json.loads(target.read_text("utf-8").splitlines()[-1])["doc_id"] == "000_c5396a2d4e5b7f8a"


@pytest.mark.fault(19, 21, 27, "I7")
def test_a_bad_input_costs_itself_only(call, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "b.txt").write_text("", "utf-8")
    (tmp_path / "c.txt").write_text("Norway and Kenya signed a treaty on fisheries in Oslo.", "utf-8")
    code, out, err = call("run", str(tmp_path), str(tmp_path / "none.txt"), "--model", "rules")
    statuses = [json.loads(line)["status"] for line in out.splitlines() if json.loads(line)["type"] == "article"]
    assert code == EXIT_SOME_FAILED
    assert sorted(statuses) == ["ok", "skipped", "skipped", "skipped"]
    assert len([line for line in err.splitlines() if line.startswith("extractor: ")]) == 4
    assert "Traceback" not in err


@pytest.mark.fault("I8")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", SEED, "--published", "last week"], "YYYY-MM-DD"),
        (["run", SEED, "--kinds", "treaties"], "agreement, meeting, statement"),
        (["run", SEED, "--base-url", "http://127.0.0.1:9/v1"], "--model"),
        (["run", SEED, "--base-url", "ftp://127.0.0.1/v1", "--model", "x"], "http"),
        (["run", SEED, "--workers", "0"], "--workers"),
        (["frobnicate"], "frobnicate"),
        (["run"], "PATHS"),
    ],
)
def test_wrong_calls_end_at_once_with_one_clear_message(call, arguments, words):
    code, _, err = call(*arguments)
    assert code == EXIT_USAGE
    assert words in err
    assert "Traceback" not in err


@pytest.mark.fault(37, "I8")
def test_output_that_cannot_be_written_is_said_before_any_work(call, tmp_path):
    code, _, err = call("run", SEED, "--model", "rules", "-o", str(tmp_path / "missing" / "out.jsonl"))
    assert code == EXIT_PROVIDER
    assert "choose another -o" in err


def test_read_shows_date_and_furniture(call):
    code, out, _ = call("read", SEED, str(ROOT / "seeds" / "004_fa60939e11ccadc3.txt"))
    assert code == EXIT_OK
    assert "2023-07-21 (text)" in out
    assert "unknown" in out
    assert "skipped: Related news:" in out


def test_read_as_json_gives_the_stored_text(call):
    _, out, _ = call("read", SEED, "--json")
    line = json.loads(out)
    assert line["text"] == Path(SEED).read_text("utf-8")
    assert line["published"] == "2023-07-21"


def test_rules_lists_mentions_with_true_offsets(call):
    _, out, _ = call("rules", SEED, "--json")
    text = Path(SEED).read_text("utf-8")
    rows = [json.loads(line) for line in out.splitlines()]
    assert all(text[row["start"] : row["end"]] == row["words"] for row in rows)
    assert {"date", "actor", "person", "signing", "speech"} <= {row["kind"] for row in rows}


def test_schema_is_json_schema_of_the_records(call):
    _, out, _ = call("schema", "agreement")
    schema = json.loads(out)
    assert {"parties", "signatories", "status", "evidence"} <= set(schema["properties"])
