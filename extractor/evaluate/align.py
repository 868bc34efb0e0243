"""Which predicted record answers which gold record (codebook section 8.1).

One-to-one, maximum total similarity, found by the Hungarian method rather than greedily, so the result does not depend
on the order of records. Ties are settled by rule: more required gold records matched, then more credit over all counted
fields; what is still equal by a checksum of the two contents, which is the same in any order and in both directions.
Optional gold records take part like any other, for a prediction that reports one must not count against the system.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from zlib import crc32

import numpy as np

from extractor.evaluate.assignment import best_assignment
from extractor.evaluate.counts import Counts
from extractor.evaluate.fields import CONTENT_PARTIAL, FIELDS, WRONG, Judge, compare, judge_code, judge_person, token_f1
from extractor.evaluate.records import PlainRecord, Slot
from schemas.vocabulary import RecordKind

PAIR_THRESHOLD = 0.30
RECORD_THRESHOLD = 0.50
CONTENT_THRESHOLD = CONTENT_PARTIAL
# Sums of weighted shares carry rounding errors; nothing real lies this close under a threshold.
_EPSILON = 1e-9
# Totals are compared to five decimals; finer steps would leave no room for the tie rules in double precision.
_SIMILARITY_UNITS = 100_000
_CHECKSUMS = 256


@dataclass(frozen=True)
class Comparison:
    """A gold and a predicted record of one kind, field by field; `gold` and `given` are positions in their lists."""

    kind: RecordKind
    gold: int
    given: int
    identity: bool
    counts: tuple[Counts, ...] = field(repr=False)
    similarity: float

    @property
    def allowed(self) -> bool:
        """Whether the two may be paired."""
        return self.identity and self.similarity >= PAIR_THRESHOLD - _EPSILON

    @property
    def is_match(self) -> bool:
        """Whether the pair counts as a record found, not only as a place to compare fills."""
        return self.similarity >= RECORD_THRESHOLD - _EPSILON


@dataclass(frozen=True)
class Alignment:
    """The result for one article and kind."""

    kind: RecordKind
    gold: tuple[PlainRecord, ...]
    given: tuple[PlainRecord, ...]
    pairs: tuple[Comparison, ...]

    @cached_property
    def missed(self) -> tuple[int, ...]:
        """Positions of gold records without a partner."""
        return tuple(sorted(set(range(len(self.gold))) - {pair.gold for pair in self.pairs}))

    @cached_property
    def spurious(self) -> tuple[int, ...]:
        """Positions of predicted records without a partner."""
        return tuple(sorted(set(range(len(self.given))) - {pair.given for pair in self.pairs}))


def compare_records(gold: PlainRecord, given: PlainRecord, *, at: tuple[int, int] = (0, 0)) -> Comparison:
    """Compare two records of one kind; similarity is the weighted mean over the fields that either side fills."""
    fields = FIELDS[gold.kind]
    counts = tuple(compare(field, gold, given) for field in fields)
    weighed = [(field.weight, count.score) for field, count in zip(fields, counts, strict=True) if count.filled]
    total = sum(weight for weight, _ in weighed)
    similarity = sum(weight * score for weight, score in weighed) / total if total else 0.0
    return Comparison(gold.kind, *at, shares_identity(gold, given), counts, similarity)


def shares_identity(gold: PlainRecord, given: PlainRecord) -> bool:
    """Whether the two can be one event: they share a party, country or person, or enough words of what was said."""
    if gold.kind == "statement":
        reported = given.preferred("content")
        texts = [text for text in gold.slots["content"] if isinstance(text, str)]
        return isinstance(reported, str) and any(token_f1(text, reported) >= CONTENT_THRESHOLD for text in texts)
    codes, persons = ("parties", "signatories") if gold.kind == "agreement" else ("countries", "participants")
    return _share_element(gold.sets[codes], given.sets[codes], judge_code) or _share_element(
        gold.sets[persons], given.sets[persons], judge_person
    )


def _share_element(gold: Sequence[Slot], given: Sequence[Slot], judge: Judge) -> bool:
    answers = [slot[0] for slot in given if slot[0] is not None]
    values = [value for slot in gold for value in slot if value is not None]
    return any(judge(value, answer) != WRONG for value in values for answer in answers)


def candidates(gold: Sequence[PlainRecord], given: Sequence[PlainRecord]) -> list[Comparison]:
    """Every pair that holds identity, compared; most pairs of an article fall at identity, which is cheap."""
    return [
        compare_records(wanted, offered, at=(i, j))
        for i, wanted in enumerate(gold)
        for j, offered in enumerate(given)
        if shares_identity(wanted, offered)
    ]


def align(kind: RecordKind, gold: Sequence[PlainRecord], given: Sequence[PlainRecord]) -> Alignment:
    """Pair the records of one kind in one article."""
    allowed = [pair for pair in candidates(gold, given) if pair.allowed]
    return Alignment(kind, tuple(gold), tuple(given), _choose(gold, given, allowed))


def _choose(
    gold: Sequence[PlainRecord], given: Sequence[PlainRecord], allowed: Sequence[Comparison]
) -> tuple[Comparison, ...]:
    if not allowed:
        return ()
    rows, columns = _numbered(pair.gold for pair in allowed), _numbered(pair.given for pair in allowed)
    worth = np.zeros((len(rows), len(columns)))
    by_place = {}
    for pair, value in zip(allowed, _worth(gold, given, allowed, limit=min(worth.shape)), strict=True):
        place = rows[pair.gold], columns[pair.given]
        worth[place], by_place[place] = value, pair
    pairs = [by_place[place] for place in best_assignment(worth) if place in by_place]
    return tuple(sorted(pairs, key=_places))


def _numbered(positions: Iterable[int]) -> dict[int, int]:
    return {position: number for number, position in enumerate(sorted(set(positions)))}


def _places(pair: Comparison) -> tuple[int, int]:
    return pair.gold, pair.given


def _worth(
    gold: Sequence[PlainRecord], given: Sequence[PlainRecord], allowed: Sequence[Comparison], *, limit: int
) -> list[int]:
    """Whole numbers that order assignments by similarity first, then by the tie rules; exact in double precision.

    `limit` is the most pairs an assignment can have: a unit of one rank outweighs all that the ranks below can sum to.
    """
    credit = [sum(count.halves for count in pair.counts) for pair in allowed]
    required = [not gold[pair.gold].optional for pair in allowed]
    credit_unit = limit * _CHECKSUMS
    required_unit = credit_unit * (limit * max(credit) + 1)
    similarity_unit = required_unit if all(required) else required_unit * (limit + 1)
    return [
        round(pair.similarity * _SIMILARITY_UNITS) * similarity_unit
        + (0 if all(required) else is_required * required_unit)
        + earned * credit_unit
        + _checksum(gold[pair.gold], given[pair.given])
        for pair, earned, is_required in zip(allowed, credit, required, strict=True)
    ]


def _checksum(gold: PlainRecord, given: PlainRecord) -> int:
    return crc32("".join(sorted((gold.key, given.key))).encode("utf-8", "surrogatepass")) % _CHECKSUMS
