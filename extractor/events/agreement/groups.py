"""Which mentions speak of the same instrument (codebook section 2).

Articles and number words lead the way: "an accord" brings one in, "the accord" takes one up, "another" parts it from
the last. A mention joins a group unless something contradicts it: other parties, another kind, number, length, matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extractor.events.agreement.bodies import bodies_of
from extractor.events.agreement.doubts import is_none
from extractor.events.agreement.mentions import ANY_KIND, INCLUDING, Mention
from extractor.events.agreement.when import is_reduced_relative
from extractor.reading import Reading
from extractor.spans import Span
from schemas.vocabulary import AgreementStatus, Topic

FAMILIES: Final = (
    frozenset(
        {
            "agreement",
            "unspecified",
            "treaty",
            "strategic_partnership",
            "framework_agreement",
            "ceasefire_peace",
            "protocol",
        }
    ),
    frozenset({"contract", "agreement", "unspecified"}),
    frozenset({"joint_declaration", "agreement", "unspecified", "letter_of_intent"}),
    frozenset({"mou", "unspecified", "agreement"}),
)
# A headline says "deal" of whatever the body calls by its name.
HEADLINE_FAMILIES: Final = tuple(family for family in FAMILIES if "joint_declaration" not in family)
# Two sides and three are different instruments; of long lists a later mention may name only some.
PAIR: Final = 2
FEW: Final = 3
# Instruments whose noun is a name: they are only themselves.
PROPER: Final = re.compile(r"jcpoa|joint comprehensive plan|new start", re.IGNORECASE)
# Sentences over which a mention is still fresh.
NEAR: Final = 2
# However long the text, nobody takes up what was last spoken of so many instruments ago.
MOST_GROUPS: Final = 60
NAMED_PARTS: Final = 300
# So many of an instrument's last mentions say who concluded it.
LATEST: Final = 30
# Nobody brings in as new what has been signed and is yet to be signed.
STAGES: Final[dict[AgreementStatus, str]] = {
    "negotiating": "open",
    "agreed_in_principle": "open",
    "planned_signing": "open",
    "signed": "done",
    "ratified": "done",
    "in_force": "kept",
    "renewed": "kept",
    "suspended": "ended",
    "terminated": "ended",
    "expired": "ended",
    "rejected": "ended",
}
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
ALSO: Final = re.compile(r"\balso\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@dataclass
class Group:
    """Mentions of one instrument, in document order, and what they say together.

    `codes` are the parties that the grammar of the first such mention names, `topics` what the phrases are about,
    `kinds` the kinds of instrument named, `names` the words of proper names, `periods` the lengths of time in the
    phrases themselves ("a 20-year treaty"), `counts` the numbers of instruments stated, `stage` how far the instrument
    has come by the first mention that says so, `terms` the years that it is for. A vague group ("another contract") is
    never taken up.
    """

    is_vague: bool = False
    mentions: list[Mention] = field(default_factory=list)
    codes: frozenset[str] = frozenset()
    topics: set[Topic] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    ordinals: set[str] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    counts: set[int] = field(default_factory=set)
    plural: bool = False
    is_named: bool = False
    in_headline: bool = True
    stage: str | None = None

    def add(self, mention: Mention) -> None:
        """Take in one more mention."""
        phrase = mention.phrase
        self.mentions.append(mention)
        self.topics |= mention.own_topics
        self.kinds.add(phrase.trigger.value)
        self.names |= mention.name
        self.ordinals |= {phrase.ordinal} - {""}
        self.periods |= set(own_periods(mention))
        self.terms |= {mention.term} - {""}
        self.is_named = self.is_named or mention.is_named
        self.counts |= {phrase.count} if phrase.plural and phrase.count else set()
        self.plural = self.plural or phrase.plural
        self.in_headline = self.in_headline and mention.sentence.kind == "headline"
        if mention.ground == "phrase":
            self.codes = self.codes or mention.codes
        if mention.state:
            self.stage = self.stage or STAGES[mention.state.status]


def own_periods(mention: Mention) -> tuple[str, ...]:
    """Lengths of time inside the instrument's own phrase."""
    inside = Span(mention.phrase.span.start, mention.phrase.span.end)
    return tuple(period.iso for period in mention.periods if inside.covers(period.span))


def group_mentions(reading: Reading, mentions: Sequence[Mention]) -> tuple[Group, ...]:
    """Every mention in exactly one group, groups in the order of their first mention; generic mentions are left out."""
    groups: list[Group] = []
    for mention in mentions:
        if mention.phrase.determiner == "generic" or is_none(reading, mention):
            continue
        is_vague = _says_nothing(mention)
        home = None if is_vague else _home(reading, groups, mention)
        if home is None:
            home = Group(is_vague=is_vague)
            groups.append(home)
        home.add(mention)
    return tuple(group for group in groups if not _is_summed_up(group, groups))


def _is_summed_up(group: Group, groups: Sequence[Group]) -> bool:
    """Whether a headline says "agreements" of those that the body lists, or the body "documents" of those it counts."""
    if not (group.plural and group.stage):
        return False
    if group.kinds == {"unspecified"} and not group.counts:
        if any(other.counts and other.stage == group.stage for other in groups):
            return True
    elif not group.in_headline:
        return False
    listed = [other for other in groups if not other.in_headline and not other.plural and other.stage == group.stage]
    return sum(not group.codes or not other.codes or group.codes == other.codes for other in listed) >= PAIR


def _nearness(group: Group, mention: Mention) -> tuple[bool, int, int]:
    """Of the instruments just spoken of, "the treaty" is the one the article speaks of most."""
    last = group.mentions[-1]
    is_near = mention.sentence.index - last.sentence.index <= NEAR
    return is_near, len(group.mentions) if is_near else 0, last.phrase.span.start


def _says_nothing(mention: Mention) -> bool:
    """Whether a mention neither takes up an instrument nor says whose it is nor what became of it."""
    introduces = mention.phrase.determiner in ("new", "another", "bare") and mention.sentence.kind != "headline"
    return (
        introduces and not mention.is_named and mention.ground == "none" and not mention.states and not mention.is_alias
    )


def _home(reading: Reading, groups: Sequence[Group], mention: Mention) -> Group | None:
    """The group a mention belongs to, None where it opens one."""
    latest_first = sorted(groups[-MOST_GROUPS:], key=lambda group: _nearness(group, mention), reverse=True)
    if mention.is_alias and latest_first:
        return max(groups, key=lambda group: group.mentions[-1].phrase.span.start)
    fitting = [group for group in latest_first if not group.is_vague and _fits(reading, group, mention)]
    if not fitting or _opens(reading, mention, fitting[0]):
        return None
    shared = [group for group in fitting if group.topics & mention.own_topics]
    return (shared or fitting)[0]


def _fits(reading: Reading, group: Group, mention: Mention) -> bool:
    """Whether nothing about the mention contradicts the group."""
    return (
        _same_kind(group, mention)
        and _same_number(group, mention)
        and _same_sides(group, mention)
        and _same_period(group, mention)
        and _same_ordinal(group, mention)
        and _same_name(group, mention)
        and not _is_older(reading, group, mention)
    )


def _same_kind(group: Group, mention: Mention) -> bool:
    value = mention.phrase.trigger.value
    if value in group.kinds or _is_truce_again(group, mention):
        return True
    known = mention.phrase.determiner == "known"
    families = FAMILIES if known else HEADLINE_FAMILIES if group.in_headline else ()
    if not known and group.topics and mention.own_topics and not group.topics & mention.own_topics:
        return False
    return any(value in family and group.kinds & family for family in families)


def _is_truce_again(group: Group, mention: Mention) -> bool:
    """Whether an agreement just reached is the ceasefire told of right before: there two nouns mean one thing."""
    is_next = mention.sentence.index - group.mentions[-1].sentence.index <= 1 or bool(mention.codes & group.codes)
    return (
        group.kinds == {"ceasefire_peace"}
        and mention.phrase.trigger.value in ANY_KIND
        and is_next
        and bool(mention.state)
    )


def _same_number(group: Group, mention: Mention) -> bool:
    if mention.phrase.plural != group.plural:
        return False
    count = mention.phrase.count
    return not (mention.phrase.plural and count and group.counts and count not in group.counts)


def _same_sides(group: Group, mention: Mention) -> bool:
    own, known = mention.codes, group.codes
    if mention.ground != "phrase" or not own or not known or own == known:
        return True
    larger = max(len(own), len(known))
    return (own <= known or known <= own) and (min(len(own), len(known)) < PAIR or larger > FEW)


def _same_period(group: Group, mention: Mention) -> bool:
    own = set(own_periods(mention))
    if mention.term and group.terms and mention.term not in group.terms:
        return False
    return not own or not group.periods or bool(own & group.periods)


def _same_ordinal(group: Group, mention: Mention) -> bool:
    return not mention.phrase.ordinal or not group.ordinals or mention.phrase.ordinal in group.ordinals


def _same_name(group: Group, mention: Mention) -> bool:
    """Proper names differ ("the Rome Declaration", "the Vienna Convention"), unless one mention has none."""
    if PROPER.match(mention.phrase.trigger.text) or PROPER.match(group.mentions[0].phrase.trigger.text):
        is_plain = not mention.name and mention.ground != "phrase" and not own_periods(mention)
        return bool(mention.name & group.names) or (is_plain and mention.phrase.determiner == "known")
    fewer = min(len(mention.name), len(group.names))
    return 2 * len(mention.name & group.names) >= fewer


def _is_older(reading: Reading, group: Group, mention: Mention) -> bool:
    """Whether a mention names a year ("the 1994 accord") and the group is what has now been signed anew."""
    first, phrase = group.mentions[0], mention.phrase
    is_news = first.phrase.determiner == "new" and group.stage == "done"
    return is_news and YEAR.search(reading.text, phrase.span.start, phrase.trigger.span.start) is not None


def _opens(reading: Reading, mention: Mention, group: Group) -> bool:
    """Whether a mention that would fit is yet a new instrument."""
    determiner = mention.phrase.determiner
    if determiner == "another":
        return True
    if determiner == "known" and (_is_signed_beside(reading, mention, group) or _is_next(reading, mention, group)):
        return True
    if determiner == "known" or group.in_headline:
        return False
    if determiner == "new" and _is_part(reading, mention, group):
        return True
    if determiner == "new" and _is_of_others(reading, mention, group):
        return True
    state = mention.state
    if determiner == "new" and state and group.stage not in (None, STAGES[state.status]):
        return True
    if state and state.is_active and ALSO.search(reading.text[max(0, state.span.start - 30) : state.span.start]):
        return True
    return determiner == "new" and bool(group.topics and mention.own_topics) and not mention.own_topics & group.topics


def _is_signed_beside(reading: Reading, mention: Mention, group: Group) -> bool:
    """Whether "the protocol signed in May" stands beside a treaty of which only the talks are told."""
    state = mention.state
    return (
        group.stage == "open"
        and state is not None
        and state.status == "signed"
        and mention.phrase.trigger.value not in group.kinds | ANY_KIND
        and is_reduced_relative(reading.text, mention.phrase, state)
    )


def _is_next(reading: Reading, mention: Mention, group: Group) -> bool:
    """Whether "the water agreement, due to be signed in May" is another than the health agreement signed before."""
    state = mention.state
    if group.stage != "done" or state is None or state.status != "planned_signing" or not mention.dates:
        return False
    own = _modifiers(reading, mention)
    return bool(own) and all(
        (others := _modifiers(reading, other)) and not own & others for other in group.mentions[-LATEST:]
    )


def _modifiers(reading: Reading, mention: Mention) -> frozenset[str]:
    """The words before the noun that say what the instrument is for."""
    return frozenset(mention.phrase.modifiers.of(reading.text).lower().split())


def _is_part(reading: Reading, mention: Mention, group: Group) -> bool:
    """Whether a mention stands behind "including": a part is an instrument of its own."""
    last = group.mentions[-1].phrase
    return (
        last.span.end < mention.phrase.span.start
        and INCLUDING.search(reading.text, last.span.end, min(mention.phrase.span.start, last.span.end + NAMED_PARTS))
        is not None
        and mention.sentence is group.mentions[-1].sentence
    )


def _is_of_others(reading: Reading, mention: Mention, group: Group) -> bool:
    """Whether other bodies concluded it than any instrument of the group: lists name each with its own pair."""
    own = bodies_of(reading, mention)
    others = [bodies for other in group.mentions[-LATEST:] if (bodies := bodies_of(reading, other))]
    return bool(own and others) and all(2 * len(own & bodies) < min(len(own), len(bodies)) for bodies in others)
