"""Whether an instrument is the news or its background (codebook 1.5)."""

import re
from itertools import takewhile
from typing import Final

from extractor.events.agreement.groups import Group
from extractor.events.agreement.mentions import Mention
from extractor.events.agreement.state_words import NOMINAL, is_long_after
from extractor.events.agreement.states import is_looked_back
from extractor.events.agreement.when import is_reduced_relative
from extractor.events.candidates import Options, first_sure
from extractor.events.near import is_long_before
from extractor.reading import Reading
from schemas.vocabulary import ReportRole

# "Announced that an accord had been reached": the past perfect of reported speech tells news.
REPORTED: Final = re.compile(r"\b(?:announced|said|confirmed|declared|reported)\s+(?:\w+\s+){0,3}that\b", re.IGNORECASE)
# "The 1994 accord", "past agreements", "an earlier agreed protocol": what the phrase itself calls old.
OLD: Final = re.compile(
    r"\b(?:(?:19|20)\d\d|past|previous|previously|earlier|existing|long-?standing|decades?-old|year-old|original)\b",
    re.IGNORECASE,
)
# "Signed last month", "concluded in 1994", "two years ago": what came before the news, unless it is the news.
MONTH: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
BEFORE_NOW: Final = re.compile(
    rf"""\b(?:earlier\s+this\s+(?:year|month)|last\s+(?:year|month|spring|summer|autumn|fall|winter|{MONTH})
    |(?:weeks?|months?|years?|decades?)\s+(?:ago|earlier|before)|previously
    |(?:[’']s|the|an?)\s+{MONTH}\s+(?:visit|trip|summit|meeting|talks)
    |(?:signed|reached|concluded|struck|agreed|inked|made|adopted|brokered)\s+(?:\w+\s+){{0,3}}in\s+(?:\w+\s+)?(?:19|20)\d\d)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "During that visit": as long ago as the sentence before says.
THAT_TIME: Final = re.compile(
    r"(?:during|at|on|after)\s+that\s+(?:visit|trip|tour|summit|meeting|occasion|time)\b", re.IGNORECASE
)
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
REACH: Final = 60
# What an article mentions in passing as being so.
# What becomes of an old instrument as news.
CHANGED: Final = frozenset({"suspended", "terminated", "renewed", "ratified", "rejected"})
STANDING: Final = frozenset({"in_force", "terminated", "suspended", "expired"})


def role_of(reading: Reading, group: Group, date: Options[str]) -> ReportRole:
    """Background for what is told in the past perfect, dated well before the article, or merely known."""
    dated = first_sure(date)
    if dated and is_long_before(dated, reading.published or _latest_in_lead(reading)):
        return "background"
    states = [mention.state for mention in group.mentions if mention.state]
    first = group.mentions[0]
    is_news = first.phrase.determiner == "new" and REPORTED.search(reading.text, *first.sentence.span) is not None
    if (
        states
        and all(state.modality == "past" for state in states)
        and not (is_news and reading.is_lead(first.sentence))
    ):
        return "background"
    is_old = _is_called_old(reading, group) or _is_presupposed(reading, group)
    return "background" if is_old or _is_in_passing(reading, group) else "main"


def _latest_in_lead(reading: Reading) -> str | None:
    """The last day that the lead names, which stands in for a day of publication that is not known."""
    days = [
        str(date.edtf)
        for sentence in takewhile(reading.is_lead, reading.told)
        for date in reading.dates_in(sentence.span)
        if DAY.fullmatch(str(date.edtf))
    ]
    return max(days, default=None)


def _is_called_old(reading: Reading, group: Group) -> bool:
    """Whether the phrase that brings the instrument in says that it is not new, and nothing new becomes of it."""
    phrase, state = group.mentions[0].phrase, group.mentions[0].state
    if state and state.modality == "actual" and state.status in CHANGED:
        return False
    return OLD.search(reading.text, phrase.span.start, phrase.trigger.span.start) is not None


def _is_presupposed(reading: Reading, group: Group) -> bool:
    """Whether all that is said of it takes it for granted: "under the treaty", "the deal reached with B"."""
    return all(_takes_for_granted(reading, mention) for mention in group.mentions)


def _takes_for_granted(reading: Reading, mention: Mention) -> bool:
    state, phrase = mention.state, mention.phrase
    if state is None:
        return phrase.determiner == "known" or mention.is_named
    if is_long_after(reading.text, state.span):
        return True
    if is_looked_back(reading.text, state) or NOMINAL.fullmatch(state.span.of(reading.text)):
        return True
    is_reduced = is_reduced_relative(reading.text, phrase, state)
    return phrase.determiner == "known" and is_reduced and not mention.dates


def _is_in_passing(reading: Reading, group: Group) -> bool:
    """Whether the instrument comes up only after the lead, as known, standing or concluded some time before."""
    first = group.mentions[0]
    if reading.is_lead(first.sentence):
        return False
    if first.state is None:
        return first.phrase.determiner == "known"
    is_standing = first.state.status in STANDING and first.state.modality != "planned"
    return is_standing or any(_is_before_now(reading, mention) for mention in group.mentions)


def _is_before_now(reading: Reading, mention: Mention) -> bool:
    """Whether words beside the signing put it before the news."""
    if mention.state is None:
        return False
    sentence, state = mention.sentence.span, mention.state.span
    if THAT_TIME.match(reading.text, sentence.start, sentence.end):
        earlier = reading.sentences[mention.sentence.index - 1].span
        return BEFORE_NOW.search(reading.text, earlier.start, earlier.end) is not None
    start = max(sentence.start, min(state.start, mention.phrase.span.start) - REACH)
    end = min(sentence.end, max(state.end, mention.phrase.span.end) + REACH)
    return BEFORE_NOW.search(reading.text, start, end) is not None
