"""A record in the making: values picked for its fields, with who picked them and the words they rest on.

Both strategies (closed choices among rule candidates, open writing by a strong model) end here, and so everything after
this point — assembly, checks, output — is the same for both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from extractor.spans import Span
from schemas.vocabulary import Origin, RecordKind

# Fields of a record that hold one value; every other field holds several.
SCALARS = frozenset(
    {
        "report_role",
        "instrument",
        "status",
        "date",
        "place",
        "value",
        "duration",
        "count",
        "form",
        "realis",
        "host",
        "speaker",
        "speaker_country",
        "quote_type",
        "content",
        "speech_act",
    }
)


class Pick(NamedTuple):
    """One value for a field, the words it rests on (None where no single passage decides), and who picked it."""

    value: Any
    span: Span | None = None
    origin: Origin = "rule"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One record to be: its kind, the passages that report it, and picks per field (scalars have at most one)."""

    kind: RecordKind
    evidence: tuple[Span, ...]
    picks: Mapping[str, tuple[Pick, ...]]
    confidence: float | None = None

    def value(self, field: str) -> Any:
        """The value picked for a scalar field, or None."""
        picks = self.picks.get(field, ())
        return picks[0].value if picks else None

    def values(self, field: str) -> tuple[Any, ...]:
        """The values picked for a field."""
        return tuple(pick.value for pick in self.picks.get(field, ()))

    def with_picks(self, field: str, picks: tuple[Pick, ...]) -> "Proposal":
        """The same record with other picks for one field."""
        return replace(self, picks={**self.picks, field: picks})
