"""The fuzz targets on random inputs that resemble what they read; `benchmarks/fuzz.py` runs them for longer."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import ARTICLE, SUFFIXES, exports, labels, reading, replies, rules, runs
from extractor.article import Article
from extractor.evaluate.records import FIELD_NAMES
from extractor.gold import GROUPS
from extractor.output.stream import outcome_lines
from extractor.pipeline import extract_article

SOME = settings(max_examples=60, deadline=None)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["PER", "2021-05-04", "signed", "Ana Vial", ARTICLE[10:40], "P20Y", "\ud800"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "city", "country", "amount", "currency", "text", "verdict"]), inner)
    ),
    max_leaves=5,
)


def record(kind: str) -> st.SearchStrategy[dict[str, object]]:
    names = [*FIELD_NAMES[kind], "evidence", "id", "record_id", "optional", "type", "doc_id", "extra"]  # type: ignore[index]
    return st.dictionaries(st.sampled_from(names), VALUES, max_size=8)


RECORDS = st.sampled_from(sorted(GROUPS)).flatmap(
    lambda kind: record(kind).map(lambda fields: {"type": kind, "doc_id": "a", **fields})
)
ARTICLE_LINES = st.dictionaries(
    st.sampled_from(["status", "seconds", "usage", "published", "doc_id"]), VALUES, max_size=4
).map(lambda fields: {"type": "article", "doc_id": "a", **fields})
LABELS = st.fixed_dictionaries(
    {"doc_id": st.just("a") | VALUES, "published": st.none() | VALUES},
    optional={group: VALUES | st.lists(record(kind), max_size=2) for kind, group in GROUPS.items()},  # type: ignore[misc]
)
PIECES = (
    "Peru |and |Chile |signed |a treaty |met |“|”|said |on Monday |4 May 2021 |Ms Vial |.|,| – |\n\n|\r\n|not |will "
)
WORDS = st.sampled_from([*PIECES.split("|"), "$5 billion ", "U.S. ", "'s ", "é", "\u0301", "\x1b", "20-year "])


def encoded(value: object) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.fault(21, 22, 23)
@SOME
@given(st.integers(0, len(SUFFIXES) - 1), st.binary(max_size=300))
def test_reading(kind: int, data: bytes):
    reading(bytes([kind]) + data)


@pytest.mark.fault(23, 24)
@SOME
@given(st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=300))
def test_rules(text: str):
    rules(text.encode("utf-8", "replace"))


@pytest.mark.fault(9, 10)
@SOME
@given(VALUES.map(lambda value: encoded({"records": value})) | LABELS.map(encoded) | st.binary(max_size=200))
def test_replies(data: bytes):
    replies(data)


@pytest.mark.fault(44)
@SOME
@given(st.lists(RECORDS | ARTICLE_LINES | VALUES, max_size=4), st.binary(max_size=20))
def test_runs(lines: list[object], tail: bytes):
    file = b"".join(encoded(line) + b"\n" for line in lines) + tail
    runs(file)
    exports(file)


WRITTEN = [json.loads(line) for line in outcome_lines(extract_article(Article("a", ARTICLE), None))]


def spots(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to everything in a JSON value."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from spots(value, (*path, key))


@pytest.mark.fault(44)
@SOME
@given(st.data())
def test_a_run_of_ours_with_one_value_changed(data: st.DataObject):
    lines = deepcopy(WRITTEN)
    *path, last = data.draw(st.sampled_from(list(spots(lines))))
    place: Any = lines
    for key in path:
        place = place[key]
    if data.draw(st.booleans()):
        place[last] = data.draw(VALUES)
    else:
        del place[last]
    file = b"".join(encoded(line) + b"\n" for line in lines)
    runs(file)
    exports(file)


@pytest.mark.fault(44)
@SOME
@given(LABELS | VALUES)
def test_labels(data: object):
    labels(encoded(data))


DEEP = b"[" * 100_000
FORMS: dict[str, tuple[Callable[[bytes], None], bytes]] = {
    "nested run": (runs, DEEP),
    "nested labels": (labels, DEEP),
    "nested reply": (replies, DEEP),
    "run in another encoding": (runs, b'{"doc_id": "a", "type": "article", "x": "caf\xe9"}'),
    "labels in another encoding": (labels, b'{"doc_id": "caf\xe9"}'),
    "nested export": (exports, DEEP),
    "torn run": (runs, b'{"doc_id": "a", "type": "article"}\n{"doc_id": "a", "ty'),
    "huge number": (runs, b'{"doc_id": ' + b"9" * 5000 + b"}"),
}


@pytest.mark.fault(44)
@pytest.mark.parametrize(("target", "data"), FORMS.values(), ids=FORMS)
def test_forms_that_broke_readers_before(target: Callable[[bytes], None], data: bytes):
    target(data)
