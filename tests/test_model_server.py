"""The life of the local server's process, with a stand-in for llama.cpp: start, death, restart, orphanhood, errors."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel

from extractor.errors import EnvironmentFault, ProviderError
from extractor.model.backend import Endpoint
from extractor.model.client import OpenAIChat
from extractor.model.profiles import LOCAL, NgramDraft
from extractor.model.question import Message, Question
from extractor.model.retry import RetryLimits
from extractor.model.server import LocalServer, LocalSettings, available_cores, check_weights
from extractor.model.weights import Weights
from tests.data_package import install

SLICE = b"GGUF and so on"
TOY = Weights("toy", "toy.gguf", ("toy-server-part1",), len(SLICE), hashlib.sha256(SLICE).hexdigest())
SETTINGS = LocalSettings(n_ctx=512, threads=1, startup_timeout=20.0)

# Stands in for llama.cpp: answers every request, and does to its process what the file `mood` says.
STAND_IN = """
import json, os, sys, threading, time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).parent
REPLY = {"id": "x", "object": "chat.completion", "created": 0, "model": "toy", "choices": [
    {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": '{"act":"deny"}'}}]}


def mood():
    path = HERE / "mood"
    mood = path.read_text() if path.exists() else ""
    if mood.startswith("once "):
        path.unlink()
        mood = mood[5:]
    return mood


def json_schema_to_grammar(schema):
    return "root ::= object"


common_speculative_type = SimpleNamespace(COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE=6)


class CommonParams(SimpleNamespace):
    def __init__(self):
        super().__init__(model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace(),
                         speculative=SimpleNamespace(types=[], ngram_simple=SimpleNamespace()))


class Server:
    def __init__(self, params):
        if mood() == "hang":
            time.sleep(60)
        if mood() == "refuse":
            print("0.00.05 E srv  init: unknown model architecture", file=sys.stderr, flush=True)
            raise RuntimeError("Failed to init server")
        print("native noise", flush=True)
        key = "Bearer " + params.api_keys[0]
        (HERE / "seen").write_text(json.dumps([params.n_ctx, params.speculative.types, sys.argv, sys.path[0]]))

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["content-length"]))
                if mood() == "die":
                    os._exit(7)
                if mood() == "stall":
                    (HERE / "stalled").touch()
                    time.sleep(60)
                status = 200 if self.headers["authorization"] == key else 401
                body = json.dumps(REPLY).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.listening_address = f"http://127.0.0.1:{server.server_port}"
"""


class Form(BaseModel):
    act: Literal["praise", "deny"]


QUESTION = Question("form.v1", (Message("user", "text"),), Form, deadline=20.0)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = tmp_path / "site"
    install(site, "toy-server-part1", SLICE)
    install(site, "xllamacpp", b"")
    for file in (site / "xllamacpp").rglob("*.*"):
        file.unlink()
    (site / "xllamacpp" / "__init__.py").write_text(STAND_IN)
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.delitem(sys.modules, "xllamacpp", raising=False)
    return site / "xllamacpp"


@pytest.fixture
def server(site: Path, tmp_path: Path) -> Iterator[LocalServer]:
    server = LocalServer(SETTINGS, cache_dir=tmp_path / "cache", weights=TOY)
    yield server
    server.stop()


def gone(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except OSError:
            return True
        time.sleep(0.05)
    return False


def pid_of(server: LocalServer) -> int:
    assert server._process is not None
    return server._process.pid


def test_it_starts_with_the_first_question_and_keeps_its_key(server: LocalServer, site: Path):
    chat = OpenAIChat(server, LOCAL)
    assert server._process is None
    assert chat.ask(QUESTION).parsed == Form(act="deny")
    seen = (site / "seen").read_text()
    assert "512" in seen
    assert server.api_key not in seen
    assert server.api_key not in repr(server.endpoint())
    pid = pid_of(server)
    chat.close()
    assert gone(pid)


def test_as_context_manager(site: Path, tmp_path: Path):
    settings = LocalSettings(threads=1, speculative=NgramDraft(3, 4))
    with LocalServer(settings, cache_dir=tmp_path / "cache", weights=TOY) as server:
        assert server.endpoint() == Endpoint(server.base_url, server.api_key)
        assert server.base_url.startswith("http://127.0.0.1:")
        pid = pid_of(server)
    assert gone(pid)
    assert "[6]" in (site / "seen").read_text()


@pytest.mark.fault(17)
def test_a_crash_in_mid_answer_costs_one_restart(server: LocalServer, site: Path, caplog: pytest.LogCaptureFixture):
    chat = OpenAIChat(server, LOCAL, limits=RetryLimits(backoff=0.01), sleep=lambda _: time.sleep(0.2))
    chat.ask(QUESTION)
    (site / "mood").write_text("once die")
    answer = chat.ask(QUESTION)
    assert answer.parsed == Form(act="deny")
    assert answer.attempts.transport == 1
    assert "exit status 7" in caplog.text
    chat.close()


@pytest.mark.fault(17)
def test_a_model_that_keeps_dying_ends_the_run(server: LocalServer, site: Path):
    chat = OpenAIChat(server, LOCAL, limits=RetryLimits(backoff=0.01), sleep=lambda _: time.sleep(0.2))
    chat.ask(QUESTION)
    (site / "mood").write_text("die")
    for _ in range(2):
        with pytest.raises(EnvironmentFault, match=r"stopped again .exit status 7.") as caught:
            chat.ask(QUESTION)
        assert caught.value.code == "local_died"
    chat.close()


@pytest.mark.fault(17)
def test_it_stops_while_it_answers(server: LocalServer, site: Path):
    chat = OpenAIChat(server, LOCAL, limits=RetryLimits(transport=0))
    server.start()
    pid = pid_of(server)
    (site / "mood").write_text("stall")
    ended: list[Exception] = []

    def ask() -> None:
        try:
            chat.ask(QUESTION)
        except ProviderError as error:
            ended.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    while not (site / "stalled").exists():
        time.sleep(0.01)
    server.stop()
    assert gone(pid)
    asking.join(10)
    assert len(ended) == 1
    chat.close()


@pytest.mark.fault(17)
@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_killed_from_outside_it_comes_back(server: LocalServer):
    first = server.endpoint()
    os.kill(pid_of(server), signal.SIGKILL)
    server._process.wait()  # type: ignore[union-attr]
    assert server.endpoint().base_url != first.base_url


@pytest.mark.fault(16)
@pytest.mark.parametrize(("mood", "said"), [("refuse", "unknown model architecture"), ("hang", "no sign of life")])
def test_a_failed_start_says_why(site: Path, tmp_path: Path, mood: str, said: str):
    (site / "mood").write_text(mood)
    settings = LocalSettings(threads=1, startup_timeout=1.0 if mood == "hang" else 20.0)
    server = LocalServer(settings, cache_dir=tmp_path / "cache", weights=TOY)
    started = time.monotonic()
    with pytest.raises(EnvironmentFault, match=f"the local model didn't start: .*{said}") as caught:
        server.start()
    assert time.monotonic() - started < 10
    assert "\n" not in str(caught.value)
    assert server._process is None


PARENT = """
import os, sys, time
from pathlib import Path
from extractor.model.server import LocalServer, LocalSettings
from extractor.model.weights import Weights
weights = Weights("toy", "toy.gguf", ("toy-server-part1",), int(sys.argv[2]), sys.argv[3])
server = LocalServer(LocalSettings(threads=1), cache_dir=Path(sys.argv[1]), weights=weights)
server.start()
print(server._process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.fault(17)
@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_no_orphan_survives_a_killed_parent(site: Path, tmp_path: Path):
    command = [sys.executable, "-c", PARENT, str(tmp_path / "cache"), str(TOY.size), TOY.sha256]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    assert gone(child)


@pytest.mark.fault(16)
def test_what_is_no_model_is_said_before_it_is_loaded(tmp_path: Path):
    (tmp_path / "page.gguf").write_text("<html>")
    for name, said in (("page.gguf", "is no GGUF model"), ("absent.gguf", "can't read the model")):
        with pytest.raises(EnvironmentFault, match=said):
            check_weights(tmp_path / name)


@pytest.mark.fault(16)
def test_without_the_runtime_the_way_out_is_named(server: LocalServer, monkeypatch: pytest.MonkeyPatch):
    from importlib import metadata

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(EnvironmentFault, match=r"pip install .extractor\[local\]"):
        server.start()


def test_some_core_is_always_available():
    assert 1 <= available_cores() <= (os.cpu_count() or 1)
