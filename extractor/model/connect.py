"""Opens the model that the user asked for: the only place that knows there is more than one kind."""

from dataclasses import dataclass, field
from pathlib import Path

from extractor.errors import UsageError
from extractor.model.backend import Backend, Hosted
from extractor.model.cache import ReplyCache
from extractor.model.client import OpenAIChat
from extractor.model.folders import default_cache_dir
from extractor.model.profiles import Profile, profile_for
from extractor.model.retry import OnWait, RetryLimits
from extractor.model.weights import Progress

REPLIES = "replies"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What the user can choose. Without `base_url` it is the embedded model; `profile` None goes by the model's name.

    `use_cache` False neither reads nor writes stored replies. `threads` None means all cores this process may use.
    """

    model: str = ""
    base_url: str | None = None
    api_key: str = field(default="", repr=False)
    cache_dir: Path = field(default_factory=default_cache_dir)
    use_cache: bool = True
    profile: Profile | None = None
    limits: RetryLimits = field(default_factory=RetryLimits)
    threads: int | None = None


def open_chat(
    settings: ModelSettings, *, progress: Progress | None = None, on_wait: OnWait | None = None
) -> OpenAIChat:
    """A chat model for `settings`. Cheap: nothing is started or contacted before the first question.

    `progress` hears of the joining of the weights, `on_wait` of pauses between requests. Raises `UsageError` when a
    base URL comes without a model or a model without a base URL.
    """
    profile = settings.profile or profile_for(settings.model, settings.base_url)
    cache = ReplyCache(settings.cache_dir / REPLIES) if settings.use_cache else None
    backend = _backend(settings, profile, progress)
    return OpenAIChat(backend, profile, cache=cache, limits=settings.limits, on_wait=on_wait)


def _backend(settings: ModelSettings, profile: Profile, progress: Progress | None) -> Backend:
    if settings.base_url is not None:
        if not settings.model:
            raise UsageError("--base-url needs --model NAME, the model to ask there", code="model")
        return Hosted(settings.base_url, settings.model, settings.api_key)
    from extractor.model.server import LocalServer, LocalSettings, available_cores

    if settings.model.lower() not in ("", "local"):
        raise UsageError(f"the model {settings.model!r} needs --base-url URL, the server that runs it", code="base_url")
    local = LocalSettings(
        n_ctx=profile.context, threads=settings.threads or available_cores(), speculative=profile.speculative
    )
    return LocalServer(local, cache_dir=settings.cache_dir, progress=progress)
