"""Questions against a scripted server: what is sent, how often, and what the user gets.

The cases follow the faults that providers and small models show in practice; each is judged by the request bodies and
the outcome, not by calls on mocks.
"""

import json
import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from extractor.errors import AccessError, ModelError, ProviderError, ReplyError
from extractor.model.backend import Hosted
from extractor.model.cache import ChainedReplies, ReplyCache, StoredReply
from extractor.model.client import OpenAIChat
from extractor.model.profiles import OPEN, Profile
from extractor.model.question import Attempts, Message, Question, Usage
from extractor.model.retry import RetryLimits
from tests.stub_server import (
    Step,
    StubServer,
    completion,
    drip,
    hang,
    html,
    raw,
    reply,
    reset,
    short_body,
    status,
)

QUICK = RetryLimits(backoff=0.001, longest_backoff=0.002, longest_wait=5.0)
KEY = "sk-test-0123456789abcdef"


class Act(BaseModel):
    sentence: int
    act: Literal["praise", "deny"]


class Acts(BaseModel):
    items: list[Act] = Field(max_length=3)


GOOD = '{"items":[{"sentence":1,"act":"deny"},{"sentence":2,"act":"praise"}]}'
ITEMS = [Act(sentence=1, act="deny"), Act(sentence=2, act="praise")]


def question(text: str = "s1: Rain fell.", **changes: Any) -> Question[Acts]:
    messages = (Message("system", "List the speech acts."), Message("user", text))
    return Question(**({"name": "acts.v1", "messages": messages, "response_model": Acts, "deadline": 5.0} | changes))


class Client:
    """A client on one stub server; `waits` are the pauses it would have slept, which it does not."""

    def __init__(self, stub: StubServer, profile: Profile = OPEN, **settings: Any) -> None:
        self.waits: list[float] = []
        self.heard: list[str] = []
        settings = {"limits": QUICK, "sleep": self.waits.append} | settings
        backend = Hosted(stub.base_url, "stub", KEY)
        on_wait = lambda error, seconds: self.heard.append(error.code)  # noqa: E731
        self.chat = OpenAIChat(backend, profile, on_wait=on_wait, **settings)


@pytest.fixture
def serve() -> Iterator[Any]:
    open_ones: list[Any] = []

    def start(*steps: Step, **settings: Any) -> tuple[StubServer, Client]:
        stub = StubServer(*steps).__enter__()
        client = Client(stub, **settings)
        open_ones.extend([client.chat.close, lambda: stub.__exit__()])
        return stub, client

    yield start
    for close in open_ones:
        close()


def test_a_good_reply_costs_one_request(serve: Any):
    stub, client = serve(reply(GOOD))
    answer = client.chat.ask(question(max_tokens=77))
    assert answer.parsed.items == ITEMS
    assert (answer.text, answer.finish_reason, answer.cache_hit, answer.notes) == (GOOD, "stop", False, ())
    assert answer.usage == Usage(10, 5, 4)
    assert answer.attempts == Attempts()
    assert len(stub.requests) == 1
    sent = stub.requests[0]
    assert (sent["model"], sent["temperature"], sent["seed"], sent["max_tokens"]) == ("stub", 0.0, 0, 77)
    assert sent["response_format"]["type"] == "json_schema"
    assert stub.headers[0]["authorization"] == f"Bearer {KEY}"


TRANSPORT = [
    ("rate limited once", [status(429, retry_after="1"), reply(GOOD)], [1.0]),
    ("rate limited in milliseconds", [status(429, retry_after_ms="1500"), reply(GOOD)], [1.5]),
    ("wait in the past", [status(429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"), reply(GOOD)], [0.0]),
    ("wait of nonsense", [status(429, retry_after="soon"), reply(GOOD)], None),
    ("server errors", [status(500), status(502), status(503), reply(GOOD)], None),
    ("conflict and time-out", [status(409), status(408), reply(GOOD)], None),
    ("reset", [reset(), reply(GOOD)], None),
    ("body shorter than promised", [short_body(GOOD), reply(GOOD)], None),
    ("login page", [html(), reply(GOOD)], None),
    ("empty body", [raw(b""), reply(GOOD)], None),
    ("half a body", [raw(b'{"id":'), reply(GOOD)], None),
    ("a list", [raw(b"[1]"), reply(GOOD)], None),
    ("error with status 200", [raw(b'{"error":{"message":"overloaded"}}'), reply(GOOD)], None),
    ("no choices", [reply(None, choices=[]), reply(GOOD)], None),
    ("choices null", [raw(json.dumps(completion(GOOD) | {"choices": None}).encode()), reply(GOOD)], None),
]


@pytest.mark.fault(1, 2, 6, 8)
@pytest.mark.parametrize(("steps", "waits"), [case[1:] for case in TRANSPORT], ids=[case[0] for case in TRANSPORT])
def test_a_stumbling_server_is_asked_again(serve: Any, steps: list[Step], waits: list[float] | None):
    stub, client = serve(*steps)
    answer = client.chat.ask(question())
    assert answer.parsed.items == ITEMS
    assert answer.attempts == Attempts(transport=len(steps) - 1)
    assert len(stub.requests) == len(steps)
    assert all(sent == stub.requests[0] for sent in stub.requests)
    assert waits is None or client.waits == waits
    assert len(client.heard) == sum(wait > 0 for wait in client.waits)


REFUSAL = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": None, "refusal": "no"}}
TOO_LONG = status(
    400,
    {
        "type": "exceed_context_size_error",
        "message": "the request exceeds the available context size",
        "n_prompt_tokens": 9000,
        "n_ctx": 8192,
    },
)

FAILURES = [
    ("500", [status(500)], 4, ProviderError, "provider_error"),
    ("429", [status(429)], 4, ProviderError, "rate_limited"),
    ("429 for an hour", [status(429, retry_after="3600")], 1, ProviderError, "rate_limited"),
    ("no credit", [status(429, {"code": "insufficient_quota", "message": "x"})], 1, AccessError, "no_credit"),
    ("reset", [reset()], 4, ProviderError, "unreachable"),
    ("login page", [html()], 4, ProviderError, "bad_response"),
    ("error with status 200", [raw(b'{"error":{"message":"overloaded"}}')], 4, ProviderError, "bad_response"),
    ("400", [status(400)], 1, ReplyError, "rejected"),
    ("422", [status(422)], 1, ReplyError, "rejected"),
    ("401", [status(401)], 1, AccessError, "wrong_key"),
    ("403", [status(403)], 1, AccessError, "wrong_key"),
    ("404", [status(404)], 1, AccessError, "unknown_model"),
    ("redirect", [raw(b"", status=307, location="http://127.0.0.1:9/v1")], 1, AccessError, "redirect"),
    ("context, llama.cpp", [TOO_LONG], 1, ReplyError, "too_long"),
    ("context, OpenAI", [status(400, {"code": "context_length_exceeded"})], 1, ReplyError, "too_long"),
    ("refusal", [reply(None, choices=[REFUSAL])], 1, ReplyError, "refused"),
    ("content filter", [reply(None, "content_filter")], 1, ReplyError, "refused"),
    ("empty content", [reply("")], 1, ReplyError, "refused"),
    ("never JSON", [reply("I think so.")], 2, ReplyError, "invalid"),
    ("nothing valid", [reply('{"items":[{"sentence":1,"act":"praises"}]}')], 2, ReplyError, "invalid"),
    ("a megabyte", [reply('{"items":"' + "x" * 2**20 + '"}')], 2, ReplyError, "invalid"),
    ("cut off at once", [reply('{"items":[{"sent', "length")], 1, ReplyError, "truncated"),
    ("cut off in thought", [reply("", "length")], 1, ReplyError, "truncated"),
]


@pytest.mark.fault(1, 2, 3, 4, 6, 8, 9, 10, 11, 12, "I5")
@pytest.mark.parametrize(
    ("steps", "requests", "kind", "code"), [case[1:] for case in FAILURES], ids=[case[0] for case in FAILURES]
)
def test_failures_are_bounded_and_say_what_to_do(
    serve: Any, steps: list[Step], requests: int, kind: type[ModelError], code: str
):
    stub, client = serve(*steps)
    with pytest.raises(kind) as caught:
        client.chat.ask(question())
    assert caught.value.code == code
    assert len(stub.requests) == requests
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 400
    assert KEY not in message


@pytest.mark.fault(3, 4)
def test_messages_name_sizes_host_and_the_way_out(serve: Any):
    error = {"message": f"bad key {KEY}\x1b[2J"}
    stub, client = serve(status(401, error), status(404, {"message": "no such\nmodel"}), TOO_LONG)
    with pytest.raises(AccessError) as caught:
        client.chat.ask(question())
    host = stub.base_url.split("/")[2]
    assert str(caught.value) == f"{host} refuses the key: 'bad key *** [2J'; check it and what it may use"
    with pytest.raises(AccessError, match=r"no such model.*--model and --base-url"):
        client.chat.ask(question())
    with pytest.raises(ReplyError, match=r"too long for stub .9000 tokens, 8192 fit"):
        client.chat.ask(question())


@pytest.mark.fault(5)
def test_a_refused_connection_names_the_address():
    with StubServer(reply(GOOD)) as stub:
        base_url = stub.base_url
    with (
        OpenAIChat(Hosted(base_url, "stub", KEY), OPEN, limits=QUICK, sleep=lambda _: None) as chat,
        pytest.raises(ProviderError, match=base_url.split("/")[2]) as caught,
    ):
        chat.ask(question())
    assert caught.value.code == "unreachable"


SALVAGED = [
    ("fence", f"```json\n{GOOD}\n```", "stop"),
    ("prose", f"Here you are: {GOOD} Best regards.", "stop"),
    ("two objects", f'{{"items":[]}} no, rather {GOOD}', "stop"),
    ("thought", f"<think>hm</think>{GOOD}", "stop"),
    ("third item cut off", GOOD[:-2] + ',{"sentence":3,"ac', "length"),
    ("third item wrong", GOOD[:-2] + ',{"sentence":3,"act":"praises"}]}', "stop"),
    ("too many items", GOOD[:-2] + 3 * ',{"sentence":1,"act":"deny"}' + "]}", "stop"),
    ("NaN", GOOD[:-1] + ',"note":NaN}', "stop"),
]


@pytest.mark.fault(9, 10, 11)
@pytest.mark.parametrize(("text", "finish"), [case[1:] for case in SALVAGED], ids=[case[0] for case in SALVAGED])
def test_what_can_be_read_is_not_asked_again(serve: Any, text: str, finish: str):
    stub, client = serve(reply(text, finish))
    answer = client.chat.ask(question())
    assert answer.parsed.items[:2] == ITEMS
    assert (answer.text, answer.finish_reason) == (text, finish)
    assert ("reply cut off" in answer.notes) == (finish == "length")
    assert len(stub.requests) == 1


@pytest.mark.fault(9, 29)
def test_an_invalid_reply_is_corrected_once(serve: Any):
    stub, client = serve(reply("<|im_start|>Let me see."), reply(GOOD))
    answer = client.chat.ask(question())
    assert answer.attempts == Attempts(invalid=1)
    assert answer.usage == Usage(20, 10, 8)
    assert client.waits in ([], [0.0])
    first, second = (sent["messages"] for sent in stub.requests)
    assert second[:2] == first
    assert second[2] == {"role": "assistant", "content": "< |im_start|>Let me see."}
    assert "no JSON" in second[3]["content"]
    assert "pydantic" not in second[3]["content"]


def test_invalid_and_transport_failures_are_counted_apart(serve: Any):
    stub, client = serve(status(500), reply("no"), status(500), status(500), reply(GOOD))
    assert client.chat.ask(question()).attempts == Attempts(transport=3, invalid=1)
    assert len(stub.requests) == 5


@pytest.mark.fault(11)
def test_a_cut_off_reply_gets_one_larger_limit(serve: Any):
    stub, client = serve(reply('{"items":[{"se', "length"), reply(GOOD))
    answer = client.chat.ask(question(max_tokens=8, max_tokens_retry=64))
    assert answer.attempts == Attempts(truncated=1)
    assert [sent["max_tokens"] for sent in stub.requests] == [8, 64]
    assert stub.requests[0]["messages"] == stub.requests[1]["messages"]
    stub, client = serve(reply('{"items":[{"se', "length"))
    with pytest.raises(ReplyError, match="after 64 tokens"):
        client.chat.ask(question(max_tokens=8, max_tokens_retry=64))
    assert len(stub.requests) == 2


@pytest.mark.fault(7, "I5")
@pytest.mark.parametrize("step", [hang(60.0), drip(GOOD, 0.05, 60.0)], ids=["silence", "one byte now and then"])
def test_the_clock_on_the_wall_ends_a_question(serve: Any, step: Step):
    """Long before the server is done: the drip alone would take twenty seconds and then be a good reply."""
    stub, client = serve(step)
    with pytest.raises(ProviderError) as caught:
        client.chat.ask(question(deadline=0.4))
    assert caught.value.code == "timeout"
    assert len(stub.requests) == 1


@pytest.mark.fault(1)
def test_a_wait_that_would_pass_the_deadline_is_not_begun(serve: Any):
    stub, client = serve(status(429, retry_after="4"), reply(GOOD))
    with pytest.raises(ProviderError, match="asks to wait 4 s"):
        client.chat.ask(question(deadline=1.0))
    assert len(stub.requests) == 1
    assert client.waits == []


@pytest.mark.fault(13)
def test_usage_that_is_not_reported_is_unknown(serve: Any):
    _, client = serve(reply(GOOD, usage=None))
    assert client.chat.ask(question()).usage == Usage(None, None, None)


@pytest.mark.fault(13)
def test_another_models_name_is_said_once(serve: Any, caplog: pytest.LogCaptureFixture):
    _, client = serve(reply(GOOD, model="gadget-7"))
    with caplog.at_level(logging.WARNING):
        client.chat.ask(question())
        client.chat.ask(question())
    said = "asked for the model 'stub', the server says 'gadget-7' answered"
    assert [record.message for record in caplog.records] == [said]


HOSTILE = "{{ 7*7 }} {% broken {x} %s ${HOME} \\u0041   two  spaces\n\ttab “quotes” \u202e é 漢字 🙂"


@pytest.mark.fault(26)
def test_article_text_is_sent_verbatim(serve: Any):
    stub, client = serve(reply(GOOD))
    client.chat.ask(question(HOSTILE))
    assert stub.requests[0]["messages"][-1] == {"role": "user", "content": HOSTILE}


@pytest.mark.fault(23, 29)
def test_control_tokens_and_surrogates_are_defused(serve: Any):
    stub, client = serve(reply(GOOD))
    client.chat.ask(question("a<|im_end|>b</s>c[/INST]d<｜end▁of▁sentence｜>e\ud800f\x00"))
    assert stub.requests[0]["messages"][-1]["content"] == (
        "a< |im_end|>b< /s>c[ /INST]d< ｜end▁of▁sentence｜>e\ufffdf\ufffd"
    )


def test_a_server_without_schemas_gets_the_schema_in_the_prompt(serve: Any, caplog: pytest.LogCaptureFixture):
    refusal = status(400, {"message": "This response_format type is unavailable now"})
    stub, client = serve(refusal, reply("junk"), reply(f"```json\n{GOOD}\n```"))
    assert client.chat.ask(question()).parsed.items == ITEMS
    assert [("response_format" in sent) for sent in stub.requests] == [True, False, False]
    assert all(sent["messages"][0]["content"].count('"Acts"') == 1 for sent in stub.requests[1:])
    client.chat.ask(question())
    assert "response_format" not in stub.requests[3]


def test_a_reasoning_model_gets_its_own_names(serve: Any):
    profile = Profile("r", "open", temperature=None, seed=None, token_limit="max_completion_tokens", max_tokens=9)
    stub, client = serve(reply('{"items":[', "length"), reply(GOOD), profile=profile)
    client.chat.ask(question(max_tokens_retry=99))
    assert [sent["max_completion_tokens"] for sent in stub.requests] == [9, 99]
    assert not {"temperature", "seed", "max_tokens"} & set(stub.requests[0])


def test_logprobs_come_with_the_answer(serve: Any):
    other = {"token": "P", "logprob": -2.5, "bytes": None}
    token = {"token": "{", "logprob": -0.1, "bytes": None, "top_logprobs": [other]}
    body = completion(GOOD)
    body["choices"][0]["logprobs"] = {"content": [token], "refusal": None}
    stub, client = serve(raw(json.dumps(body).encode()))
    answer = client.chat.ask(question(logprobs=True))
    assert answer.logprobs == (("{", -0.1, (("P", -2.5),)),)
    assert (stub.requests[0]["logprobs"], stub.requests[0]["top_logprobs"]) == (True, 5)


def test_a_proxy_of_the_environment_does_not_capture_this_machine(serve: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    _, client = serve(reply(GOOD))
    assert client.chat.ask(question()).parsed.items == ITEMS


def test_several_threads_may_ask(serve: Any):
    stub, client = serve(reply(GOOD))
    answers: list[Any] = []
    threads = [threading.Thread(target=lambda: answers.append(client.chat.ask(question()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(stub.requests) == 8


@pytest.mark.fault("I4")
def test_an_accepted_reply_is_never_asked_for_twice(serve: Any, tmp_path: Any):
    stub, client = serve(reply("junk"), reply(GOOD, usage=None), cache=ReplyCache(tmp_path / "r"))
    fresh = client.chat.ask(question())
    again = client.chat.ask(question(name="renamed.v1", deadline=1.0))
    assert len(stub.requests) == 2
    assert (again.cache_hit, again.parsed, again.text, again.seconds) == (True, fresh.parsed, fresh.text, fresh.seconds)
    client.chat.ask(question("s1: Snow fell."))
    assert len(stub.requests) == 3


@pytest.mark.parametrize("step", [reply(None, "content_filter"), reply("junk"), reply('{"it', "length"), status(500)])
def test_what_could_not_be_used_is_asked_for_again(serve: Any, tmp_path: Any, step: Step):
    stub, client = serve(step, cache=ReplyCache(tmp_path / "r"))
    for _ in range(2):
        count = len(stub.requests)
        with pytest.raises(ModelError):
            client.chat.ask(question())
        assert len(stub.requests) > count


@pytest.mark.fault(35, "I4")
def test_a_reply_is_stored_before_it_is_read(serve: Any, tmp_path: Any):
    """What came before an interruption is not asked for again, an invalid reply neither: its correction is next."""
    stub, client = serve(reply("junk"), status(400), reply(GOOD), cache=ReplyCache(tmp_path / "r"))
    with pytest.raises(ReplyError, match="rejects"):
        client.chat.ask(question())
    answer = client.chat.ask(question())
    assert stub.requests[2] == stub.requests[1] != stub.requests[0]
    assert (answer.parsed.items, answer.usage, answer.cache_hit) == (ITEMS, Usage(20, 10, 8), False)
    again = client.chat.ask(question())
    assert (again.cache_hit, again.usage, again.replies) == (True, answer.usage, answer.replies)
    assert (len(stub.requests), len(answer.replies)) == (3, 2)


def test_two_places_for_replies_answer_in_turn(tmp_path: Any):
    near, far = ReplyCache(tmp_path / "near"), ReplyCache(tmp_path / "far")
    stored = StoredReply(GOOD, Usage(), 1.0, "stop", prompt="acts.v1")
    far.put("k", stored)
    chain = ChainedReplies(near, far)
    assert near.get("k") is None
    assert chain.get("k") == stored == near.get("k")
    chain.put("l", stored)
    assert near.get("l") == far.get("l") == stored
    chain.close()


def test_a_stored_reply_is_read_by_todays_parser(serve: Any, tmp_path: Any):
    stub, client = serve(reply(f"I see: {GOOD}"), cache=ReplyCache(tmp_path / "r"))
    client.chat.ask(question())
    again = client.chat.ask(question())
    assert (again.cache_hit, again.parsed.items, again.notes) == (True, ITEMS, ("reply repaired",))
    assert len(stub.requests) == 1


@pytest.mark.fault(34, 53)
def test_neither_key_nor_article_reaches_the_log(serve: Any, tmp_path: Any, caplog: pytest.LogCaptureFixture):
    _, client = serve(status(500, {"message": KEY}), reply("junk"), reply("junk"), cache=ReplyCache(tmp_path / "r"))
    with caplog.at_level(logging.INFO), pytest.raises(ReplyError):
        client.chat.ask(question("a secret sentence"))
    assert KEY not in caplog.text
    assert "secret" not in caplog.text
    assert KEY not in repr(client.chat.backend.endpoint())


# What is started in the background inherits a SIGINT that is ignored; at a terminal it is not.
INTERRUPTED = """
import signal
import sys
from pydantic import BaseModel
from extractor.model.backend import Hosted
from extractor.model.client import OpenAIChat
from extractor.model.profiles import OPEN
from extractor.model.question import Message, Question


signal.signal(signal.SIGINT, signal.default_int_handler)

class Doc(BaseModel):
    a: int


with OpenAIChat(Hosted(sys.argv[1], "stub"), OPEN) as chat:
    try:
        chat.ask(Question("doc.v1", (Message("user", "x"),), Doc))
    except KeyboardInterrupt:
        print("interrupted")
"""


@pytest.mark.fault(15)
@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_ctrl_c_ends_a_question_at_once():
    with StubServer(hang(60.0)) as stub:
        command = [sys.executable, "-c", INTERRUPTED, stub.base_url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            while not stub.requests and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=30)  # half of what the server would take
    assert said == "interrupted\n"
