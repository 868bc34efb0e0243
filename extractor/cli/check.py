"""`extractor check`: judge anybody's records against their articles, without a model."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.analysis import analyse
from extractor.cli import EXIT_OK, EXIT_SOME_FAILED
from extractor.cli.console import table_console
from extractor.escape import terminal
from extractor.output.terminal import shorten
from extractor.validate import Validated, validate
from extractor.validate.coded import Coded, read_coded
from extractor.validate.lines import Row, is_serious, json_rows, rows, shown

STYLE = {"error": "bold red", "warning": "yellow", "info": "dim"}


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--articles",
    type=click.Path(exists=True, path_type=Path),
    help="The articles of a file of JSON lines: a folder of NAME.txt, or any file that `extractor read` takes.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON line per value and per possibly missed sentence.")
def check_command(paths: tuple[Path, ...], articles: Path | None, as_json: bool) -> int:
    """Check the records in PATHS against their articles; no model is asked and nothing is changed.

    A path is a folder of NAME.txt with NAME.gold.json beside it, or a file of JSON lines with --articles: our own
    output, or plain JSON under the codebook's field names. The table shows what needs a look, --json shows every value.

    Exit code: 0 nothing to object to, 1 warnings or errors found, 2 wrong call. Possibly missed sentences do not count.
    """
    totals: Counter[str] = Counter()
    console = table_console()
    for path in paths:
        for coded in read_coded(path, articles):
            validated = validate(coded.records, analyse(coded.article), repair=False)
            found = list(rows(validated))
            totals.update(row.finding.severity for row in found if row.finding and is_serious(row))
            totals.update({"values": sum(row.value is not None for row in found), "missed": len(validated.missed)})
            if as_json:
                for line in json_rows(coded.article.id, validated):
                    click.echo(json.dumps(line, ensure_ascii=False))
            else:
                _show(console, coded, validated, [row for row in found if is_serious(row)])
    if not as_json:
        console.print(_summary(totals))
    return EXIT_SOME_FAILED if totals["error"] + totals["warning"] else EXIT_OK


def _show(console: Console, coded: Coded, validated: Validated, found: Sequence[Row]) -> None:
    if not found and not validated.missed:
        return
    table = Table(title=Text(terminal(coded.article.id)), title_justify="left", expand=False)
    for heading in ("record", "field", "value", "verdict", "what is wrong"):
        table.add_column(heading)
    for row in found:
        if row.finding:
            verdict = row.value.verdict if row.value else ""
            cells = (row.record.record_id, row.field, shown(row), verdict, row.finding.message)
            table.add_row(*(Text(terminal(cell)) for cell in cells), style=STYLE[row.finding.severity])
    for missed in validated.missed:
        words = Text(shorten(missed.span.of(coded.article.text)))
        is_read = missed.kind != "instruction"
        what, label = (f"no {missed.kind}", "possibly missed") if is_read else ("instruction", "not read as news")
        table.add_row(what, "", "", label, words, style=STYLE["info"])
    console.print(table)


def _summary(totals: Counter[str]) -> str:
    return (
        f"{totals['values']} values checked: {totals['error']} errors, {totals['warning']} warnings, "
        f"{totals['missed']} sentences possibly missed"
    )
