"""Participants told apart from the meeting: "The talks were attended by A", "the X side was led by B".

Such a sentence names no event of its own, or takes up the one just told of; its persons take part in that encounter.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractor.events.meeting.groups import Group
from extractor.events.people import speaks_for
from extractor.mentions import Sentence
from extractor.reading import Reading, Reference
from extractor.spans import Span

LOOK_BACK: Final = 4
LONGEST_GAP: Final = 140
TALKS: Final = (
    r"(?:meetings?|talks|discussions?|negotiations?|consultations?|conversations?|dialogue|sessions?|audience|calls?"
    r"|lunch(?:eon)?|dinner)"
)
# The words that name a list behind them.
BEFORE_LIST: Final = re.compile(
    rf"""\b(?:(?:attended|joined|accompanied|flanked|assisted|co-?chaired|chaired|led|headed|represented)
      (?:\s+(?:also|jointly|respectively|(?:on|in|at|during|for|to)\s+(?:the|his|her|their)\s+[\w\s]{{1,30}}?))?,?\s+by
    |(?:present|attending|participating|taking\s+part|in\s+attendance)(?:\s+(?:at|in|on|from|for|the|this|both)\s+[^,;.]{{1,80}}?)?\s+(?:was|were)
    |(?:participants|members|attendees|those\s+(?:present|attending))\s+(?:of\s+[^,;.]{{1,60}}?)?included
    |{TALKS}\s+(?:also\s+)?(?:included|brought\s+together)
    |(?:leading|heading|representing|chairing)\s+(?:the|its)\s+[^,;.]{{1,100}}?\s+(?:was|were)
    |in\s+the\s+presence\s+of)\s+""",
    re.IGNORECASE | re.VERBOSE,
)
# Of whom these words are said, he takes part.
BEHIND_LIST: Final = re.compile(
    rf"""\s+(?:(?:also|both|all|jointly|respectively)\s+)?
    (?:(?:attend(?:ed|s)|joined|took\s+part\s+in|participated\s+in|sat\s+in\s+on|(?:co-?)?chaired)\s+(?:the|this|these|both|all)\s+(?:[\w’'-]+\s+){{0,3}}?{TALKS}
    |(?:was|were)\s+(?:also\s+)?(?:present|in\s+attendance|among\s+the\s+participants)
    |(?:attended|took\s+part|participated)\s*(?=[.;]|$)
    |(?:led|headed|represented|chaired)\s+(?:the|its|his|her)\s+(?:[\w’'-]+\s+){{0,3}}?(?:side|delegation|team))\b""",
    re.IGNORECASE | re.VERBOSE,
)
# The list is over where another clause tells of something else.
NEXT_CLAUSE: Final = re.compile(
    r"\b(?:said|says|told|which|who|that|whose|is|are|has|have|had|will|would|discuss\w*|express\w*|signed|met|meets|as|after|before|during)\b",
    re.IGNORECASE,
)
# "While the other side was headed by": the list goes on.
ALIKE: Final = re.compile(
    r"\b(?:led|headed|represented|accompanied|chaired)\s+by\s+(?:[\w.,’'()-]+\s+){0,12}$|[;,]\s(?:while|and)\s+(?:the\s+)?(?:[\w’'-]+\s+){1,6}by\s+(?:[\w.,’'()-]+\s+){0,12}$",
    re.IGNORECASE,
)
COMPANY: Final = re.compile(r"accompanied|flanked|assisted|joined|in\s+the\s+presence", re.IGNORECASE)
OF_TALKS: Final = re.compile(rf"\b{TALKS}\b|\bsides?\b|\bdelegations?\b|\bteams?\b|\bpresent\b|\balso\b", re.IGNORECASE)
PLURAL: Final = re.compile(r"\b(?:the|these|both|all)\s+(?:\w+\s+)?meetings\b", re.IGNORECASE)
MET: Final = frozenset({"encounter", "commission", "assembly", "call"})


def add_attendance(reading: Reading, groups: Sequence[Group]) -> None:
    """Add to each encounter the persons who are said elsewhere to have taken part."""
    for sentence in reading.told:
        persons, company = _attending(reading, sentence)
        if not persons:
            continue
        for group in _homes(reading, groups, sentence, company):
            _join(group, persons)


def _attending(reading: Reading, sentence: Sentence) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
    """Who is said to take part, and beside whom, where the words say that."""
    span = sentence.span
    found = list[Reference]()
    beside = list[Reference]()
    for words in BEFORE_LIST.finditer(reading.text, span.start, span.end):
        is_company = COMPANY.match(words[0]) is not None
        if not is_company and not OF_TALKS.search(reading.text, span.start, words.end()):
            continue
        before = _people(reading, span.start, words.start())
        beside += before[-1:] if is_company else ()
        found += _list(reading, _people(reading, words.end(), span.end), words.end())
    for words in BEHIND_LIST.finditer(reading.text, span.start, span.end):
        behind = _people(reading, span.start, words.start())
        found += _list_backwards(reading, behind, words.start())
    return tuple(found), tuple(beside)


def _people(reading: Reading, start: int, end: int) -> tuple[Reference, ...]:
    return tuple(ref for ref in reading.people_in(Span(start, end)) if not speaks_for(ref.person))


def _list(reading: Reading, persons: Sequence[Reference], start: int) -> list[Reference]:
    kept: list[Reference] = []
    for ref in persons:
        gap = reading.text[start : ref.span.start]
        if len(gap) > LONGEST_GAP or (NEXT_CLAUSE.search(gap) and not ALIKE.search(gap)):
            break
        kept.append(ref)
        start = ref.span.end
    return kept


def _list_backwards(reading: Reading, persons: Sequence[Reference], end: int) -> list[Reference]:
    kept: list[Reference] = []
    for ref in reversed(persons):
        gap = reading.text[ref.span.end : end]
        if len(gap) > LONGEST_GAP or NEXT_CLAUSE.search(gap):
            break
        kept.append(ref)
        end = ref.span.start
    return kept[::-1]


def _homes(
    reading: Reading, groups: Sequence[Group], sentence: Sentence, company: tuple[Reference, ...]
) -> list[Group]:
    """The encounters a sentence speaks of: those told in it, else the last one told before, or all where it says so."""
    met = [group for group in groups if group.family in MET]
    here = [group for group in met if any(m.sentence.index == sentence.index for m in group.mentions)]
    is_plural = PLURAL.search(reading.text, sentence.span.start, sentence.span.end) is not None
    if here and not is_plural:
        return here
    latest = sorted(
        (group for group in met if _last_before(group, sentence) >= sentence.index - LOOK_BACK),
        key=lambda group: _last_before(group, sentence),
        reverse=True,
    )
    if company:
        ids = {ref.person.id for ref in company}
        return [group for group in latest if ids & group.people][:1]
    if is_plural and latest:
        hosts = latest[0].people
        return [group for group in met if group.people & hosts and _last_before(group, sentence) >= 0]
    return here or latest[:1]


def _last_before(group: Group, sentence: Sentence) -> int:
    """The index of the last sentence before one that tells of a group; -1 where there is none."""
    return max((m.sentence.index for m in group.mentions if m.sentence.index < sentence.index), default=-1)


def _join(group: Group, persons: Sequence[Reference]) -> None:
    """Add the persons who act for one of those who meet."""
    new = [ref for ref in persons if ref.person.id not in group.people]
    if new:
        last = group.mentions[-1]
        group.mentions[-1] = replace(last, persons=(*last.persons, *new))
        group.people |= {ref.person.id for ref in new}
