"""Which year a date without one belongs to.

The press leaves the year out only of dates near the day of writing. So the year is that of another date just before in
the same sentence, else the one that puts the date on the side of the anchor that the tense names.
"""

import re
from datetime import date
from functools import partial
from typing import Final

from extractor.edtf import bounds
from extractor.mentions import Granularity
from extractor.rules.dates.setting import (
    UNRESOLVED,
    Anchor,
    Calendar,
    Expression,
    Resolution,
    Setting,
    month_of,
    relative,
    shift_months,
)
from extractor.rules.dates.tense import Tense
from extractor.spans import Span

# A date told as past that lies over 300 days back and at most 65 days ahead in the next year is taken as the coming one
# (and the reverse): the year of a date that far off would be given, so the tense was read off the wrong verb.
FAR: Final = 300
CLOSE: Final = 65
# "signed on March 12, 2001 and in force from April 5": the year carries over this many characters within a sentence.
CARRY: Final = 80
LONGEST_MONTH: Final = 31
ANNOUNCED: Final = re.compile(
    r"\b(?:announc|plann?|propos|promis|schedul|invit|pledg|prepar)(?:ed|ing|es?|s)\s+(?!that\b)[^.,;:]{1,60}\s(?:in|for|by)\s+\Z"
)

_BACK_AND_AHEAD: Final = {"last": -1, "this": 0, "next": 1}


def calendar_expression(span: Span, parts: Calendar) -> Expression:
    """An expression that resolves by its calendar parts."""
    return Expression(span, partial(resolve_calendar, parts), parts)


def month_expression(span: Span, parts: Calendar, which: str) -> Expression:
    """A month without a year, perhaps after "last", "this" or "next"."""
    if not which:
        return calendar_expression(span, parts)
    return Expression(span, partial(_resolve_month, parts.month or 1, which), unit="month")


def resolve_calendar(parts: Calendar, setting: Setting) -> Resolution:
    """The date in the year given, in that of an earlier date of the sentence, or in the nearest fitting year."""
    if parts.year is not None:
        return _in_year(parts, parts.year)
    if parts.year_words:
        return _in_named_year(parts, setting)
    carried = _carried(setting)
    if carried is not None:
        year = _fitting_year(parts, carried.day, "none")
        return _in_year(parts, year)._replace(basis="inferred", anchor=carried.label)
    if setting.anchor is None:
        return UNRESOLVED
    year = _fitting_year(parts, setting.anchor.day, _tense(parts, setting))
    return _in_year(parts, year)._replace(basis="inferred", anchor=setting.anchor.label)


def _tense(parts: Calendar, setting: Setting) -> Tense:
    """ "Announced a visit in June": the month is that of the visit, which is still to come."""
    start = max(setting.sentence.start, setting.span.start - CARRY)
    if parts.day is None and ANNOUNCED.search(setting.text, start, setting.span.start):
        return "soon"
    return setting.tense


def _carried(setting: Setting) -> Anchor | None:
    earlier = setting.earlier
    if earlier is None or not earlier.same_sentence or earlier.basis != "explicit" or earlier.gap > CARRY:
        return None
    days = bounds(earlier.edtf)
    # A bare year ("the first since 2019") is mostly background and lends itself to nothing.
    if days is None or (days[1] - days[0]).days > LONGEST_MONTH:
        return None
    return Anchor(days[0], f"sentence {earlier.edtf}")


def _in_year(parts: Calendar, year: int | None) -> Resolution:
    """The parts in one year; unresolved where that year has no such day."""
    if year is None:
        return UNRESOLVED
    if parts.month is None:
        return Resolution(f"{year:04d}", "year")
    granularity: Granularity = "month"
    edtf = f"{year:04d}-{parts.month:02d}"
    if parts.day is not None:
        edtf, granularity = f"{edtf}-{parts.day:02d}", "day"
    if parts.until is not None:
        edtf, granularity = f"{edtf}/{year:04d}-{parts.month:02d}-{parts.until:02d}", "span"
    return Resolution(edtf, granularity) if bounds(edtf) else UNRESOLVED


def _explicit_before(setting: Setting) -> Anchor | None:
    """The explicit date before, where an undated text has no other anchor for "November this year"."""
    earlier = setting.earlier
    days = bounds(earlier.edtf) if earlier and earlier.basis == "explicit" else None
    return Anchor(days[0], f"earlier date {earlier.edtf}") if earlier and days else None


def _in_named_year(parts: Calendar, setting: Setting) -> Resolution:
    """ "March of this year" counts from the anchor, "March of the same year" from the date before."""
    steps = _BACK_AND_AHEAD.get(parts.year_words)
    if steps is not None:
        anchor = setting.anchor or _explicit_before(setting)
        if anchor is None:
            return UNRESOLVED
        return _in_year(parts, anchor.day.year + steps)._replace(basis="relative", anchor=anchor.label)
    days = bounds(setting.earlier.edtf) if setting.earlier else None
    if days is None or setting.earlier is None or days[0].year != days[1].year:
        return UNRESOLVED
    steps = -1 if "previous" in parts.year_words else 1 if "following" in parts.year_words else 0
    label = f"earlier date {setting.earlier.edtf}"
    return _in_year(parts, days[0].year + steps)._replace(basis="relative", anchor=label)


def _day_in(parts: Calendar, year: int) -> date | None:
    try:
        return date(year, parts.month or 1, parts.day or 1)
    except ValueError:
        return None


def _fitting_year(parts: Calendar, anchor: date, tense: Tense) -> int | None:
    """The year that puts the date nearest to the anchor, on the side that the tense names.

    A weekday ("Thursday, July 20") overrules the tense where it fits just one of the years around.
    """
    days = [day for year in range(anchor.year - 1, anchor.year + 2) if (day := _day_in(parts, year))]
    if parts.weekday is not None:
        days = [day for day in days if day.weekday() == parts.weekday] or days
    if not days:
        return None
    nearest = min(days, key=lambda day: (abs((day - anchor).days), day))
    if parts.day is None:
        anchor = anchor.replace(day=1)
    chosen = nearest
    if tense == "past":
        chosen = max((day for day in days if day <= anchor), default=nearest)
    elif tense in ("future", "soon"):
        chosen = min((day for day in days if day >= anchor), default=nearest)
    far_off = abs((chosen - anchor).days) > FAR and abs((nearest - anchor).days) <= CLOSE
    return (nearest if far_off and parts.day is not None else chosen).year


def _resolve_month(month: int, which: str, setting: Setting) -> Resolution:
    """ "last June" is strictly before the anchor's month, "next June" strictly after, "this June" in its year."""
    if setting.anchor is None:
        return UNRESOLVED
    here = setting.anchor.day.replace(day=1)
    steps = month - here.month
    if which in ("last", "past"):
        steps -= 12 if steps >= 0 else 0
    elif which in ("next", "coming"):
        steps += 12 if steps <= 0 else 0
    return relative(setting, month_of(shift_months(here, steps)), "month")
