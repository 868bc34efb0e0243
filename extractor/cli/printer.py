"""Outcomes on standard output: readable on a terminal, JSON lines in a pipe."""

import click
from rich.console import Console
from rich.text import Text

from extractor.escape import terminal
from extractor.output.stream import outcome_lines
from extractor.output.terminal import missed_text, records_text
from extractor.pipeline import Outcome


class Printer:
    """Prints in the format the user named: `text`, `jsonl`, or `auto` for what suits standard output."""

    def __init__(self, form: str) -> None:
        self._console = Console(soft_wrap=True, highlight=False)
        self._text = form == "text" or (form == "auto" and self._console.is_terminal)

    def show(self, outcome: Outcome) -> None:
        """Print one outcome."""
        if not self._text:
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
    basis = f" ({outcome.published_basis})" if outcome.published else ""
    spent = outcome.spent
    cost = f"{spent.seconds:.1f} s, {spent.completion} tokens written" if spent.calls else "no model asked"
    if spent.calls and spent.calls == spent.cache_hits:
        cost += ", all from cache"
    facts = f"  published {outcome.published or 'unknown'}{basis}; {len(outcome.records)} records; {cost}"
    return Text.assemble((terminal(outcome.doc_id), "bold underline"), (facts, "dim"))
