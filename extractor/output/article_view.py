"""One article in a terminal: its records value by value, what the checks say of each, and the words that decide."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.escape import terminal
from extractor.output.lines import ArticleLine, ArticleResult, MissedLine
from extractor.output.terminal import VERDICT_STYLE, headline, plain_value, shorten
from extractor.output.tidy import findings_of
from extractor.validate.base import fields_of
from schemas.record import Evidence, Record, Value

SEVERITY_STYLE = {"error": "red", "warning": "yellow", "info": "dim"}
# Code points of context on either side of a passage, and of the words that decide about a value.
CONTEXT = 80
WORDS_WIDTH = 60
INDENT = 6


def article_view(result: ArticleResult, text: str | None) -> Iterator[RenderableType]:
    """What there is to show of an article; with its `text`, passages come in their context."""
    yield _head(result)
    for record in result.records:
        yield Text("")
        yield Text.assemble(headline(record), (f"  {terminal(record.record_id)}{_codes(record)}", "dim"))
        for passage in record.evidence:
            yield _indented(_passage(passage, text))
        yield _indented(_values(record))
        yield from map(_indented, _findings(record))
    if result.line.possibly_missed:
        yield Text("")
        yield from (_missed(missed, text) for missed in result.line.possibly_missed)


def _indented(part: Text | Table) -> Padding:
    return Padding(part, (0, 0, 0, INDENT), expand=False)


def _head(result: ArticleResult) -> Text:
    line = result.line
    facts = [
        line.status or "status unknown",
        f"published {line.published or 'unknown'}" + (f" ({line.published_basis})" if line.published else ""),
        f"{line.characters or 0:,} characters",
        f"{len(result.records)} records",
        _cost(line),
    ]
    head = Text.assemble((terminal(line.doc_id), "bold underline"), (f"  {terminal('; '.join(facts))}", "dim"))
    for label in ("code", "message", "title", "publisher", "url", "source"):
        if value := getattr(line, label):
            head.append_text(Text.assemble((f"\n  {label:<10}", "dim"), " ".join(terminal(value).split())))
    return head


def _cost(line: ArticleLine) -> str:
    usage = line.usage
    if not usage.calls:
        return "no model asked"
    cached = f", {usage.cached_calls} from cache" if usage.cached_calls else ""
    return f"{usage.calls} questions{cached}, {line.seconds or 0:.1f} s, {usage.completion_tokens or 0} tokens written"


def _codes(record: Record) -> str:
    codes = [f"{name} {code}" for name, code in record.codes.model_dump(exclude_none=True).items()]
    if record.confidence is not None:
        codes.append(f"confidence {record.confidence:.2f}")
    return terminal("".join(f" · {code}" for code in codes))


def _passage(passage: Evidence | MissedLine, text: str | None) -> Text:
    """The passage between the words around it, if `text` is what it was taken from."""
    start, end = passage.start, passage.end
    words = passage.text if isinstance(passage, Evidence) else (text or "")[start:end]
    before = after = ""
    if text is not None and text[start:end] == words:
        before = "…" * (start > CONTEXT) + shorten(text[max(0, start - CONTEXT) : start])
        after = shorten(text[end : end + CONTEXT]) + "…" * (end + CONTEXT < len(text))
    shown = Text(f"“{shorten(words)}”", style="italic") if words else Text("")
    return Text(" ").join(
        part for part in (Text(before, "dim"), shown, Text(after, "dim"), Text(f"[{start}:{end}]", "dim")) if part
    )


def _values(record: Record) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("field", "value", "verdict", "origin", "words"):
        table.add_column(column, no_wrap=column in ("field", "verdict", "origin"))
    for name, held in fields_of(record).items():
        for value in held:
            shown = Text(shorten(plain_value(value.value)), VERDICT_STYLE[value.verdict])
            table.add_row(Text(name, "dim"), shown, Text(value.verdict), Text(value.origin, "dim"), _words(value))
    return table


def _words(value: Value[Any]) -> Text:
    """The words that decide, unless they are the value itself, and where they stand."""
    if value.evidence is None:
        return Text("")
    words = "" if value.evidence.text == value.value else f"“{shorten(value.evidence.text, WORDS_WIDTH)}” "
    return Text.assemble((words, "italic"), (f"[{value.evidence.start}:{value.evidence.end}]", "dim"))


def _findings(record: Record) -> Iterator[Text]:
    for field, _, finding in findings_of(record):
        where = f"{field}: " if field else ""
        message = terminal(f"{finding.severity} {finding.code}: {where}{finding.message}")
        yield Text(message, SEVERITY_STYLE[finding.severity])


def _missed(missed: MissedLine, text: str | None) -> Text:
    label = "NOT READ AS NEWS" if missed.kind == "instruction" else f"POSSIBLY MISSED {missed.kind}"
    trigger = f"“{shorten(missed.trigger)}”{', asked, no' * missed.asked}: "
    return Text.assemble((f"  {label} ", "bold red"), trigger, _passage(missed, text))
