"""Where a system is weak: rows split by a property of the record or of its article.

A pair and a missed record belong to the slice of the gold record, a prediction without a partner to its own, so every
system is cut along the same lines. The basis of a date is read off the labels: *explicit* where a passage of the record
names the year, *relative* where the date had to be resolved, *undated* where there is none.
"""

import re
from collections.abc import Mapping

from extractor.evaluate.records import PlainRecord

SLICES = ("report_role", "status", "quote_type", "date_basis", "article_length")

# Bins of words: a brief, a usual wire story, a long report or release.
SHORT_BELOW, LONG_FROM = 300, 800
_YEAR = re.compile(r"\d{4}")


def labels_of(record: PlainRecord, length: str | None) -> Mapping[str, str]:
    """The slices a record falls into, by slice name; `length` is its article's bin, None without its text."""
    labels = {
        name: str(record.preferred(name))
        for name in ("report_role", "status", "quote_type")
        if record.slots.get(name) and record.preferred(name) is not None
    }
    labels["date_basis"] = date_basis(record)
    if length is not None:
        labels["article_length"] = length
    return labels


def date_basis(record: PlainRecord) -> str:
    """How the date can be known: `explicit`, `relative` or `undated`."""
    date = record.preferred("date")
    if date is None:
        return "undated"
    years = _YEAR.findall(str(date))
    return "explicit" if any(year in passage for year in years for passage in record.evidence) else "relative"


def article_length(text: str) -> str:
    """The bin of an article by its number of words."""
    words = len(text.split())
    if words < SHORT_BELOW:
        return f"1 to {SHORT_BELOW - 1} words"
    return f"{SHORT_BELOW} to {LONG_FROM - 1} words" if words < LONG_FROM else f"{LONG_FROM} words and more"
