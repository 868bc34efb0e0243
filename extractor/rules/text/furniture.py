"""Site furniture: what a page puts around an article and no journalist wrote as part of it.

Three kinds of evidence, from strong to weak: a line that says what it is ("Share", "Reporting by …"), a heading and the
link titles beneath it ("Related news:"), and a tail of short lines that nothing written in sentences follows. Whatever
looks like prose stays in: an article's sentence hidden here is lost to every later stage, a stray link title is not.
The wording lives in `extractor/data/furniture.tsv`.
"""

import re

from extractor.rules.tables import read_patterns
from extractor.rules.text.paragraphs import find_lines
from extractor.spans import Span

STOPPED = re.compile(r"[.!][\"”’')\]»]*$")
# "By Jane Doe and John Roe", "BY STAFF WRITER in Geneva": names only, no stop
BYLINE = re.compile(
    r"(?:By|BY)\s(?:[A-Z][\w.'’-]+|and|in|for|of|the|de|van|bin|al)(?:,?\s(?:[A-Z][\w.'’-]+|and|in|for|of|the|de|van|bin|al)){0,8}"
)
# "mjs / ktg / ask", "MA/MG"
INITIALS = re.compile(r"[A-Za-z]{2,4}(?:\s?/\s?[A-Za-z]{2,4}){1,6}")
TRAILING_INITIALS = re.compile(r"(?<=[.!?\"”])\s+[A-Z]{2,3}(?:/[A-Z]{2,3}){1,3}$")
LONG_PROSE_WORDS = 25
SHORT_PROSE_WORDS = 8
LONGEST_LINK_TITLE = 18
LONGEST_NOTICE = 60
LONGEST_LINK_LIST = 12

LINE = read_patterns("furniture.tsv", "line")
NOTICE = read_patterns("furniture.tsv", "start")
LIST_HEADING = read_patterns("furniture.tsv", "list")
TAIL_HEADING = read_patterns("furniture.tsv", "tail")
INLINE = read_patterns("furniture.tsv", "inline")


def find_furniture(text: str) -> tuple[Span, ...]:
    """Spans of site furniture: whole lines, or parts of a line where the page ran into the text. In order, disjoint."""
    lines = find_lines(text)
    chosen = {index for index, line in enumerate(lines) if _is_own_furniture(text, lines, index)}
    chosen |= _link_lists(text, lines)
    chosen |= _tail(text, lines, chosen)
    spans: list[Span] = []
    for index, line in enumerate(lines):
        spans.extend([line] if index in chosen else _inside(text, line))
    return tuple(spans)


def _is_own_furniture(text: str, lines: tuple[Span, ...], index: int) -> bool:
    words = lines[index].of(text)
    count = _count_words(words)
    if count > LONGEST_NOTICE:
        return False
    if NOTICE.match(words):
        return True
    if _is_prose(words, count):
        return False
    if len(words) == 1 and words.isalpha():
        return not _is_drop_capital(text, lines, index)
    return any(pattern.fullmatch(words) for pattern in (LINE, BYLINE, INITIALS))


def _is_drop_capital(text: str, lines: tuple[Span, ...], index: int) -> bool:
    """Whether the letter belongs to the word in the next line ("T" above "he minister")."""
    return index + 1 < len(lines) and text[lines[index + 1].start].islower()


def _link_lists(text: str, lines: tuple[Span, ...]) -> set[int]:
    """Headings such as "Related news:" with the titles beneath; only the first title may end in a stop."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if index in found or not LIST_HEADING.fullmatch(line.of(text)):
            continue
        found.add(index)
        for below in range(index + 1, min(index + 1 + LONGEST_LINK_LIST, len(lines))):
            words = lines[below].of(text)
            stopped = STOPPED.search(words) is not None
            if _count_words(words) > LONGEST_LINK_TITLE or (stopped and below > index + 1) or _speaks(words):
                break
            found.add(below)
    return found


def _speaks(words: str) -> bool:
    """A quotation that is opened at once is prose, however short."""
    return words[0] in '"“«„'


def _tail(text: str, lines: tuple[Span, ...], chosen: set[int]) -> set[int]:
    """From the first sign of furniture after the last prose line to the end."""
    after = len(lines)
    while after and not _is_prose_line(text, lines, after - 1, chosen):
        after -= 1
    for index in range(after, len(lines)):
        words = lines[index].of(text)
        if index in chosen or TAIL_HEADING.fullmatch(words) or LIST_HEADING.fullmatch(words):
            return set(range(index, len(lines)))
    return set()


def _is_prose_line(text: str, lines: tuple[Span, ...], index: int, chosen: set[int]) -> bool:
    words = lines[index].of(text)
    return index not in chosen and _is_prose(words, _count_words(words))


def _is_prose(words: str, count: int) -> bool:
    return count >= LONG_PROSE_WORDS or (count >= SHORT_PROSE_WORDS and STOPPED.search(words) is not None)


def _count_words(words: str) -> int:
    return words.count(" ") + 1


def _inside(text: str, line: Span) -> list[Span]:
    spans = [Span(match.start(), match.end()) for match in INLINE.finditer(text, line.start, line.end)]
    if match := TRAILING_INITIALS.search(text, max(line.start, line.end - 20), line.end):
        spans.append(Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.end()))
    return spans
