"""Tables of an evaluation as people read them, the same on the terminal and in HTML.

A grid holds finished strings, still unescaped: each medium escapes what it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.evaluate.compare import FEWEST_CHANGED, Contrast, Difference
from extractor.evaluate.evaluation import Evaluation
from extractor.evaluate.records import KINDS
from extractor.evaluate.summary import Figure
from extractor.report.values import UNKNOWN, between, percent, share, signed

INTERVAL = "95 % interval"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the first `text` columns hold words, the others numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text: int
    note: str = ""


def overview(evaluations: Sequence[Evaluation]) -> Grid:
    """All runs side by side, one line each."""
    kinds = tuple(f"{kind} F1" for kind in KINDS)
    return Grid(
        title="Runs",
        columns=("run", "slot F1", INTERVAL, "strict", *kinds, "unsupported", "false", "seconds", "output tokens"),
        rows=tuple(_overview_row(evaluation) for evaluation in evaluations),
        text=1,
        note="per kind: record F1; unsupported: share of checked values the article does not support; false: records "
        "on articles whose gold is empty; seconds and output tokens: means per article",
    )


def _overview_row(evaluation: Evaluation) -> tuple[str, ...]:
    summary, support, cost = evaluation.summary, evaluation.support, evaluation.cost
    false = evaluation.false_records[0]
    return (
        evaluation.run,
        share(summary.headline.value),
        between(summary.headline.low, summary.headline.high),
        share(summary.without_partial.value),
        *(share(figure.f1) for figure in summary.table("records")),
        UNKNOWN if support.share is None else percent(1 - support.share),
        f"{false.records} on {false.articles}",
        share(cost.seconds, digits=1),
        share(cost.completion_tokens, digits=0),
    )


def kinds(evaluation: Evaluation) -> Grid:
    """Slots, slots of aligned pairs, and records of each kind."""
    labels = {"slots": "slots", "matched": "slots of pairs", "records": "records"}
    rows = [
        (kind, label, str(figure.n), *_ratios(figure), between(figure.low, figure.high))
        for kind in KINDS
        for table, label in labels.items()
        for figure in evaluation.summary.table(table)
        if figure.cell.kind == kind and not figure.cell.name
    ]
    return Grid("Kinds", ("kind", "counted", "n", "P", "R", "F1", INTERVAL), tuple(rows), text=2)


def fields(evaluation: Evaluation) -> Grid:
    """Every field: fill counts, figures over all records, and over aligned pairs only."""
    matched = {figure.cell[1:]: figure for figure in evaluation.summary.table("matched")}
    rows = [
        (
            figure.cell.kind,
            figure.cell.name,
            *map(str, (figure.n, *figure.counts)),
            *_ratios(figure),
            between(figure.low, figure.high),
            *_ratios(matched[figure.cell[1:]]),
        )
        for figure in evaluation.summary.table("fields")
    ]
    counts = ("n", "COR", "PAR", "INC", "MIS", "SPU")
    return Grid(
        title="Fields",
        columns=("kind", "field", *counts, "P", "R", "F1", INTERVAL, "P pairs", "R pairs", "F1 pairs"),
        rows=tuple(rows),
        text=2,
        note="n is what gold holds; the last three columns count aligned pairs only",
    )


def slices(evaluation: Evaluation) -> Grid:
    """Slots and records by property of the record or its article."""
    records = {figure.cell[1:]: figure for figure in evaluation.summary.table("slice records")}
    ordered = sorted(evaluation.summary.table("slices"), key=lambda figure: figure.cell.name.partition(":")[0])
    rows = [
        (
            figure.cell.name,
            figure.cell.kind,
            str(figure.n),
            share(figure.f1),
            between(figure.low, figure.high),
            str(records[figure.cell[1:]].n),
            share(records[figure.cell[1:]].f1),
        )
        for figure in ordered
    ]
    columns = ("slice", "kind", "n", "slot F1", INTERVAL, "records", "record F1")
    return Grid("Slices", columns, tuple(rows), text=2)


def false_records(evaluation: Evaluation) -> Grid:
    """Records given where gold requires none."""
    rows = [(f.kind or "any", str(f.articles), str(f.records)) for f in evaluation.false_records]
    return Grid("False records where gold has none", ("of kind", "articles", "records"), tuple(rows), text=1)


def support(evaluation: Evaluation) -> Grid:
    """What the run's own checks say of its values."""
    parts = [*evaluation.support_by_kind.items(), ("all", evaluation.support)]
    rows = [
        (kind, str(part.supported), str(part.unsupported), str(part.unchecked), percent(part.share))
        for kind, part in parts
    ]
    columns = ("kind", "supported", "unsupported", "unchecked", "share supported")
    return Grid("Values supported by the text, as the run's checks say", columns, tuple(rows), text=1)


def cost(evaluation: Evaluation) -> Grid:
    """Means per article over the articles for which the run tells."""
    spent = evaluation.cost
    rows = [
        ("seconds", share(spent.seconds, digits=1)),
        ("prompt tokens", share(spent.prompt_tokens, digits=0)),
        ("output tokens", share(spent.completion_tokens, digits=0)),
        ("calls", share(spent.calls, digits=1)),
        ("calls answered from the cache", share(spent.cached_calls, digits=1)),
        *((f"articles {status}", str(count)) for status, count in sorted(spent.statuses.items())),
    ]
    return Grid(f"Cost per article, over {spent.articles} articles", ("", "mean"), tuple(rows), text=1)


def differences(first: str, second: str, contrast: Contrast) -> Grid:
    """A paired comparison of two runs on the same draws."""
    return Grid(
        title=f"A = {first}   B = {second}",
        columns=("counted", "kind", "field", "A", "B", "B − A", INTERVAL, "B ahead", "changed", ""),
        rows=tuple(_difference_row(difference) for difference in contrast.differences),
        text=3,
        note="F1 on the same bootstrap draws; B ahead: share of draws; changed: articles whose counts differ; "
        f"* where the interval leaves out 0 and at least {FEWEST_CHANGED} articles changed",
    )


def _difference_row(difference: Difference) -> tuple[str, ...]:
    cell = difference.cell
    names = (cell.table, cell.kind, cell.name) if cell else ("headline", "", "")
    return (
        *names,
        share(difference.first),
        share(difference.second),
        signed(difference.delta),
        between(difference.low, difference.high),
        percent(difference.better),
        str(difference.changed),
        "*" if difference.established else "",
    )


def changed(contrast: Contrast, *, most: int | None = None) -> Grid:
    """The articles that changed, most first."""
    rows = [(a.doc_id, share(a.first), share(a.second), signed(a.delta)) for a in contrast.articles[:most]]
    return Grid("Articles that changed most", ("article", "A", "B", "B − A"), tuple(rows), text=1)


def _ratios(figure: Figure) -> tuple[str, str, str]:
    return share(figure.precision), share(figure.recall), share(figure.f1)
