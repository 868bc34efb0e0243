"""Agreement records proposed by rule: instruments named in the text, one candidate for each.

Mentions are read where they stand (`mentions`), gathered into instruments (`groups`) and summed up
here. Every value keeps its words; what is only inferred is offered without being filled in.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, cast

from extractor.edtf import contains
from extractor.events.agreement.groups import Group, group_mentions, own_periods
from extractor.events.agreement.mediators import without_mediators
from extractor.events.agreement.mentions import ANY_KIND, Mention, read_mentions
from extractor.events.agreement.roles import role_of
from extractor.events.agreement.sets import with_sets
from extractor.events.agreement.signing import DONE, is_where, signing_date, signing_place, stated_value
from extractor.events.candidates import (
    AgreementCandidate,
    MeetingCandidate,
    Option,
    Options,
    all_sure,
    first_sure,
    merged,
)
from extractor.events.meeting.find import find_meetings
from extractor.events.near import is_after, is_long_before
from extractor.events.parties import sides_before, sides_named
from extractor.reading import Reading, Side
from extractor.spans import Span
from schemas.vocabulary import AgreementStatus, Instrument, Topic

# Where the rules alone are asked for records, a candidate below this is left out. On the 28 labelled development
# articles record F1 has its plateau from 0.35 to 0.45; a named pair without any word of signing just passes.
DEFAULT_CONFIDENCE: Final = 0.4

# Who wins or is awarded a contract is a company more often than a state.
WON: Final = re.compile(r"won|award", re.IGNORECASE)
SIGNED: Final = re.compile(r"sign|ink", re.IGNORECASE)
MOST_DOMAINS: Final = 4
EARLY: Final = 3
OPEN: Final = frozenset({"negotiating", "planned_signing"})
DONE_MODALITIES: Final = frozenset({"actual", "past"})
DOMAIN_SHARE: Final = 0.4
WORLD: Final = re.compile(r"convention|charter", re.IGNORECASE)
GROUNDS: Final = ("phrase", "subject", "sentence", "none")


def find_agreements(
    reading: Reading, *, meetings: tuple[MeetingCandidate, ...] | None = None
) -> tuple[AgreementCandidate, ...]:
    """Every instrument the article speaks of, as a candidate record, in the order of their first mention.

    `meetings` are the meetings already found in this article; where they are not given they are looked for, since the
    place of a signing may be that of a visit.
    """
    groups = group_mentions(reading, read_mentions(reading))
    home = next((code for group in groups for code in reading.principals if code in group.codes), None)
    if meetings is None and groups:
        meetings = find_meetings(reading)
    return with_sets(groups, [_candidate(reading, group, home, meetings or ()) for group in groups])


def _candidate(
    reading: Reading, group: Group, home: str | None, meetings: tuple[MeetingCandidate, ...]
) -> AgreementCandidate:
    status = _status(group)
    parties = _parties(reading, group, home)
    codes = set(all_sure(parties))
    is_planned = first_sure(status) == "planned_signing"
    indexes = {mention.sentence.index for mention in group.mentions if mention.states}
    beside = [meeting for meeting in meetings if is_where(meeting, codes)]
    then = [m for m in beside if first_sure(m.realis) == ("planned" if is_planned else "actual")]
    told = [meeting for meeting in then if indexes & set(meeting.sentences)] or then
    date = signing_date(reading, group, first_sure(status), told)
    here = [meeting for meeting in told if meeting.place] or then
    if is_planned:
        here = _where_planned(reading, here, beside, first_sure(date))
    if first_sure(status) == "signed" and is_after(first_sure(date), reading.published):
        status = merged([Option("planned_signing", status[0].span), *status])
    role = role_of(reading, group, date)
    is_news = role == "main" or any(indexes & set(meeting.sentences) for meeting in here)
    return AgreementCandidate(
        sentences=tuple(dict.fromkeys(mention.sentence.index for mention in group.mentions)),
        instrument=_instrument(group),
        status=status,
        parties=parties,
        signatories=merged(
            Option(ref.person.name, ref.span) for mention in group.mentions for ref in mention.signatories
        ),
        date=date,
        place=signing_place(reading, group, here, codes=codes, status=first_sure(status), is_news=is_news),
        domains=_domains(group),
        value=stated_value(reading, group),
        duration=merged(
            Option(period.iso, period.span)
            for mention in group.mentions
            for period in mention.periods
            if period.iso in own_periods(mention)
        ),
        count=_count(group),
        report_role=role,
        confidence=_confidence(reading, group, parties),
    )


def _where_planned(
    reading: Reading, told: list[MeetingCandidate], beside: list[MeetingCandidate], signing: str | None
) -> list[MeetingCandidate]:
    """The meetings at which something is to be signed; without a day, guests who have come sign where they are."""
    then = [meeting for meeting in told if _is_within(first_sure(meeting.date), signing)]
    return then or [meeting for meeting in beside if signing is None and _is_visit_now(reading, meeting)]


def _is_within(meeting: str | None, signing: str | None) -> bool:
    """Whether a meeting takes place at the time at which something is to be signed."""
    return meeting is not None and signing is not None and (meeting == signing or contains(signing, meeting))


def _is_visit_now(reading: Reading, meeting: MeetingCandidate) -> bool:
    """Whether a visit is under way in the article's own days."""
    days = first_sure(meeting.date)
    is_old = days is not None and is_long_before(days, reading.published)
    is_made = first_sure(meeting.form) == "visit" and first_sure(meeting.realis) == "actual"
    return is_made and meeting.report_role == "main" and not is_old


def _instrument(group: Group) -> Options[Instrument]:
    """The kind first named; where that is a word for anything, the telling kind of an early mention or of its title."""
    named = [mention.phrase.trigger for mention in group.mentions]
    titles = [
        mention.phrase.trigger
        for rank, mention in enumerate(group.mentions)
        if mention.is_alias or (rank < EARLY and not group.plural and (mention.ground == "phrase" or mention.state))
    ]
    early = [trigger for trigger in titles if trigger.value not in ANY_KIND]
    first = [] if named[0].value not in ANY_KIND else early
    ordered = sorted([*first, *named], key=lambda trigger: trigger.value == "unspecified")
    return merged(Option(cast(Instrument, trigger.value), trigger.span) for trigger in ordered)


def _status(group: Group) -> Options[AgreementStatus]:
    states = [state for mention in group.mentions for state in mention.states[:1]]
    others = [state for mention in group.mentions for state in mention.states[1:]]
    ordered = [*sorted(states, key=lambda s: s.modality not in DONE_MODALITIES or s.status in OPEN), *others]
    if not ordered:
        known = group.mentions[0].phrase.determiner == "known"
        default: AgreementStatus = "in_force" if known else "signed"
        return (Option(default, group.mentions[0].phrase.span),)
    return merged(Option(state.status, state.span) for state in ordered)


def _parties(reading: Reading, group: Group, home: str | None) -> Options[str]:
    """The sides of the mention that names them best; what other mentions add is offered only.

    Where one side alone is named, the other is `home`, the party of the article's other instruments, or else the
    country that the article is most about; where none is, those named last before the mention.
    """
    ranked = sorted(group.mentions, key=lambda mention: (GROUNDS.index(mention.ground), not mention.states))
    best = ranked[0]
    if "ceasefire_peace" in group.kinds and best.ground in ("sentence", "none") and not group.is_named:
        # Those who speak of a truce are seldom those who keep it.
        return merged(Option(side.code, side.span, sure=False) for mention in ranked for side in mention.sides)
    sure = [Option(side.code, side.span) for side in best.sides]
    # Where one state is all that a whole clause names, the other side is none.
    is_whole = best.ground == "phrase" or (best.ground == "subject" and best.phrase.plural) or len(best.signatories) > 1
    if len(sure) == 1 and not is_whole:
        known = {best.sides[0].code}
        sure += [Option(code) for code in (home, *reading.principals) if code and code not in known][:1]
    elif not sure:
        around = without_mediators(reading, _sides_around(reading, group.mentions[0]))
        sure = [Option(side.code, side.span) for side in around]
    others = [Option(side.code, side.span, sure=False) for mention in ranked for side in mention.sides]
    return merged([*sure, *others, *(Option(code, sure=False) for code in reading.principals[:2])])


def _sides_around(reading: Reading, mention: Mention) -> tuple[Side, ...]:
    """The sides last named together before a mention; of a summit's text, those that the sentence behind it lists."""
    before = sides_before(reading, mention.phrase.span.start)
    if before and before[0].span.start < before[0].span.end:
        return before
    behind = reading.sentences[mention.sentence.index + 1 : mention.sentence.index + 2]
    listed = sides_named(reading, behind[0].span) if behind else ()
    return listed if len(listed) > len(before) else before


def _domains(group: Group) -> Options[Topic]:
    weights: dict[Topic, float] = defaultdict(float)
    words: dict[Topic, Span] = {}
    for mention in group.mentions:
        for rank, (topic, span) in enumerate(mention.topics):
            weights[topic] += 1 / (1 + rank / 2)
            words.setdefault(topic, span)
    if len(weights) > 1:
        weights.pop("diplomatic_relations", None)
    ranked = sorted(weights, key=lambda topic: -weights[topic])
    strongest = weights[ranked[0]] if ranked else 0.0
    return tuple(
        Option(topic, words[topic], sure=rank < MOST_DOMAINS and weights[topic] >= DOMAIN_SHARE * strongest)
        for rank, topic in enumerate(ranked)
    )


def _count(group: Group) -> Options[int]:
    if not group.plural or (group.is_named and not group.counts):
        return (Option(1),)  # "the Oslo Accords" are one
    return merged(
        Option(mention.phrase.count, mention.phrase.span)
        for mention in group.mentions
        if mention.phrase.plural and mention.phrase.count
    )


def _confidence(reading: Reading, group: Group, parties: Options[str]) -> float:
    """How much speaks for a record: named parties, a word of signing, a specific phrase, repeated mention."""
    score = 0.1
    grounds = {mention.ground for mention in group.mentions}
    known = len([option for option in parties if option.sure])
    score += (
        {"phrase": 0.3, "subject": 0.2, "sentence": 0.15, "none": 0.0}[_best(grounds)]
        if known > 1 or (known and "phrase" in grounds)
        else -0.1
    )
    statuses = {mention.state.status for mention in group.mentions if mention.state}
    score += 0.35 if statuses & DONE else 0.3 if "planned_signing" in statuses else 0.2 if statuses else 0.0
    score += 0.4 if _is_known_text(group) else 0.1 if _is_known_with(group, known) else 0.0
    score += 0.05 * min(3, len(group.mentions) - 1)
    score += 0.1 if any(mention.sentence.kind == "headline" for mention in group.mentions) else 0.0
    if not group.is_named and group.kinds <= {"strategic_partnership", "roadmap", "unspecified", "joint_declaration"}:
        is_signed = any(
            SIGNED.match(state.span.of(reading.text)) for mention in group.mentions for state in mention.states
        )
        is_told = bool(statuses) and grounds & {"phrase", "subject"} and known > 1
        score -= 0.0 if is_signed else 0.1 if statuses & DONE or is_told else 0.3
    if any(WON.match(state.span.of(reading.text)) for mention in group.mentions for state in mention.states[:1]):
        score -= 0.2
    if group.plural and not group.is_named and not statuses:
        score -= 0.3
    if not any(option.sure for option in parties):
        score -= 0.3
    if group.counts and statuses:
        score += 0.1
    return round(min(1.0, max(0.0, score)), 2)


def _is_known_with(group: Group, known: int) -> bool:
    """Whether "the agreement with Peru" is spoken of: it is one, and its sides are known."""
    first = group.mentions[0]
    return known > 1 and not group.plural and first.phrase.determiner == "known" and first.ground == "subject"


def _is_known_text(group: Group) -> bool:
    """Whether the instrument is known by a name; a convention of the whole world has no parties among those named."""
    first = group.mentions[0].phrase.trigger
    is_world = WORLD.match(first.text) is not None
    return group.is_named and not (is_world and _best(mention.ground for mention in group.mentions) == "none")


def _best(grounds: Iterable[str]) -> str:
    found = set(grounds)
    return next(ground for ground in GROUNDS if ground in found)
