"""What a check is handed and what it gives back.

A check sees one value of one record together with everything the rules found in the article, and answers with a ruling
or with nothing. Which rulings outrank which is settled here once, so that no check needs to know of another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

from extractor.attribution import Attribution
from extractor.events.candidates import AgreementCandidate, MeetingCandidate
from extractor.locate import find_nearest, find_words
from extractor.mentions import Person
from extractor.reading import Reading, Side
from extractor.records.proposal import SCALARS
from extractor.spans import Span
from extractor.validate.context import Context as Context
from schemas.record import Agreement, Meeting, Record, RecordBase, Value
from schemas.vocabulary import RecordKind, Verdict

Severity = Literal["info", "warning", "error"]
# From the least to the most serious; the most serious ruling on a value is its verdict.
RANK: Final[dict[str, int]] = {
    "unchecked": 0,
    "supported": 1,
    "variant": 2,
    "inferred": 3,
    "unsupported": 4,
    "contradicted": 5,
}
# Sentences around a record's own that still tell of it.
NEIGHBOURS: Final = 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one check says of one value.

    `verdict` is None where the check does not bear on support. Without a `message` there is nothing to report.
    `severity` replaces the check's own. `repaired` is the value that the rule puts in its place, beyond doubt.
    """

    verdict: Verdict | None = None
    message: str = ""
    span: Span | None = None
    severity: Severity | None = None
    repaired: Any = None


class Remark(NamedTuple):
    """What a check across records says: of which record, of which of its fields (empty: the record as a whole)."""

    record: int
    field: str
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Missed:
    """A sentence that seems to report something no record cites; `trigger` are the words that suggest it.

    Of kind "instruction" it is a passage that speaks to a machine, and so was read neither by rules nor by a model.
    `asked` where a model was asked about it and saw no record in it.
    """

    kind: RecordKind | Literal["instruction"]
    span: Span
    trigger: Span
    trigger_text: str
    message: str
    asked: bool = False


@dataclass(frozen=True)
class Case:
    """One record before the checks: its values so far, its passages, and their neighbourhood.

    `values` holds every field's values, those already repaired among them. A record without passages has the whole
    article as its neighbourhood (`is_bare`).
    """

    record: RecordBase
    context: Context
    values: dict[str, tuple[Value[Any], ...]] = field(default_factory=dict)

    @property
    def kind(self) -> RecordKind:
        """Agreement, meeting or statement."""
        return kind_of(self.record)

    @property
    def reading(self) -> Reading:
        """All mentions of the article."""
        return self.context.reading

    @property
    def text(self) -> str:
        """The article's text."""
        return self.context.text

    def settle(self, name: str, values: Sequence[Value[Any]]) -> None:
        """Put the judged values of a field in place, so that later checks see what was repaired."""
        self.values[name] = tuple(values)
        if name == "content":
            for derived in ("content", "attributions"):
                self.__dict__.pop(derived, None)

    def first(self, name: str) -> Any:
        """The value of a field that holds one, None where it is empty."""
        values = self.values.get(name, ())
        return values[0].value if values else None

    def all(self, name: str) -> tuple[Any, ...]:
        """The values of a field."""
        return tuple(value.value for value in self.values.get(name, ()))

    @cached_property
    def passages(self) -> tuple[Span, ...]:
        """The evidence as it stands in the article."""
        length = len(self.text)
        return tuple(
            Span(passage.start, passage.end)
            for passage in self.record.evidence
            if passage.start < passage.end <= length
        )

    @property
    def is_bare(self) -> bool:
        """Whether the record cites nothing that stands in the article."""
        return not self.passages

    @cached_property
    def own(self) -> tuple[Span, ...]:
        """The sentences that the evidence touches; all of them where there is no evidence."""
        if self.is_bare:
            return tuple(sentence.span for sentence in self.reading.sentences) or (Span(0, len(self.text)),)
        found = {sentence.span for passage in self.passages for sentence in self.context.sentences_in(passage)}
        return tuple(sorted(found)) or self.passages

    @cached_property
    def indexes(self) -> frozenset[int]:
        """Indexes of the sentences that the evidence touches."""
        return frozenset(sentence.index for passage in self.own for sentence in self.context.sentences_in(passage))

    @cached_property
    def near(self) -> tuple[Span, ...]:
        """The own sentences with their neighbours and those that the rules count to the same event."""
        if self.is_bare:
            return self.own
        wanted = set(self.indexes)
        for index in self.indexes:
            wanted |= set(range(index - NEIGHBOURS, index + NEIGHBOURS))
        for candidate in self.candidates:
            wanted |= set(candidate.sentences)
        sentences = self.reading.sentences
        return tuple(sentences[index].span for index in sorted(wanted) if 0 <= index < len(sentences))

    @cached_property
    def candidates(self) -> tuple[AgreementCandidate | MeetingCandidate, ...]:
        """The rules' own candidates of this kind that share a sentence with the record."""
        analysis = self.context.analysis
        pool: Sequence[AgreementCandidate | MeetingCandidate] = ()
        if self.kind != "statement":
            pool = analysis.agreements if self.kind == "agreement" else analysis.meetings
        return tuple(candidate for candidate in pool if self.indexes.intersection(candidate.sentences))

    @cached_property
    def content(self) -> Span | None:
        """Where a Statement's content stands; None where it stands nowhere, or not nearly so."""
        values = self.values.get("content", ())
        if not values or not isinstance(values[0].value, str):
            return None
        words, found = values[0].value, values[0].evidence
        for span in (*([Span(found.start, found.end)] if found else []), *self.passages):
            if span.of(self.text) == words:
                return span
        return locate(self.text, words)

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions whose words overlap the passages."""
        return tuple(
            attribution
            for attribution in self.context.analysis.attributions
            if any(attribution.content.overlaps(passage) for passage in ([self.content] if self.content else []))
        )

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """Countries and organisations in the own sentences."""
        return tuple(side for span in self.own for side in self.reading.sides_in(span))

    def person(self, name: str) -> Person | None:
        """The person of the article whom a name means."""
        return self.context.people.find(name)


def kind_of(record: RecordBase) -> RecordKind:
    """The kind of a record."""
    if isinstance(record, Agreement):
        return "agreement"
    return "meeting" if isinstance(record, Meeting) else "statement"


def fields_of(record: Record) -> dict[str, tuple[Value[Any], ...]]:
    """All values of a record by field; a field without a value has an empty tuple."""
    found: dict[str, tuple[Value[Any], ...]] = {}
    for name in type(record).model_fields:
        held = getattr(record, name)
        if isinstance(held, Value):
            found[name] = () if held.value is None else (held,)
        elif isinstance(held, tuple) and name not in ("evidence", "findings"):
            found[name] = held
        elif held is None and name in SCALARS:
            found[name] = ()
    return found


def locate(text: str, passage: str) -> Span | None:
    """Where a passage stands: verbatim, else marks and accents aside, else the passage most like it."""
    at = text.find(passage)
    if passage and at >= 0:
        return Span(at, at + len(passage))
    return find_words(text, passage) or find_nearest(text, passage)
