"""How many records one article may give, whoever wrote it.

A page can forge hundreds of events, in the hope that they bury the true ones. No article of the codebook's kind comes
near the bound; what lies beyond it is said in one line, not cut in silence. How many questions an article may cost is
bounded where they are asked.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from extractor.records.proposal import Proposal
from extractor.spans import Span
from extractor.validate import Missed
from schemas.vocabulary import RecordKind

# The development articles have at most 20 Statements and 5 Meetings.
MOST_RECORDS: Final = 200  # of one kind
KINDS: Final[tuple[RecordKind, ...]] = ("agreement", "meeting", "statement")


class Bounded(NamedTuple):
    """The proposals that are kept, and for each kind with too many one line about the rest.

    A line's span reaches from the first passage that was left out to the last.
    """

    kept: tuple[Proposal, ...]
    dropped: tuple[Missed, ...]


def bounded(proposals: Sequence[Proposal]) -> Bounded:
    """At most `MOST_RECORDS` proposals of each kind, the first of the article."""
    dropped: list[Missed] = []
    beyond: set[int] = set()
    for kind in KINDS:
        of_kind = [index for index, proposal in enumerate(proposals) if proposal.kind == kind]
        rest = of_kind[MOST_RECORDS:]
        spans = [span for index in rest for span in proposals[index].evidence]
        if rest:
            whole = Span(min((span.start for span in spans), default=0), max((span.end for span in spans), default=0))
            message = f"Too many records: {len(rest)} {kind}s beyond the {MOST_RECORDS} that an article may have."
            dropped.append(Missed(kind, whole, whole, f"{len(rest)} {kind}s", message))
        beyond.update(rest)
    return Bounded(tuple(p for index, p in enumerate(proposals) if index not in beyond), tuple(dropped))
