"""What a run adds up to, as tables for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from extractor.escape import terminal
from extractor.output.statistics import TOLD_APART, Statistics
from schemas.vocabulary import Verdict

VERDICTS: Sequence[Verdict] = ("supported", "variant", "inferred", "unsupported", "contradicted", "unchecked")
NUMBERS = frozenset({"articles", "records", "values", "findings", "run", *VERDICTS})
# Findings shown; `--json` has them all.
TOP = 12


def statistics_view(statistics: Statistics) -> Iterator[RenderableType]:
    """The tables: articles, records, verdicts, findings, and a line on cost."""
    yield grid("Articles", ("status", "code", "articles"), _article_rows(statistics))
    yield grid("Records", ("kind", "", "", "records"), _record_rows(statistics))
    yield grid("Verdicts", ("field", "values", *VERDICTS), _verdict_rows(statistics))
    found = statistics.findings.most_common(TOP)
    rows = [(severity, code, f"{count:,}") for (severity, code), count in found]
    yield grid(f"Findings (the {TOP} most frequent)", ("severity", "code", "findings"), rows)
    yield Text(_cost(statistics))


def grid(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A plain table; columns of numbers are set to the right."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name in columns:
        words = name not in NUMBERS
        table.add_column(name, justify="left" if words else "right", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(terminal(cell)) for cell in row))
    return table


def _article_rows(statistics: Statistics) -> Iterator[Sequence[str]]:
    for status, count in sorted(statistics.articles.items()):
        yield status, "", f"{count:,}"
        for (of, code), articles in sorted(statistics.reasons.items()):
            if of == status:
                yield "", code, f"{articles:,}"
    yield "all", "", f"{statistics.articles.total():,}"


def _record_rows(statistics: Statistics) -> Iterator[Sequence[str]]:
    for kind, field in TOLD_APART.items():
        yield kind, "", "", f"{statistics.records[kind]:,}"
        for value, count in statistics.classes[kind].most_common():
            yield "", field, value, f"{count:,}"
    yield "possibly missed", "", "", f"{statistics.possibly_missed:,}"
    yield "not read as news", "", "", f"{statistics.not_read:,}"


def _verdict_rows(statistics: Statistics) -> Iterator[Sequence[str]]:
    for name, counts in sorted(statistics.verdicts.items()):
        if total := counts.total():
            yield (
                name,
                f"{total:,}",
                *(f"{counts[verdict] / total:.0%}" if counts[verdict] else "" for verdict in VERDICTS),
            )


def _cost(statistics: Statistics) -> str:
    usage = statistics.usage
    return (
        f"{usage['calls']:,} questions, {usage['cached_calls']:,} from cache, {usage['resent']:,} sent again; "
        f"{usage['prompt_tokens']:,} tokens read, {usage['completion_tokens']:,} written; "
        f"{statistics.seconds:,.1f} s of model time"
    )
