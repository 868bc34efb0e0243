"""Quotations, paired mark by mark within each paragraph.

A stack rather than a regular expression, because real pages nest quotations, mix curly with straight marks, forget the
closing one, and re-open it in every paragraph of a long quotation. A straight mark is read by its neighbours: after a
space it opens, before one it closes, and where neither decides it closes what is open. What is never closed ends with
its paragraph, or where the next quotation of the same paragraph opens; but if a later paragraph closes what it did not
open, the paragraphs between are one quotation.
"""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from extractor.mentions import Quote
from extractor.rules.text.paragraphs import find_paragraphs, trim
from extractor.spans import Span

MARK = re.compile(r"[\"“”„‟«»‹›「」『』]|``|''|[‘’‚'`]")
# An opening mark and the marks that may close it; pages mix curly and straight ones.
CLOSERS = {
    "“": '”"“',
    "„": '“”‟"',
    '"': '"”',
    "``": "''\"”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "‘": "’'",
    "‚": "‘’",
    "'": "'’",
    "`": "'’`",
}
SINGLE = frozenset("‘’‚'`")
ALWAYS_OPEN = frozenset("„‚「『‹")
ALWAYS_CLOSE = frozenset("‟」』›")
OPENING_NEIGHBOURS = frozenset("([{—–-/¿¡“‘\"'«„*_")
CLOSING_NEIGHBOURS = frozenset(".,;:!?)]}—–-/”’\"'»…*_")
# An apostrophe that opens a word: "'90s", "'em". A plural possessive: "the ministers' talks".
ELISION = re.compile(r"['’‘](?:\d\ds?|tis|twas|em|til|cause|n)\b", re.IGNORECASE)
PLURAL_POSSESSIVE = re.compile(r"['’]\s[a-z]")
SINGLE_OPEN = re.compile(r"(?<=[\s(\[])['‘](?=\w)")
SINGLE_CLOSE = re.compile(r"(?<=[^\s(\[])['’`](?!\w)")
# A quotation in single marks is short, or the mark was an apostrophe; the bound also keeps the search linear.
LONGEST_SINGLE = 600
# How far after "countries'" the mark may follow that really closes.
LONGEST_POSSESSED = 120
# Paragraphs between an opening mark and the closing one that belongs to it.
LONGEST_GAP = 5

Role = Literal["open", "close", "either"]


class _Mark(NamedTuple):
    text: str
    start: int
    end: int
    role: Role


class _Opened(NamedTuple):
    mark: _Mark
    depth: int


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Every quotation in order of its opening mark, an outer one before those inside it."""
    paragraphs = find_paragraphs(text)
    quotes = [quote for span in _joined(text, paragraphs) for quote in _pair(text, span)]
    return tuple(sorted(quotes, key=lambda quote: (quote.span.start, -quote.span.end)))


def _joined(text: str, paragraphs: tuple[Span, ...]) -> list[Span]:
    """Paragraphs, joined where a quotation is opened in one and closed, without being opened again, in a later one."""
    joined: list[Span] = []
    opened: int | None = None
    for paragraph in paragraphs:
        doubles = [mark.role for mark in _read_marks(text, paragraph) if mark.text not in SINGLE]
        if opened is not None and len(joined) - opened <= LONGEST_GAP and doubles[:1] == ["close"]:
            joined[opened:] = [Span(joined[opened].start, paragraph.end)]
            opened = None
            continue
        joined.append(paragraph)
        if doubles:
            opened = len(joined) - 1 if doubles[-1] == "open" else None
    return joined


def _pair(text: str, paragraph: Span) -> list[Quote]:
    marks = list(_read_marks(text, paragraph))
    surplus = _surplus_of_closers(marks)
    opened: list[_Opened] = []
    quotes: list[Quote] = []
    for index, mark in enumerate(marks):
        if mark.role != "open" and (level := _closed_level(opened, mark)) is not None:
            quotes.append(_quote(text, opened[level], Span(mark.start, mark.end), closed=True))
            del opened[level:]
        elif mark.role != "close" and mark.text in CLOSERS:
            if _is_forgotten(opened, mark, surplus[index]):
                quotes.append(_quote(text, opened.pop(), Span(mark.start, mark.start), closed=False))
            opened.append(_Opened(mark, len(opened)))
    doubles = (item for item in opened if item.mark.text not in SINGLE)
    quotes.extend(_quote(text, item, Span(paragraph.end, paragraph.end), closed=False) for item in doubles)
    return [quote for quote in quotes if quote.inner.start < quote.inner.end]


def _quote(text: str, opened: _Opened, closing: Span, *, closed: bool) -> Quote:
    inner = trim(text, Span(opened.mark.end, max(opened.mark.end, closing.start)))
    return Quote(Span(opened.mark.start, closing.end if closed else inner.end), inner, opened.depth, closed)


def _closed_level(opened: list[_Opened], mark: _Mark) -> int | None:
    """Which open quotation the mark closes; an inner one may have been left open, but only in single marks."""
    for level in range(len(opened) - 1, -1, -1):
        if mark.text in CLOSERS[opened[level].mark.text]:
            return level
        if opened[level].mark.text not in SINGLE:
            return None
    return None


def _is_forgotten(opened: list[_Opened], mark: _Mark, surplus: int) -> bool:
    """Whether the same mark opening again tells that the closing one was forgotten: too few are left to nest."""
    return bool(opened) and opened[-1].mark.text == mark.text and mark.text not in SINGLE and surplus <= len(opened)


def _surplus_of_closers(marks: list[_Mark]) -> list[int]:
    """For each mark, how many more double marks close than open after it."""
    surplus = [0] * len(marks)
    running = 0
    for index in range(len(marks) - 1, -1, -1):
        surplus[index] = running
        if marks[index].text not in SINGLE:
            running += {"open": -1, "close": 1, "either": 1}[marks[index].role]
    return surplus


def _read_marks(text: str, paragraph: Span) -> Iterable[_Mark]:
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        before = text[match.start() - 1] if match.start() > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        single = match[0] in SINGLE
        role = (
            _single_role(text, match, (before, after), paragraph.end)
            if single
            else _double_role(match[0], before, after)
        )
        if role is not None:
            # a closing mark that stands where only an opening one can was mistyped
            mark = "“" if match[0] == "”" and role == "open" else match[0]
            yield _Mark("``" if mark == "''" and role == "open" else mark, match.start(), match.end(), role)


def _double_role(mark: str, before: str, after: str) -> Role:
    if mark in ALWAYS_OPEN or mark in ALWAYS_CLOSE:
        return "open" if mark in ALWAYS_OPEN else "close"
    opens = before.isspace() or before in OPENING_NEIGHBOURS
    closes = after.isspace() or after in CLOSING_NEIGHBOURS
    if opens != closes:
        return "open" if opens else "close"
    if mark in "“``«":
        return "open"
    return "close" if mark in "”»''" else "either"


def _single_role(text: str, match: re.Match[str], neighbours: tuple[str, str], end: int) -> Role | None:
    """None for apostrophes; `end` is where the paragraph ends."""
    before, after = neighbours
    if before.isalnum() and after.isalnum():
        return None
    opens = before.isspace() or before in OPENING_NEIGHBOURS
    if match[0] in "‘‚'`" and opens and not after.isspace() and not ELISION.match(text, match.start()):
        close = SINGLE_CLOSE.search(text, match.end() + 1, min(end, match.end() + LONGEST_SINGLE))
        return "open" if close else None
    if match[0] == "‚" or before.isspace() or after.isalnum():
        return None
    possessive = before == "s" and PLURAL_POSSESSIVE.match(text, match.start())
    return (
        None
        if possessive and _closes_later(text, match.end() + 1, min(end, match.end() + LONGEST_POSSESSED))
        else "close"
    )


def _closes_later(text: str, start: int, end: int) -> bool:
    """Whether a closing single mark follows before another quotation opens."""
    close = SINGLE_CLOSE.search(text, start, end)
    return close is not None and SINGLE_OPEN.search(text, start, close.start()) is None
