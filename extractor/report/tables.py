"""An evaluation as rows of plain values, the one source for JSON and CSV files and for the tables on screen.

Shares are numbers from 0 to 1, None where a figure is undefined; nothing is rounded here.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from extractor.escape import csv_cell
from extractor.evaluate.compare import Contrast, Difference, article_f1
from extractor.evaluate.evaluation import Evaluation
from extractor.evaluate.explain import explain
from extractor.evaluate.records import KINDS
from extractor.evaluate.summary import Estimate, Figure
from extractor.gold import json_text

Row = dict[str, Any]


def overview_row(evaluation: Evaluation) -> Row:
    """The line of a run in a comparison of runs."""
    summary, support, cost = evaluation.summary, evaluation.support, evaluation.cost
    records = {figure.cell.kind: figure.f1 for figure in summary.table("records")}
    return {
        "run": evaluation.run,
        "articles": summary.articles,
        **_estimate("slot_f1", summary.headline),
        **_estimate("slot_f1_strict", summary.without_partial),
        **{f"{kind}_record_f1": records[kind] for kind in KINDS},
        "supported": support.share,
        "unsupported_values": support.unsupported,
        "unchecked_values": support.unchecked,
        "false_records": evaluation.false_records[0].records,
        "articles_without_gold": evaluation.false_records[0].articles,
        "seconds_per_article": cost.seconds,
        "prompt_tokens_per_article": cost.prompt_tokens,
        "completion_tokens_per_article": cost.completion_tokens,
    }


def figure_row(figure: Figure) -> Row:
    """One cell with its counts."""
    return {
        "table": figure.cell.table,
        "kind": figure.cell.kind,
        "name": figure.cell.name,
        "n": figure.n,
        **figure.counts._asdict(),
        "precision": figure.precision,
        "recall": figure.recall,
        "f1": figure.f1,
        "f1_low": figure.low,
        "f1_high": figure.high,
    }


def difference_row(difference: Difference) -> Row:
    """One line of a paired comparison."""
    cell = difference.cell
    return {
        "table": cell.table if cell else "headline",
        "kind": cell.kind if cell else "",
        "name": cell.name if cell else "",
        "first": difference.first,
        "second": difference.second,
        "difference": difference.delta,
        "low": difference.low,
        "high": difference.high,
        "share_of_draws_better": difference.better,
        "articles_changed": difference.changed,
        "established": difference.established,
    }


def article_rows(evaluation: Evaluation) -> Iterator[Row]:
    """Every article with its own slot F1 and the fate of its records."""
    scores = evaluation.scores
    for article, f1 in zip(scores.articles, article_f1(scores, strict=evaluation.summary.strict), strict=True):
        row: Row = {"article": article.doc_id, "slot_f1": float(f1)}
        for kind, alignment in article.alignments.items():
            row[f"{kind}_gold"] = sum(not record.optional for record in alignment.gold)
            row[f"{kind}_predicted"] = len(alignment.given)
            row[f"{kind}_paired"] = sum(not alignment.gold[pair.gold].optional for pair in alignment.pairs)
        yield row


def pair_rows(evaluation: Evaluation) -> Iterator[Row]:
    """Every pair, missed gold record and prediction without partner, with counts over its fields for pairs."""
    for article in evaluation.scores.articles:
        for kind, alignment in article.alignments.items():
            for item in explain(alignment, refusals=0):
                yield {
                    "article": article.doc_id,
                    "kind": kind,
                    "gold": item.gold.name if item.gold else "",
                    "predicted": item.given.name if item.given else "",
                    "optional": item.optional,
                    "similarity": item.similarity,
                    "record_found": item.is_match,
                }


def evaluation_json(evaluation: Evaluation) -> Row:
    """A run's evaluation as one JSON object."""
    summary = evaluation.summary
    return {
        **overview_row(evaluation),
        "strict": summary.strict,
        "draws": summary.draws,
        "seed": summary.seed,
        "missing_articles": list(evaluation.missing),
        "ignored_articles": list(evaluation.ignored),
        "figures": [figure_row(figure) for figure in summary.figures],
        "false_records_by_kind": [
            {"kind": false.kind or "any", "articles": false.articles, "records": false.records}
            for false in evaluation.false_records
        ],
        "support_by_kind": {
            kind: {"supported": s.supported, "unsupported": s.unsupported, "unchecked": s.unchecked}
            for kind, s in evaluation.support_by_kind.items()
        },
        "statuses": dict(sorted(evaluation.cost.statuses.items())),
        "article_scores": list(article_rows(evaluation)),
    }


def contrast_json(first: str, second: str, contrast: Contrast) -> Row:
    """A paired comparison as one JSON object; differences are second minus first."""
    return {
        "first": first,
        "second": second,
        "differences": [difference_row(difference) for difference in contrast.differences],
        "articles": [
            {"article": article.doc_id, "first": article.first, "second": article.second, "difference": article.delta}
            for article in contrast.articles
        ],
    }


def report_json(evaluations: Sequence[Evaluation], contrasts: Sequence[Contrast]) -> str:
    """Everything as JSON text; contrasts are of each further run against the first."""
    runs = [evaluation_json(evaluation) for evaluation in evaluations]
    first, *others = (evaluation.run for evaluation in evaluations)
    compared = [contrast_json(first, other, c) for other, c in zip(others, contrasts, strict=True)]
    return json_text({"runs": runs, "comparisons": compared})


def csv_texts(evaluations: Sequence[Evaluation], contrasts: Sequence[Contrast]) -> dict[str, str]:
    """Overview, figures, articles, pairs and differences as CSV, by file name; text cells are escaped."""
    named = [(evaluation.run, evaluation) for evaluation in evaluations]
    compared = zip([run for run, _ in named[1:]], contrasts, strict=True)
    tables: dict[str, list[Row]] = {
        "overview.csv": [overview_row(evaluation) for evaluation in evaluations],
        "figures.csv": [{"run": run, **figure_row(f)} for run, e in named for f in e.summary.figures],
        "articles.csv": [{"run": run, **row} for run, e in named for row in article_rows(e)],
        "pairs.csv": [{"run": run, **row} for run, e in named for row in pair_rows(e)],
        "differences.csv": [
            {"first": named[0][0], "second": run, **difference_row(d)} for run, c in compared for d in c.differences
        ],
    }
    return {name: _csv(rows) for name, rows in tables.items() if rows}


def _estimate(name: str, estimate: Estimate) -> Row:
    return {name: estimate.value, f"{name}_low": estimate.low, f"{name}_high": estimate.high}


def _csv(rows: Sequence[Row]) -> str:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    return csv_cell(value) if isinstance(value, str) else value
