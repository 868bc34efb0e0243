"""Quotations: words that stand in the article as they are given, marked as they are marked there."""

from difflib import SequenceMatcher
from typing import Final

from extractor.attribution import Attribution
from extractor.attribution.merging import type_by_marks
from extractor.names import fold
from extractor.spans import Span
from extractor.validate.base import Case, Ruling, locate
from extractor.validate.registry import value_check
from extractor.validate.words import NEGATION, WORD, quoted, share
from schemas.vocabulary import QuoteType

STATEMENT: Final = ("statement",)
# "that", "also", a day: so many words beside speaker and cue are still their frame.
LOOSE_WORDS: Final = 3
# An attribution that shares so much of the content is about the same words.
SAME_SPAN: Final = 0.9


@value_check(
    "content-verbatim",
    fields=("content",),
    kinds=STATEMENT,
    about="The content is the article's own words; quotation marks, accents and line breaks aside, no word may differ.",
)
def content_verbatim(case: Case, value: str) -> Ruling | None:
    """Verbatim, verbatim but for marks, altered, or invented."""
    if not value.strip():
        return Ruling("unsupported", "The content is empty.")
    span = case.content if value == case.first("content") else locate(case.text, value)
    if span is None:
        return Ruling("unsupported", "No passage of the article has these words.")
    there = span.of(case.text)
    if there == value:
        return Ruling("supported", span=span)
    changed = _changed(there, value)
    if not changed:
        return Ruling("variant", "The content is written as in the article.", span, "info", repaired=there)
    return Ruling("contradicted", changed, span)


def _changed(there: str, given: str) -> str:
    """What differs in words, as a message; empty where only marks and accents do."""
    one, other = _words(there), _words(given)
    if one == other:
        return ""
    if len(NEGATION.findall(there)) != len(NEGATION.findall(given)):
        return "A negation was dropped or added: the article says the opposite."
    parts = [
        f"“{' '.join(one[a:b])}” became “{' '.join(other[c:d])}”"
        for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return f"The words differ from the article: {'; '.join(parts[:3])}."


def _words(text: str) -> list[str]:
    return [fold(word) or word.lower() for word in WORD.findall(text)]


@value_check(
    "content-edge",
    fields=("content",),
    kinds=STATEMENT,
    severity="info",
    about="Speaker and cue at the edge of the content are no part of it and are cut off.",
)
def content_edge(case: Case, value: str) -> Ruling | None:
    """ "X said that C" is cut to C; a verb that is itself the act ("thanked", "pledged") belongs to the content."""
    span = locate(case.text, value)
    for attribution in case.context.analysis.attributions if span else ():
        cue, inner, speaker = attribution.cue, attribution.content, attribution.speaker_span
        if span is None or cue is None or speaker is None or cue.value != "assert" or not span.covers(inner):
            continue
        is_edge = span.covers(cue.span) and span.covers(speaker) and not inner.overlaps(cue.span)
        if is_edge and _is_only_frame(case.text, span, attribution):
            message = f"{quoted(case.text, cue.span)} and its speaker are no part of what was said."
            return Ruling("variant", message, inner, repaired=inner.of(case.text))
    return None


def _is_only_frame(text: str, span: Span, attribution: Attribution) -> bool:
    """Whether what stands around the words said is the speaker, the cue, and hardly anything else."""
    around = text[span.start : attribution.content.start] + " " + text[attribution.content.end : span.end]
    own = len(WORD.findall(attribution.speaker_text)) + len(
        WORD.findall(attribution.cue.text if attribution.cue else "")
    )
    return len(WORD.findall(around)) <= own + LOOSE_WORDS


@value_check(
    "quote-marks",
    fields=("quote_type",),
    kinds=STATEMENT,
    severity="warning",
    about="Direct, mixed or indirect is recomputed from the quotation marks around the content.",
)
def quote_marks(case: Case, value: str) -> Ruling | None:
    """The marks decide."""
    span = case.content
    if span is None:
        return None
    right = _quote_type(case, span)
    if right == value:
        return Ruling("supported", span=span)
    message = f"By the quotation marks the content is {right}, not {value}."
    return Ruling("contradicted", message, span, repaired=right)


def _quote_type(case: Case, content: Span) -> QuoteType:
    frames: list[Span] = []
    for attribution in case.attributions:
        if share(attribution.content, content) >= SAME_SPAN:
            return attribution.quote_type
        if attribution.cue and attribution.speaker_span:
            ends = (*attribution.cue.span, *attribution.speaker_span)
            frames.append(Span(min(ends), max(ends)))
    quotes = case.context.outer_quotes_in(content)
    return type_by_marks(case.text, content, quotes, frames)
