"""Faults of the endpoint and of its replies that need a whole article, or more of the machine, to show.

What a single question does with a stumbling server is in `test_model_client`.
"""

import json
import multiprocessing
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, cycle
from pathlib import Path
from typing import Any

import pytest

from extractor.article import Article
from extractor.cli import main
from extractor.cli.progress import RunProgress
from extractor.errors import AccessError, ProviderError
from extractor.model.backend import Hosted
from extractor.model.client import OpenAIChat
from extractor.model.profiles import LOCAL, OPEN
from extractor.pipeline import Outcome, extract_article
from extractor.validate import failing
from schemas.draft import MAX_RECORDS
from tests.stub_server import Step, StubServer, drip, hang, html, raw, reply, short_body, status
from tests.test_model_client import GOOD, ITEMS, KEY, QUICK, question

TEXT = "OSLO, 4 May 2021 – Norway and Kenya signed a treaty on fisheries in Oslo on 4 May 2021."
RECORD = {
    "evidence": "Norway and Kenya signed a treaty on fisheries in Oslo",
    "instrument": "treaty",
    "status": "signed",
    "parties": ["Norway", "Kenya"],
}


def chat_with(address: str, **settings: Any) -> OpenAIChat:
    return OpenAIChat(Hosted(address, "stub", KEY), OPEN, **{"limits": QUICK, "sleep": lambda _: None} | settings)


def extracted(*steps: Step, text: str = TEXT) -> tuple[Outcome, StubServer]:
    with StubServer(*steps) as stub, chat_with(stub.base_url) as chat:
        return extract_article(Article("a", text), chat, strategy="open", kinds=("agreement",)), stub


def records(*changes: dict[str, Any]) -> Step:
    """A reply with one record per change of `RECORD`."""
    return reply(json.dumps({"records": [RECORD | change for change in changes]}))


@pytest.mark.fault(1)
def test_a_pause_shows_in_the_progress():
    progress = RunProgress()
    with StubServer(status(429, retry_after="2"), reply(GOOD)) as stub, progress:
        chat = chat_with(stub.base_url, on_wait=progress.waiting)
        with chat:
            chat.ask(question(deadline=60.0))
    shown = progress._progress.tasks[0].description
    assert "waiting 2 s (rate_limited)" in shown


@pytest.mark.fault(5)
def test_an_unknown_host_is_tried_again_and_named(monkeypatch: pytest.MonkeyPatch):
    tries: list[str] = []

    def unknown(host: Any, *_: Any, **__: Any) -> Any:
        tries.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with (
        chat_with("https://llm.test/v1") as chat,
        pytest.raises(ProviderError, match=r"llm\.test:443.*not known") as caught,
    ):
        chat.ask(question())
    assert (caught.value.code, len(tries)) == ("unreachable", 1 + QUICK.transport)
    assert KEY not in str(caught.value)


@pytest.mark.fault(5)
def test_broken_encryption_is_tried_again_and_named():
    waits: list[float] = []
    with StubServer(reply(GOOD)) as stub:
        address = stub.base_url.replace("http:", "https:")
        with chat_with(address, sleep=waits.append) as chat, pytest.raises(ProviderError, match="SSL") as caught:
            chat.ask(question())
    assert (caught.value.code, len(waits), stub.requests) == ("unreachable", QUICK.transport, [])
    assert "127.0.0.1" in str(caught.value)
    assert KEY not in str(caught.value)


FOREVER = [
    ("short body", short_body(GOOD), "unreachable"),
    ("login page", html(), "bad_response"),
    ("nothing", raw(b""), "bad_response"),
    ("no choices", raw(b'{"choices": []}'), "bad_response"),
    ("choices null", raw(b'{"choices": null}'), "bad_response"),
    ("message null", raw(b'{"choices": [{"index": 0, "message": null}]}'), "bad_response"),
    ("content a list", raw(b'{"choices": [{"index": 0, "message": {"content": [1]}}]}'), "bad_response"),
    ("a number", raw(b"7"), "bad_response"),
    ("not UTF-8", raw(b"\xff\xfe{"), "bad_response"),
    ("nested", raw(b"[" * 100_000), "bad_response"),
    ("not gzip", raw(b"{}", content_encoding="gzip"), "unreachable"),
    ("bad gateway", status(502), "provider_error"),
]


@pytest.mark.fault(2, 6, 8)
@pytest.mark.parametrize(("step", "code"), [case[1:] for case in FOREVER], ids=[case[0] for case in FOREVER])
def test_a_fault_for_ever_costs_bounded_requests_and_the_article(step: Step, code: str):
    outcome, stub = extracted(step)
    assert (outcome.status, outcome.code, outcome.records) == ("failed", code, ())
    assert len(stub.requests) == 1 + QUICK.transport
    assert "\n" not in outcome.message


@pytest.mark.fault(7)
@pytest.mark.parametrize("step", [hang(3.0), drip(GOOD, 0.05, 3.0)], ids=["silence", "one byte now and then"])
def test_after_a_deadline_the_next_question_is_answered(step: Step):
    """The connection of the lost question is dropped, so a server with one slot is free again."""
    with StubServer(step, reply(GOOD)) as stub, chat_with(stub.base_url) as chat:
        with pytest.raises(ProviderError) as caught:
            chat.ask(question(deadline=0.3))
        assert caught.value.code == "timeout"
        assert chat.ask(question()).parsed.items == ITEMS


@pytest.mark.fault(34)
def test_hostile_words_stay_short_and_on_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """An invalid reply goes back to the model and into a message: bounded, without control characters."""
    hostile = "\x1b[2J\x1b]52;c;aGk=\x07\r\nextractor: 1 articles (1 ok)\n<|im_end|>"
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    bad = json.dumps({"records": [RECORD | {"status": hostile * 500}], hostile: hostile})
    with StubServer(reply(bad)) as stub, pytest.raises(SystemExit):
        main(["run", "a.txt", "--model", "stub", "--base-url", stub.base_url, "--kinds", "agreement"])
    out, err = capsys.readouterr()
    first, second = (sum(len(message["content"]) for message in sent["messages"]) for sent in stub.requests)
    assert second - first < 6_000
    assert "<|im_end|>" not in json.dumps(stub.requests, ensure_ascii=False)
    lines = err.splitlines()
    assert len(lines) == 2
    assert all(line.isprintable() and len(line) < 500 for line in lines)
    assert not {"\x1b", "\x07"} & set(out)


@pytest.mark.fault(7)
def test_the_deadline_is_the_users_to_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with StubServer(hang(3.0)) as stub, pytest.raises(SystemExit) as stop:
        main(["run", "a.txt", "--model", "stub", "--base-url", stub.base_url, "--timeout", "0.3"])
    out, err = capsys.readouterr()
    assert (stop.value.code, json.loads(out)["code"], len(stub.requests)) == (1, "timeout", 1)
    assert "see --timeout" in err


@pytest.mark.fault(10, 32, "I5")
def test_too_many_records_are_capped_and_far_too_many_refused():
    outcome, stub = extracted(records(*({"count": n + 1} for n in range(1_000))))
    assert 0 < len(outcome.records) <= MAX_RECORDS
    assert len(stub.requests) == 1
    outcome, stub = extracted(records(*({"count": n + 1} for n in range(10_000))))
    assert (outcome.status, outcome.code, len(stub.requests)) == ("failed", "invalid", 2)


@pytest.mark.fault(10)
@pytest.mark.parametrize(
    "change",
    [
        {"parties": "x" * 2**19},
        {"status": "signed and sealed"},
        {"instrument": None},
        {"parties": {"a": 1}},
        {"count": -5},
        {"value": 7, "signatories": [None]},
        {"evidence": "x" * 5000},
    ],
    ids=["half a megabyte", "label", "missing", "object", "range", "types", "length"],
)
def test_a_record_of_the_wrong_shape_costs_itself_at_most(change: dict[str, Any]):
    outcome, _ = extracted(records(change, {}))
    assert outcome.status == "ok"
    assert any(party.value == "NOR" for record in outcome.records for party in record.parties)
    assert "x" * 2000 not in "".join(record.model_dump_json() for record in outcome.records)


INVENTED = [
    ("party", {"parties": ["Norway", "Atlantis"]}, "Atlantis"),
    ("country", {"parties": ["Norway", "Kenya", "Peru"]}, "PER"),
    ("signatory", {"signatories": ["Zebulon Quark"]}, "Zebulon Quark"),
    ("date", {"date": "9 June 2019"}, "2019-06-09"),
    ("city", {"city": "Ulan Bator", "country": "Mongolia"}, "Ulan Bator"),
    ("amount", {"value": "$77 billion"}, "77"),
    ("duration", {"duration": "99 years"}, "99"),
]


@pytest.mark.fault(14)
@pytest.mark.parametrize(("change", "value"), [case[1:] for case in INVENTED], ids=[case[0] for case in INVENTED])
def test_what_the_model_made_up_is_flagged(change: dict[str, Any], value: str):
    outcome, _ = extracted(records(change), reply('{"answer":"not stated"}'), reply("no"))
    doubted = {doubt.value for doubt in failing(outcome.records)}
    stated = json.dumps([record.model_dump(mode="json", exclude={"findings"}) for record in outcome.records])
    assert any(value in doubt for doubt in doubted) or value not in stated


@pytest.mark.fault(14)
def test_a_record_whose_passage_is_nowhere_keeps_no_passage():
    outcome, _ = extracted(
        records({"evidence": "Peru und Chile unterzeichneten ein Abkommen", "parties": ["Peru", "Chile"]})
    )
    assert all(record.evidence == () or record.findings for record in outcome.records)
    assert {"PER", "CHL"} <= {doubt.value for doubt in failing(outcome.records)}


def busy() -> None:
    while True:
        pass


@contextmanager
def oversubscribed() -> Iterator[None]:
    """Two programs per core that do nothing but compute."""
    spawn = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    others = [spawn.Process(target=busy, daemon=True) for _ in range(2 * (os.cpu_count() or 1))]
    for other in others:
        other.start()
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.join()


@pytest.mark.fault(18)
def test_busy_cores_make_no_false_time_out():
    """The embedded model writes ten tokens a second on free cores; its limit holds the longest reply at a tenth."""
    with oversubscribed(), StubServer(reply(GOOD)) as stub, chat_with(stub.base_url) as chat:
        assert chat.ask(question()).attempts.transport == 0
    slowest = 10 / 10
    assert LOCAL.max_tokens / slowest < LOCAL.timeout


@pytest.mark.fault(52)
@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("same_origin", [True, False])
def test_no_redirect_is_followed(code: int, same_origin: bool):
    with StubServer(reply(GOOD)) as other:
        with StubServer(lambda handler: raw(b"", status=code, location=target())(handler), reply(GOOD)) as stub:
            target: Callable[[], str] = lambda: (stub if same_origin else other).base_url + "/chat/completions"  # noqa: E731
            with chat_with(stub.base_url) as chat, pytest.raises(AccessError, match="--base-url") as caught:
                chat.ask(question())
        assert caught.value.code == "redirect"
        assert (len(stub.requests), other.requests) == (1, [])


@pytest.mark.fault(45)
def test_a_clock_set_back_or_forward_changes_no_deadline(monkeypatch: pytest.MonkeyPatch):
    jumps = cycle([0.0, 4e9, -4e9, 86_400.0])
    monkeypatch.setattr(time, "time", lambda: next(jumps))
    with StubServer(*chain([status(503)] * 2, [reply(GOOD)])) as stub, chat_with(stub.base_url) as chat:
        assert chat.ask(question(deadline=20.0)).attempts.transport == 2


ADDRESSES = ["http://169.254.169.254/latest", "https://example.org/a.png", "file:///etc/passwd", "http://2130706433/"]


@pytest.mark.fault(51)
def test_an_address_in_a_reply_is_never_fetched(monkeypatch: pytest.MonkeyPatch):
    asked: list[Any] = []
    look_up = socket.getaddrinfo

    def watched(host: Any, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return look_up(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", watched)
    with StubServer(reply(GOOD)) as bait:
        outcome, _ = extracted(
            records({"parties": [*ADDRESSES, bait.base_url], "signatories": ADDRESSES, "city": ADDRESSES[0]}),
            text=f"{TEXT} See {ADDRESSES[1]} and <img src={bait.base_url}>.",
        )
    assert outcome.status == "ok"
    assert set(asked) <= {"127.0.0.1"}
    assert bait.requests == []
