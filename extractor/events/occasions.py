"""When a statement was made: the date of its occasion (codebook section 4).

In this order: a date beside the cue ("said on Monday that …"); the release's own date, for a government's release; the
day above an interview or transcript; for what the story mainly reports, the occasion the story has reached there: the
last dated meeting, signing or speech at which the speaker or his country was present, or the day on which somebody was
last said to have spoken; else the day of which the story tells (`story_day`). What is only background, and what a state
or body holds at all times, has no date unless one stands beside it, and the publication date is never a default.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.attribution import Attribution
from extractor.events.agreement.find import DEFAULT_CONFIDENCE as AGREEMENT_CONFIDENCE
from extractor.events.candidates import AgreementCandidate, MeetingCandidate, Options
from extractor.events.meeting.find import DEFAULT_CONFIDENCE as MEETING_CONFIDENCE
from extractor.events.story_day import is_recent, story_days
from extractor.mentions import DateMention
from extractor.reading import Reading
from extractor.rules.dates.find import find_head_date
from extractor.rules.dates.tense import CUES
from extractor.rules.words.modality import BOUNDARY
from extractor.spans import Span
from extractor.titles import family_of

Dated = tuple[str, Span | None]
# What is said on an occasion that a noun names: "his speech in Lima on Tuesday".
SPOKEN = re.compile(
    r"\b(?:statement|speech|address|remarks|interview|testimony|(?:press|news)\s+(?:conference|briefing))\b",
    re.IGNORECASE,
)
BEFORE_YEAR = re.compile(r"\b(?:in|since|of|by|during)\s+\Z")
# "accused them of shelling the town on Monday", "by Friday": when something else happened or falls due.
OTHER_TIME = re.compile(r"\w{2}ing\s|[\"“”]|\b(?:by|since|until|till|before|from|for)\s+\Z")
PRESENT = re.compile(r"[a-z]+s(?:\s(?:on|for|to|that))?")


class Occasion(NamedTuple):
    """A dated event: where its date stands in the text, the date, its words, and who was present (names and codes)."""

    at: int
    edtf: str
    span: Span
    present: frozenset[str]


def date_beside(reading: Reading, passage: Span, attribution: Attribution) -> Dated | None:
    """A date in the passage that says when the words were said, and is no part of them.

    A day that ends what was said without a clause ("announced talks on Tuesday") is that of the saying.
    """
    said = attribution.content
    for date in reading.dates_in(passage):
        if said.overlaps(date.span):
            if _is_of_cue(reading, attribution, date):
                return str(date.edtf), date.span
        elif not reading.head_line.overlaps(date.span) and _is_near(reading, attribution, date):
            return str(date.edtf), date.span
    return None


def _is_near(reading: Reading, attribution: Attribution, date: DateMention) -> bool:
    """Whether no clause parts a date from the cue; a day of the story need not stand so near."""
    text, cue = reading.text, attribution.cue
    if date.granularity == "year" and not BEFORE_YEAR.search(text, max(0, date.span.start - 20), date.span.start):
        return False  # "the 1990 championship"
    if cue is None or is_recent(reading, str(date.edtf), date.span):
        return True
    first, last = sorted((cue.span, date.span))
    return BOUNDARY.search(text, first.end, last.start) is None


def _is_of_cue(reading: Reading, attribution: Attribution, date: DateMention) -> bool:
    """Whether a day within what was said belongs to the verb of saying: no other verb stands before it."""
    cue, content = attribution.cue, attribution.content
    if cue is None or cue.span.end > content.start or date.granularity != "day":
        return False
    if not is_recent(reading, str(date.edtf), date.span) or OTHER_TIME.search(
        reading.text, content.start, date.span.start
    ):
        return False
    verbs = CUES.finditer(reading.text, content.start, date.span.start)
    return all(verb.lastgroup == "infinitive" for verb in verbs)


def find_occasions(
    reading: Reading, agreements: Sequence[AgreementCandidate], meetings: Sequence[MeetingCandidate]
) -> tuple[Occasion, ...]:
    """Dated main events that took place lately, by the position of their date in the text."""
    found: list[Occasion] = []
    for meeting in meetings:
        if (
            meeting.realis[0].value == "actual"
            and meeting.form[0].value != "visit"
            and is_told(meeting, MEETING_CONFIDENCE)
        ):
            found += _dated(reading, meeting.date, (*meeting.countries, *meeting.participants))
    for agreement in agreements:
        if agreement.status[0].value == "signed" and is_told(agreement, AGREEMENT_CONFIDENCE):
            found += _dated(reading, agreement.date, (*agreement.parties, *agreement.signatories))
    found += _spoken(reading)
    return tuple(sorted(found, key=lambda occasion: occasion.at))


def is_told(candidate: AgreementCandidate | MeetingCandidate, threshold: float) -> bool:
    """Whether the candidate is likely a record, and one that the story is about."""
    return candidate.report_role == "main" and candidate.confidence >= threshold


def _dated(reading: Reading, dates: Options[str], present: Options[str]) -> list[Occasion]:
    here = frozenset(option.value for option in present if option.sure)
    sure = [option for option in dates if option.sure and option.span and is_recent(reading, option.value, option.span)]
    return [Occasion(option.span.start, option.value, option.span, here) for option in sure[:1] if option.span]


def _spoken(reading: Reading) -> Iterator[Occasion]:
    """Speeches and the like that a sentence dates, with whom it names."""
    for sentence in reading.told:
        if SPOKEN.search(reading.text, sentence.span.start, sentence.span.end):
            people = [reference.person for reference in reading.people_in(sentence.span)]
            here = frozenset(name for person in people for name in (person.name, person.country) if name)
            dates = [d for d in reading.dates_in(sentence.span) if d.edtf and is_recent(reading, d.edtf, d.span)]
            yield from (Occasion(date.span.start, date.edtf, date.span, here) for date in dates[:1] if date.edtf)


def occasion_dates(
    reading: Reading, attributions: Sequence[Attribution], passages: Sequence[Span], occasions: Sequence[Occasion]
) -> tuple[Dated | None, ...]:
    """The date of each statement with the words it rests on; `passages` are those of `attributions`, in their order."""
    dates: list[Dated | None] = []
    reached: Occasion | None = None
    held = _date_above(reading, attributions)
    by_name = _by_name(occasions)
    days = story_days(reading)
    head = find_head_date(reading.text)
    issued = _of(head) if head else (reading.published, None) if reading.published else None
    for attribution, passage in zip(attributions, passages, strict=True):
        beside = date_beside(reading, passage, attribution)
        if beside and not attribution.background and beside[1] and is_recent(reading, beside[0], beside[1]):
            reached = Occasion(passage.start, beside[0], beside[1], frozenset())
        if beside:
            dates.append(beside)
        elif attribution.basis == "release":
            dates.append(issued)
        elif attribution.basis == "interview":
            dates.append(held)
        elif attribution.background or _is_position(attribution):
            dates.append(None)
        else:
            mine = (by_name.get(name, []) for name in speaker_names(reading, attribution))
            told = [own[at - 1] for own in mine if (at := bisect_left(own, passage.end, key=lambda o: o.at))]
            day = next((day for day in reversed(days) if day.span.start < passage.end), days[0] if days else None)
            takes_part = _speaks_in_story(reading, attribution, day)
            latest = max([*told, *([reached] if reached and takes_part else [])], key=lambda o: o.at, default=None)
            dates.append((latest.edtf, latest.span) if latest else _of(day) if takes_part and day else None)
    return tuple(dates)


def _of(date: DateMention) -> Dated:
    return str(date.edtf), date.span


def _is_position(attribution: Attribution) -> bool:
    """Whether a state or body holds a view: "China claims the reef" tells no day, "the minister says" may."""
    cue = attribution.cue
    return attribution.speaker_person is None and cue is not None and PRESENT.fullmatch(cue.text) is not None


def _speaks_in_story(reading: Reading, attribution: Attribution, day: DateMention | None) -> bool:
    """Whether the speaker takes part: analysts, and people of whom no office is told, were asked on another day."""
    person = next((p for p in reading.persons if p.id == attribution.speaker_person), None)
    told = reading.sentence_at(day.span.start) if day else None
    if person is None or (told and any(told.span.covers(mention.span) for mention in person.mentions)):
        return True
    words = [word for office in person.offices for word in office.lower().split()]
    return bool(person.country or words) and not any(family_of(word, "head") == "expert" for word in words)


def _by_name(occasions: Sequence[Occasion]) -> dict[str, list[Occasion]]:
    """The occasions at which each person or country was present, in the order of the text."""
    found: dict[str, list[Occasion]] = {}
    for occasion in occasions:
        for name in occasion.present:
            found.setdefault(name, []).append(occasion)
    return found


def _date_above(reading: Reading, attributions: Sequence[Attribution]) -> Dated | None:
    """The day that stands above an interview or transcript."""
    first = min((a.content.start for a in attributions if a.basis == "interview"), default=0)
    above = [d for d in reading.dates_in(Span(0, first)) if d.edtf and is_recent(reading, d.edtf, d.span)]
    return (above[0].edtf, above[0].span) if above and above[0].edtf else None


def speaker_names(reading: Reading, attribution: Attribution) -> frozenset[str]:
    """What stands for the speaker among those present: name and country."""
    person = next((p for p in reading.persons if p.id == attribution.speaker_person), None)
    actor = attribution.speaker_actor
    names = (person.name, person.country) if person else ((actor.code,) if actor else ())
    return frozenset(name for name in names if name)
