"""Years and what is measured in them: ranges of years, decades, fiscal years, quarters, halves and seasons.

Four digits are a year only where the words around treat them as one ("in 2022", "the 2015 accord", "(2019-2025)");
"2000 troops" and "by 1930 GMT" are not. Seasons are those of the northern half of the globe.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from extractor.edtf import bounds
from extractor.rules.dates.setting import UNRESOLVED, Calendar, Expression, Resolution, Setting, relative
from extractor.rules.dates.words import GAP, YEAR
from extractor.rules.dates.year import calendar_expression
from extractor.rules.numbers import DASH, WORDS, number
from extractor.spans import Span

_NO_COUNT: Final = (
    r"(?![\d:%]|[.,]\d|-\d|\s(?:GMT|UTC|[A-Z]{1,2}ST|hrs|hours|local|km|kilomet\w*|miles|tons|tonnes|barrels|people|soldiers"
    r"|troops|men|women|MW|GW|megawatts|dollars|euros|pounds|years|percent|per\scent|million|billion|hectares|met(?:er|re)s|m)\b)"
)
# in 2022; since 1999; by 2030; the end of 2023; (2023)
YEAR_ALONE: Final = re.compile(
    rf"(?:\b(?i:in|since|by|until|till|from|to|during|before|after|of|for|through|throughout|around|circa|early|late|mid|end"
    rf"|and|or|between|year)(?:{GAP}|-)(?:the{GAP}year{GAP})?|\()(?P<year>{YEAR})(?![–/]\d){_NO_COUNT}"
)
# the 2015 nuclear accord
YEAR_BEFORE_NOUN: Final = re.compile(
    rf"\b(?i:the|its|their|his|her|our|a|[A-Z][a-z]{{2,20}}['’]s){GAP}(?:[a-z]{{3,14}}{GAP})?(?P<year>{YEAR}){_NO_COUNT}"
    rf"(?={GAP}[A-Za-z])(?!{GAP}(?:Agenda|Vision)\b)"
)
# (2019-2025); 1938-45; 2023/24; 2024 to 2029
YEARS: Final = re.compile(
    rf"(?<![\w/.-])(?P<first>{YEAR})(?:\s?(?P<mark>{DASH}|/)\s?(?P<last>{YEAR}|\d\d)|{GAP}(?:to|through|until){GAP}(?P<to>{YEAR}))"
    r"(?![\w/-]|[.,:]\d)"
)
# the 1990s; the early 2000s; the '90s
DECADE: Final = re.compile(r"\b(?P<decade>(?:1[6-9]|20)\d)0['’]?s\b|(?<=the\s)['’](?P<short>[2-9])0s\b")
# fiscal year 2024; FY2023-24
FISCAL: Final = re.compile(
    rf"\b(?:(?i:fiscal|financial|academic|budget){GAP}(?i:year){GAP}|FY{GAP}?)(?P<year>{YEAR})(?P<on>[-–/](?:{YEAR}|\d\d))?\b"
)
# first quarter of 2024; Q3 2021; the second half of the year; the first nine months of last year
PORTION: Final = re.compile(
    r"\b(?:(?:(?P<quarter>first|second|third|fourth|last|1st|2nd|3rd|4th)[ -]quarter|Q(?P<q>[1-4])"
    rf"|(?P<half>first|second|latter|1st|2nd)[ -]half|H(?P<h>[12])"
    rf"|first{GAP}(?P<months>1[01]|[2-9]|{WORDS}){GAP}months)"
    rf"(?:(?:{GAP}of)?{GAP}(?P<year>{YEAR})|(?:{GAP}of)?{GAP}(?P<which>this|last|next){GAP}year|{GAP}of{GAP}(?P<here>the){GAP}year))\b",
    re.IGNORECASE,
)
# spring 2021; the winter of 2022-23; last summer; in the spring
SEASON: Final = re.compile(
    rf"(?<!Arab )(?<!Prague )\b(?:(?P<which>last|this|next|coming|past|in|during|by|until|since)(?:{GAP}the)?{GAP})?"
    rf"(?:(?:early|late|mid)[ -])?(?P<season>spring|summer|autumn|fall|winter)\b"
    rf"(?:{GAP}(?:of{GAP})?(?P<year>{YEAR})(?:[-–/](?:{YEAR}|\d\d))?\b|{GAP}of{GAP}(?P<year_words>this|last|next){GAP}year\b)?",
    re.IGNORECASE,
)
_ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "latter": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PREPOSITIONS: Final = ("in", "during", "by", "until", "since")
_STEPS: Final = {"last": -1, "past": -1, "this": 0, "the": 0, "next": 1, "coming": 1}


def find_spans(text: str, window: Span) -> Iterator[Expression]:
    """Every expression that names a year or a part or a row of years; expressions may overlap."""
    for pattern in (YEAR_ALONE, YEAR_BEFORE_NOUN):
        for match in pattern.finditer(text, *window):
            yield calendar_expression(Span(*match.span("year")), Calendar(int(match["year"])))
    for match in YEARS.finditer(text, *window):
        years = _years(int(match["first"]), match["last"] or match["to"], match["mark"])
        if years:
            yield _fixed(match, Resolution(years, "span"))
    for match in DECADE.finditer(text, *window):
        decade = match["decade"] or f"19{match['short']}"
        yield _fixed(match, Resolution(f"{decade}X", "span"))
    for match in FISCAL.finditer(text, *window):
        yield _fixed(match, _fiscal(match))
    for match in PORTION.finditer(text, *window):
        yield _portion(match)
    for match in SEASON.finditer(text, *window):
        if match["which"] or match["year"] or match["year_words"]:
            yield _season(match)


def _fixed(match: re.Match[str], resolution: Resolution) -> Expression:
    return Expression(Span(*match.span()), partial(_as_given, resolution))


def _fiscal(match: re.Match[str]) -> Resolution:
    """A fiscal year is no calendar year, so a single one is approximate and "2023-24" touches both."""
    year = int(match["year"])
    return Resolution(f"{year}/{year + 1}", "span") if match["on"] else Resolution(f"{year}~", "year")


def _as_given(resolution: Resolution, _: Setting) -> Resolution:
    return resolution


def _years(first: int, last: str, mark: str | None) -> str | None:
    """ "2019-2025" and "1938-45" are ranges; "2023-07" is a month, "2023-24" the turn of a year, "1999-98" a number."""
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    looks_like_month = len(last) == 2 and mark != "/" and int(last) <= 12
    return f"{first}/{end}" if first < end <= first + 100 and not looks_like_month else None


def _portion(match: re.Match[str]) -> Expression:
    if match["quarter"] or match["q"]:
        quarter = int(match["q"] or _ORDINALS[match["quarter"].lower()])
        months = (3 * quarter - 2, 3 * quarter)
    elif match["half"] or match["h"]:
        half = int(match["h"] or _ORDINALS[match["half"].lower()])
        months = (6 * half - 5, 6 * half)
    else:
        months = (1, min(int(number(match["months"]) or 1), 12))
    year = int(match["year"]) if match["year"] else None
    steps = _STEPS[(match["which"] or match["here"] or "this").lower()]
    return Expression(Span(*match.span()), partial(_months_of_year, months, year, steps))


def _months_of_year(months: tuple[int, int], year: int | None, steps: int, setting: Setting) -> Resolution:
    first, last = months
    if year is not None:
        return Resolution(f"{year:04d}-{first:02d}/{year:04d}-{last:02d}", "span")
    if setting.anchor is None:
        return UNRESOLVED
    year = setting.anchor.day.year + steps
    return relative(setting, f"{year:04d}-{first:02d}/{year:04d}-{last:02d}", "span")


def _season(match: re.Match[str]) -> Expression:
    code = _SEASONS[match["season"].lower()]
    start = match.start("season") if match["year"] or (match["which"] or "").lower() in _PREPOSITIONS else match.start()
    span = Span(start, match.end())
    if match["year"]:
        return Expression(span, partial(_as_given, Resolution(f"{match['year']}-{code}", "season")))
    if match["year_words"]:
        return Expression(span, partial(_season_of_year, code, _STEPS[match["year_words"].lower()]))
    return Expression(span, partial(_nearest_season, code, match["which"].lower()))


def _season_of_year(code: int, steps: int, setting: Setting) -> Resolution:
    if setting.anchor is None:
        return UNRESOLVED
    return relative(setting, f"{setting.anchor.day.year + steps:04d}-{code}", "season")


def _nearest_season(code: int, which: str, setting: Setting) -> Resolution:
    """ "last summer" is over before the anchor, "next summer" begins after it, "in the summer" goes by the tense."""
    if setting.anchor is None:
        return UNRESOLVED
    anchor = setting.anchor.day
    years = range(anchor.year - 2, anchor.year + 3)
    seasons = [(days, f"{year:04d}-{code}") for year in years if (days := bounds(f"{year:04d}-{code}"))]
    tense = {"last": "past", "past": "past", "next": "future", "coming": "future"}.get(which, setting.tense)
    over = which in ("last", "past")
    if tense == "past":
        fitting = [edtf for days, edtf in seasons if days[1 if over else 0] < anchor]
        edtf = fitting[-1] if fitting else None
    elif tense in ("future", "soon"):
        edtf = next(
            (edtf for days, edtf in seasons if (days[0] if which in ("next", "coming") else days[1]) > anchor), None
        )
    else:
        edtf = min(seasons, key=lambda season: _distance(season[0], anchor))[1] if seasons else None
    return relative(setting, edtf, "season") if edtf else UNRESOLVED


def _distance(days: tuple[date, date], anchor: date) -> int:
    return max((days[0] - anchor).days, (anchor - days[1]).days, 0)
