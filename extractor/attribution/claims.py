"""One sentence's claims: which cues belong together, whose they are, and which words each attributes.

Cues of one speaker in one sentence make one claim ("X thanked Y and said Z"). A second speaker opens a claim of his own
when a conjunction sets him apart, and takes the first one's place when he stands inside it (the innermost speaker,
codebook 2).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.attribution.content import Frame, Said, words_said
from extractor.attribution.page import Page
from extractor.attribution.referents import Referent
from extractor.attribution.speakers import Memory, Speaker, resolve
from extractor.attribution.subjects import Subject, find_subject, is_participle, main_subject
from extractor.mentions import Sentence, Trigger
from extractor.spans import Span

# Farther left than this no subject is looked for; keeps a page-long "sentence" linear.
LONGEST_CLAUSE = 700
DATELINE = re.compile(r"[^\w]*(?:[A-Z][\w .,/()'’-]{0,60}\s?[–—-]{1,2}\s*)?[\"“]?\s*\Z")
SET_APART = re.compile(r"(?:,?\s*\b(?:while|whereas|but|with)|;|—|,?\s*\band)\s*\Z")
STRONGLY_APART = re.compile(r"(?:,?\s*\b(?:while|whereas|but)|;|—)\s*\Z")
NESTED_GAP = re.compile(r"\s*(?:[\w'’]+\s+){0,6}?(?:that\s+)?(?:[\w'’]+\s*,?\s*){0,3}\Z")
# Participles that report speech whatever the main verb is: "X left the room, saying …".
REPORTING = frozenset(
    {"saying", "telling", "adding", "noting", "stating", "stressing", "writing", "warning", "explaining", "insisting"}
)
QUOTING = frozenset({"saying", "writing", "telling"})
OPENS_WORDS = re.compile(r"\s*[:,]?\s*(?=[\"“«]|``)")
THAT = re.compile(r"\s*(?:that\b\s*)?")
SUBORDINATE = re.compile(r"(?:When|After|Before|Since|Once|As|While|If)\b")


@dataclass
class Claim:
    """A speaker's words, before their speech act is read.

    `sentence` and `last_sentence` are the first and last position of its sentences in `Page.bodies`.
    """

    speaker: Speaker
    cues: list[Trigger]
    content: Span
    frames: list[Span]
    sentence: int
    last_sentence: int
    trailing: bool = False


@dataclass
class _Part:
    speaker: Speaker
    subject: Subject
    cues: list[Trigger]
    start: int
    end: int


def sentence_claims(page: Page, sentence: Sentence, memory: Memory) -> list[Claim]:
    """The claims of one sentence, in order."""
    parts: list[_Part] = []
    leading: list[Trigger] = []
    floor = sentence.span.start
    for cue in page.cues_in(sentence.span):
        clause = Span(max(_clause_floor(page, cue, floor), cue.span.start - LONGEST_CLAUSE), sentence.span.end)
        subject = None if cue.modality == "negated" else find_subject(page, clause, cue)
        if subject is None:
            continue
        floor = cue.span.end
        if subject.relation == "chained":
            _chain(page, sentence, cue, parts, leading, memory)
            continue
        speaker = resolve(page, subject, memory, _before_in(page, sentence, subject, memory))
        if speaker is not None:
            _place(page, _Part(speaker, subject, [cue], sentence.span.start, sentence.span.end), parts)
    return [claim for part in parts if (claim := _claim(page, part, leading, sentence))]


def _clause_floor(page: Page, cue: Trigger, floor: int) -> int:
    """The clause begins after the cue before, or with the mark that closes a quotation of speech."""
    spoken = [quote for quote in page.speech_in(Span(floor, cue.span.start)) if quote.span.end <= cue.span.start]
    return max(floor, spoken[-1].span.end - 1) if spoken else floor


def _before_in(page: Page, sentence: Sentence, subject: Subject, memory: Memory) -> tuple[Referent, ...]:
    """The main subject before the cue's own; persons on the way are remembered as mentioned."""
    head = Span(sentence.span.start, subject.span.start)
    for referent in page.referents_in(head):
        if referent.person is not None:
            memory.see(referent.person)
    main = main_subject(page, head) if head.start < head.end else None
    return main.referents if main else ()


def _chain(
    page: Page, sentence: Sentence, cue: Trigger, parts: list[_Part], leading: list[Trigger], memory: Memory
) -> None:
    if parts:
        parts[-1].cues.append(cue)
    elif DATELINE.match(page.text[sentence.span.start : cue.span.start]) and is_participle(cue):
        leading.append(cue)
    elif _may_report(page, cue) and (subject := main_subject(page, Span(sentence.span.start, cue.span.start))):
        speaker = resolve(page, subject, memory)
        if speaker:
            here = Subject("chained", subject.referents, Span(cue.span.start, cue.span.start))
            parts.append(
                _Part(speaker._replace(basis="same subject"), here, [cue], sentence.span.start, sentence.span.end)
            )


def _may_report(page: Page, cue: Trigger) -> bool:
    """Whether a cue without subject goes with whatever the sentence is about: "X met Y and said", "X left, saying"."""
    if is_participle(cue):
        return cue.text.lower() in REPORTING
    return re.search(r"\b(?:and|but)\s+(?:\w+\s+)?\Z", page.text[cue.span.start - 20 : cue.span.start]) is not None


def _place(page: Page, new: _Part, parts: list[_Part]) -> None:
    """Where a cue with its own subject goes among the parts found so far."""
    if not parts:
        parts.append(new)
        return
    last, cue = parts[-1], new.cues[0]
    gap = page.text[last.cues[-1].span.end : new.subject.span.start]
    if new.speaker.is_same(last.speaker):
        if "," in gap and SUBORDINATE.match(page.text, last.start) and len(last.cues) == 1:
            new.start = new.subject.span.start
            parts[-1] = new
        else:
            last.cues.append(cue)
    elif new.subject.relation == "after" or _ends_sentence(page, new):
        last.end = min(last.end, min(cue.span.start, new.subject.span.start))
    elif STRONGLY_APART.search(gap) or (SET_APART.search(gap) and new.speaker.person is not None):
        apart = SET_APART.search(gap)
        last.end = last.cues[-1].span.end + (apart.start() if apart else len(gap))
        new.start = new.subject.span.start
        parts.append(new)
    elif len(gap) < 90 and "," not in gap and NESTED_GAP.match(gap):
        if new.speaker.person is not None and last.speaker.person is not None:
            new.start = new.subject.span.start
            parts[-1] = new
        else:
            last.cues.append(cue)


def _ends_sentence(page: Page, part: _Part) -> bool:
    """Whether nothing but the sentence's end follows the cue: "…, he said."."""
    return not page.text[part.cues[0].span.end : part.end].strip(' ."”’\n')


def _claim(page: Page, part: _Part, leading: Sequence[Trigger], sentence: Sentence) -> Claim | None:
    cue, *further = part.cues
    if own := _own_words(page, part, sentence):
        return own
    frame = Frame(cue, part.subject, Span(part.start, part.end))
    said = words_said(page, frame, tuple(further)) or _announced(page, frame)
    if said is None:
        return None
    cues = [*leading, *part.cues]
    if leading and part.start == sentence.span.start:
        said = _with_leading(page, said, leading[0], frame)
    content = around_quotes(page, said.content)
    first, last = page.position_at(content.start + 1), page.position_at(max(content.end, sentence.span.end))
    return Claim(part.speaker, cues, content, list(said.frames), first, last, said.trailing)


def _announced(page: Page, frame: Frame) -> Said | None:
    """ "The ministry said:" and then the words, in a paragraph of their own."""
    if page.text[frame.end : frame.within.end].strip() != ":":
        return None
    following = page.position_at(frame.within.end) + 1
    if following >= len(page.bodies):
        return None
    words = page.bodies[following].span
    quote = next((quote for quote in page.speech_in(words) if quote.span.start == words.start), None)
    content = quote.span if quote else words
    return Said(content, (Span(frame.within.start, content.start),), trailing=False)


def _own_words(page: Page, part: _Part, sentence: Sentence) -> Claim | None:
    """ "X hailed Y in a tweet, writing, "…"": what follows the participle is what X said, not the summary before it."""
    for cue in part.cues:
        if (
            cue.text.lower() in QUOTING
            and OPENS_WORDS.match(page.text, cue.span.end)
            and cue.span.start > part.subject.span.end
        ):
            start = OPENS_WORDS.match(page.text, cue.span.end).end()
            content = around_quotes(page, Span(start, part.end))
            last = page.position_at(max(content.end, sentence.span.end))
            first = page.position_at(start)
            return Claim(part.speaker, part.cues, content, [Span(part.start, start)], first, last)
    return None


def _with_leading(page: Page, said: Said, cue: Trigger, frame: Frame) -> Said:
    """ "Stressing A, the minister said B": A and B are said."""
    that = THAT.match(page.text, cue.span.end)
    begin = that.end() if that else cue.span.end
    inside = tuple(span for span in said.frames if span.start >= frame.start)
    return Said(Span(begin, max(begin, said.content.end)), inside or (Span(frame.start, frame.end),), said.trailing)


def around_quotes(page: Page, content: Span) -> Span:
    """The content with every quotation at its edges whole, through re-opened paragraphs."""
    start, end = content
    if opening := page.quote_at(start):
        start = opening.span.start
    while end > start and (closing := page.quote_at(end)):
        end = closing.span.end
        following = page.quotes_in(Span(end, min(len(page.text), end + 8)))
        if closing.closed or not following or page.text[end : following[0].span.start].strip():
            break
        end = following[0].span.end - 1
    return Span(start, end)
