"""Secrets stay secret: keys planted through every way in, a server that repeats them, and a search of all that is left.

The key may go to the endpoint the user named, in its header, and nowhere else: not to a log at any level, not into a
message, an output, the cache, a report or a recording.
"""

import base64
import json
import logging
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from extractor.cli import main
from extractor.cli.run import KEY_VARIABLES
from extractor.model.backend import Hosted
from extractor.model.choose import ModelChoice
from extractor.model.client import OpenAIChat
from extractor.model.profiles import OPEN
from tests.stub_server import Step, StubServer, completion, reply, send, status
from tests.test_cassettes import player
from tests.test_model_client import GOOD, QUICK, question

KEY = "sk-canary-0a1b2c3d4e5f6071"
PASSWORD = "canary%20pass-8899aabb"  # as a URL writes it
PLAIN_PASSWORD = "canary pass-8899aabb"
BASIC = base64.b64encode(f"user:{PLAIN_PASSWORD}".encode()).decode()
CANARIES = (KEY, PASSWORD, PLAIN_PASSWORD, BASIC)
TEXT = "OSLO, 4 May 2021 – Norway and Kenya signed a treaty on fisheries in Oslo on 4 May 2021."
RECORD = {
    "evidence": "Norway and Kenya signed a treaty on fisheries in Oslo",
    "instrument": "treaty",
    "status": "signed",
    "parties": ["Norway", "Kenya"],
}


def heard(handler: BaseHTTPRequestHandler) -> str:
    sent = handler.headers["authorization"]
    return f"{sent} {KEY}" + (f" {PLAIN_PASSWORD} {PASSWORD}" if "Basic" in sent else "")


def repeated(code: int) -> Step:
    """An error that repeats all secrets it was sent or could have been sent."""
    return lambda handler: send(handler, code, json.dumps({"error": {"message": heard(handler)}}).encode())


def parroted() -> Step:
    """A good reply with the secrets in a value and in the name of the model."""

    def step(handler: BaseHTTPRequestHandler) -> None:
        records = {"records": [RECORD | {"signatories": [heard(handler)[:100]]}]}
        send(handler, 200, json.dumps(completion(json.dumps(records), model=heard(handler))).encode())

    return step


def contents(path: Path) -> Iterator[bytes]:
    """A file's bytes, and those of every value in a database, which may be compressed."""
    data = path.read_bytes()
    yield data
    if data.startswith(b"SQLite format 3"):
        with closing(sqlite3.connect(path)) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for value in (value for row in database.execute(f'SELECT * FROM "{table}"') for value in row):
                    yield _plain(value) if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def _plain(value: bytes) -> bytes:
    try:
        return zlib.decompress(value)
    except zlib.error:
        return value


def leaks(folder: Path, *texts: str) -> list[tuple[str, str]]:
    """Where a canary stands: (file or 'text', canary)."""
    files = [(path.name, data) for path in folder.rglob("*") if path.is_file() for data in contents(path)]
    places = files + [("text", text.encode("utf-8", "replace")) for text in texts]
    return [(name, canary) for name, data in places for canary in CANARIES if canary.encode() in data]


@pytest.fixture(params=[False, True], ids=["key", "user name and password"])
def run(request: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, caplog: Any) -> Any:
    """Runs the command over three articles and gives its exit code; checks that the secret did reach the server."""
    caplog.set_level(logging.DEBUG)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} It is number {number}.", "utf-8")

    def run(*steps: Step, variable: str = "EXTRACTOR_API_KEY") -> tuple[Any, str]:
        monkeypatch.setenv(variable, KEY)
        with StubServer(*steps) as stub:
            url = stub.base_url.replace("//", f"//user:{PASSWORD}@") if request.param else stub.base_url
            arguments = [str(tmp_path / f"{number}.txt") for number in range(3)]
            arguments += [
                "--model",
                "stub",
                "--base-url",
                url,
                "--kinds",
                "agreement",
                "-o",
                str(tmp_path / "out.jsonl"),
            ]
            with pytest.raises(SystemExit) as stop:
                main(["run", *arguments])
        sent = {header["authorization"] for header in stub.headers}
        assert sent == {f"Basic {BASIC}" if request.param else f"Bearer {KEY}"}
        captured = capsys.readouterr()
        return stop.value.code, captured.out + captured.err + caplog.text

    return run


@pytest.mark.fault(53, "I6")
@pytest.mark.parametrize("variable", KEY_VARIABLES)
def test_a_run_that_succeeds_leaves_no_secret(run: Any, tmp_path: Path, variable: str):
    code, said = run(parroted(), variable=variable)
    assert code == 0
    assert "stub" in said
    assert (tmp_path / "cache" / "replies" / "cache.db").is_file()
    assert "Norway" in (tmp_path / "out.jsonl").read_text("utf-8")
    assert leaks(tmp_path, said) == []


@pytest.mark.fault(53, "I6")
@pytest.mark.parametrize(("code", "exit_code"), [(400, 1), (401, 3), (404, 3), (307, 3)])
def test_a_run_that_fails_leaves_no_secret(run: Any, tmp_path: Path, code: int, exit_code: int):
    ended, said = run(repeated(code))
    assert ended == exit_code
    assert "127.0.0.1" in said
    assert leaks(tmp_path, said) == []


@pytest.mark.fault(53, "I6")
def test_no_report_of_a_run_holds_a_secret(run: Any, tmp_path: Path):
    run(parroted(), repeated(400))
    (tmp_path / "gold").mkdir()
    label = {"doc_id": "0", "published": None, "agreements": [], "meetings": [], "statements": []}
    (tmp_path / "gold" / "0.gold.json").write_text(json.dumps(label), "utf-8")
    places = ["--html", str(tmp_path / "r.html"), "--json", str(tmp_path / "r.json"), "--csv", str(tmp_path / "csv")]
    with pytest.raises(SystemExit) as stop:
        main(["eval", str(tmp_path / "out.jsonl"), "--gold", str(tmp_path / "gold"), *places])
    assert stop.value.code == 0
    assert leaks(tmp_path) == []


@pytest.mark.fault(43, 53, "I6")
def test_a_recording_holds_no_secret(tmp_path: Path):
    path = tmp_path / "recorded.json"
    with StubServer(reply(GOOD)) as stub:
        url = stub.base_url.replace("//", f"//user:{PASSWORD}@")
        chat = OpenAIChat(Hosted(url, "stub", KEY), OPEN, limits=QUICK)
        with chat, player(record=True).use_cassette(str(path)):
            chat.ask(question())
    assert json.loads(path.read_text("utf-8"))["interactions"]
    assert leaks(tmp_path) == []


@pytest.mark.fault(53)
def test_nothing_shows_a_secret_when_printed():
    url = f"https://user:{PASSWORD}@api.test/v1"
    backend = Hosted(url, "m", KEY)
    shown = [repr(ModelChoice("m", url, KEY)), repr(backend), repr(vars(backend)), str(backend.endpoint())]
    assert leaks(Path("/nonexistent"), *shown, json.dumps(dict(backend.identity))) == []


@pytest.mark.fault(53)
def test_what_no_secret_is_stays_readable():
    """A short key, as local servers have, would mask half of every message."""
    with StubServer(status(400, {"message": "none of it"})) as stub:
        chat = OpenAIChat(Hosted(stub.base_url, "stub"), OPEN, limits=QUICK)
        with chat, pytest.raises(Exception, match="none of it"):
            chat.ask(question())
