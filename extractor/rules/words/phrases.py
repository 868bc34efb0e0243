"""A phrase book: which of several hundred phrases stands where in a text, in one pass.

One alternation of all phrases costs a try of every branch at every word. Here each phrase is filed under its first
three letters and only tried at words that begin with them, so the cost per word does not grow with the book.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import NamedTuple

from extractor.spans import Span

KEY_LENGTH = 3
WORD_START = re.compile(r"(?<![^\W_])[^\W_]{3}")
# Words of a phrase may be parted by any white space (wrapped lines) or by a hyphen ("cease-fire", "road map").
GAP = r"[\s\u00ad-]+"
LOOSE_GAP = r"[\s\u00ad-]*"


class Phrase(NamedTuple):
    """One line of a phrase book: the labels it gives and the pattern it is found by."""

    labels: tuple[str, ...]
    pattern: re.Pattern[str]


class PhraseBook:
    """Phrases filed under the first three letters of their first word.

    A phrase is a regular expression without capturing groups that begins with three plain letters, matched without
    regard to case from the start of a word to the end of a word. A space in it stands for any gap between words, a
    space and a question mark for a gap or none.
    """

    def __init__(self, rows: Iterable[tuple[str, ...]]) -> None:
        self._by_key: dict[str, list[Phrase]] = defaultdict(list)
        for *labels, source in rows:
            key = source[:KEY_LENGTH].lower()
            if not (len(key) == KEY_LENGTH and key.isalpha()):
                raise ValueError(f"phrase {source!r} must begin with {KEY_LENGTH} plain letters")
            pattern = re.compile(source.replace(" ?", LOOSE_GAP).replace(" ", GAP) + r"(?![^\W_])", re.IGNORECASE)
            self._by_key[key].append(Phrase(tuple(labels), pattern))

    def find(self, text: str, span: Span | None = None) -> Iterator[tuple[Phrase, Span]]:
        """The longest phrase at each place, left to right and without overlap; ties go to the earlier line."""
        start, end = span or (0, len(text))
        free_from = start
        for word in WORD_START.finditer(text, start, end):
            if word.start() < free_from:
                continue
            best = self._longest(text, word.start(), end)
            if best is not None:
                free_from = best[1].end
                yield best

    def _longest(self, text: str, start: int, end: int) -> tuple[Phrase, Span] | None:
        best: tuple[Phrase, Span] | None = None
        for phrase in self._by_key.get(text[start : start + KEY_LENGTH].lower(), ()):
            match = phrase.pattern.match(text, start, end)
            if match and (best is None or match.end() > best[1].end):
                best = (phrase, Span(start, match.end()))
        return best


def read_words(name: str) -> dict[str, frozenset[str]]:
    """Word classes from the package's data file `name`: a class, a tab, its words; a class may have several lines."""
    classes: dict[str, frozenset[str]] = {}
    for label, words in _rows(name):
        classes[label] = classes.get(label, frozenset()) | frozenset(words.split())
    return classes


def read_book(name: str) -> PhraseBook:
    """The phrase book in the package's data file `name`: tab-separated labels, the phrase last; `#` starts a comment.

    Raises:
        ValueError: if a line has no tab or its phrase does not begin with three letters.
    """
    return PhraseBook(_rows(name))


def _rows(name: str) -> list[tuple[str, ...]]:
    lines = files("extractor").joinpath("data", name).read_text("utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    if any(len(row) < 2 for row in rows):
        raise ValueError(f"every line of {name} needs a label, a tab and a phrase")
    return rows
