"""What the encounters of one occasion lend each other: the day and the place that only one of them names.

Whoever met three guests "in New York on Sunday" met the third there and then, too, though the text says it of the first
only. Lent are day and place of the encounter told last before; a journey lends the place, and not the day.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from extractor.edtf import bounds
from extractor.events.candidates import MeetingCandidate, Option, all_sure, first_sure, merged
from extractor.events.meeting.groups import Group
from extractor.events.near import is_long_before
from extractor.reading import Reading, Side
from schemas.record import Place

CALLS_ON: Final = re.compile(r"^(?:courtesy|farewell|introductory|protocol)\s+call|^audience", re.IGNORECASE)
MET: Final = frozenset({"encounter", "commission", "call"})
Told = tuple[Group, MeetingCandidate]


def lend_hosts(groups: Sequence[Group]) -> None:
    """Take whom a traveller meets for officials of the country travelled to, where the text names no other."""
    visits = [group for group in groups if group.family == "visit" and group.people]
    for group in groups:
        if group.family != "encounter" or len(group.codes) != 1:
            continue
        met = [ref for mention in group.mentions for ref in mention.persons if ref.person.country is None]
        guests = {person for person, country in group.acts_for.items() if country in group.codes}
        there = {place.country for mention in group.mentions for place in mention.places}
        goals = {code for visit in visits if visit.people & guests for code in visit.goals} - group.codes
        goals = goals & there or goals
        if len(goals) == 1 and any(ref.person.offices for ref in met):
            group.codes |= goals
            group.lent = tuple(Side(code, met[0].span) for code in goals)


def lend_settings(
    reading: Reading, groups: Sequence[Group], candidates: Sequence[MeetingCandidate]
) -> tuple[MeetingCandidate, ...]:
    """The candidates of the groups, those without day or place with that of the occasion they belong to."""
    told = list(zip(groups, candidates, strict=True))
    return tuple(_completed(reading, told, at) for at in range(len(told)))


def _completed(reading: Reading, told: list[Told], at: int) -> MeetingCandidate:
    group, candidate = told[at]
    if group.family not in MET or not _is_reported(reading, candidate) or candidate.realis[0].value == "cancelled":
        return candidate
    others = [other for other in told[:at] + told[at + 1 :] if _is_same_occasion(reading, other, (group, candidate))]
    others.sort(key=lambda other: _distance(other[0], group))
    # The days of a journey are those of none of its encounters.
    if not group.dates and candidate.realis[0].value == "actual":
        days = (first_sure(other.date) for other_group, other in others if other_group.family in MET)
        day = next((day for day in days if day and _is_day(day)), None)
        candidate = candidate if day is None else replace(candidate, date=merged([Option(day), *candidate.date]))
    if group.family == "call":
        return candidate
    if first_sure(candidate.place) is None:
        places = (first_sure(other.place) for other_group, other in others if other_group.family != "call")
        place = next((place for place in places if place), None)
        candidate = candidate if place is None else replace(candidate, place=merged([Option(place), *candidate.place]))
    return _received(_called_on(group, candidate))


def _called_on(group: Group, candidate: MeetingCandidate) -> MeetingCandidate:
    """With the country of whoever is paid a courtesy call as host, unless the place is elsewhere."""
    word, place = group.first.trigger, first_sure(candidate.place)
    behind = [ref.person.country for ref in group.first.persons if ref.span.start >= word.span.end]
    host = behind[0] if behind and CALLS_ON.search(word.text) else None
    known = first_sure(candidate.host)
    if host is None or known is not None or (place is not None and place.country != host):
        return candidate
    if place is None:
        candidate = replace(candidate, place=merged([Option(Place(country=host), word.span), *candidate.place]))
    return replace(candidate, host=merged([Option(host, word.span), *candidate.host]))


def _received(candidate: MeetingCandidate) -> MeetingCandidate:
    """With the country as host in which one of the two sides is at home."""
    place = first_sure(candidate.place)
    is_at_home = place is not None and place.country in all_sure(candidate.countries)
    if first_sure(candidate.host) is not None or place is None or place.country is None or not is_at_home:
        return candidate
    return replace(candidate, host=merged([Option(place.country), *candidate.host]))


def _is_reported(reading: Reading, candidate: MeetingCandidate) -> bool:
    """Whether the story is about it: no background, and not of another time."""
    day = first_sure(candidate.date)
    return candidate.report_role == "main" and not (day and is_long_before(day, reading.published))


def _is_same_occasion(reading: Reading, other: Told, one: Told) -> bool:
    """Whether another encounter is told of the same person on the same day, as far as the text says when."""
    there, here = _days(other[1]), _days(one[1])
    is_apart = there is not None and here is not None and (there[1] < here[0] or here[1] < there[0])
    return (
        not is_apart
        and bool(other[0].people & one[0].people)
        and other[1].realis[0].value == one[1].realis[0].value
        and _is_reported(reading, other[1])
    )


def _days(candidate: MeetingCandidate) -> tuple[date, date] | None:
    day = first_sure(candidate.date)
    return bounds(day) if day else None


def _distance(other: Group, group: Group) -> tuple[bool, int]:
    """What is told before comes before what is told after, the nearest first."""
    here, there = group.first.sentence.index, other.first.sentence.index
    return there > here, abs(there - here)


def _is_day(edtf: str) -> bool:
    days = bounds(edtf)
    return days is not None and days[0] == days[1]
