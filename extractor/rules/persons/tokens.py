"""Words with their place, shape and folded form: what the rules for persons and offices read instead of raw text.

One pass of one regular expression; everything after it walks a list, so no rule can fall into backtracking.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from extractor.names import plain
from extractor.rules.persons.word_classes import is_class

Shape = Literal["title", "caps", "initial", "lower", "number", "mark"]
Gap = Literal["none", "wrap", "break"]

LETTER = r"(?:[^\W\d_][\u0300-\u036f]*)"
TOKEN = re.compile(
    rf"""(?P<initial>[HS]\.\ E\.(?=\s[A-Z])|(?:[^\W\d_]\.){{1,6}}(?!\w))
    |    (?P<word>{LETTER}+(?:['’ʼʻ‘`\-‐‑]{LETTER}+)*(?:(?<=[a-z]s)['’](?=\s\w))?)
    |    (?P<number>\d[\d.,]*)
    |    (?P<mark>[^\w\s])""",
    re.VERBOSE,
)
POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
HYPHEN = re.compile(r"[-‐‑]")
ARTICLE = re.compile(r"(?:al|el|ul|ad|as|ash|ar|an|at|az)[-‐‑](?=[^\W\d_])|[dlDL]['’](?=[^\W\d_])")
WRAP = re.compile(r"[ \t]*\r?\n[ \t]*")
SHORTEST_WRAPPED_LINE = 45
SENTENCE_END = frozenset(".!?:…")


class Token(NamedTuple):
    """One word, number or mark.

    `fold` is ASCII and lower case without hyphens; a possessive ending lies outside `start:end`. `gap` is the white
    space before it: none or blanks, a wrapped line, or a line break that ends a phrase. `opens` is True at the start of
    a sentence.
    """

    start: int
    end: int
    text: str
    fold: str
    shape: Shape
    gap: Gap
    opens: bool
    possessive: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is written as names are: a capital, an initial, or an article joined to a capital ("al-Sisi")."""
        return self.shape in ("title", "caps", "initial")


def _shape(text: str, kind: str) -> Shape:
    if kind in ("number", "mark"):
        return "number" if kind == "number" else "mark"
    bare = ARTICLE.sub("", text, count=1)
    if kind == "initial" or len(text) == 1:
        return "initial" if text[0].isupper() else "lower"
    if not bare[:1].isupper():
        return "lower"
    return "caps" if bare.isupper() and len(bare) > 1 else "title"


class _Word(NamedTuple):
    """What one word is wherever it stands."""

    text: str
    fold: str
    shape: Shape
    abbreviated: bool


# News repeats its words: most of a text is read from here.
@lru_cache(maxsize=1 << 16)
def _word(piece: str, kind: str) -> _Word:
    if kind in ("number", "mark"):
        return _Word(piece, piece, _shape(piece, kind), False)
    text = POSSESSIVE.sub("", piece) if kind == "word" else piece
    fold = plain(text).replace("-", "").replace(". ", ".")  # "H. E." is "H.E."
    return _Word(text, fold, _shape(text, kind), kind == "word" and is_class(fold, "abbreviation"))


def _gap(text: str, start: int, end: int, line_start: int) -> Gap:
    if end - start < 2 and text[start:end] in ("", " "):
        return "none"
    between = text[start:end]
    if "\n" not in between and "\r" not in between:
        return "none"
    wrapped = WRAP.fullmatch(between) is not None and start - line_start >= SHORTEST_WRAPPED_LINE
    return "wrap" if wrapped else "break"


def _pieces(match: re.Match[str]) -> list[tuple[int, str, str]]:
    """(offset, text, kind) of the match: one piece, or the words of a hyphenated title ("then-President")."""
    kind = match.lastgroup or "mark"
    text, start = match.group(), match.start()
    if kind == "word" and not text.isalpha() and HYPHEN.search(text):
        words = HYPHEN.split(text)
        if any(is_class(word.lower(), "title_part") for word in words):
            found = []
            for word in words:
                found.append((start, word, kind))
                start += len(word) + 1
            return found
    return [(start, text, kind)]


@lru_cache(maxsize=4)
def tokenise(text: str) -> tuple[Token, ...]:
    """All tokens of the text in order."""
    tokens: list[Token] = []
    end = line_start = 0
    opens = True
    for match in TOKEN.finditer(text):
        for start, piece, kind in _pieces(match):
            if start < end:
                continue
            gap = _gap(text, end, start, line_start)
            if gap != "none":
                line_start = text.rfind("\n", end, start) + 1
                opens = opens or gap == "break"
            word = _word(piece, kind)
            past = start + len(word.text)
            end = start + len(piece)
            token = Token(start, past, word.text, word.fold, word.shape, gap, opens, past < end)
            if word.abbreviated and text[end : end + 1] == ".":
                end += 1
            tokens.append(token)
            opens = kind == "mark" and (opens or piece[-1] in SENTENCE_END)
    return tuple(tokens)
