"""Sentences that report something which no record cites."""

from collections.abc import Sequence

from extractor.analysis import Analysis
from extractor.validate.base import Missed
from schemas.record import Record


def find_missed(records: Sequence[Record], analysis: Analysis) -> tuple[Missed, ...]:
    """Sentences with a word of signing, meeting or speech that no record of that kind cites, in document order."""
    return ()
