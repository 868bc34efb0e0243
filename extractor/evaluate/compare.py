"""Is B better than A, or only luckier? Two runs on the same articles and the same bootstrap draws.

Both runs meet the same easy and hard articles in every draw, so the interval of the difference is far narrower than two
separate intervals suggest. A difference whose interval holds 0 is not established.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extractor.evaluate.bootstrap import DRAWS, SEED, interval
from extractor.evaluate.counts import Floats, mean_of_kinds, ratios
from extractor.evaluate.scores import Ints, Scores
from extractor.evaluate.summary import Cell, Samples, number, sample, tabulate

# Slices are left out: a run without records in a slice has no such column, and there would be hundreds of tests.
COMPARED = ("slots", "records", "fields", "matched")
# Of fewer articles not even a sign test in which all agree reaches 5 %, while the bootstrap would repeat them for sure.
FEWEST_CHANGED = 6


@dataclass(frozen=True, slots=True)
class Difference:
    """F1 of A and of B in one cell (None: the headline), B minus A with its 95 % interval.

    `better` is the share of draws in which B is ahead, ties counted half; `changed` the number of articles whose counts
    differ at all.
    """

    cell: Cell | None
    first: float | None
    second: float | None
    delta: float | None
    low: float | None
    high: float | None
    better: float | None
    changed: int

    @property
    def established(self) -> bool:
        """Whether the interval leaves out 0 and enough articles changed for that to mean something."""
        excludes_zero = self.low is not None and self.high is not None and not self.low <= 0 <= self.high
        return excludes_zero and self.changed >= FEWEST_CHANGED


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """An article's own slot F1 under A and B; it is 1 where nothing was to be found and nothing given."""

    doc_id: str
    first: float
    second: float

    @property
    def delta(self) -> float:
        """B minus A."""
        return self.second - self.first


@dataclass(frozen=True, slots=True)
class Contrast:
    """B against A: headline first, then kinds, records and fields; articles by how much they changed, most first."""

    differences: tuple[Difference, ...]
    articles: tuple[ChangedArticle, ...]


def contrast(first: Scores, second: Scores, *, strict: bool = False, draws: int = DRAWS, seed: int = SEED) -> Contrast:
    """Compare two runs on the same gold. Raises ValueError where the articles differ."""
    names = [article.doc_id for article in first.articles]
    if names != [article.doc_id for article in second.articles]:
        raise ValueError("the two runs were scored on different articles")
    sides = [_side(scores, strict=strict, draws=draws, seed=seed) for scores in (first, second)]
    changed = [
        ChangedArticle(name, float(before), float(after))
        for name, before, after in zip(names, *(article_f1(s, strict=strict) for s in (first, second)), strict=True)
        if before != after
    ]
    changed.sort(key=lambda article: (-abs(article.delta), article.doc_id))
    return Contrast(_differences(*sides), tuple(changed))


def article_f1(scores: Scores, *, strict: bool = False) -> Floats:
    """The slot F1 of each article taken alone, 1 where there was nothing to find and nothing was given."""
    cells, per_article = tabulate(scores)
    kinds = [index for index, cell in enumerate(cells) if cell.table == "slots"]
    means = mean_of_kinds(ratios(per_article[:, kinds], strict=strict).f1)
    return np.where(np.isnan(means), 1.0, means)


class _Side(NamedTuple):
    """One run's part in a comparison: per-article counts of the compared cells, their F1, and the F1 of every draw."""

    per_article: Ints
    f1: Floats
    samples: Samples


def _side(scores: Scores, *, strict: bool, draws: int, seed: int) -> _Side:
    cells, per_article = tabulate(scores)
    kept = [index for index, cell in enumerate(cells) if cell.table in COMPARED]
    counts = per_article[:, kept]
    samples = sample([cells[index] for index in kept], counts, strict=strict, draws=draws, seed=seed)
    return _Side(counts, ratios(counts.sum(0), strict=strict).f1, samples)


def _differences(first: _Side, second: _Side) -> tuple[Difference, ...]:
    """The headline goes in front of the cells, as one more column."""
    cells = first.samples.cells
    kinds = [index for index, cell in enumerate(cells) if cell.table == "slots"]
    before, after = (np.append(mean_of_kinds(side.f1[kinds]), side.f1) for side in (first, second))
    drawn = [np.column_stack([side.samples.headline, side.samples.f1]) for side in (first, second)]
    deltas = drawn[1] - drawn[0]
    low, high = interval(deltas)
    better = _share_better(deltas)
    differs = (first.per_article != second.per_article).any(-1)
    changed = np.column_stack([differs[:, kinds].any(-1), differs]).sum(0)
    return tuple(
        Difference(
            cell=cell,
            first=number(before[index]),
            second=number(after[index]),
            delta=number(after[index] - before[index]),
            low=number(low[index]),
            high=number(high[index]),
            better=number(better[index]),
            changed=int(changed[index]),
        )
        for index, cell in enumerate((None, *cells))
    )


def _share_better(deltas: Floats) -> Floats:
    defined = (~np.isnan(deltas)).sum(0)
    ahead = (deltas > 0).sum(0) + 0.5 * (deltas == 0).sum(0)
    share: Floats = np.divide(ahead, defined, out=np.full(ahead.shape, np.nan), where=defined > 0)
    return share
