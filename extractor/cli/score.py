"""`extractor eval`: score runs against gold labels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType

from extractor.cli.console import table_console
from extractor.errors import InputError, UsageError
from extractor.evaluate.bootstrap import DRAWS, SEED
from extractor.evaluate.compare import Contrast, contrast
from extractor.evaluate.evaluation import Evaluation, evaluate
from extractor.evaluate.records import GoldArticle
from extractor.evaluate.runs import Run
from extractor.gold import GoldError, load_gold, load_run
from extractor.output.whole import WholeFiles
from extractor.report import terminal
from extractor.report.html import render_html
from extractor.report.tables import csv_texts, report_json

# Articles named in a warning; the JSON report has them all.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """The options of `extractor eval`."""

    gold: Path
    articles: Path | None
    strict: bool
    draws: int
    seed: int
    explain: str | None
    json_file: str | None
    csv_folder: Path | None
    html_file: Path | None


@click.command("eval")
@click.argument("runs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--gold",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="Folder of NAME.gold.json, with NAME.txt beside them.",
)
@click.option(
    "--articles",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of NAME.txt where they do not lie beside the labels.",
)
@click.option("--strict", is_flag=True, help="Give partial fills no credit.")
@click.option("--draws", default=DRAWS, show_default=True, type=click.IntRange(1), help="Bootstrap draws of articles.")
@click.option("--seed", default=SEED, show_default=True, type=click.IntRange(0), help="Seed of the draws.")
@click.option("--explain", metavar="ARTICLE", help="Only show how this article's records were paired, and why.")
@click.option("--json", "json_file", metavar="FILE", help="Write all figures as JSON; - for standard output.")
@click.option(
    "--csv", "csv_folder", type=click.Path(file_okay=False, path_type=Path), help="Write CSV files into this folder."
)
@click.option(
    "--html",
    "html_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a self-contained HTML report.",
)
def eval_command(runs: tuple[Path, ...], **options: Any) -> None:
    """Score RUNS against gold labels; of several, each further one is compared with the first.

    A run is a file of JSON lines, or a folder of NAME.gold.json, so that another coder is scored like a run.
    """
    chosen = EvalOptions(**options)
    gold = _gold(chosen)
    loaded = _named([load_run(path) for path in runs], runs)
    scored = [evaluate(run, gold, strict=chosen.strict, draws=chosen.draws, seed=chosen.seed) for run in loaded]
    for evaluation in scored:
        _warn(evaluation)
    if chosen.explain is not None:
        _print(_explanations(scored, chosen.explain))
        return
    contrasts = [
        contrast(scored[0].scores, other.scores, strict=chosen.strict, draws=chosen.draws, seed=chosen.seed)
        for other in scored[1:]
    ]
    _write_files(chosen, scored, contrasts)
    if chosen.json_file != "-":
        _print(_tables(scored, contrasts))


def _gold(chosen: EvalOptions) -> Sequence[GoldArticle]:
    try:
        gold = load_gold(chosen.gold, articles=chosen.articles)
    except GoldError as error:
        for problem in error.problems:
            click.echo(terminal.plain(str(problem)).plain, err=True)
        count = len(error.problems)
        raise InputError(f"{count} problems in the labels of {chosen.gold}; mend them", code="gold") from None
    bare = [article.doc_id for article in gold if article.text is None]
    if bare:
        click.echo(f"no NAME.txt, so evidence was not checked: {_some(bare)}", err=True)
    return gold


def _named(runs: Sequence[Run], paths: Sequence[Path]) -> list[Run]:
    """Runs under names that tell them apart: the file's name, or its path where names repeat."""
    seen = Counter(run.name for run in runs)
    return [replace(run, name=str(path)) if seen[run.name] > 1 else run for run, path in zip(runs, paths, strict=True)]


def _warn(evaluation: Evaluation) -> None:
    run = terminal.plain(evaluation.run).plain
    if evaluation.missing:
        click.echo(f"{run} lacks, counted as empty: {_some(evaluation.missing)}", err=True)
    if evaluation.ignored:
        click.echo(f"{run} has {len(evaluation.ignored)} articles without gold labels; they are ignored", err=True)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(terminal.plain(name).plain for name in names[:_NAMED]) + more


def _explanations(scored: Sequence[Evaluation], doc_id: str) -> Iterator[RenderableType]:
    for evaluation in scored:
        article = next((a for a in evaluation.scores.articles if a.doc_id == doc_id), None)
        if article is None:
            raise UsageError(f"no gold labels for article {doc_id!r}; name one of the gold folder", code="explain")
        yield terminal.plain(f"{doc_id} in {evaluation.run}")
        yield from terminal.render_explanation(article)


def _tables(scored: Sequence[Evaluation], contrasts: Sequence[Contrast]) -> Iterator[RenderableType]:
    if len(scored) == 1:
        yield from terminal.render(scored[0])
        return
    yield terminal.render_overview(scored)
    for other, compared in zip(scored[1:], contrasts, strict=True):
        yield from terminal.render_contrast(scored[0].run, other.run, compared)


def _write_files(chosen: EvalOptions, scored: Sequence[Evaluation], contrasts: Sequence[Contrast]) -> None:
    if chosen.json_file == "-":
        click.echo(report_json(scored, contrasts), nl=False)
    elif chosen.json_file is not None:
        _write(Path(chosen.json_file), report_json(scored, contrasts), option="--json")
    if chosen.csv_folder is not None:
        with WholeFiles(chosen.csv_folder, option="--csv") as files:
            for name, text in csv_texts(scored, contrasts).items():
                files.write(name, text.encode("utf-8", "replace"))
    if chosen.html_file is not None:
        _write(chosen.html_file, render_html(scored, contrasts), option="--html")


def _write(path: Path, text: str, *, option: str) -> None:
    with WholeFiles(path.parent, option=option) as files:
        files.write(path.name, text.encode("utf-8", "replace"))


def _print(parts: Iterable[RenderableType]) -> None:
    console = table_console()
    for part in parts:
        console.print(part)
