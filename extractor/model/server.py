"""The embedded model as a server on this machine, for this run only."""

import json
import logging
import os
import queue
import re
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import IO

from extractor.errors import EnvironmentFault
from extractor.model.backend import Endpoint
from extractor.model.profiles import NgramDraft
from extractor.model.weights import EMBEDDED, MISSING, Progress, Weights, ensure_weights

CHILD = Path(__file__).with_name("_server_child.py")
# -P: the child's directory stays off the module path, where `server.py` and its like could shadow other modules.
COMMAND = (sys.executable, "-P", str(CHILD))
MAGIC = b"GGUF"
MAX_RESTARTS = 1
STOP_SECONDS = 5.0
LOG_CHARS = 300
LOG_PREFIX = re.compile(r"^[\d.]+ [EW] ")  # "0.00.056.713 E srv  init: exiting due to model loading error"

log = logging.getLogger(__name__)


def available_cores() -> int:
    """Processor cores this process may use; more threads than cores slow llama.cpp down tenfold."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        return max(1, min(cores, int(quota) // int(period)))
    except (OSError, ValueError):  # no such file, or "max" for no quota
        return max(1, cores)


@dataclass(frozen=True, slots=True)
class LocalSettings:
    """How the server runs. `n_ctx` tokens are shared by `n_parallel` slots; `prompt_cache_mib` bounds the memory that
    keeps the states of earlier prompts, so that several prompts with fixed beginnings can take turns.
    """

    n_ctx: int = 8192
    n_parallel: int = 1
    threads: int = field(default_factory=available_cores)
    speculative: NgramDraft | None = None
    prompt_cache_mib: int = 1024
    startup_timeout: float = 300.0


class LocalServer:
    """Runs the model in a child process from the first `endpoint` to `stop`; also a context manager.

    A child that died is started once more. Only this process knows the key; the server listens on the loopback address.
    """

    def __init__(
        self,
        settings: LocalSettings | None = None,
        *,
        cache_dir: Path,
        weights: Weights = EMBEDDED,
        progress: Progress | None = None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self.settings = settings or LocalSettings()
        self.model_id = weights.model
        self.base_url = ""
        self.api_key = secrets.token_urlsafe(24)
        self._weights = weights
        self._cache_dir = cache_dir
        self._progress = progress
        self._command = command
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        self._restarts = 0

    @property
    def model(self) -> str:
        """The model's name."""
        return self.model_id

    @property
    def identity(self) -> Mapping[str, str]:
        """The hash of the weights and the version of the runtime: replies are reproducible for the pair only."""
        return {"weights": self._weights.sha256, "runtime": _runtime()}

    def endpoint(self) -> Endpoint:
        """The running server's address; starts it, or restarts it once when it died.

        Raises `EnvironmentFault` when it can't run here or died again.
        """
        with self._lock:
            if self._process is not None and (status := self._process.poll()) is not None:
                reason = _death(status)
                if self._restarts >= MAX_RESTARTS:
                    raise EnvironmentFault(
                        f"the local model stopped again ({reason}); is there enough memory (2 GB)?", code="local_died"
                    )
                self._release()
                self._restarts += 1
                log.warning("the local model stopped (%s); started once more", reason)
            if self._process is None:
                self._start()
            return Endpoint(self.base_url, self.api_key)

    def start(self) -> None:
        """Start the server now; `endpoint` does so when first needed."""
        self.endpoint()

    def stop(self) -> None:
        """Stop the server at once, also while it answers."""
        with self._lock:
            self._release()

    close = stop

    def __enter__(self) -> "LocalServer":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start(self) -> None:
        _runtime()  # raises when the package is missing
        path = ensure_weights(cache_dir=self._cache_dir, progress=self._progress, weights=self._weights)
        check_weights(path)
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  closed in _release
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            start_new_session=True,  # Ctrl-C reaches this process only, which then closes the pipe
        )
        try:
            address = self._handshake(self._process, path)
        except BaseException:
            self._process.kill()  # it may be loading, and would see the end of its input only then
            self._release()
            raise
        self.base_url = f"{address}/v1"

    def _handshake(self, process: subprocess.Popen[bytes], path: Path) -> str:
        settings = {**asdict(self.settings), "path": str(path), "model": self.model_id, "api_key": self.api_key}
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(OSError):  # a child that is gone already shows in what follows
            process.stdin.write(json.dumps(settings).encode() + b"\n")
            process.stdin.flush()
        line = _first_line(process.stdout, self.settings.startup_timeout)
        try:
            return str(json.loads(line or b"")["address"])
        except (ValueError, KeyError, TypeError):
            raise EnvironmentFault(f"the local model didn't start: {self._reason(line)}", code="local_start") from None

    def _reason(self, line: bytes | None) -> str:
        if line is None:
            return f"no sign of life after {self.settings.startup_timeout:.0f} s"
        assert self._log is not None
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return (
            LOG_PREFIX.sub("", lines[-1])[-LOG_CHARS:]
            if lines
            else "its process ended without a word; is there enough memory (2 GB)?"
        )

    def _release(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _close(process.stdin)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            _close(process.stdout)  # only now: a thread may still have been reading from it
        if self._log is not None:
            self._log.close()
            self._log = None


def check_weights(path: Path) -> None:
    """Say what is wrong with a model file before llama.cpp says "Failed to init server" to everything."""
    try:
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
    except OSError as error:
        raise EnvironmentFault(f"can't read the model {str(path)!r}: {error.strerror}", code="model_file") from error
    if magic != MAGIC:
        raise EnvironmentFault(f"{str(path)!r} is no GGUF model; delete it and run again", code="model_file")


def _runtime() -> str:
    try:
        return f"xllamacpp {metadata.version('xllamacpp')}"
    except metadata.PackageNotFoundError:
        raise EnvironmentFault(MISSING, code="no_local_model") from None


def _death(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"


def _first_line(pipe: IO[bytes], timeout: float) -> bytes | None:
    """The first line of `pipe`, empty when it closes first, None when neither happens within `timeout` seconds."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=lambda: lines.put(pipe.readline()), daemon=True).start()
    try:
        return lines.get(timeout=timeout)
    except queue.Empty:
        return None


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        with suppress(OSError):  # unsent data for a child that is gone
            pipe.close()
