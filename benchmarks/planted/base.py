"""What every kind of planted error shares: the article it is planted in, the planted record, and the list of kinds.

An error is planted in a record whose every value a coder accepts, so whatever a validator says of the planted value is
about the error. A kind that finds no way to be wrong beyond doubt plants nothing.
"""

import dataclasses
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from extractor import gazetteer
from extractor.analysis import Analysis
from extractor.evaluate import GoldArticle, PlainRecord
from extractor.evaluate.records import SETS
from extractor.gazetteer import folded, lookup
from extractor.names import ARTICLES, PARTICLES
from extractor.spans import Span
from extractor.validate.intake import locate
from schemas.vocabulary import RecordKind

SEED: Final = 20240312
PERSON_FIELDS: Final = ("signatories", "participants", "addressee", "speaker")
CODE_FIELDS: Final = ("parties", "countries", "host", "speaker_country")
NO_NAME: Final = re.compile(r"[()\d]")
WORDS_OF_BODIES: Final = """
    agence agency army assembly association authority bank board bureau cabinet centre center command commission
    committee company congress corporation council delegation department embassy force forces fund government group
    house institute kremlin league mission ministry movement nations navy office organisation organization palace
    parliament party pentagon presidency secretariat senate service sides state states study the treasury union
"""
NAME_WORD: Final = re.compile(r"[^\W\d_][\w.’'-]*")
# Words that make a capitalised name a body's.
BODY_WORDS: Final = frozenset(folded(WORDS_OF_BODIES).split())


@dataclass(frozen=True)
class Source:
    """A coded article with what the rules find in it; the rules only offer other values to plant."""

    gold: GoldArticle
    analysis: Analysis

    @property
    def text(self) -> str:
        return self.gold.text or ""

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the article, folded."""
        return frozenset(folded(self.text).split())

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Full names of the persons whom the rules find; groups and bodies that speak are none."""
        found = {person.name for person in self.analysis.reading.persons if is_person(person.name)}
        return tuple(sorted(name for name in found if len(name.split()) > 1))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the countries and organisations that the labels name or the rules find named."""
        labelled = {code for record in self.gold.records for field in CODE_FIELDS for code in values_of(record, field)}
        named = {actor.code for actor in self.analysis.reading.actors}
        return tuple(sorted((labelled | named) & gazetteer.codes()))

    @cached_property
    def labelled_dates(self) -> tuple[str, ...]:
        """Every date that some record of the article may have."""
        return tuple(sorted({date for record in self.gold.records for date in values_of(record, "date")}))

    @cached_property
    def published(self) -> str | None:
        """The publication date, from the labels or from a date line of the text."""
        return self.gold.published or self.analysis.published

    def passages(self, record: PlainRecord) -> tuple[Span, ...]:
        """Where a record's evidence stands."""
        return tuple(span for passage in record.evidence if (span := locate(self.text, passage)))

    def around(self, record: PlainRecord) -> tuple[PlainRecord, ...]:
        """The record and all others that share words with its evidence: what is true of them may be true of it."""
        own = self.passages(record)
        return tuple(
            other
            for other in self.gold.records
            if other is record or any(a.overlaps(b) for a in own for b in self.passages(other))
        )


@dataclass(frozen=True)
class Plant:
    """One wrong value in a copy of a record.

    `value` is wrong and stands in `field`; None where something was taken away. `replaced` is what stood there before.
    `beside` says that the record stands beside the original instead of in its place.
    """

    record: PlainRecord
    field: str
    value: Any
    replaced: Any = None
    beside: bool = False


Planter = Callable[[PlainRecord, Source, random.Random], Plant | None]


@dataclass(frozen=True)
class Kind:
    """A kind of error; `invented` where the value stands nowhere in the article."""

    name: str
    records: tuple[RecordKind, ...]
    planter: Planter
    invented: bool = False
    whole: bool = False


KINDS: Final[list[Kind]] = []


def planted(
    name: str,
    *,
    on: Sequence[RecordKind] = ("agreement", "meeting", "statement"),
    invented: bool = False,
    whole: bool = False,
) -> Callable[[Planter], Planter]:
    """Register a kind; `whole` where the error lies in the record as such, not in one value."""

    def register(planter: Planter) -> Planter:
        KINDS.append(Kind(name, tuple(on), planter, invented, whole))
        return planter

    return register


def plants_of(
    kind: Kind, sources: Sequence[Source], *, seed: int = SEED
) -> Iterator[tuple[Source, PlainRecord, Plant]]:
    """At most one plant of this kind in every record that allows it; the same for the same seed and labels."""
    for source in sources:
        for record in source.gold.records:
            if record.kind in kind.records:
                rng = random.Random(f"{seed}/{source.gold.doc_id}/{record.id}/{kind.name}")
                plant = kind.planter(record, source, rng)
                if plant is not None:
                    yield source, record, plant


def values_of(record: PlainRecord, field: str) -> tuple[Any, ...]:
    """Every value that a coder accepts somewhere in a field; nothing where the kind lacks it."""
    if field in record.sets:
        return tuple(value for slot in record.sets[field] for value in slot if value is not None)
    return tuple(value for value in record.slots.get(field, ()) if value is not None)


def names_of(record: PlainRecord, field: str) -> tuple[str, ...]:
    """The accepted names of a field of persons."""
    return tuple(str(value) for value in values_of(record, field))


def with_value(record: PlainRecord, field: str, value: Any, *, at: int | None = None) -> PlainRecord:
    """The record with one value in a field; in a set it takes the place of element `at`, or is added."""
    if field in SETS:
        elements = list(record.sets[field])
        if at is None:
            elements.append((value,))
        else:
            elements[at] = (value,)
        return dataclasses.replace(record, sets={**record.sets, field: tuple(elements)})
    evidence = (value,) if field == "content" else record.evidence
    return dataclasses.replace(record, slots={**record.slots, field: (value,)}, evidence=evidence)


def swap(record: PlainRecord, field: str, value: Any, *, at: int | None = None) -> Plant:
    """A plant that puts `value` in place of what stands in the field."""
    element = record.sets[field][at] if field in SETS and at is not None else ()
    replaced = record.preferred(field) if field not in SETS else next(iter(element), None)
    return Plant(with_value(record, field, value, at=at), field, value, replaced)


def is_person(name: str) -> bool:
    """Whether a name is a person's: capitals throughout, no body, no state."""
    words = NAME_WORD.findall(name)
    if not words or NO_NAME.search(name) or lookup(name) or BODY_WORDS & set(folded(name).split()):
        return False
    return all(word[0].isupper() or word.partition("-")[0] in PARTICLES | ARTICLES for word in words)
