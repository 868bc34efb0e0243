"""When a statement was made: the date of its occasion (codebook section 4).

In this order: a date beside the cue ("said on Monday that …"); the release's own date, for a government's release; for
what the story mainly reports, the date of the one main event at which the speaker, or his country, was present. What is
only background has no date unless one stands beside it, and the publication date is never a default.
"""

from collections.abc import Sequence

from extractor.agreements import DEFAULT_CONFIDENCE as AGREEMENT_CONFIDENCE
from extractor.attribution import Attribution
from extractor.candidates import AgreementCandidate, MeetingCandidate
from extractor.meetings import DEFAULT_CONFIDENCE as MEETING_CONFIDENCE
from extractor.reading import Reading
from extractor.spans import Span

Dated = tuple[str, Span | None]


def date_beside(reading: Reading, passage: Span, content: Span) -> Dated | None:
    """A date in the passage that is not part of what was said."""
    for date in reading.dates_in(passage):
        if date.edtf and not content.overlaps(date.span):
            return date.edtf, date.span
    return None


def main_occasions(
    agreements: Sequence[AgreementCandidate], meetings: Sequence[MeetingCandidate]
) -> tuple[tuple[Dated, frozenset[str]], ...]:
    """Dates of the main events that took place, meetings first, each with the countries and persons present."""
    found: list[tuple[Dated, frozenset[str]]] = []
    for meeting in meetings:
        held = meeting.realis and meeting.realis[0].value == "actual" and meeting.form[0].value != "visit"
        dates = [option for option in meeting.date if option.sure]
        if held and dates and meeting.report_role == "main" and meeting.confidence >= MEETING_CONFIDENCE:
            present = {option.value for option in (*meeting.countries, *meeting.participants) if option.sure}
            found.append(((dates[0].value, dates[0].span), frozenset(present)))
    for agreement in agreements:
        signed = agreement.status and agreement.status[0].value == "signed"
        dates = [option for option in agreement.date if option.sure]
        if signed and dates and agreement.report_role == "main" and agreement.confidence >= AGREEMENT_CONFIDENCE:
            present = {option.value for option in (*agreement.parties, *agreement.signatories) if option.sure}
            found.append(((dates[0].value, dates[0].span), frozenset(present)))
    return tuple(found)


def occasion_of(
    attribution: Attribution,
    passage: Span,
    reading: Reading,
    *,
    present: frozenset[str],
    occasions: Sequence[tuple[Dated, frozenset[str]]],
) -> Dated | None:
    """The date of a statement with the words it rests on; `present` holds the speaker's name and country."""
    beside = date_beside(reading, passage, attribution.content)
    if beside:
        return beside
    if attribution.basis == "release":
        return (reading.published, None) if reading.published else None
    if attribution.background:
        return None
    attended = [dated for dated, there in occasions if there & present]
    return attended[0] if len({date for date, _ in attended}) == 1 else None
