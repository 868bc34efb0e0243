"""What an EDTF value covers, in days.

The `edtf` library parses one value in about 4 ms, raises TypeError for the bounds of `../2023-11-08`, and accepts an
interval that ends before it starts; scoring compares thousands of pairs. So the level 0-1 values that the codebook
uses are read here, and the tests hold this reading against the library wherever the library answers.

Qualifiers (`?`, `~`, `%`) say how sure a date is, not which days it covers, so they never change the bounds.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from extractor.mentions import Granularity

# 2023-07-20, 2023-07, 2023, 199X, 19XX, 2023-XX, 2023-07-XX, 2023-21 (a season), 2023-07-20T15:35:00Z, each with ? ~ %
_DATE = re.compile(
    r"""(?P<year>\d{4}|\d{3}X|\d{2}XX)
        (?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?
        (?P<time>T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?)?
        [?~%]?""",
    re.VERBOSE | re.ASCII,
)
_OPEN = ("..", "")
_DAY = timedelta(days=1)
# First month of spring, summer, autumn and winter on the northern half of the globe; winter runs into the next year.
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}

Bounds = tuple[date, date]


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _season(year: int, first: int) -> Bounds:
    last_year, last_month = (year, first + 2) if first < 12 else (year + 1, 2)
    return date(year, first, 1), _month_end(last_year, last_month)


def _within(year: str, month: str | None, day: str | None) -> Bounds:
    """The days of one date, missing parts open; ValueError where the calendar has no such date."""
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None or (month == "XX" and day in (None, "XX")):
        return date(low, 1, 1), date(high, 12, 31)
    if "X" in year or month == "XX":
        raise ValueError("a month or day of an unknown year is no level 1 value")
    number = int(month)
    if number in _SEASONS and day is None:
        return _season(low, _SEASONS[number])
    if day in (None, "XX"):
        return date(low, number, 1), _month_end(low, number)
    exact = date(low, number, int(day or 0))
    return exact, exact


def _single(value: str) -> Bounds | None:
    match = _DATE.fullmatch(value)
    if match is None or (match["time"] and not match["day"]):
        return None
    try:
        return _within(match["year"], match["month"], match["day"])
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def bounds(edtf: str) -> Bounds | None:
    """The first and last day that an EDTF level 0-1 value covers, or None where it is not one.

    Open and unknown ends of an interval (`2023/..`, `../2023-11-08`, `2023/`) reach to `date.min` or `date.max`. A date
    before year 1 or after year 9999 is None.
    """
    if "/" not in edtf:
        return _single(edtf)
    left, _, right = edtf.partition("/")
    if left in _OPEN and right in _OPEN:
        return None
    first = (date.min, date.min) if left in _OPEN else _single(left)
    last = (date.max, date.max) if right in _OPEN else _single(right)
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def is_valid(edtf: str) -> bool:
    """Whether the value is an EDTF level 0-1 date, season or interval that the calendar knows."""
    return bounds(edtf) is not None


def same(a: str, b: str) -> bool:
    """Whether two values cover the same days; an invalid value is the same as nothing."""
    days = bounds(a)
    return days is not None and days == bounds(b)


def contains(a: str, b: str) -> bool:
    """Whether every day of `b` lies within `a`; values that cover the same days contain each other."""
    outer, inner = bounds(a), bounds(b)
    return outer is not None and inner is not None and outer[0] <= inner[0] and inner[1] <= outer[1]


def granularity(edtf: str) -> Granularity:
    """How fine the value is: an interval from a Monday to its Sunday is a week, any other interval a span."""
    days = bounds(edtf)
    if days is None:
        return "none"
    if "/" in edtf:
        first, last = days
        whole_week = first.weekday() == 0 and last - first == 6 * _DAY
        return "day" if first == last else "week" if whole_week else "span"
    bare = edtf.partition("T")[0].rstrip("?~%")
    if "X" in bare[:4]:
        return "span"
    known = [part for part in bare.split("-") if part != "XX"]
    if len(known) == 2 and int(known[1]) in _SEASONS:
        return "season"
    return ("year", "month", "day")[len(known) - 1]
