"""Turns the libraries' exceptions into ours: what is wrong, how to mend it, and whether to ask again.

Messages name the host and never the key; a server's own words are quoted in short, on one line, without control
characters.
"""

import re
import time
from collections.abc import Mapping
from typing import Any

from extractor.errors import AccessError, ModelError, ProviderError, ReplyError
from extractor.model.backend import Endpoint
from extractor.model.retry import Again, retry_after

QUOTED_CHARS = 160
# llama.cpp: "the request exceeds the available context size"; OpenAI: "maximum context length"; others alike.
TOO_LONG = re.compile(
    r"context[_ ](?:length|size|window)|available context|too many (?:input )?tokens|prompt is too long", re.IGNORECASE
)
NO_SCHEMA = re.compile(r"response_format|json_schema", re.IGNORECASE)
NO_CREDIT = re.compile(r"insufficient_quota|billing|credit", re.IGNORECASE)
RETRIED = frozenset({408, 409, 425, 429})
# What openai and instructor stumble over in a reply of status 200 that is no chat completion: no UTF-8, no JSON, nested
# thousands deep, `"message": null`.
MALFORMED = (ValueError, AttributeError, TypeError, KeyError, IndexError, RecursionError)


def fault_of(error: BaseException, endpoint: Endpoint, model: str) -> ModelError | Again:
    """What an exception of openai's means for the user; `Again` where another try may succeed.

    Re-raises an exception that does not come from the exchange: that is a fault of this program.
    """
    import openai

    host = endpoint.host
    if isinstance(error, openai.APIStatusError):
        return _status_fault(error.status_code, _Body(error.body, endpoint), error.response.headers, (host, model))
    if isinstance(error, openai.APITimeoutError):
        return Again("transport", ProviderError(f"{host} did not answer in time", code="unreachable"))
    if isinstance(error, openai.APIConnectionError):
        return Again("transport", ProviderError(_unreachable(error, endpoint), code="unreachable"))
    if isinstance(error, (openai.APIError, *MALFORMED)):
        return bad_response(None, endpoint)
    raise error


def bad_response(body: Any, endpoint: Endpoint) -> Again:
    """A reply that is no chat completion: a login page, an empty body, an error object."""
    said = getattr(body, "model_extra", None) or {}
    shown = quoted(said.get("error") or (body if isinstance(body, str) else ""), endpoint) or "something else"
    message = f"{endpoint.host} answered with {shown}, not a chat completion; is the base URL right?"
    return Again("transport", ProviderError(message, code="bad_response"))


def quoted(value: Any, endpoint: Endpoint) -> str:
    """A server's words in a message: one line, printable, short, without secrets; empty for nothing."""
    if isinstance(value, Mapping):
        value = value.get("message") or value.get("type") or ""
    words = endpoint.masked(str(value or ""))
    words = " ".join("".join(mark if mark.isprintable() else " " for mark in words).split())
    return f"{words[:QUOTED_CHARS]!r}" if words else ""


class _Body:
    """The parts of an error body that matter, whatever its shape."""

    def __init__(self, body: object, endpoint: Endpoint) -> None:
        fields = body if isinstance(body, Mapping) else {}
        self.text = " ".join(str(fields.get(key) or "") for key in ("type", "code", "message")).strip()
        self.quoted = quoted(fields or (body if isinstance(body, str) else ""), endpoint)
        self.prompt_tokens = fields.get("n_prompt_tokens")
        self.context = fields.get("n_ctx")


def _status_fault(status: int, body: _Body, headers: Mapping[str, str], names: tuple[str, str]) -> ModelError | Again:
    host, model = names
    said = f": {body.quoted}" if body.quoted else ""
    if status == 429 and NO_CREDIT.search(body.text):
        return AccessError(f"the account at {host} has no credit left{said}", code="no_credit")
    if status in RETRIED or status >= 500:
        wait = retry_after(headers, time.time())
        if status != 429:
            return Again("transport", ProviderError(f"{host} failed with status {status}{said}", code="provider_error"))
        asks = "" if wait is None else f" and asks to wait {wait:.0f} s"
        return Again("transport", ProviderError(f"{host} limits the rate{asks}", code="rate_limited"), wait)
    if status in (400, 413, 422) and TOO_LONG.search(body.text):
        sizes = f" ({body.prompt_tokens} tokens, {body.context} fit)" if body.prompt_tokens else ""
        return ReplyError(f"the article with its prompt is too long for {model}{sizes}", code="too_long")
    if status in (400, 422) and NO_SCHEMA.search(body.text):
        return ReplyError(f"{host} does not support JSON schemas{said}", code="no_schema")
    return _refused_access(status, host, model, said) or ReplyError(
        f"{host} rejects the request with status {status}{said}", code="rejected"
    )


def _refused_access(status: int, host: str, model: str, said: str) -> AccessError | None:
    if status in (401, 403):
        return AccessError(f"{host} refuses the key{said}; check it and what it may use", code="wrong_key")
    if status == 404:
        mend = "check --model and --base-url, which mostly ends in /v1"
        return AccessError(f"{host} knows no model {model!r} or no such address{said}; {mend}", code="unknown_model")
    if 300 <= status < 400:
        return AccessError(f"{host} redirects elsewhere; give the final address as --base-url", code="redirect")
    return None


def _unreachable(error: BaseException, endpoint: Endpoint) -> str:
    deepest = error
    while deepest.__cause__ is not None:
        deepest = deepest.__cause__
    reason = quoted(deepest, endpoint) or repr(type(deepest).__name__)
    return f"can't reach {endpoint.host}: {reason}; is the server running?"
