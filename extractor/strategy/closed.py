"""The closed strategy, for small models: rules propose, the model decides what they leave open.

A small model invents values when it writes and copies its example when it fills a long form. Asked one short question
at a time, with a few worked examples and a closed list of answers, it is right far more often (measured, see
benchmarks/RESULTS.md). So the rules propose whole records with closed options per field, and where they doubt that a
candidate is a record at all it becomes one judgement: a passage, a question, the allowed answers. The examples of a
question never change, so the server reads them once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from pydantic import BaseModel, create_model

from extractor.analysis import Analysis
from extractor.attribution import Attribution
from extractor.attribution.addressee import find_addressees, find_salutation
from extractor.events.agreements import DEFAULT_CONFIDENCE as AGREEMENT_CONFIDENCE
from extractor.events.candidates import AgreementCandidate, MeetingCandidate
from extractor.events.meetings import DEFAULT_CONFIDENCE as MEETING_CONFIDENCE
from extractor.events.occasions import Dated, find_occasions, occasion_dates
from extractor.model.question import Answer, Question
from extractor.prompt import load_prompt
from extractor.reading import Reading
from extractor.records.proposal import SCALARS, Pick, Proposal
from extractor.rules.words.topics import top_topics
from extractor.spans import Span
from schemas.vocabulary import RecordKind

Ask = Callable[[Question[Any]], Answer[Any]]

YES_NO = ("yes", "no")
# Confidence of the rules from which a candidate is a record without asking, and below which it is not worth asking: of
# the 27 candidates below the second on the development set and the seeds, two are records that a coder requires, 16
# optional ones, nine none.
SURE: dict[RecordKind, float] = {"agreement": AGREEMENT_CONFIDENCE, "meeting": MEETING_CONFIDENCE}
DOUBTFUL = 0.25
# Per article, so that a page of forged doubts costs little; the audit lists what is not asked.
MOST_JUDGEMENTS = 20
# Of Meetings the embedded model says yes to nearly every passage, which costs more precision than it brings recall
# (benchmarks/RESULTS.md), so there the rules decide alone.
ASKED: frozenset[RecordKind] = frozenset({"agreement"})
# What a candidate says of itself rather than of a field of the record.
NOT_FIELDS = frozenset({"sentences", "report_role", "confidence"})
PASSAGE_WIDTH = 420  # characters; about a hundred tokens, two seconds of reading for the embedded model
STATEMENT_TOPICS = 2
# A judgement is one label in `{"answer":""}`. No tokenizer makes more tokens than a label has bytes.
ANSWER_FRAME_TOKENS = 16


@dataclass(frozen=True, slots=True)
class Judgement:
    """One closed question: the prompt, what goes into it, and the labels it may answer with."""

    prompt: str
    values: dict[str, object]
    labels: tuple[str, ...]

    def question(self) -> Question[Any]:
        """The question with a response model that admits these labels only."""
        return Question(
            name=self.prompt,
            messages=load_prompt(self.prompt).render(self.values),
            response_model=reply_model(self.labels),
            max_tokens=ANSWER_FRAME_TOKENS + max(len(label.encode("utf-8")) for label in self.labels),
        )


def reply_model(labels: tuple[str, ...]) -> type[BaseModel]:
    """A pydantic model `{"answer": one of the labels}`."""
    answer: Any = Literal[labels]
    return create_model("Reply", answer=(answer, ...))


def propose_closed(analysis: Analysis, ask: Ask | None, kinds: Sequence[RecordKind]) -> tuple[Proposal, ...]:
    """The rules' records; of the candidates they doubt, those in which the model sees a record too."""
    proposals: list[Proposal] = []
    for kind in kinds:
        if kind == "statement":
            proposals += from_attributions(analysis)
        else:
            proposals += from_candidates(analysis, kind, ask)
    return tuple(proposals)


def from_candidates(analysis: Analysis, kind: RecordKind, ask: Ask | None) -> list[Proposal]:
    """The candidates of one kind that become records: by rule where the rules are sure, else as the model says."""
    candidates: Sequence[AgreementCandidate | MeetingCandidate] = analysis.agreements
    if kind == "meeting":
        candidates = analysis.meetings
    sure = [c.confidence >= SURE[kind] for c in candidates]
    if ask is not None and kind in ASKED:
        doubtful = [i for i, c in enumerate(candidates) if not sure[i] and c.confidence >= DOUBTFUL]
        for index in doubtful[:MOST_JUDGEMENTS]:
            sure[index] = confirms(analysis, kind, candidates[index], ask)
    return [from_candidate(analysis, kind, c) for c, is_record in zip(candidates, sure, strict=True) if is_record]


def confirms(analysis: Analysis, kind: RecordKind, candidate: AgreementCandidate | MeetingCandidate, ask: Ask) -> bool:
    """Whether the model sees a record in a candidate's passage."""
    sentences = analysis.reading.sentences
    passage = " ".join(sentences[index].span.of(analysis.reading.text) for index in candidate.sentences[:2])
    judgement = Judgement(f"is_{kind}.v1", {"passage": shorten(" ".join(passage.split()))}, YES_NO)
    return bool(ask(judgement.question()).parsed.answer == "yes")


def shorten(passage: str) -> str:
    """The beginning and the end of a long passage: the cue stands at one of them."""
    if len(passage) <= PASSAGE_WIDTH:
        return passage
    half = PASSAGE_WIDTH // 2
    return f"{passage[:half]} … {passage[-half:]}"


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
