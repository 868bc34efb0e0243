"""One sentence's claims: which cues belong together, whose they are, and which words each attributes.

Cues of one speaker in one sentence make one claim ("X thanked Y and said Z"). A second speaker opens a claim of his own
when a conjunction sets him apart, and takes the first one's place when he stands inside it (the innermost speaker,
codebook 2).
"""

import re
from dataclasses import dataclass, field

from extractor.attribution.adverbials import past_addressee, takes_clause
from extractor.attribution.content import CIRCUMSTANCE, Frame, Said, words_said
from extractor.attribution.joins import STATE, statement_break
from extractor.attribution.memory import Memory, Speaker
from extractor.attribution.officials import head_of
from extractor.attribution.page import Page
from extractor.attribution.quotations import around_quotes
from extractor.attribution.referents import BODIES, Referent
from extractor.attribution.sources import Subject, is_participle
from extractor.attribution.speakers import resolve
from extractor.attribution.subjects import find_subject, main_subject
from extractor.mentions import Sentence, Trigger
from extractor.spans import Span

# Farther left than this no subject is looked for; keeps a page-long "sentence" linear.
LONGEST_CLAUSE = 700
DATELINE = re.compile(r"[^\w]*(?:[A-Z][\w .,/()'’-]{0,60}\s?[–—-]{1,2}\s*)?[\"“]?\s*\Z")
DATELINE_ROOM = 60
SET_APART = re.compile(r"(?:,?\s*\b(?:while|whereas|but|with)|;|—|,?\s*\band)\s*\Z")
STRONGLY_APART = re.compile(r"(?:,?\s*\b(?:while|whereas|but)|;|—)\s*\Z")
# Between a cue and a subject right inside it: "X said on Monday that Y"
NESTED_GAP = re.compile(r"[^,]{0,90}\Z")
# Participles that report speech whatever the main verb is: "X left the room, saying …".
REPORTING = frozenset(
    {"saying", "telling", "adding", "noting", "stating", "stressing", "writing", "warning", "explaining", "insisting"}
    | {"vowing", "pledging", "urging", "demanding", "claiming", "declaring", "calling for"}
    | {"accusing", "blaming", "condemning", "denouncing", "criticising", "criticizing"}
)
# "Referring to the raid, X said": the topic, not yet the words.
TURNING_TO = frozenset({"referring to", "alluding to", "speaking of", "commenting", "pointing to"})
ADDING = frozenset({"added", "adds", "continued", "concluded", "went on to say"})
QUOTING = frozenset({"saying", "writing", "telling"})
OPENS_WORDS = re.compile(r"\s*[:,]?\s*(?=[\"“«]|``)")
# "X said A, and he announced B": another act, another statement
NEW_CLAUSE = re.compile(r",\s*and\s*\Z")
THAT = re.compile(r"\s*(?:that\b\s*)?")
COORDINATED = re.compile(r"\b(?:and|but)\s+(?:\w+\s+)?\Z")
# ", the ministry said in a statement on Monday."
WHERE_SAID = re.compile(
    r"(?:\s+(?:(?:in|on|at|late|early|during|through|via|after)\b[^,;:\"“”]{1,60}|\w+day|today|yesterday))?"
    r"(?:,\s(?:without|declining|refusing)\b[^\"“”]{1,80})?[\s.\"”’]*"
)
REST_OF_SENTENCE = re.compile(r"[\s.\"”’]*")
# After a guest; "welcomed the envoy's words" and "welcomed X as a friend" are praise.
HOSTED = re.compile(r"\s*(?:[.,;]|(?:to|in|at|on|and|during|before|upon|who|for)\b)")
SUBORDINATE = re.compile(r"(?:When|After|Before|Since|Once|As|While|If)\b")


@dataclass
class Claim:
    """A speaker's words, before their speech act is read.

    `frames` are the parts of the content, or beside it, that are speaker and cue. `sentence` and `last_sentence` are
    the first and last position of its sentences in `Page.bodies`. `trailing` where the cue comes after the words.
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
    """The cues of one speaker in a stretch of the sentence; the first cue's subject."""

    speaker: Speaker
    subject: Subject
    cues: list[Trigger]
    stretch: Span


@dataclass
class _Reading:
    """A sentence under way; `leading` are participles before any subject ("Stressing A, X said B")."""

    page: Page
    sentence: Sentence
    memory: Memory
    parts: list[_Part] = field(default_factory=list)
    leading: list[Trigger] = field(default_factory=list)


def sentence_claims(page: Page, sentence: Sentence, memory: Memory) -> list[Claim]:
    """The claims of one sentence, in order; `memory` tells who was spoken of before it."""
    reading = _Reading(page, sentence, memory)
    floor = sentence.span.start
    for cue in page.cues_in(sentence.span):
        clause = Span(max(_clause_floor(page, cue, floor), cue.span.start - LONGEST_CLAUSE), sentence.span.end)
        subject = None if cue.modality == "negated" else find_subject(page, clause, cue)
        if subject is None:
            continue
        if not _is_inserted(reading, subject, cue):
            floor = cue.span.end
        memory.adding = cue.text.lower() in ADDING
        if subject.relation == "chained":
            _chain(reading, cue)
        elif speaker := resolve(page, subject, memory, _before_in(reading, subject, cue)):
            _place(reading, _Part(speaker, subject, [cue], sentence.span))
    return [claim for part in reading.parts if (claim := _claim(reading, part))]


def _is_inserted(reading: _Reading, subject: Subject, cue: Trigger) -> bool:
    """ "X, | welcoming | Y to Lima, declared": the participle parts the subject from its verb and opens no clause."""
    if subject.relation != "chained" or reading.parts:
        return False
    before = reading.page.text[reading.sentence.span.start : cue.span.start].rstrip()
    return (
        before.endswith(",")
        and main_subject(reading.page, Span(reading.sentence.span.start, cue.span.start)) is not None
    )


def _clause_floor(page: Page, cue: Trigger, floor: int) -> int:
    """The clause begins after the cue before, or with the mark that closes a quotation of speech."""
    spoken = page.speech_in(Span(max(floor, cue.span.start - LONGEST_CLAUSE), cue.span.start))
    return max([floor, *(quote.span.end - 1 for quote in spoken if quote.span.end <= cue.span.start)])


def _before_in(reading: _Reading, subject: Subject, cue: Trigger) -> tuple[Referent, ...]:
    """The main subject before the cue's own; persons on the way are remembered as mentioned.

    Nobody's where the words said come first: "X will visit Rome, she said" is not said by X.
    """
    start = max(reading.sentence.span.start, subject.span.start - LONGEST_CLAUSE)
    head = Span(start, max(start, subject.span.start))
    for referent in reading.page.referents_in(head):
        if referent.person is not None:
            reading.memory.see(referent.person)
    trailing = reading.page.text[head.start : head.end].rstrip().endswith((",", '"', "”")) and WHERE_SAID.fullmatch(
        reading.page.text, max(cue.span.end, subject.span.end), reading.sentence.span.end
    )
    if trailing and not CIRCUMSTANCE.match(reading.page.text, head.start, head.end):
        return ()
    main = main_subject(reading.page, head)
    return main.referents if main else ()


def _chain(reading: _Reading, cue: Trigger) -> None:
    """A cue without subject goes with the part before it, or with what the sentence is about."""
    page, sentence = reading.page, reading.sentence.span
    before = Span(sentence.start, min(cue.span.start, sentence.start + LONGEST_CLAUSE))
    if reading.parts:
        _chain_to(reading, reading.parts[-1], cue)
    elif is_participle(cue) and DATELINE.match(page.text[before.start : before.end]) and before.end == cue.span.start:
        # "Congratulating X, the minister said": a courtesy of its own, not part of what he said
        reading.leading += [cue] if cue.value == "assert" and cue.text.lower() not in TURNING_TO else []
    elif _may_report(page, cue) and (subject := main_subject(page, before)):
        speaker = resolve(page, subject, reading.memory)
        chained = Subject("chained", subject.referents, Span(cue.span.start, cue.span.start))
        if speaker:
            reading.parts.append(_Part(speaker._replace(basis="same subject"), chained, [cue], sentence))


def _chain_to(reading: _Reading, last: _Part, cue: Trigger) -> None:
    """ "X called A serious and stated: "B"", "X left, accusing A, and vowed to B": each has a claim of its own."""
    end = statement_break(reading.page, last.subject, last.cues[-1], cue)
    if end is None:
        last.cues.append(cue)
        return
    chained = Subject("chained", last.subject.referents, Span(cue.span.start, cue.span.start))
    stretch = Span(cue.span.start, last.stretch.end)
    last.stretch = last.stretch._replace(end=end)
    reading.parts.append(_Part(last.speaker._replace(basis="same subject"), chained, [cue], stretch))


def _may_report(page: Page, cue: Trigger) -> bool:
    """Whether a cue without subject goes with whatever the main verb is: "X met Y and said", "X left, saying"."""
    if is_participle(cue):
        return cue.text.lower() in REPORTING
    return COORDINATED.search(page.text, max(0, cue.span.start - 20), cue.span.start) is not None


def _place(reading: _Reading, new: _Part) -> None:
    """Where a cue with its own subject goes among the parts found so far."""
    if not reading.parts:
        reading.parts.append(new)
        return
    page, last = reading.page, reading.parts[-1]
    if _is_led(reading, last) and "," in page.text[last.cues[-1].span.end : new.subject.span.start]:
        reading.parts[-1] = new
        return
    gap = page.text[last.cues[-1].span.end : new.subject.span.start]
    inside = new.stretch._replace(start=new.subject.span.start)
    ends = new.subject.relation == "after" or _ends_sentence(page, new)
    if new.speaker.is_same(last.speaker) and not (ends and gap.endswith(", ")):
        if "," in gap and len(last.cues) == 1 and SUBORDINATE.match(page.text, last.stretch.start):
            reading.parts[-1] = _Part(new.speaker, new.subject, new.cues, inside)
        elif (apart := NEW_CLAUSE.search(gap)) and new.cues[0].value != last.cues[0].value:
            last.stretch = last.stretch._replace(end=new.subject.span.start - (len(gap) - apart.start()))
            reading.parts.append(_Part(new.speaker, new.subject, new.cues, inside))
        else:
            last.cues += new.cues
    elif ends and gap.endswith(", ") and (STATE.match(last.cues[0].text) or _speaks_through(last, new)):
        reading.parts[-1] = new  # "France hopes to win, its spokesman Jean Doe said"
    elif ends:
        start = min(new.cues[0].span.start, new.subject.span.start)
        last.stretch = last.stretch._replace(end=min(last.stretch.end, start))
    elif _is_apart(gap, new, last):
        apart = SET_APART.search(gap)
        last.stretch = last.stretch._replace(end=new.subject.span.start - (len(gap) - apart.start() if apart else 0))
        reading.parts.append(_Part(new.speaker, new.subject, new.cues, inside))
    elif NESTED_GAP.match(gap):
        _nest(reading, new, inside)


def _nest(reading: _Reading, new: _Part, inside: Span) -> None:
    """The innermost speaker counts, if it is a person: "A said B called for talks", "an official said B would come"."""
    last = reading.parts[-1]
    if new.speaker.person is not None and (
        last.speaker.person is not None or last.speaker.basis in ("office", "group")
    ):
        reading.parts[-1] = _Part(new.speaker, new.subject, new.cues, inside)
    else:
        last.cues += new.cues


def _speaks_through(last: _Part, new: _Part) -> bool:
    """Whether a named person ends the sentence that tells a body's words."""
    return new.speaker.person is not None and _is_body(last.speaker)


def _is_body(speaker: Speaker) -> bool:
    """Whether a state or a body is named, which speaks through somebody else."""
    return speaker.basis == "body" or (speaker.basis == "office" and head_of(speaker.text) in BODIES)


def _is_led(reading: _Reading, part: _Part) -> bool:
    """Whether the part only says what a participle before it reports: "Saying Peru views …, X called for …"."""
    opened = reading.leading and reading.leading[0].span.start - reading.sentence.span.start < DATELINE_ROOM
    return bool(opened) and "," not in reading.page.text[reading.leading[0].span.end : part.subject.span.start]


def _is_apart(gap: str, new: _Part, last: _Part) -> bool:
    """Whether a conjunction opens a clause of its own; after "said A and" only a person does."""
    named = new.speaker.person is not None or not takes_clause(last.cues[-1])
    return bool(STRONGLY_APART.search(gap)) or (named and SET_APART.search(gap) is not None)


def _ends_sentence(page: Page, part: _Part) -> bool:
    """Whether nothing but where and when follows the cue: "…, he said.", "…, he said in a statement."."""
    cue, text = part.cues[0], page.text
    behind = WHERE_SAID if text.endswith(", ", 0, part.subject.span.start) else REST_OF_SENTENCE
    return behind.fullmatch(text, cue.span.end, part.stretch.end) is not None


def _claim(reading: _Reading, part: _Part) -> Claim | None:
    page, leading = reading.page, reading.leading
    frame = Frame(part.cues[0], part.subject, part.stretch)
    said = (
        _own_words(page, part)
        or _closed_before(page, frame)
        or words_said(page, frame, tuple(part.cues[1:]))
        or _announced(page, frame)
    )
    if said is None or _hosts(page, part, said):
        return None
    if leading and part.stretch.start == reading.sentence.span.start:
        said = _with_leading(page, said, leading[0], frame)
    content = around_quotes(page, said.content)
    last = page.position_at(max(content.end, reading.sentence.span.end))
    first = page.position_at(content.start + 1)
    return Claim(part.speaker, [*leading, *part.cues], content, list(said.frames), first, last, said.trailing)


def _hosts(page: Page, part: _Part, said: Said) -> bool:
    """ "welcomed the envoy to Lima": a guest is received, nothing is said of him."""
    if not part.cues[0].text.lower().startswith("welcom"):
        return False
    guest = next((item for item in page.referents_in(said.content) if item.kind in ("person", "office")), None)
    begins = guest is not None and guest.span.start - said.content.start <= 1
    return begins and guest is not None and HOSTED.match(page.text, guest.span.end) is not None


def _own_words(page: Page, part: _Part) -> Said | None:
    """ "X hailed Y in a tweet, writing, "…"": what follows the participle is what X said, not the summary before it."""
    for cue in part.cues:
        opens = OPENS_WORDS.match(page.text, cue.span.end, part.stretch.end)
        if opens and cue.text.lower() in QUOTING and cue.span.start > part.subject.span.end:
            return Said(Span(opens.end(), part.stretch.end), (Span(part.stretch.start, opens.end()),), trailing=False)
    return None


def _closed_before(page: Page, frame: Frame) -> Said | None:
    """ "… between us." | X said at the end of the talks: the words stand before the sentence, behind their own stop."""
    start, end = frame.within.start, frame.within.end
    opens = frame.start <= start + 1 and frame.subject.relation == "before"
    told = past_addressee(page.text, frame.end, end, frame.cue)
    if not opens or not takes_clause(frame.cue) or not WHERE_SAID.fullmatch(page.text, told, end):
        return None
    quote = next((item for item in page.speech_in(Span(max(0, start - 3), start)) if item.span.end <= start), None)
    joined = quote is not None and "\n" not in page.text[quote.span.end : start]
    return Said(Span(*quote.span), (Span(frame.start, end),), trailing=True) if quote and joined else None


def _announced(page: Page, frame: Frame) -> Said | None:
    """ "The ministry said:" and then the words, in a paragraph of their own."""
    following = page.position_at(frame.within.end) + 1
    if page.text[frame.end : frame.within.end].strip() != ":" or following >= len(page.bodies):
        return None
    words = page.bodies[following].span
    quoted = [quote.span for quote in page.speech_in(words) if quote.span.start == words.start]
    content = quoted[0] if quoted else words
    return Said(content, (Span(frame.within.start, content.start),), trailing=False)


def _with_leading(page: Page, said: Said, cue: Trigger, frame: Frame) -> Said:
    """ "Stressing A, the minister said B": A and B are said."""
    that = THAT.match(page.text, cue.span.end)
    begin = that.end() if that else cue.span.end
    inside = tuple(span for span in said.frames if span.start >= frame.start)
    return Said(Span(begin, max(begin, said.content.end)), inside or (Span(frame.start, frame.end),), said.trailing)
