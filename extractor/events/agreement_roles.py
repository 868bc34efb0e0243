"""Whether an instrument is the news or its background (codebook 1.5)."""

import re
from typing import Final

from extractor.events.agreement_groups import Group
from extractor.events.candidates import Options, first_sure
from extractor.events.near import is_long_before
from extractor.reading import Reading
from schemas.vocabulary import ReportRole

# "Announced that an accord had been reached": the past perfect of reported speech tells news.
REPORTED: Final = re.compile(r"\b(?:announced|said|confirmed|declared|reported)\s+(?:\w+\s+){0,3}that\b", re.IGNORECASE)


def role_of(reading: Reading, group: Group, date: Options[str]) -> ReportRole:
    """Background for what is told in the past perfect, dated well before the article, or merely known."""
    dated = first_sure(date)
    if dated and is_long_before(dated, reading.published):
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
    if not states and first.phrase.determiner == "known" and not reading.is_lead(first.sentence):
        return "background"
    return "main"
