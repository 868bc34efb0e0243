"""What is asked of a model and what comes back, as plain values.

The pipeline knows only these types and the `ChatModel` protocol; which library, server or cache answers is decided
once, where the program starts. So a test hands in a queue of answers, and no stage can depend on a provider's habits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from pydantic import BaseModel

Role = Literal["system", "user", "assistant"]
D = TypeVar("D", bound="BaseModel")


class Message(NamedTuple):
    """One turn of the conversation sent to the model."""

    role: Role
    content: str


class Usage(NamedTuple):
    """Tokens of an answer, summed over its attempts; None where the server does not say (unknown is not zero).

    `cached` counts those prompt tokens that the server did not compute again.
    """

    prompt: int | None = None
    completion: int | None = None
    cached: int | None = None


class Attempts(NamedTuple):
    """Requests that were sent again, by reason: the transport failed, the reply was invalid, the reply was cut off."""

    transport: int = 0
    invalid: int = 0
    truncated: int = 0


NO_USAGE = Usage()
NO_ATTEMPTS = Attempts()


class TokenLogprob(NamedTuple):
    """One generated token with its log-probability (natural log) and the alternatives the server reported."""

    token: str
    logprob: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Question(Generic[D]):
    """One call on a model.

    `name` is the prompt's name with version ("statement.v1"). `response_model` may be built for one article, e.g. with
    its sentence numbers as the allowed values. None in a setting means the profile's figure; `deadline` is in
    seconds of wall clock, all attempts together. A reply cut off by `max_tokens` is asked for once more with
    `max_tokens_retry` when that is set and nothing complete could be saved. `logprobs` asks for log-probabilities.
    """

    name: str
    messages: tuple[Message, ...]
    response_model: type[D]
    max_tokens: int | None = None
    max_tokens_retry: int | None = None
    temperature: float | None = None
    seed: int | None = None
    deadline: float | None = None
    logprobs: bool = False


@dataclass(frozen=True, slots=True)
class Answer(Generic[D]):
    """A reply that could be used.

    `text` is the reply as it came, `parsed` what was read from it, `notes` what had to be repaired or left out on the
    way (empty for a clean reply). `seconds` is the time the reply took when it was made, also on a cache hit. `replies`
    are the keys under which this reply, and those that had to be corrected before, are stored.
    """

    parsed: D
    text: str
    usage: Usage = NO_USAGE
    seconds: float = 0.0
    cache_hit: bool = False
    attempts: Attempts = NO_ATTEMPTS
    finish_reason: str = "stop"
    notes: tuple[str, ...] = ()
    logprobs: tuple[TokenLogprob, ...] = ()
    replies: tuple[str, ...] = ()


class ChatModel(Protocol):
    """The one seam to a model. `name` is what the records' provenance states."""

    @property
    def name(self) -> str:
        """The model's name for provenance."""

    def ask(self, question: Question[D]) -> Answer[D]:
        """Answer one question.

        Raises `ProviderError`, `ReplyError` or `AccessError` (see `extractor.errors`), never a library's exception.
        """
        ...
