"""Shared fixtures: no network but loopback, no user directories, no proxies, and a model that answers from a queue."""

import socket
from collections import deque
from typing import Any

import pytest

from extractor.errors import ExtractorError
from extractor.model import Answer, Question

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class FakeModel:
    """Answers from a queue and records what it was asked.

    A queued item is a dict (validated by the question's response model), a ready pydantic object, or an error to raise.
    """

    name = "fake"

    def __init__(self, *replies: Any) -> None:
        self.queue: deque[Any] = deque(replies)
        self.history: list[Question[Any]] = []

    def ask(self, question: Question[Any]) -> Answer[Any]:
        self.history.append(question)
        assert self.queue, f"no reply queued for {question.name!r}"
        reply = self.queue.popleft()
        if isinstance(reply, ExtractorError):
            raise reply
        parsed = question.response_model.model_validate(reply) if isinstance(reply, dict) else reply
        return Answer(parsed=parsed, text=parsed.model_dump_json())


@pytest.fixture
def fake_model() -> FakeModel:
    return FakeModel()


@pytest.fixture(autouse=True)
def closed_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Every test: own working folder and cache, no proxy, no key of the environment, no connection off this machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXTRACTOR_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    connect = socket.socket.connect

    def loopback_only(sock: socket.socket, address: Any) -> None:
        if sock.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(sock, address)

    monkeypatch.setattr(socket.socket, "connect", loopback_only)
