"""The only storage format the reply cache accepts: JSON, inside the database.

diskcache unpickles rows that say they are pickles (CVE-2025-69872; its own JSONDisk does so too) and opens files that a
row names, also outside the cache directory. Whoever can write the directory could then run code or delete files. This
disk refuses both kinds of row.
"""

from typing import Any

import diskcache  # type: ignore[import-untyped]

MODE_RAW = 1


class SafeJSONDisk(diskcache.JSONDisk):  # type: ignore[misc]
    """JSON only, inline only: nothing is unpickled, no path named by the database is touched."""

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        """The stored value; raises `ValueError` on a row of any other kind."""
        if mode != MODE_RAW or filename is not None or read:
            raise ValueError("refused cache row")
        return super().fetch(mode, filename, value, read)

    def get(self, key: Any, raw: bool) -> Any:
        """The stored key; raises `ValueError` on a pickled one."""
        if not raw:
            raise ValueError("refused cache key")
        return super().get(key, raw)

    def remove(self, file_path: str) -> None:
        """Nothing is stored in files, so nothing is removed."""


def open_disk(folder: str, lock_timeout: float) -> Any:
    """A `diskcache.Cache` in `folder` that never evicts: replies are paid work."""
    return diskcache.Cache(
        folder, disk=SafeJSONDisk, disk_min_file_size=2**31, eviction_policy="none", timeout=lock_timeout
    )


def store(cache: Any, key: str, value: Any) -> None:
    """Set a value; raises `TimeoutError` when another process holds the database for too long."""
    try:
        cache.set(key, value)
    except diskcache.Timeout:
        raise TimeoutError("another process is writing to it") from None
