import re
from datetime import date

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.edtf import bounds, contains, granularity, is_valid, same

BOUNDS = [
    ("2023-07-20", date(2023, 7, 20), date(2023, 7, 20)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2023", date(2023, 1, 1), date(2023, 12, 31)),
    ("2023~", date(2023, 1, 1), date(2023, 12, 31)),
    ("2023-07?", date(2023, 7, 1), date(2023, 7, 31)),
    ("2023-07-20%", date(2023, 7, 20), date(2023, 7, 20)),
    ("199X", date(1990, 1, 1), date(1999, 12, 31)),
    ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
    ("2023-XX", date(2023, 1, 1), date(2023, 12, 31)),
    ("2023-07-XX", date(2023, 7, 1), date(2023, 7, 31)),
    ("2023-21", date(2023, 3, 1), date(2023, 5, 31)),
    ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
    ("2023-07-01/2023-07-05", date(2023, 7, 1), date(2023, 7, 5)),
    ("2023-07~/2024", date(2023, 7, 1), date(2024, 12, 31)),
    ("../2023-11-08", date.min, date(2023, 11, 8)),
    ("2023/..", date(2023, 1, 1), date.max),
    ("2023/", date(2023, 1, 1), date.max),
    ("2023-07-20T15:35:00Z", date(2023, 7, 20), date(2023, 7, 20)),
]
INVALID = [
    "",
    "..",
    "../..",
    "/",
    "Thursday",
    "2023-13",
    "2023-02-30",
    "2023-00",
    "2023-7-2",
    " 2023",
    "2023-07-20/2023-07-10",
    "2023/2024/2025",
    "0000",
    "9999-24",
    "2023-XX-04",
    "199X-05",
    "2023T15:35:00Z",
    "٢٠٢٣",
]


@pytest.mark.parametrize(("value", "first", "last"), BOUNDS)
def test_bounds_are_the_first_and_last_day(value, first, last):
    assert bounds(value) == (first, last)
    assert is_valid(value)


@pytest.mark.parametrize("value", INVALID)
def test_what_is_no_level_1_value_has_no_bounds(value):
    assert bounds(value) is None
    assert not is_valid(value)
    assert granularity(value) == "none"
    assert not same(value, value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-07-20", "day"),
        ("2023-07-20~", "day"),
        ("2023-07-20T15:35:00Z", "day"),
        ("2023-07-20/2023-07-20", "day"),
        ("2023-07", "month"),
        ("2023-07-XX", "month"),
        ("2023-22", "season"),
        ("2023", "year"),
        ("2023-XX", "year"),
        ("199X", "span"),
        ("2023-07-17/2023-07-23", "week"),
        ("2023-07-18/2023-07-24", "span"),
        ("../2023-11-08", "span"),
    ],
)
def test_granularity(value, expected):
    assert granularity(value) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2023-07", "2023-07~", True),
        ("2023", "2023-01/2023-12", True),
        ("2023-07-17/2023-07-23", "2023-07-17/2023-07-23", True),
        ("2023-07", "2023-08", False),
        ("2023", "nothing", False),
    ],
)
def test_same_compares_days_not_spelling(a, b, expected):
    assert same(a, b) is expected
    assert same(b, a) is expected


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("2023", "2023-07-20", True),
        ("2023-07-20", "2023", False),
        ("2023-07", "2023-07", True),
        ("../2023-11-08", "2001", True),
        ("2023-07-17/2023-07-23", "2023-07-24", False),
        ("2023", "", False),
        ("", "2023", False),
    ],
)
def test_contains(outer, inner, expected):
    assert contains(outer, inner) is expected


days = st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31))
qualifiers = st.sampled_from(["", "~", "?", "%"])
singles = st.one_of(
    st.builds(lambda day, mark: day.isoformat() + mark, days, qualifiers),
    st.builds(lambda day, mark: f"{day.year}-{day.month:02d}{mark}", days, qualifiers),
    st.builds(lambda day, mark: f"{day.year}{mark}", days, qualifiers),
    st.builds(lambda day: f"{day.year // 10}X", days),
)


@settings(max_examples=60, deadline=None)
@given(singles)
def test_bounds_agree_with_the_edtf_library(value):
    parsed = edtf.parse_edtf(value)
    ours = bounds(value)
    assert ours is not None
    assert [tuple(parsed.lower_strict()[:3]), tuple(parsed.upper_strict()[:3])] == [
        (day.year, day.month, day.day) for day in ours
    ]


@settings(max_examples=60, deadline=None)
@given(singles, singles)
def test_an_interval_runs_from_the_first_start_to_the_last_end(a, b):
    first, last = bounds(a), bounds(b)
    expected = None if first[0] > last[1] else (first[0], last[1])
    assert bounds(f"{a}/{b}") == expected


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="0123456789-/.~?%XT:Z ", max_size=24))
def test_any_text_is_read_without_an_error_and_valid_bounds_are_ordered(value):
    found = bounds(value)
    if found is not None:
        assert found[0] <= found[1]
        assert contains(value, value)
        assert re.match(r"\d{2}|\.\.|/", value)
