"""Records as a reader sees them in a terminal: the record, the words that support it, and what the checks say.

Plain strings with rich markup escaped; every piece of article text passes `escape.terminal` first.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.text import Text

from extractor.escape import terminal
from extractor.validate import Missed
from schemas.record import Agreement, Evidence, Meeting, MoneyValue, Place, Record, Statement, Value

VERDICT_STYLE = {
    "supported": "green",
    "variant": "green",
    "inferred": "cyan",
    "unchecked": "dim",
    "unsupported": "bold red",
    "contradicted": "bold red",
}
KIND_STYLE = {"agreement": "bold magenta", "meeting": "bold blue", "statement": "bold yellow"}
# Fields shown on the first line of a record, in this order; the others follow one to a line.
HEADLINE = {
    "agreement": ("instrument", "status", "parties", "date", "place"),
    "meeting": ("form", "realis", "countries", "date", "place"),
    "statement": ("speaker", "speaker_country", "quote_type", "speech_act", "date"),
}
DETAILS = {
    "agreement": ("signatories", "domains", "value", "duration", "count"),
    "meeting": ("participants", "host", "topics"),
    "statement": ("addressee", "topics"),
}
QUOTE_WIDTH = 240


def plain_value(value: Any) -> str:
    """One value in a reader's words."""
    if isinstance(value, Place):
        return ", ".join(part for part in (value.city, value.country) if part)
    if isinstance(value, MoneyValue):
        return f"{value.amount:,.0f} {value.currency or ''}".strip()
    return str(value)


def _values(field: Any) -> tuple[Value[Any], ...]:
    if field is None:
        return ()
    return field if isinstance(field, tuple) else (field,)


def _field_text(name: str, field: Any, separator: str) -> Text:
    if name == "count" and field is not None and field.value == 1:
        return Text("")  # one instrument is what a reader assumes
    parts = [
        Text(terminal(plain_value(value.value)), style=VERDICT_STYLE[value.verdict])
        + Text("?" if value.verdict in ("unsupported", "contradicted") else "")
        for value in _values(field)
    ]
    return Text(separator).join(parts)


def shorten(words: str, width: int = QUOTE_WIDTH) -> str:
    """Words of an article on one line, at most `width` characters long."""
    flat = " ".join(terminal(words).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def _passage(evidence: Evidence) -> Text:
    words = f"      “{shorten(evidence.text)}” "
    return Text.assemble((words, "italic"), (f"[{evidence.start}:{evidence.end}]", "dim"))


def headline(record: Record) -> Text:
    """The line that says what a record is."""
    head = Text.assemble((f"  {record.type.upper():<10}", KIND_STYLE[record.type]))
    shown = (_field_text(name, getattr(record, name), " + ") for name in HEADLINE[record.type])
    head += Text(" · ").join(part for part in shown if part.plain)
    if record.report_role.value == "background":
        head += Text("  (background)", style="dim")
    return head


def record_lines(record: Record) -> Iterator[Text]:
    """The lines that show one record."""
    yield headline(record)
    for name in DETAILS[record.type]:
        text = _field_text(name, getattr(record, name), ", ")
        if text.plain:
            yield Text.assemble((f"      {name}: ", "dim"), text)
    yield from (_passage(evidence) for evidence in shown_passages(record))
    yield from _finding_lines(record)


def shown_passages(record: Record) -> tuple[Evidence, ...]:
    """What was said, for a statement; the passages that report the event, for the others."""
    if isinstance(record, Statement) and record.content.evidence:
        return (record.content.evidence,)
    return record.evidence


def _finding_lines(record: Agreement | Meeting | Statement) -> Iterator[Text]:
    findings = list(record.findings)
    for name in type(record).model_fields:
        field = getattr(record, name)
        if name != "evidence" and isinstance(field, Value | tuple):
            findings += [f for value in _values(field) if isinstance(value, Value) for f in value.findings]
    for finding in findings:
        if finding.severity != "info":
            style = "red" if finding.severity == "error" else "yellow"
            yield Text(f"      {finding.code}: {terminal(finding.message)}", style=style)


def missed_text(missed: Iterable[Missed], text: str) -> Text:
    """The sentences that look like an event but that no record cites, and what was not read as news."""
    return Text("\n").join(_missed_line(each, text) for each in missed)


def _missed_line(missed: Missed, text: str) -> Text:
    label, kind = ("NOT READ AS NEWS", "") if missed.kind == "instruction" else ("POSSIBLY MISSED", f"{missed.kind}, ")
    return Text.assemble(
        (f"  {label} ", "bold red"),
        f"{kind}because of “{terminal(missed.trigger_text)}”: ",
        (f"{shorten(missed.span.of(text))} ", "italic"),
        (f"[{missed.span.start}:{missed.span.end}]{' asked, no' * missed.asked}", "dim"),
    )


def records_text(records: Iterable[Record]) -> Text:
    """All records of one article, a blank line between kinds."""
    lines: list[Text] = []
    kind = ""
    for record in records:
        if kind and record.type != kind:
            lines.append(Text(""))
        kind = record.type
        lines += record_lines(record)
    return Text("\n").join(lines)
