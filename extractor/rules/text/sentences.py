"""Sentences with their paragraph and their role on the page.

Written for wire copy rather than with a general splitter: ranks, initials and "U.S." outnumber plain full stops there,
a stop inside a closing quotation ends the sentence only if the speaker does not follow, and offsets must be exact. A
stop is a boundary unless something speaks against it; the reasons are listed in `_speaks_against`. The words are data
(`extractor/data/abbreviations.tsv`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from extractor.mentions import Sentence, SentenceKind
from extractor.rules.tables import read_words
from extractor.rules.text.furniture import find_furniture
from extractor.rules.text.paragraphs import BULLET, find_paragraphs, trim
from extractor.spans import Span

# a stop, the marks that close with it, then a gap; or a stop glued to a capitalised word ("areas.Iran and")
STOP = re.compile(
    r"""(?P<stop>[.!?…]+)
        (?P<close>[”’»)\]"'*_]*)
        (?: (?P<gap>\s+(?:&nbsp;)?\s*) | (?P<glue>(?=[A-Z“])) )""",
    re.VERBOSE,
)

# Never end a sentence when a word follows ("Gen."); when a figure follows ("No. 5"); only before a word that usually
# begins a sentence ("U.S.").
TITLES = read_words("abbreviations.tsv", "title")
COUNTED = read_words("abbreviations.tsv", "counted")
ENDINGS = read_words("abbreviations.tsv", "ending")
STARTERS = read_words("abbreviations.tsv", "starter")
DOMAINS = read_words("abbreviations.tsv", "domain")
WORD_BEFORE = re.compile(r"[\w.'’&-]*$")
WORD_AFTER = re.compile(r"[\"“”‘’'«»(\[*_„]*(?P<word>[\w'’]+)")
DASH_AFTER = re.compile(r"[-–—&/+]\s")
# '?" Putin asked', '!" said Mr Smith': the speaker goes on with the sentence
SPEAKER_FOLLOWS = re.compile(
    r"""(?:(?:[A-Z][\w.'’-]+|the|of|and|for|foreign|prime|defen[cs]e|minister|president|spokes\w+)\s+){0,7}?
        (?:said|says|asked|asks|told|added|wrote|tweeted|exclaimed|wondered|stressed|noted|insisted|demanded|replied)\b""",
    re.VERBOSE,
)
ACRONYM = re.compile(r"(?:[A-Z]\.)+[A-Z]")
NUMBERED = re.compile(r"\(?(?:\d{1,2}|[ivx]{1,4}|[A-Z])\Z")
CLOSING_QUOTE = re.compile(r"\s?[\"”](?=\s|$)")
TERMINAL = re.compile(r"[.!?…:;,][\"”’')\]»*_ ]*$")
CAPTION_START = re.compile(
    r"(?:cap|caption|photos?|file photo|image|photograph|pictured?|in this (?:file |handout )?photo|fotos?)\s*[:(/|–-]"
    r"|\(?photo (?:by|credit|courtesy)|file ?[-–—] ",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"""\((?:file\ )?(?:photo|image|picture|credit|pic)s?\s?(?:[:/]|by\ |credit)[^()]*\)\.?$
        | \b(?:photo|image|picture)s?(?:\ credit|\ courtesy)?\s?[:/]\s?[\w. /©-]{2,60}\.?$
        | \[photo[^\]]*\]$ | \b(?:REUTERS|AFP|EPA|AP|Xinhua)/[A-Z][\w. -]+$ | /\s?Getty\ Images\)?\.?$
        | \bvia\ (?:AP|AFP|REUTERS|Getty\ Images)\)?\.?$""",
    re.VERBOSE | re.IGNORECASE,
)
LONGEST_SUBHEAD = 14
LONGEST_HEADLINE = 45
FEWEST_OPENING_WORDS = 12


def find_sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence of the text in order, trimmed and disjoint; furniture, headlines and captions carry their kind."""
    furniture = find_furniture(text)
    sentences: list[Sentence] = []
    begun = False
    for paragraph, span in enumerate(find_paragraphs(text)):
        for piece, is_furniture in _cut(text, span, furniture):
            for part in [piece] if is_furniture else _split(text, piece):
                kind: SentenceKind = "furniture" if is_furniture else _kind(text, part, span, begun=begun)
                begun = begun or (kind == "body" and part.of(text).count(" ") >= FEWEST_OPENING_WORDS)
                sentences.append(Sentence(len(sentences), part, paragraph, kind))
    return tuple(sentences)


def _cut(text: str, paragraph: Span, furniture: tuple[Span, ...]) -> Iterator[tuple[Span, bool]]:
    """The paragraph's pieces in order, each with whether it is furniture."""
    at = paragraph.start
    first = bisect_left(furniture, paragraph.start, key=lambda span: span.start)
    for span in furniture[first:]:
        if span.start >= paragraph.end:
            break
        if (before := trim(text, Span(at, span.start))).start < before.end:
            yield before, False
        yield span, True
        at = span.end
    if (rest := trim(text, Span(min(at, paragraph.end), paragraph.end))).start < rest.end:
        yield rest, False


def _split(text: str, piece: Span) -> Iterator[Span]:
    start = counted = piece.start
    marks = 0
    for match in STOP.finditer(text, piece.start, piece.end):
        end = match.end("close")
        marks, counted = marks + text.count('"', counted, end), end
        if match["gap"] and marks % 2 and (close := CLOSING_QUOTE.match(text, end, piece.end)):
            end = close.end()
        if end >= piece.end or match.start() < start or _speaks_against(text, match, Span(start, end)):
            continue
        yield Span(start, end)
        start = _skip_gap(text, end, piece.end)
    if (rest := trim(text, Span(start, piece.end))).start < rest.end:
        yield rest


def _skip_gap(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return _skip_gap(text, at + 6, end) if text.startswith("&nbsp;", at) else at


def _speaks_against(text: str, match: re.Match[str], sentence: Span) -> bool:
    """Whether something tells that the stop does not end its sentence."""
    before = WORD_BEFORE.search(text, max(sentence.start, match.start() - 30), match.start())
    last = before[0].lstrip(".'’-") if before else ""
    at = _skip_gap(text, sentence.end, len(text))
    following = WORD_AFTER.match(text, at)
    if following is None:
        return DASH_AFTER.match(text, at) is not None and _is_shortened(last)
    word = following["word"]
    if match["glue"] is not None:
        return not _is_glued_boundary(text, match, last, word)
    if word[0].islower() and not text[match.end("stop")].isspace():
        return True
    if match["stop"] == ".":
        return _is_abbreviation(last, word) or NUMBERED.match(text[sentence.start : match.start()]) is not None
    closed = bool(match["close"].strip("*_)]"))
    return word[0].islower() or (closed and SPEAKER_FOLLOWS.match(text, following.start("word")) is not None)


def _is_abbreviation(last: str, word: str) -> bool:
    """Whether `last`, the word before the stop, is one that the stop merely shortens, seen the word that follows."""
    short = last.lower()
    if word[0].islower() or short in TITLES or (short in COUNTED and word[0].isdigit()):
        return True
    return _is_shortened(last) and word.lower() not in STARTERS


def _is_shortened(last: str) -> bool:
    """Initials and abbreviations that may also stand at the end of a sentence, alone or behind a hyphen ("EU-U.S.")."""
    last = last.rpartition("-")[2]
    return last.lower() in ENDINGS or (len(last) == 1 and last.isupper()) or ACRONYM.fullmatch(last) is not None


def _is_glued_boundary(text: str, match: re.Match[str], last: str, word: str) -> bool:
    """A stop glued to a capital ends a sentence after a plain word ("areas.Iran"), not in "U.S.", "Node.Js", "a.M."."""
    if match["close"].strip("*_)]"):
        return len(word) > 1
    return (
        match["stop"] == "." and last.isalpha() and len(last) > 2 and last[1:].islower() and word.lower() not in DOMAINS
    )


def _kind(text: str, sentence: Span, paragraph: Span, *, begun: bool) -> SentenceKind:
    words = sentence.of(text)
    if CAPTION_START.match(text, paragraph.start, paragraph.end) or CREDIT.search(words[-120:]):
        return "caption"
    alone = sentence == trim(text, paragraph)
    if not alone or TERMINAL.search(words[-8:]) or BULLET.match(words):
        return "body"
    return "headline" if words.count(" ") < (LONGEST_SUBHEAD if begun else LONGEST_HEADLINE) else "body"
