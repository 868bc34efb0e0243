"""The closed strategy, for small models: the rules propose whole records with closed options per field.

What they doubt they leave to the questions that are asked of a sentence which no record cites (`missed`) and of a
value that the checks refuse (`reask`).
"""

from collections.abc import Sequence
from dataclasses import fields

from extractor.analysis import Analysis
from extractor.attribution import Attribution
from extractor.attribution.addressee import find_addressees, find_salutation
from extractor.events.agreement.find import DEFAULT_CONFIDENCE as AGREEMENT_CONFIDENCE
from extractor.events.candidates import AgreementCandidate, MeetingCandidate
from extractor.events.meeting.find import DEFAULT_CONFIDENCE as MEETING_CONFIDENCE
from extractor.events.occasions import Dated, find_occasions, occasion_dates
from extractor.reading import Reading
from extractor.records.proposal import SCALARS, Pick, Proposal
from extractor.rules.words.topics import top_topics
from extractor.spans import Span
from schemas.vocabulary import RecordKind

# Confidence of the rules from which a candidate is a record without asking.
SURE: dict[RecordKind, float] = {"agreement": AGREEMENT_CONFIDENCE, "meeting": MEETING_CONFIDENCE}
# What a candidate says of itself rather than of a field of the record.
NOT_FIELDS = frozenset({"sentences", "report_role", "confidence"})
STATEMENT_TOPICS = 2


def propose_closed(analysis: Analysis, kinds: Sequence[RecordKind]) -> tuple[Proposal, ...]:
    """The records of which the rules are sure."""
    proposals: list[Proposal] = []
    for kind in kinds:
        proposals += from_attributions(analysis) if kind == "statement" else from_candidates(analysis, kind)
    return tuple(proposals)


def from_candidates(analysis: Analysis, kind: RecordKind) -> list[Proposal]:
    """The candidates of one kind that are records by rule."""
    candidates: Sequence[AgreementCandidate | MeetingCandidate] = analysis.agreements
    if kind == "meeting":
        candidates = analysis.meetings
    return [from_candidate(analysis, kind, c) for c in candidates if c.confidence >= SURE[kind]]


def from_candidate(analysis: Analysis, kind: RecordKind, candidate: AgreementCandidate | MeetingCandidate) -> Proposal:
    """The rules' reading of an Agreement or a Meeting."""
    picks: dict[str, tuple[Pick, ...]] = {"report_role": (Pick(candidate.report_role),)}
    for name in (field.name for field in fields(candidate) if field.name not in NOT_FIELDS):
        chosen = [Pick(option.value, option.span) for option in getattr(candidate, name) if option.sure]
        picks[name] = tuple(chosen[:1] if name in SCALARS else chosen)
    sentences = analysis.reading.sentences
    evidence = tuple(sentences[index].span for index in candidate.sentences)
    return Proposal(kind, evidence, picks, candidate.confidence)


def from_attributions(analysis: Analysis) -> list[Proposal]:
    """The rules' reading of all Statements."""
    reading, attributions = analysis.reading, analysis.attributions
    passages = [statement_passage(analysis, attribution) for attribution in attributions]
    occasions = find_occasions(reading, analysis.agreements, analysis.meetings)
    dates = occasion_dates(reading, attributions, passages, occasions)
    return [
        Proposal("statement", (passage,), statement_picks(reading, attribution, passage, dated), attribution.confidence)
        for attribution, passage, dated in zip(attributions, passages, dates, strict=True)
    ]


def statement_picks(
    reading: Reading, attribution: Attribution, passage: Span, dated: Dated | None
) -> dict[str, tuple[Pick, ...]]:
    """The values of one Statement."""
    person = next((p for p in reading.persons if p.id == attribution.speaker_person), None)
    actor, span, content = attribution.speaker_actor, attribution.speaker_span, attribution.content
    country = person.country if person else (actor.code if actor else None)
    topics = top_topics(reading.text, content, most=STATEMENT_TOPICS, story=reading.story)
    return {
        "report_role": (Pick("background" if attribution.background else "main"),),
        "speaker": (Pick(person.name if person else attribution.speaker_text, span),),
        "speaker_country": (Pick(country, actor.span if actor else span),) if country else (),
        "addressee": addressee_picks(reading, attribution, passage),
        "content": (Pick(content.of(reading.text), content),),
        "quote_type": (Pick(attribution.quote_type, content),),
        "speech_act": (Pick(attribution.speech_act, attribution.cue.span if attribution.cue else None),),
        "date": (Pick(dated[0], dated[1]),) if dated else (),
        "topics": tuple(Pick(topic, at) for topic, at in topics),
    }


def addressee_picks(reading: Reading, attribution: Attribution, passage: Span) -> tuple[Pick, ...]:
    """Whom the statement speaks to; a message speaks throughout to whom it opens with."""
    found = find_addressees(reading, passage, speaker=attribution.speaker_person)
    opening = find_salutation(reading.text) if attribution.basis == "release" else None
    return tuple(Pick(name, at) for name, at in (*found, *([opening] if opening else [])))


def statement_passage(analysis: Analysis, attribution: Attribution) -> Span:
    """The content together with the sentences that hold it, so that speaker and cue are in the evidence too."""
    touched = [s.span for s in analysis.reading.sentences if s.span.overlaps(attribution.content)]
    return Span(min(s.start for s in touched), max(s.end for s in touched)) if touched else attribution.content
