"""What is mistaken for what: a matrix per vocabulary over the aligned pairs.

Rows are gold, columns are predictions; an accepted value stands on the diagonal under the value that was given. `NONE`
is the row of values that gold does not have and the column of values that were not given. Topics and domains are sets:
what both sides have is on the diagonal, one value left on each side is a confusion, anything else left is set against
`NONE`, since nobody can say which was meant for which.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.evaluate.fields import CORRECT, judge_code
from extractor.evaluate.records import PlainRecord
from extractor.evaluate.scores import Scores

NONE = "(none)"
VOCABULARIES = ("instrument", "status", "form", "realis", "quote_type", "speech_act", "report_role", "topics")
# Domains of agreements are the same list as topics.
_TOPICS = ("topics", "domains")


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts by (gold, predicted) value; `values` are all that occur, in alphabetical order, `NONE` last."""

    vocabulary: str
    values: tuple[str, ...]
    counts: Counter[tuple[str, str]]

    @property
    def agreement(self) -> float | None:
        """Share of the counts on the diagonal."""
        total = self.counts.total()
        return sum(n for (gold, given), n in self.counts.items() if gold == given) / total if total else None


def confusions(scores: Scores) -> tuple[Confusion, ...]:
    """A matrix for every vocabulary; pairs with optional gold records do not count."""
    return tuple(_confusion(scores, name) for name in VOCABULARIES)


def _confusion(scores: Scores, vocabulary: str) -> Confusion:
    cells = _set_cells if vocabulary == "topics" else _slot_cells
    counts = Counter(cell for gold, given in _matched(scores) for cell in cells(gold, given, vocabulary))
    values = {value for cell in counts for value in cell}
    return Confusion(vocabulary, tuple(sorted(values, key=lambda value: (value == NONE, value))), counts)


def _matched(scores: Scores) -> Iterator[tuple[PlainRecord, PlainRecord]]:
    for article in scores.articles:
        for alignment in article.alignments.values():
            for pair in alignment.pairs:
                if not alignment.gold[pair.gold].optional:
                    yield alignment.gold[pair.gold], alignment.given[pair.given]


def _slot_cells(gold: PlainRecord, given: PlainRecord, name: str) -> Iterator[tuple[str, str]]:
    if name not in gold.slots:
        return
    answer, accepted = given.preferred(name), [str(value) for value in gold.slots[name] if value is not None]
    if answer is None:
        if accepted and None not in gold.slots[name]:
            yield accepted[0], NONE
        return
    right = next((value for value in accepted if judge_code(value, str(answer)) == CORRECT), None)
    yield (right, right) if right else (next(iter(accepted), NONE), str(answer))


def _set_cells(gold: PlainRecord, given: PlainRecord, _: str) -> Iterator[tuple[str, str]]:
    for name in _TOPICS:
        wanted = {str(slot[0]) for slot in gold.sets.get(name, ())}
        offered = {str(slot[0]) for slot in given.sets.get(name, ())}
        yield from ((value, value) for value in sorted(wanted & offered))
        missed, added = sorted(wanted - offered), sorted(offered - wanted)
        if len(missed) == len(added) == 1:
            yield missed[0], added[0]
        else:
            yield from ((value, NONE) for value in missed)
            yield from ((NONE, value) for value in added)
