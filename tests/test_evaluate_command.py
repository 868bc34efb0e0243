"""`extractor eval` and `extractor export` as a user calls them."""

import errno
import json

import pytest
from click.testing import CliRunner

from extractor.cli.export import export_command
from extractor.cli.score import eval_command
from extractor.errors import EnvironmentFault, ExtractorError, InputError, UsageError

AGREEMENT = {"id": "A1", "report_role": "main", "instrument": ["mou"], "status": ["signed"], "parties": ["PER", "CHL"]}
TEXT = "Peru and Chile signed a memorandum."


@pytest.fixture
def folder(tmp_path):
    gold = tmp_path / "labels"
    gold.mkdir()
    for name in ("one", "two"):
        labels = {"doc_id": name, "agreements": [AGREEMENT | {"evidence": ["Peru and Chile signed"]}]}
        (gold / f"{name}.gold.json").write_text(json.dumps(labels), "utf-8")
        (gold / f"{name}.txt").write_text(TEXT, "utf-8")
    right = {
        "type": "agreement",
        "instrument": "mou",
        "status": "signed",
        "parties": ["PER", "CHL"],
        "report_role": "main",
    }
    wrong = right | {"status": "rejected"}
    write(tmp_path / "right.jsonl", [right | {"doc_id": name} for name in ("one", "two")])
    write(tmp_path / "wrong.jsonl", [wrong | {"doc_id": "one"}, wrong | {"doc_id": "elsewhere"}])
    return tmp_path


def write(path, lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def call(folder, *arguments, command=eval_command):
    """Run a command in the folder; errors of the program come out as they are."""
    words = [str(folder / word) if (folder / word).exists() else word for word in arguments]
    result = CliRunner().invoke(command, words)
    if isinstance(result.exception, ExtractorError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def test_a_run_equal_to_gold_scores_1(folder):
    result = call(folder, "right.jsonl", "--gold", "labels", "--draws", "50")
    assert "Slot F1 1.000 [1.000, 1.000]" in result.stdout
    assert result.stderr == ""


def test_missing_articles_are_named_and_foreign_ones_ignored(folder):
    result = call(folder, "wrong.jsonl", "--gold", "labels", "--draws", "50")
    assert "wrong.jsonl lacks, counted as empty: two" in result.stderr
    assert "wrong.jsonl has 1 articles without gold labels; they are ignored" in result.stderr


def test_json_on_standard_output_is_nothing_else(folder):
    result = call(folder, "wrong.jsonl", "--gold", "labels", "--draws", "50", "--seed", "1", "--json", "-")
    report = json.loads(result.stdout)
    (run,) = report["runs"]
    assert (run["run"], run["draws"], run["seed"], run["missing_articles"]) == ("wrong.jsonl", 50, 1, ["two"])
    # Article one: 4 of 5 fills right; article two: 5 missing.
    assert run["slot_f1"] == pytest.approx(2 * 4 / (10 + 5))


def test_files_are_written(folder):
    report, page, tables = folder / "r.json", folder / "r.html", folder / "tables"
    words = ("--json", str(report), "--html", str(page), "--csv", str(tables), "--strict", "--draws", "50")
    result = call(folder, "right.jsonl", "wrong.jsonl", "--gold", "labels", *words)
    assert json.loads(report.read_text("utf-8"))["runs"][0]["strict"] is True
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (tables / "differences.csv").is_file()
    assert "A = right.jsonl   B = wrong.jsonl" in result.stdout


@pytest.mark.fault(36, 37, "I2")
@pytest.mark.parametrize(("option", "name"), [("--json", "r.json"), ("--html", "r.html"), ("--csv", "tables")])
def test_a_full_disk_leaves_the_old_report(folder, monkeypatch, option, name):
    words = ("right.jsonl", "--gold", "labels", "--draws", "5", option, str(folder / name))
    call(folder, *words)
    before = {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EnvironmentFault, match=f"No space left on device; choose another {option}"):
        call(folder, "wrong.jsonl", *words[1:])
    assert {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()} == before
    monkeypatch.undo()
    with pytest.raises(EnvironmentFault, match="choose another"):
        call(folder, *words[:-1], str(folder / "right.jsonl" / name))


def test_explain_shows_pairs_only(folder):
    result = call(folder, "wrong.jsonl", "--gold", "labels", "--draws", "5", "--explain", "one")
    assert "A1 = agreement 1" in result.stdout
    assert "Slot F1" not in result.stdout
    with pytest.raises(UsageError, match="no gold labels for article 'three'"):
        call(folder, "wrong.jsonl", "--gold", "labels", "--draws", "5", "--explain", "three")


def test_runs_of_one_name_are_told_apart_by_path(folder):
    (folder / "other").mkdir()
    (folder / "other" / "right.jsonl").write_text((folder / "wrong.jsonl").read_text("utf-8"), "utf-8")
    result = call(folder, "right.jsonl", "other/right.jsonl", "--gold", "labels", "--draws", "50", "--json", "-")
    names = [run["run"] for run in json.loads(result.stdout)["runs"]]
    assert names == [str(folder / "right.jsonl"), str(folder / "other" / "right.jsonl")]


def test_every_problem_of_the_labels_is_told(folder):
    for name in ("one", "two"):
        labels = {"doc_id": name, "agreements": [AGREEMENT | {"evidence": ["not there"]}]}
        (folder / "labels" / f"{name}.gold.json").write_text(json.dumps(labels), "utf-8")
    result = CliRunner().invoke(eval_command, [str(folder / "right.jsonl"), "--gold", str(folder / "labels")])
    assert isinstance(result.exception, InputError)
    assert str(result.exception).startswith("2 problems in the labels of")
    assert result.stderr.count("does not stand in the article") == 2


def test_labels_without_texts_are_scored_with_a_word_on_it(folder):
    for name in ("one", "two"):
        (folder / "labels" / f"{name}.txt").unlink()
    result = call(folder, "right.jsonl", "--gold", "labels", "--draws", "50")
    assert "no NAME.txt, so evidence was not checked: one, two" in result.stderr
    assert "Slot F1 1.000" in result.stdout


def test_export_writes_what_eval_scores_alike(folder):
    result = call(folder, "wrong.jsonl", "--to", "gold", "--out", str(folder / "coded"), command=export_command)
    assert "wrote 2 articles" in result.stderr
    scores = [
        json.loads(call(folder, run, "--gold", "labels", "--draws", "50", "--json", "-").stdout)["runs"][0]["slot_f1"]
        for run in ("wrong.jsonl", "coded")
    ]
    assert scores[0] == scores[1]
