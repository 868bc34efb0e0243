"""Lengths of time said of something: "a 20-year agreement", "for a period of ten years", "a 72-hour truce".

A length that only places an event ("three years ago", "in the past two years", "within 60 days") belongs to the date
rules, and an age ("27-year-old") to nobody; both are left out here.
"""

import re
from typing import Final

from extractor.mentions import Period
from extractor.rules.numbers import DASH, DIGITS, WORDS, number
from extractor.spans import Span

_COUNT: Final = rf"(?:{DIGITS}|{WORDS})"
_UNIT: Final = r"(?i:year|month|week|day|hour|decade|centur(?=y|ies))"
_BESIDE: Final = rf"(?:\s{{1,3}}|\s?{DASH}\s?)"
# Said of time gone or of a distance: "years ago", "two days before the summit", "20 years old".
_NO_DISTANCE: Final = (
    r"(?![\s-](?i:olds?|ago|earlier|later|hence|before|after|prior|since|apart|from\snow|of\sage|in\sadvance)\b)"
)
# 20-year; 20 years; twenty-five-year-long; ten (10) years; two and a half years; 10 to 15 years; two decades
COUNTED: Final = re.compile(
    rf"(?<![\w.,$€£/-])(?P<low>{_COUNT})(?:(?:\s?{DASH}\s?|\s(?:to|or)\s)(?P<high>{_COUNT}))?(?:\s\(\d{{1,3}}\))?"
    rf"(?P<half>[\s-](?i:and)[\s-](?i:a)[\s-](?i:half))?(?P<beside>{_BESIDE})(?P<unit>{_UNIT})(?i:ies|y|s)?['’]?"
    rf"(?P<long>[\s-](?i:long))?\b{_NO_DISTANCE}"
)
# for a year; a year and a half; half a century; a year-long truce; decade-long; a quarter-century
UNCOUNTED: Final = re.compile(
    rf"\b(?:(?:(?i:for|of|lasting)\s(?P<article>an?))\s(?P<unit>{_UNIT})y?(?P<half>\s(?i:and)\s(?i:a)\s(?i:half))?"
    rf"|(?P<long_unit>{_UNIT})y?-?(?i:long)"
    rf"|(?P<part>(?i:half|quarter))(?:[\s-](?i:an?|of\sa))?[\s-](?P<part_unit>{_UNIT})y?)\b{_NO_DISTANCE}"
)
_PLACES: Final = re.compile(
    r"\b(?:last|past|previous|first|recent|in|every|every\sother|each|per|once|aged?|within(?:\sthe\snext)?|another|final)\s$",
    re.IGNORECASE,
)
_LENGTHS: Final = {"year": "P{}Y", "month": "P{}M", "week": "P{}W", "day": "P{}D", "hour": "PT{}H"}
_YEARS_IN: Final = {"decade": 10, "centur": 100}
_PARTS: Final = {"half": 0.5, "quarter": 0.25}
# Above this the number is a year or a slip.
LARGEST: Final = 1000


def find_periods(text: str) -> tuple[Period, ...]:
    """Every length of time in document order, without overlap; of a range ("10 to 15 years") the upper end."""
    found = [period for match in COUNTED.finditer(text) if (period := _counted(match))]
    found += [period for match in UNCOUNTED.finditer(text) if (period := _uncounted(match))]
    kept: list[Period] = []
    for period in sorted(found, key=lambda period: (period.span.start, -period.span.end)):
        if not kept or period.span.start >= kept[-1].span.end:
            kept.append(period)
    return tuple(kept)


def _counted(match: re.Match[str]) -> Period | None:
    unit = match["unit"].lower()
    count = number(match["high"] or match["low"])
    places = _PLACES.search(match.string, max(0, match.start() - 20), match.start())
    attributive = "-" in match["beside"]
    if count is None or (places and not attributive):
        return None
    if unit == "day" and count == 1 and not attributive:  # "one day they will meet" is no length
        return None
    return _period(match, count + (0.5 if match["half"] else 0), unit)


def _uncounted(match: re.Match[str]) -> Period | None:
    if match["part"]:
        return _period(match, _PARTS[match["part"].lower()], match["part_unit"].lower())
    unit = match["unit"] or match["long_unit"]
    return _period(match, 1.5 if match["half"] else 1, unit.lower(), start=max(match.start("article"), match.start()))


def _period(match: re.Match[str], count: float, unit: str, *, start: int | None = None) -> Period | None:
    iso = _iso(count, unit)
    span = Span(match.start() if start is None else start, match.end())
    return Period(span, span.of(match.string), iso) if iso else None


def _iso(count: float, unit: str) -> str | None:
    """ISO 8601 duration; halves only where the next smaller unit divides evenly ("P2Y6M", never "P2.5Y")."""
    if unit in _YEARS_IN:
        count, unit = count * _YEARS_IN[unit], "year"
    if not 0 < count <= LARGEST:
        return None
    whole, rest = int(count), count - int(count)
    if rest == 0:
        return _LENGTHS[unit].format(whole)
    if unit != "year" or (rest * 12) % 1:
        return None
    months = int(rest * 12)
    return f"P{whole}Y{months}M" if whole else f"P{months}M"
