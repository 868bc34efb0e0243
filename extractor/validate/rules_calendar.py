"""Dates by themselves: written as EDTF, no later than the report, and on the weekday that the article writes."""

import re
from datetime import date, timedelta
from typing import Final

from extractor.edtf import bounds, is_valid, same
from extractor.rules.dates.find import find_dates
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check

ONE_DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY: Final = re.compile(rf"\b(?P<day>{'|'.join(DAYS)})\b,?\s*(?:the\s+)?$", re.IGNORECASE)
WEEKDAY_INSIDE: Final = re.compile(rf"\b(?P<day>{'|'.join(DAYS)})\b", re.IGNORECASE)
DONE: Final = frozenset({"signed", "ratified", "in_force", "renewed", "terminated", "expired", "suspended", "rejected"})


@value_check(
    "date-format",
    fields=("date",),
    severity="error",
    about="A date is written as EDTF; a plain date in words or figures is rewritten.",
)
def date_format(case: Case, value: str) -> Ruling | None:
    """Refuse what is no EDTF, and rewrite what can only mean one date."""
    if is_valid(value):
        return None
    found = find_dates(value, published=None)
    whole = [d for d in found if d.edtf and d.basis == "explicit" and len(d.text) >= len(value.strip()) - 1]
    message = f"“{value}” is no EDTF date; write 2023-07-20, 2023-07, 2023, or an interval."
    return Ruling("unsupported", message, repaired=whole[0].edtf if len(whole) == 1 else None)


@value_check(
    "date-after-publication",
    fields=("date",),
    about="What is done lies on or before the day of publication, one day allowed for time zones.",
)
def date_after_publication(case: Case, value: str) -> Ruling | None:
    """A signing, meeting or statement reported as done cannot be later than the report."""
    days, published = bounds(value), case.reading.published
    if days is None or published is None or days[0] <= date.fromisoformat(published) + ONE_DAY:
        return None
    is_done = case.kind == "statement" or case.first("realis") == "actual" or case.first("status") in DONE
    if not is_done:
        return None
    return Ruling("contradicted", f"{value} lies after the publication on {published}, yet it is reported as done.")


@value_check(
    "date-plan-past",
    fields=("date",),
    kinds=("agreement", "meeting"),
    severity="warning",
    about="What is planned lies on or after the day of publication, unless it is background.",
)
def date_plan_past(case: Case, value: str) -> Ruling | None:
    """A plan for a day long before the report is no plan."""
    planned = case.first("realis") == "planned" or case.first("status") == "planned_signing"
    days, published = bounds(value), case.reading.published
    if not planned or days is None or published is None or case.first("report_role") == "background":
        return None
    if days[1] >= date.fromisoformat(published) - WEEK:
        return None
    return Ruling(None, f"It is called planned, yet {value} lies before the publication on {published}.")


@value_check(
    "date-weekday",
    fields=("date",),
    severity="warning",
    about="Where the article writes weekday and date together, the calendar must agree.",
)
def date_weekday(case: Case, value: str) -> Ruling | None:
    """A slip of the article itself, which a coder must know of."""
    for mention in (d for span in case.own for d in case.reading.dates_in(span)):
        days = bounds(str(mention.edtf))
        if (
            mention.basis != "explicit"
            or mention.granularity != "day"
            or days is None
            or not same(value, mention.edtf or "")
        ):
            continue
        word = WEEKDAY_INSIDE.search(mention.text) or WEEKDAY.search(
            case.text, max(0, mention.span.start - 20), mention.span.start
        )
        if word and DAYS.index(word["day"].lower()) != days[0].weekday():
            right = DAYS[days[0].weekday()].capitalize()
            return Ruling(None, f"The article writes {word['day']}, but {value} is a {right}.", mention.span)
    return None
