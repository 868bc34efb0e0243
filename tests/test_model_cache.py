"""The reply cache under damage, poisoning and locks: a miss and one warning, never more."""

import json
import logging
import os
import pickle
import random
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.model.cache import DATABASE, ReplyCache, StoredReply, key_of
from extractor.model.question import TokenLogprob, Usage

REPLY = StoredReply('{"a":1}', Usage(10, 5, None), 1.5, "stop", (TokenLogprob("{", -0.1, (("[", -2.0),)),))
KEY = key_of({"model": "m"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cache = ReplyCache(tmp_path / "replies")
    cache.put(KEY, REPLY)
    cache.close()
    return tmp_path / "replies"


def look(folder: Path, key: str = KEY) -> StoredReply | None:
    cache = ReplyCache(folder, lock_timeout=0.1)
    try:
        return cache.get(key)
    finally:
        cache.close()


def change(folder: Path, statement: str, *values: Any) -> None:
    connection = sqlite3.connect(folder / DATABASE)
    with connection:
        assert connection.execute(statement, values).rowcount == 1
    connection.close()


def test_a_reply_comes_back_whole_in_a_new_process(folder: Path):
    assert look(folder) == REPLY
    assert look(folder, key_of({"model": "n"})) is None


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes")
def test_the_folder_is_private(folder: Path):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_keys_ignore_order_and_nothing_else():
    assert key_of({"a": 1, "b": [1, "é\ud800"]}) == key_of({"b": [1, "é\ud800"], "a": 1})
    assert len({key_of(fields) for fields in ({"a": 1}, {"a": "1"}, {"a": 1.5}, {"b": 1}, {"a": None}, {})}) == 6


def damage_header(data: bytearray) -> None:
    data[:16] = b"not a database!!"


def damage_half(data: bytearray) -> None:
    del data[len(data) // 2 :]


def damage_pages(data: bytearray) -> None:
    source = random.Random(7)
    data[4096:] = bytes(source.randrange(256) for _ in range(len(data) - 4096))


@pytest.mark.fault(40)
@pytest.mark.parametrize("damage", [damage_header, damage_half, damage_pages])
def test_a_damaged_database_is_set_aside(folder: Path, damage: Any, caplog: pytest.LogCaptureFixture):
    path = folder / DATABASE
    data = bytearray(path.read_bytes())
    damage(data)
    path.write_bytes(data)
    cache = ReplyCache(folder)
    with caplog.at_level(logging.WARNING):
        assert cache.get(KEY) is None
        assert cache.get(KEY) is None
        cache.put(KEY, REPLY)
    assert cache.get(KEY) == REPLY
    cache.close()
    assert (folder / f"{DATABASE}.corrupt-1").read_bytes() == bytes(data)
    assert len(caplog.records) == 1
    assert "set aside" in caplog.text


@pytest.mark.fault(40)
def test_an_emptied_database_is_begun_anew(folder: Path):
    (folder / DATABASE).write_bytes(b"")
    assert look(folder) is None


@pytest.mark.fault(40)
@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 64))
@example(72890, 13)  # a settings row without its value: diskcache stumbles over None
def test_random_damage_never_raises(tmp_path_factory: pytest.TempPathFactory, seed: int, count: int):
    folder = tmp_path_factory.mktemp("replies")
    cache = ReplyCache(folder)
    cache.put(KEY, REPLY)
    cache.close()
    source = random.Random(seed)
    data = bytearray((folder / DATABASE).read_bytes())
    for _ in range(count):
        data[source.randrange(len(data))] = source.randrange(256)
    (folder / DATABASE).write_bytes(data)
    cache = ReplyCache(folder, lock_timeout=0.1)
    assert cache.get(KEY) in (None, REPLY)
    cache.put(KEY, REPLY)
    cache.close()


class Bomb:
    """Creates a file when unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (Path.touch, (self.path,))


@pytest.mark.fault(41)
def test_a_pickle_in_the_database_is_not_opened(folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    bomb = tmp_path / "boom"
    change(folder, "UPDATE Cache SET mode = 4, value = ?", pickle.dumps(Bomb(bomb)))
    assert look(folder) is None
    change(folder, "UPDATE Cache SET raw = 0, key = ?", pickle.dumps(Bomb(bomb)))
    assert look(folder) is None
    assert not bomb.exists()


@pytest.mark.fault(41)
def test_no_file_that_the_database_names_is_read_or_deleted(folder: Path, tmp_path: Path):
    victim = tmp_path / "victim"
    victim.write_text(json.dumps({"key": KEY, **REPLY.to_json()}))
    change(folder, "UPDATE Cache SET mode = 3, filename = '../victim'")
    assert look(folder) is None
    cache = ReplyCache(folder)
    cache.put(KEY, REPLY)
    assert cache.get(KEY) == REPLY
    cache.close()
    assert victim.exists()


@pytest.mark.fault(41)
def test_a_reply_under_a_foreign_key_is_a_miss(folder: Path, caplog: pytest.LogCaptureFixture):
    other = key_of({"model": "other"})
    cache = ReplyCache(folder)
    cache.put(other, StoredReply("{}", Usage(), 0.0, "stop"))
    cache.close()
    connection = sqlite3.connect(folder / DATABASE)
    with connection:
        connection.execute(
            "UPDATE Cache SET value = (SELECT value FROM Cache ORDER BY rowid LIMIT 1)",
        )
    connection.close()
    assert look(folder) == REPLY
    assert look(folder, other) is None
    assert "foreign key" in caplog.text


@pytest.mark.fault(40)
@pytest.mark.parametrize("row", [None, [], {}, {"key": KEY}, {"key": KEY, "text": 1}, "text", 7])
def test_rows_of_another_shape_are_misses(tmp_path: Path, row: Any):
    from extractor.model.disk import open_disk

    disk = open_disk(str(tmp_path), 1.0)
    disk.set(KEY, row)
    disk.close()
    assert look(tmp_path) is None


@pytest.mark.fault(42)
def test_a_locked_database_delays_no_run(folder: Path, caplog: pytest.LogCaptureFixture):
    cache = ReplyCache(folder, lock_timeout=0.05)
    assert cache.get(KEY) == REPLY
    writer = sqlite3.connect(folder / DATABASE)
    writer.execute("BEGIN IMMEDIATE")
    cache.put(key_of({}), REPLY)
    assert cache.get(key_of({})) is None
    writer.rollback()
    writer.close()
    cache.close()
    assert [record.message.partition("replies' ")[2] for record in caplog.records] == [
        "did not answer (another process is writing to it); the model is asked instead"
    ]


@pytest.mark.fault(36)
@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_a_full_disk_is_said_once_and_loses_nothing_stored(folder: Path, caplog: pytest.LogCaptureFixture):
    """The limit on a file's size stands in for a full disk: the same write fails."""
    import resource

    cache = ReplyCache(folder)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        for number in range(50):
            cache.put(key_of({"n": number}), StoredReply(os.urandom(9_000).hex(), Usage(), 0.0, "stop"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    cache.close()
    assert look(folder) == REPLY
    assert look(folder, key_of({"n": 49})) is None
    assert len(caplog.records) == 1
    assert "the model is asked instead" in caplog.text


def test_a_place_that_can_not_be_used_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    (tmp_path / "file").write_text("")
    cache = ReplyCache(tmp_path / "file" / "replies")
    for _ in range(3):
        cache.put(KEY, REPLY)
        assert cache.get(KEY) is None
    assert len(caplog.records) == 1
    assert "without it" in caplog.text


WRITER = """
import sys
from pathlib import Path
from extractor.model.cache import ReplyCache, StoredReply, key_of
from extractor.model.question import Usage
cache = ReplyCache(Path(sys.argv[1]))
for number in range(60):
    cache.put(key_of({"n": number}), StoredReply(str(number), Usage(), 0.0, "stop"))
"""


@pytest.mark.fault(39)
def test_two_processes_share_a_cache(tmp_path: Path):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], env=os.environ) for _ in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    cache = ReplyCache(tmp_path)
    texts = [reply.text for number in range(60) if (reply := cache.get(key_of({"n": number})))]
    cache.close()
    assert texts == [str(number) for number in range(60)]
