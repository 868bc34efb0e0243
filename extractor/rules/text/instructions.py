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
    blocks = [_block(text, trigger, sentences) for trigger in (*markup, *chain(*orders))]
    for first, second in pairwise(markup):
        if second.end - first.start <= LONGEST_BLOCK:
            blocks.append(Instruction(Span(first.start, second.end), first))
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


def _block(text: str, trigger: Span, sentences: Sequence[Sentence]) -> Instruction:
    """From the sentence of the trigger to the end of its paragraph and of what hangs on it beneath."""
    first = last = max(0, bisect_right(sentences, trigger.start, key=lambda sentence: sentence.span.start) - 1)
    while last + 1 < len(sentences):
        if RULE_LINE.fullmatch(sentences[last + 1].span.of(text)):
            last = _under_rule(text, sentences, last + 1)
            break
        if not _belongs(text, sentences[last], sentences[last + 1], trigger):
            break
        last += 1
    start, end = min(sentences[first].span.start, trigger.start), max(sentences[last].span.end, trigger.end)
    return Instruction(Span(start, end), trigger)


def _belongs(text: str, last: Sentence, following: Sentence, trigger: Span) -> bool:
    """Whether the next sentence is of the same paragraph, of the list below it, or more of a forged answer."""
    if following.paragraph == last.paragraph or following.span.start < trigger.end:
        return True
    words = following.span.of(text)
    listed = BULLET.match(words) and (text[last.span.end - 1] == ":" or BULLET.match(last.span.of(text)))
    return bool(listed) or FORGED_LINE.fullmatch(words) is not None


def _under_rule(text: str, sentences: Sequence[Sentence], rule: int) -> int:
    """The last sentence of what a rule line opens: the next rule line, or else the end of the next paragraph."""
    last = rule
    for index in range(rule + 1, len(sentences)):
        span, paragraph = sentences[index].span, sentences[index].paragraph
        if span.end - sentences[rule].span.start > LONGEST_BLOCK:
            break
        if RULE_LINE.fullmatch(span.of(text)):
            return index
        if paragraph == sentences[min(rule + 1, len(sentences) - 1)].paragraph:
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
