"""Dates of the Iranian calendar ("Tir 30, 1402"), which Iranian agencies print beside or instead of the common one.

The leap years of the 33-year cycle agree with the observed calendar from 1244 to 1472 (1865 to 2093), which covers
every article; the standard library knows no other calendar and a package for this alone would not pay.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

from extractor.rules.dates.setting import UNRESOLVED, Expression, Resolution, Setting
from extractor.rules.dates.words import DAY, GAP, day_number
from extractor.spans import Span

_MONTHS: Final = "Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand"
_YEAR: Final = r"1[34]\d\d"
# Tir 30, 1402; 30 Tir 1402
SOLAR_DATE: Final = re.compile(
    rf"\b(?:(?P<month>{_MONTHS}){GAP}(?P<day>{DAY})|(?P<day_before>{DAY}){GAP}(?P<month_after>{_MONTHS})),?{GAP}(?P<year>{_YEAR})\b"
)
_NUMBERS: Final = {name: number for number, name in enumerate(_MONTHS.split("|"), start=1)}
_FIRST_YEAR: Final = 1244
_LAST_YEAR: Final = 1472
_NEW_YEAR_1244: Final = date(1865, 3, 21)
_LEAP_REMAINDERS: Final = (1, 5, 9, 13, 17, 22, 26, 30)


def find_solar(text: str, window: Span) -> Iterator[Expression]:
    """Every full date of the Iranian calendar."""
    for match in SOLAR_DATE.finditer(text, *window):
        month = _NUMBERS[match["month"] or match["month_after"]]
        day = day_number(match["day"] or match["day_before"])
        yield Expression(Span(*match.span()), partial(_resolve, int(match["year"]), month, day), unit="day")


def common_date(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of an Iranian one, or None where the calendar has no such day or lies outside 1244-1472."""
    length = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= length):
        return None
    leaps = sum(_is_leap(earlier) for earlier in range(_FIRST_YEAR, year))
    months = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return _NEW_YEAR_1244 + timedelta(days=365 * (year - _FIRST_YEAR) + leaps + months + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP_REMAINDERS


def _resolve(year: int, month: int, day: int, _: Setting) -> Resolution:
    common = common_date(year, month, day)
    return Resolution(common.isoformat(), "day") if common else UNRESOLVED
