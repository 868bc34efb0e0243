"""How to treat a model: settings as data, so that a new model needs a line here and no branch anywhere else.

A weak model is given closed questions (choose a number, a name from this list); a strong one may be asked openly. The
decoding settings follow from the same distinction.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

Strategy = Literal["closed", "open"]
Mode = Literal["json_schema", "md_json"]

# "qwen2.5:1.5b", "Llama-3.2-3B-Instruct": the number of parameters in billions, as model names state it.
PARAMETERS = re.compile(r"(?<![\w.])(?P<billions>\d{1,4}(?:\.\d{1,2})?)b(?![a-z0-9])", re.IGNORECASE)
# Reasoning models that refuse `temperature` and the old name of the token limit.
REASONING = re.compile(r"^(?:openai/)?(?:o\d|gpt-5)", re.IGNORECASE)
# Below about this size a model follows a list of choices better than an open instruction.
CLOSED_BELOW_BILLIONS = 8.0
LOCAL_NAMES = frozenset({"", "local"})


@dataclass(frozen=True, slots=True)
class NgramDraft:
    """Speculative decoding that drafts `size_m` tokens from an earlier occurrence of the last `size_n`.

    It leaves the text unchanged at temperature 0. On a processor without spare arithmetic it does not pay for short
    structured replies: measured at 7.5 s of processor time against 3.7 s without it (drafts of 12; 4.3 s with drafts
    of 4), since most drafts are refused. It also hides the log-probabilities of accepted tokens.
    """

    size_n: int = 3
    size_m: int = 12


@dataclass(frozen=True, slots=True)
class Profile:
    """The settings for one kind of model.

    `timeout` is the wall clock in seconds for one question with all its attempts. `context` is in tokens. None in
    `temperature` or `seed` leaves the field out of the request. `compact_grammar` needs a llama.cpp server.
    """

    name: str
    strategy: Strategy
    mode: Mode = "json_schema"
    max_tokens: int = 4096
    temperature: float | None = 0.0
    seed: int | None = 0
    context: int = 128_000
    timeout: float = 180.0
    compact_grammar: bool = False
    speculative: NgramDraft | None = None
    token_limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"


# Ten tokens a second at best, a tenth of that when other programs use the cores: hence the long timeout.
LOCAL = Profile("local", "closed", max_tokens=512, context=8192, timeout=900.0, compact_grammar=True)
OPEN = Profile("open", "open")


def profile_for(model: str, base_url: str | None) -> Profile:
    """The profile for a model by its name; `base_url` None and no name (or `local`) is the embedded model."""
    if base_url is None and model.lower() in LOCAL_NAMES:
        return LOCAL
    if REASONING.match(model):
        return replace(OPEN, name="reasoning", temperature=None, seed=None, token_limit="max_completion_tokens")
    sizes = [float(size["billions"]) for size in PARAMETERS.finditer(model)]
    if sizes and max(sizes) < CLOSED_BELOW_BILLIONS:
        return replace(OPEN, name="small", strategy="closed", max_tokens=1024, context=8192, timeout=600.0)
    return OPEN
