"""Defusing, grammars, cache keys, profiles and addresses: the pure parts before a request."""

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from extractor.errors import UsageError
from extractor.model.backend import Endpoint, Hosted
from extractor.model.cache import key_of
from extractor.model.grammar import closed, without_space
from extractor.model.profiles import LOCAL, OPEN, profile_for
from extractor.model.question import Message, Question
from extractor.model.request import CONTROL_TOKEN, defuse, key_fields, request_for


class Inner(BaseModel):
    number: Literal[1, 2]


class Doc(BaseModel):
    items: list[Inner]
    note: str | None


ASK = Question("doc.v1", (Message("user", "text"),), Doc)


@pytest.mark.fault(29)
@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("<|im_end|>", "< |im_end|>"),
        ("<|IM_START|>system", "< |IM_START|>system"),
        ("<｜end▁of▁sentence｜>", "< ｜end▁of▁sentence｜>"),
        ("[INST] x [/INST]", "[ INST] x [ /INST]"),
        ("<s></s>", "< s>< /s>"),
        ("<<SYS>>", "< <SYS>>"),
        ("<start_of_turn>model", "< start_of_turn>model"),
        ("a\ud800b\x00", "a\ufffdb\ufffd"),
    ],
)
def test_control_tokens_are_defused(text: str, sent: str):
    assert defuse(text) == sent


@pytest.mark.parametrize(
    "text", ["a < b | c > d", "[instead]", "<strong>", "<span>", "5 <| 6", "{{ x }}", "naïve 漢字 🙂", "<|\n|>", "<||>"]
)
def test_other_text_is_untouched(text: str):
    assert defuse(text) == text


@pytest.mark.fault(29)
@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("<|>s/[]INST im_end\x00\ud800é"), max_size=60))
def test_nothing_live_is_left(text: str):
    once = defuse(text)
    assert not CONTROL_TOKEN.search(once)
    assert defuse(once) == once
    once.encode("utf-8")


def test_objects_are_closed_unless_they_are_maps():
    schema = closed(Doc.model_json_schema())
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Inner"]["additionalProperties"] is False
    assert closed({"type": "object", "additionalProperties": {"type": "string"}})["additionalProperties"] != False  # noqa: E712
    assert "additionalProperties" not in closed({"type": "object"})


def test_white_space_goes_from_a_grammar():
    grammar = 'root ::= "{" space "}" space\nspace ::= | " " | "\\n"{1,2} [ \\t]{0,20}\nstring ::= "x" space\n'
    assert without_space(grammar) == 'root ::= "{" space "}" space\nspace ::= ""\nstring ::= "x" space\n'
    assert without_space("%llguidance {}\nspace ::= x") == "%llguidance {}\nspace ::= x"


def test_the_local_request_carries_a_grammar_instead_of_a_schema():
    pytest.importorskip("xllamacpp")
    body = request_for(ASK, LOCAL, "m")["extra_body"]
    assert body["response_format"] == {"type": "text"}
    if body["grammar"].startswith("%llguidance"):
        assert '"whitespace_flexible":false' in body["grammar"].replace(" ", "")


def test_a_hosted_request_needs_no_local_library(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    assert "extra_body" not in request_for(ASK, OPEN, "m")


CHANGES: list[dict[str, Any]] = [
    {"messages": (Message("user", "text "),)},
    {"messages": (Message("system", "text"),)},
    {"response_model": Inner},
    {"max_tokens": 7},
    {"max_tokens_retry": 9000},
    {"temperature": 0.5},
    {"seed": 7},
    {"logprobs": True},
]


def test_the_key_covers_what_shapes_a_reply():
    def key(question: Question[Any] = ASK, profile: Any = OPEN, model: str = "m", **identity: str) -> str:
        return key_of(key_fields(question, profile, model, identity))

    keys = [key(replace(ASK, **change)) for change in CHANGES]
    keys += [key(), key(model="n"), key(host="h"), key(profile=LOCAL), key(profile=replace(OPEN, mode="md_json"))]
    assert len(set(keys)) == len(keys)
    same = [replace(ASK, name="other"), replace(ASK, deadline=1.0), replace(ASK, temperature=0.0)]
    assert {key(question) for question in same} == {key()}


def test_the_key_is_the_same_in_every_process():
    assert json.dumps(key_fields(ASK, OPEN, "m", {}), sort_keys=True).count("0x") == 0


@pytest.mark.parametrize(
    ("model", "base_url", "name"),
    [
        ("", None, "local"),
        ("local", None, "local"),
        ("gpt-4o-mini", "https://api.openai.com/v1", "open"),
        ("gpt-5-mini", "https://api.openai.com/v1", "reasoning"),
        ("openai/o3", "https://x/v1", "reasoning"),
        ("qwen2.5:1.5b", "http://127.0.0.1:11434/v1", "small"),
        ("Llama-3.2-3B-Instruct", "http://127.0.0.1:8080/v1", "small"),
        ("llama-3.3-70b-versatile", "https://x/v1", "open"),
        ("mixtral-8x22b", "https://x/v1", "open"),
        ("gemma-3-27b-it", "https://x/v1", "open"),
    ],
)
def test_profiles_go_by_name(model: str, base_url: str | None, name: str):
    assert profile_for(model, base_url).name == name


@pytest.mark.fault(53)
def test_endpoints_show_neither_key_nor_password():
    backend = Hosted("https://user:pass@api.test/v1/", "m", "sk-secret")
    assert backend.endpoint() == Endpoint("https://api.test/v1", "sk-secret", ("user", "pass"))
    assert backend.endpoint().host == "api.test:443"
    assert repr(backend.endpoint()) == "Endpoint(base_url='https://api.test/v1')"
    assert backend.identity == {"host": "https://api.test:443/v1"}


@pytest.mark.parametrize(
    "url", ["", "api.test/v1", "ftp://api.test", "http://", "file:///x", "http://[::1", "http://h:x"]
)
def test_addresses_that_are_none(url: str):
    with pytest.raises(UsageError, match="https://host/v1"):
        Hosted(url, "m")


@pytest.mark.fault(52)
def test_an_unencrypted_remote_address_is_warned_of(caplog: pytest.LogCaptureFixture):
    Hosted("http://127.0.0.1:1/v1", "m")
    assert not caplog.records
    Hosted("http://api.test/v1", "m")
    assert "unencrypted" in caplog.text


def test_importing_the_client_loads_no_vendor_library():
    code = "import sys, extractor.model.client, extractor.model.server; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"openai", "instructor", "tenacity", "diskcache", "xllamacpp", "httpx2"} & set(loaded)
