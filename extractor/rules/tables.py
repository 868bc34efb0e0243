"""The word lists beside the rules: tab-separated, one heading line."""

import re
from importlib.resources import files


def read_rows(name: str) -> list[tuple[str, ...]]:
    """The rows of `extractor/data/<name>` without the heading."""
    lines = files("extractor").joinpath("data", name).read_text("utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines]


def read_words(name: str, kind: str) -> frozenset[str]:
    """The words of one kind in a table of kinds and words."""
    return frozenset(row[1] for row in read_rows(name) if row[0] == kind)


def read_patterns(name: str, kind: str) -> re.Pattern[str]:
    """One pattern for any of the patterns of one kind, whatever their case."""
    return re.compile("|".join(f"(?:{row[1]})" for row in read_rows(name) if row[0] == kind), re.IGNORECASE)
