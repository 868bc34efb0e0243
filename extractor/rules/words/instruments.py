"""The noun phrase around the name of an instrument: "several new trade agreements with Kenya on transport".

Whether a phrase brings a new instrument, takes up a known one or speaks of none in particular is said by its article
and number words, as everywhere in English; how many there are is said there too.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final, Literal

from extractor.mentions import Trigger
from extractor.rules.numbers import WORDS, number
from extractor.rules.words.phrases import read_words
from extractor.spans import Span

Determiner = Literal["new", "known", "another", "generic", "bare"]

BOTH: Final = 2
LONGEST_PHRASE: Final = 12
LONGEST_TAIL: Final = 400

TOKEN: Final = re.compile(r"\S+")
EDGE: Final = "\"'“”‘’()[]*_"
# A noun right behind one of these stands alone: "(MoU)".
OPENERS: Final = ("(", "[")
CLOSING: Final = re.compile(r"[,;:!?…”)]$|(?<![A-Z])\.$|—|&nbsp;$")
POSSESSIVE: Final = re.compile(r"[’']s?$")
WORDS_OF: Final = read_words("phrase_words.tsv")
INDEFINITE: Final = WORDS_OF["indefinite"]
DEFINITE: Final = WORDS_OF["definite"]
GENERIC: Final = WORDS_OF["generic"]
ANOTHER: Final = WORDS_OF["another"]
ORDINALS: Final = WORDS_OF["ordinal"]
VAGUE_NUMBER: Final = WORDS_OF["vague_number"]
OUTSIDE: Final = WORDS_OF["outside"]
# Articles and number words: what stands before the modifiers.
BEFORE_MODIFIERS: Final = INDEFINITE | DEFINITE | GENERIC | ANOTHER | ORDINALS | VAGUE_NUMBER | WORDS_OF["number_like"]
# "one of the agreements", "a number of other agreements"
PARTITIVE: Final = re.compile(
    rf"""(?<!article\s)(?<!section\s)(?<!chapter\s)\b(?:(?P<one>one|another)
    |(?P<vague>an?\s+(?:large\s+)?(?:number|series|set|raft|range|host|slew|package|batch|string|variety|bunch|suite|basket|clutch)
        |dozens|scores|hundreds|some|many|most|several|all)
    |an?\s+total
    |(?P<part>{WORDS}|\d{{1,3}}))\s+of\s+$""",
    re.IGNORECASE | re.VERBOSE,
)
PLURAL: Final = re.compile(r"s$|^(?:memoranda|memorandums|letters|statements|declarations)\b", re.IGNORECASE)
PARTICIPLE: Final = re.compile(r"^[a-z]{3,}ed$")
ADVERB: Final = re.compile(r"^[a-z]{2,}ly$")
SINGULAR_S: Final = re.compile(r"(?:minutes of .*|jcpoa|cessation of hostilities.*|exchange of .*)$", re.IGNORECASE)
CLAUSE_END: Final = re.compile(
    r"[;:]|[.!?]\s|[.!?]$|\n\s*\n|,\s+(?:which|who|where|while|when|as|but|and\s+(?:the|said|he|she|they|also))\b"
    r"|\s(?:said|told|which|who|while|but|although|because|after|before|when)\s"
)


@dataclass(frozen=True, slots=True)
class InstrumentPhrase:
    """An instrument's noun phrase.

    `span` reaches from its first word to its noun, `modifiers` covers what stands between the number words and the
    noun, `tail` what follows the noun in the clause. `count` is None for an unknown number of instruments; `ordinal`
    is the word that tells a second contract from a first, or empty.
    """

    trigger: Trigger
    span: Span
    modifiers: Span
    tail: Span
    determiner: Determiner
    count: int | None
    plural: bool
    ordinal: str = ""


def read_phrase(text: str, trigger: Trigger, sentence: Span, *, verbs: Container[int] = ()) -> InstrumentPhrase:
    """The phrase of the instrument noun `trigger` inside its sentence.

    `verbs` are the offsets at which words of signing and negotiating begin: the phrase ends before them, unless they
    are used like an adjective ("the newly signed agreement").
    """
    words = _words_before(text, Span(sentence.start, trigger.span.start), verbs)
    lows = [_bare(word.of(text)) for word in words]
    start = words[0].start if words else trigger.span.start
    partitive = PARTITIVE.search(text, max(sentence.start, start - 40), start)
    numbers = [value for low in lows if (value := _whole(low)) is not None and value < 1000]
    # "Four cooperation document": a slip of the pen is still four.
    plural = _is_plural(trigger.text) or (lows[:1] != [] and (_whole(lows[0]) or 1) in range(2, 1000))
    count: int | None = 1
    if plural and lows[:1] == ["both"]:
        count = BOTH
    elif plural:
        count = numbers[-1] if numbers and not (partitive and partitive["vague"]) else None
    if partitive and partitive["one"]:
        count = 1
    if partitive and count is None and partitive["part"]:
        count = _whole(partitive["part"].lower())
    return InstrumentPhrase(
        trigger=trigger,
        span=Span(partitive.start() if partitive else start, trigger.span.end),
        modifiers=Span(_modifiers_start(words, lows, trigger.span.start), trigger.span.start),
        tail=_tail(text, trigger.span.end, sentence.end),
        determiner=_determiner(lows, partitive, plural=plural),
        count=count,
        plural=plural and count != 1,
        ordinal=next((low for low in lows if low in ORDINALS), ""),
    )


def _words_before(text: str, span: Span, verbs: Container[int]) -> list[Span]:
    """The words of the phrase before its noun, first to last."""
    if text[span.end - 1 : span.end] in OPENERS and span.end > span.start:
        return []
    window = Span(max(span.start, span.end - 160), span.end)
    tokens = [Span(match.start(), match.end()) for match in TOKEN.finditer(text, window.start, window.end)]
    words: list[Span] = []
    for index in range(len(tokens) - 1, max(-1, len(tokens) - 1 - LONGEST_PHRASE), -1):
        raw = tokens[index].of(text)
        low = _bare(raw)
        if CLOSING.search(raw) or low in OUTSIDE:
            break
        if low in WORDS_OF["joiner"] and not _joins_modifiers(text, tokens, index):
            break
        if (tokens[index].start in verbs or PARTICIPLE.match(raw)) and not _is_adjective(text, tokens, index):
            break
        words.insert(0, tokens[index])
        if low in INDEFINITE | DEFINITE | GENERIC or (
            POSSESSIVE.search(raw.strip(EDGE[:1])) and not low.endswith("s’s")
        ):
            break
    return words


def _joins_modifiers(text: str, tokens: list[Span], index: int) -> bool:
    """Whether an "and" joins two words before the noun ("oil and gas deal") rather than two phrases.

    "News agencies and two accords" are two: a number begins a phrase of its own.
    """
    if index == 0 or index + 1 >= len(tokens):
        return False
    before, after = tokens[index - 1].of(text), tokens[index + 1].of(text)
    if _bare(after) in BEFORE_MODIFIERS or _whole(_bare(after)) is not None:
        return False
    return before.strip(EDGE)[:1].islower() == after.strip(EDGE)[:1].islower() and not CLOSING.search(before)


def _is_adjective(text: str, tokens: list[Span], index: int) -> bool:
    """Whether a participle describes the noun: an article, a number or an adverb stands before it."""
    low = _bare(tokens[index - 1].of(text)) if index else ""
    return (
        low in INDEFINITE | DEFINITE | ANOTHER | ORDINALS
        or ADVERB.match(low) is not None
        or POSSESSIVE.search(low) is not None
    )


def _modifiers_start(words: list[Span], lows: list[str], end: int) -> int:
    for word, low in zip(words, lows, strict=True):
        if low not in BEFORE_MODIFIERS and _whole(low) is None:
            return word.start
    return end


def _determiner(lows: list[str], partitive: re.Match[str] | None, *, plural: bool) -> Determiner:
    first = lows[0] if lows else ""
    if first in GENERIC or any(low in WORDS_OF["ahead"] for low in lows):
        return "generic"
    if (partitive and partitive["one"]) or any(low in ANOTHER for low in lows):
        return "another"
    if (partitive and not partitive["one"]) or first in INDEFINITE or any(low in VAGUE_NUMBER for low in lows):
        return "new"
    if first in DEFINITE or POSSESSIVE.search(first):
        return "known"
    return "new" if plural and any(_whole(low) is not None for low in lows) else "bare"


def _tail(text: str, start: int, end: int) -> Span:
    end = min(end, start + LONGEST_TAIL)
    closing = CLAUSE_END.search(text, start, end)
    return Span(start, closing.start() if closing else end)


def _is_plural(noun: str) -> bool:
    return PLURAL.search(noun) is not None and SINGULAR_S.search(noun) is None


def _bare(word: str) -> str:
    return word.strip(EDGE + ",;:.").lower()


def _whole(word: str) -> int | None:
    if word in INDEFINITE:
        return None
    value = number(word)
    return int(value) if value is not None and value == int(value) else None
