"""Why this prediction was set against that gold record, and why not another.

A score nobody can trace is not believed. For every pair the fills of each field are shown; for every other pair that
comes close, the rule that refused it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extractor.evaluate.align import CONTENT_THRESHOLD, PAIR_THRESHOLD, Alignment, Comparison, compare_records
from extractor.evaluate.counts import Counts
from extractor.evaluate.fields import FIELDS
from extractor.evaluate.records import PlainRecord

# Alternatives shown per record; the rest are further off.
REFUSALS = 3


class Side(NamedTuple):
    """A record and what a person can call it: its id, or kind and number where it has none."""

    name: str
    record: PlainRecord


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that might have been the partner: its name, the similarity, and why it is not."""

    other: str
    similarity: float
    reason: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A pair, a missed gold record (`given` None) or a prediction without partner (`gold` None)."""

    gold: Side | None
    given: Side | None
    similarity: float | None = None
    is_match: bool = False
    fills: tuple[tuple[str, Counts], ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def optional(self) -> bool:
        """Whether this counts neither way."""
        return self.gold is not None and self.gold.record.optional


def explain(alignment: Alignment, *, refusals: int = REFUSALS) -> tuple[Explained, ...]:
    """Every record of an aligned article and kind, pairs first, then missed, then predictions without partner."""
    return (
        *_pairs(alignment, refusals),
        *(
            Explained(_gold(alignment, position), None, refused=_refused(alignment, position, None, refusals))
            for position in alignment.missed
        ),
        *(
            Explained(None, _given(alignment, position), refused=_refused(alignment, None, position, refusals))
            for position in alignment.spurious
        ),
    )


def _pairs(alignment: Alignment, refusals: int) -> Iterator[Explained]:
    for pair in alignment.pairs:
        fills = tuple((field.name, counts) for field, counts in zip(FIELDS[pair.kind], pair.counts, strict=True))
        yield Explained(
            gold=_gold(alignment, pair.gold),
            given=_given(alignment, pair.given),
            similarity=pair.similarity,
            is_match=pair.is_match,
            fills=fills,
            refused=_refused(alignment, pair.gold, pair.given, refusals),
        )


def _side(records: tuple[PlainRecord, ...], position: int) -> Side:
    record = records[position]
    return Side(record.id or f"{record.kind} {position + 1}", record)


def _gold(alignment: Alignment, position: int) -> Side:
    return _side(alignment.gold, position)


def _given(alignment: Alignment, position: int) -> Side:
    return _side(alignment.given, position)


def _refused(alignment: Alignment, gold: int | None, given: int | None, most: int) -> tuple[Refusal, ...]:
    """The nearest records that are not the partner: other predictions of a gold record, or gold of a prediction."""
    if not most:
        return ()
    places: Iterable[tuple[int, int]]
    if gold is not None:
        places = [(gold, j) for j in range(len(alignment.given)) if j != given]
    else:
        places = [(i, given) for i in range(len(alignment.gold)) if given is not None]
    others = [compare_records(alignment.gold[i], alignment.given[j], at=(i, j)) for i, j in places]
    others.sort(key=lambda other: (-other.similarity, other.gold, other.given))
    return tuple(
        Refusal(
            (_gold(alignment, o.gold) if gold is None else _given(alignment, o.given)).name,
            o.similarity,
            _reason(alignment, o),
        )
        for o in others[:most]
    )


def _reason(alignment: Alignment, other: Comparison) -> str:
    if not other.identity:
        if alignment.kind == "statement":
            return f"identity: token-F1 of the contents is below {CONTENT_THRESHOLD:.2f}"
        return "identity: no party, country or person in common"
    if not other.allowed:
        return f"similarity is below {PAIR_THRESHOLD:.2f}"
    taken = [pair for pair in alignment.pairs if pair.gold == other.gold or pair.given == other.given]
    instead = " and ".join(
        f"{_gold(alignment, pair.gold).name} with {_given(alignment, pair.given).name} ({pair.similarity:.2f})"
        for pair in taken
    )
    return f"allowed, but {instead} makes the greater total"
