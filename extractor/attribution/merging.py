"""From the claims of sentences to statements: one per speaker, occasion and contiguous content (codebook 2).

Sentences continue a statement when they stand in the same quotation, when a quotation follows its speaker's sentence
without a cue of its own, and when a pronoun goes on about the same things in the same act. A new name, a new act or new
words begin a new statement.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extractor.attribution.acts import speech_act
from extractor.attribution.claims import Claim
from extractor.attribution.page import Page
from extractor.attribution.quotations import around_quotes
from extractor.attribution.sources import names_source
from extractor.mentions import Quote
from extractor.rules.tables import read_words
from extractor.spans import Span
from schemas.vocabulary import QuoteType, SpeechAct

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SUFFIX = re.compile(r"(?:['’]s|ies|es|s|ed|ing|ion|ions|ment)\Z")
STOP_WORDS = read_words("speaker_words.tsv", "stop")
# No statement in print runs longer, and each sentence that goes on is compared with all before it.
LONGEST_STATEMENT = 6_000  # characters
# Two content words in common mean that the speaker goes on about the same thing.
COMMON_WORDS = 2
SHORTEST_STEM = 4
# Sentences before the one with the cue that may belong to it, "A. B. C, he said."
LONGEST_LEAD_IN = 3
# A cue so close to the one before it is what is reported: "said he hoped".
NESTED_CUE = 20
# A stray word or two beside a long quotation do not make it mixed.
WORDS_PER_STRAY = 40
# "Peru “will not pay”": the name is a part of what was said
NAMED = re.compile(r"\b[A-Z]\w+")
REPORTS = frozenset({"assert", "announce_action", "commit_offer"})
ADDS = frozenset({"added", "adds"})
TAKES_UP = re.compile(r"[\"“«]?(?:It|This|That|These|Those|They|He|She|Such)\b")
NARRATIVE = re.compile(
    r"""\b(?:(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|last\s+(?:week|month|year)|arrived|met|visited
    |signed|held|attended|took\s+place|according\s+to|\d{4})\b""",
    re.VERBOSE,
)
FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|I)\b(?!\.)")
QUOTE_GAP = ' \n\r\t\xa0"”“.'


def statement_act(page: Page, claim: Claim) -> SpeechAct:
    """The speech act of a claim: its first cue's, or that of a cue right within ("said he hoped"), and its words'."""
    values = [cue.value for cue in claim.cues[:1]]
    values += [after.value for cue, after in pairwise(claim.cues[:2]) if after.span.start - cue.span.end < NESTED_CUE]
    decided = next((value for value in values if value != "assert"), "assert")
    return speech_act(decided, outside(page.text, claim.content, claim.frames))


def outside(text: str, content: Span, frames: list[Span]) -> str:
    """The words of the content that are no frame, a stop where a frame was left out."""
    parts, at = [], content.start
    for frame in sorted(frames):
        if frame.start >= content.end:
            break
        parts.append(text[at : max(at, frame.start)])
        at = max(at, frame.end)
    parts.append(text[at : max(at, content.end)])
    return " . ".join(part for part in parts if part.strip())


def quote_type(page: Page, content: Span, frames: list[Span]) -> QuoteType:
    """Whether the content's words stand in quotation marks: all (direct), some (mixed) or none (indirect)."""
    return type_by_marks(page.text, content, page.quotes_in(content), frames)


def type_by_marks(text: str, content: Span, quotes: Sequence[Quote], frames: list[Span]) -> QuoteType:
    """The same by the quotations that overlap the content; `frames` are cues and speakers, which count as neither."""
    inside = [Span(max(content.start, quote.span.start), min(content.end, quote.span.end)) for quote in quotes]
    quoted = sum(_count(span.of(text)) for span in inside)
    if not quoted:
        return "indirect"
    bare = outside(text, content, [*frames, *inside])
    stray = 0 if NAMED.search(bare) else 1
    return "direct" if _count(bare) <= max(stray, quoted // WORDS_PER_STRAY) else "mixed"


def _count(words: str) -> int:
    return sum(1 for _ in WORD.finditer(words))


def continue_quotes(page: Page, claims: list[Claim]) -> None:
    """Give each quotation that no cue claims to the claim right before it; `claims` in document order."""
    starts = [claim.content.start for claim in claims]
    for quote in page.speech:
        position = bisect_right(starts, quote.span.start)
        if any(claim.content.overlaps(quote.span) for claim in claims[max(0, position - 2) : position + 1]):
            continue
        claim = claims[position - 1] if position else None
        if claim is None or page.text[_reach(page, claim) : quote.span.start].strip(QUOTE_GAP):
            continue
        if claim.trailing:
            claim.frames.append(Span(claim.content.end, quote.span.start))
        claim.content = around_quotes(page, Span(claim.content.start, quote.inner.end))
        claim.last_sentence = page.position_at(claim.content.end)


def _reach(page: Page, claim: Claim) -> int:
    """Where the claim's last sentence ends."""
    return max(claim.content.end, page.bodies[claim.last_sentence].span.end)


def without_own_voice(page: Page, claims: list[Claim]) -> list[Claim]:
    """Without claims on behalf of a state in a sentence that says "our": it is itself part of someone's speech."""
    return [
        claim
        for claim in claims
        if claim.speaker.person is not None
        or page.quotes_in(claim.content)
        or FIRST_PERSON.search(claim.content.of(page.text)) is None
    ]


def reach_back(page: Page, claims: list[Claim]) -> None:
    """Let "A. B, he said." begin with A: sentences of the paragraph that nothing else attributes."""
    taken = {position for claim in claims for position in range(claim.sentence, claim.last_sentence + 1)}
    for claim in claims:
        if not claim.trailing or page.quotes_in(claim.content) or names_source(claim.cues[0]):
            continue
        first = claim.sentence
        while first > 0 and first - 1 not in taken and _is_free(page, first - 1, claim.sentence):
            first -= 1
        while first < claim.sentence and not (_opens_paragraph(page, first) or _speaks(page, first)):
            first += 1
        if first < claim.sentence:
            claim.content = Span(page.bodies[first].span.start, claim.content.end)
            claim.sentence = first


def _is_free(page: Page, position: int, own: int) -> bool:
    before = page.bodies[position]
    if before.paragraph != page.bodies[own].paragraph or own - position > LONGEST_LEAD_IN:
        return False
    if page.quotes_in(before.span):
        return False
    return _speaks(page, position) or not (page.cues_in(before.span) or NARRATIVE.search(before.span.of(page.text)))


def _speaks(page: Page, position: int) -> bool:
    """Whether a sentence says "we" or "I": no narrator does."""
    return FIRST_PERSON.search(page.bodies[position].span.of(page.text)) is not None


def _opens_paragraph(page: Page, position: int) -> bool:
    return position == 0 or page.bodies[position - 1].paragraph != page.bodies[position].paragraph


def merge(page: Page, claims: list[Claim]) -> list[Claim]:
    """Join neighbouring claims that continue one statement."""
    merged: list[Claim] = []
    for claim in claims:
        if merged and _continues(page, merged[-1], claim):
            last = merged[-1]
            between = Span(last.content.end, max(last.content.end, claim.content.start))
            last.frames += [*claim.frames, between]
            last.cues += claim.cues
            last.content = Span(last.content.start, max(last.content.end, claim.content.end))
            last.last_sentence = max(last.last_sentence, claim.last_sentence)
            last.trailing = claim.trailing
        else:
            merged.append(claim)
    return merged


def _continues(page: Page, last: Claim, claim: Claim) -> bool:
    if not last.speaker.is_same(claim.speaker):
        return False
    if claim.content.overlaps(last.content):
        return True
    if claim.sentence != last.last_sentence + 1 or claim.content.end - last.content.start > LONGEST_STATEMENT:
        return False
    same_paragraph = page.bodies[claim.sentence].paragraph == page.bodies[last.last_sentence].paragraph
    types = quote_type(page, last.content, last.frames), quote_type(page, claim.content, claim.frames)
    if types == ("direct", "direct"):
        return same_paragraph and claim.trailing and _acts_agree(page, last, claim)
    goes_on = claim.speaker.basis in ("pronoun", "same subject")
    quoted = page.quote_at(claim.content.start + 1) is not None
    argues = quoted and goes_on and same_paragraph and statement_act(page, last) == "assert"
    if types[0] != "indirect" or not (argues or _acts_agree(page, last, claim)):
        return False
    shared = len(_topic(page, last) & _topic(page, claim)) >= COMMON_WORDS
    adds = claim.cues[0].text.lower() in ADDS
    if quoted:
        takes_up = TAKES_UP.match(page.text, claim.content.start) is not None
        return claim.trailing and ((shared and same_paragraph) or takes_up or adds or (goes_on and same_paragraph))
    return (goes_on or adds) and (same_paragraph or shared)


def _acts_agree(page: Page, last: Claim, claim: Claim) -> bool:
    """Whether the acts are equal, or a plain report goes on after another."""
    acts = statement_act(page, last), statement_act(page, claim)
    return acts[0] == acts[1] or acts[1] == "assert" or REPORTS.issuperset(acts)


def _topic(page: Page, claim: Claim) -> set[str]:
    """Stems of the content's words; names of countries recur everywhere and tell nothing."""
    names = page.country_words | set(claim.speaker.text.lower().split())
    words = (word[0].lower() for word in WORD.finditer(outside(page.text, claim.content, claim.frames)))
    telling = (word for word in words if word not in STOP_WORDS and word not in names)
    return {SUFFIX.sub("", word) for word in telling if len(word) >= SHORTEST_STEM}
