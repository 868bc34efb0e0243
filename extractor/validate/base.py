"""What a check is handed and what it gives back.

A check sees one value of one record together with everything the rules found in the article, and answers with a ruling
or with nothing. Which rulings outrank which is settled here once, so that no check needs to know of another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

from extractor.agreement_mentions import Mention, read_mentions
from extractor.analysis import Analysis
from extractor.attribution import Attribution
from extractor.candidates import AgreementCandidate, MeetingCandidate
from extractor.locate import find_nearest, find_words
from extractor.mentions import DateMention, Person, Quote, Sentence, Trigger
from extractor.proposal import SCALARS
from extractor.reading import Reading, Side
from extractor.rules.topics import find_topics
from extractor.spans import Span
from extractor.validate.people import People
from schemas.record import Agreement, Meeting, Record, RecordBase, Value
from schemas.vocabulary import RecordKind, Topic, Verdict

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
# Sentences that open an article and name its principals; so many sides in one sentence are a list.
HEAD: Final = 3
SEVERAL: Final = 4


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
    """A sentence that seems to report something no record cites; `trigger` are the words that suggest it."""

    kind: RecordKind
    span: Span
    trigger: Span
    trigger_text: str
    message: str


@dataclass(frozen=True)
class Context:
    """An article's analysis with the indexes that the checks share; built once per article."""

    analysis: Analysis
    _topics: dict[Span, dict[Topic, Span]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.analysis.article.text

    @property
    def reading(self) -> Reading:
        """All mentions."""
        return self.analysis.reading

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """Every country and organisation, once per mention, in document order."""
        return self.reading.sides_in(Span(0, len(self.text)))

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of all countries and organisations named, acted for, or whose places are named."""
        named = {side.code for side in self.sides}
        return frozenset(named | {place.country for place in self.reading.places if place.country})

    @cached_property
    def members(self) -> frozenset[str]:
        """Codes that "the participants" or "we" can mean: named at the head of the text or in a list of several."""
        told = self.reading.told
        head = {side.code for sentence in told[:HEAD] for side in self.reading.sides_in(sentence.span)}
        return frozenset(self.listed | head | set(self.reading.principals[:HEAD]))

    @cached_property
    def listed(self) -> frozenset[str]:
        """Codes that stand in a sentence that names several sides."""
        by_sentence = [{side.code for side in self.reading.sides_in(s.span)} for s in self.reading.told]
        return frozenset(code for codes in by_sentence if len(codes) >= SEVERAL for code in codes)

    @cached_property
    def joint_signings(self) -> tuple[Span, ...]:
        """Sentences that tell when or where several instruments were signed ("The accords were signed in ...")."""
        return tuple(
            mention.sentence.span
            for mention in self.instruments
            if mention.phrase.plural and any(state.status == "signed" for state in mention.states)
        )

    @cached_property
    def people(self) -> People:
        """The persons by all names the article gives them."""
        return People(self.reading.persons)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Date expressions that resolve."""
        return tuple(date for date in self.reading.dates if date.edtf)

    @cached_property
    def told_index(self) -> dict[int, int]:
        """Position among the reporting sentences by index of sentence."""
        return {sentence.index: position for position, sentence in enumerate(self.reading.told)}

    @cached_property
    def events(self) -> tuple[Trigger, ...]:
        """Words of signing, negotiating, meeting and visiting in the reporting sentences."""
        return tuple(trigger for sentence in self.reading.told for trigger in self.reading.triggers_in(sentence.span))

    @cached_property
    def outer_quotes(self) -> tuple[Quote, ...]:
        """Quotations that stand in no other."""
        return tuple(quote for quote in self.analysis.quotes if quote.depth == 0)

    @cached_property
    def instruments(self) -> tuple[Mention, ...]:
        """Every mention of an instrument, read in its sentence."""
        return read_mentions(self.reading)

    def topics_of(self, span: Span) -> dict[Topic, Span]:
        """The topics that the words of a passage show, each with the word that decides; looked up once a passage."""
        if span not in self._topics:
            self._topics[span] = dict(find_topics(self.text, span))
        return self._topics[span]

    def mentions_in(self, spans: Sequence[Span]) -> tuple[Mention, ...]:
        """The mentions of instruments that touch one of the spans."""
        return tuple(m for m in self.instruments if any(span.overlaps(m.phrase.span) for span in spans))

    def sentences_in(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that share characters with a span."""
        found = []
        first = self.reading.sentence_at(span.start)
        start = (
            first.index
            if first
            else next((sentence.index for sentence in self.reading.sentences if sentence.span.end > span.start), None)
        )
        if start is None:
            return ()
        for sentence in self.reading.sentences[start:]:
            if sentence.span.start >= span.end:
                break
            found.append(sentence)
        return tuple(found)


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
