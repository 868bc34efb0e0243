"""From the claims of sentences to statements: one per speaker, occasion and contiguous content (codebook 2).

Sentences continue a statement when they stand in the same quotation, when a quotation follows its speaker's sentence
without a cue of its own, and when a pronoun goes on about the same things in the same act. A new name, a new act or new
words begin a new statement.
"""

import re
from itertools import pairwise

from extractor.attribution.acts import speech_act
from extractor.attribution.claims import Claim, around_quotes
from extractor.attribution.page import Page
from extractor.mentions import Quote
from extractor.spans import Span
from schemas.vocabulary import QuoteType

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """the a an of to in on at for and or but with by from as is are was were be been being has have had will would can
        could may might should must shall not no it its he she they his her their them this that these those which who whom
        whose what when where while also both all any more most such than then there into over under about after before
        between during against through our we us i my you your said say says two one other some only own same so very
        new countries country nations states relations cooperation bilateral support region regional development""",
    )
)
# Two content words in common mean that the speaker goes on about the same thing.
COMMON_WORDS = 2
LONGEST_LEAD_IN = 4
NESTED_CUE = 20
REPORTS = frozenset({"assert", "announce_action", "commit_offer"})
TAKES_UP = re.compile(r"[\"“«]?(?:It|This|That|These|Those|They|He|She|Such)\b")
NARRATIVE = re.compile(
    r"""\b(?:(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|last\s+(?:week|month|year)|arrived|met|visited|signed|held
    |attended|took\s+place|according\s+to|\d{4})\b""",
    re.VERBOSE,
)


def statement_act(page: Page, claim: Claim) -> str:
    """The speech act of a claim: its first cue's, or that of a cue right within ("said he hoped"), and its words'."""
    values = [cue.value for cue in claim.cues[:1]]
    values += [after.value for cue, after in pairwise(claim.cues[:2]) if after.span.start - cue.span.end < NESTED_CUE]
    decided = next((value for value in values if value != "assert"), "assert")
    return speech_act(decided, outside(page.text, claim.content, claim.frames))


def outside(text: str, content: Span, frames: list[Span]) -> str:
    """The words of the content that are no frame."""
    parts, at = [], content.start
    for frame in sorted(frames):
        if frame.start >= content.end:
            break
        parts.append(text[at : max(at, frame.start)])
        at = max(at, frame.end)
    parts.append(text[at : content.end] if at < content.end else "")
    return " . ".join(part for part in parts if part.strip())


def quote_type(page: Page, content: Span, frames: list[Span]) -> QuoteType:
    """Whether the content's words stand in quotation marks: all (direct), some (mixed) or none (indirect)."""
    quotes = page.quotes_in(content)
    inside = [Span(max(content.start, quote.span.start), min(content.end, quote.span.end)) for quote in quotes]
    quoted = sum(_count(span.of(page.text)) for span in inside)
    if not quoted:
        return "indirect"
    bare = _count(outside(page.text, content, sorted([*frames, *inside])))
    return "direct" if bare <= max(1, quoted // 40) else "mixed"


def _count(words: str) -> int:
    return sum(1 for _ in WORD.finditer(words))


def continue_quotes(page: Page, claims: list[Claim]) -> None:
    """Give each quotation that no cue claims to the claim right before it."""
    for quote in page.speech:
        if any(claim.content.overlaps(quote.span) for claim in claims):
            continue
        before = [claim for claim in claims if _reach(page, claim) <= quote.span.start]
        if before and _follows(page, before[-1], quote):
            claim = before[-1]
            claim.frames.extend(_gap(claim, quote))
            claim.content = around_quotes(page, Span(claim.content.start, quote.inner.end))
            claim.last_sentence = page.position_at(claim.content.end)


def _reach(page: Page, claim: Claim) -> int:
    """Where the claim's last sentence ends."""
    return max(claim.content.end, page.bodies[claim.last_sentence].span.end)


def _follows(page: Page, claim: Claim, quote: Quote) -> bool:
    between = page.text[_reach(page, claim) : quote.span.start]
    return not between.strip(' \n\r\t\xa0"”“.')


def _gap(claim: Claim, quote: Quote) -> list[Span]:
    """The frame between the claim's words and the quotation: ", he said. "."""
    return [Span(claim.content.end, quote.span.start)] if claim.trailing else []


def reach_back(page: Page, claims: list[Claim]) -> None:
    """Let "A. B, he said." begin with A: sentences of the paragraph that nothing else attributes."""
    taken = {position for claim in claims for position in range(claim.sentence, claim.last_sentence + 1)}
    for claim in claims:
        if not claim.trailing or page.quotes_in(claim.content) or claim.cues[0].text.lower().startswith("according"):
            continue
        first = claim.sentence
        while first > 0 and _is_free(page, first - 1, claim.sentence) and first - 1 not in taken:
            first -= 1
        if first < claim.sentence and _opens_paragraph(page, first):
            claim.content = Span(page.bodies[first].span.start, claim.content.end)
            claim.sentence = first


def _is_free(page: Page, position: int, own: int) -> bool:
    before = page.bodies[position]
    if before.paragraph != page.bodies[own].paragraph or own - position >= LONGEST_LEAD_IN:
        return False
    words = before.span.of(page.text)
    return not page.cues_in(before.span) and not page.quotes_in(before.span) and not NARRATIVE.search(words)


def _opens_paragraph(page: Page, position: int) -> bool:
    return position == 0 or page.bodies[position - 1].paragraph != page.bodies[position].paragraph


def merge(page: Page, claims: list[Claim]) -> list[Claim]:
    """Join neighbouring claims that continue one statement."""
    merged: list[Claim] = []
    for claim in claims:
        if merged and _continues(page, merged[-1], claim):
            last = merged[-1]
            last.frames += [*claim.frames, *_between(last, claim)]
            last.cues += claim.cues
            last.content = Span(last.content.start, max(last.content.end, claim.content.end))
            last.last_sentence = claim.last_sentence
            last.trailing = claim.trailing
        else:
            merged.append(claim)
    return merged


def _between(last: Claim, claim: Claim) -> list[Span]:
    """The frames that now lie inside: after the first claim's words and before the second's."""
    return [span for span in (Span(last.content.end, claim.content.start),) if span.start < span.end]


def _continues(page: Page, last: Claim, claim: Claim) -> bool:
    if not last.speaker.is_same(claim.speaker):
        return False
    if claim.content.overlaps(last.content):
        return True
    if claim.sentence != last.last_sentence + 1:
        return False
    same_paragraph = page.bodies[claim.sentence].paragraph == page.bodies[last.last_sentence].paragraph
    types = quote_type(page, last.content, last.frames), quote_type(page, claim.content, claim.frames)
    if types == ("direct", "direct"):
        return same_paragraph and claim.trailing and _acts_agree(page, last, claim)
    if types[0] == "direct" or not _acts_agree(page, last, claim):
        return False
    shared = len(_topic(page, last) & _topic(page, claim)) >= COMMON_WORDS
    if types[1] == "direct":
        return claim.trailing and (shared or TAKES_UP.match(page.text, claim.content.start) is not None)
    return claim.speaker.basis in ("pronoun", "same subject") and (same_paragraph or shared)


def _acts_agree(page: Page, last: Claim, claim: Claim) -> bool:
    """Whether the acts are equal, or a plain report goes on after another."""
    acts = statement_act(page, last), statement_act(page, claim)
    return acts[0] == acts[1] or acts[1] == "assert" or REPORTS.issuperset(acts)


def _topic(page: Page, claim: Claim) -> set[str]:
    """Stems of the content's words; names of countries recur everywhere and tell nothing."""
    names = page.country_words | set(claim.speaker.text.lower().split())
    words = (word[0].lower() for word in WORD.finditer(outside(page.text, claim.content, claim.frames)))
    return {_stem(word) for word in words if word not in STOP_WORDS and word not in names and len(word) > 3}


def _stem(word: str) -> str:
    return re.sub(r"(?:['’]s|ies|es|s|ed|ing|ion|ions|ment)\Z", "", word)
