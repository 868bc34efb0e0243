"""The evaluation as one HTML file that can be mailed: no script, nothing loaded, every string escaped.

Templates escape by default, the only style is the block whose hash the content security policy names, and details open
without script. Article text and predictions are hostile input here: they reach the page as text nodes and nowhere else.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from extractor.evaluate.compare import Contrast, article_f1
from extractor.evaluate.confusion import Confusion, confusions
from extractor.evaluate.counts import Counts
from extractor.evaluate.evaluation import Evaluation
from extractor.evaluate.explain import Explained, explain
from extractor.evaluate.fields import FIELDS, compare
from extractor.evaluate.records import KINDS
from extractor.evaluate.scores import ArticleScore
from extractor.read.clean import clean
from extractor.report import grids
from extractor.report.passages import mark_passages
from extractor.report.plot import forest
from extractor.report.values import field_text, fills_text, share

View = dict[str, Any]


def render_html(evaluations: Sequence[Evaluation], contrasts: Sequence[Contrast]) -> str:
    """The report as a complete HTML document; contrasts are of each further run against the first."""
    style = _resource("report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    summary = evaluations[0].summary
    return _TEMPLATES.get_template("report.html.j2").render(
        style=Markup(style),
        style_hash=digest,
        articles=summary.articles,
        strict=summary.strict,
        draws=f"{summary.draws:,}",
        seed=summary.seed,
        overview=grids.overview(evaluations),
        comparisons=[
            _comparison(evaluations[0].run, other.run, contrast)
            for other, contrast in zip(evaluations[1:], contrasts, strict=True)
        ],
        runs=[_run(evaluation) for evaluation in evaluations],
    )


def _resource(name: str) -> str:
    return files("extractor.report").joinpath(name).read_text("utf-8")


def _printable(value: Any) -> Any:
    """Control and invisible characters have no place on a page; markup of our own templates passes."""
    return clean(value).text if isinstance(value, str) and not isinstance(value, Markup) else value


def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=FunctionLoader(_resource),
        finalize=_printable,
    )
    module: Any = environment.get_template("macros.html.j2").module
    environment.globals.update(table=module.table, plot=module.plot, confusion=module.confusion)
    return environment


_TEMPLATES = _environment()
_GRIDS = (grids.kinds, grids.fields, grids.slices, grids.support, grids.false_records, grids.cost)


def _comparison(first: str, second: str, contrast: Contrast) -> View:
    return {
        "title": f"{second} against {first}",
        "grids": [grids.differences(first, second, contrast), grids.changed(contrast)],
    }


def _run(evaluation: Evaluation) -> View:
    f1 = article_f1(evaluation.scores, strict=evaluation.summary.strict)
    return {
        "name": evaluation.run,
        "plot": forest(evaluation.summary),
        "grids": [make(evaluation) for make in _GRIDS],
        "matrices": [_matrix(matrix) for matrix in confusions(evaluation.scores) if matrix.values],
        "articles": [
            _article(article, float(score)) for article, score in zip(evaluation.scores.articles, f1, strict=True)
        ],
    }


def _matrix(matrix: Confusion) -> View:
    rows = []
    for gold in matrix.values:
        counts = [matrix.counts[gold, given] for given in matrix.values]
        total = sum(counts) or 1
        cells = [
            {
                "text": str(count) if count else "",
                "shade": f"s{1 + min(3, 4 * count // total)}" if count else "",
                "diagonal": gold == given,
            }
            for given, count in zip(matrix.values, counts, strict=True)
        ]
        rows.append({"value": gold, "cells": cells})
    title = f"{matrix.vocabulary}: {share(matrix.agreement)} on the diagonal"
    return {"title": title, "columns": matrix.values, "rows": rows}


def _article(article: ArticleScore, f1: float) -> View:
    items = [item for kind in KINDS for item in explain(article.alignments[kind], refusals=0)]
    return {
        "doc_id": article.doc_id,
        "f1": share(f1),
        "passages": mark_passages(article.gold.text, items) if article.gold.text is not None else [],
        "records": [{"title": _title(item), "rows": list(_rows(item))} for item in items],
    }


def _title(item: Explained) -> str:
    side = item.gold or item.given
    kind = side.record.kind if side else ""
    optional = ", optional" if item.optional else ""
    if item.gold and item.given:
        return f"{kind} {item.gold.name} = {item.given.name}, similarity {share(item.similarity, digits=2)}{optional}"
    if item.gold:
        return f"{kind} {item.gold.name}: missed{optional}"
    return f"{kind} {item.given.name if item.given else ''}: answers no gold record"


def _rows(item: Explained) -> Iterator[View]:
    gold, given = (side.record if side else None for side in (item.gold, item.given))
    side = gold or given
    if side is None:
        return
    counted = [counts for _, counts in item.fills]
    for field, counts in zip_longest(FIELDS[side.kind], counted):
        fate = counts if counts is not None else compare(field, gold, given)
        texts = [field_text(record, field.name) if record else "" for record in (gold, given)]
        if any(texts):
            mark = "" if item.optional or not fate.filled else _mark(fate)
            yield {"field": field.name, "gold": texts[0], "given": texts[1], "fate": fills_text(fate), "mark": mark}


def _mark(counts: Counts) -> str:
    if counts.halves == counts.fills:
        return "fate-correct"
    return "fate-partial" if counts.halves else "fate-wrong"
