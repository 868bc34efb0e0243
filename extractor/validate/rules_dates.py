"""Dates: resolved by rule from the article's own expressions, and of the event they are said of."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from extractor.edtf import bounds, contains, is_valid, same
from extractor.events.near import OTHER_DATE, nearest
from extractor.mentions import DateMention
from extractor.rules.dates.find import find_dates
from extractor.spans import Span
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.words import is_in, quoted

LEAD: Final = 4
ONE_DAY: Final = timedelta(days=1)
WEEK: Final = 7
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY: Final = re.compile(rf"\b(?P<day>{'|'.join(DAYS)})\b,?\s*(?:the\s+)?$", re.IGNORECASE)
WEEKDAY_INSIDE: Final = re.compile(rf"\b(?P<day>{'|'.join(DAYS)})\b", re.IGNORECASE)
DONE: Final = frozenset({"signed", "ratified", "in_force", "renewed", "terminated", "expired", "suspended", "rejected"})
EVENT_KINDS: Final = {
    "agreement": frozenset({"signing", "negotiation", "instrument"}),
    "meeting": frozenset({"meeting", "visit", "phone"}),
}


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
    "date-support",
    fields=("date",),
    about="A date must be one that the article's words give, and be said of this event and not of another.",
)
def date_support(case: Case, value: str) -> Ruling | None:
    """The verdict on a date, from the nearest words outwards."""
    if not is_valid(value):
        return None
    if _is_default(case, value):
        return _of_publication(case, value)
    own = _own_dates(case)
    stated = _stated(case, own)
    if match := _match(value, stated) or _match(value, own):
        return _own_ruling(case, value, match, stated)
    if part := next((d for d in own if _extends(value, str(d.edtf))), None):
        return Ruling("inferred", span=part.span)
    if part := next((d for d in own if contains(value, str(d.edtf))), None):
        message = f"The passage says more exactly {quoted(case.text, part.span)} ({part.edtf})."
        return Ruling("inferred", message, part.span, severity="warning")
    if stated and not _match(value, _told_elsewhere(case)):
        said = stated[0]
        if contains(str(said.edtf), value) and _match(value, case.context.dates):
            return Ruling("inferred", span=said.span)
        return Ruling("contradicted", _other(case, value, said), said.span)
    return _from_afar(case, value)


def _is_default(case: Case, value: str) -> bool:
    """Whether a value is the day of publication, and nothing but the head of the page names that day."""
    setting, published = case.reading.setting, case.reading.published
    if published is None or not same(value, published) or (setting and same(value, setting.date)):
        return False
    return not _match(value, case.context.narrated)


def _own_dates(case: Case) -> tuple[DateMention, ...]:
    """Dates in the own sentences; for a Statement only those outside what was said, for they tell the occasion."""
    found = [d for span in case.own for d in case.reading.dates_in(span)]
    if case.kind == "statement":
        found = [d for d in found if not is_in(d.span, case.passages)]
    return tuple(found)


def _stated(case: Case, own: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """Those own dates that the clause of the event word states."""
    if case.kind == "statement" or case.is_bare:
        return ()
    kinds = EVENT_KINDS[case.kind]
    found: dict[Span, DateMention] = {}
    for span in case.own:
        for trigger in case.reading.triggers_in(span):
            if trigger.kind in kinds:
                for mention in nearest(case.reading, case.reading.dates_in(span), trigger.span):
                    found.setdefault(mention.span, mention)
    return tuple(found.values())


def _match(value: str, dates: Sequence[DateMention]) -> DateMention | None:
    return next((d for d in dates if same(value, str(d.edtf))), None)


def _extends(value: str, part: str) -> bool:
    """Whether an interval begins or ends with a date that the words give ("the two-day summit on Sunday")."""
    days, other = bounds(value), bounds(part)
    return "/" in value and days is not None and other is not None and other[0] <= days[1] and days[0] <= other[1]


def _own_ruling(case: Case, value: str, match: DateMention, stated: Sequence[DateMention]) -> Ruling:
    """A date in the record's own sentence, unless the clause says it of something else."""
    before = case.text[max(0, match.span.start - 40) : match.span.start]
    if case.kind == "statement" and _is_long_past(case, value) and case.first("report_role") == "main":
        return Ruling("contradicted", f"{quoted(case.text, match.span)} is not when this was said.", match.span)
    if stated and match not in stated and case.kind != "statement" and not case.is_bare:
        return Ruling("contradicted", _other(case, value, stated[0]), match.span, severity="warning")
    if OTHER_DATE.search(before) and stated and match not in stated:
        return Ruling("contradicted", _other(case, value, stated[0]), match.span)
    if match.basis == "explicit":
        return Ruling("supported" if value in match.text else "variant", span=match.span)
    return Ruling("inferred" if match.basis == "inferred" else "variant", span=match.span)


def _told_elsewhere(case: Case) -> tuple[DateMention, ...]:
    """Dates that other sentences of the same event state."""
    own = frozenset(case.own)
    found = [d for span in case.near if span not in own for d in case.reading.dates_in(span)]
    if case.kind == "agreement":
        found += [d for span in case.context.joint_signings for d in case.reading.dates_in(span)]
    for candidate in case.candidates:
        spans = {option.span for option in candidate.date if option.span}
        found += [d for d in case.context.dates if d.span in spans]
    return tuple(found)


def _other(case: Case, value: str, said: DateMention) -> str:
    first, second = bounds(value), bounds(str(said.edtf))
    if first and second and abs((first[0] - second[0]).days) in (WEEK, 2 * WEEK):
        return f"{value} is whole weeks off: {quoted(case.text, said.span)} is {said.edtf} here."
    return f"The passage says {quoted(case.text, said.span)} ({said.edtf}), not {value}."


def _from_afar(case: Case, value: str) -> Ruling:
    """A date that the own sentences do not give: of the neighbours, of the occasion, or of something else."""
    if match := _match(value, _told_elsewhere(case)):
        if case.kind != "statement" or not _is_long_past(case, value):
            return Ruling("inferred", span=match.span)
        return Ruling("contradicted", f"{quoted(case.text, match.span)} is not when this was said.", match.span)
    setting = case.reading.setting
    if setting and same(value, setting.date):
        return Ruling("inferred", span=setting.span)
    lead = _lead(case)
    if match := _match(value, case.context.dates if case.is_bare else lead):
        if case.kind == "statement" and case.first("report_role") == "main" and _is_long_past(case, value):
            return Ruling("contradicted", f"{quoted(case.text, match.span)} is not when this was said.", match.span)
        return Ruling("inferred", span=match.span)
    return _from_elsewhere(case, value, lead)


def _of_publication(case: Case, value: str) -> Ruling:
    """The day of publication: when a release's statements were made, but no silent default (codebook 4)."""
    if case.kind == "statement" and case.context.is_release:
        return Ruling("inferred", "The date is that of publication.", severity="info")
    return Ruling("unsupported", f"{value} is the day of publication; no words say that it happened then.")


def _from_elsewhere(case: Case, value: str, lead: Sequence[DateMention]) -> Ruling:
    if match := _match(value, case.context.dates):
        if case.kind == "statement" and _is_main(case, match):
            return Ruling("inferred", span=match.span)
        message = f"{value} stands elsewhere ({quoted(case.text, match.span)}), of another event."
        return Ruling("contradicted", message, match.span)
    if part := next((d for d in (*lead, *_told_elsewhere(case)) if _extends(value, str(d.edtf))), None):
        return Ruling("inferred", span=part.span)
    return Ruling("unsupported", _nowhere(case, value), _closest(case, value))


def _lead(case: Case) -> tuple[DateMention, ...]:
    told = case.reading.told
    if not told:
        return ()
    return case.reading.dates_in(Span(0, told[min(LEAD, len(told)) - 1].span.end))


def _is_main(case: Case, mention: DateMention) -> bool:
    """Whether a date is one of the days the article reports on: more than once named, or right before publication."""
    repeated = sum(same(str(mention.edtf), str(other.edtf)) for other in case.context.dates) > 1
    return repeated and not _is_long_past(case, str(mention.edtf))


def _is_long_past(case: Case, value: str) -> bool:
    days, published = bounds(value), case.reading.published
    if days is None or published is None:
        return False
    return (date.fromisoformat(published) - days[1]).days > 45


def _closest(case: Case, value: str) -> Span | None:
    days = bounds(value)
    if days is None:
        return None
    for mention in case.context.dates:
        other = bounds(str(mention.edtf))
        if other and (other[0].month, other[0].day) == (days[0].month, days[0].day):
            return mention.span
    return None


def _nowhere(case: Case, value: str) -> str:
    span = _closest(case, value)
    if span:
        return f"The article has {quoted(case.text, span)}, which is not {value}."
    return f"No words of the article give the date {value}."


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
    if days[1] >= date.fromisoformat(published) - WEEK * ONE_DAY:
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
