"""Is B better than A, or only luckier? Two runs on the same articles and the same bootstrap draws.

Both runs meet the same easy and hard articles in every draw, so the interval of the difference is far narrower than two
separate intervals suggest. A difference whose interval holds 0 is not established.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractor.evaluate.bootstrap import DRAWS, SEED, interval
from extractor.evaluate.counts import Floats, mean_of_kinds, ratios
from extractor.evaluate.scores import Ints, Scores
from extractor.evaluate.summary import Cell, Samples, number, sample, tabulate

# Slices are left out: a run without records in a slice has no such column, and there would be hundreds of tests.
COMPARED = ("slots", "records", "fields", "matched")


@dataclass(frozen=True, slots=True)
class Difference:
    """F1 of A and of B in one cell (None: the headline), B minus A with its 95 % interval.

    `better` is the share of draws in which B is ahead, ties counted half.
    """

    cell: Cell | None
    first: float | None
    second: float | None
    delta: float | None
    low: float | None
    high: float | None
    better: float | None

    @property
    def established(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


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
    sides = []
    for scores in (first, second):
        cells, per_article = _compared(scores)
        samples = sample(cells, per_article, strict=strict, draws=draws, seed=seed)
        sides.append((ratios(per_article.sum(0), strict=strict).f1, samples))
    changed = [
        ChangedArticle(name, float(before), float(after))
        for name, before, after in zip(names, *(article_f1(s, strict=strict) for s in (first, second)), strict=True)
        if before != after
    ]
    changed.sort(key=lambda article: (-abs(article.delta), article.doc_id))
    return Contrast(_differences(sides), tuple(changed))


def article_f1(scores: Scores, *, strict: bool = False) -> Floats:
    """The slot F1 of each article taken alone, 1 where there was nothing to find and nothing was given."""
    cells, per_article = tabulate(scores)
    kinds = [index for index, cell in enumerate(cells) if cell.table == "slots"]
    means = mean_of_kinds(ratios(per_article[:, kinds], strict=strict).f1)
    return np.where(np.isnan(means), 1.0, means)


def _compared(scores: Scores) -> tuple[tuple[Cell, ...], Ints]:
    cells, per_article = tabulate(scores)
    kept = [index for index, cell in enumerate(cells) if cell.table in COMPARED]
    return tuple(cells[index] for index in kept), per_article[:, kept]


def _differences(sides: Sequence[tuple[Floats, Samples]]) -> tuple[Difference, ...]:
    (first, first_samples), (second, second_samples) = sides
    kinds = [index for index, cell in enumerate(first_samples.cells) if cell.table == "slots"]
    points = [np.append(mean_of_kinds(point[kinds]), point) for point in (first, second)]
    draws = [np.column_stack([samples.headline, samples.f1]) for samples in (first_samples, second_samples)]
    deltas = draws[1] - draws[0]
    low, high = interval(deltas)
    better = _share_better(deltas)
    return tuple(
        Difference(cell, *(number(column[index]) for column in (*points, points[1] - points[0], low, high, better)))
        for index, cell in enumerate((None, *first_samples.cells))
    )


def _share_better(deltas: Floats) -> Floats:
    defined = (~np.isnan(deltas)).sum(0)
    ahead = (deltas > 0).sum(0) + 0.5 * (deltas == 0).sum(0)
    share: Floats = np.divide(ahead, defined, out=np.full(ahead.shape, np.nan), where=defined > 0)
    return share
