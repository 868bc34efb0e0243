"""Which files a path, a folder or a pattern stands for."""

import os

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractor.read.raw import Skipped
from extractor.read.sources import Source, expand


@pytest.fixture
def world(tmp_path, monkeypatch):
    """Files under the current directory, given as `path` or `path -> target of a link`."""
    monkeypatch.chdir(tmp_path)

    def make(*paths):
        for path in paths:
            path, _, target = path.partition(" -> ")
            if path.endswith("/"):
                os.makedirs(path)
                continue
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            if target:
                os.symlink(target, path)
            else:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(f"text of {path}")

    return make


def found(name):
    """Paths, and for what is skipped `path!code`."""
    items = list(expand(name))
    assert all(isinstance(item, Source | Skipped) for item in items)
    return [item.shown if isinstance(item, Source) else f"{item.source}!{item.code}" for item in items]


def test_a_folder_is_read_through_in_order(world):
    world("in/b.txt", "in/a.MD", "in/z/1.html", "in/c/2.jsonl", "in/c/d/3.csv", "in/10.txt", "in/9.txt")
    assert found("in") == [
        "in/10.txt",
        "in/9.txt",
        "in/a.MD",
        "in/b.txt",
        "in/c/2.jsonl",
        "in/c/d/3.csv",
        "in/z/1.html",
    ]


def test_a_folder_passes_over_what_is_no_article(world):
    world(
        "in/a.txt", "in/a.gold.json", "in/.hidden.txt", "in/.git/x.txt", "in/photo.jpg", "in/README.md", "in/Makefile"
    )
    assert found("in") == ["in/a.txt"]


def test_what_is_named_is_never_passed_over(world):
    world("a.gold.json", ".hidden.txt", "photo.jpg", "README.md", "noending")
    assert found("a.gold.json") == []
    assert found("photo.jpg") == ["photo.jpg!unsupported"]
    assert found("noending") == ["noending!unsupported"]
    assert found(".hidden.txt") == [".hidden.txt"]
    assert found("README.md") == ["README.md"]


@pytest.mark.parametrize("name", ["", "nope.txt", "no/such/dir", "x\0y", "a" * 5000, "~nobody/x"])
def test_not_found(world, name):
    (item,) = expand(name)
    assert item.code in {"not_found", "unreadable"}
    assert "\0" not in item.source


def test_a_folder_without_articles_says_so(world):
    world("in/photo.jpg", "in/sub/")
    assert found("in") == ["in!empty_folder"]


def test_patterns_the_shell_left_alone(world):
    world("b.txt", "a.txt", "in/c.txt", "in/d.gold.json", "e.jpg", "[x].txt")
    assert found("*.txt") == ["[x].txt", "a.txt", "b.txt"]
    assert found("**/*.txt") == ["[x].txt", "a.txt", "b.txt", "in/c.txt"]
    assert found("i*") == ["in/c.txt"]
    assert found("*.pdf") == ["*.pdf!not_found"]
    assert found("*.jpg") == ["*.jpg!not_found"]
    assert found("[x].txt") == ["[x].txt"], "a file of that very name comes before the pattern"


@pytest.mark.fault(27)
def test_links_stay_inside(world):
    world(
        "outside/secret.txt",
        "in/a.txt",
        "in/out.txt -> ../outside/secret.txt",
        "in/outdir -> ../outside",
        "in/etc.txt -> /etc/hostname",
        "in/near.txt -> a.txt",
        "in/loop -> .",
        "in/sub/up -> ..",
        "in/self.txt -> self.txt",
    )
    assert found("in") == [
        "in/a.txt",
        "in/etc.txt!outside",
        "in/near.txt",
        "in/out.txt!outside",
        "in/outdir!outside",
        "in/self.txt",
    ]


def test_a_link_named_by_the_user_is_followed(world):
    world("there/a.txt", "link -> there", "b.txt -> there/a.txt")
    assert found("link") == ["link/a.txt"]
    assert found("b.txt") == ["b.txt"]


@pytest.mark.fault(27)
def test_a_pattern_gives_each_file_once_in_spite_of_loops(world):
    world("in/a.txt", "in/loop -> .")
    assert found("in/**/*.txt") == ["in/a.txt"]


@pytest.mark.fault(27)
def test_a_folder_named_like_a_file_is_not_entered(world):
    world("in/x.txt/inner.txt", "in/b.txt")
    assert found("in") == ["in/b.txt", "in/x.txt"]
    assert found("in/x.txt") == ["in/x.txt"]


@pytest.mark.fault(27)
def test_a_folder_that_may_not_be_listed(world, monkeypatch):
    world("in/a.txt", "in/locked/b.txt", "in/open/c.txt")
    scandir = os.scandir

    def refuse(path):
        if os.fspath(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found("in") == ["in/a.txt", "in/locked!unreadable", "in/open/c.txt"]


def test_names_fit_for_ids(world):
    world("in/two words\n.txt", "in/a.b.txt")
    assert [(item.name, item.folder) for item in expand("in")] == [("a.b", "in"), ("two words", "in")]
    assert all("\n" not in item.shown for item in expand("in"))


@pytest.mark.skipif(os.name == "nt", reason="names are bytes only on POSIX")
def test_a_name_that_is_no_text(world, tmp_path):
    (tmp_path / "in").mkdir()
    with open(os.fsencode(tmp_path) + b"/in/\xff.txt", "wb") as file:
        file.write(b"text")
    (item,) = expand("in")
    assert item.shown == "in/\\udcff.txt"
    assert item.path.read_bytes() == b"text"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("ab*?[]{}./~\0\n!-é"), max_size=12))
@example("[")
@example("**")
@example("[!]")
def test_any_name_gives_something(tmp_path, name):
    # Below an empty folder, so that no walk leaves it.
    (tmp_path / "empty").mkdir(exist_ok=True)
    items = list(expand(f"{tmp_path}/empty/{name.replace('/', '')}".replace("..", "")))
    assert items
    assert all(isinstance(item, Skipped) for item in items)
