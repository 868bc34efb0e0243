"""Calendar dates as English news writes them: day, month and year in any order, with or without a year.

"May" is a month, a minister and a modal. So a month alone counts only after words that introduce a time ("in March",
"the April summit"), and where two patterns claim the same words the longer reading wins later.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from extractor.rules.dates.setting import UNRESOLVED, Calendar, Expression, Resolution, Setting
from extractor.rules.dates.words import (
    DAY,
    GAP,
    MONTH,
    MONTH_NAME,
    PART_OF_DAY,
    WEEKDAY,
    WEEKDAY_NAME,
    YEAR,
    day_number,
    month_number,
    weekday_number,
)
from extractor.rules.dates.year import calendar_expression, month_expression, resolve_calendar
from extractor.rules.numbers import DASH
from extractor.spans import Span

# 03/04/2024 is 3 April if that lies within this many days of the anchor and 4 March does not.
NEAR: Final = 10
# Two-digit years from here on belong to the last century.
PIVOT: Final = 40

_WEEKDAY_BEFORE: Final = (
    rf"(?:\b(?P<weekday>{WEEKDAY})(?:{GAP}{PART_OF_DAY})?"
    rf"(?:,?{GAP}(?:the{GAP})?|,|(?P<bracket>{GAP}?\({GAP}?)))?"
)
_WEEKDAY_AFTER: Final = rf"(?(bracket){GAP}?\))(?:{GAP}?\({GAP}?(?P<weekday_after>{WEEKDAY_NAME}){GAP}?\))?"
_YEAR: Final = rf"(?:,{GAP}?|{GAP}(?:of{GAP})?|{DASH})(?P<year>{YEAR})(?![\d:]|,\d)"
_YEAR_WORDS: Final = (
    rf",?{GAP}(?:of{GAP})?(?P<year_words>(?i:this|last|next|that|the{GAP}(?:same|previous|following))){GAP}year\b"
)
_UNTIL: Final = (
    rf"(?:(?:,{GAP}{DAY}){{0,6}}"
    rf"(?:\s?{DASH}\s?|,?{GAP}(?:to|and|through|until|till|&){GAP}(?:the{GAP})?)(?P<until>{DAY})(?![\d:]))?"
)
_NO_COUNT: Final = r"(?!\s?%|\s(?:per\s?cent|[mbtr]+illion|people|troops|soldiers|countries|times)\b)"

# 20 March 2024; Thursday, 20 March; 12th of March; 20-22 May 2023; 3 to 5 June; Monday (25 September)
DAY_MONTH: Final = re.compile(
    rf"(?<![\d.,:/$€£-]){_WEEKDAY_BEFORE}\b(?P<day>{DAY}){_UNTIL}"
    rf"(?:{GAP}(?:(?:day{GAP})?of{GAP})?|{DASH})(?P<month>{MONTH})(?![a-z])(?:{_YEAR}|{_YEAR_WORDS})?{_WEEKDAY_AFTER}"
)
# March 20, 2024; Thursday, March 20; March 20-22; March 12th; Monday (September 25)
MONTH_DAY: Final = re.compile(
    rf"{_WEEKDAY_BEFORE}\b(?P<month>{MONTH}){GAP}(?:the{GAP})?(?P<day>{DAY})(?![\d:]|[.,]\d){_NO_COUNT}"
    rf"{_UNTIL}(?:{_YEAR}|{_YEAR_WORDS})?{_WEEKDAY_AFTER}"
)
# March 2024; Sept. 2023; March and April 2023; March of this year
MONTH_YEAR: Final = re.compile(
    rf"\b(?:(?P<first>{MONTH})(?:\s?{DASH}\s?|{GAP}(?:and|to|or){GAP}))?(?P<month>{MONTH})(?![a-z])"
    rf"(?:{_YEAR}|{_YEAR_WORDS})"
)
# in March; since June; the April summit; last June; next March; between March and May
MONTH_ALONE: Final = re.compile(
    rf"\b(?i:in|since|until|till|during|early|late|mid|(?:end|middle|beginning|start){GAP}of|between"
    r"|(?P<weak>by|from|to|before|after|of|through|throughout|for|and|or|around|the|its|their|his|her|our|an?)"
    rf"|(?P<which>last|this|next|past|coming))(?:{GAP}|-)(?:(?P<later_which>last|this|next|past|coming){GAP})?"
    rf"(?P<month>{MONTH_NAME})\b(?:(?:\s?{DASH}\s?|{GAP}(?:and|or|to){GAP})(?P<last>{MONTH_NAME})\b)?"
)
# 2023-07-21, 2023/07/21, 2023.07.21, also with a time after T
ISO: Final = re.compile(
    rf"(?<![\w/.-])(?P<year>{YEAR})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?:(?=T\d\d:)|(?![\w/-]|[.]\d))"
)
# 21/07/2023, 07-21-2023, 21.07.2023, 21/07/98
NUMERIC: Final = re.compile(
    rf"(?<![\w/.-])(?P<first>\d\d?)(?P<mark>[-/.])(?P<second>\d\d?)(?P=mark)(?P<year>{YEAR}|(?<=/)\d\d)(?![\w/-]|[.]\d)"
)
_NOUN_AFTER: Final = re.compile(rf"(?:['’]s)?{GAP}[a-z]")
_ARTICLES: Final = ("the", "its", "their", "his", "her", "our", "a", "an")


def find_calendar(text: str, window: Span) -> Iterator[Expression]:
    """Every expression in the window that names a day or month; those of different patterns may overlap."""
    for match in DAY_MONTH.finditer(text, *window):
        yield _day(match, day_first=True)
    for match in MONTH_DAY.finditer(text, *window):
        yield _day(match, day_first=False)
    for match in MONTH_YEAR.finditer(text, *window):
        yield _month_and_year(match)
    for match in MONTH_ALONE.finditer(text, *window):
        if not _is_person(match):
            yield _month_alone(match)
    for match in ISO.finditer(text, *window):
        parts = Calendar(int(match["year"]), int(match["month"]), int(match["day"]))
        yield calendar_expression(Span(*match.span()), parts)
    for match in NUMERIC.finditer(text, *window):
        yield _numeric(match)


def _day(match: re.Match[str], *, day_first: bool) -> Expression:
    day, start, end = day_number(match["day"]), match.start(), match.end()
    until = day_number(match["until"]) if match["until"] else None
    if until is not None and until <= day:
        # "from May 30 to 2" and "on 28 and 3 June" are no ranges within a month: keep the day beside the month.
        day, start, end = (until, match.start("until"), end) if day_first else (day, start, match.end("day"))
        until = None
    weekday = match["weekday"] or match["weekday_after"]
    parts = Calendar(
        year=int(match["year"]) if match["year"] and end == match.end() else None,
        month=month_number(match["month"]),
        day=day,
        until=until,
        weekday=weekday_number(weekday) if weekday else None,
        year_words=_year_words(match) if end == match.end() else "",
    )
    return calendar_expression(Span(start, end), parts)


def _year_words(match: re.Match[str]) -> str:
    return " ".join((match["year_words"] or "").lower().split())


def _month_and_year(match: re.Match[str]) -> Expression:
    month, year = month_number(match["month"]), int(match["year"]) if match["year"] else None
    parts = Calendar(year, month, year_words=_year_words(match))
    span = Span(*match.span())
    if match["first"] is None:
        return calendar_expression(span, parts)
    first = month_number(match["first"])
    return Expression(span, partial(_resolve_months, first, parts), unit="months")


def _month_alone(match: re.Match[str]) -> Expression:
    which = (match["later_which"] or match["which"] or "").lower()
    start = match.start("later_which") if match["later_which"] else match.start("which")
    span = Span(start if start >= 0 else match.start("month"), match.end())
    month = month_number(match["month"])
    if match["last"] is None:
        return month_expression(span, Calendar(month=month), which)
    last = Calendar(month=month_number(match["last"]))
    return Expression(span, partial(_resolve_months, month, last), unit="months")


def _is_person(match: re.Match[str]) -> bool:
    """Whether the month may be a person: after an article it needs a noun ("the April summit"), "May" a clear "in"."""
    weak = (match["weak"] or "").lower()
    if weak in _ARTICLES:
        return _NOUN_AFTER.match(match.string, match.end("month")) is None
    return bool(weak) and match["month"].lower() == "may"


def _resolve_months(first: int, last: Calendar, setting: Setting) -> Resolution:
    """ "March and April 2023": both months, the earlier in the year before where it follows in the calendar."""
    end = resolve_calendar(last, setting)
    if end.edtf is None or last.month is None:
        return end
    year = int(end.edtf[:4]) - (1 if first > last.month else 0)
    return end._replace(edtf=f"{year:04d}-{first:02d}/{end.edtf}", granularity="span")


def _numeric(match: re.Match[str]) -> Expression:
    first, second, year = int(match["first"]), int(match["second"]), _full_year(match["year"])
    span = Span(*match.span())
    day_first, month_first = Calendar(year, second, first), Calendar(year, first, second)
    if match["mark"] == "." or first > 12 or first == second:
        return calendar_expression(span, day_first)
    if second > 12:
        return calendar_expression(span, month_first)
    return Expression(span, partial(_resolve_either, day_first, month_first), unit="day")


def _full_year(digits: str) -> int:
    """The year meant by two digits: 98 is 1998, 23 is 2023."""
    return int(digits) + (0 if len(digits) > 2 else 1900 if int(digits) >= PIVOT else 2000)


def _resolve_either(day_first: Calendar, month_first: Calendar, setting: Setting) -> Resolution:
    """The one reading that lies near the anchor; without an anchor or a difference, none."""
    if setting.anchor is None:
        return UNRESOLVED
    near = []
    for parts in (day_first, month_first):
        resolution = resolve_calendar(parts, setting)
        if (
            resolution.edtf
            and abs((setting.anchor.day.fromisoformat(resolution.edtf) - setting.anchor.day).days) <= NEAR
        ):
            near.append(resolution)
    if len(near) != 1:
        return UNRESOLVED
    return near[0]._replace(basis="inferred", anchor=setting.anchor.label)
