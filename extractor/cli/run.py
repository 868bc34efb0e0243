"""`extractor run`: articles in, records out."""

import os
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Any

import click

from extractor.article import Article
from extractor.cli import EXIT_OK, EXIT_SOME_FAILED, complain
from extractor.cli.limits import Limits, MostFailures
from extractor.cli.printer import Printer
from extractor.cli.progress import RunProgress
from extractor.cli.project import Project, open_project, recipe_for
from extractor.cli.source import DEFAULT_DB
from extractor.model.choose import ModelChoice, open_model
from extractor.model.client import OpenAIChat
from extractor.model.folders import default_cache_dir
from extractor.output.stream import LineFile
from extractor.pipeline import ALL_KINDS, RULES_ONLY, Outcome, extract_all, extract_article
from extractor.read import Skipped, read_articles
from extractor.store import Store
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
    ask_missed: bool = False
    db: Path | None = None
    retry_failed: bool = False
    max_failures: int | float | None = None


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
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    help="Seconds for one question with all its attempts; the default depends on the model.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Hold back records with a value the text does not support, in OUTPUT.held (needs -o).",
)
@click.option(
    "--ask-missed", is_flag=True, help="Ask the model once more about sentences that no record cites (at most 8 each)."
)
@click.option(
    "--db",
    default=DEFAULT_DB,
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The project's store: results and replies; the same command goes on where it stopped.",
)
@click.option("--no-db", is_flag=True, help="Keep no store.")
@click.option("--retry-failed", is_flag=True, help="Ask again about articles that failed in an earlier turn.")
@click.option(
    "--max-failures", type=MostFailures(), help="Stop when more articles fail; a number, or a share like 10%."
)
@click.option("--no-cache", is_flag=True, help="Leave the user's cache of replies alone; those in the store are used.")
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
        choice=ModelChoice(given["model"], given["base_url"], api_key(), not given["no_cache"], given["timeout"]),
        strict=given["strict"],
        ask_missed=given["ask_missed"],
        db=None if given["no_db"] else given["db"],
        retry_failed=given["retry_failed"],
        max_failures=given["max_failures"],
    )
    if options.strict and not options.output:
        raise click.UsageError("--strict needs -o FILE; held records go to FILE.held")
    if options.ask_missed and options.choice.model == RULES_ONLY:
        raise click.UsageError("--ask-missed needs a model; leave out --model rules")
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
        store = stack.enter_context(open_project(options.db, create=True)) if options.db else None
        model = stack.enter_context(_model(options, store, progress)) if options.choice.model != RULES_ONLY else None
        sink = stack.enter_context(Sink(options))
        recipe = recipe_for(options.choice, model, options.kinds, ask_missed=options.ask_missed)
        project = Project(store, recipe, retry_failed=options.retry_failed) if store else None
        if project:
            stack.enter_context(project.turn())
            project.greet()
        ahead = list(islice(sources, READ_AHEAD))
        progress.expect(len(ahead) if len(ahead) < READ_AHEAD else None)
        limits = Limits(options.max_failures, len(ahead))
        extract_one = partial(
            extract_article,
            model=model,
            strategy=recipe.strategy,
            kinds=options.kinds,
            about_missed=options.ask_missed,
        )
        found = outcomes(chain(ahead, sources), extract_one, project, workers=options.workers)
        for outcome in stack.enter_context(closing(found)):
            settle(outcome, project, limits)
            totals.add(outcome)
            progress.advance(outcome)
            sink.take(outcome)
        if project:
            project.save(limits.unreached)
    complain(totals.line())
    return EXIT_SOME_FAILED if totals.troubled else EXIT_OK


def _model(options: RunOptions, store: Store | None, progress: RunProgress) -> OpenAIChat:
    return open_model(
        options.choice,
        cache_dir=default_cache_dir(),
        replies=store.replies if store else None,
        progress=progress.setting_up,
        on_wait=progress.waiting,
    )


def settle(outcome: Outcome, project: Project | None, limits: Limits) -> None:
    """Say what went wrong, store what is settled, and give up where the limits say so."""
    if outcome.status in ("failed", "skipped"):
        complain(f"{outcome.doc_id}: {outcome.message}")
    settled = limits.settled(outcome)
    if project:
        project.save(settled)
    limits.check()


class Sink:
    """Where outcomes are shown: the output file, with doubtful records in one of their own, or standard output."""

    def __init__(self, options: RunOptions) -> None:
        self._writer = LineFile(options.output) if options.output else None
        self._held = LineFile(held_path(options.output)) if options.strict and options.output else None
        self._printer = Printer(options.format)

    def __enter__(self) -> "Sink":
        with ExitStack() as stack:
            for file in (self._writer, self._held):
                if file:
                    stack.enter_context(file)
            self._files = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.__exit__(kind, error, trace)

    def take(self, outcome: Outcome) -> None:
        """Show one outcome."""
        if self._held:
            outcome, doubtful = part(outcome)
            self._held.write_records(doubtful)
        if self._writer:
            self._writer.write(outcome)
        else:
            self._printer.show(outcome)


def held_path(output: Path) -> Path:
    """Where --strict puts the records it holds back."""
    return output.with_name(output.name + ".held")


def part(outcome: Outcome) -> tuple[Outcome, tuple[Record, ...]]:
    """The outcome with its sound records only, and those with a value that the text does not support."""
    doubtful = {doubt.record.record_id for doubt in failing(outcome.records)}
    sound = tuple(record for record in outcome.records if record.record_id not in doubtful)
    held = tuple(record for record in outcome.records if record.record_id in doubtful)
    return replace(outcome, records=sound), held


def outcomes(
    sources: Iterable[Article | Skipped],
    extract_one: Callable[[Article], Outcome],
    project: Project | None,
    *,
    workers: int,
) -> Generator[Outcome, None, None]:
    """Outcomes in the order of the inputs: what is done already, what can't be used, and all the rest anew."""

    def one(source: Article | Skipped) -> Outcome:
        if isinstance(source, Skipped):
            return Outcome(source.source, "skipped", code=source.code, message=source.message)
        return (project and project.done(source)) or extract_one(source)

    yield from extract_all(sources, one, workers=workers)
