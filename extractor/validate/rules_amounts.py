"""Amounts, lengths of time and counts: the figure, its unit, and that it is said of this instrument."""

import re
from typing import Final

from extractor.rules.numbers import DIGITS, WORDS, number
from extractor.spans import Span
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.words import is_in, quoted
from schemas.record import MoneyValue

AGREEMENT: Final = ("agreement",)
NUMBER: Final = re.compile(rf"(?<![\w.,])(?:{DIGITS}|{WORDS})(?![\w])")
TOLERANCE: Final = 0.01


@value_check(
    "value-support",
    fields=("value",),
    kinds=AGREEMENT,
    about="Amount and currency must both be those of a sum in the article, within one per cent.",
)
def value_support(case: Case, value: MoneyValue) -> Ruling | None:
    """The verdict on a sum, that of the own sentences first."""
    own = [money for span in case.own for money in case.reading.money_in(span)]
    near = [money for span in case.near for money in case.reading.money_in(span)]
    for money in (*own, *near, *case.reading.money):
        if abs(money.amount - value.amount) <= TOLERANCE * abs(value.amount):
            if money.currency in (value.currency, None) or value.currency is None:
                return Ruling("supported" if money in own else "inferred", span=money.span)
            message = f"{quoted(case.text, money.span)} is in {money.currency}, not in {value.currency}."
            return Ruling("contradicted", message, money.span)
    if own:
        message = f"The passage says {quoted(case.text, own[0].span)}, not {value.amount:,.0f}."
        return Ruling("contradicted", message, own[0].span)
    return Ruling("unsupported", f"The article names no sum of {value.amount:,.0f} {value.currency or ''}.")


@value_check(
    "value-other-event",
    fields=("value",),
    kinds=AGREEMENT,
    about="The sum must be said of this instrument, not of something else in the article.",
)
def value_other_event(case: Case, value: MoneyValue) -> Ruling | None:
    """A sum that stands only elsewhere."""
    found = [m for m in case.reading.money if abs(m.amount - value.amount) <= TOLERANCE * abs(value.amount)]
    if case.is_bare or not found or any(is_in(money.span, case.near) for money in found):
        return None
    return Ruling("contradicted", f"{quoted(case.text, found[0].span)} is said of something else.", found[0].span)


@value_check(
    "duration-support",
    fields=("duration",),
    kinds=AGREEMENT,
    about="The length of time must be said of this instrument.",
)
def duration_support(case: Case, value: str) -> Ruling | None:
    """The verdict on a duration."""
    own = [period for span in case.own for period in case.reading.periods_in(span)]
    match = next((period for period in own if period.iso == value), None)
    if match:
        return Ruling("variant", span=match.span)
    near = next((p for span in case.near for p in case.reading.periods_in(span) if p.iso == value), None)
    if near:
        return Ruling("inferred", span=near.span)
    if far := next((period for period in case.reading.periods if period.iso == value), None):
        return Ruling("contradicted", f"{quoted(case.text, far.span)} is said of something else.", far.span)
    if own:
        return Ruling("contradicted", f"The passage says {quoted(case.text, own[0].span)}, not {value}.", own[0].span)
    return Ruling("unsupported", f"No words of the article give a length of {value}.")


@value_check(
    "count-support",
    fields=("count",),
    kinds=AGREEMENT,
    about="A number of instruments other than one must be stated where they are told.",
)
def count_support(case: Case, value: int) -> Ruling | None:
    """The verdict on a count; several named in a list may be counted."""
    stated = [
        (number(match[0]), match) for span in case.own for match in NUMBER.finditer(case.text, span.start, span.end)
    ]
    mentions = [m.phrase for m in case.context.mentions_in(case.passages)]
    if value == 1:
        several = next((p for p in mentions if p.plural and p.count and p.count > 1), None)
        if several and all(p.plural for p in mentions):
            return Ruling("contradicted", f"{quoted(case.text, several.span)} are {several.count}.", several.span)
        return Ruling("inferred")
    match = next((match for figure, match in stated if figure == value), None)
    if match:
        return Ruling("supported", span=Span(match.start(), match.end()))
    counted = next((p for p in mentions if p.plural and p.count and p.count != value), None)
    if counted:
        return Ruling("contradicted", f"{quoted(case.text, counted.span)} are {counted.count}.", counted.span)
    return Ruling("unsupported", f"No words here say that there were {value}.")
