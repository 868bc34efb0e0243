"""`extractor check`: folders of gold, JSON lines with articles, table and JSON, and the exit code."""

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.cli import main

TEXT = (
    "LIMA – On 3 May 2023 Peru and Chile signed a treaty on fishing in Lima. They met again on 5 May 2023 in Arica.\n"
)
RECORD = {
    "id": "A1",
    "report_role": "main",
    "instrument": ["treaty"],
    "status": ["signed"],
    "parties": ["PER", "CHL"],
    "date": ["2023-05-03"],
    "domains": [],
    "evidence": ["On 3 May 2023 Peru and Chile signed a treaty on fishing in Lima"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    write(tmp_path, RECORD)
    return tmp_path


def write(folder: Path, *records: dict[str, Any]) -> None:
    labels = {"doc_id": "one", "published": "2023-05-06", "agreements": list(records), "meetings": [], "statements": []}
    (folder / "one.gold.json").write_text(json.dumps(labels), encoding="utf-8")


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["check", *map(str, arguments)])
    return int(ended.value.code or 0)


def test_right_labels_leave_with_zero(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().out


def test_wrong_labels_leave_with_one_and_say_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {**RECORD, "date": ["2022-05-03"], "parties": ["PER", "BOL"]})
    assert run(folder) == 1
    shown = capsys.readouterr().out
    assert "2022-05-03" in shown
    assert "Bolivia" in shown
    assert "possibly missed" in shown


def test_json_has_a_line_for_every_value_and_missed_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {**RECORD, "date": ["2022-05-03"]})
    assert run(folder, "--json") == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    values = {(line["field"], line["value"]): line for line in lines if line["type"] == "value"}
    assert values["parties", "PER"]["verdict"] == "variant"
    start, end = values["parties", "PER"]["span"]
    assert TEXT[start:end] == "Peru"
    wrong = values["date", "2022-05-03"]
    assert (wrong["document"], wrong["record"], wrong["severity"]) == ("one", "A1", "error")
    assert (wrong["verdict"], wrong["code"]) == ("contradicted", "date-support")
    (missed,) = [line for line in lines if line["type"] == "missed"]
    assert (missed["document"], missed["kind"], missed["trigger"]) == ("one", "meeting", "met")


def test_json_lines_with_their_articles(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = {"type": "agreement", "doc_id": "one", "instrument": "mou", "status": "signed", "parties": ["PER", "CHL"]}
    lines = [plain, {"type": "article", "doc_id": "one", "published": "2023-05-06", "status": "ok"}]
    records = folder / "records.jsonl"
    records.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert run(records, "--articles", folder / "one.txt", "--json") == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(line["code"], line["value"]) for line in found if line.get("severity") == "error"} == {
        ("instrument-words", "mou")
    }
    assert "no-evidence" in {line.get("code") for line in found}


@pytest.mark.parametrize(
    ("name", "content", "extra", "complaint"),
    [
        ("records.jsonl", "{}\n", [], "--articles"),
        ("records.jsonl", "{\n", ["--articles", "one.txt"], "not JSON"),
        ("records.jsonl", '{"doc_id": "two"}\n', ["--articles", "one.txt"], "no article 'two'"),
        ("two.gold.json", '{"doc_id": "two"}', [], "two.txt"),
    ],
)
def test_wrong_calls_leave_with_two(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: str,
    extra: list[str],
    complaint: str,
) -> None:
    monkeypatch.chdir(folder)
    (folder / name).write_text(content, encoding="utf-8")
    assert run(name, *extra) == 2
    assert complaint in capsys.readouterr().err


def test_an_empty_folder_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 2
    assert "NAME.gold.json" in capsys.readouterr().err
