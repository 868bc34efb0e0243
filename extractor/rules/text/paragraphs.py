"""Paragraphs of a text whose line ends may mean anything.

News reaches us as one line per paragraph, as blocks between blank lines, hard-wrapped at some 72 columns, or with a
line broken wherever the page had a link. A line end is therefore judged by its neighbours: it is soft when the next
line goes on in mid-sentence, or when the first word of the next line would not have fitted (the mark of greedy
wrapping).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from extractor.spans import Span

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
BLANK_GAP = re.compile(r"(?:\r\n|[\n\r\v\f\x85\u2028\u2029])[ \t\xa0]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])")
# "- item", "• item", "2. item", "(a) item"
BULLET = re.compile(r"(?:[-*•▪‣◦·–—]|\d{1,2}[.)]|\([a-z\d]{1,3}\))[ \t\xa0]")
# What can only go on with the line before: a lower-case word, or a mark that never opens a sentence.
CONTINUATION = re.compile(r"[a-zß-öø-ÿ]|[,;.)\]”’](?!\S*[\"“])")
STOPPED = re.compile(r"[.!?:…][\"”’')\]»]*$")
ENTITY_SPACE = "&nbsp;"
# Hard wraps in the wild lie between 60 and 80 columns; lines beyond 100 are whole paragraphs.
WIDEST_WRAP = 100
NARROWEST_WRAP = 50
# Chance alone puts a line or two at the edge; greedy wrapping puts nearly all of them there.
FEWEST_WRAPS = 3
SHARE_OF_WRAPS = 0.6


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Paragraphs in document order, without surrounding white space; headings and list items are paragraphs too."""
    lines = find_lines(text)
    width = _wrap_width(text, lines)
    paragraphs: list[Span] = []
    for line in lines:
        if paragraphs and _goes_on(text, paragraphs[-1], line, width):
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
        else:
            paragraphs.append(line)
    return tuple(paragraphs)


def find_lines(text: str) -> tuple[Span, ...]:
    """Lines that hold more than white space, trimmed."""
    spans = (trim(text, Span(match.start(), match.end())) for match in LINE.finditer(text))
    return tuple(span for span in spans if span.start < span.end)


def trim(text: str, span: Span) -> Span:
    """The span without white space (or its HTML entity) at either end."""
    start, end = span
    while start < end and (skip := _space_at(text, start)):
        start += skip
    while start < end:
        if text[end - 1].isspace():
            end -= 1
        elif text.endswith(ENTITY_SPACE, start, end):
            end -= len(ENTITY_SPACE)
        else:
            break
    return Span(start, max(start, end))


def _space_at(text: str, at: int) -> int:
    """How many characters of white space or entity begin at `at`."""
    if text[at].isspace():
        return 1
    return len(ENTITY_SPACE) if text.startswith(ENTITY_SPACE, at) else 0


def _goes_on(text: str, paragraph: Span, line: Span, width: int | None) -> bool:
    if BLANK_GAP.search(text, paragraph.end, line.start) or BULLET.match(text, line.start):
        return False
    last = Span(_line_start(text, paragraph.end), paragraph.end)
    if width is not None and _is_wrap(text, last, line, width):
        return True
    return CONTINUATION.match(text, line.start) is not None and not STOPPED.search(text, last.start, last.end)


def _line_start(text: str, end: int) -> int:
    """Where the line that ends at `end` begins, its indent included: wrapping counts the indent."""
    return max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1


def _wrap_width(text: str, lines: tuple[Span, ...]) -> int | None:
    """The column at which the text was wrapped, None where its line ends are real.

    The width that explains most line ends; lines that run past it (titles, addresses) have no say.
    """
    pairs = [pair for pair in _adjacent(text, lines) if NARROWEST_WRAP <= _columns(text, pair[0]) <= WIDEST_WRAP]
    widths = {_columns(text, above) for above, _ in pairs}
    best, width = 0, None
    for candidate in sorted(widths):
        fitting = [pair for pair in pairs if _columns(text, pair[0]) <= candidate + 2]
        wraps = sum(_is_wrap(text, *pair, candidate) for pair in fitting)
        if wraps > best and wraps >= FEWEST_WRAPS and wraps >= SHARE_OF_WRAPS * len(fitting):
            best, width = wraps, candidate
    return width


def _adjacent(text: str, lines: tuple[Span, ...]) -> Iterator[tuple[Span, Span]]:
    for above, below in pairwise(lines):
        if not BLANK_GAP.search(text, above.end, below.start) and not BULLET.match(text, below.start):
            yield above, below


def _columns(text: str, line: Span) -> int:
    return line.end - _line_start(text, line.end)


def _is_wrap(text: str, above: Span, below: Span, width: int) -> bool:
    """Whether the line above is full: the first word below would have run past the edge (two columns of slack)."""
    word = text[below.start : below.end].split(" ", 1)[0]  # a no-break space belongs to the word
    columns = _columns(text, above)
    return max(columns, _columns(text, below)) <= width + 2 and columns + 1 + len(word) > width - 2
