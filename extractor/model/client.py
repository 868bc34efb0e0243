"""The model behind the seam: stored replies first, then the wire, with one retry policy around it.

The order of cheapness decides: a stored reply costs nothing, salvaging a bad reply costs a millisecond, another request
costs up to a minute. So a reply is asked for again only when nothing of the last one can be used. Replies are stored
request by request, before they are read: a question that was interrupted between an invalid reply and its correction
goes on at the correction.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Generic

from extractor.errors import ModelError, ProviderError, ReplyError
from extractor.model import salvage
from extractor.model.backend import Backend, Recorded
from extractor.model.cache import Replies, StoredReply, key_of
from extractor.model.profiles import Profile
from extractor.model.question import Answer, Attempts, ChatModel, D, Message, Question, TokenLogprob, Usage
from extractor.model.request import corrected, defuse, key_fields, request_for
from extractor.model.retry import Again, OnWait, RetryLimits, Tally, policy
from extractor.model.wire import Reply, Wire

log = logging.getLogger(__name__)


class OpenAIChat:
    """A `ChatModel` over any server that speaks OpenAI's chat completions; also a context manager.

    `cache` None neither reads nor stores replies. `on_wait` hears of every pause before a repeated request.
    """

    def __init__(
        self,
        backend: Backend,
        profile: Profile,
        *,
        cache: Replies | None = None,
        limits: RetryLimits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        on_wait: OnWait | None = None,
    ) -> None:
        self.backend = backend
        self.profile = profile
        self._cache = cache
        self._limits = limits or RetryLimits()
        self._sleep = sleep
        self._on_wait = on_wait
        self._wire = Wire()
        self._mode = profile.mode
        self._warned_of_name = False

    @property
    def name(self) -> str:
        """The model's name for provenance."""
        return self.backend.model

    def ask(self, question: Question[D]) -> Answer[D]:
        """Answer from stored replies, else from the server.

        Raises `ProviderError`, `ReplyError` or `AccessError`, and `EnvironmentFault` when the local model can't run.
        """
        exchange, tally = self._begin(question), Tally(self._limits)
        try:
            answer = self._replayed(exchange, tally)
        except ReplyError:
            if isinstance(self.backend, Recorded):
                raise
            # What is stored ends in nothing usable, so whoever asks again means it.
            answer, exchange, tally = None, self._begin(question), Tally(self._limits)
        return answer or self._from_server(exchange, tally)

    def close(self) -> None:
        """Close connections, cache and a local server."""
        self._wire.close()
        self.backend.close()
        if self._cache is not None:
            self._cache.close()

    def __enter__(self) -> "OpenAIChat":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin(self, question: Question[D]) -> "_Exchange[D]":
        return _Exchange(question, key_fields(question, self.profile, self.name, self.backend.identity))

    def _replayed(self, exchange: "_Exchange[D]", tally: Tally) -> Answer[D] | None:
        """The answer as far as stored replies lead; None where the next reply is not stored."""
        while self._cache is not None and (stored := self._cache.get(exchange.key)) is not None:
            try:
                return exchange.read(stored, tally)
            except Again as again:
                if not tally.allows(again):
                    raise again.error from None
        return None

    def _from_server(self, exchange: "_Exchange[D]", tally: Tally) -> Answer[D]:
        limit = exchange.question.deadline or self.profile.timeout
        self.backend.endpoint()  # starting a local server takes seconds that are not the question's
        end = time.monotonic() + limit
        loop = policy(tally, deadline=limit, sleep=self._sleep, on_wait=self._on_wait)
        try:
            return loop(lambda: exchange.read(self._send(exchange, end), tally))
        except Again as error:
            raise error.error from error.__cause__

    def _send(self, exchange: "_Exchange[Any]", end: float) -> StoredReply:
        endpoint = self.backend.endpoint()
        remaining = end - time.monotonic()
        if remaining <= 0:
            raise ProviderError(f"no usable reply from {endpoint.host} in time; see --timeout", code="timeout")
        try:
            reply = self._wire.send(endpoint, self._mode, exchange.request(self.profile, self.name), remaining)
        except ReplyError as error:
            if error.code != "no_schema" or self._mode == "md_json":
                raise
            log.warning("%s; the schema goes into the prompt instead", error)
            self._mode = "md_json"
            return self._send(exchange, end)
        exchange.cache_hit = False
        stored = _stored(reply, exchange.question.name)
        if self._cache is not None:
            self._cache.put(exchange.key, stored)
        self._check_name(reply)
        return stored

    def _check_name(self, reply: Reply) -> None:
        asked, got = self.name.lower(), reply.model.lower()
        if got and not self._warned_of_name and asked not in got and got not in asked:
            self._warned_of_name = True
            log.warning("asked for the model %r, the server says %r answered", self.name, reply.model)


@dataclass
class _Exchange(Generic[D]):
    """The state of one question while it is being asked: what the next request says, and what was spent.

    `fields` are those of the key; messages and token limit in them change with every correction.
    """

    question: Question[D]
    fields: dict[str, Any]
    spent: list[StoredReply] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    cache_hit: bool = True

    @property
    def key(self) -> str:
        """Under which the reply to the next request is stored."""
        return key_of(self.fields)

    def request(self, profile: Profile, model: str) -> dict[str, Any]:
        """The next request."""
        now = {"messages": self.fields["messages"], profile.token_limit: self.fields["max_tokens"]}
        return request_for(self.question, profile, model) | now

    def read(self, reply: StoredReply, tally: Tally) -> Answer[D]:
        """The answer in a reply; raises `Again`, with the request changed for it, or `ReplyError`."""
        self.spent.append(reply)
        self.keys.append(self.key)
        if reply.refused:
            raise ReplyError("the model refuses to answer", code="refused")
        cut_off = reply.finish_reason == "length"
        if not reply.text.strip() and not cut_off:
            raise ReplyError("the model gave an empty reply", code="refused")
        read = salvage.read(self.question.response_model, reply.text)
        if read.parsed is not None:
            return self._answer(reply, read.parsed, (*(("reply cut off",) if cut_off else ()), *read.notes), tally)
        if cut_off:
            raise self._cut_off()
        self.fields["messages"] = corrected(self.fields["messages"], reply.text, read.notes)
        raise Again("invalid", ReplyError(f"the reply can't be used: {'; '.join(read.notes[:3])}", code="invalid"))

    def _cut_off(self) -> ModelError | Again:
        limit, larger = self.fields["max_tokens"], self.question.max_tokens_retry
        error = ReplyError(f"the reply was cut off after {limit} tokens", code="truncated")
        if larger is None or larger <= limit:
            return error
        self.fields["max_tokens"] = larger
        return Again("truncated", error)

    def _answer(self, reply: StoredReply, parsed: D, notes: tuple[str, ...], tally: Tally) -> Answer[D]:
        return Answer(
            parsed=parsed,
            text=reply.text,
            usage=_total([spent.usage for spent in self.spent]),
            seconds=sum(spent.seconds for spent in self.spent),
            cache_hit=self.cache_hit,
            attempts=tally.attempts,
            finish_reason=reply.finish_reason,
            notes=notes,
            logprobs=reply.logprobs,
            replies=tuple(self.keys),
        )


def _stored(reply: Reply, prompt: str) -> StoredReply:
    return StoredReply(
        text=reply.text,
        usage=reply.usage,
        seconds=reply.seconds,
        finish_reason=reply.finish_reason,
        logprobs=reply.logprobs,
        refused=reply.refused,
        prompt=prompt,
    )


def _total(usages: list[Usage]) -> Usage:
    """The sum; a count that one attempt left open is open in all."""

    def add(counts: list[int | None]) -> int | None:
        known = [count for count in counts if count is not None]
        return sum(known) if known and len(known) == len(counts) else None

    return Usage(*(add(list(counts)) for counts in zip(*usages, strict=True)))


__all__ = [
    "Answer",
    "Attempts",
    "ChatModel",
    "Message",
    "OpenAIChat",
    "Question",
    "TokenLogprob",
    "Usage",
    "defuse",
]
