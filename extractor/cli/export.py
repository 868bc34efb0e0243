"""`extractor export`: a run in other formats."""

import sys
from pathlib import Path
from typing import Final

import click

from extractor.cli.source import Source, open_source, source_options
from extractor.errors import UsageError
from extractor.output.goldfiles import write_gold
from extractor.output.lines import results, write_lines
from extractor.output.tablefiles import write_tables
from extractor.output.whole import WholeFiles

FORMATS: Final = ("csv", "parquet", "jsonl", "gold")


@click.command("export")
@source_options
@click.option("--to", "form", type=click.Choice(FORMATS), default="csv", show_default=True, help="Format to write.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder to write to. For jsonl a file; standard output without it."
)
@click.option("--with-cost", "cost", is_flag=True, help="Keep seconds and tokens, which differ from run to run.")
def export_command(
    run_file: Path | None, db: Path | None, number: int | None, form: str, out: Path | None, cost: bool
) -> None:
    """Write the file RUN, or a run of the store, in another format; articles in the order of their ids.

    csv, parquet: tables of articles, agreements, meetings, statements, persons, values, evidence and findings, which
    join by doc_id and record_id (docs/tables.md). jsonl: the lossless form. gold: the codebook's label format.

    Files appear whole or not at all. Without --with-cost the same results give the same bytes.
    """
    if form == "jsonl" and out is not None and out.is_dir():
        raise UsageError(f"--out {out} is a folder; for jsonl name a file", code="output")
    if form != "jsonl" and (out is None or out.is_file()):
        wrong = f"--to {form} needs --out" if out is None else f"--out {out} is a file"
        raise UsageError(f"{wrong}; name a folder", code="output")
    with open_source(run_file, db, number) as source:
        count = _write(source, form, out, cost=cost)
    if out is not None:
        click.echo(f"wrote {count} articles to {out} as {form}", err=True)


def _write(source: Source, form: str, out: Path | None, *, cost: bool) -> int:
    if out is None:
        return write_lines(source.lines(), sys.stdout.buffer, cost=cost)
    with WholeFiles(out.parent if form == "jsonl" else out) as files:
        if form == "jsonl":
            return write_lines(source.lines(), files.open(out.name), cost=cost)
        if form == "gold":
            return write_gold(source.lines(), files)
        return write_tables(results(source.lines(), source.name), files, form, cost=cost)
