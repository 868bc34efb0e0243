"""Figures from counts: the headline, kinds, fields and slices, each with its interval.

Every figure is precision, recall and F1 of one *cell*, a column of per-article fill counts. Records are such a cell too
(a pair with S >= 0.50 is correct, other gold records missing, other predictions spurious), so kinds, fields, slices and
records share one path from counts to interval.

Where the codebook is silent:
- A kind that neither the gold nor the run fills anywhere has no F1, and the headline is the mean of the others.
- A prediction paired with an optional gold record counts neither way for records too, whatever its similarity; so does
  an optional record that nothing was paired with.
- A pair with 0.30 <= S < 0.50 compares fills, but its gold record counts as not found and its prediction as wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extractor.evaluate.bootstrap import DRAWS, SEED, draw_totals, interval
from extractor.evaluate.counts import Counts, Floats, Numbers, Ratios, mean_of_kinds, ratios
from extractor.evaluate.fields import FIELDS
from extractor.evaluate.records import KINDS
from extractor.evaluate.scores import Ints, KindRows, Scores, State
from extractor.evaluate.slices import SLICES
from schemas.vocabulary import RecordKind


class Cell(NamedTuple):
    """What a figure is about. `name` is a field, or `slice: label`, or empty where the table has one row per kind."""

    table: str
    kind: RecordKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 of a cell (None: undefined), and the 95 % interval of F1; `n` is what gold holds."""

    cell: Cell
    counts: Counts
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None

    @property
    def n(self) -> int:
        """POS: fills, or records, that the gold holds."""
        return self.counts.cor + self.counts.par + self.counts.inc + self.counts.mis


class Estimate(NamedTuple):
    """A value with its 95 % interval."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of one run on one gold set.

    `without_partial` is the headline where partial fills earn nothing; `strict` tells that this holds of all figures.
    """

    articles: int
    headline: Estimate
    without_partial: Estimate
    figures: tuple[Figure, ...]
    strict: bool
    draws: int
    seed: int

    def table(self, name: str) -> tuple[Figure, ...]:
        """The figures of one table: records, slots, fields, matched, or slices."""
        return tuple(figure for figure in self.figures if figure.cell.table == name)


@dataclass(frozen=True, slots=True)
class Samples:
    """The headline, the strict headline, and the F1 of every cell (last axis), in every draw (first axis)."""

    cells: tuple[Cell, ...]
    headline: Floats
    without_partial: Floats
    f1: Floats


def headline(scores: Scores, *, strict: bool = False) -> float:
    """Slot F1, micro over the fills of a kind, mean over the kinds; NaN where nothing was filled at all."""
    totals = np.array([scores.rows[kind].counts.sum((0, 1)) for kind in KINDS])
    return float(mean_of_kinds(ratios(totals, strict=strict).f1))


def summarise(scores: Scores, *, strict: bool = False, draws: int = DRAWS, seed: int = SEED) -> Summary:
    """Every figure of a run with its interval."""
    cells, per_article = tabulate(scores)
    totals = per_article.sum(0)
    points = ratios(totals, strict=strict)
    samples = sample(cells, per_article, strict=strict, draws=draws, seed=seed)
    low, high = interval(samples.f1)
    figures = tuple(_figure(cell, totals[i], _at(points, i), (low[i], high[i])) for i, cell in enumerate(cells))
    return Summary(
        articles=len(scores.articles),
        headline=_estimate(headline(scores, strict=strict), samples.headline),
        without_partial=_estimate(headline(scores, strict=True), samples.without_partial),
        figures=figures,
        strict=strict,
        draws=draws,
        seed=seed,
    )


def _estimate(point: float, samples: Floats) -> Estimate:
    low, high = interval(samples)
    return Estimate(number(point), number(float(low)), number(float(high)))


def sample(
    cells: Sequence[Cell], per_article: Ints, *, strict: bool = False, draws: int = DRAWS, seed: int = SEED
) -> Samples:
    """Draw articles and compute the F1 of every cell in every draw."""
    kinds = [index for index, cell in enumerate(cells) if cell.table == "slots"]
    f1, strict_kinds = [np.full((0, len(cells)), np.nan)], [np.full((0, len(kinds)), np.nan)]
    for totals in draw_totals(per_article, draws=draws, seed=seed):
        f1.append(ratios(totals, strict=strict).f1)
        strict_kinds.append(ratios(totals[:, kinds], strict=True).f1)
    drawn = np.concatenate(f1)
    means = mean_of_kinds(drawn[:, kinds]), mean_of_kinds(np.concatenate(strict_kinds))
    return Samples(tuple(cells), *means, drawn)


def tabulate(scores: Scores) -> tuple[tuple[Cell, ...], Ints]:
    """Per-article counts of every cell: articles x cells x 5."""
    size = len(scores.articles)
    columns = {cell: counts for kind in KINDS for cell, counts in _cells(scores.rows[kind], size).items()}
    order = tuple(sorted(columns, key=_rank))
    stacked = np.stack([columns[cell] for cell in order], axis=1)
    return order, stacked


_TABLES = ("slots", "records", "fields", "matched", "slices", "slice records")


def _rank(cell: Cell) -> int:
    # Within a table the order of construction stands: kinds and fields as the codebook lists them.
    return _TABLES.index(cell.table)


def _cells(rows: KindRows, articles: int) -> dict[Cell, Ints]:
    kind = rows.kind
    fills, found = rows.counts.sum(1), _record_counts(rows)
    paired = rows.state == State.PAIR
    cells = {
        Cell("slots", kind): _by_article(rows, fills, articles),
        Cell("records", kind): _by_article(rows, found, articles),
        Cell("matched", kind): _by_article(rows, fills * paired[:, None], articles),
    }
    for index, field in enumerate(FIELDS[kind]):
        counts = rows.counts[:, index]
        cells[Cell("fields", kind, field.name)] = _by_article(rows, counts, articles)
        cells[Cell("matched", kind, field.name)] = _by_article(rows, counts * paired[:, None], articles)
    for name, inside in _slices(rows).items():
        cells[Cell("slices", kind, name)] = _by_article(rows, fills * inside[:, None], articles)
        cells[Cell("slice records", kind, name)] = _by_article(rows, found * inside[:, None], articles)
    return cells


def _by_article(rows: KindRows, counts: Numbers, articles: int) -> Ints:
    total = np.zeros((articles, 5), dtype=np.int64)
    np.add.at(total, rows.article, counts)
    return total


def _record_counts(rows: KindRows) -> Ints:
    counts = np.zeros((len(rows.state), 5), dtype=np.int64)
    counts[:, Counts._fields.index("cor")] = rows.is_match
    counts[:, Counts._fields.index("mis")] = (rows.state != State.SPURIOUS) & ~rows.is_match
    counts[:, Counts._fields.index("spu")] = (rows.state != State.MISSED) & ~rows.is_match
    return counts


def _slices(rows: KindRows) -> Mapping[str, Numbers]:
    found = {f"{name}: {labels[name]}" for labels in rows.labels for name in SLICES if name in labels}
    order = sorted(found, key=lambda label: (SLICES.index(label.split(": ")[0]), label))
    return {
        name: np.array([name == f"{key}: {labels.get(key)}" for labels in rows.labels], dtype=bool)
        for name in order
        for key in [name.split(": ")[0]]
    }


def _at(points: Ratios, index: int) -> tuple[float, float, float]:
    return float(points.precision[index]), float(points.recall[index]), float(points.f1[index])


def _figure(cell: Cell, counts: Numbers, point: tuple[float, float, float], ends: tuple[float, float]) -> Figure:
    precision, recall, f1 = map(number, point)
    return Figure(cell, Counts(*map(int, counts)), precision, recall, f1, number(ends[0]), number(ends[1]))


def number(value: float) -> float | None:
    """A figure as files carry it: None instead of NaN."""
    return None if np.isnan(value) else float(value)
