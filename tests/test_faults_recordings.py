"""Recordings that were damaged: the test that needs one fails, and nobody asks the network.

A damaged file is named by the error; one that lacks a reply, by the test, whose parameter is the file's name.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from _pytest.outcomes import Failed

from extractor.errors import ProviderError
from extractor.model.backend import Hosted
from extractor.model.client import OpenAIChat
from extractor.model.profiles import OPEN
from extractor.model.retry import RetryLimits
from tests.stub_server import StubServer, reply
from tests.test_cassettes import player, replay
from tests.test_model_client import GOOD, ITEMS, question

pytestmark = pytest.mark.fault(43)


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    path = tmp_path / "recorded.json"
    with StubServer(reply(GOOD)) as stub:
        chat = OpenAIChat(Hosted(stub.base_url, "stub"), OPEN)
        with chat, player(record=True).use_cassette(str(path)):
            chat.ask(question())
    return path


def ask(path: Path, **changes: Any) -> Any:
    chat = OpenAIChat(Hosted("http://llm.test/v1", "stub"), OPEN, limits=RetryLimits(transport=0))
    with chat, replay(path):
        return chat.ask(question(**changes)).parsed.items


def test_a_sound_recording_answers(recorded: Path):
    assert ask(recorded) == ITEMS


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"{}",
        lambda data: b"[]",
        lambda data: b'{"version": 1, "interactions": [{}]}',
        lambda data: b"\xff" + data,
        lambda data: b'!!python/object/apply:os.system ["touch boom"]',
    ],
    ids=["truncated", "no interactions", "a list", "empty interaction", "no text", "YAML tag"],
)
def test_a_damaged_recording_is_named(recorded: Path, damage: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(recorded.parent)
    recorded.write_bytes(damage(recorded.read_bytes()))
    with pytest.raises(Failed, match=r"recorded\.json is no recording"):
        ask(recorded)
    assert not (recorded.parent / "boom").exists()


@pytest.mark.parametrize("fault", ["missing", "empty", "another question", "edited"])
def test_what_was_not_recorded_is_not_fetched(recorded: Path, fault: str):
    changes: dict[str, Any] = {}
    if fault == "missing":
        recorded.unlink()
    elif fault == "empty":
        recorded.write_bytes(b"")
    elif fault == "another question":
        changes["max_tokens"] = 7
    else:
        recorded.write_text(recorded.read_text("utf-8").replace("Rain fell", "Snow fell"), "utf-8")
    with pytest.raises(ProviderError, match="play back this request"):
        ask(recorded, **changes)


def test_a_reply_that_nothing_asked_for_is_named(recorded: Path):
    cassette = json.loads(recorded.read_text("utf-8"))
    cassette["interactions"] *= 2
    recorded.write_text(json.dumps(cassette), "utf-8")
    with pytest.raises(AssertionError, match=r"recorded\.json holds replies that nothing asked for"):
        ask(recorded)
