"""Replies on disk, so that none is waited or paid for twice.

The raw text is stored as it arrives, not the parsed records: a change of the parser or of a check reads the old replies
anew, and a program that is killed while it parses has lost nothing. The key covers everything that shapes a reply. The
user's cache is a convenience and must never stop a run: whatever goes wrong with it is a miss and one warning.
"""

import hashlib
import json
import logging
import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from extractor.model.question import TokenLogprob, Usage

FORMAT = 1
DATABASE = "cache.db"
# AttributeError and IndexError come out of diskcache when its own settings rows are damaged.
FAULTS = (
    sqlite3.Error,
    zlib.error,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    OSError,
    RecursionError,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredReply:
    """A reply as it came, with what it cost, and the name of the prompt that it answers.

    `refused` is what the endpoint says beside the text; old rows have neither this nor the prompt.
    """

    text: str
    usage: Usage
    seconds: float
    finish_reason: str
    logprobs: tuple[TokenLogprob, ...] = ()
    refused: bool = False
    prompt: str = ""

    def to_json(self) -> dict[str, Any]:
        """The stored form."""
        return {
            "text": self.text,
            "usage": list(self.usage),
            "seconds": self.seconds,
            "finish_reason": self.finish_reason,
            "logprobs": [[token, logprob, others] for token, logprob, others in self.logprobs],
            "refused": self.refused,
            "prompt": self.prompt,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "StoredReply":
        """Read the stored form; raises `ValueError`, `TypeError` or `KeyError` when it is anything else."""
        if not isinstance(row["text"], str) or not isinstance(row["finish_reason"], str):
            raise ValueError("not a stored reply")
        logprobs = tuple(
            TokenLogprob(str(token), float(value), tuple((str(other), float(score)) for other, score in others))
            for token, value, others in row["logprobs"]
        )
        usage = Usage(*(None if count is None else int(count) for count in row["usage"]))
        refused, prompt = bool(row.get("refused", False)), str(row.get("prompt", ""))
        return cls(row["text"], usage, float(row["seconds"]), row["finish_reason"], logprobs, refused, prompt)


class Replies(Protocol):
    """Where replies are kept, by the key of the request that they answer."""

    def get(self, key: str) -> StoredReply | None:
        """The reply to a request, None where there is none."""
        ...

    def put(self, key: str, reply: StoredReply) -> None:
        """Keep a reply, in the place of an older one."""

    def close(self) -> None:
        """Let go of what is open."""


class ChainedReplies:
    """Several places as one: the first that has a reply answers, and those before it are told."""

    def __init__(self, *places: Replies) -> None:
        self._places = places

    def get(self, key: str) -> StoredReply | None:
        """The reply of the first place that has one."""
        for index, place in enumerate(self._places):
            if (reply := place.get(key)) is not None:
                for earlier in self._places[:index]:
                    earlier.put(key, reply)
                return reply
        return None

    def put(self, key: str, reply: StoredReply) -> None:
        """Keep a reply in every place, the first one first."""
        for place in self._places:
            place.put(key, reply)

    def close(self) -> None:
        """Close every place."""
        for place in self._places:
            place.close()


def key_of(fields: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the canonical JSON of `fields` and the cache's format version."""
    canonical = json.dumps({**fields, "format": FORMAT}, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


class ReplyCache:
    """A dictionary on disk from key to `StoredReply`; never raises.

    A damaged database is set aside as `cache.db.corrupt-N` and a new one begun. `lock_timeout` (seconds) bounds the
    wait for another process that writes.
    """

    def __init__(self, folder: Path, *, lock_timeout: float = 10.0) -> None:
        self.folder = folder
        self._lock_timeout = lock_timeout
        self._warned = False
        self._disk: Any = None
        self._usable = True

    def get(self, key: str) -> StoredReply | None:
        """The stored reply, or None; the key stored inside the row must agree, so a swapped row is a miss."""
        try:
            row = self._open().get(key) if self._usable else None
            if row is None:
                return None
            if row["key"] != key:
                raise ValueError("a row under a foreign key")
            return StoredReply.from_json(row)
        except FAULTS as error:
            self._fault(error)
            return None

    def put(self, key: str, reply: StoredReply) -> None:
        """Store a reply, in the place of an older one."""
        try:
            if self._usable:
                from extractor.model.disk import store

                store(self._open(), key, {"key": key, **reply.to_json()})
        except FAULTS as error:
            self._fault(error)

    def close(self) -> None:
        """Close the database; the cache may be used again."""
        if self._disk is not None:
            self._disk.close()
            self._disk = None

    def _open(self) -> Any:
        if self._disk is None:
            from extractor.model.disk import open_disk

            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                self._disk = open_disk(str(self.folder), self._lock_timeout)
            except FAULTS as error:
                if not _is_damage(error):
                    raise
                self._set_aside()
                self._disk = open_disk(str(self.folder), self._lock_timeout)
                self._warn(f"was damaged ({error}) and is set aside; a new one is begun")
        return self._disk

    def _fault(self, error: BaseException) -> None:
        if self._disk is None:
            self._usable = False  # could not even be opened: do not try again for every article
            self._warn(f"can't be opened ({error}); the run goes on without it")
        elif _is_damage(error):
            self._warn(f"was damaged ({error}) and is set aside; a new one is begun")
            try:
                self._set_aside()
            except FAULTS:
                self._usable = False
        else:
            self._warn(f"did not answer ({error}); the model is asked instead")

    def _set_aside(self) -> None:
        self.close()
        number = 1
        while (self.folder / f"{DATABASE}.corrupt-{number}").exists():
            number += 1
        for suffix in ("", "-wal", "-shm"):
            damaged = self.folder / f"{DATABASE}{suffix}"
            if damaged.exists():
                damaged.rename(self.folder / f"{DATABASE}{suffix}.corrupt-{number}")

    def _warn(self, what: str) -> None:
        if not self._warned:
            self._warned = True
            log.warning("the reply cache in %r %s", str(self.folder), what)


def _is_damage(error: BaseException) -> bool:
    """A damaged file, as against one that is locked, full or read-only."""
    if isinstance(error, AttributeError | IndexError):
        return True
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
