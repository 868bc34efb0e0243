"""The date lines that stand outside the prose: the publication date at the head of an article, and the dateline.

The publication date anchors every relative date of the article, so only lines made of little else than a date count, or
dates behind a label ("Publication date:"). A date in a sentence is never taken for one.
"""

import re
from datetime import date
from typing import Final

from extractor.mentions import DateMention
from extractor.rules.dates.calendar import find_calendar
from extractor.rules.dates.setting import Anchor, Calendar, Expression, Setting
from extractor.rules.dates.words import MONTH, WEEKDAY
from extractor.rules.dates.year import resolve_calendar
from extractor.spans import Span

# Pages put headline, section, author and share links before the date; beyond this stand the related items.
HEAD: Final = 600
# A deck and a byline may stand before the first paragraph, which opens with the dateline.
DATELINE_HEAD: Final = 1500
# A dateline this many days off the publication date belongs to something quoted, or the date is that of a page load.
DATELINE_DRIFT: Final = 31
# No date with its weekday and time is longer.
DATE_LENGTH: Final = 60
# What may stand beside a date on its line: an author, a city, a section.
WORDS_BESIDE: Final = 6

_CLOCK: Final = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:[apAP]\.?[mM]\.?)?\s?(?:\(?[A-Z]{2,4}(?:[+-]\d{1,2})?\)?)?[,|\s]{0,4})?"
)
_BEFORE_DATE: Final = rf"[ \t]*[:|-]?\s{{0,6}}{_CLOCK}"
_ON: Final = r"(?:\s+(?:on|at|date|time))?"
PUBLISHED_LABEL: Final = re.compile(
    rf"""(?: ^[ \t]*(?i: (?:date|time)\s+of\s+publication | publication\s+date | pub\s*date
            | date\s+(?:published|posted) | (?:first\s+)?published{_ON} | (?:web\s+)?posted{_ON}
            | (?:uploaded|added|created|filed){_ON} | released?{_ON} | issued{_ON} | date )
        | (?<=[|•·–—\s])(?:Published|PUBLISHED|Posted|POSTED|Issued|Released){_ON} )
    {_BEFORE_DATE}""",
    re.MULTILINE | re.VERBOSE,
)
UPDATED_LABEL: Final = re.compile(
    rf"(?:^[ \t]*(?:(?i:last)\s+)?|(?<=[|•·–—\s]))(?:[Uu]pdated?|UPDATED|[Mm]odified){_ON}{_BEFORE_DATE}", re.MULTILINE
)
# The signature of a release: a body in capitals, then the date on a line of its own.
SIGNATURE: Final = re.compile(r"^[ \t]*[A-Z][A-Z .,'’-]{4,60},[ \t]*\r?\n[ \t]*", re.MULTILINE)
# TEHRAN, July 21 (IRNA) –; LONDON, 12 March 2024 —; Moscow. July 21. INTERFAX
_CITY_WORD: Final = rf"(?!(?:{MONTH}|{WEEKDAY})[ .,])[A-ZÀ-Þ][\w'’-]{{0,24}}\.?"
CITY: Final = re.compile(
    rf"^[ \t]*[(\[]?{_CITY_WORD}(?:[ /-]{_CITY_WORD}){{0,3}}(?:,[ ]{_CITY_WORD}(?:[ ]{_CITY_WORD})?)?"
    r"[,.:]?[ \t]{1,3}(?:[-–—]{1,2}[ \t]{1,3})?[(\[]?",
    re.MULTILINE,
)
_AFTER_DATELINE: Final = re.compile(
    r"[)\]]?[.,]?[ \t]*(?:[(/\[:]|[-–—]{1,2}|[A-Z]{3,}|\r?\n|$)|\.[ \t]+(?=[\"“]?[A-Z])"
)
_OPENING: Final = re.compile(r"\s*(?:(?i:date)\s*:?\s*)?")
_AFTER_OPENING: Final = re.compile(r"[ \t]*(?:[-–—|:]|\(?[A-Z]{2,}|,?[ \t]*[A-Z][\w ]{2,20}[ \t]*[-–—:(.]|\r?\n|$)")
_CLOCKS: Final = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:[apAP]\.?[mM]\b\.?)?")
_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_NEXT_WORD: Final = re.compile(r",?[ \t]+(?P<word>[a-z]+)(?![\w:/])")
_SEPARATOR: Final = re.compile(r"[ \t]*[-–—|•·/]")
_BAR: Final = re.compile(r"[|•·]")
_LINE_END: Final = re.compile(r"\.?[ \t]*(?:\r?\n|$)")
_SMALL_WORDS: Final = frozenset(
    [
        "at",
        "by",
        "and",
        "de",
        "updated",
        "am",
        "pm",
        "a.m",
        "p.m",
        "a.m.",
        "p.m.",
        "gmt",
        "min",
        "mins",
        "read",
        "local",
        "time",
        "hrs",
        "last",
        "ago",
    ]
)


def find_head_date(text: str) -> DateMention | None:
    """The publication date that the text itself prints, or None.

    A label ("Publication date:", anywhere at the start of a line) goes before a bare date line within the first 600
    characters, that before a dateline with a year, that before "Updated", that before the dated signature of a release.
    """
    return (
        _labelled(text, PUBLISHED_LABEL)
        or _standing_unless_crawled(text)
        or _full_dateline(text)
        or _labelled(text, UPDATED_LABEL)
        or _signed(text)
    )


def find_dateline(text: str, published: date | None) -> DateMention | None:
    """The date in the dateline of the first paragraphs; a year left out is the one nearest to `published`."""
    for match in CITY.finditer(text, 0, DATELINE_HEAD):
        expression = _date_at(text, match.end())
        if expression is None or not _AFTER_DATELINE.match(text, expression.span.end):
            continue
        anchor = Anchor(published, f"published {published.isoformat()}") if published else None
        return _mention(text, expression, anchor)
    return None


def _full_dateline(text: str) -> DateMention | None:
    dateline = find_dateline(text, None)
    return dateline if dateline and dateline.basis == "explicit" else None


def _date_at(text: str, start: int) -> Expression | None:
    """The calendar day that begins at `start`."""
    found = find_calendar(text, Span(start, start + DATE_LENGTH))
    days = [expression for expression in found if expression.span.start == start and _is_day(expression.calendar)]
    return max(days, key=lambda day: day.span.end, default=None)


def _is_day(parts: Calendar | None) -> bool:
    return parts is not None and parts.day is not None and parts.until is None and not parts.year_words


def _mention(text: str, expression: Expression, anchor: Anchor | None) -> DateMention | None:
    setting = Setting("", Span(0, 0), Span(0, 0), anchor, None)
    resolution = resolve_calendar(expression.calendar or Calendar(), setting)
    return DateMention(expression.span, expression.span.of(text), *resolution) if resolution.edtf else None


def _dated(text: str, start: int) -> DateMention | None:
    """The full date, year included, at `start`."""
    expression = _date_at(text, start)
    if expression is None or expression.calendar is None or expression.calendar.year is None:
        return None
    return _mention(text, expression, None)


def _labelled(text: str, label: re.Pattern[str]) -> DateMention | None:
    for match in label.finditer(text):
        opens_line = match.start() == 0 or text[match.start() - 1] == "\n"
        if not opens_line and match.start() > HEAD:
            continue
        mention = _dated(text, match.end())
        if mention and not _reads_on(text, mention.span.end):
            return mention
    return None


def _standing(text: str) -> DateMention | None:
    """A date that fills its line but for a few names, or that opens the text before the dateline."""
    days = [found for found in find_calendar(text, Span(0, HEAD + DATE_LENGTH)) if _is_day(found.calendar)]
    for start in sorted({day.span.start for day in days}):
        mention = _dated(text, start) if start < HEAD else None
        if mention is None:
            continue
        before = text[text.rfind("\n", 0, start) + 1 : start]
        line_end = text.find("\n", mention.span.end)
        after = text[mention.span.end : line_end if line_end >= 0 else len(text)]
        opens = _OPENING.fullmatch(text, 0, start) and _AFTER_OPENING.match(text, mention.span.end)
        if opens or _is_alone(before, after[:DATELINE_HEAD]):
            return mention
    return None


def _standing_unless_crawled(text: str) -> DateMention | None:
    """The date line, unless the dateline of the story lies far from it: then the page prints the day it was loaded."""
    standing = _standing(text)
    if standing is None or standing.edtf is None:
        return None
    day = date.fromisoformat(standing.edtf)
    dateline = find_dateline(text, day)
    if dateline is None or dateline.edtf is None:
        return standing
    return standing if abs((date.fromisoformat(dateline.edtf) - day).days) <= DATELINE_DRIFT else None


def _is_alone(before: str, after: str) -> bool:
    """Whether the rest of the line is times and names, not prose; behind a dash or bar any words may follow."""
    before = _BAR.split(before)[-1]
    words_before, words_after = (_WORD.findall(_CLOCKS.sub(" ", side)) for side in (before, after))
    names = words_before if _SEPARATOR.match(after) else words_before + words_after
    few = len(words_before) + len(words_after) <= WORDS_BESIDE
    return few and all(word[0].isupper() or word.lower() in _SMALL_WORDS for word in names)


def _reads_on(text: str, end: int) -> bool:
    """Whether prose follows: "Published on 12 March 2024, the report says"."""
    word = _NEXT_WORD.match(text, end)
    return word is not None and word["word"] not in _SMALL_WORDS


def _signed(text: str) -> DateMention | None:
    for match in SIGNATURE.finditer(text):
        mention = _dated(text, match.end())
        if mention and _LINE_END.match(text, mention.span.end):
            return mention
    return None
