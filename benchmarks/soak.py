"""A long run against an endpoint that fails one reply in five: nothing is lost, memory stays flat, retries are bounded.

    python -m benchmarks.soak                      # 20,000 articles: about an hour on two cores
    python -m benchmarks.soak --articles 300

The endpoint fails in nine ways, chosen by article and attempt, and remembers how it answered each article last. That
decides what must have become of the article, which is compared with the output and with the store, one by one; on a
busy machine a question may also run into its deadline. Then the same command is given again, and must ask nothing.
Exits with 1 when a promise is broken.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from extractor.model.retry import RetryLimits
from extractor.store import Store
from tests.stub_server import Step, StubServer, hang, html, reply, reset, short_body, status

FAILING = 0.2
TIMEOUT = 10.0  # seconds for one question; a hanging reply costs as much of one worker
WORKERS = 8
BASE = 1_000  # articles of the run whose memory is the yardstick
GROWTH = 1.2
RSS_PER_MB = 1e6 if sys.platform == "darwin" else 1e3  # macOS counts bytes, Linux kilobytes
LIMITS = RetryLimits()
# The first request and everything that may be sent again, see `extractor.model.retry`.
MOST_REQUESTS = 1 + LIMITS.transport + LIMITS.invalid + LIMITS.truncated
COUNTRIES = ("Norway", "Kenya", "Peru", "Japan", "Ghana", "Chile", "Nepal", "Qatar", "Spain", "Italy", "Malta", "Egypt")
SUBJECTS = ("fisheries", "railways", "customs", "tourism", "water", "science")
NUMBER = re.compile(r"story number (\d+)\.")
PROSE = "I would say that they signed something."
REFUSAL = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": None, "refusal": "no"}}
# How a reply fails, and the code that an article ends with when this was the last reply to it.
FAULTS: dict[str, tuple[Step, str]] = {
    "rate limit": (status(429, retry_after_ms="20"), "rate_limited"),
    "server error": (status(500), "provider_error"),
    "reset": (reset(), "unreachable"),
    "short body": (short_body(PROSE), "unreachable"),
    "login page": (html(), "bad_response"),
    "silence": (hang(TIMEOUT + 1), "timeout"),
    "refusal": (reply(None, choices=[REFUSAL]), "refused"),
    "cut off": (reply('{"records":[{"evid', "length"), "truncated"),
    "prose": (reply(PROSE), "invalid"),
}


class Story(NamedTuple):
    """One article, and the record that a sound reply gives."""

    text: str
    record: dict[str, object]


def story(number: int) -> Story:
    source = random.Random(number)
    one, other = source.sample(COUNTRIES, 2)
    told = f"{one} and {other} signed a treaty on {source.choice(SUBJECTS)}"
    parties = [one, other]
    record = {"evidence": told, "instrument": "treaty", "status": "signed", "parties": parties}
    return Story(f"{told}. It rained. This is story number {number}.", record)


class Endpoint(StubServer):
    """Answers by article: `last` is how it did so last, `attempts` how often it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.last: dict[int, str] = {}
        self.attempts: Counter[int] = Counter()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["content-length"])).decode()
        number = int(NUMBER.findall(body)[-1])
        self.attempts[number] += 1
        handler.close_connection = True
        source = random.Random(f"{number} {self.attempts[number]}")
        name = source.choice(sorted(FAULTS)) if source.random() < FAILING else ""
        self.last[number] = name
        step = FAULTS[name][0] if name else reply(json.dumps({"records": [story(number).record]}))
        step(handler)


class End(NamedTuple):
    """What became of an article."""

    status: str
    code: str


LATE = End("failed", "timeout")


class Turn(NamedTuple):
    """What one turn of the command took."""

    exit_code: int
    seconds: float
    peak: float  # MB of resident memory


class Soaked(NamedTuple):
    """What is known after a run and its repetition."""

    turn: Turn
    codes: Counter[str]
    attempts: Counter[int]
    broken: list[str]


def write_articles(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps({"id": str(number), "text": story(number).text}) + "\n")


def run(folder: Path, endpoint: Endpoint) -> Turn:
    """One turn over `articles.jsonl` of the folder, in a process of its own."""
    command = [sys.executable, "-m", "extractor", "run", "articles.jsonl", "-o", "out.jsonl", "--db", "soak.db"]
    command += ["--model", "stub", "--base-url", endpoint.base_url, "--kinds", "agreement"]
    command += ["--workers", str(WORKERS), "--timeout", str(TIMEOUT)]
    environment = {**os.environ, "EXTRACTOR_CACHE_DIR": str(folder / "cache"), "PYTHONPATH": str(Path.cwd())}
    started = time.monotonic()
    with (folder / "log").open("w") as log, subprocess.Popen(command, cwd=folder, env=environment, stderr=log) as child:
        _, ended, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(ended)
    return Turn(child.returncode, time.monotonic() - started, used.ru_maxrss / RSS_PER_MB)


def ends_of(folder: Path, count: int) -> dict[str, list[End]]:
    """How each article ended, as the output says; one end each if all is well."""
    ends: dict[str, list[End]] = {str(number): [] for number in range(count)}
    with (folder / "out.jsonl").open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if line["type"] == "article":
                ends.setdefault(line["doc_id"], []).append(End(line["status"], line.get("code", "")))
    return ends


def broken_promises(folder: Path, endpoint: Endpoint, ends: dict[str, list[End]]) -> Iterator[str]:
    """Every promise about the articles that the run broke, in words."""
    for doc_id, found in ends.items():
        last = endpoint.last.get(int(doc_id), "never asked")
        wanted = End("failed", FAULTS[last][1]) if last in FAULTS else End("ok", "")
        if found not in ([wanted], [LATE]):
            yield f"article {doc_id} ended as {found} after {last or 'a sound reply'}"
    with Store.open(folder / "soak.db") as store:
        stored = store.totals().statuses
    if stored != Counter(end.status for found in ends.values() for end in found):
        yield f"the store counts {dict(stored)}"
    worst = max(endpoint.attempts.values())
    if worst > MOST_REQUESTS:
        yield f"one article took {worst} requests, {MOST_REQUESTS} are allowed"


def soak(count: int, folder: Path) -> Soaked:
    """A run and its repetition."""
    folder.mkdir()
    write_articles(folder / "articles.jsonl", count)
    with Endpoint() as endpoint:
        first = run(folder, endpoint)
        ends = ends_of(folder, count)
        broken = list(broken_promises(folder, endpoint, ends))
        output, asked = (folder / "out.jsonl").read_bytes(), endpoint.attempts.total()
        again = run(folder, endpoint)
    if again.exit_code != first.exit_code or first.exit_code not in (0, 1):
        broken.append(f"exit codes {first.exit_code} and {again.exit_code}")
    if endpoint.attempts.total() != asked:
        broken.append(f"the second turn asked {endpoint.attempts.total() - asked} times")
    if (folder / "out.jsonl").read_bytes() != output:
        broken.append("the second turn wrote another output")
    codes = Counter(end.code for found in ends.values() for end in found)
    return Soaked(first, codes, endpoint.attempts, broken)


def table(count: int, soaked: Soaked) -> str:
    failed = Counter({code: number for code, number in soaked.codes.items() if code})
    worst = max(soaked.attempts.values())
    rows = {
        "articles": count,
        "ok": soaked.codes[""],
        "failed": f"{failed.total()} ({', '.join(f'{code} {number}' for code, number in failed.most_common())})",
        "requests": f"{soaked.attempts.total()}, at most {worst} for one article; {MOST_REQUESTS} are allowed",
        "peak memory": f"{soaked.turn.peak:.0f} MB",
        "time": f"{soaked.turn.seconds:.0f} s, {count / soaked.turn.seconds:.1f} articles/s with {WORKERS} workers",
    }
    return "\n".join(f"| {name} | {value} |" for name, value in rows.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=20_000)
    count = parser.parse_args().articles
    with TemporaryDirectory() as place:
        soaked = soak(count, Path(place, "all"))
        print(table(count, soaked), flush=True)
        broken = soaked.broken
        if count > BASE:
            base = soak(BASE, Path(place, "base"))
            growth = soaked.turn.peak / base.turn.peak
            print(f"| peak memory of {BASE} articles | {base.turn.peak:.0f} MB, a factor of {growth:.2f} |")
            broken = [*broken, *base.broken, *([f"memory grew by a factor of {growth:.2f}"] if growth > GROWTH else [])]
    print(f"| promises broken | {len(broken)} |", *broken[:20], sep="\n")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
