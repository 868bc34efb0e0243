"""Retry arithmetic without a server or a clock."""

import pytest

from extractor.errors import ProviderError, ReplyError
from extractor.model.retry import Again, RetryLimits, Tally, policy, retry_after

NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT

HEADERS = [
    ({"retry-after": "1"}, 1.0),
    ({"retry-after": " 2.5 "}, 2.5),
    ({"retry-after-ms": "300"}, 0.3),
    ({"retry-after-ms": "300", "retry-after": "9"}, 0.3),
    ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
    ({"retry-after": "Tue, 14 Nov 2023 22:13:50 GMT"}, 30.0),
    ({"retry-after": "Tue, 14 Nov 2023 22:00:00 GMT"}, 0.0),
    ({"retry-after": "-5"}, None),
    ({"retry-after": "nan"}, None),
    ({"retry-after": "inf"}, None),
    ({"retry-after": "soon"}, None),
    ({"retry-after": ""}, None),
    ({}, None),
]


@pytest.mark.fault(1)
@pytest.mark.parametrize(("headers", "seconds"), HEADERS)
def test_retry_after(headers: dict[str, str], seconds: float | None):
    assert retry_after(headers, NOW) == seconds


def again(kind: str = "transport", wait: float | None = None) -> Again:
    error = ProviderError("down") if kind == "transport" else ReplyError("odd")
    return Again(kind, error, wait)  # type: ignore[arg-type]


def run(*failures: Exception, limits: RetryLimits, deadline: float = 1e6) -> tuple[list[float], Tally]:
    """The waits between the failures, with success after the last."""
    waits: list[float] = []
    left = list(failures)

    def step() -> None:
        if left:
            raise left.pop(0)

    tally = Tally(limits)
    policy(tally, deadline=deadline, sleep=waits.append)(step)
    return waits, tally


def test_backoff_is_random_and_capped():
    waits, tally = run(*[again()] * 8, limits=RetryLimits(transport=8, backoff=1.0, longest_backoff=3.0))
    assert tally.attempts.transport == len(waits) == 8
    assert all(0 <= wait <= 3 for wait in waits)
    assert len(set(waits)) > 1


def test_the_server_says_how_long():
    assert run(again(wait=7.0), limits=RetryLimits())[0] == [7.0]


def test_an_invalid_reply_is_asked_again_at_once():
    waits, tally = run(again("invalid"), limits=RetryLimits())
    assert waits in ([], [0], [0.0])
    assert tally.attempts.invalid == 1


@pytest.mark.parametrize(
    ("failures", "limits"),
    [
        ([again()] * 4, RetryLimits(transport=3)),
        ([again("invalid")] * 2, RetryLimits(invalid=1)),
        ([again("truncated")] * 2, RetryLimits(truncated=1)),
        ([again(wait=61.0)], RetryLimits(longest_wait=60.0)),
        ([again()], RetryLimits(transport=0)),
    ],
)
def test_what_is_used_up_is_raised(failures: list[Again], limits: RetryLimits):
    with pytest.raises(Again):
        run(*failures, limits=limits)


@pytest.mark.parametrize("error", [ProviderError("final"), ValueError("a bug"), KeyboardInterrupt()])
def test_nothing_else_is_retried(error: BaseException):
    calls: list[int] = []

    def step() -> None:
        calls.append(1)
        raise error

    with pytest.raises(type(error)):
        policy(Tally(RetryLimits()), deadline=10.0, sleep=lambda _: None)(step)
    assert len(calls) == 1


def test_no_wait_passes_the_deadline():
    with pytest.raises(Again):
        run(again(wait=5.0), limits=RetryLimits(), deadline=4.0)
