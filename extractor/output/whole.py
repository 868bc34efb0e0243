"""Files that appear under their names only when all of them are whole and on the disk.

An export is several files that belong together: with half of them new and half of them old they would still join, and
be wrong. So each is written to `NAME.part` in its folder, and the names change only after the last byte is on the disk.
"""

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from extractor.errors import EnvironmentFault


class WholeFiles:
    """The files of one folder, which take their names together when the block ends well, else leave nothing behind.

    An OSError of the block, such as a full disk, becomes an EnvironmentFault; `option` named the folder.
    """

    def __init__(self, folder: Path, *, option: str = "--out") -> None:
        self._folder = folder
        self._option = option
        self._targets: dict[Path, Path] = {}
        self._open: list[BinaryIO] = []

    def __enter__(self) -> "WholeFiles":
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._fault(error) from error
        return self

    def open(self, name: str) -> BinaryIO:
        """A new file, open until the block ends."""
        file = self._part(name).open("wb")
        self._open.append(file)
        return file

    def write(self, name: str, data: bytes) -> None:
        """A file at once; there may be any number of them, since none stays open."""
        with self._part(name).open("wb") as file:
            file.write(data)
            _to_disk(file)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                for file in self._open:
                    _to_disk(file)
            self._close()
            if error is None:
                for part, target in self._targets.items():
                    os.replace(part, target)
        except OSError as fault:
            raise self._fault(fault) from fault
        finally:
            self._close()
            for part in self._targets:
                part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise self._fault(error) from error

    def _part(self, name: str) -> Path:
        target = self._folder / name
        if target.is_dir():
            raise EnvironmentFault(
                f"{target} is a folder; move it away or choose another {self._option}", code="output"
            )
        part = self._folder / f"{name}.part"
        self._targets[part] = target
        return part

    def _close(self) -> None:
        for file in self._open:
            # What a full disk did not take is lost anyway; all else has been brought to the disk.
            with suppress(OSError):
                file.close()

    def _fault(self, error: OSError) -> EnvironmentFault:
        message = f"can't write to {self._folder}: {error.strerror or error}; choose another {self._option}"
        return EnvironmentFault(message, code="output")


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
