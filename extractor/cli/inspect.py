"""`extractor read`, `rules` and `schema`: what goes in, what the rules see, what comes out. No model is asked."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import click
from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.article import Article
from extractor.cli import EXIT_OK, EXIT_SOME_FAILED, complain
from extractor.escape import terminal
from extractor.read import Skipped, read_articles
from schemas.record import RECORDS, Record


def usable(paths: tuple[str, ...], published: str | None, skipped: list[Skipped]) -> Iterator[Article]:
    """The articles that can be used; the others are named on stderr and collected."""
    for source in read_articles(paths, published=published, stdin=sys.stdin.buffer):
        if isinstance(source, Skipped):
            skipped.append(source)
            complain(f"{source.source}: {source.message}")
        else:
            yield source


@click.command("read")
@click.argument("paths", nargs=-1, required=True)
@click.option("--published", metavar="YYYY-MM-DD", help="Publication date of all inputs.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line per article, with its text.")
def read_command(paths: tuple[str, ...], published: str | None, as_json: bool) -> int:
    """Show what was understood of PATHS: encoding, title, publication date, sentences, site furniture."""
    from extractor.rules.dates.find import find_head_date
    from extractor.rules.text.sentences import find_sentences

    console = Console(highlight=False)
    skipped: list[Skipped] = []
    for article in usable(paths, published, skipped):
        sentences = find_sentences(article.text)
        head = find_head_date(article.text)
        date = article.published or (head.edtf if head else None)
        basis = article.published_basis if article.published else ("text" if head else "unknown")
        furniture = [sentence for sentence in sentences if sentence.kind == "furniture"]
        if as_json:
            line = {
                name: getattr(article, name)
                for name in ("id", "title", "url", "publisher", "source", "encoding", "text")
            }
            line |= {"published": date, "published_basis": basis, "removed": article.removed}
            line["furniture"] = [list(sentence.span) for sentence in furniture]
            click.echo(json.dumps(line, ensure_ascii=False))
            continue
        console.print(Text(terminal(article.id), style="bold"), soft_wrap=True)
        for label, value in (
            ("source", f"{article.source} ({article.encoding}, {len(article.text)} characters)"),
            ("title", article.title),
            ("publisher", article.publisher),
            ("published", f"{date or 'unknown'} ({basis})"),
            ("sentences", f"{len(sentences) - len(furniture)}, and {len(furniture)} of site furniture"),
        ):
            if value:
                console.print(f"  {label:<10} {terminal(value)}", markup=False, soft_wrap=True)
        for sentence in furniture:
            words = " ".join(terminal(sentence.span.of(article.text)).split())
            console.print(f"             skipped: {words[:90]}", style="dim", markup=False, soft_wrap=True)
    return EXIT_SOME_FAILED if skipped else EXIT_OK


@click.command("rules")
@click.argument("paths", nargs=-1, required=True)
@click.option("--published", metavar="YYYY-MM-DD", help="Publication date of all inputs.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line per mention.")
def rules_command(paths: tuple[str, ...], published: str | None, as_json: bool) -> int:
    """Show what the rules alone see in PATHS: dates, countries, persons, quotations, event words, each with offsets."""
    from extractor.analysis import analyse
    from extractor.output.mentions import mention_rows

    console = Console(highlight=False)
    skipped: list[Skipped] = []
    for article in usable(paths, published, skipped):
        rows = mention_rows(analyse(article))
        if as_json:
            for row in rows:
                click.echo(json.dumps({"doc_id": article.id, **row._asdict()}, ensure_ascii=False))
            continue
        table = Table(title=Text(terminal(article.id)), title_justify="left", box=None, pad_edge=False)
        for heading in ("kind", "start", "end", "words", "reading"):
            table.add_column(heading, justify="right" if heading in ("start", "end") else "left")
        for row in rows:
            words = " ".join(terminal(row.words).split())
            table.add_row(row.kind, str(row.start), str(row.end), Text(words), Text(terminal(row.reading)))
        console.print(table)
    return EXIT_SOME_FAILED if skipped else EXIT_OK


@click.command("schema")
@click.argument("kind", required=False, type=click.Choice(sorted(RECORDS)))
def schema_command(kind: str | None) -> None:
    """Print the JSON Schema of the output: of one KIND, or of all three."""
    schema: dict[str, Any] = RECORDS[kind].model_json_schema() if kind else TypeAdapter(Record).json_schema()
    click.echo(json.dumps(schema, indent=2))
