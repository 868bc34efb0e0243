"""How good a run is, as the README states it: one line per figure, one column per set of articles.

    python benchmarks/figures.py development=dev_run.jsonl:../shared/corpus seeds=seeds_run.jsonl:seeds

Pooled figures (dates of all kinds, parties with countries) add up the fills before dividing, and their intervals come
from the same draws of articles as all others. Candidates are what the rules offer, whatever became of it in the run.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from candidates import count
from development import articles
from table import analyses, markdown, unsupported

from extractor.analysis import analyse
from extractor.evaluate.bootstrap import DRAWS, SEED, draw_totals, interval
from extractor.evaluate.counts import ratios
from extractor.evaluate.evaluation import Evaluation, FalseRecords, evaluate
from extractor.evaluate.records import GoldArticle
from extractor.evaluate.runs import Run
from extractor.evaluate.summary import Cell, Estimate, number, tabulate
from extractor.gold import load_gold, load_run
from extractor.report.values import estimate, percent, share


class Pooled(NamedTuple):
    """An F1 over one or more cells of the evaluation, and what is wanted of it."""

    name: str
    wanted: str
    cells: tuple[Cell, ...]


POOLED = (
    Pooled("record F1, Agreement", "0.75", (Cell("records", "agreement"),)),
    Pooled("record F1, Meeting", "0.70", (Cell("records", "meeting"),)),
    Pooled("record F1, Statement", "0.75", (Cell("records", "statement"),)),
    Pooled(
        "F1 of parties and countries",
        "0.85",
        (Cell("fields", "agreement", "parties"), Cell("fields", "meeting", "countries")),
    ),
    Pooled(
        "F1 of dates",
        "0.75",
        (
            Cell("fields", "agreement", "date"),
            Cell("fields", "meeting", "date"),
            Cell("fields", "statement", "date"),
        ),
    ),
    Pooled("F1 of speakers", "0.80", (Cell("fields", "statement", "speaker"),)),
)
CANDIDATES = {"persons": "95 %", "countries": "98 %", "dates": "95 %", "sentences": "97 %"}


@dataclass(frozen=True, slots=True)
class Column:
    """A run on a set of articles."""

    name: str
    run: Run
    folder: Path
    gold: Sequence[GoldArticle]


def read(spec: str) -> Column:
    """A column from `NAME=RUN:FOLDER`."""
    name, _, files = spec.partition("=")
    run, _, folder = files.rpartition(":")
    return Column(name, load_run(Path(run)), Path(folder), load_gold(Path(folder)))


def pooled(evaluation: Evaluation, wanted: Pooled, draws: int) -> str:
    """F1 and interval over the fills of several cells together."""
    order, per_article = tabulate(evaluation.scores)
    counts = per_article[:, [order.index(cell) for cell in wanted.cells]].sum(1, keepdims=True)
    drawn = np.concatenate([ratios(totals).f1 for totals in draw_totals(counts, draws=draws, seed=SEED)])
    low, high = interval(drawn)
    return estimate(Estimate(number(float(ratios(counts.sum(0)).f1[0])), number(low[0]), number(high[0])))


def false_records(empty: Sequence[FalseRecords]) -> str:
    """Records given per article without any in the gold, or per article and kind."""
    given, places = sum(e.records for e in empty), sum(e.articles for e in empty)
    return f"{given / places:.2f} of {places}" if places else "no such article"


def reachable(column: Column) -> dict[str, str]:
    """Share of the gold's values that are among the rules' candidates."""
    total: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for gold, article in zip(column.gold, articles(column.folder), strict=True):
        for what, hit, _ in count(gold, analyse(article)):
            total[what] += 1
            hits[what] += hit
    return {what: f"{hits[what] / total[what]:.1%} of {total[what]}" for what in CANDIDATES if total[what]}


def figures(column: Column, draws: int) -> Iterator[tuple[str, str, str]]:
    """Name, what is wanted, and what is measured."""
    evaluation = evaluate(column.run, column.gold, draws=draws)
    yield "slot F1 (headline)", "0.60", estimate(evaluation.summary.headline)
    for wanted in POOLED:
        yield wanted.name, wanted.wanted, pooled(evaluation, wanted, draws)
    yield "values the text does not support", "≤ 2 %", percent(unsupported(column.run, analyses(column.gold)))
    for name, empty in (("", evaluation.false_records[:1]), (", per kind", evaluation.false_records[1:])):
        yield f"false records per article whose gold has none{name}", "≤ 0.5", false_records(empty)
    yield "seconds of the model per article", "≤ 40", share(evaluation.cost.seconds, digits=1)
    yield "output tokens per article", "≤ 200", share(evaluation.cost.completion_tokens, digits=0)
    found = reachable(column)
    for what, wanted_share in CANDIDATES.items():
        yield f"candidates: {what}", wanted_share, found.get(what, "–")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("columns", nargs="+", metavar="NAME=RUN:FOLDER")
    parser.add_argument("--draws", type=int, default=DRAWS)
    options = parser.parse_args()
    columns = [read(spec) for spec in options.columns]
    measured = [list(figures(column, options.draws)) for column in columns]
    rows = [[name, wanted, *(lines[at][2] for lines in measured)] for at, (name, wanted, _) in enumerate(measured[0])]
    headings = ("figure", "wanted", *(f"{column.name}, {len(column.gold)} articles" for column in columns))
    for line in markdown(rows, headings):
        print(line)


if __name__ == "__main__":
    main()
