"""One writer per file: a lock that the system lets go of when its holder dies, however it dies.

`flock` on a file of its own, which also says who holds it. Where there is no `flock` (Windows), nothing is locked.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from extractor.errors import EnvironmentFault

if sys.platform != "win32":
    import fcntl


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold `PATH.lock` during the block.

    Raises EnvironmentFault at once when another process holds it, OSError when it can't be made.
    """
    lock = path.with_name(path.name + ".lock")
    with _locked(lock, path) as file:
        try:
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield
        finally:
            lock.unlink(missing_ok=True)


def _locked(lock: Path, path: Path) -> IO[str]:
    while True:
        file = lock.open("a+", encoding="ascii")
        if sys.platform == "win32" or (_try(file) and _is_still(file, lock)):
            return file
        file.seek(0)
        holder = file.read().strip()
        file.close()
        if holder:
            message = f"{path} is being written by process {holder}; wait for it, or name another file"
            raise EnvironmentFault(message, code="locked")


def _try(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(file: IO[str], lock: Path) -> bool:
    """Whether the name still means this file: its last holder may have removed it after we opened it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), lock.stat())
    except FileNotFoundError:
        return False
