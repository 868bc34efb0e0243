"""What is told of several instruments together is true of each: the day and the place of a set.

News sums up first ("five agreements were signed in Lima on Monday") and lists afterwards, in sentences that name
neither.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from extractor.events.agreement.groups import Group
from extractor.events.candidates import AgreementCandidate, Option, all_sure, first_sure, merged
from schemas.record import Place

# Parties, day and country of a signing.
Signing = tuple[frozenset[str], str, str | None]

# No article sums up more often.
MOST_SETS: Final = 20


def with_sets(groups: Sequence[Group], candidates: Sequence[AgreementCandidate]) -> tuple[AgreementCandidate, ...]:
    """The candidates of these groups, each undated part of a set with the date and the place of its set.

    Of what the same parties signed on one day, the instrument that names the city tells it for all.
    """
    sets = [candidate for group, candidate in zip(groups, candidates, strict=True) if _is_set(group, candidate)]
    sets = sets[:MOST_SETS]
    dated = [
        _as_part(candidate, sets) if _is_open(group, candidate) else candidate
        for group, candidate in zip(groups, candidates, strict=True)
    ]
    dated = [_also_signed(group, candidate, dated) for group, candidate in zip(groups, dated, strict=True)]
    cities: dict[Signing, Option[Place]] = {}
    for candidate in dated:
        for option in candidate.place:
            if option.sure and option.value.city and (key := _signing(candidate, option.value)):
                cities.setdefault(key, option)
    return tuple(_in_city(candidate, cities) for candidate in dated)


def _is_set(group: Group, candidate: AgreementCandidate) -> bool:
    return group.plural and first_sure(candidate.status) == "signed" and first_sure(candidate.date) is not None


def _is_open(group: Group, candidate: AgreementCandidate) -> bool:
    """Whether an instrument was signed and nothing says when: no date beside it, no past perfect."""
    return (
        first_sure(candidate.status) == "signed"
        and candidate.report_role == "main"
        and first_sure(candidate.date) is None
        and not any(mention.dates for mention in group.mentions)
        and not any(state.modality == "past" for mention in group.mentions for state in mention.states)
    )


def _as_part(part: AgreementCandidate, sets: Sequence[AgreementCandidate]) -> AgreementCandidate:
    """The candidate with what is sure of the last set before it that holds all its parties."""
    earlier = [
        whole
        for whole in sets
        if whole.sentences[0] <= part.sentences[0] and set(all_sure(part.parties)) <= set(all_sure(whole.parties))
    ]
    if not earlier:
        return part
    whole = earlier[-1]
    date = merged([*(option for option in whole.date if option.sure), *part.date])
    place = part.place if first_sure(part.place) else merged([*whole.place, *part.place])
    return replace(part, date=date, place=place)


def _also_signed(
    group: Group, candidate: AgreementCandidate, others: Sequence[AgreementCandidate]
) -> AgreementCandidate:
    """What the same parties "also signed", or signed as "a separate" text, dated and placed like the one before."""
    first = group.mentions[0]
    if first.phrase.determiner != "another" or first.state is None or not _is_open(group, candidate):
        return candidate
    parties = set(all_sure(candidate.parties))
    earlier = [
        other
        for other in others
        if other.sentences[0] < candidate.sentences[0]
        and first_sure(other.status) == "signed"
        and first_sure(other.date) is not None
        and other.report_role == "main"
        and parties == set(all_sure(other.parties))
    ]
    return _as_part(candidate, earlier[-1:])


def _signing(candidate: AgreementCandidate, place: Place) -> Signing | None:
    """What instruments signed together share; None for what is not signed or not dated."""
    date = first_sure(candidate.date)
    if date is None or first_sure(candidate.status) != "signed":
        return None
    return frozenset(all_sure(candidate.parties)), date, place.country


def _in_city(candidate: AgreementCandidate, cities: Mapping[Signing, Option[Place]]) -> AgreementCandidate:
    """The candidate with the city where only its country is known."""
    place = first_sure(candidate.place)
    key = _signing(candidate, place) if place and not place.city else None
    if key is None or key not in cities:
        return candidate
    return replace(candidate, place=merged([cities[key], *candidate.place]))
