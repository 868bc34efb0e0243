"""Files of an export appear together and whole, or the old ones stay."""

import errno
import resource

import pytest

from extractor.errors import EnvironmentFault, InputError
from extractor.output.lines import results
from extractor.output.tablefiles import write_tables
from extractor.output.whole import WholeFiles

LIMIT = 20_000  # bytes a file may have on the "full" disk


@pytest.fixture
def folder(tmp_path):
    """Two files of an earlier export."""
    for name in ("a", "b"):
        (tmp_path / name).write_text("old")
    return tmp_path


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def write_both(folder):
    with WholeFiles(folder) as files:
        for name in ("a", "b"):
            files.open(name).write(b"new")


def test_files_take_their_names_together(folder):
    with WholeFiles(folder) as files:
        files.open("a").write(b"new")
        files.write("b", b"new")
        assert {name for name, text in contents(folder).items() if text == "old"} == {"a", "b"}
    assert contents(folder) == {"a": "new", "b": "new"}


@pytest.mark.fault(36)
def test_an_error_in_the_block_leaves_the_old_files_and_nothing_else(folder):
    def fail():
        with WholeFiles(folder) as files:
            files.open("a").write(b"new")
            files.write("b", b"new")
            raise InputError("broken")

    with pytest.raises(InputError, match="broken"):
        fail()
    assert contents(folder) == {"a": "old", "b": "old"}


@pytest.mark.fault(36, "I2")
@pytest.mark.parametrize("call", [1, 2])
def test_a_disk_that_fills_up_at_the_end_leaves_the_old_files(folder, monkeypatch, call):
    calls = iter(range(1, 9))

    def full(handle):
        if next(calls) == call:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EnvironmentFault, match=r"can't write to .*: No space left on device; choose another --out"):
        write_both(folder)
    assert contents(folder) == {"a": "old", "b": "old"}
    monkeypatch.undo()
    write_both(folder)
    assert contents(folder) == {"a": "new", "b": "new"}


@pytest.mark.fault(36)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_disk_that_takes_no_more_stops_an_export(tmp_path, form):
    lines = ({"type": "article", "doc_id": f"{n:05}", "title": f"{n * n}" * 20} for n in range(2_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
    try:
        with pytest.raises(EnvironmentFault, match=r"can't write to .*File too large"), WholeFiles(tmp_path) as files:
            write_tables(results(lines, "run"), files, form)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fault(37)
def test_a_folder_that_takes_no_file_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "a").mkdir()
    with pytest.raises(EnvironmentFault, match="choose another --out"), WholeFiles(tmp_path / "file" / "folder"):
        pass
    with pytest.raises(EnvironmentFault, match="is a folder; move it away"):
        write_both(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"file", "a"}
