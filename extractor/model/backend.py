"""Where a model answers: an address, a key, and what identifies the model behind it."""

import base64
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from extractor.errors import ModelError, UsageError

UNANSWERED = "unanswered"  # the code of a question that no stored reply answers
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# Local servers take any key; masking "none" or "test" would only make messages unreadable.
SHORTEST_SECRET = 8

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The base URL of an OpenAI-compatible server (with `/v1`), and what no `repr` shows: its key, and user name and
    password, which take the place of the key where a server asks for them.
    """

    base_url: str
    api_key: str = field(repr=False)
    login: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """Host and port, as messages name it."""
        parts = urlsplit(self.base_url)
        return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"

    @property
    def is_loopback(self) -> bool:
        """Whether the server runs on this machine."""
        return urlsplit(self.base_url).hostname in LOOPBACK

    def masked(self, text: str) -> str:
        """A server's words without the secrets it was sent: some repeat the request in what they answer."""
        for secret in self._secrets():
            if len(secret) >= SHORTEST_SECRET:
                text = text.replace(secret, "***")
        return text

    def _secrets(self) -> Iterator[str]:
        yield self.api_key
        if self.login is not None:
            yield base64.b64encode(":".join(self.login).encode()).decode()  # as the header has it
            yield self.login[1]
            yield quote(self.login[1], safe="")


class Backend(Protocol):
    """A place where a model answers. `identity` is what enters the key of cached replies."""

    @property
    def model(self) -> str:
        """The model's name, as requests state it."""

    @property
    def identity(self) -> Mapping[str, str]:
        """What else shapes its replies: the host, or the hash of the weights and the version of the runtime."""
        ...

    def endpoint(self) -> Endpoint:
        """Where to send the next request; starts or restarts a local server when needed."""
        ...

    def close(self) -> None:
        """Release what `endpoint` started."""


class Hosted:
    """A server that runs anyway: a provider's, or the user's own.

    A user name and password in `base_url` are taken out of it, since libraries write addresses to their logs. Raises
    `UsageError` when `base_url` is no http(s) address.
    """

    def __init__(self, base_url: str, model: str, api_key: str = "") -> None:
        parts = _split(base_url)
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])).rstrip("/")
        login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._endpoint = Endpoint(bare, api_key or "none", login)
        self.model = model
        address = urlunsplit((parts.scheme, self._endpoint.host, parts.path.rstrip("/"), "", ""))
        self.identity: Mapping[str, str] = {"host": address}
        if parts.scheme == "http" and not self._endpoint.is_loopback:
            log.warning("articles and key go to %s unencrypted; use https if the server offers it", self._endpoint.host)

    def endpoint(self) -> Endpoint:
        """The address given."""
        return self._endpoint

    def close(self) -> None:
        """Nothing was started."""


class Recorded:
    """A model that answers by stored replies alone: asking it anything else is a ModelError, `unanswered`."""

    def __init__(self, model: str, identity: Mapping[str, str]) -> None:
        self.model = model
        self.identity = identity

    def endpoint(self) -> Endpoint:
        """There is none."""
        raise ModelError(f"no stored reply of {self.model} answers this; run the article again", code=UNANSWERED)

    def close(self) -> None:
        """Nothing was started."""


def _split(base_url: str) -> SplitResult:
    try:
        parts = urlsplit(base_url)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise UsageError("the base URL must look like https://host/v1", code="base_url")
    return parts
