"""Kill it anywhere: after a rerun everything is as if nothing had happened, and no stored reply was asked for twice.

Two oracles. What is read from the store and the output file, without what it cost, equals an undisturbed run to the
byte; and the rerun sends exactly the requests whose replies were not stored when the process died.
"""

import ast
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.store import Store
from tests.kill_driver import KILLED
from tests.newsroom import answering, subject, write_news
from tests.stub_server import StubServer, reply

pytestmark = [
    pytest.mark.fault(35, "I3", "I4"),
    pytest.mark.skipif(sys.platform == "win32", reason="no fork"),
]
ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "extractor"
DB, OUT = "extractor.db", "out.jsonl"
OLD = "what an earlier run left\n"

DATABASE = "extractor.store.database:Database"
STORE = "extractor.store.store:Store"
STORED_REPLIES = "extractor.store.replies:StoredReplies"
CACHE = "extractor.model.cache:ReplyCache"
LINE_FILE = "extractor.output.stream:LineFile"
# Every place where a run writes, and when it dies there: before, amid or after the nth call.
POINTS = [
    ("extractor.store.lock:_locked", "after", 1),
    (f"{DATABASE}._migrate", "before", 1),
    (f"{DATABASE}.write", "after", 3),
    (f"{DATABASE}._migrate", "after", 1),
    (f"{STORE}.begin", "before", 1),
    (f"{STORE}.begin", "after", 1),
    ("extractor.model.wire:Wire.send", "before", 1),
    ("extractor.model.wire:Wire.send", "after", 2),
    (f"{STORED_REPLIES}.put", "before", 1),
    (f"{STORED_REPLIES}.put", "after", 1),
    (f"{STORED_REPLIES}.put", "after", 3),
    (f"{STORED_REPLIES}.put", "after", 4),
    (f"{CACHE}.put", "before", 2),
    (f"{CACHE}.put", "after", 2),
    (f"{STORE}.save", "before", 1),
    (f"{STORE}._article_id", "after", 2),
    (f"{STORE}._insert_records", "before", 2),
    (f"{STORE}._insert_records", "after", 2),
    (f"{STORE}.save", "after", 2),
    (f"{STORE}.save", "after", 5),
    (f"{LINE_FILE}._append", "before", 2),
    (f"{LINE_FILE}._append", "amid", 3),
    (f"{LINE_FILE}._append", "after", 5),
    ("os:fsync", "before", 1),
    ("os:replace", "before", 1),
    ("os:replace", "after", 1),
    (f"{STORE}.end", "before", 1),
    (f"{STORE}.end", "after", 1),
]
REVALIDATION_POINTS = [
    (f"{STORE}.begin", "after", 1),
    (f"{STORE}.keep", "before", 2),
    (f"{DATABASE}.write", "after", 4),
    (f"{STORE}.keep", "after", 2),
    (f"{STORE}.end", "before", 1),
]


class Driver:
    """The driver's process, and an endpoint whose first reply about one article has to be corrected."""

    def __init__(self, stub):
        self.stub = stub
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kill_driver"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )

    def __call__(self, folder, *args, **order):
        order = {"args": args, "cwd": str(folder), "env": {"EXTRACTOR_CACHE_DIR": str(folder / "cache")}} | order
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def run(self, folder, *options, **order):
        """`extractor run`; returns the exit code and the number of requests."""
        before = len(self.stub.requests)
        endpoint = ("--model", "stub", "--base-url", self.stub.base_url, "--kinds", "agreement")
        code = self(folder, "run", "news", *endpoint, "-o", OUT, *options, **order)
        return code, len(self.stub.requests) - before

    def close(self):
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


def talking(handler):
    """A step that takes a moment, and talks before it answers about one article, until it is corrected."""
    time.sleep(0.01)
    if subject(handler.body) == "cem" and not any("can't be used" in m["content"] for m in handler.body["messages"]):
        reply("Let me think about it.")(handler)
    else:
        answering(handler)


def project(folder):
    folder.mkdir()
    write_news(folder / "news")
    (folder / "news" / "none.txt").write_text("")
    (folder / OUT).write_text(OLD)
    return folder


def free(lines):
    """Lines without what they cost."""
    kept = ({key: value for key, value in line.items() if key not in ("seconds", "usage")} for line in lines)
    return [json.dumps(line, ensure_ascii=False) for line in kept]


def stored(folder):
    """What the store says, and how many replies it holds."""
    with Store.open(folder / DB, create=True) as store:
        assert list(store.rows("PRAGMA integrity_check")) == [("ok",)]
        lines = free(store.lines()) if store.runs() else []
        return lines, next(store.rows("SELECT count(*) FROM replies"))[0]


def written(folder):
    return free(json.loads(line) for line in (folder / OUT).read_text("utf-8").splitlines())


class Undisturbed:
    """What a run leaves when nobody kills it."""

    def __init__(self, driver, folder):
        code, self.requests = driver.run(folder)
        assert code == 1  # the empty file is skipped
        self.lines, self.replies = stored(folder)
        self.output = written(folder)
        assert (self.requests, self.replies) == (6, 6)


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """The driver, and what its first run left."""
    with StubServer(talking) as stub:
        driver = Driver(stub)
        yield driver, Undisturbed(driver, project(tmp_path_factory.mktemp("undisturbed") / "p"))
        driver.close()


@pytest.fixture
def driver(scene):
    return scene[0]


@pytest.fixture
def undisturbed(scene):
    return scene[1]


@pytest.mark.parametrize(("target", "when", "nth"), POINTS, ids=["-".join(map(str, point)) for point in POINTS])
def test_killed_at_a_point(driver, undisturbed, tmp_path, target, when, nth):
    folder = project(tmp_path / "p")
    assert driver.run(folder, kill=[target, when, nth])[0] == KILLED
    lines, replies = stored(folder)
    assert set(lines) <= set(undisturbed.lines)
    assert (folder / OUT).read_text() == OLD or written(folder) == undisturbed.output
    assert driver.run(folder) == (1, undisturbed.requests - replies)
    assert stored(folder) == (undisturbed.lines, undisturbed.replies)
    assert written(folder) == undisturbed.output


@pytest.mark.parametrize(("seed", "workers"), [(0, 1), (1, 2), (2, 1), (3, 2)])
def test_killed_five_times_at_random_moments(driver, undisturbed, tmp_path, seed, workers):
    folder = project(tmp_path / "p")
    source = random.Random(seed)
    replies = 0
    for _ in range(5):
        code, requests = driver.run(folder, "--workers", str(workers), after=source.uniform(0.0, 0.25))
        assert code in (-9, 1)
        before, replies = replies, stored(folder)[1]
        assert 0 <= requests - (replies - before) <= workers  # those in flight
    assert driver.run(folder) == (1, undisturbed.requests - replies)
    assert stored(folder) == (undisturbed.lines, undisturbed.replies)
    assert written(folder) == undisturbed.output


@pytest.mark.parametrize(("target", "when", "nth"), REVALIDATION_POINTS)
def test_revalidation_killed_at_a_point(driver, undisturbed, tmp_path, target, when, nth):
    """The store's replies are gone, so that all results are kept."""
    folder = project(tmp_path / "p")
    driver.run(folder)
    changed = {"extractor.cli.revalidate:rules_hash": "changed"}
    with Store.open(folder / DB) as store:
        list(store.rows("DELETE FROM replies"))
    assert driver(folder, "revalidate", changed=changed, kill=[target, when, nth]) == KILLED
    assert driver(folder, "revalidate", "--run", "1", changed=changed) == 1
    with Store.open(folder / DB) as store:
        assert [free(store.lines(run)) for run in (1, 2)] == [undisturbed.lines] * 2
        assert store.run().status == "success"


SQL = ("INSERT", "UPDATE", "DELETE", "REPLACE INTO")
WRITES = {"write", "replace", "rename", "unlink", "truncate", "execute", "set", "fsync"}
# Where the store and the output of a run write to disk. An export is made again at will.
WRITERS = ["store/*.py", "output/stream.py", "model/cache.py", "model/disk.py"]
HARMLESS = {
    "extractor.store.lock:only_writer": "writes who holds the lock, for messages",
    "extractor.store.database:Database.stream": "reads",
    "extractor.store.database:Database.__init__": "chooses the journal, before anything is in it",
    "extractor.store.database:Database.transaction": "begins and ends what write does",
    "extractor.store.recipe:_contents": "replaces in memory",
    "extractor.output.stream:LineFile.__exit__": "calls os.fsync and os.replace, which are points",
    "extractor.model.cache:ReplyCache._set_aside": "renames what is damaged",
    "extractor.model.disk:store": "called by ReplyCache.put",
}


def writers():
    """The functions that write, as the points name them."""
    for pattern in WRITERS:
        for path in sorted(PACKAGE.glob(pattern)):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for node in ast.parse(path.read_text("utf-8")).body:
                members = node.body if isinstance(node, ast.ClassDef) else [node]
                prefix = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
                for member in members:
                    if isinstance(member, ast.FunctionDef) and writes(member):
                        yield f"{module}:{prefix}{member.name}"


def writes(function):
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
        for node in ast.walk(function)
    )


def test_every_write_has_a_point():
    points = {target for target, _, _ in [*POINTS, *REVALIDATION_POINTS]}
    found = set(writers())
    assert found - points - HARMLESS.keys() == set()
    assert HARMLESS.keys() <= found
