"""Every error a user can meet, as a tree.

ExtractorError
├── InputError        the article or file can't be used; other articles go on
├── UsageError        the call itself is wrong: options, settings, columns
├── ModelError        the model or its endpoint failed for this article
│   ├── ProviderError   transport: refused, timed out, rate limited, server error
│   ├── ReplyError      the reply can't be used: invalid, truncated, refused
│   └── AccessError     wrong key, unknown model: no article can succeed
└── EnvironmentFault  the machine lacks something: the local extra, disk, memory

A message is one line: what is wrong, then how to mend it. `code` is a stable short name for logs and tables.
"""


class ExtractorError(Exception):
    """Base of all errors shown to a user."""

    def __init__(self, message: str, *, code: str = "error") -> None:
        super().__init__(message)
        self.code = code


class InputError(ExtractorError):
    """An article or file can't be used."""


class UsageError(ExtractorError):
    """The call itself is wrong."""


class ModelError(ExtractorError):
    """The model or its endpoint failed for one article."""


class ProviderError(ModelError):
    """Transport failure after all retries."""


class ReplyError(ModelError):
    """The model's reply can't be used."""


class AccessError(ModelError):
    """The endpoint refuses us whatever the article: wrong key, unknown model."""


class EnvironmentFault(ExtractorError):
    """The machine lacks something that the run needs."""
