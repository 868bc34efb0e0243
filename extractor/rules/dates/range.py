"""Two dates that name one stretch of time: "from May 30 to June 2", "28 December 2022 – 3 January 2023".

A range is built before its ends are resolved, since one end often lends the other its year.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from extractor.edtf import bounds
from extractor.rules.dates.setting import UNRESOLVED, Calendar, Expression, Resolution, Setting
from extractor.rules.dates.words import GAP
from extractor.rules.dates.year import resolve_calendar
from extractor.rules.numbers import DASH
from extractor.spans import Span

# "to" with its blanks and an article; longer gaps join no range.
LONGEST_GAP: Final = 16
_TO: Final = re.compile(rf"\s?{DASH}\s?|{GAP}(?:to|until|till|through|up{GAP}to){GAP}(?:the{GAP})?")
_AND: Final = re.compile(rf"{GAP}and{GAP}(?:the{GAP})?")
_BETWEEN: Final = re.compile(rf"\b[Bb]etween{GAP}(?:the{GAP})?$")
# "postponed from Monday to Thursday" names two dates, not a stretch.
_MOVED: Final = re.compile(r"\b(?:postpon|mov|reschedul|delay|chang|shift|push|brought\s+forward|put\s+off)\w*\b[^.]*$")


def join_ranges(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """The expressions, sorted and disjoint as given, with neighbours that form a range made one."""
    joined: list[Expression] = []
    for expression in expressions:
        if joined and _is_range(text, joined[-1], expression):
            first = joined.pop()
            span = Span(first.span.start, expression.span.end)
            joined.append(Expression(span, partial(_resolve, first, expression)))
        else:
            joined.append(expression)
    return joined


def _is_range(text: str, first: Expression, last: Expression) -> bool:
    if last.span.start - first.span.end > LONGEST_GAP or not _are_alike(first, last):
        return False
    gap = text[first.span.end : last.span.start]
    if _TO.fullmatch(gap):
        return _MOVED.search(text, max(0, first.span.start - 60), first.span.start) is None
    before = text[max(0, first.span.start - 16) : first.span.start]
    return _AND.fullmatch(gap) is not None and _BETWEEN.search(before) is not None


def _are_alike(first: Expression, last: Expression) -> bool:
    a, b = first.calendar, last.calendar
    if a is None or b is None:
        return a is b is None and first.unit == last.unit != ""
    return (
        a.until is None
        and b.until is None
        and (a.day is None) == (b.day is None)
        and (a.month is None) == (b.month is None)
    )


def _resolve(first: Expression, last: Expression, setting: Setting) -> Resolution:
    if first.calendar and last.calendar:
        start, end = _calendar_ends(first.calendar, last.calendar, setting)
    else:
        start, end = first.resolve(setting), last.resolve(setting)
    days_of_start, days_of_end = bounds(start.edtf or ""), bounds(end.edtf or "")
    if days_of_start is None or days_of_end is None:
        return UNRESOLVED
    if days_of_end[1] < days_of_start[0] and last.unit == "day":
        end = end._replace(edtf=(days_of_end[0] + timedelta(days=7)).isoformat())
    edtf = f"{start.edtf}/{end.edtf}"
    if bounds(edtf) is None:
        return UNRESOLVED
    basis = start.basis if start.basis == end.basis else "inferred"
    return Resolution(edtf, "span", basis, start.anchor or end.anchor)


def _calendar_ends(first: Calendar, last: Calendar, setting: Setting) -> tuple[Resolution, Resolution]:
    """Both ends, the year of one taken from the other; the first comes before the last."""
    if last.year_words and not first.year and not first.year_words:
        first = first._replace(year_words=last.year_words)
    if last.year is not None and first.year is None and not first.year_words:
        first = first._replace(year=last.year - _wraps(first, last))
    start = resolve_calendar(first, setting)
    days = bounds(start.edtf or "")
    if last.year is None and not last.year_words and days is not None:
        end = resolve_calendar(last._replace(year=days[0].year + _wraps(first, last)), setting)
        return start, end._replace(basis=start.basis, anchor=start.anchor)
    return start, resolve_calendar(last, setting)


def _wraps(first: Calendar, last: Calendar) -> int:
    """1 where the range runs over the end of a year."""
    return int((first.month or 0, first.day or 0) > (last.month or 0, last.day or 0))
