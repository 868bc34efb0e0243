"""Which model answers: the embedded one, or the endpoint the user named."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractor.errors import UsageError
from extractor.model.backend import Backend, Hosted
from extractor.model.cache import ChainedReplies, Replies, ReplyCache
from extractor.model.client import OpenAIChat
from extractor.model.profiles import LOCAL, LOCAL_NAMES, Profile, profile_for
from extractor.model.retry import OnWait
from extractor.model.server import LocalServer, LocalSettings

REPLIES = "replies"  # folder of cached replies inside the cache directory
HOSTED_URL = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """What the user said about the model. `base_url` None with another name than `local` is OpenAI's own endpoint.

    `timeout` is in seconds of wall clock for one question with all its attempts; None is the profile's.
    """

    model: str = "local"
    base_url: str | None = field(default=None, repr=False)  # it may hold a password
    api_key: str = field(default="", repr=False)
    use_cache: bool = True
    timeout: float | None = None

    @property
    def is_local(self) -> bool:
        """Whether the embedded model answers, so that no article leaves the machine."""
        return self.base_url is None and self.model.lower() in LOCAL_NAMES

    @property
    def profile(self) -> Profile:
        """How this model is treated."""
        profile = profile_for(self.model, self.base_url)
        return profile if self.timeout is None else replace(profile, timeout=self.timeout)


def open_model(
    choice: ModelChoice,
    *,
    cache_dir: Path,
    replies: Replies | None = None,
    progress: Callable[[int, int], None] | None = None,
    on_wait: OnWait | None = None,
) -> OpenAIChat:
    """The model, not yet started: a local server starts with the first question that no cached reply answers.

    `replies` are the project's own, which are looked at before the user's cache. `progress` hears of the bytes joined
    and to join when the embedded model is set up for the first time. Raises UsageError where an endpoint is named
    without a model.
    """
    shared = ReplyCache(cache_dir / REPLIES) if choice.use_cache else None
    places = [place for place in (replies, shared) if place is not None]
    cache = ChainedReplies(*places) if places else None
    backend: Backend
    if choice.is_local:
        backend = LocalServer(LocalSettings(n_ctx=LOCAL.context), cache_dir=cache_dir, progress=progress)
    else:
        if choice.model.lower() in LOCAL_NAMES:
            raise UsageError("--base-url needs --model NAME, the model's name at that endpoint", code="model")
        backend = Hosted(choice.base_url or HOSTED_URL, choice.model, choice.api_key)
    return OpenAIChat(backend, choice.profile, cache=cache, on_wait=on_wait)
