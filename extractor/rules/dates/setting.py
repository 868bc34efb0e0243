"""What a date expression is read against, and what reading it gives.

Finding and resolving are apart: a grammar module turns words into an `Expression`, and the expression is resolved only
once the anchor of the article and the dates before it are known.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from extractor.mentions import DateBasis, Granularity
from extractor.rules.dates.tense import Tense, tense_at
from extractor.spans import Span


class Anchor(NamedTuple):
    """The day that relative words count from; `label` says where it comes from, e.g. `published 2023-07-21`."""

    day: date
    label: str


class Resolution(NamedTuple):
    """How an expression is read; the fields are those of `DateMention`."""

    edtf: str | None
    granularity: Granularity = "day"
    basis: DateBasis = "explicit"
    anchor: str = ""


UNRESOLVED = Resolution(None, "none", "none")


class Earlier(NamedTuple):
    """The nearest resolved date before an expression; `gap` is the number of characters between the two."""

    edtf: str
    basis: DateBasis
    gap: int
    same_sentence: bool


@dataclass(frozen=True)
class Setting:
    """One expression's surroundings."""

    text: str
    span: Span
    sentence: Span
    anchor: Anchor | None
    earlier: Earlier | None

    @cached_property
    def tense(self) -> Tense:
        """The tense of the verb group that governs the expression."""
        return tense_at(self.text, self.span, self.sentence)


Resolver = Callable[[Setting], Resolution]


class Calendar(NamedTuple):
    """A calendar date as far as the words give it: "Thursday, July 20" has no year.

    `until` is the last day of a range within one month ("20-22 May"); `year_words` holds what stands for the year in
    "March of this year".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None
    weekday: int | None = None
    year_words: str = ""


class Expression(NamedTuple):
    """Words that express a date; `calendar` is set where they name a calendar date, `unit` otherwise.

    Two expressions of one kind may be the ends of a range.
    """

    span: Span
    resolve: Resolver
    calendar: Calendar | None = None
    unit: str = ""


def relative(setting: Setting, edtf: str, granularity: Granularity) -> Resolution:
    """A value counted from the setting's anchor."""
    return Resolution(edtf, granularity, "relative", setting.anchor.label if setting.anchor else "")


def interval(first: date, last: date) -> str:
    """The EDTF interval of two days."""
    return f"{first.isoformat()}/{last.isoformat()}"


def week_of(day: date) -> str:
    """The week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return interval(monday, monday + timedelta(days=6))


def month_of(day: date) -> str:
    """The month of a day."""
    return f"{day.year:04d}-{day.month:02d}"


def shift_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day; ValueError before year 1 and after year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def quarter_of(day: date) -> str:
    """The calendar quarter of a day, as an interval of months."""
    first = (day.month - 1) // 3 * 3 + 1
    return f"{day.year:04d}-{first:02d}/{day.year:04d}-{first + 2:02d}"
