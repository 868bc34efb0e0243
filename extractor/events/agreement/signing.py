"""When and where an agreement was signed, and what it is worth.

What stands beside the words of signing comes first; a signing at talks has their day and place.
"""

import re
from collections.abc import Sequence
from typing import Final

from extractor.events.agreement.ceremony import ceremony_dates, ceremony_places
from extractor.events.agreement.groups import Group
from extractor.events.agreement.when import dated_behind
from extractor.events.candidates import MeetingCandidate, Option, Options, all_sure, first_sure, merged
from extractor.reading import Reading
from schemas.record import MoneyValue, Place
from schemas.vocabulary import AgreementStatus

WORTH: Final = re.compile(
    r"\b(?:worth|valued\s+at|value\s+of|cost(?:ing|s)?|totall?ing|amount(?:ing|s)?\s+to|in\s+exchange\s+for)\s+(?:[\w.]+\s+){0,4}$"
    r"|^\s+(?:of|for)\s+(?:[\w.]+\s+){0,2}$"
    r"|\b(?:buy|purchase|acquire|supply|deliver|provide|sell|build|finance|procure)\b[^.;]{0,80}\sfor\s+(?:[\w.]+\s+){0,3}$",
    re.IGNORECASE,
)
AT_TALKS: Final = re.compile(
    r"\b(?:at|after|during|following|(?:end|conclusion|beginning|start)\s+of)\s+(?:the|their|his|her|a)?\s*(?:\w+\s+){0,3}?"
    r"(?:meetings?|talks|negotiations|discussions|summit)\b(?!\s+that\s+(?:began|started|opened))"
    r"|\b(?:meetings?|talks|negotiations|discussions|summit|session)\s+(?:\w+ly\s+)?(?:conclude|end|close|culminate|result|wrap)(?:s|d|ed|ped\s+up)\s+(?:with|in)\b",
    re.IGNORECASE,
)
PAIR: Final = 2
AT_MEETINGS: Final = frozenset({"signed", "planned_signing"})
DONE: Final = frozenset({"signed", "ratified", "in_force", "renewed"})


def signing_date(
    reading: Reading, group: Group, status: AgreementStatus | None, meetings: Sequence[MeetingCandidate]
) -> Options[str]:
    """Dates beside the word that gives the status; those beside other words, and the setting, are offered.

    A signing at or after talks that took place on one day is dated by it.
    """
    own: list[Option[str]] = []
    other: list[Option[str]] = []
    near: list[Option[str]] = []
    for mention in group.mentions:
        named = dated_behind(reading, mention.phrase)
        inside = [date for date in mention.dates if mention.phrase.span.overlaps(date.span) or date == named]
        # What is still to be ratified has been signed, but not on the day of the vote.
        is_to_come = mention.state is not None and (mention.state.status, mention.state.modality) == (
            "signed",
            "planned",
        )
        fits = mention.state is not None and mention.state.status == status and not is_to_come
        beside = [date for date in mention.dates if fits and date not in inside]
        own += [Option(str(date.edtf), date.span) for date in (*beside, *inside)]
        other += [Option(str(date.edtf), date.span) for date in mention.dates if mention.states and not is_to_come]
        near += [Option(str(date.edtf), date.span, sure=False) for date in reading.dates_in(mention.sentence.span)]
    may_be_other = not own and status in DONE
    stated = merged([*own, *(Option(option.value, option.span, sure=may_be_other) for option in other)])
    stated = stated or ceremony_dates(reading, group, status)
    setting = reading.setting
    if setting is None and not stated and status == "signed":
        days = merged(option for meeting in meetings if first_sure(meeting.form) != "visit" for option in meeting.date)
        is_there = any(AT_TALKS.search(reading.text, *mention.sentence.span) for mention in group.mentions)
        sure = len(all_sure(days)) == 1 and is_there
        stated = merged(Option(day.value, day.span, sure=sure) for day in days if day.sure)
    if setting is None or stated:
        return merged([*stated, *near])
    return (Option(setting.date, setting.span, sure=status in DONE and reading.is_lead(group.mentions[0].sentence)),)


def signing_place(
    reading: Reading,
    group: Group,
    meetings: Sequence[MeetingCandidate],
    *,
    codes: set[str],
    status: AgreementStatus | None,
    is_news: bool,
) -> Options[Place]:
    """Places beside the words of signing; else, for what is signed now, the setting and the parties' meetings."""
    stated = [
        Option(Place(city=place.city, country=place.country), place.span)
        for mention in group.mentions
        if mention.states
        for place in mention.places
        if place.city or place.country not in codes
    ]
    stated = stated or ceremony_places(reading, group, status)
    setting = [] if reading.setting is None or reading.setting.place is None else [reading.setting.place]
    # Where an instrument is only spoken of, nobody signs it.
    is_signing = is_news and any(mention.states for mention in group.mentions)
    in_lead = is_signing and reading.is_lead(group.mentions[0].sentence)
    inferred = [
        Option(
            Place(city=place.city, country=place.country), place.span, sure=not stated and in_lead and status in DONE
        )
        for place in setting
    ]
    inferred += [
        Option(option.value, option.span, sure=not stated and not setting and is_signing and status in AT_MEETINGS)
        for meeting in meetings
        for option in meeting.place
        if option.value.country in codes or first_sure(meeting.form) != "visit"
    ]
    return merged([*stated, *inferred])


def is_where(meeting: MeetingCandidate, codes: set[str]) -> bool:
    """Whether a signing of these parties belongs to the meeting; a tour leaves open where on it."""
    countries = set(all_sure(meeting.countries))
    return bool(codes) and codes <= countries and len(countries) <= max(PAIR, len(codes))


def stated_value(reading: Reading, group: Group) -> Options[MoneyValue]:
    """Amounts said to be the instrument's worth; other amounts in its clause are offered."""
    return merged(
        Option(
            MoneyValue(amount=money.amount, currency=money.currency),
            money.span,
            sure=mention.phrase.span.overlaps(money.span)
            or WORTH.search(reading.text, mention.phrase.span.end, money.span.start) is not None,
        )
        for mention in group.mentions
        for money in mention.money
        if mention.phrase.span.start <= money.span.start and money.span.end <= mention.phrase.tail.end
    )
