"""Date expressions of an article, found and resolved by the rules of the codebook (section 4).

Finding and resolving are two passes. Grammars collect every expression, the longest reading of the same words wins, and
neighbours joined by "to" or a dash become a range; only then is each read against the article's anchor and the dates
before it. Where the text gives no anchor the value stays empty: never today, never the publication date by default.
"""

import re
from bisect import bisect_right
from calendar import day_name
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from extractor.edtf import bounds
from extractor.mentions import DateMention
from extractor.rules.dates.calendar import find_calendar
from extractor.rules.dates.head import DATELINE_DRIFT, DATELINE_HEAD, find_dateline, find_head_date
from extractor.rules.dates.offsets import find_offsets
from extractor.rules.dates.range import join_ranges
from extractor.rules.dates.relative import find_relative
from extractor.rules.dates.setting import UNRESOLVED, Anchor, Earlier, Expression, Resolution, Setting
from extractor.rules.dates.solar import find_solar
from extractor.rules.dates.spans import find_spans
from extractor.spans import Span

__all__ = ["find_dateline", "find_dates", "find_head_date"]

# A date further back than this many characters does not anchor "the same day"; a paragraph or two may stand between.
REACH: Final = 800

# Every expression holds one of these within MARGIN characters. Searching for them first leaves the grammars a fifth of
# the usual article; each branch begins with a plain character, which keeps this one scan fast.
SEED: Final = re.compile(
    r"""J(?:an|AN|u[nl]|U[NL]) | F(?:eb|EB) | M(?:a[ry]|A[RY]) | A(?:pr|PR|ug|UG) | S(?:ep|EP) | O(?:ct|CT) | N(?:ov|OV)
    | D(?:ec|EC) | [Dd]ay | DAY | morrow | morning | afternoon | evening | [Nn]ight | [Ww]eek | [Mm]onth | [Yy]ear
    | [Dd]ecade | [Qq]uarter | [Ff]uture | [Ss]pring | [Ss]ummer | [Aa]utumn | [Ff]all | [Ww]inter | (?:1[3-9]|20)\d\d
    | \d0['’]?s | /\d\d\b""",
    re.VERBOSE,
)
MARGIN: Final = 64

# The character that ends a sentence comes first in each branch, what it must follow is looked back for.
SENTENCE_BREAK: Final = re.compile(
    r"""[.!?](?<=[a-z0-9)\]%”’"'].)(?<!Mr.)(?<!Mrs.)(?<!Dr.)(?<!Gen.)(?<!Lt.)(?<!St.)(?<!Sen.)(?<!Gov.)(?<!No.)
        ["”’')\]]{0,3}\s{1,40}(?=["“‘'(\[]?[A-Z])
    | ;\s
    | \n(?:(?<=[.!?:"”]\n)|(?=[ \t]{0,8}\n))""",
    re.VERBOSE,
)
# "early May", "the end of 2023", "around 20 July"
_APPROXIMATE: Final = re.compile(
    r"\b(?:(?P<part>early|late|mid|(?:the\s)?(?:middle|beginning|start|end|close)\sof)|around|about|circa|approximately)"
    r"(?:-|\s(?:the\s)?)$",
    re.IGNORECASE,
)
# The end of a caption: "... in Cairo, Egypt, February 24, 2019."
_CAPTION_BEFORE: Final = re.compile(r"[A-Z][\w'’-]{1,24},? $")
_CAPTION_AFTER: Final = re.compile(r"\.(?:\s|$)|\s*[(/|]|\s*$")


def find_dates(text: str, *, published: str | None, dateline: DateMention | None = None) -> tuple[DateMention, ...]:
    """Every date expression in document order, without overlap.

    `published` is an ISO day, anything else counts as unknown. Without it the date line at the head of the text
    anchors; without `dateline` the text is searched for one. `anchor` of a mention says which was used.
    """
    expressions = join_ranges(text, _disjoint(len(text), _candidates(text)))
    anchor = _anchor(text, expressions, published=_day(published), dateline=dateline)
    breaks = [match.end() for match in SENTENCE_BREAK.finditer(text)]
    mentions: list[DateMention] = []
    known: DateMention | None = None
    for expression in expressions:
        index = bisect_right(breaks, expression.span.start)
        sentence = Span(breaks[index - 1] if index else 0, breaks[index] if index < len(breaks) else len(text))
        setting = Setting(text, expression.span, sentence, anchor, _earlier(known, expression.span, sentence))
        mention = _mention(text, expression, setting)
        mentions.append(mention)
        known = mention if mention.edtf else known
    return tuple(mentions)


def _candidates(text: str) -> Iterator[Expression]:
    for window in _windows(text):
        for find in (find_calendar, find_solar, find_spans, find_offsets, find_relative):
            yield from find(text, window)


def _windows(text: str) -> Iterator[Span]:
    """The stretches of text that can hold a date expression, disjoint and in order."""
    start = end = 0
    for seed in SEED.finditer(text):
        if seed.start() - MARGIN > end:
            yield Span(start, end)
            start = seed.start() - MARGIN
        end = min(seed.end() + MARGIN, len(text))
    yield Span(start, end)


def _disjoint(length: int, candidates: Iterable[Expression]) -> list[Expression]:
    """The longest expressions that share no character; of equally long ones, the first."""
    taken = bytearray(length)
    chosen = []
    for candidate in sorted(candidates, key=lambda found: found.span.start - found.span.end):
        start, end = candidate.span
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            chosen.append(candidate)
    return sorted(chosen, key=lambda found: found.span.start)


def _day(published: str | None) -> date | None:
    days = bounds(published) if published else None
    return days[0] if days and days[0] == days[1] else None


def _anchor(
    text: str, expressions: Iterable[Expression], *, published: date | None, dateline: DateMention | None
) -> Anchor | None:
    """What relative words count from, in the order of the codebook: dateline, publication date, head date line."""
    label = "published"
    if published is None:
        head = find_head_date(text)
        published, label = _day(head.edtf) if head else None, "head date"
    line = dateline or find_dateline(text, published)
    day = _day(line.edtf) if line else None
    if day and (published is None or abs((day - published).days) <= DATELINE_DRIFT):
        return Anchor(day, f"dateline {day.isoformat()}")
    if published:
        return Anchor(published, f"{label} {published.isoformat()}")
    return _caption(text, expressions)


def _caption(text: str, expressions: Iterable[Expression]) -> Anchor | None:
    """The day of a picture at the head of an undated story, where a weekday that the story names confirms it.

    An old picture would name another day; the weekday of the story tells them apart six times in seven.
    """
    for expression in expressions:
        start, end = expression.span
        if start > DATELINE_HEAD:
            return None
        parts = expression.calendar
        if parts is None or None in (parts.year, parts.month, parts.day) or parts.until:
            continue
        if not (_CAPTION_BEFORE.search(text[max(0, start - 30) : start]) and _CAPTION_AFTER.match(text, end)):
            continue
        day = _day(f"{parts.year:04d}-{parts.month:02d}-{parts.day:02d}")
        if day and re.search(rf"\bon {day_name[day.weekday()]}\b", text):
            return Anchor(day, f"caption {day.isoformat()}")
    return None


def _earlier(known: DateMention | None, span: Span, sentence: Span) -> Earlier | None:
    if known is None or known.edtf is None or span.start - known.span.end > REACH:
        return None
    return Earlier(known.edtf, known.basis, span.start - known.span.end, known.span.start >= sentence.start)


def _mention(text: str, expression: Expression, setting: Setting) -> DateMention:
    try:
        resolution = expression.resolve(setting)
    except (ValueError, OverflowError):  # counted past the first or last year of the calendar
        resolution = UNRESOLVED
    if bounds(resolution.edtf or "") is None:  # the year 0
        resolution = UNRESOLVED
    span, resolution = _approximate(text, expression, resolution)
    return DateMention(span, span.of(text), *resolution)


def _approximate(text: str, expression: Expression, resolution: Resolution) -> tuple[Span, Resolution]:
    """Take "early", "late", "the end of" and "around" into the span, and mark the value as approximate.

    "early Thursday" is an hour of an exact day.
    """
    span = expression.span
    match = _APPROXIMATE.search(text, max(0, span.start - 24), span.start)
    is_day = expression.unit == "day" or (expression.calendar is not None and expression.calendar.day is not None)
    if match is None or (is_day and match["part"]) or "/" in (resolution.edtf or ""):
        return span, resolution
    span = Span(match.start(), span.end)
    if resolution.granularity not in ("day", "month", "year") or (resolution.edtf or "").endswith("~"):
        return span, resolution
    return span, resolution._replace(edtf=f"{resolution.edtf}~")
