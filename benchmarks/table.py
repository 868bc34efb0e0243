"""The README's table of baselines: runs side by side on the development set, as Markdown.

All runs are scored on the articles that every one of them holds, by the evaluator, and all their values are judged
anew by the same checks without repair. The checks share their rules with our own tool, so that column flatters it;
the F1 columns rest on the gold labels alone. Seconds are wall-clock time on whatever machine the run was made;
processor seconds, where a run tells them, are those of the model's server.

    python benchmarks/table.py --gold ../shared/corpus ours=a.jsonl rules=b.jsonl instructor=c.jsonl langextract=d.jsonl
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Any

from extractor.analysis import Analysis, analyse
from extractor.article import Article, PublishedBasis
from extractor.evaluate.bootstrap import DRAWS
from extractor.evaluate.evaluation import Evaluation, evaluate
from extractor.evaluate.records import KINDS, GoldArticle, PlainRecord
from extractor.evaluate.runs import Run
from extractor.gold import load_gold, load_run
from extractor.report.values import UNKNOWN, estimate, percent, share
from extractor.validate import validate
from extractor.validate.base import fields_of
from extractor.validate.intake import from_plain

NO_SUPPORT = frozenset({"unsupported", "contradicted"})
HEADINGS = (
    "system",
    "slot F1 [95 % interval]",
    *(f"{kind.capitalize()} record F1" for kind in KINDS),
    "values without support",
    "failed articles",
    "seconds per article",
    "processor seconds",
    "output tokens",
)


@dataclass(frozen=True, slots=True)
class NamedRun:
    """A run, and the processor seconds of each article that it tells of."""

    run: Run
    cpu_seconds: Mapping[str, float]


def read(spec: str) -> NamedRun:
    """A run from `NAME=FILE`."""
    name, _, path = spec.partition("=")
    lines = (json.loads(line) for line in Path(path).read_text("utf-8").splitlines())
    spent = {line["doc_id"]: line["cpu_seconds"] for line in lines if "cpu_seconds" in line}
    return NamedRun(replace(load_run(Path(path)), name=name), spent)


def analyses(gold: Iterable[GoldArticle]) -> dict[str, Analysis]:
    """What the rules see in each article."""
    found = {}
    for article in gold:
        basis: PublishedBasis = "column" if article.published else "unknown"
        read_as = Article(article.doc_id, article.text or "", published=article.published, published_basis=basis)
        found[article.doc_id] = analyse(read_as)
    return found


def verdicts(records: Sequence[PlainRecord], analysis: Analysis) -> Counter[str]:
    """How the checks judge the values of an article's records."""
    article = analysis.article
    intake = [from_plain(record, doc_id=article.id, text=article.text) for record in records]
    judged = validate(intake, analysis, repair=False).records
    return Counter(value.verdict for record in judged for values in fields_of(record).values() for value in values)


def unsupported(run: Run, analysed: Mapping[str, Analysis]) -> float | None:
    """Share of the judged values that the text does not support; None where nothing could be judged."""
    total: Counter[str] = Counter()
    for doc_id, analysis in analysed.items():
        total.update(verdicts(run.records.get(doc_id, ()), analysis))
    judged = total.total() - total["unchecked"]
    return sum(total[verdict] for verdict in NO_SUPPORT) / judged if judged else None


def row(entry: NamedRun, gold: Sequence[GoldArticle], analysed: Mapping[str, Analysis], *, draws: int) -> list[str]:
    """One line of the table."""
    evaluation = evaluate(entry.run, gold, draws=draws)
    spent = [entry.cpu_seconds[article.doc_id] for article in gold if article.doc_id in entry.cpu_seconds]
    cost = evaluation.cost
    return [
        entry.run.name,
        estimate(evaluation.summary.headline),
        *record_f1(evaluation),
        percent(unsupported(entry.run, analysed)),
        str(cost.statuses["failed"]),
        share(cost.seconds, digits=1),
        share(fmean(spent), digits=1) if spent else UNKNOWN,
        share(cost.completion_tokens, digits=0),
    ]


def record_f1(evaluation: Evaluation) -> list[str]:
    """Record F1 of each kind, in the order of the headings."""
    found = {figure.cell.kind: figure.f1 for figure in evaluation.summary.table("records")}
    return [share(found.get(kind)) for kind in KINDS]


def markdown(rows: Iterable[Sequence[str]], headings: Sequence[Any] = HEADINGS) -> Iterator[str]:
    """A Markdown table, the first column of text and the others of figures."""
    yield f"| {' | '.join(headings)} |"
    yield "|" + "|".join(["---", *["---:"] * (len(headings) - 1)]) + "|"
    for cells in rows:
        yield f"| {' | '.join(cells)} |"


def shared_articles(gold: Iterable[GoldArticle], runs: Sequence[NamedRun]) -> list[GoldArticle]:
    """The gold articles that every run holds, so that nobody is scored on what was never given to it."""
    return [article for article in gold if all(article.doc_id in entry.run.doc_ids for entry in runs)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", metavar="NAME=FILE", help="runs in the order of the table's lines")
    parser.add_argument("--gold", type=Path, required=True, help="folder of NAME.gold.json with NAME.txt")
    parser.add_argument("--draws", type=int, default=DRAWS)
    options = parser.parse_args()
    runs = [read(spec) for spec in options.runs]
    gold = shared_articles(load_gold(options.gold), runs)
    analysed = analyses(gold)
    for line in markdown(row(entry, gold, analysed, draws=options.draws) for entry in runs):
        print(line, flush=True)
    print(f"\n{len(gold)} articles; intervals from {options.draws:,} draws of articles.")


if __name__ == "__main__":
    main()
