"""Evaluations on a terminal. What comes from runs and articles is shown as text, never as markup or control codes."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from extractor.escape import terminal
from extractor.evaluate.compare import Contrast
from extractor.evaluate.evaluation import Evaluation
from extractor.evaluate.explain import Explained, explain
from extractor.evaluate.records import KINDS
from extractor.evaluate.scores import ArticleScore
from extractor.report import grids
from extractor.report.grids import Grid
from extractor.report.values import estimate, field_text, fills_text

# Articles named in a comparison; the JSON report has them all.
CHANGED = 10


def plain(text: str) -> Text:
    """Text of foreign origin, control characters taken out."""
    return Text(terminal(text))


def render_overview(evaluations: Sequence[Evaluation]) -> Table:
    """All runs side by side."""
    return _table(grids.overview(evaluations))


def render(evaluation: Evaluation) -> Iterator[RenderableType]:
    """One run: headline, kinds, fields, slices, and what the run tells of support and cost."""
    summary = evaluation.summary
    strict = "" if summary.strict else f"   strict {estimate(summary.without_partial)}"
    yield Text.assemble(
        plain(evaluation.run),
        f" on {summary.articles} articles\nSlot F1 ",
        (estimate(summary.headline), "bold"),
        " without credit for partial fills" if summary.strict else strict,
        f"\n95 % intervals from {summary.draws:,} draws of articles, seed {summary.seed}\n",
    )
    for make in (grids.kinds, grids.fields, grids.slices, grids.false_records, grids.support):
        yield _table(make(evaluation))
    if evaluation.cost.articles:
        yield _table(grids.cost(evaluation))


def render_contrast(first: str, second: str, contrast: Contrast) -> Iterator[RenderableType]:
    """A paired comparison, and the articles that changed most."""
    yield _table(grids.differences(first, second, contrast))
    if contrast.articles:
        yield _table(grids.changed(contrast, most=CHANGED))


def _table(grid: Grid) -> Table:
    """A grid as a rich table, with a rule where the first column changes and repeats of it left blank."""
    table = Table(title=plain(grid.title), caption=grid.note or None, title_justify="left", caption_justify="left")
    for index, name in enumerate(grid.columns):
        table.add_column(name, justify="left" if index < grid.text else "right", no_wrap=index >= grid.text)
    last = None
    for row in grid.rows:
        head = row[0].partition(":")[0]
        if grid.text > 1 and last not in (None, head):
            table.add_section()
        repeated = grid.text > 1 and row[0] == last
        table.add_row("" if repeated else plain(row[0]), *map(plain, row[1:]))
        last = head
    return table


def render_explanation(article: ArticleScore) -> Iterator[RenderableType]:
    """How the records of one article were paired, fill by fill, and why others were refused."""
    for kind in KINDS:
        yield Text(f"\n{kind.upper()}", style="bold")
        items = explain(article.alignments[kind])
        if not items:
            yield Text("  no records on either side")
        for item in items:
            yield from _explained(item)


def _explained(item: Explained) -> Iterator[RenderableType]:
    optional = " (optional: counts neither way)" if item.optional else ""
    if item.gold and item.given:
        found = "record found" if item.is_match else "below 0.50: no record found"
        yield plain(f"{item.gold.name} = {item.given.name}   S {item.similarity:.2f}, {found}{optional}")
        yield _fills(item)
    elif item.gold:
        yield plain(f"{item.gold.name} was missed{optional}")
    elif item.given:
        yield plain(f"{item.given.name} answers no gold record")
    for refusal in item.refused:
        yield plain(f"    not {refusal.other}: S {refusal.similarity:.2f}, {refusal.reason}")


def _fills(item: Explained) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 2))
    for column in ("field", "fate", "gold", "predicted"):
        table.add_column(column, overflow="fold")
    for name, counts in item.fills:
        if counts.filled and item.gold and item.given:
            sides = (plain(field_text(side.record, name)) for side in (item.gold, item.given))
            right = counts.halves == counts.fills
            table.add_row(name, Text(fills_text(counts), style="" if right else "yellow"), *sides)
    return table
