"""From the words on the command line to files, one at a time and always in the same order.

A folder stands for the articles in it: other kinds of file, hidden files, gold labels and a README are passed over. A
file named by the user is never passed over in silence.
"""

import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extractor.read.clean import printable
from extractor.read.files import unreadable
from extractor.read.raw import Skipped, skipped

Kind = Literal["text", "markdown", "html", "jsonl", "json", "csv"]
KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
}
# "https://example.org/a.html", "file:///etc/passwd"; and the user name and password that may stand in one.
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
LOGIN = re.compile(r"(?<=://)[^/?#]*@")
GOLD_SUFFIX = ".gold.json"
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. `shown` is its path, safe to print."""

    path: Path
    shown: str
    kind: Kind

    @property
    def name(self) -> str:
        """The file's name without its ending, for an id."""
        return printable(self.path.stem) or "article"

    @property
    def folder(self) -> str:
        """The name of the folder it lies in, to tell two files of one name apart."""
        return printable(self.path.absolute().parent.name)


def expand(name: str) -> Iterator[Source | Skipped]:
    """The files that one path, folder or pattern stands for; at least one item comes out of every name."""
    path = Path(name)
    try:
        if name and os.path.isdir(path) and path.suffix.lower() not in KINDS:
            yield from _folder(path)
        elif name and os.path.lexists(path):
            if not _is_gold(path):
                yield _named(path)
        elif ADDRESS.match(name):
            message = "nothing is fetched from the network; save the page and give the file"
            yield Skipped(printable(LOGIN.sub("", name)), "url", message)
        elif glob.has_magic(name):
            yield from _pattern(name)
        else:
            yield Skipped(printable(name), "not_found", "no such file or folder; check the path")
    except (OSError, ValueError) as error:
        # A path too long for the system, or with a NUL in it.
        yield skipped(printable(name), unreadable(error))


def _is_gold(path: Path) -> bool:
    """Labels lie beside their articles, so a shell's `folder/*` names them too; they are no inputs and no mistake."""
    return path.name.lower().endswith(GOLD_SUFFIX)


def _kind(path: Path) -> Kind | None:
    return None if _is_gold(path) else KINDS.get(path.suffix.lower())


def _named(path: Path) -> Source | Skipped:
    kind = _kind(path)
    if kind is not None:
        return Source(path, printable(str(path)), kind)
    message = f"files of this kind are not read; convert it to one of {' '.join(KINDS)}"
    return Skipped(printable(str(path)), "unsupported", message)


def _folder(root: Path) -> Iterator[Source | Skipped]:
    empty = True
    for item in _walk(root):
        empty = False
        yield item
    if empty:
        message = f"no articles in this folder; put files there that end in {' '.join(KINDS)}"
        yield Skipped(printable(str(root)), "empty_folder", message)


def _walk(root: Path) -> Iterator[Source | Skipped]:
    """Files of a folder before those of its sub-folders, each in order of their names."""
    real_root = os.path.realpath(root)
    waiting = [str(root)]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield skipped(printable(folder), unreadable(error))
            continue
        entries = [entry for entry in entries if not entry.name.startswith(".")]
        deeper = [entry.path for entry in entries if _is_folder(entry)]
        for entry in entries:
            if not _is_folder(entry):
                yield from _entry(entry, real_root)
        waiting.extend(reversed(deeper))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether to go into it: links are not followed, and a folder named like a file is reported, not entered."""
    return entry.is_dir(follow_symlinks=False) and Path(entry.name).suffix.lower() not in KINDS


def _entry(entry: os.DirEntry[str], real_root: str) -> Iterator[Source | Skipped]:
    path = Path(entry.path)
    kind = None if path.stem.lower() == "readme" else _kind(path)
    if entry.is_symlink() and (kind is not None or os.path.isdir(path)) and not _inside(path, real_root):
        message = "the link leads out of the folder and is not followed; name its target to read it"
        yield Skipped(printable(entry.path), "outside", message)
    elif kind is not None:
        yield Source(path, printable(entry.path), kind)


def _inside(path: Path, real_root: str) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(real_root)


def _pattern(pattern: str) -> Iterator[Source | Skipped]:
    """What a pattern matches that the shell left alone; a file reached twice, by `**` through a link, counts once."""
    seen: set[str] = set()
    for match in sorted(glob.glob(pattern, recursive=True)):
        path = Path(match)
        kind = _kind(path)
        if kind is not None:
            found: Iterable[Source | Skipped] = [Source(path, printable(match), kind)]
        else:
            found = _walk(path) if os.path.isdir(path) else []
        for item in found:
            real = os.path.realpath(item.path) if isinstance(item, Source) else item.source
            if real not in seen:
                seen.add(real)
                yield item
    if not seen:
        yield Skipped(printable(pattern), "not_found", "the pattern matches no article; check the path and the pattern")
