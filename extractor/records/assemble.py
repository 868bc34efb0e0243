"""From proposals to records: evidence cut from the text, codes derived, identities hashed.

Nothing is decided here; a value enters with the origin its pick states and leaves "unchecked" for the validator.
"""

import hashlib
import json
from typing import Any

from extractor.article import Article
from extractor.records.codes import agreement_codes, meeting_codes, statement_codes
from extractor.records.confidence import expected_share
from extractor.records.proposal import SCALARS, Pick, Proposal
from extractor.spans import Span
from schemas.record import RECORDS, Agreement, Codes, Evidence, Meeting, Provenance, Record, Statement, Value

ID_LENGTH = 16  # hex digits; 64 bits keep a million records apart


def cut(text: str, span: Span | None) -> Evidence | None:
    """The passage a span covers, or None for no span."""
    return None if span is None else Evidence(start=span.start, end=span.end, text=span.of(text))


def record_id(doc_id: str, kind: str, evidence: tuple[Span, ...], key: object = None) -> str:
    """An identity that depends on the document and the passages, not on the run (so that corrections can refer to it).

    `key` tells apart records of one kind that rest on the same passages.
    """
    identity = json.dumps([doc_id, kind, [list(span) for span in evidence], key], ensure_ascii=True, default=str)
    return hashlib.sha256(identity.encode("ascii")).hexdigest()[:ID_LENGTH]


def _value(text: str, pick: Pick) -> Value[Any]:
    return Value(value=pick.value, origin=pick.origin, evidence=cut(text, pick.span))


def _codes(proposal: Proposal) -> Codes:
    if proposal.kind == "agreement":
        return agreement_codes(proposal.value("status"), proposal.values("domains"))
    if proposal.kind == "meeting":
        place = proposal.value("place")
        return meeting_codes(
            proposal.value("form"),
            proposal.value("realis"),
            proposal.values("countries"),
            place.country if place else None,
        )
    return statement_codes(proposal.value("speech_act"))


def assemble(proposal: Proposal, article: Article, provenance: Provenance, *, ordinal: int = 0) -> Record:
    """One record from one proposal. `ordinal` counts records that rest on the same passages."""
    fields: dict[str, Any] = {}
    for name, picks in proposal.picks.items():
        values = tuple(_value(article.text, pick) for pick in picks)
        if name in SCALARS:
            fields[name] = values[0] if values else None
        else:
            fields[name] = values
    model = RECORDS[proposal.kind]
    record: Agreement | Meeting | Statement = model(  # type: ignore[assignment]
        record_id=record_id(article.id, proposal.kind, proposal.evidence, ordinal or None),
        doc_id=article.id,
        evidence=tuple(Evidence(start=s.start, end=s.end, text=s.of(article.text)) for s in proposal.evidence),
        codes=_codes(proposal),
        confidence=None if proposal.confidence is None else round(expected_share(proposal.confidence), 2),
        provenance=provenance,
        **fields,
    )
    return record


def assemble_all(proposals: tuple[Proposal, ...], article: Article, provenance: Provenance) -> tuple[Record, ...]:
    """All records of an article, in the order of their first passage within each kind."""
    seen: dict[tuple[object, ...], int] = {}
    records = []
    for proposal in proposals:
        key = (proposal.kind, proposal.evidence)
        records.append(assemble(proposal, article, provenance, ordinal=seen.get(key, 0)))
        seen[key] = seen.get(key, 0) + 1
    return tuple(records)
