"""The model behind the seam: cache first, then the wire, with one retry policy around it.

The order of cheapness decides: a stored reply costs nothing, salvaging a bad reply costs a millisecond, another request
costs up to a minute. So a reply is asked for again only when nothing of the last one can be used.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Generic

from extractor.errors import ModelError, ProviderError, ReplyError
from extractor.model import salvage
from extractor.model.backend import Backend
from extractor.model.cache import ReplyCache, StoredReply, key_of
from extractor.model.profiles import Profile
from extractor.model.question import Answer, Attempts, ChatModel, D, Message, Question, TokenLogprob, Usage
from extractor.model.request import corrected, defuse, key_fields, request_for
from extractor.model.retry import Again, OnWait, RetryLimits, Tally, policy
from extractor.model.wire import Reply, Wire

log = logging.getLogger(__name__)


class OpenAIChat:
    """A `ChatModel` over any server that speaks OpenAI's chat completions; also a context manager.

    `cache` None neither reads nor writes replies. `on_wait` hears of every pause before a repeated request.
    """

    def __init__(
        self,
        backend: Backend,
        profile: Profile,
        *,
        cache: ReplyCache | None = None,
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
        """Answer from the cache, else from the server.

        Raises `ProviderError`, `ReplyError` or `AccessError`, and `EnvironmentFault` when the local model can't run.
        """
        key = (
            "" if self._cache is None else key_of(key_fields(question, self.profile, self.name, self.backend.identity))
        )
        stored = None if self._cache is None else self._cache.get(key)
        if stored is not None and (answer := _from_cache(question, stored)) is not None:
            return answer
        answer = self._from_server(question)
        if self._cache is not None:
            reply = StoredReply(answer.text, answer.usage, answer.seconds, answer.finish_reason, answer.logprobs)
            self._cache.put(key, reply)
        return answer

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

    def _from_server(self, question: Question[D]) -> Answer[D]:
        limit = question.deadline or self.profile.timeout
        tally = Tally(self._limits)
        self.backend.endpoint()  # starting a local server takes seconds that are not the question's
        exchange = _Exchange(question, request_for(question, self.profile, self.name))
        end = time.monotonic() + limit
        loop = policy(tally, deadline=limit, sleep=self._sleep, on_wait=self._on_wait)
        try:
            return loop(lambda: exchange.read(self._send(exchange, end), tally))
        except Again as error:
            raise error.error from error.__cause__

    def _send(self, exchange: "_Exchange[Any]", end: float) -> Reply:
        endpoint = self.backend.endpoint()
        remaining = end - time.monotonic()
        if remaining <= 0:
            raise ProviderError(f"no usable reply from {endpoint.host} in time; see --timeout", code="timeout")
        try:
            reply = self._wire.send(endpoint, self._mode, exchange.request, remaining)
        except ReplyError as error:
            if error.code != "no_schema" or self._mode == "md_json":
                raise
            log.warning("%s; the schema goes into the prompt instead", error)
            self._mode = "md_json"
            return self._send(exchange, end)
        self._check_name(reply)
        return reply

    def _check_name(self, reply: Reply) -> None:
        asked, got = self.name.lower(), reply.model.lower()
        if got and not self._warned_of_name and asked not in got and got not in asked:
            self._warned_of_name = True
            log.warning("asked for the model %r, the server says %r answered", self.name, reply.model)


@dataclass
class _Exchange(Generic[D]):
    """The state of one question while it is being asked: the request as it stands, and what was spent."""

    question: Question[D]
    request: dict[str, Any]
    spent: list[Reply] = field(default_factory=list)

    def read(self, reply: Reply, tally: Tally) -> Answer[D]:
        """The answer in a reply; raises `Again`, with the request changed for it, or `ReplyError`."""
        self.spent.append(reply)
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
        self.request["messages"] = corrected(self.request["messages"], reply.text, read.notes)
        raise Again("invalid", ReplyError(f"the reply can't be used: {'; '.join(read.notes[:3])}", code="invalid"))

    def _cut_off(self) -> ModelError | Again:
        limit = "max_completion_tokens" if "max_completion_tokens" in self.request else "max_tokens"
        error = ReplyError(f"the reply was cut off after {self.request[limit]} tokens", code="truncated")
        larger = self.question.max_tokens_retry
        if larger is None or larger <= self.request[limit]:
            return error
        self.request[limit] = larger
        return Again("truncated", error)

    def _answer(self, reply: Reply, parsed: D, notes: tuple[str, ...], tally: Tally) -> Answer[D]:
        return Answer(
            parsed=parsed,
            text=reply.text,
            usage=_total([spent.usage for spent in self.spent]),
            seconds=sum(spent.seconds for spent in self.spent),
            attempts=tally.attempts,
            finish_reason=reply.finish_reason,
            notes=notes,
            logprobs=reply.logprobs,
        )


def _from_cache(question: Question[D], stored: StoredReply) -> Answer[D] | None:
    read = salvage.read(question.response_model, stored.text)
    if read.parsed is None:
        return None
    cut_off = ("reply cut off",) if stored.finish_reason == "length" else ()
    return Answer(
        parsed=read.parsed,
        text=stored.text,
        usage=stored.usage,
        seconds=stored.seconds,
        cache_hit=True,
        finish_reason=stored.finish_reason,
        notes=(*cut_off, *read.notes),
        logprobs=stored.logprobs,
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
