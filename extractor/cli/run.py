"""`extractor run`: articles in, records out."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from extractor.article import Article
from extractor.cli import EXIT_OK, EXIT_SOME_FAILED, complain
from extractor.cli.progress import RunProgress
from extractor.escape import terminal
from extractor.model.choose import ModelChoice, open_model
from extractor.model.folders import default_cache_dir
from extractor.output.stream import LineFile, outcome_lines
from extractor.output.terminal import missed_text, records_text
from extractor.pipeline import ALL_KINDS, RULES_ONLY, Outcome, extract_all, extract_article
from extractor.read import Skipped, read_articles
from extractor.validate import failing
from schemas.record import Record
from schemas.vocabulary import RecordKind

# Inputs read before the first question, so that the bar can say how much is left; about 10 MB of ordinary articles.
READ_AHEAD = 2_000
KEY_VARIABLES = ("EXTRACTOR_API_KEY", "OPENAI_API_KEY")


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options of `extractor run`."""

    kinds: tuple[RecordKind, ...]
    published: str | None
    workers: int
    limit: int | None
    output: Path | None
    format: str
    choice: ModelChoice
    strict: bool = False


@dataclass(slots=True)
class Totals:
    """What a run adds up to; every input is counted once."""

    statuses: dict[str, int] = field(default_factory=dict)
    records: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    calls: int = 0
    cache_hits: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self.statuses[outcome.status] = self.statuses.get(outcome.status, 0) + 1
        for record in outcome.records:
            self.records[record.type] = self.records.get(record.type, 0) + 1
        self.seconds += outcome.spent.seconds
        self.calls += outcome.spent.calls
        self.cache_hits += outcome.spent.cache_hits

    @property
    def troubled(self) -> bool:
        """Whether any input was not turned into an outcome of its own accord."""
        return bool(self.statuses.get("failed") or self.statuses.get("skipped"))

    def line(self) -> str:
        """One line for stderr."""
        articles = sum(self.statuses.values())
        states = ", ".join(f"{count} {status}" for status, count in sorted(self.statuses.items()))
        kinds = ", ".join(f"{self.records.get(kind, 0)} {kind}s" for kind in ALL_KINDS)
        done = self.statuses.get("ok", 0) + self.statuses.get("empty", 0)
        pace = f"; {self.seconds / done:.1f} s of model time per article" if done and self.calls else ""
        return f"{articles} articles ({states}): {kinds}; {self.calls} questions, {self.cache_hits} from cache{pace}"


def api_key() -> str:
    """The key for a hosted model; from the environment only, so that it never stands in a process list or a history."""
    return next((os.environ[name] for name in KEY_VARIABLES if os.environ.get(name)), "")


@click.command("run")
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write JSON lines to this file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", "text", "jsonl"]),
    default="auto",
    help="auto: text on a terminal, JSON lines when piped.",
)
@click.option("--kinds", default=",".join(ALL_KINDS), show_default=True, help="Which records to extract.")
@click.option("--published", metavar="YYYY-MM-DD", help="Publication date of all inputs.")
@click.option(
    "--model",
    default="local",
    show_default=True,
    help="local: the embedded model. rules: no model at all. Else a model's name at --base-url.",
)
@click.option("--base-url", metavar="URL", help="An OpenAI-compatible endpoint; articles are then sent there.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Articles at a time.")
@click.option("--limit", type=click.IntRange(1), help="Stop after this many articles.")
@click.option(
    "--strict",
    is_flag=True,
    help="Hold back records with a value the text does not support, in OUTPUT.held (needs -o).",
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write cached replies.")
def run_command(paths: tuple[str, ...], **given: Any) -> int:
    """Extract records from PATHS: files, folders, patterns, or - for standard input.

    Reads .txt, .md, .html, .jsonl and .csv (column text; id, title, url, published, publisher as you have them). The
    key for a hosted model is read from EXTRACTOR_API_KEY or OPENAI_API_KEY.
    """
    options = RunOptions(
        kinds=parse_kinds(given["kinds"]),
        published=given["published"],
        workers=given["workers"],
        limit=given["limit"],
        output=given["output"],
        format=given["form"],
        choice=ModelChoice(given["model"], given["base_url"], api_key(), not given["no_cache"]),
        strict=given["strict"],
    )
    if options.strict and not options.output:
        raise click.UsageError("--strict needs -o FILE; held records go to FILE.held")
    return run(paths, options)


def parse_kinds(text: str) -> tuple[RecordKind, ...]:
    """`agreement,meeting` as kinds, in the codebook's order; singular or plural."""
    wanted = {word.strip().lower().removesuffix("s") for word in text.split(",") if word.strip()}
    unknown = wanted - set(ALL_KINDS)
    if unknown or not wanted:
        raise click.BadParameter(f"{text!r}: use a comma-separated choice of {', '.join(ALL_KINDS)}")
    return tuple(kind for kind in ALL_KINDS if kind in wanted)


def run(paths: tuple[str, ...], options: RunOptions) -> int:
    """Run the whole pipeline over `paths` and return the exit code."""
    totals = Totals()
    sources = read_articles(paths, published=options.published, limit=options.limit, stdin=sys.stdin.buffer)
    with ExitStack() as stack:
        progress = stack.enter_context(RunProgress())
        model = None
        if options.choice.model != RULES_ONLY:
            model = stack.enter_context(
                open_model(
                    options.choice,
                    cache_dir=default_cache_dir(),
                    progress=progress.setting_up,
                    on_wait=progress.waiting,
                )
            )
        writer = stack.enter_context(LineFile(options.output)) if options.output else None
        held = stack.enter_context(LineFile(held_path(options.output))) if options.strict and options.output else None
        printer = Printer(options, progress.console)
        # Without a model only the rules propose, which is the closed strategy with nobody to ask.
        strategy = options.choice.profile.strategy if model else "closed"
        extract_one = partial(extract_article, model=model, strategy=strategy, kinds=options.kinds)
        ahead = list(islice(sources, READ_AHEAD))
        progress.expect(len(ahead) if len(ahead) < READ_AHEAD else None)
        for outcome in outcomes(chain(ahead, sources), extract_one, workers=options.workers):
            totals.add(outcome)
            progress.advance(outcome)
            if outcome.status in ("failed", "skipped"):
                complain(f"{outcome.doc_id}: {outcome.message}")
            if held:
                outcome, doubtful = part(outcome)
                held.write_records(doubtful)
            if writer:
                writer.write(outcome)
            else:
                printer.show(outcome)
    complain(totals.line())
    return EXIT_SOME_FAILED if totals.troubled else EXIT_OK


def held_path(output: Path) -> Path:
    """Where --strict puts the records it holds back."""
    return output.with_name(output.name + ".held")


def part(outcome: Outcome) -> tuple[Outcome, tuple[Record, ...]]:
    """The outcome with its sound records only, and those with a value that the text does not support."""
    doubtful = {doubt.record.record_id for doubt in failing(outcome.records)}
    sound = tuple(record for record in outcome.records if record.record_id not in doubtful)
    held = tuple(record for record in outcome.records if record.record_id in doubtful)
    return replace(outcome, records=sound), held


def outcomes(sources: Iterable[Article | Skipped], extract_one: Any, *, workers: int) -> Iterator[Outcome]:
    """Outcomes in the order of the inputs; inputs that can't be used come as skipped ones."""

    def one(source: Article | Skipped) -> Outcome:
        if isinstance(source, Skipped):
            return Outcome(source.source, "skipped", code=source.code, message=source.message)
        return extract_one(source)  # type: ignore[no-any-return]

    yield from extract_all(sources, one, workers=workers)


class Printer:
    """Writes outcomes to standard output: readable on a terminal, JSON lines in a pipe."""

    def __init__(self, options: RunOptions, progress_console: Console) -> None:
        self._console = Console(soft_wrap=True, highlight=False)
        self._text = options.format == "text" or (options.format == "auto" and self._console.is_terminal)
        self._progress_console = progress_console

    def show(self, outcome: Outcome) -> None:
        """Print one outcome."""
        if not self._text:
            if outcome.status != "skipped" or outcome.code:
                for line in outcome_lines(outcome):
                    click.echo(line)
            return
        if outcome.status in ("failed", "skipped"):
            return
        self._console.print(headline(outcome))
        if outcome.records:
            self._console.print(records_text(outcome.records))
        if outcome.missed and outcome.article:
            self._console.print(missed_text(outcome.missed, outcome.article.text))
        self._console.print()


def headline(outcome: Outcome) -> Text:
    """The line above an article's records: what it is, when it was published, what it cost."""
    published = outcome.analysis.published if outcome.analysis else None
    basis = f" ({outcome.analysis.published_basis})" if outcome.analysis and published else ""
    spent = outcome.spent
    cost = f"{spent.seconds:.1f} s, {spent.completion} tokens written" if spent.calls else "no model asked"
    if spent.calls and spent.calls == spent.cache_hits:
        cost += ", all from cache"
    return Text(terminal(outcome.doc_id), style="bold underline") + Text(
        f"  published {published or 'unknown'}{basis}; {len(outcome.records)} records; {cost}", style="dim"
    )
