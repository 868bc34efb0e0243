"""Ctrl-C and SIGTERM end the program within two seconds, whatever its threads wait for.

The first signal unwinds the stack, so that files are closed and the local model stops; a timer ends the program where
that takes too long. The second signal ends it there and then. Both are safe, since everything that is stored survives
`kill -9`.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

GRACE_SECONDS = 1.0
SIGNALLED = 128  # exit codes above it name the signal that ended a program
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupted(KeyboardInterrupt):
    """A signal asked the program to end. `exit_code` is what shells report of a program that died of it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = SIGNALLED + number


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn signals into `Interrupted` during the block; only the main thread may do so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _first) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def leave(code: int) -> NoReturn:
    """Exit without waiting for workers whose replies nobody needs any more; after a signal at once."""
    lasting = [thread for thread in threading.enumerate() if not thread.daemon]
    if code < SIGNALLED and lasting == [threading.main_thread()]:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever read it has gone, or it is closed
            stream.flush()
    os._exit(code)


def _first(number: int, frame: FrameType | None) -> NoReturn:
    for each in SIGNALS:
        signal.signal(each, _second)
    timer = threading.Timer(GRACE_SECONDS, os._exit, [SIGNALLED + number])
    timer.daemon = True
    timer.start()
    raise Interrupted(number)


def _second(number: int, frame: FrameType | None) -> NoReturn:
    os._exit(SIGNALLED + number)
