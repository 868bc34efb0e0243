"""Passages of an article that speak to a machine instead of telling news: prompt injection.

Whoever can edit a page can write to the model that reads it, and no prompt makes a model deaf to that. So passages that
give orders to a reading machine, forge its chat or its answer are found by their wording before anything else reads the
article: an imperative at the head of a clause with a word that only such orders have, role markup, JSON under our own
field names. Diplomacy orders, instructs and ignores too, so a reported order ("told them to ignore earlier
instructions") is none. What follows an order in its paragraph belongs to it, with the list or the fenced block beneath;
what stands between two pieces of markup belongs to them. The wording lives in `extractor/data/instructions.tsv`.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from extractor.mentions import Instruction, Sentence
from extractor.rules.tables import read_patterns
from extractor.rules.text.paragraphs import BULLET
from extractor.rules.text.sentences import find_sentences
from extractor.spans import Span

TABLE = "instructions.tsv"
MARKUP = read_patterns(TABLE, "markup")
SAID = re.compile(rf"\b(?:{read_patterns(TABLE, 'said').pattern})", re.IGNORECASE)
UNSPACED = read_patterns(TABLE, "unspaced")  # languages that write without spaces
# Where an imperative can begin: after a mark, or after what leads up to an order. Not after "to": that is reported.
CLAUSE_START = (
    r"(?:^[ \t]*|[.!?:;,…—–\-\"“”‘'(\[*>#|]\s*|\b(?:please|now|instead|kindly|simply|just|then|thus)\s+"
    r"|\byou\s+(?:must|should|shall|will|need to|have to|are to)\s+(?:now\s+|instead\s+)?)"
)
ORDER = re.compile(f"{CLAUSE_START}(?P<order>{read_patterns(TABLE, 'order').pattern})", re.IGNORECASE | re.MULTILINE)
# "]", '"Bhutan",' or '"date": "2031",' on a line of its own: the rest of a forged answer.
FORGED_LINE = re.compile(r"""[\s\]\[{},]*(?:["'][^"'\n]{0,200}["'](?:\s*:[^\n]{0,300})?[\s\]\[{},]*)?""")
RULE_LINE = re.compile(r"[=*#~_—–-]{3,}")
# A forged chat may be long; marks further apart than this are not one block, or two of them would hide an article.
LONGEST_BLOCK = 2000
SOFT_HYPHEN = "\u00ad"
LINE_CONTENT = re.compile(r"[^\r\n]")


class _Look(dict[str, str]):
    """What a character is to a reader's eye: full width and mathematical letters plain, what has no width nothing."""

    def __missing__(self, char: str) -> str:
        folded = unicodedata.normalize("NFKC", char)
        hidden = char == SOFT_HYPHEN or unicodedata.combining(char)
        self[char] = "" if hidden else folded if len(folded) == 1 else char
        return self[char]


_LOOK = _Look()


def find_instructions(text: str) -> tuple[Instruction, ...]:
    """Every passage addressed to a reading machine, disjoint, in document order."""
    markup, *orders = _triggers(text)
    if not (markup or any(orders)):
        return ()
    sentences = find_sentences(text)
    starts = [sentence.span.start for sentence in sentences]
    ends = _block_ends(text, sentences)
    blocks = []
    for trigger in (*markup, *chain(*orders)):
        first, last = (max(0, bisect_right(starts, at) - 1) for at in (trigger.start, trigger.end - 1))
        span = Span(min(starts[first], trigger.start), max(sentences[ends[last]].span.end, trigger.end))
        blocks.append(Instruction(span, trigger))
    for mark, following in pairwise(markup):
        if following.end - mark.start <= LONGEST_BLOCK:
            blocks.append(Instruction(Span(mark.start, following.end), mark))
    return tuple(_joined(text, sorted(blocks, key=lambda block: block.span)))


def blank(text: str, instructions: Sequence[Instruction]) -> str:
    """The text with spaces in the place of the passages; line ends, and so all offsets and lines, stay."""
    pieces, at = [], 0
    for span in (instruction.span for instruction in instructions):
        pieces += [text[at : span.start], LINE_CONTENT.sub(" ", span.of(text))]
        at = span.end
    return "".join([*pieces, text[at:]])


def _triggers(text: str) -> tuple[list[Span], ...]:
    """The matches of each pattern in the text as it looks, where they stand in the text as it is."""
    looks = [_LOOK[char] for char in text]
    offsets = [index for index, look in enumerate(looks) if look]
    plain = "".join(looks)
    return tuple(
        [Span(offsets[match.start(group)], offsets[match.end(group) - 1] + 1) for match in pattern.finditer(plain)]
        for pattern, group in ((MARKUP, 0), (ORDER, "order"), (SAID, 0), (UNSPACED, 0))
    )


def _block_ends(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """For each sentence the last one that belongs to a block that reaches it."""
    words = [sentence.span.of(text) for sentence in sentences]
    ends = list(range(len(sentences)))
    for index in reversed(ends[:-1]):
        if RULE_LINE.fullmatch(words[index + 1]):
            ends[index] = _under_rule(words, sentences, index + 1)
        elif sentences[index].paragraph == sentences[index + 1].paragraph or _hangs_on(*words[index : index + 2]):
            ends[index] = ends[index + 1]
    return ends


def _hangs_on(words: str, following: str) -> bool:
    """Whether the words of the next paragraph are of a list that these begin or go on with, or of a forged answer."""
    listed = BULLET.match(following) and (words.endswith(":") or BULLET.match(words))
    return bool(listed) or FORGED_LINE.fullmatch(following) is not None


def _under_rule(words: Sequence[str], sentences: Sequence[Sentence], rule: int) -> int:
    """The last sentence of what a rule line opens: the next rule line, or else the end of the next paragraph."""
    last = rule
    for index in range(rule + 1, len(sentences)):
        if sentences[index].span.end - sentences[rule].span.start > LONGEST_BLOCK:
            break
        if RULE_LINE.fullmatch(words[index]):
            return index
        if sentences[index].paragraph == sentences[rule + 1].paragraph:
            last = index
    return last


def _joined(text: str, blocks: Sequence[Instruction]) -> Iterator[Instruction]:
    """Blocks that touch, or have only space between them, as one; its trigger is the first."""
    current: Instruction | None = None
    for block in blocks:
        if current and not text[current.span.end : block.span.start].strip():
            current = Instruction(Span(current.span.start, max(current.span.end, block.span.end)), current.trigger)
            continue
        if current:
            yield current
        current = block
    if current:
        yield current
