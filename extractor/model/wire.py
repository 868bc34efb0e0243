"""The one place that speaks to openai and instructor.

Requests run as coroutines on a loop of their own thread, and the caller waits. This is what makes a wall-clock limit
real: a read timeout never fires on a server that drips a byte now and then, and a blocked socket can't be interrupted
from another thread, but a cancelled coroutine closes its connection at once, which also stops the model from
generating. It works inside a notebook, where a loop runs already, and with several calling threads.
"""

from __future__ import annotations

import asyncio
import copy
import logging
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.errors import ProviderError
from extractor.model.faults import bad_response, fault_of
from extractor.model.question import TokenLogprob, Usage

if TYPE_CHECKING:
    from extractor.model.backend import Endpoint
    from extractor.model.profiles import Mode

T = TypeVar("T")
CONNECT_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply of a server.

    `text` is not parsed here: what instructor returns is a subclass that drags the whole response along and never
    equals the same values read from a stored reply.
    """

    text: str
    finish_reason: str
    refused: bool
    model: str
    usage: Usage
    seconds: float
    logprobs: tuple[TokenLogprob, ...] = field(default=())


class Wire:
    """Sends chat completions to one endpoint at a time. Opened by the first `send`; `close` may be followed by more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._endpoint: Endpoint | None = None
        self._client: Any = None

    def send(self, endpoint: Endpoint, mode: Mode, request: dict[str, Any], timeout: float) -> Reply:
        """One request, at most `timeout` seconds long by the clock on the wall.

        Raises `Again` where another try may succeed, else one of our errors.
        """
        with self._lock:
            create = self._creator(endpoint, mode)
        started = time.monotonic()
        completion = self._run(_exchange(create, endpoint, request, timeout))
        return _reply(completion, endpoint, time.monotonic() - started)

    def close(self) -> None:
        """Close connections and end the thread."""
        with self._lock:
            if self._loop is None or self._thread is None:
                return
            if self._client is not None:
                self._run(self._client.close())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
            self._loop = self._thread = self._endpoint = self._client = None

    def _creator(self, endpoint: Endpoint, mode: Mode) -> Callable[..., Any]:
        import instructor
        import openai

        logging.getLogger("instructor").setLevel(logging.CRITICAL)  # it logs whole articles as errors
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="model client", daemon=True)
            self._thread.start()
        if endpoint != self._endpoint:
            if self._client is not None:
                self._run(self._client.close())
            self._client = openai.AsyncOpenAI(
                base_url=endpoint.base_url,
                api_key=endpoint.api_key,
                max_retries=0,
                http_client=openai.DefaultAsyncHttpxClient(
                    auth=endpoint.login,
                    trust_env=not endpoint.is_loopback,  # a proxy for the Web would capture this machine's own address
                    follow_redirects=False,  # articles go where the user said, and nowhere else
                    timeout=openai.Timeout(None, connect=CONNECT_SECONDS),
                ),
            )
            self._endpoint = endpoint
        wanted = instructor.Mode.JSON_SCHEMA if mode == "json_schema" else instructor.Mode.MD_JSON
        create: Callable[..., Any] = instructor.from_openai(self._client, mode=wanted).create_with_completion
        return create

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        assert self._loop is not None
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()  # Ctrl-C while waiting: drop the connection
            raise


async def _exchange(create: Callable[..., Any], endpoint: Endpoint, request: dict[str, Any], timeout: float) -> Any:
    """The server's completion, whether or not instructor can read it as the wanted model."""
    from instructor.core import IncompleteOutputException, InstructorRetryException

    try:
        async with asyncio.timeout(timeout):
            _, completion = await create(**copy.deepcopy(request), max_retries=0, strict=False)
        return completion
    except TimeoutError:
        raise ProviderError(f"no complete reply from {endpoint.host} in time; see --timeout", code="timeout") from None
    except IncompleteOutputException as error:
        return error.last_completion
    except InstructorRetryException as error:
        if error.last_completion is not None:
            return error.last_completion
        raise fault_of(error.__cause__ or error, endpoint, str(request["model"])) from None


def _reply(completion: Any, endpoint: Endpoint, seconds: float) -> Reply:
    try:
        choice = completion.choices[0]
        message = choice.message
        text = message.content or ""
        finish = choice.finish_reason or "stop"
        refused = bool(getattr(message, "refusal", None)) or finish == "content_filter"
    except (AttributeError, IndexError, TypeError):
        raise bad_response(completion, endpoint) from None
    if not isinstance(text, str):
        raise bad_response(completion, endpoint)
    return Reply(
        text=endpoint.masked(text),
        finish_reason=str(finish),
        refused=refused,
        model=endpoint.masked(str(getattr(completion, "model", None) or "")),
        usage=_usage(completion),
        seconds=seconds,
        logprobs=_logprobs(choice),
    )


def _usage(completion: Any) -> Usage:
    usage = getattr(completion, "usage", None)
    details = getattr(usage, "prompt_tokens_details", None)
    return Usage(
        getattr(usage, "prompt_tokens", None),
        getattr(usage, "completion_tokens", None),
        getattr(details, "cached_tokens", None),
    )


def _logprobs(choice: Any) -> tuple[TokenLogprob, ...]:
    tokens = getattr(getattr(choice, "logprobs", None), "content", None) or ()
    return tuple(
        TokenLogprob(token.token, token.logprob, tuple((other.token, other.logprob) for other in token.top_logprobs))
        for token in tokens
    )
