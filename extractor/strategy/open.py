"""The open strategy, for strong models: the model writes records freely, the program looks every value up.

One question per kind over the same article, or part of a long one, which servers with a prompt cache read once. Words
for dates, names, countries and amounts come back as the article has them and are resolved by the same rules that read
the article, so both strategies speak of the same mentions. A value that can't be found keeps no span; the checks will
say so.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from extractor.analysis import Analysis
from extractor.gazetteer import lookup
from extractor.locate import find_nearest, find_words
from extractor.model.question import Answer, Question
from extractor.names import same_person
from extractor.prompt import load_prompt
from extractor.records.proposal import Pick, Proposal
from extractor.rules.dates.find import find_dates
from extractor.rules.money import find_money
from extractor.rules.periods import find_periods
from extractor.spans import Span
from extractor.strategy.parts import find_parts
from schemas.draft import (
    AgreementDraft,
    AgreementDrafts,
    Draft,
    MeetingDraft,
    MeetingDrafts,
    StatementDraft,
    StatementDrafts,
)
from schemas.record import MoneyValue, Place
from schemas.vocabulary import RecordKind

Ask = Callable[[Question[Any]], Answer[Any]]
PROMPTS: dict[RecordKind, tuple[str, type[Any]]] = {
    "agreement": ("open_agreement.v1", AgreementDrafts),
    "meeting": ("open_meeting.v1", MeetingDrafts),
    "statement": ("open_statement.v1", StatementDrafts),
}
# The line that stands around the article in the prompts.
FENCE = re.compile(r"^[^\S\n]*={3,}[^\S\n]*$", re.MULTILINE)


def propose_open(analysis: Analysis, ask: Ask | None, kinds: Sequence[RecordKind]) -> tuple[Proposal, ...]:
    """Records as a strong model writes them, each value tied to the article's words where they can be found."""
    if ask is None:
        return ()
    proposals: list[Proposal] = []
    for part in find_parts(analysis.reading):
        article = within_fence(part.of(analysis.reading.text))
        if not article.strip():
            continue
        for kind in kinds:
            name, response_model = PROMPTS[kind]
            messages = load_prompt(name).render({"article": article, "published": analysis.published})
            drafts = ask(Question(name=name, messages=messages, response_model=response_model)).parsed.records
            proposals += [_proposal(kind, draft, analysis, part) for draft in drafts]
    return tuple(proposals)


def within_fence(article: str) -> str:
    """The article with its own lines of equals signs spaced out, so that none ends the part of the prompt it is in.

    The same for every run, unlike a random delimiter, so that replies stay in the cache.
    """
    return FENCE.sub(lambda line: " ".join(line[0].strip()), article)


def _proposal(kind: RecordKind, draft: Draft, analysis: Analysis, part: Span) -> Proposal:
    found = find_nearest(part.of(analysis.reading.text), draft.evidence)
    evidence = Span(part.start + found.start, part.start + found.end) if found else None
    fill = Filler(analysis, evidence)
    picks: dict[str, tuple[Pick, ...]] = {"report_role": (Pick(draft.report_role, None, "model"),)}
    if isinstance(draft, AgreementDraft):
        picks |= _agreement(draft, fill)
    elif isinstance(draft, MeetingDraft):
        picks |= _meeting(draft, fill)
    elif isinstance(draft, StatementDraft):
        picks |= _statement(draft, fill, evidence)
    return Proposal(kind, (evidence,) if evidence else (), {name: values for name, values in picks.items() if values})


def _agreement(draft: AgreementDraft, fill: "Filler") -> dict[str, tuple[Pick, ...]]:
    return {
        "instrument": fill.label(draft.instrument),
        "status": fill.label(draft.status),
        "parties": fill.countries(draft.parties),
        "signatories": fill.persons(draft.signatories),
        "date": fill.date(draft.date),
        "place": fill.place(draft.city, draft.country),
        "domains": fill.labels(draft.domains),
        "value": fill.money(draft.value),
        "duration": fill.period(draft.duration),
        "count": fill.label(draft.count),
    }


def _meeting(draft: MeetingDraft, fill: "Filler") -> dict[str, tuple[Pick, ...]]:
    return {
        "form": fill.label(draft.form),
        "realis": fill.label(draft.realis),
        "participants": fill.persons(draft.participants),
        "countries": fill.countries(draft.countries),
        "host": fill.countries([draft.host] if draft.host else []),
        "date": fill.date(draft.date),
        "place": fill.place(draft.city, draft.country),
        "topics": fill.labels(draft.topics),
    }


def _statement(draft: StatementDraft, fill: "Filler", evidence: Span | None) -> dict[str, tuple[Pick, ...]]:
    content = evidence.of(fill.text) if evidence else draft.evidence
    return {
        "speaker": fill.persons([draft.speaker]),
        "speaker_country": fill.countries([draft.speaker_country] if draft.speaker_country else []),
        "addressee": fill.persons(draft.addressee),
        "quote_type": fill.label(draft.quote_type),
        "content": (Pick(content, evidence, "model"),),
        "speech_act": fill.label(draft.speech_act),
        "date": fill.date(draft.date),
        "topics": fill.labels(draft.topics),
    }


class Filler:
    """Turns a model's words into picks, by looking them up in one article near the record's own passage."""

    def __init__(self, analysis: Analysis, evidence: Span | None) -> None:
        self._analysis = analysis
        self._near = evidence.start if evidence else 0
        self.text = analysis.reading.text

    def _span(self, words: str) -> Span | None:
        """Where the words stand, the record's own passage and what follows it first."""
        return find_words(self.text, words, start=self._near) or find_words(self.text, words)

    def label(self, value: Any) -> tuple[Pick, ...]:
        """A label of a vocabulary, or a number."""
        return () if value is None else (Pick(value, None, "model"),)

    def labels(self, values: Sequence[Any]) -> tuple[Pick, ...]:
        """Several labels, each once."""
        return tuple(Pick(value, None, "model") for value in dict.fromkeys(values))

    def countries(self, names: Sequence[str]) -> tuple[Pick, ...]:
        """Codes for names of countries and organisations; a name the table does not know stays as it is."""
        picks: dict[str, Pick] = {}
        for name in names:
            entries = lookup(name)
            code = entries[0].code if entries else name
            picks.setdefault(code, Pick(code, self._span(name), "model"))
        return tuple(picks.values())

    def persons(self, names: Sequence[str]) -> tuple[Pick, ...]:
        """The fullest form of each name in the document."""
        picks: dict[str, Pick] = {}
        for name in names:
            person = next((p for p in self._analysis.reading.persons if same_person(name, p.name)), None)
            full = person.name if person else name
            picks.setdefault(full, Pick(full, self._span(name), "model"))
        return tuple(picks.values())

    def date(self, words: str | None) -> tuple[Pick, ...]:
        """The date as EDTF: a mention of the article with these words, else the words resolved by themselves."""
        if not words:
            return ()
        span = self._span(words)
        found = [m for m in self._analysis.reading.dates if span and m.span.overlaps(span) and m.edtf]
        if not found:
            found = [m for m in find_dates(words, published=self._analysis.published) if m.edtf]
            return (Pick(found[0].edtf, span, "model"),) if found else ()
        return (Pick(found[0].edtf, found[0].span, "model"),)

    def place(self, city: str | None, country: str | None) -> tuple[Pick, ...]:
        """City as written and country as code."""
        if not city and not country:
            return ()
        codes = self.countries([country]) if country else ()
        span = self._span(city or country or "")
        return (Pick(Place(city=city, country=codes[0].value if codes else None), span, "model"),)

    def money(self, words: str | None) -> tuple[Pick, ...]:
        """The amount the words state, if they state one."""
        found = find_money(words) if words else ()
        return tuple(
            Pick(MoneyValue(amount=m.amount, currency=m.currency), self._span(words or ""), "model") for m in found[:1]
        )

    def period(self, words: str | None) -> tuple[Pick, ...]:
        """The duration the words state, if they state one."""
        found = find_periods(words) if words else ()
        return tuple(Pick(m.iso, self._span(words or ""), "model") for m in found[:1])
