"""Dates at a counted distance: "two days ago", "within the next sixty days", "the following year".

"Ago" counts from the anchor. "Later" and "the same day" count from a date that the story gave before, and only one that
stands close by and is as fine as the unit; "in recent years" counts from nothing, so it resolves to nothing.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

from extractor.edtf import bounds, granularity
from extractor.mentions import Granularity
from extractor.rules.dates.setting import (
    UNRESOLVED,
    Expression,
    Resolution,
    Setting,
    interval,
    month_of,
    relative,
    shift_months,
    week_of,
)
from extractor.rules.dates.words import GAP
from extractor.rules.numbers import DIGITS, WORDS, number
from extractor.spans import Span

# Characters: "the same day" reaches back to an earlier paragraph, "the same month" to the sentence before.
NEAR: Final = 250
_COUNT: Final = rf"(?P<count>{DIGITS}|{WORDS}|half{GAP}an?|an?)"
_UNIT: Final = r"(?P<unit>day|week|fortnight|month|year|decade)"
_UNITS: Final = r"(?:days|weeks|fortnights|months|years|decades)"

# two days ago; a year ago; three weeks later; ten years from now
AGO: Final = re.compile(rf"\b{_COUNT}{GAP}{_UNIT}s?{GAP}(?P<side>ago|earlier|later|from{GAP}now)\b", re.IGNORECASE)
# in two weeks; within 60 days; in a month's time
AHEAD: Final = re.compile(
    rf"\b(?P<side>in|within){GAP}{_COUNT}{GAP}{_UNIT}s?(?P<time>(?:['’]s?)?{GAP}time)?\b"
    rf"(?!{GAP}(?:of|after|from|following|before|ago|earlier|later)\b)",
    re.IGNORECASE,
)
# within the next sixty days; over the past three years; in the last year
STRETCH: Final = re.compile(
    rf"\b(?:in|within|over|during|for|throughout|across){GAP}"
    rf"(?P<words>the{GAP}(?P<side>next|coming|past|last|previous){GAP}(?:{_COUNT}{GAP})?{_UNIT}(?(count)s?))\b",
    re.IGNORECASE,
)
# the same day; the following year; the previous month; in that year; the day before,
NARRATIVE: Final = re.compile(
    rf"\b(?:the{GAP}(?P<which>same|next|following|previous|preceding){GAP}{_UNIT}\b"
    rf"|(?:on|in|later|earlier){GAP}that{GAP}(?:same{GAP})?(?P<that>day|week|month|year)\b"
    rf"|(?:(?:later|earlier){GAP}(?:in|on|during|of){GAP}the|(?:later{GAP}|earlier{GAP})?(?:that|(?:the|that){GAP}same)){GAP}"
    rf"(?P<hours>day|morning|afternoon|evening|night)\b"
    rf"|the{GAP}(?P<beside>day|week|month|year){GAP}(?P<side>before|after)\b(?=[.,;:]))",
    re.IGNORECASE,
)
# in recent years; the next few months; several weeks ago; the coming days
VAGUE: Final = re.compile(
    rf"\b(?:(?:the{GAP})?(?:recent|coming|past|last|next|previous){GAP}"
    rf"(?:(?:few|several|some|many|couple{GAP}of){GAP})?{_UNITS}"
    rf"|(?:(?:a{GAP}few|several|some|many){GAP})?{_UNITS}{GAP}(?:ago|earlier|later|ahead)"
    rf"|the{GAP}near{GAP}future)\b",
    re.IGNORECASE,
)
_STEPS: Final = {"same": 0, "next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}
_FORTH: Final = ("next", "coming", "later", "from now", "in", "within")


def find_offsets(text: str, window: Span) -> Iterator[Expression]:
    """Every expression that counts from the anchor or from a date before; expressions may overlap."""
    for match in AGO.finditer(text, *window):
        side = " ".join(match["side"].lower().split())
        rule = _from_earlier if side in ("earlier", "later") else _from_anchor
        yield Expression(
            Span(*match.span()), partial(rule, _count(match) * (1 if side in _FORTH else -1), _unit(match))
        )
    for match in AHEAD.finditer(text, *window):
        within = match["side"].lower() == "within"
        yield Expression(Span(*match.span()), partial(_ahead, _count(match), _unit(match), within, bool(match["time"])))
    for match in STRETCH.finditer(text, *window):
        sign = 1 if match["side"].lower() in _FORTH else -1
        count = _count(match) if match["count"] else 1.0
        yield Expression(Span(*match.span("words")), partial(_stretch, sign * count, _unit(match)))
    for match in NARRATIVE.finditer(text, *window):
        steps = _STEPS[(match["which"] or match["side"] or "same").lower()]
        unit = (match["unit"] or match["that"] or match["beside"] or "day").lower()
        yield Expression(Span(*match.span()), partial(_from_earlier, steps, unit))
    for match in VAGUE.finditer(text, *window):
        yield Expression(Span(*match.span()), _unresolved)


def _count(match: re.Match[str]) -> float:
    written = match["count"].lower()
    count = 0.5 if written.startswith("half") else number(written) or 0.0
    return 2 * count if match["unit"].lower() == "fortnight" else count


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    return "week" if unit == "fortnight" else unit


def _unresolved(_: Setting) -> Resolution:
    return UNRESOLVED


def _shifted(day: date, count: float, unit: str) -> date:
    """The day at a distance; ValueError or OverflowError outside the years 1 to 9999."""
    if unit in ("day", "week"):
        return day + timedelta(days=round(count * (7 if unit == "week" else 1)))
    return shift_months(day, round(count * {"month": 1, "year": 12, "decade": 120}[unit]))


def _about(day: date, count: float, unit: str) -> tuple[str, Granularity]:
    """What a distance of whole units is exact to: "a year ago" means about that month, "three years ago" that year."""
    target = _shifted(day, count, unit)
    if unit == "day":
        return target.isoformat(), "day"
    if unit == "week":
        return week_of(target), "week"
    if unit == "month" or (unit == "year" and abs(count) <= 1):
        return f"{month_of(target)}~", "month"
    return f"{target.year:04d}~", "year"


def _from_anchor(count: float, unit: str, setting: Setting) -> Resolution:
    if setting.anchor is None:
        return UNRESOLVED
    return relative(setting, *_about(setting.anchor.day, count, unit))


def _from_earlier(count: float, unit: str, setting: Setting) -> Resolution:
    """Counted from the date before, where that lies within one such unit."""
    days = bounds(setting.earlier.edtf) if setting.earlier else None
    if days is None or setting.earlier is None or _start_of(unit, days[0]) != _start_of(unit, days[1]):
        return UNRESOLVED
    if unit != "day" and setting.earlier.gap > NEAR:
        return UNRESOLVED
    target = _shifted(_start_of(unit, days[0]), count, unit)
    whole = {"day": target.isoformat(), "week": week_of(target), "month": month_of(target)}
    edtf = whole.get(unit, f"{target.year:04d}")
    return Resolution(edtf, granularity(edtf), "relative", f"earlier date {setting.earlier.edtf}")


def _start_of(unit: str, day: date) -> date:
    match unit:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case _:
            return day.replace(month=1, day=1)


def _ahead(count: float, unit: str, within: bool, in_time: bool, setting: Setting) -> Resolution:
    """ "in two weeks" is a date only of what is to come; of the past it tells how long something took."""
    if setting.anchor is None or not (in_time or setting.tense in ("future", "soon")):
        return UNRESOLVED
    if within:
        return _stretch(count, unit, setting)
    return relative(setting, *_about(setting.anchor.day, count, unit))


def _stretch(count: float, unit: str, setting: Setting) -> Resolution:
    if setting.anchor is None:
        return UNRESOLVED
    here, there = setting.anchor.day, _shifted(setting.anchor.day, count, unit)
    return relative(setting, interval(min(here, there), max(here, there)), "span")
