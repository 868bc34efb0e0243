"""How much work a call does, counted, not timed: the same number on every machine, however busy."""

import sys
from collections.abc import Callable

GROWTH = 4  # how much larger the second input is
# Linear work grows fourfold; half as much again allows for look-ups that grow with the logarithm.
LIMIT = 6


def calls(function: Callable[[], object]) -> int:
    """The number of function calls, of C functions too, that `function` makes."""
    count = 0

    def tally(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        function()
    finally:
        sys.setprofile(before)
    return count


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Work on `GROWTH` times the input makes at most `LIMIT` times the calls."""
    work(size // 2)  # tables are loaded by the first call; another size, for some rules remember their last text
    small = calls(lambda: work(size))
    large = calls(lambda: work(size * GROWTH))
    assert large <= LIMIT * small + 500, f"{small} calls for {size}, {large} for {size * GROWTH}"
