"""Statements: words that stand in the article, marked as they are marked there, and said by whom the cue names."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from extractor.attribution import Attribution
from extractor.attribution.merging import outside
from extractor.gazetteer import find_names
from extractor.mentions import Person
from extractor.names import fold
from extractor.spans import Span
from extractor.validate.base import Case, Ruling, locate
from extractor.validate.registry import value_check
from extractor.validate.words import NEGATION, WORD, is_in, quoted
from schemas.vocabulary import QuoteType

STATEMENT: Final = ("statement",)
EDGE: Final = re.compile(r"^[\s,;:“”\"'‘’«»]+|[\s,;:“”\"'‘’«»]+$")
# An attribution of the same words covers this share of them.
# "that", "also", a day: so many words beside speaker and cue are still their frame.
LOOSE_WORDS: Final = 3
SAME_WORDS: Final = 0.5
SURE: Final = 0.5
# An attribution of these kinds has several speakers, all of them right.
SEVERAL: Final = frozenset({"joint", "group", "office"})
HEAD: Final = 4
TAIL: Final = 4
DOMINANT: Final = 0.5


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
        if _share(attribution.content, content) >= 0.9:
            return attribution.quote_type
        if attribution.cue and attribution.speaker_span:
            ends = (*attribution.cue.span, *attribution.speaker_span)
            frames.append(Span(min(ends), max(ends)))
    inside = [
        Span(max(content.start, quote.span.start), min(content.end, quote.span.end))
        for quote in case.context.outer_quotes
        if quote.span.overlaps(content)
    ]
    words = sum(len(WORD.findall(span.of(case.text))) for span in inside)
    if not words:
        return "indirect"
    bare = len(WORD.findall(outside(case.text, content, sorted([*frames, *inside]))))
    return "direct" if bare <= max(1, words // 40) else "mixed"


def _share(one: Span, other: Span) -> float:
    """How much of the larger of two spans they share."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / max(one.end - one.start, other.end - other.start, 1)


@value_check(
    "speaker-cue",
    fields=("speaker",),
    kinds=STATEMENT,
    about="The speaker is the one to whom the words of speech around the content belong.",
)
def speaker_cue(case: Case, value: str) -> Ruling | None:
    """Who said it, by the article's own attribution; by issuer or dominant speaker where a sentence has none."""
    span = case.content
    if span is None:
        return None
    found = [a for a in case.attributions if overlap(a.content, span) >= SAME_WORDS]
    person = case.person(value)
    if any(_is_by(case, a, value, person) for a in found):
        return Ruling("supported" if person is None or person.name == value else "variant", span=_said_by(found))
    if _stands_beside(case, value, person, span):
        return Ruling("inferred", span=_beside(case, person, span))
    sure = [a for a in found if a.confidence >= SURE and (a.speaker_person is not None or a.speaker_actor)]
    if _is_voice(case, value, person) and not any(a.speaker_person is not None for a in sure):
        return Ruling("inferred")
    if sure:
        who = quoted(case.text, sure[0].speaker_span) if sure[0].speaker_span else sure[0].speaker_text
        return Ruling("contradicted", f"The words of speech belong to {who}, not to {value}.", sure[0].speaker_span)
    return Ruling("contradicted", f"Nothing near these words says that {value} said them.", span)


def overlap(one: Span, content: Span) -> float:
    """How much of the shorter of two spans the other covers."""
    common = min(one.end, content.end) - max(one.start, content.start)
    return max(0, common) / max(1, min(one.end - one.start, content.end - content.start))


def _said_by(found: Sequence[Attribution]) -> Span | None:
    return found[0].speaker_span or (found[0].cue.span if found[0].cue else None)


def _is_by(case: Case, attribution: Attribution, value: str, person: Person | None) -> bool:
    if person and person.id == attribution.speaker_person:
        return True
    if person and person.id in attribution.alternatives:
        return attribution.basis in SEVERAL or attribution.speaker_person is None
    named = fold(value)
    spoken = fold(attribution.speaker_text)
    if spoken and (named in spoken or spoken in named):
        return True
    actor = attribution.speaker_actor
    if actor is None or person is not None:
        return False
    return actor.code in _codes_of(value)


def _codes_of(name: str) -> frozenset[str]:
    """The countries and organisations that a body's name contains."""
    return frozenset(entry.code for match in find_names(name) for entry in match.entries)


def _outside_mentions(case: Case, value: str, person: Person | None, content: Span) -> list[Span]:
    """Mentions of the speaker in the own sentences, outside what was said."""
    if person:
        spans = [m.span for m in person.mentions]
    else:
        spans = [Span(m.start(), m.end()) for m in re.finditer(re.escape(value), case.text)]
    return [span for span in spans if is_in(span, case.own) and not span.overlaps(content)]


def _stands_beside(case: Case, value: str, person: Person | None, content: Span) -> bool:
    """Whether the speaker stands beside the content in its own sentence and no other attribution claims the words."""
    claimed = [
        a
        for a in case.attributions
        if a.speaker_person is not None and a.confidence >= SURE and overlap(a.content, content) >= SAME_WORDS
    ]
    beside = _outside_mentions(case, value, person, content)
    others = [ref for span in case.own for ref in case.reading.people_in(span) if not ref.span.overlaps(content)]
    alone = {ref.person.id for ref in others} <= ({person.id} if person else set())
    return bool(beside) and not claimed and (alone or person is None or beside[0].start <= others[0].span.start)


def _beside(case: Case, person: Person | None, content: Span) -> Span | None:
    if person is None:
        return None
    return next((m.span for m in person.mentions if is_in(m.span, case.own) and not m.span.overlaps(content)), None)


def _is_voice(case: Case, value: str, person: Person | None) -> bool:
    """Whether the speaker is the one whose text this is: issuer of a release, or who speaks nearly everywhere."""
    attributions = case.context.analysis.attributions
    if person is not None and attributions:
        own = sum(person.id in (a.speaker_person, *a.alternatives) for a in attributions)
        if own >= DOMINANT * len(attributions):
            return True
    sentences = case.reading.sentences
    ends = (*sentences[:HEAD], *sentences[-TAIL:])
    if person is None:
        words = [word.lower() for word in WORD.findall(value) if len(word) > 2]
        heads = [s.span.of(case.text).lower() for s in ends]
        return any(words and all(word in head for word in words) for head in heads)
    others = sum(a.speaker_person is not None and a.speaker_person != person.id for a in attributions)
    spans = tuple(s.span for s in ends)
    outermost = (case.reading.references[0].person.id, case.reading.references[-1].person.id)
    return others == 0 and person.id in outermost and any(is_in(m.span, spans) for m in person.mentions)


@value_check(
    "speaker-inside",
    fields=("speaker",),
    kinds=STATEMENT,
    severity="warning",
    about="A speaker who is named only inside the content is spoken of, not speaking.",
)
def speaker_inside(case: Case, value: str) -> Ruling | None:
    """Third persons in a quotation are not its speaker."""
    person, content = case.person(value), case.content
    if person is None or content is None:
        return None
    if any(person.id == a.speaker_person for a in case.attributions):
        return None
    spans = [m.span for m in person.mentions]
    if spans and all(content.covers(span) for span in spans):
        return Ruling("contradicted", f"{person.name} is only spoken of in these words.", spans[0])
    return None
