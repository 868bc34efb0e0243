"""When a run gives up: the endpoint is dead, or too many articles fail."""

import re
from dataclasses import dataclass, field

import click

from extractor.errors import ModelError, ProviderError
from extractor.pipeline import Outcome

# Each of them has been sent again several times before it counts, see `extractor.model.retry`.
TRANSPORT_FAILURES = 5
PERCENT = re.compile(r"(?P<share>\d{1,3}(?:\.\d+)?)%")


class MostFailures(click.ParamType[int | float]):
    """A whole number of articles, or a share of them (`10%`), which becomes a float from 0 to 1."""

    name = "N or N%"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int | float:
        """Read what the user typed."""
        if value.isascii() and value.isdigit():
            return int(value)
        match = PERCENT.fullmatch(value)
        if match is None or float(match["share"]) > 100:
            self.fail(f"{value!r}: give a number of articles such as 20, or a share such as 10%", param, ctx)
        return float(match["share"]) / 100


@dataclass
class Limits:
    """Counts fresh outcomes. `most` failed articles are allowed, a float being a share of `articles` or of those seen.

    Outcomes that an earlier turn has left count as seen only: else a run that stopped here could never go on.
    """

    most: int | float | None = None
    articles: int = 0
    seen: int = 0
    failed: int = 0
    unreached: list[Outcome] = field(default_factory=list)

    def settled(self, outcome: Outcome) -> tuple[Outcome, ...]:
        """Count an outcome, and return those that may be stored now.

        Articles that the endpoint failed wait in `unreached` until it answers again. When too many in a row wait there
        it is dead, and ProviderError leaves them unfinished, so that they are asked about once it is back.
        """
        self.seen += 1
        self.failed += outcome.status == "failed" and not outcome.is_stored
        if outcome.is_transport:
            self.unreached.append(outcome)
            if len(self.unreached) >= TRANSPORT_FAILURES:
                message = f"{TRANSPORT_FAILURES} articles in a row got no reply, the last one because {outcome.message}"
                raise ProviderError(f"{message}; run the same command again when it answers", code=outcome.code)
            return ()
        if outcome.is_stored or outcome.spent.calls == outcome.spent.cache_hits:
            return (outcome,)  # which says nothing of the endpoint
        before, self.unreached = self.unreached, []
        return (*before, outcome)

    def check(self) -> None:
        """Raise ModelError when more articles failed than are allowed."""
        allowed = self.most
        if isinstance(allowed, float):
            allowed *= max(self.articles, self.seen)
        if allowed is not None and self.failed > allowed:
            message = f"{self.failed} articles failed, more than --max-failures allows"
            raise ModelError(f"{message}; run the same command again to go on", code="max_failures")
