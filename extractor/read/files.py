"""Opening and reading one file without being held up by it.

A named pipe would hang the run and a device may never end, so only regular files are read; the kind is asked before the
file is opened and again of what was opened, since the two can differ.
"""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from extractor.errors import InputError

# Without O_NONBLOCK, opening a pipe that took the file's place meanwhile would wait for a writer.
OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading; InputError `unreadable` for all else. The caller closes it."""
    try:
        _check_kind(os.stat(path).st_mode)
        stream = os.fdopen(os.open(path, OPEN_FLAGS), "rb")
    except (OSError, ValueError) as error:
        raise unreadable(error) from None
    try:
        _check_kind(os.fstat(stream.fileno()).st_mode)
    except InputError:
        stream.close()
        raise
    return stream


def read_whole(path: Path, limit: int) -> bytes:
    """All bytes of a regular file; InputError `too_long` where it has more than `limit`, asked before reading."""
    with open_regular(path) as stream:
        if (size := os.fstat(stream.fileno()).st_size) > limit:
            raise too_long(size, limit)
        return read_bounded(stream, limit)


def read_bounded(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of an open stream; InputError `too_long` as soon as more than `limit` came."""
    try:
        data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise unreadable(error) from None
    if len(data) > limit:
        raise too_long(len(data), limit)
    return data


def too_long(size: int, limit: int) -> InputError:
    """The error for an input of `size` bytes, or of at least as many."""
    return InputError(f"{size:,} bytes are more than the {limit:,} allowed; split it", code="too_long")


def unreadable(error: OSError | ValueError) -> InputError:
    """The error for a file that the system won't give."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(f"it can't be read ({reason.lower()}); check the file and its permissions", code="unreadable")


def _check_kind(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise InputError("it has the name of a file but is a folder; rename it", code="unreadable")
    if not stat.S_ISREG(mode):
        raise InputError("it is a pipe or a device, not a file; pass a pipe as '-'", code="unreadable")
