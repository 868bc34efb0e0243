"""Ask about what seems missed: sentences of an event that no record cites, one short question each.

What makes the audit list a sentence is a word of signing, meeting or speech, so the question is not what the sentence
says but whether it reports what the rules make of it: their own weaker candidate, put into a line of words. A yes turns
that candidate into a record, checked like any other; after a no the sentence stays listed for a person to see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from extractor.analysis import Analysis
from extractor.errors import ReplyError
from extractor.gazetteer import country_name
from extractor.records.assemble import assemble
from extractor.records.proposal import Proposal
from extractor.spans import Span
from extractor.strategy.closed import from_attributions, from_candidate
from extractor.strategy.judgement import YES_NO, Ask, Judgement, shorten
from extractor.validate import Missed, Validated, validate
from extractor.validate.base import kind_of
from schemas.record import Provenance, Record
from schemas.vocabulary import RecordKind

PROMPT: Final = "reports.v1"
MOST_QUESTIONS: Final = 8  # per article
ORDER: Final[tuple[RecordKind, ...]] = ("agreement", "meeting", "statement")


class Offer(NamedTuple):
    """A sentence that seems missed, and what the rules make of it."""

    missed: Missed
    proposal: Proposal


def ask_missed(
    validated: Validated, analysis: Analysis, ask: Ask, *, provenance: Provenance, kinds: Sequence[RecordKind] = ORDER
) -> Validated:
    """The records with those that the model confirms in sentences possibly missed; what it was asked about is marked.

    At most `MOST_QUESTIONS` questions, in document order, about records of `kinds`. A reply that can't be used counts
    as a no.
    """
    offers = tuple(find_offers(validated, analysis, kinds))[:MOST_QUESTIONS]
    confirmed = [offer.proposal for offer in offers if is_confirmed(offer, analysis, ask)]
    asked = frozenset(offer.missed for offer in offers)
    if confirmed:
        added = [assemble(as_answered(proposal), analysis.article, provenance) for proposal in confirmed]
        ordered = sorted((*validated.records, *added), key=lambda record: ORDER.index(record.type))
        validated = validate(ordered, analysis)
    return replace(validated, missed=tuple(replace(each, asked=each in asked) for each in validated.missed))


def find_offers(validated: Validated, analysis: Analysis, kinds: Sequence[RecordKind] = ORDER) -> Iterator[Offer]:
    """The sentences possibly missed for which the rules have a record to propose, each proposal once."""
    pools = {
        "agreement": [from_candidate(analysis, "agreement", candidate) for candidate in analysis.agreements],
        "meeting": [from_candidate(analysis, "meeting", candidate) for candidate in analysis.meetings],
        "statement": from_attributions(analysis),
    }
    for missed in (missed for missed in validated.missed if missed.kind in kinds):
        cited = _cited(validated.records, missed)
        pool = pools.get(missed.kind, [])
        fitting = [proposal for proposal in pool if _is_of(missed, proposal) and not _is_taken(missed, proposal, cited)]
        if fitting:
            best = max(fitting, key=lambda proposal: proposal.confidence or 0.0)
            pool.remove(best)
            yield Offer(missed, best)


def _cited(records: Sequence[Record], missed: Missed) -> tuple[Span, ...]:
    """The passages that records of the same kind cite."""
    return tuple(
        Span(passage.start, passage.end)
        for record in records
        if kind_of(record) == missed.kind
        for passage in record.evidence
    )


def _is_of(missed: Missed, proposal: Proposal) -> bool:
    return any(span.overlaps(missed.span) for span in proposal.evidence)


def _is_taken(missed: Missed, proposal: Proposal, cited: Sequence[Span]) -> bool:
    """Whether a record tells of the proposal already: it cites the words said, or another sentence of the event."""
    own = [pick.span for pick in proposal.picks.get("content", ()) if pick.span]
    others = own or [span for span in proposal.evidence if not span.overlaps(missed.span)]
    return any(span.overlaps(passage) for span in others for passage in cited)


def is_confirmed(offer: Offer, analysis: Analysis, ask: Ask) -> bool:
    """Whether the model says that the sentence reports what is offered; False where its reply can't be used."""
    passage = " ".join(offer.missed.span.of(analysis.article.text).split())
    judgement = Judgement(PROMPT, {"passage": shorten(passage), "summary": summary(offer.proposal)}, YES_NO)
    try:
        return bool(ask(judgement.question()).parsed.answer == "yes")
    except ReplyError:
        return False


def summary(proposal: Proposal) -> str:
    """A proposal in a line of words: what it is, what became of it, between whom."""
    if proposal.kind == "statement":
        return f"words said by {proposal.value('speaker')}"
    if proposal.kind == "agreement":
        what = f"{proposal.value('instrument')}, {proposal.value('status')}, between"
        sides = proposal.values("parties")
    else:
        form = proposal.value("form")
        what = (
            f"{form if form in ('visit', 'summit', 'ceremony') else f'{form} meeting'}, {proposal.value('realis')}, of"
        )
        sides = proposal.values("countries")
    named = " and ".join(country_name(code) for code in sides) or "sides not named"
    return f"{what} {named}".replace("_", " ")


def as_answered(proposal: Proposal) -> Proposal:
    """The proposal with the model as the one who picked its values: without its yes there would be no record."""
    picks = {name: tuple(pick._replace(origin="model") for pick in picks) for name, picks in proposal.picks.items()}
    return replace(proposal, picks=picks)
