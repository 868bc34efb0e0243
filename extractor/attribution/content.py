"""Which words of a sentence are what was said.

Around a cue and its subject (the frame) stand up to two pieces: before it and after it. Adverbials of the frame itself
("on Monday", "told reporters in Rome that") are peeled off the piece after; whether anything is left decides between
"X said C", "C, X said" and "C, X said, adding C".
"""

import re
from typing import NamedTuple

from extractor.attribution.page import Page
from extractor.attribution.subjects import Subject, is_participle
from extractor.mentions import Trigger
from extractor.spans import Span

DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.?"
# "on Monday", "late Friday", "in August 2020", "yesterday", "at the time"
TIME = re.compile(
    rf"""\s*,?\s*(?:
      (?:(?:on|late|early|last|this|earlier|later|by)\s+){{0,2}}(?:{DAYS})(?:\s+(?:morning|evening|night|afternoon))?(?:,?\s+{MONTHS}\s+\d{{1,2}}|,?\s+\d{{1,2}}\s+{MONTHS})?
    | (?:on|in|since|until|last|this)\s+(?:early\s+|late\s+)?(?:{MONTHS}(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{MONTHS}(?:\s+\d{{4}})?|\d{{4}})
    | yesterday | today | earlier | recently | afterwards? | later | at\ the\ time | last\s+(?:week|month|year|night) | here
    | (?:earlier|later)\s+(?:this|in\ the)\s+(?:day|week|month|year) | again | once\ again | this\s+(?:week|month|year|morning)
    | (?:\w+\s+)?(?:hours|days|weeks|months)\s+(?:ago|later|earlier) | for\s+(?:his|her|its|their)\s+part
    )(?=[\s,.:;"“(]|$)""",
    re.VERBOSE,
)
# An adverbial that a preposition opens; what it holds must not reach past a clause.
ADVERBIAL = re.compile(
    r"\s*,?\s*(?:in|on|at|during|after|before|following|upon|through|via|from|as|when|by|within|amid|alongside|ahead|with|to)\s"
)
TO_THAT = re.compile(r"(?:\([^()]{0,60}\)|[^.;:\"“”(\n]){0,170}?\bthat\b(?!\s+(?:day|time|week|month|year|of)\b)")
TO_QUOTE = re.compile(r"[^.;\"“”«\n]{0,170}?[:,]?\s*(?=[\"“«]|``)")
ADDRESSEE = re.compile(
    r"""\s+(?:the\s+|a\s+|his\s+|her\s+|its\s+|their\s+|local\s+|state\s+|visiting\s+)*
    (?:reporters?|journalists?|parliament|lawmakers|state\ (?:TV|television|media)|(?:news|press|joint)\s+(?:press\s+|news\s+)?(?:conference|briefing)
    |(?:press|news)\s+agency|audience|crowd|summit|conference|meeting|forum|council|media|the\ press|assembly|congress
    |us|me|him|her|them|[A-Z][\w'’.&-]*(?:\s+(?:[A-Z][\w'’.&-]*|of|the|and|for|[Nn]ews|[Aa]gency|TV)){0,6}
    |(?:[a-z'’-]+\s+){0,3}(?:counterparts?|minister|president|leaders?|officials|envoy|ambassador|delegation|agency|newspaper|daily
    |channel|gathering|audience|session|deputies|students|businessmen|guests|participants|people|nation|world|visitors))\b""",
    re.VERBOSE,
)
ADDRESSING = re.compile(
    r"(?:told|tells|telling|informed|informing|assur\w+|reassur\w+|ask(?:ed|ing|s))\Z", re.IGNORECASE
)
THAT = re.compile(r"\s*,?\s*that\b\s*,?")
LEAD_IN = re.compile(r"\s*[:,–—-]?\s*")
REST = re.compile(r"[\s.,;:!?)\"”’'—–-]*\Z")
NO_MORE = re.compile(
    r"""\s+(?:this|so|as\ much)\b[^,"“]{0,60}\Z |\s*,?\s*(?:but|and|without|though|although|yet)\s+(?:(?:he|she|it|they|also)\s+)?(?:gave|did|declined|refused|provided|offered
    |without|would\ not|elaborat|giving|specif|going\ into|no\b|stopp)""",
    re.VERBOSE,
)
FRAME_TAIL = re.compile(
    r"""\s*,?\s*(?:upon|when|as|after|who|which|an?\s|the\s|during|at|in|on|while|before|following|speaking|according|referring|citing
    |quoted|commenting|answering|responding|asked|in\ response|[A-Z])""",
    re.VERBOSE,
)
# What opens a sentence without being said: a circumstance, a link to what went before.
CIRCUMSTANCE = re.compile(
    r"""(?:[A-Z]{3,}[\w ,.()/–—-]{0,40}\s[–—-]\s*)?(?:In|On|At|During|After|Before|Following|While|When|Speaking|Asked|Addressing
    |Commenting|Referring|Responding|Regarding|Concerning|Given|For\s+(?:his|her|its|their)|Meanwhile|However|Earlier|Later|Also|As|Upon
    |Turning|Touching|Moreover|Additionally|Furthermore|Separately|But|And|Then|Instead|Elsewhere|Pointing|Answering|Receiving|Meeting
    |Hosting|Visiting|Despite|Since|Under|With|Ahead|Last|This|Yesterday|Today|Quoting|Citing|According|Indeed|Thus|Therefore|Still
    |[A-Z][a-z]+ing)\b""",
    re.VERBOSE,
)
# So few words after the frame are where or when it was said, not what.
SHORT_TAIL = 6
# ", RIA Novosti reported", ", the agency said": whose copy it is, not what was said
CREDIT = re.compile(
    r",\s+(?:[Aa]s\s+)?(?:the\s+)?(?:[A-Z][\w.-]*\s+){0,4}(?:\([A-Z]+\)\s+)?(?:(?:news\s+)?agency\s+|newspaper\s+|website\s+)?"
    r"(?:has\s+)?(?:reported|reports|quoted|cited|informs|citing\s+[A-Z]\w+)(?:\s+on\s+\w+day)?[\s.]*\Z"
)
LONGEST_CREDIT = 90
LONGEST_HEADING = 3
CONNECTOR = re.compile(r"(?:\s|,|;|—|–|-\s|and\b|but\b|while\b|whereas\b|with\b(?=\s+(?:him|her|[A-Z]))|as\b|:)+")
CONNECTOR_TAIL = re.compile(r"(?:[\s,;—–]|\b(?:and|but|while|whereas|as|with|that))+\Z")
CLOSES_SPEECH = re.compile(r"[,.!?…]?[\"”»]\s*,?\s*\Z|''\s*\Z")


class Said(NamedTuple):
    """The words said in one stretch of a sentence, and the parts of it that are frame and not said."""

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
    if frame.cue.text.lower().startswith(("according", "in the words")):
        return _by_source(page, frame)
    before = _trim(page.text, Span(frame.within.start, frame.start))
    after = Span(frame.end, frame.within.end)
    quoted_before = CLOSES_SPEECH.search(page.text, max(before.start, before.end - 6), _gap_end(page.text, before.end))
    aside = quoted_before and _is_aside(page, frame, before)
    if quoted_before and not aside and before.start < before.end:
        start = _after_quotation(page, frame, further)
    else:
        start = _after_frame(page, frame, has_before=before.start < before.end)
    if before.start < before.end and frame.subject.relation != "chained":
        goes_on = _goes_on(page, start, after.end, further)
        nothing = start is None or REST.match(page.text, start, after.end) is not None
        if (
            nothing
            or (goes_on and _comma_before(page.text, frame.start))
            or (quoted_before and not _is_aside(page, frame, before))
        ):
            end = before.end if nothing else after.end
            before = _past_heading(page, before)
            return Said(
                _trim(page.text, Span(before.start, end)), (Span(frame.start, start or after.end),), trailing=True
            )
    if start is None:
        return None
    content = _trim(page.text, Span(start, after.end))
    return Said(content, (Span(frame.within.start, start),), trailing=False) if content.start < content.end else None


def _past_heading(page: Page, before: Span) -> Span:
    """Without a heading that ran into the text: 'Wide support "We stand …," he said.'."""
    quotes = page.speech_in(before)
    if quotes and before.start < quotes[0].span.start and quotes[0].span.of(page.text).count(" ") >= 8:
        heading = page.text[before.start : quotes[0].span.start]
        if heading.count(" ") <= LONGEST_HEADING and heading.rstrip()[-1:].isalpha():
            return Span(quotes[0].span.start, before.end)
    return before


def _after_quotation(page: Page, frame: Frame, further: tuple[Trigger, ...]) -> int | None:
    """After "…," he said in Rome" only a further quotation or a further cue says more."""
    end = frame.within.end
    starts = [cue.span.start for cue in further if cue.span.start >= frame.end and is_participle(cue)]
    starts += [quote.span.start for quote in page.speech_in(Span(frame.end, end)) if quote.span.start >= frame.end]
    return min(starts, default=None)


def _goes_on(page: Page, start: int | None, end: int, further: tuple[Trigger, ...]) -> bool:
    """Whether after "C, he said" only an addition follows: ", adding that C"."""
    if start is None:
        return False
    return (
        any(is_participle(cue) and not page.text[start : cue.span.start].strip(" ,") for cue in further) and start < end
    )


def _is_aside(page: Page, frame: Frame, before: Span) -> bool:
    """Whether the quotation before the frame is a circumstance's own: "Under the slogan "X", he said Y"."""
    words = page.text[before.start : before.end]
    return not words.startswith(('"', "“", "«", "``", "'", "‘")) and CIRCUMSTANCE.match(words) is not None


def _comma_before(text: str, at: int) -> bool:
    return text[:at].rstrip(" \n\xa0")[-1:] in (",", '"', "”", "»", "’", "'", "—", "–")


def _gap_end(text: str, at: int) -> int:
    while at < len(text) and text[at] in ' \n\xa0,"”»':
        at += 1
    return at


def _after_frame(page: Page, frame: Frame, *, has_before: bool) -> int | None:
    """Where the words said begin after the frame, None where nothing follows but frame."""
    text, end = page.text, frame.within.end
    at = frame.end
    if frame.subject.relation == "after":
        return _after_inversion(page, frame)
    if ADDRESSING.search(frame.cue.text):
        at = _past_addressee(text, at, end)
    at = _past_adverbials(text, at, end, frame)
    if REST.match(text, at, end) or NO_MORE.match(text, at, end):
        return None
    if that := THAT.match(text, at, end):
        return that.end()
    circumstance = has_before and _comma_before(text, frame.start) and FRAME_TAIL.match(text, at, end)
    if circumstance and text[at:end].lstrip()[:1] in (",",) and not TO_QUOTE.fullmatch(text, at, end):
        quote = TO_QUOTE.match(text, at, end)
        return quote.end() if quote and quote.end() < end else None
    lead = LEAD_IN.match(text, at, end)
    return lead.end() if lead else at


def _after_inversion(page: Page, frame: Frame) -> int | None:
    """After "said X, the envoy, in Rome" only a new quotation or an addition says more."""
    text, end = page.text, frame.within.end
    quote = TO_QUOTE.match(text, frame.end, end)
    if quote and quote.end() < end:
        return quote.end()
    adding = re.compile(r"[^.\"“]{0,120}?,\s*(?=(?:adding|noting|saying|stressing)\b)").match(text, frame.end, end)
    return adding.end() if adding else None


def _past_addressee(text: str, at: int, end: int) -> int:
    if that := TO_THAT.match(text, at, end):
        return that.end() - len("that")
    if match := ADDRESSEE.match(text, at, end):
        return match.end()
    return at


def _past_adverbials(text: str, at: int, end: int, frame: Frame) -> int:
    """Past days and other adverbials of the frame; a later "that" or quotation shows how far they reach."""
    while match := TIME.match(text, at, end):
        at = match.end()
    opens = ADVERBIAL.match(text, at, end)
    if opens is None or text[at : opens.end()].strip() in ("to", "by", "with"):
        return at
    if takes_clause(frame.cue) and (that := TO_THAT.match(text, at, end)):
        return that.end() - len("that")
    quote = TO_QUOTE.match(text, at, end)
    if quote and quote.end() < end and takes_clause(frame.cue) and _is_real_quote(text, quote.end(), end):
        return quote.end()
    if frame.subject.relation == "before" and _comma_before(text, frame.start) and takes_clause(frame.cue):
        return at if CIRCUMSTANCE.match(text, frame.within.start) and text.count(" ", at, end) > SHORT_TAIL else end
    return at


def _is_real_quote(text: str, at: int, end: int) -> bool:
    return text[at:end].count(" ") >= 4


def takes_clause(cue: Trigger) -> bool:
    """Whether the cue reports a clause rather than an act upon someone."""
    return cue.value in ("assert", "announce_action", "optimism", "threaten")


def _by_source(page: Page, frame: Frame) -> Said | None:
    """ "According to X, C", "C, according to X" and "C1, according to X, C2"."""
    text = page.text
    before = _trim(text, Span(frame.within.start, frame.start))
    comma = text.find(",", frame.subject.span.end, min(frame.within.end, frame.subject.span.end + 120))
    opens = (
        before.start >= before.end
        or re.search(r"\b(?:and|but)\s*\Z", text[frame.within.start : frame.start]) is not None
    )
    if comma < 0:
        return None if opens else Said(before, (Span(frame.start, frame.within.end),), trailing=True)
    start = frame.within.start if not opens else comma + 1
    after = _trim(text, Span(comma + 1, frame.within.end))
    if not opens and after.end - after.start < 25:
        return Said(before, (Span(frame.start, frame.within.end),), trailing=True)
    return Said(_trim(text, Span(start, frame.within.end)), (Span(frame.start, comma + 1),), trailing=not opens)


def _trim(text: str, span: Span) -> Span:
    """Without connectors, commas and the final stop at the edges."""
    start, end = span.start, max(span.start, span.end)
    credit = CREDIT.search(text, max(start, end - LONGEST_CREDIT), end)
    end = credit.start() if credit else end
    lead = CONNECTOR.match(text, start, end)
    start = lead.end() if lead else start
    tail = CONNECTOR_TAIL.search(text, max(start, end - 40), end)
    end = tail.start() if tail else end
    return Span(start, max(start, end))
