"""When to ask again, and when not to.

There is one retry loop in the program, here; those of the vendor libraries are switched off, since nested loops
multiply (three layers make nine requests to one dead server). Transport failures and invalid replies are counted apart:
a server that stumbles says nothing about the model's JSON, and the other way round. What fails the same way every time
(wrong key, article too long, refusal) is never sent again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

from extractor.errors import ModelError
from extractor.model.question import Attempts

if TYPE_CHECKING:
    import tenacity

Kind = Literal["transport", "invalid", "truncated"]
OnWait = Callable[[ModelError, float], None]


@dataclass(frozen=True, slots=True)
class RetryLimits:
    """How often a question is sent again, by reason, and how long to wait in between (seconds).

    `longest_wait` caps what a server may ask for in `Retry-After`: a longer wait is not waited for at all.
    """

    transport: int = 3
    invalid: int = 1
    truncated: int = 1
    backoff: float = 0.5
    longest_backoff: float = 8.0
    longest_wait: float = 60.0


class Again(Exception):
    """Worth another request. `error` is what the user sees when there is none; `wait` what the server asked for."""

    def __init__(self, kind: Kind, error: ModelError, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.kind = kind
        self.error = error
        self.wait = wait


class Tally:
    """Counts the repeated requests of one question."""

    def __init__(self, limits: RetryLimits) -> None:
        self.limits = limits
        self.counts: dict[Kind, int] = {"transport": 0, "invalid": 0, "truncated": 0}

    def allows(self, error: BaseException) -> bool:
        """Whether to ask again after `error`; counts the repetition when so."""
        if not isinstance(error, Again):
            return False
        if error.wait is not None and error.wait > self.limits.longest_wait:
            return False
        if self.counts[error.kind] >= getattr(self.limits, error.kind):
            return False
        self.counts[error.kind] += 1
        return True

    @property
    def attempts(self) -> Attempts:
        """The counts as the answer reports them."""
        return Attempts(**self.counts)


def policy(
    tally: Tally, *, deadline: float, sleep: Callable[[float], None] = time.sleep, on_wait: OnWait | None = None
) -> tenacity.Retrying:
    """The loop for one question: stops by `tally`, or when the next wait would pass `deadline` (seconds from now)."""
    import tenacity

    limits = tally.limits
    backoff = tenacity.wait_random_exponential(multiplier=limits.backoff, max=limits.longest_backoff)

    def wait(state: tenacity.RetryCallState) -> float:
        error = _failure(state)
        if error.kind != "transport":
            return 0.0
        return backoff(state) if error.wait is None else error.wait

    def announce(state: tenacity.RetryCallState) -> None:
        if on_wait is not None and state.upcoming_sleep:
            on_wait(_failure(state).error, state.upcoming_sleep)

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(tally.allows),
        wait=wait,
        stop=tenacity.stop_before_delay(deadline),
        before_sleep=announce,
        sleep=sleep,
        reraise=True,
    )


def _failure(state: tenacity.RetryCallState) -> Again:
    error = state.outcome.exception() if state.outcome else None
    assert isinstance(error, Again)  # nothing else is retried
    return error


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The wait in seconds that a response asks for; None where it asks for none or writes nonsense.

    `now` is the time in seconds since 1970, for the form of the header that names a date.
    """
    for name, unit in (("retry-after-ms", 1e-3), ("retry-after", 1.0)):
        value = headers.get(name, "").strip()
        try:
            seconds = float(value) * unit
        except ValueError:
            continue
        if 0 <= seconds < float("inf"):
            return seconds
    try:
        return max(0.0, parsedate_to_datetime(headers.get("retry-after", "")).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None
