"""Which words of a sentence are what was said.

Around a cue and its subject (the frame) stand up to two pieces: before it and after it. Whether anything is left of the
piece after, once the frame's own adverbials are peeled off, decides between "X said C", "C, X said" and "C, X said,
adding C".
"""

import re
from typing import NamedTuple

from extractor.attribution.adverbials import past_addressee, past_times, takes_clause, to_quote, to_words
from extractor.attribution.narration import narration_start, relative_end
from extractor.attribution.page import Page
from extractor.attribution.sources import Subject, is_participle, names_source
from extractor.mentions import Trigger
from extractor.spans import Span

THAT = re.compile(r"\s*,?\s*(?:(?:only|merely|simply|again|also|further)\s+)?that\b\s*,?")
INSERTED_THAT = re.compile(r"\s*,\s[^\"“”;]{3,200}?,\s+that\b")
LEAD_IN = re.compile(r"\s*[:,–—-]?\s*")
REST = re.compile(r"[\s.,;:!?)\"”’'—–-]*\Z")
# "…, but gave no details", "…; the ministry noted this in a statement"
NO_MORE = re.compile(
    r"""\s+(?:that\s+)?(?:he|she|it|they)\s+(?:had|has|have)\s+no\s+(?:\w+\s+)?comment\b
    | \s+(?:this|so|as\ much)\b[^,"“]{0,60}\Z
    | \s*,?\s*(?:but|and|without|though|although|yet)\s+(?:(?:he|she|it|they|also)\s+)?
      (?:gave|did|declined|refused|provided|offered|without|would\ not|elaborat|giving|specif|going\ into|no\b)""",
    re.VERBOSE,
)
# After "C, X said" a comma leads on to a circumstance, not to more of what was said.
FRAME_TAIL = re.compile(r"\s*,\s*(?:[a-z]|[A-Z])")
# After "A, he said," a clause goes on unless a circumstance, an addition or another voice follows.
RESUMES = re.compile(
    r"""\s*,\s+(?!(?:[a-z]+ing|in|at|on|to|of|by|for|from|with|during|after|before|following|as|when|while|who|which|where
    |according|and|but|or|upon|through|via|amid|under|days?|hours?|per)\b|[\"“«])
    (?P<verb>(?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|should|does|do|did)\b)?""",
    re.VERBOSE,
)
SHORTEST_RESUMPTION, LONGEST_HEAD = 3, 4  # words
# What opens a sentence without being said: a circumstance, a link to what went before.
CIRCUMSTANCE = re.compile(
    r"""(?:[A-Z]{3,}[\w ,.()/–—-]{0,40}\s[–—-]\s*)?
    (?:In|On|At|During|After|Before|Following|While|When|Asked|Given|For\s+(?:his|her|its|their)|Meanwhile|However
    |Earlier|Later|Also|Although|Though|As|Upon|Moreover|Additionally|Furthermore|Separately|But|And|Then|Instead|Elsewhere|Despite|Since
    |Under|With|Ahead|Last|This|Yesterday|Today|Indeed|Thus|Therefore|Still|[A-Z][a-z]+ing)\b""",
    re.VERBOSE,
)
# What opens a sentence as part of what is said: its premise or topic.
PREMISE = re.compile(
    r"(?:Regarding|Concerning|Given|Because|If|As\s+for|With\s+re(?:gard|spect)\s+to|In\s+order\s+to"
    r"|Due\s+to|Unless|Considering|On\s+the\s+(?:issue|question|subject)\s+of)\b"
)
# ", RIA Novosti reported", ", the agency quoted": whose copy it is, not what was said
CREDIT = re.compile(
    r""",\s+(?:[Aa]s\s+)?(?:the\s+)?(?:[A-Z][\w.-]*\s+){0,4}(?:\([A-Z]+\)\s+)?
    (?:(?:news\s+)?agency\s+|newspaper\s+|website\s+)?
    (?:has\s+)?(?:reported|reports|quoted|cited|informs|citing\s+[A-Z]\w+)(?:\s+on\s+\w+day)?[\s.]*\Z
    | ,\s+according\s+to\s+(?:the\s+)?(?:[A-Z][\w'’.-]*\s+){1,4}(?:news\s+)?(?:agency|newspaper|website)[\s.]*\Z
    | ,\s+(?:[\w'’]+\s+){1,4}(?:media|agency|newspaper|television)\s+said(?:\s+(?:on\s+)?\w+day)?[\s.]*\Z""",
    re.VERBOSE,
)
# ", though he gave no details": of the speaker, not by him
WITHHELD = re.compile(
    r",\s+(?:though|although|but|without)\s+(?:(?:he|she|it|they)\s+)?(?:gave|giving|did\s+not|did\s?n['’]t|declined|refused|provided\s+no"
    r"|offered\s+no|would\s+not|elaborating|specifying|going\s+into)\b[^\"“”]*\Z"
)
CONNECTOR = re.compile(r"(?:\s|,|;|—|–|-\s|and\b|but\b|while\b|whereas\b|with\b(?=\s+(?:him|her|[A-Z]))|as\b|:)+")
CONNECTOR_TAIL = re.compile(r"(?:[\s,;—–]|\b(?:and|but|while|whereas|as|with|that))+\Z")
NARRATION = re.compile(r",?\s*(?:and|but|while)\s+(?:the|both|they|he|she|it|[A-Z])\b", re.IGNORECASE)
SPEECH_CLOSED = re.compile(r"[,.!?…]?[\"”»]\s*,?\s*\Z|''\s*\Z")
# Between "he said" and "adding": at most a circumstance.
TO_ADDITION = re.compile(r"(?:\s[^.;:,\"“”]{0,60})?,?\s*")
# "said in a release announcing C": the participle tells of the release
RELEASED = re.compile(r"\b(?:statement|release|letter|message|communiqu[eé]|tweet|post|note|speech)\s+\Z")
CLAUSE_LINK = re.compile(r"\b(?:and|but)\s*\Z")
QUOTE_MARKS = ('"', "“", "«", "``", "'", "‘")
AFTER_COMMA = (",", '"', "”", "»", "’", "'", "—", "–")
# So few words after the frame are where or when it was said, not what.
SHORT_TAIL = 6
# A heading that ran into the text has few words, a quotation that matters has more.
LONGEST_HEADING, FULL_QUOTE = 3, 8
OFFICE_WORDS = re.compile(
    r"\s+(?:the\s+)?[A-Z][\w.’']*(?:\s+[\w’'&-]+){0,3}?\s+(?:department|ministry|office|army|government|embassy)\s*",
    re.IGNORECASE,
)
# "…," the chief negotiator of the rebels, | A told AFP
DESCRIPTION = re.compile(r"\s+(?:the|an?|his|her|its)\s(?:[\w'’&-]+\s){0,11}?[\w'’&-]+,?\s*", re.IGNORECASE)
# "…," | top US textile negotiator A said: words of a title, none of which is a verb or joins clauses
TITLE_WORDS = re.compile(
    r"\s+(?:(?!(?:and|but|while|that|said|says|told|to|is|was|has|had)\b|\w+ed\b)[\w'’&.-]+\s+){1,7}"
)
LONGEST_CREDIT = 90
LONGEST_SOURCE = 120
SOURCE_INSERTION = re.compile(
    r",\s(?:(?:with\s)?(?:who|which|whose|whom)\b[^,;:\"“]{3,100}|(?:an?|the)\s(?:(?!\w+ed\b|is\b|are\b|was\b|were\b|has\b|have\b|will\b)[\w'’&-]+\s?){1,10}"
    r"|[A-Z]\w+(?:\s[A-Z]\w+)?),"
)
SHORTEST_CLAUSE = 25


class Said(NamedTuple):
    """The words said in one stretch of a sentence, and the parts of it that are frame and not said.

    `trailing` where the frame comes after the words.
    """

    content: Span
    frames: tuple[Span, ...]
    trailing: bool


class Frame(NamedTuple):
    """A cue with its subject: `start` to `end` is the words that they take up in the stretch `within`."""

    cue: Trigger
    subject: Subject
    within: Span

    @property
    def start(self) -> int:
        """Where the frame begins."""
        return min(self.cue.span.start, self.subject.span.start)

    @property
    def end(self) -> int:
        """Where the frame ends, adverbials not counted."""
        return max(self.cue.span.end, self.subject.span.end)


def words_said(page: Page, frame: Frame, further: tuple[Trigger, ...]) -> Said | None:
    """What the frame attributes within its stretch; `further` are the other cues of the same speaker in it."""
    if names_source(frame.cue):
        return _by_source(page, frame)
    before = _trim(page.text, Span(frame.within.start, frame.start))
    if before.start >= before.end or frame.subject.relation == "chained":
        return _leading(page, frame, _after_frame(page, frame, comma=False))
    before = _past_office(page, before)
    if _closes_quotation(page, before):
        return _trailing(page, frame, before, _after_quotation(page, frame, further))
    comma = _ends_in_comma(page.text, before, frame.start)
    if comma and (addition := _addition(page, frame, further)):
        return _trailing(page, frame, before, addition)
    if comma and (rest := _resumption(page.text, frame, before)):
        return Said(_trim(page.text, Span(before.start, frame.within.end)), (Span(frame.start, rest),), trailing=False)
    start = _after_frame(page, frame, comma=comma)
    if start is None or REST.match(page.text, start, frame.within.end):
        said = comma or frame.cue.value == "assert" or frame.subject.relation == "after"
        return _trailing(page, frame, before, None) if said else None  # not "a charge X denies"
    return _leading(page, frame, start)


def _past_office(page: Page, before: Span) -> Span:
    """ "…," US state department spokeswoman A said: what stands between quotation and title belongs to the title."""
    quotes = page.speech_in(before)
    if not quotes or not quotes[-1].closed:
        return before
    rest = quotes[-1].span.end, before.end
    if any(words.fullmatch(f"{page.text[slice(*rest)]} ") for words in (OFFICE_WORDS, DESCRIPTION, TITLE_WORDS)):
        return before._replace(end=quotes[-1].span.end)
    return before


def _leading(page: Page, frame: Frame, start: int | None) -> Said | None:
    """ "X said C"."""
    if start is None:
        return None
    end = _end_of_words(page, frame, start)
    withheld = WITHHELD.search(page.text, start, end)
    content = _trim(page.text, Span(start, withheld.start() if withheld else end))
    if content.start >= content.end:
        return None
    if PREMISE.match(page.text, frame.within.start, frame.start):
        return Said(content._replace(start=frame.within.start), (Span(frame.start, start),), trailing=False)
    return Said(content, (Span(frame.within.start, start),), trailing=False)


def _end_of_words(page: Page, frame: Frame, start: int) -> int:
    """Where narration follows; so does a clause behind a quotation: 'called it "…," and the two left'."""
    words = Span(start, max(start, frame.within.end))
    end = narration_start(page, frame.cue, words)
    if frame.subject.relation == "relative":
        end = min(end, relative_end(page, words))
    quotes = page.speech_in(Span(start, end))
    if not quotes or quotes[-1].span.end >= end:
        return end
    rest = Span(quotes[-1].span.end, end)
    narrated = NARRATION.match(page.text, rest.start, rest.end) and not page.cues_in(rest)
    return rest.start if narrated else end


def _trailing(page: Page, frame: Frame, before: Span, start: int | None) -> Said:
    """ "C, X said", and from `start` on ", adding C"."""
    begin = _past_heading(page, before).start
    content = _trim(page.text, Span(begin, before.end if start is None else frame.within.end))
    return Said(content, (Span(frame.start, frame.within.end if start is None else start),), trailing=True)


def _past_heading(page: Page, before: Span) -> Span:
    """Without the dateline, or a heading that ran into the text: 'Wide support "We stand …," he said.'."""
    if page.filed_from.overlaps(before):
        before = before._replace(start=min(before.end, page.filed_from.end))
    quotes = page.speech_in(before)
    if quotes and before.start < quotes[0].span.start and quotes[0].inner.of(page.text).count(" ") >= FULL_QUOTE:
        heading = page.text[before.start : quotes[0].span.start]
        if heading.count(" ") <= LONGEST_HEADING and heading.rstrip()[-1:].isalpha():
            return Span(quotes[0].span.start, before.end)
    return before


def _closes_quotation(page: Page, before: Span) -> bool:
    """Whether the words before end in a quotation that is said, not in one of a circumstance ("Under the slogan …")."""
    end = before.end
    while end < len(page.text) and page.text[end] in ' \n\xa0,"”»':
        end += 1
    if SPEECH_CLOSED.search(page.text, max(before.start, before.end - 6), end) is None:
        return False
    opens = page.text.startswith(QUOTE_MARKS, before.start)
    return opens or CIRCUMSTANCE.match(page.text, before.start, before.end) is None


def _ends_in_comma(text: str, before: Span, at: int) -> bool:
    return text[before.start : at].rstrip().endswith(AFTER_COMMA)


def _addition(page: Page, frame: Frame, further: tuple[Trigger, ...]) -> int | None:
    """Where "C, he said in Rome, adding C" goes on."""
    starts = (cue.span.start for cue in further if is_participle(cue) and cue.span.start >= frame.end)
    start = next(starts, None)
    return start if start is not None and TO_ADDITION.fullmatch(page.text, frame.end, start) else None


def _resumption(text: str, frame: Frame, before: Span) -> int | None:
    """Where "The talks, he said, were useful" goes on: a clause that its beginning alone does not make."""
    if frame.subject.relation != "before":
        return None
    told = past_addressee(text, frame.end, frame.within.end, frame.cue)
    rest = RESUMES.match(text, past_times(text, told, frame.within.end), frame.within.end)
    if rest is None or text.count(" ", rest.start(), frame.within.end) < SHORTEST_RESUMPTION:
        return None
    short = text.count(" ", before.start, before.end) < LONGEST_HEAD
    unfinished = short or CIRCUMSTANCE.match(text, before.start) or PREMISE.match(text, before.start)
    return rest.end() if unfinished or rest["verb"] else None


def _after_quotation(page: Page, frame: Frame, further: tuple[Trigger, ...]) -> int | None:
    """After "…," he said in Rome" only a further quotation or a further cue says more."""
    after = Span(frame.end, frame.within.end)
    later = (cue for cue in further if cue.span.start >= frame.end and is_participle(cue))
    starts = [cue.span.start for cue in later if not RELEASED.search(page.text, frame.end, cue.span.start)]
    starts += [quote.span.start for quote in page.speech_in(after) if quote.span.start >= frame.end]
    return min(starts, default=None)


def _after_frame(page: Page, frame: Frame, *, comma: bool) -> int | None:
    """Where the words said begin after the frame, None where nothing follows but frame; `comma` stands before it."""
    text, end = page.text, frame.within.end
    if frame.subject.relation == "after":
        return to_quote(text, frame.end, end)
    at = past_times(text, past_addressee(text, frame.end, end, frame.cue), end)
    reached = to_words(text, at, end) if takes_clause(frame.cue) else None
    if reached == end and not (comma and _is_circumstance(text, frame, at)):
        reached = at
    at = at if reached is None else reached
    if REST.match(text, at, end) or NO_MORE.match(text, at, end):
        return None
    if that := (THAT.match(text, at, end) or INSERTED_THAT.match(text, at, end)):
        return that.end()
    if comma and FRAME_TAIL.match(text, at, end):
        return to_quote(text, at, end)
    lead = LEAD_IN.match(text, at, end)
    return lead.end() if lead else at


def _is_circumstance(text: str, frame: Frame, at: int) -> bool:
    """Whether an adverbial at the end only tells where "C, X said": not if the sentence also opens with one."""
    opening = text.find(",", frame.within.start, frame.start)
    stated = opening >= 0 and text.count(" ", opening, frame.start) > LONGEST_HEAD + 1
    short = text.count(" ", at, frame.within.end) <= SHORT_TAIL
    return stated or short or not CIRCUMSTANCE.match(text, frame.within.start)


def _by_source(page: Page, frame: Frame) -> Said | None:
    """ "According to X, C", "C, according to X" and "C1, according to X, C2"."""
    text, end = page.text, frame.within.end
    before = _trim(text, Span(frame.within.start, frame.start))
    comma = _source_end(text, frame)
    opens = before.start >= before.end or CLAUSE_LINK.search(text, frame.within.start, frame.start) is not None
    if opens:
        return None if comma < 0 else Said(_trim(text, Span(comma + 1, end)), (Span(frame.start, comma + 1),), False)
    if comma < 0 or end - comma < SHORTEST_CLAUSE:
        return Said(before, (Span(frame.start, end),), trailing=True)
    return Said(_trim(text, Span(before.start, end)), (Span(frame.start, comma + 1),), trailing=True)


def _source_end(text: str, frame: Frame) -> int:
    """The comma that ends "according to X, who is in Lima, Peru,"; -1 where there is none."""
    end = min(frame.within.end, frame.subject.span.end + LONGEST_SOURCE)
    comma = text.find(",", frame.subject.span.end, end)
    while comma >= 0 and (
        inserted := SOURCE_INSERTION.match(text, comma, min(frame.within.end, comma + LONGEST_SOURCE))
    ):
        comma = inserted.end() - 1
    return comma


def _trim(text: str, span: Span) -> Span:
    """Without connectors, commas and an agency's credit at the edges."""
    start, end = span.start, max(span.start, span.end)
    credit = CREDIT.search(text, max(start, end - LONGEST_CREDIT), end)
    end = credit.start() if credit else end
    lead = CONNECTOR.match(text, start, end)
    start = lead.end() if lead else start
    tail = CONNECTOR_TAIL.search(text, max(start, end - LONGEST_CREDIT), end)
    return Span(start, max(start, tail.start() if tail else end))
