"""The store's file under damage, locks and a full disk: the old state or the new one, and one clear line."""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import EnvironmentFault, ExtractorError, InputError
from extractor.output.stream import result_of
from extractor.store import Store
from extractor.store.lock import only_writer
from tests.stored import ARTICLE, OUTCOME, RECIPE, REPLY

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The bytes of a store with one article."""
    path = tmp_path_factory.mktemp("sound") / "x.db"
    with Store.open(path, create=True) as store:
        store.begin(RECIPE)
        store.save(1, result_of(OUTCOME))
        store.replies.put("k", REPLY)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path, sound):
    path = tmp_path / "extractor.db"
    path.write_bytes(sound)
    return path


def foreign(path):
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def later(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


UNUSABLE = {
    "no database": (lambda path: path.write_bytes(b"%PDF-1.7" + bytes(range(256)) * 40), "no SQLite file"),
    "another program's": (foreign, "another program's"),
    "a later version's": (later, "later version"),
    "header damaged": (lambda path: path.write_bytes(b"x" + path.read_bytes()[1:]), "no SQLite file"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:6000]), "damaged"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "can't use"),
}


@pytest.mark.fault(40, 44)
@pytest.mark.parametrize(("spoil", "words"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_file_that_can_not_be_used_is_one_line_and_untouched(path, spoil, words):
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(EnvironmentFault, match=words) as caught, Store.open(path, create=True) as store:
        list(store.lines())
    assert "\n" not in str(caught.value)
    assert before is None or path.read_bytes() == before


def test_a_file_that_is_not_there_is_not_made_by_reading(tmp_path):
    with pytest.raises(InputError, match="extractor run"):
        Store.open(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


USES = (
    lambda store: list(islice(store.lines(), 100)),
    lambda store: (store.totals(), store.article("a"), store.replies.get("k")),
    lambda store: (store.begin(RECIPE), store.save(1, result_of(OUTCOME)), store.result(1, ARTICLE)),
)


@pytest.mark.fault(40, 44)
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 200))
def test_random_damage_is_never_a_traceback(tmp_path_factory, seed, count):
    path = tmp_path_factory.mktemp("db") / "x.db"
    with Store.open(path, create=True) as store:
        store.begin(RECIPE)
        store.save(1, result_of(OUTCOME))
    source, data = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(count):
        data[source.randrange(len(data))] = source.randrange(256)
    path.write_bytes(data)
    for use in USES:
        with suppress(ExtractorError), Store.open(path) as store:
            use(store)


@pytest.mark.fault(42)
def test_another_writer_is_waited_for_and_then_named(path):
    with Store.open(path, timeout=0.05) as late:
        writer = sqlite3.connect(path)
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(EnvironmentFault, match="another program is writing"):
            late.save(1, result_of(OUTCOME))
        assert len(list(late.lines())) == len(OUTCOME.records) + 1
        writer.rollback()
        writer.close()
        late.save(1, result_of(OUTCOME))


FULL_DISK = """
import resource, sys
from pathlib import Path
from extractor.output.stream import result_of
from tests.stored import copies
from extractor.errors import EnvironmentFault
from extractor.store import Store
with Store.open(Path(sys.argv[1])) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    try:
        for outcome in copies(*(f"n{number}" for number in range(10_000))):
            store.save(1, result_of(outcome))
    except EnvironmentFault as error:
        print(error)
"""


@pytest.mark.fault(36)
@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files")
def test_a_full_disk_leaves_every_article_whole_or_out(path):
    """The limit on a file's size stands in for a full disk: the same call fails, with the same handling."""
    command = [sys.executable, "-c", FULL_DISK, str(path)]
    said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout
    assert said.startswith("can't use")
    assert said.count("\n") == 1
    with Store.open(path) as store:
        counts = dict(store.rows("SELECT doc_id, count(*) FROM records GROUP BY doc_id"))
        assert len(counts) > 1
        assert set(counts.values()) == {len(OUTCOME.records)}
        assert counts.keys() == set(store.doc_ids())
        assert list(store.rows("PRAGMA integrity_check")) == [("ok",)]


HOLDER = """
import sys, time
from pathlib import Path
from extractor.store.lock import only_writer
with only_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.fault(38)
@pytest.mark.skipif(sys.platform == "win32", reason="no flock")
def test_the_second_writer_learns_who_the_first_is_and_death_frees_the_file(path):
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(EnvironmentFault, match=f"by process {holder.pid};"), only_writer(path):
            pass
        holder.kill()
    with only_writer(path):
        assert path.with_name("extractor.db.lock").read_text() == str(os.getpid())
    assert not path.with_name("extractor.db.lock").exists()
