"""The day of which a story tells: the day word of its opening ("on Tuesday", "today", "was held on 18 December").

A report names the day of its event once, in its first sentences, and says further on what was said there. That day
holds for whoever speaks in the story where no nearer day is told. A date line is no such word, nor is a day to come, a
day since or until which something lasts, the day of a thing ("Monday's vote"), or one of which somebody is quoted.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractor.edtf import bounds
from extractor.mentions import DateMention, Sentence
from extractor.reading import Reading
from extractor.rules.dates.tense import tense_at
from extractor.spans import Span

LEAD: Final = 5  # sentences of the body in which a report says when
SHORTEST: Final = 50  # characters: captions, bullets and credits are shorter
LONGEST: Final = 7  # days: what lasts longer is no occasion
LATELY: Final = 31  # days before the publication in which the reported event lies
TIME_ZONES: Final = 1  # days by which an event can seem to come after its report
LOOK_BACK: Final = 40
# When something lasts or falls due, or what it is reckoned from: no day on which the story happens.
OTHER: Final = re.compile(
    r"\b(?:by|since|until|till|before|for|starting|beginning|ahead\s+of|(?P<start>from))\s+(?:the\s+)?\Z", re.IGNORECASE
)
OF_A_THING: Final = re.compile(r"['’]s?\s+\w|\s+(?:night|morning)?['’]s\s")
FRONTED: Final = re.compile(r"(?:\d{1,2}[.)]\s+)?(?:(?:[Ll]ater|[Ee]arlier)\s+)?(?:[Oo]n\s+)?(?:the\s+)?")
QUOTE_MARK: Final = re.compile(r"[\"“”]")


def story_days(reading: Reading) -> tuple[DateMention, ...]:
    """The first day in the opening on which the story says that something happened, and the days it goes on to.

    It goes on to another day with a sentence that begins with it ("On 4 May, the minister flew to Baku").
    """
    days: list[DateMention] = []
    body = [s for s in reading.told if s.kind == "body" and _is_prose(s.span.of(reading.text))]
    for place, sentence in enumerate(body):
        if days or place < LEAD:
            told = told_days(reading, sentence)
            days += [date for date in told if not days or _opens(reading.text, sentence.span, date.span)][:1]
    return tuple(days)


def _is_prose(words: str) -> bool:
    """Captions, bullets and credits are short and have no stop."""
    return len(words) >= SHORTEST or words[-1] in '.!?"”'


def _opens(text: str, sentence: Span, date: Span) -> bool:
    return FRONTED.fullmatch(text, sentence.start, date.start) is not None


def told_days(reading: Reading, sentence: Sentence) -> Iterator[DateMention]:
    """The days on which a sentence says that something of the story happened."""
    for date in reading.dates_in(sentence.span):
        if _is_day_of_story(reading, date) and _happened(reading, sentence.span, date):
            yield date


def _is_day_of_story(reading: Reading, date: DateMention) -> bool:
    days = bounds(date.edtf or "")
    exact = days is not None and (days[1] - days[0]).days <= LONGEST and not str(date.edtf).endswith(("~", "?"))
    return exact and not reading.head_line.overlaps(date.span) and is_recent(reading, str(date.edtf), date.span)


def _happened(reading: Reading, sentence: Span, mention: DateMention) -> bool:
    text, date = reading.text, mention.span
    before = OTHER.search(text, max(sentence.start, date.start - LOOK_BACK), date.start)
    is_whole = "/" in str(mention.edtf) and before is not None and before["start"]
    if OF_A_THING.match(text, date.end) or (before and not is_whole):
        return False
    if len(QUOTE_MARK.findall(text, sentence.start, date.start)) % 2:
        return False
    return tense_at(text, date, sentence) in ("past", "present", "none")


def is_recent(reading: Reading, edtf: str, span: Span) -> bool:
    """Whether a date can be that of the reported event: near the publication, or told relative to it ("on Monday").

    Where the publication is unknown, the first full day that the article names stands for it.
    """
    mention = next((date for date in reading.dates_in(span) if date.span == span), None)
    known, when = bounds(reading.published or _first_day(reading)), bounds(edtf)
    if known and when and (when[0] - known[1]).days > TIME_ZONES:
        return False
    if mention is not None and mention.basis == "relative":
        return True
    return bool(known and when and (when[0] - known[0]).days >= -LATELY)


def _first_day(reading: Reading) -> str:
    days = (date.edtf for date in reading.dates if date.granularity == "day" or "/" in (date.edtf or ""))
    return next((edtf for edtf in days if edtf), "")
