"""`extractor show` and `extractor stats`: a first look at results, in the terminal."""

import json
from pathlib import Path

import click
from rapidfuzz.process import extract

from extractor.cli.console import table_console
from extractor.cli.source import Source, open_source, source_options
from extractor.errors import InputError
from extractor.output.article_view import article_view
from extractor.output.lines import results
from extractor.output.statistics import add_up
from extractor.output.statistics_view import grid, statistics_view

# Ids less alike than this (0 to 100) are no help to somebody who mistyped one.
ALIKE = 50


@click.command("show")
@click.argument("article")
@source_options
def show_command(article: str, run_file: Path | None, db: Path | None, number: int | None) -> None:
    """Show what became of ARTICLE, an id: its records, each value's verdict, findings, possibly missed sentences.

    Reads the file RUN, or a run of the store; the store has the texts, so passages are shown in their context.
    """
    console = table_console()
    with open_source(run_file, db, number) as source:
        found = list(results(source.lines(article), source.name))
        if not found:
            raise InputError(f"{source.name} has no article {article!r}{_closest(article, source)}", code="article")
        for result in found:
            for part in article_view(result, source.text(article)):
                console.print(part)


def _closest(article: str, source: Source) -> str:
    near = [doc_id for doc_id, _, _ in extract(article, source.doc_ids(), limit=3, score_cutoff=ALIKE)]
    return f"; the closest are {', '.join(map(repr, near))}" if near else ""


@click.command("stats")
@source_options
@click.option("--json", "as_json", is_flag=True, help="All counts as JSON.")
def stats_command(run_file: Path | None, db: Path | None, number: int | None, as_json: bool) -> None:
    """Show what the file RUN, or a run of the store, adds up to: articles, records, verdicts, findings, cost."""
    with open_source(run_file, db, number) as source:
        statistics = add_up(results(source.lines(), source.name))
        runs = source.runs()
    if as_json:
        click.echo(json.dumps({"run": source.name, "runs": runs, **statistics.as_json()}, indent=1))
        return
    console = table_console()
    if runs:
        console.print(grid("Runs", tuple(runs[0]), [tuple(map(str, run.values())) for run in runs]), end="\n\n")
    for part in statistics_view(statistics):
        console.print(part, end="\n\n")
