"""Which mentions speak of the same encounter (codebook section 2).

One record for each meeting, one visit for each traveller, no visit beside the talks it was made for; and talks with
each of several guests in turn are as many meetings.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extractor.events.meeting.encounter import Encounter
from extractor.events.meeting.guests import guests_apart
from extractor.mentions import DateMention
from extractor.reading import Reading, Side, distinct
from schemas.vocabulary import Realis

REALIS: Final[dict[str, Realis]] = {"planned": "planned", "cancelled": "cancelled", "negated": "cancelled"}
# The first mentions settle whether an event took place; later ones speak of what is to come of it.
# However long the text, nobody takes up what was last spoken of so many encounters ago.
MOST_GROUPS: Final = 60
SETTLING: Final = 4
FEWEST_GUESTS: Final = 3
MONTH: Final = len("2023-07")
SAME_PHRASE: Final = re.compile(r"(?:\s+[\w’'-]+){0,4}\s+")
# The words of one more encounter.
ONE_MORE: Final = re.compile(
    r"\b(?:also|separate(?:ly)?|later|then|subsequently|afterwards?|another|earlier|besides|in\s+turn|next|same\s+day)\b",
    re.IGNORECASE,
)
AGAIN: Final = re.compile(r"\s+again\b")
AGAIN_BEFORE: Final = re.compile(r"\b(?:again|another|further|one\s+more)\s+(?:[\w-]+\s+){0,2}$")
MORE_THAN_TWO: Final = re.compile(r"\b(?:tri|quadri)lateral|\b(?:three|four|five)[- ]way\b", re.IGNORECASE)
CONVERSATION: Final = re.compile(r"(?:conversation|call|discussion)s?", re.IGNORECASE)
PAIR: Final = 2
WAS_TO_REACH: Final = 60
WAS_TO: Final = re.compile(r"\b(?:was|were|had\s+been|had\s+planned)\b", re.IGNORECASE)


@dataclass
class Group:
    """Mentions of one encounter, in document order, with the countries, persons (ids) and dates they name together.

    `members` are the countries (without that where an assembly is), `goals` those travelled to, `acts_for` those of
    the persons. `visits` are the journeys made for it, `lent` the sides that another encounter of the article lends it;
    `is_absorbed` marks a visit made for an encounter that has its own group, `is_called_off` an encounter planned for
    a visit that will not take place.
    """

    first: Encounter
    mentions: list[Encounter] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    goals: set[str] = field(default_factory=set)
    acts_for: dict[int, str | None] = field(default_factory=dict)
    dates: set[str] = field(default_factory=set)
    in_headline: bool = True
    visits: list[Encounter] = field(default_factory=list)
    lent: tuple[Side, ...] = ()
    is_absorbed: bool = False
    is_called_off: bool = False

    def add(self, mention: Encounter) -> None:
        """Take in one more mention; another date beside "the summit" is the date of something else."""
        if mention.dates and self.dates and str(mention.dates[0].edtf) not in self.dates:
            mention = replace(mention, dates=())
        self.mentions.append(mention)
        self.codes |= mention.codes
        self.people |= mention.people
        self.members |= _members(mention)
        self.goals |= {side.code for side in mention.hosts}
        self.acts_for |= {ref.person.id: ref.person.country for ref in mention.persons}
        self.dates |= {str(date.edtf) for date in mention.dates[:1]}
        if self.in_headline and mention.sentence.kind != "headline":
            # A headline says "meet" of whatever the body calls by its name.
            self.in_headline = False
            self.first = mention if mention.family != self.family else self.first

    @property
    def family(self) -> str:
        """What sort of encounter it is."""
        return self.first.family

    @property
    def realis(self) -> Realis:
        """Whether it took place: called off if an early mention says so, else what most early mentions say."""
        early = self.mentions[:SETTLING]
        # A noun alone ("the visit") is read as actual for want of other evidence, and yields to any.
        values = [realis_of(m) for m in early if m.modality != "actual" or m.is_told] or [realis_of(m) for m in early]
        if self.is_called_off or "cancelled" in values:
            return "cancelled"
        return max(values, key=lambda value: (Counter(values)[value], value == "planned"))


def realis_of(mention: Encounter) -> Realis:
    """What one mention says of whether the event took place."""
    return REALIS.get(mention.modality, "actual")


def group_encounters(reading: Reading, mentions: Sequence[Encounter]) -> tuple[Group, ...]:
    """Every mention of some particular encounter in exactly one group, groups in the order of their first mention."""
    groups: list[Group] = []
    for mention in mentions:
        if mention.is_generic:
            continue
        for single in guests_apart(reading, mention):
            home = _home(reading, groups, single)
            if home is None:
                home = Group(single)
                groups.append(home)
            home.add(single)
    kept = [group for group in groups if group.codes or group.people or group.family == "assembly"]
    _call_off(reading, kept)
    _absorb_visits(kept)
    _lend_sides(reading, kept)
    return tuple(kept)


def _home(reading: Reading, groups: Sequence[Group], mention: Encounter) -> Group | None:
    latest_first = sorted(groups[-MOST_GROUPS:], key=lambda group: group.mentions[-1].trigger.span.start, reverse=True)
    same_family = [group for group in latest_first if group.family == mention.family]
    is_other = mention.family == "visit" or (mention.family == "assembly" and realis_of(mention) != "actual")
    if mention.takes_up and len(mention.codes) < 2 and not is_other and not same_family:
        same_family = [group for group in latest_first if group.family != "visit"]
    if mention.takes_up and mention.family == "encounter":
        calls = [group for group in latest_first if group.family == "call" and group.codes == mention.codes]
        same_family = [*calls, *same_family] if CONVERSATION.fullmatch(mention.trigger.text) else same_family or calls
    if mention.family in ("encounter", "assembly") and len(mention.codes) >= FEWEST_GUESTS:
        same_family += [
            group
            for group in latest_first
            if group.family in ("encounter", "assembly") and group not in same_family and group.codes == mention.codes
        ]
    if mention.family in ("commission", "call"):
        same_family += [group for group in latest_first if group.in_headline and group.family == "encounter"]
    return next((group for group in same_family if _fits(reading, group, mention)), None)


def _fits(reading: Reading, group: Group, mention: Encounter) -> bool:
    """Whether nothing about the mention contradicts the group."""
    if mention.is_earlier != group.first.is_earlier:
        return False
    own, known = _members(mention), group.members
    if own and known and not (own <= known or known <= own):
        return False
    if mention.people and group.people and not mention.people & group.people and _differ(group, mention):
        return False
    if (
        _is_with_another(group, mention)
        or _is_another(reading, group, mention)
        or _is_elsewhere(group, mention)
        or _is_of_another_year(reading, group, mention)
    ):
        return False
    if mention.dates and group.dates and str(mention.dates[0].edtf) not in group.dates and not mention.takes_up:
        return False
    is_told = mention.is_told or mention.modality != "actual"
    may_differ = mention.takes_up and (len(own) < 2 or mention.family == "visit" or not is_told)
    return realis_of(mention) == group.realis or may_differ or group.in_headline


def _members(mention: Encounter) -> frozenset[str]:
    """Who meets; of an assembly without the country where it is, which one mention names and another does not."""
    if mention.family != "assembly":
        return mention.codes
    return mention.codes - {place.country or "" for place in mention.places}


def _differ(group: Group, mention: Encounter) -> bool:
    """Whether other persons mean another encounter.

    Of visits always; of meetings where both mentions name both sides, or name different persons of one side.
    """
    if mention.family == "visit" or (len(mention.people) > 1 and len(group.people) > 1):
        return True
    known = set(group.acts_for.values())
    return not mention.takes_up and any(ref.person.country in known for ref in mention.persons)


def _is_with_another(group: Group, mention: Encounter) -> bool:
    """Whether the same person has now met somebody else of the same country."""
    if mention.takes_up or mention.family == "visit" or not mention.people & group.people:
        return False
    left = {country for person, country in group.acts_for.items() if person not in mention.people}
    return any(ref.person.country in left for ref in mention.persons if ref.person.id not in group.acts_for)


def _is_another(reading: Reading, group: Group, mention: Encounter) -> bool:
    """Whether the clause tells of one more encounter: "also met with C", "later, A received C", "will meet again"."""
    if mention.family not in ("encounter", "call") or mention.takes_up:
        return False
    start, end = mention.trigger.span
    is_again = AGAIN.match(reading.text, end) is not None or AGAIN_BEFORE.search(
        reading.text, max(mention.sentence.span.start, start - WAS_TO_REACH), start
    )
    if is_again:
        return not group.in_headline and not realis_of(mention) == group.realis == "planned"
    if len(group.codes) == PAIR < len(mention.codes) and MORE_THAN_TWO.search(
        reading.text, max(mention.sentence.span.start, start - WAS_TO_REACH), end
    ):
        return not group.in_headline
    if len(mention.people) < 2 or mention.people <= group.people:
        return False
    return ONE_MORE.search(reading.text, mention.sentence.span.start, start) is not None or not (
        len(group.people) < 2 or group.people <= mention.people
    )


def _is_elsewhere(group: Group, mention: Encounter) -> bool:
    """Whether a visit goes elsewhere and nobody is said to make both: only one traveller's tour has several goals."""
    if mention.family != "visit" or mention.people & group.people:
        return False
    own = {side.code for side in mention.hosts}
    return bool(group.goals and own) and not group.goals & own


def _is_of_another_year(reading: Reading, group: Group, mention: Encounter) -> bool:
    """Whether the words are "the 2008 summit" and the group is not of that year."""
    years = (date for date in mention.dates if date.granularity == "year")
    year = next((date.edtf for date in years if SAME_PHRASE.fullmatch(_between(reading, date, mention))), None)
    return year is not None and not any(date.startswith(year) for date in group.dates)


def _between(reading: Reading, date: DateMention, mention: Encounter) -> str:
    return reading.text[date.span.end : mention.trigger.span.start]


def _call_off(reading: Reading, groups: Sequence[Group]) -> None:
    """Mark what "was scheduled" for a visit that the article says is cancelled or put off; the visit itself is told."""
    visits = [group for group in groups if group.family == "visit" and group.realis == "cancelled"]
    at_home = set[int]().union(*(visit.people for visit in visits))
    for group in groups:
        if group.realis != "planned" or not group.people & at_home:
            continue
        was_due = all(WAS_TO.search(_clause_before(reading, mention)) for mention in group.mentions)
        group.is_called_off = was_due and group.family in ("encounter", "commission")
        group.is_absorbed = was_due and any(group.goals & visit.goals for visit in visits)


def _clause_before(reading: Reading, mention: Encounter) -> str:
    start = mention.trigger.span.start
    return reading.text[max(mention.sentence.span.start, start - WAS_TO_REACH) : start]


def _absorb_visits(groups: Sequence[Group]) -> None:
    """Mark the visits made for an encounter that is itself described; they lend it their place. A tour is not."""
    for at, visit in enumerate(groups):
        if visit.family != "visit" or len(visit.goals) > 1:
            continue
        for group in groups[max(0, at - MOST_GROUPS) : at + MOST_GROUPS]:
            is_talks = group.family in ("encounter", "commission") or len(group.people) > 1
            if group.family != "visit" and is_talks and len(group.codes) > 1 and _made_for(visit, group):
                group.visits.extend(visit.mentions)
                visit.is_absorbed = True


def _made_for(visit: Group, group: Group) -> bool:
    return (
        bool(visit.codes)
        and visit.codes <= group.codes
        and (not visit.people or not group.people or bool(visit.people & group.people))
        and (not visit.dates or not group.dates or bool(_months(visit) & _months(group)))
        and visit.realis == group.realis
        and not _is_held_elsewhere(visit, group)
    )


def _is_held_elsewhere(visit: Group, group: Group) -> bool:
    """Whether every place of an encounter is in another country than those travelled to."""
    where = {place.country for mention in group.mentions for place in mention.places if place.country}
    return bool(where and visit.goals) and not where & visit.goals


def _months(group: Group) -> frozenset[str]:
    """Year and month of each date: guests arrive some days before they meet their hosts."""
    return frozenset(date[:MONTH] for date in group.dates)


def _lend_sides(reading: Reading, groups: Sequence[Group]) -> None:
    """Assemblies named without members are taken to be of those who met at the article's largest encounter."""
    largest = max(groups, key=lambda group: len(group.codes), default=None)
    if largest is None or len(largest.codes) < 2:
        return
    sides = distinct([side for side in reading.sides if side.code in largest.codes])
    for group in groups:
        if group is not largest and group.family in ("assembly", "commission") and len(group.codes) < 2:
            group.lent = sides
