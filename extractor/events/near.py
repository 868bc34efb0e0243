"""The dates and places that belong to an event word: those in its own clause, the nearest first."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, TypeVar

from extractor.edtf import bounds
from extractor.events.meeting.words import VERBS
from extractor.events.parties import is_home
from extractor.mentions import DateMention, PlaceMention
from extractor.reading import Located, Reading
from extractor.rules.words.modality import BOUNDARY
from extractor.spans import Span

L = TypeVar("L", bound=Located)

# Dates of reporting, of expiry and of what came before are not the date of the event.
OTHER_DATE: Final = re.compile(
    r"""(?:\b(?:reported|said|announced|told|stated|tweeted|wrote|confirmed|according\s+to\s+\w+)\s+(?:\w+\s+){0,2}?(?:on\s+|in\s+)?
    |\b(?:months|years|weeks|rounds)\s+of\s+(?:\w+\s+){1,3}(?:in|at)\s+
    |\b(?:expires?|ends?|expiring)\s+(?:on\s+|in\s+)|\b(?:until|till|by|since|before|after)\s+)$""",
    re.IGNORECASE | re.VERBOSE,
)
# When something began that is spoken of beside the event, unless this word is what tells of the event.
BEGUN: Final = re.compile(
    r"""\b(?:since|established|founded|created|formed|launched|born|elected|appointed|inaugurated|(?:took|taking|assum\w+)\s+office)\b
    [^,;:.]{0,30}\s(?:on|in)\s+$""",
    re.IGNORECASE | re.VERBOSE,
)
# "On Thursday said that ...": the day of the report.
REPORTED_AFTER: Final = re.compile(r",?\s+(?:said|announced|told|stated|confirmed|reported|declared|revealed)\b")
# "A programme for 2025-2027": what the instrument or the talks are about.
COVERED: Final = re.compile(r"\b(?:for|covering)\s+(?:the\s+)?(?:(?:years?|period)\s+)?$", re.IGNORECASE)
LONG: Final = frozenset({"year", "span", "season"})
# "The embassy in Manila said": where a speaker sits.
SEAT: Final = re.compile(
    r"\b(?:delegation|embassy|mission|offices?|consulate|bureau|ministry|officials?|sources?|analysts?|correspondents?|ambassador"
    r"|government|headquarters|authorities|monitored|based|seen|obtained)\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "The situation in Sudan", "the war in Ukraine": what was spoken of.
MATTER: Final = re.compile(
    r"\b(?:situations?|developments?|events|wars?|conflicts?|cris[ie]s|violence|fighting|unrest|peace|stability|security|elections?|coups?"
    r"|process|issues?|cease-?fires?|troops|forces|soldiers|reconstruction|democracy|human\s+rights|interests|investments?|projects?|presence"
    r"|transition|settlement|hostilities|hostages|operations?|attacks?|strikes?|bloodshed|tensions?|progress|reforms?|conditions|influence"
    r"|role|activities|bases?|plants?|companies|businesses|refugees|students|workers|community|programmes?|programs?|famine|drought|floods?"
    r"|invasion|intervention|regime|rebels|militants|insurgency|genocide|markets?|deals?)\s+in\s+(?:the\s+|north\w*\s+|south\w*\s+|east\w*\s+|west\w*\s+)?$",
    re.IGNORECASE,
)
# "At the ministry in Lima": there it was.
AT: Final = re.compile(r"\bat\s+(?:the|his|her|its|their|an?)\s+(?:[\w’'-]+\s+){1,4}in\s+$", re.IGNORECASE)
# "B invited A to visit Peru": where the guest is to go.
INVITED_TO: Final = re.compile(r"\binvit\w+\b[^.;]{0,100}\s(?:visit|to|in)\s+(?:the\s+)?$", re.IGNORECASE)
# A relative clause in the midst of a sentence, with its comma.
ASIDE: Final = re.compile(
    r",\s+(?:who|which|whose|where)\b(?:[^;:.]{1,200}?,(?=\s+(?:\w+ed|was|were|is|are|has|have|had|will|would|met|held)\b)|[^,;:.]{1,120},)"
)
GOING_ON: Final = re.compile(
    r",?\s+(?:which|that)\s+(?:(?:took|takes|(?:will|is\s+to)\s+take)\s+place|lasted|(?:was|were|is|are|will\s+be|had\s+been|has\s+been|is\s+to\s+be)\s+(?:\w+ly\s+)?"
    r"(?:held|signed|inked|concluded|hosted|convened|reached|initialled|ratified|opened))\b"
)
QUOTE_MARK: Final = re.compile(r"[\"“”]")
# "The summit due to be held tomorrow": the date of the summit, not of what comes before it.
DUE: Final = re.compile(
    r"\b(?:due|scheduled|set|expected|slated|planned)\s+(?:to\s+be\s+held|to\s+take\s+place|for)\s+(?:\w+\s+){0,3}$"
    r"|\bthat\s+(?:began|started|opened|ended)\s+(?:on|in)\s+$",
    re.IGNORECASE,
)
LISTED: Final = re.compile(r",?\s*(?:and\s+)?(?:in\s+)?")
# What is joined by "and" happens at one time and place; and within one sentence a full stop only ends an abbreviation.
JOINS: Final = re.compile(r",\s+and\b|[.!?]", re.IGNORECASE)
AND: Final = re.compile(r",\s+and\b", re.IGNORECASE)
# "Left for Lima on Monday, where he is to meet B".
WHERE: Final = re.compile(r"\bwhere$|\b(?:during|in|at)\s+which$", re.IGNORECASE)
NEXT_TO: Final = 24
AND_THEN: Final = re.compile(r"\band\b", re.IGNORECASE)
# "Before the cameras in Lima": a phrase and no clause, as long as nothing happens in it.
AT_TIME: Final = re.compile(r",?\s+(?:before|after|until|as\swell\sas|with)$", re.IGNORECASE)
HAPPENS: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|he|she|it|they|who|which|said|\w{2,}ing|\w{3,}ed)\b", re.IGNORECASE
)
# What opens a sentence dates its main clause, past any aside and what is told beside it.
BESIDE: Final = re.compile(
    r",?\s+(?:who|whom|whose|which|where|while|when|after|before|as\swell\sas|as\s(?:he|she|they))$|,\s+(?:as|with|[a-z]{3,}ing)$",
    re.IGNORECASE,
)
# "Left Lima after their session".
LEFT: Final = re.compile(
    r"\b(?:left|leaves?|leaving|depart(?:ed|s|ing)|flew\s+out\s+of|return(?:ed|s|ing)\s+(?:home\s+)?from)\s+(?:for\s+)?$"
)
AFTER: Final = re.compile(r"\bafter$")
OPENS: Final = re.compile(r"[\s\"“(]*(?:(?:on|in|at|later|earlier|early|late|also|and|but|then)\s+)*", re.IGNORECASE)
RELATIVE_OF_ITS_OWN: Final = re.compile(
    r"(?:who|whom|whose|which|where)\s+(?:(?:\w+ly|also|first|last|had|has|have|will|was|is|he|she|they|then|later)\s+)*$",
    re.IGNORECASE,
)
LOOK_BACK: Final = 60
ENCOUNTERS: Final = frozenset({"meeting", "visit", "phone"})
ASIDE_REACH: Final = 200
# News reports what is a few weeks old at most; anything older is context.
BACKGROUND_DAYS: Final = 45
DAY: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?(?:$|[~?/])")


def nearest(reading: Reading, items: Iterable[L], anchor: Span) -> tuple[L, ...]:
    """The items that no clause boundary parts from the anchor, nearest first."""
    kept: list[tuple[int, L]] = []
    refused: L | None = None
    for item in items:
        if (isinstance(item, DateMention) and _is_no_event(reading, item)) or (
            isinstance(item, PlaceMention) and _is_seat(reading, item)
        ):
            continue
        first, second = sorted((anchor, item.span))
        if first.end < second.start and _apart(reading, item, anchor):
            continue
        if isinstance(item, PlaceMention) and _is_goal_of_guest(reading.text, item.span, anchor):
            continue
        if (
            _is_begun(reading.text, item.span, anchor)
            or _is_due(reading, first, second)
            or _is_aside(reading.text, first, second)
        ):
            continue
        if _is_of_other_plan(reading, item.span, anchor):
            continue
        if _is_of_another(reading.text, item.span, refused):
            refused = item
        else:
            kept.append((max(0, second.start - first.end) + _owed(reading, item.span, anchor), item))
    return tuple(item for _, item in sorted(kept, key=lambda pair: pair[0]))


def _is_seat(reading: Reading, place: PlaceMention) -> bool:
    """Whether a place is only where an embassy or a source sits, or where something is that is spoken of."""
    before = reading.text[max(0, place.span.start - LOOK_BACK) : place.span.start]
    if is_home(reading, place.span):
        return True
    return MATTER.search(before) is not None or (SEAT.search(before) is not None and not AT.search(before))


def _is_goal_of_guest(text: str, place: Span, anchor: Span) -> bool:
    """Whether somebody is invited to a place by words that stand behind the anchor."""
    invited = INVITED_TO.search(text, max(0, place.start - 2 * LOOK_BACK), place.start)
    return invited is not None and anchor.end <= invited.start()


def _is_no_event(reading: Reading, date: DateMention) -> bool:
    """Whether a date is that of the report or the time that a programme covers."""
    if reading.head_line.overlaps(date.span) or REPORTED_AFTER.match(reading.text, date.span.end):
        return True
    before = reading.text[max(0, date.span.start - LOOK_BACK) : date.span.start]
    return date.granularity in LONG and COVERED.search(before) is not None


def _is_of_another(text: str, span: Span, refused: Located | None) -> bool:
    """Whether the words before a date or place give it to something else, or to the same as the one refused before."""
    if OTHER_DATE.search(text[max(0, span.start - LOOK_BACK) : span.start]):
        return True
    return refused is not None and LISTED.fullmatch(text, refused.span.end, span.start) is not None


def _is_begun(text: str, span: Span, anchor: Span) -> bool:
    """Whether the words before a date say when something else began: "established in 2023", and not of the anchor."""
    start = max(0, span.start - LOOK_BACK)
    begun = BEGUN.search(text[start : span.start])
    return begun is not None and not start + begun.start() <= anchor.start < span.start


def _is_due(reading: Reading, first: Span, second: Span) -> bool:
    """Whether the second of two words says when another event, named between them, is due."""
    if not DUE.search(reading.text[max(0, second.start - LOOK_BACK) : second.start]):
        return False
    between = Span(first.end, max(first.end, second.start))
    return any(trigger.kind in ENCOUNTERS for trigger in reading.triggers_in(between))


def _is_of_other_plan(reading: Reading, item: Span, anchor: Span) -> bool:
    """Whether the word that an item follows tells of another encounter, one to come ("met in May and will
    meet in Riga").
    """
    sentence = reading.sentence_at(anchor.start)
    triggers = [t for t in reading.triggers_in(sentence.span) if t.kind in ENCOUNTERS] if sentence else []
    own = next((trigger for trigger in triggers if trigger.span == anchor), None)
    # A noun in no particular tense says nothing of when.
    telling = [t for t in triggers if t.span == anchor or t.modality != "actual" or t.text.lower() in VERBS]
    last = next((trigger for trigger in reversed(telling) if trigger.span.end <= item.start), None)
    if own is None or last is None or last is own or last.modality == own.modality:
        return False
    return anchor < item or not BOUNDARY.search(reading.text, last.span.end, item.start)


def _owed(reading: Reading, item: Span, anchor: Span) -> int:
    """How much farther off an item seems behind another encounter ("leaves on 12 May and meets B the day after")."""
    if anchor < item or not AND_THEN.search(reading.text, item.end, anchor.start):
        return 0
    sentence = reading.sentence_at(anchor.start)
    triggers = [t for t in reading.triggers_in(sentence.span) if t.kind in ENCOUNTERS] if sentence else []
    is_own = any(t.span == anchor for t in triggers)
    return ASIDE_REACH if is_own and any(t.span.end <= item.start for t in triggers) else 0


def _is_aside(text: str, first: Span, second: Span) -> bool:
    """Whether the first of two words stands in a relative clause that is over before the second."""
    clause = ASIDE.search(text, max(0, first.start - ASIDE_REACH), second.start)
    return clause is not None and clause.start() < first.start and first.end < clause.end() <= second.start


def _apart(reading: Reading, item: Located, anchor: Span) -> bool:
    """Whether another event begins between an item and its anchor; "and" and "which was held" go on about the same."""
    text = reading.text
    first, second = sorted((anchor, item.span))
    # A single quoted word ("initialled") is no speech.
    start, end = first.end + (QUOTE_MARK.match(text, first.end) is not None), second.start
    if len(QUOTE_MARK.findall(text, start, end)) % 2:
        return True
    opens = _opens_sentence(reading, item)
    for boundary in BOUNDARY.finditer(text, start, end):
        words = Span(*boundary.span())
        if AND.match(boundary[0]) and not opens and _has_own_event(reading, item, anchor, words):
            return True
        if JOINS.match(boundary[0]) or GOING_ON.match(text, boundary.start(), end):
            continue
        if opens and isinstance(item, DateMention) and _is_beside(text, words, end):
            continue
        if isinstance(item, PlaceMention) and _is_where(text, item.span, words, anchor):
            continue
        if first is anchor and AT_TIME.match(boundary[0]) and _nothing_happens(reading, Span(boundary.end(), end)):
            continue
        return True
    return False


def _is_beside(text: str, boundary: Span, end: int) -> bool:
    """Whether a boundary opens an aside that is over at `end`, or a clause about what happened at the same time."""
    return BESIDE.search(boundary.of(text)) is not None and not RELATIVE_OF_ITS_OWN.search(text, boundary.start, end)


def _is_where(text: str, place: Span, boundary: Span, anchor: Span) -> bool:
    """Whether the clause behind a place is set there: "left for Lima, where he meets B", "left Lima after talks"."""
    if place.end > anchor.start:
        return False
    if place.end + NEXT_TO >= boundary.start and WHERE.search(text, place.end, boundary.end):
        return True
    is_left = LEFT.search(text, max(0, place.start - LOOK_BACK), place.start) is not None
    return is_left and AFTER.search(text, place.end, boundary.end) is not None


def _has_own_event(reading: Reading, item: Located, anchor: Span, boundary: Span) -> bool:
    """Whether of two encounters joined by "and" the other has the item ("meets B on Monday, and sees C on Friday")."""
    sentence = reading.sentence_at(anchor.start)
    triggers = [t for t in reading.triggers_in(sentence.span) if t.kind in ENCOUNTERS] if sentence else []
    is_behind = item.span.start >= boundary.end
    others = [t for t in triggers if (t.span.start >= boundary.end) is is_behind and t.span != anchor]
    return any(t.span == anchor for t in triggers) and any(t.text.lower() in VERBS for t in others)


def _opens_sentence(reading: Reading, item: Located) -> bool:
    """Whether a date or place stands at the head of its sentence ("On 2 May, the minister, who ...")."""
    sentence = reading.sentence_at(item.span.start)
    return sentence is not None and OPENS.fullmatch(reading.text, sentence.span.start, item.span.start) is not None


def _nothing_happens(reading: Reading, span: Span) -> bool:
    return not HAPPENS.search(reading.text, *span) and not reading.triggers_in(span)


def is_long_before(edtf: str, published: str | None) -> bool:
    """Whether a date ends more than `BACKGROUND_DAYS` before publication; False where either is not known."""
    day = DAY.match(edtf)
    if published is None or day is None:
        return False
    last = date(int(day["year"]), int(day["month"] or 12), int(day["day"] or 28))
    return (date.fromisoformat(published) - last).days > BACKGROUND_DAYS


def is_after(edtf: str | None, published: str | None) -> bool:
    """Whether a date begins after the day of publication; False where either is not known."""
    when, known = bounds(edtf or ""), bounds(published or "")
    return bool(when and known and (when[0] - known[1]).days > 0)
