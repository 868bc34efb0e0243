"""Persons: named by the article, in the passages of the record, under their fullest name."""

import re
from typing import Final

from extractor.events.candidates import AgreementCandidate
from extractor.events.people import ABSENT
from extractor.gazetteer import find_names
from extractor.mentions import Person
from extractor.names import fold
from extractor.spans import Span
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.wording import land
from extractor.validate.words import is_in, quoted, where

PEOPLE: Final = ("participants", "signatories", "addressee", "speaker")
TOP_OFFICES: Final = re.compile(
    r"\b(?:prime minister|president|foreign minister|defen[cs]e minister|chancellor|king|emir|secretary of state)\b",
    re.IGNORECASE,
)
CODED: Final = frozenset({"country", "organisation", "city"})
PRINCIPALS: Final = 3
SURE: Final = 0.5
SHORT: Final = 2
NOT_HOLDER: Final = re.compile(r"\b(?:former|ex-|vice|deputy|then|late|incoming|elect)\b", re.IGNORECASE)


@value_check(
    "name-support",
    fields=PEOPLE,
    about="A person or body must be named in the article; first name and surname must both be right.",
)
def name_support(case: Case, value: str) -> Ruling | None:
    """The verdict on a name as such."""
    person = case.person(value)
    if person is not None:
        return _person_ruling(case, value, person)
    found = where(case, value)
    if found:
        return Ruling("supported" if found[1] else "variant", span=found[0])
    sharing = case.context.people.sharing_a_word(value)
    if sharing and len(fold(value).split()) > 1 and len(fold(sharing.name).split()) > 1:
        return Ruling("contradicted", f"The article names {sharing.name}, not {value}.", sharing.mentions[0].span)
    return _body_ruling(case, value)


def _person_ruling(case: Case, value: str, person: Person) -> Ruling:
    mention = next((m for m in person.mentions if is_in(m.span, case.own)), person.mentions[0])
    if value == person.name:
        return Ruling("supported", span=mention.span)
    message = f"“{value}” is {person.name} in the article."
    exact = next((m.span for m in person.mentions if m.text == value), None)
    return Ruling("variant", message, exact or mention.span, severity="info", repaired=person.name)


def _body_ruling(case: Case, value: str) -> Ruling:
    """A body or group named in other words than the article's: every telling word must stand there."""
    words = [word for word in re.findall(r"[^\W\d_]{3,}", value) if word.lower() not in ("the", "and", "for")]
    text = case.text.lower()
    if len(words) > 1 and all(word.lower() in text for word in words):
        return Ruling("inferred")
    return Ruling("unsupported", f"The article names no {value}.")


@value_check(
    "name-other-event",
    fields=("participants", "signatories"),
    kinds=("agreement", "meeting"),
    about="A participant or signatory must be mentioned where the event is told, not only elsewhere in the article.",
)
def name_other_event(case: Case, value: str) -> Ruling | None:
    """A person of the article who has nothing to do with this event."""
    person = case.person(value)
    if person is None or case.is_bare:
        return None
    spans = [mention.span for mention in person.mentions]
    if any(is_in(span, case.own) for span in spans):
        return None
    if _offered(case, person):
        return Ruling("inferred", span=spans[0])
    message = f"{person.name} stands elsewhere in the article, not where this event is told."
    return Ruling("contradicted", message, spans[0])


def _offered(case: Case, person: Person) -> bool:
    """Whether the rules count the person to an event that the passages tell."""
    for candidate in case.candidates:
        named = candidate.signatories if isinstance(candidate, AgreementCandidate) else candidate.participants
        if any(option.value == person.name for option in named):
            return True
    return False


@value_check(
    "name-absent",
    fields=("participants", "signatories"),
    kinds=("agreement", "meeting"),
    about="Who is only spoken for, invites, or reports on the event is no participant or signatory.",
)
def name_absent(case: Case, value: str) -> Ruling | None:
    """Every own mention of the person is that of somebody who did not take part."""
    person = case.person(value)
    if person is None or case.is_bare:
        return None
    spans = [m.span for m in person.mentions if is_in(m.span, case.own)]
    if not spans or _offered(case, person):
        return None
    if all(_is_absent(case, span) for span in spans):
        message = f"{quoted(case.text, spans[0])} is named here without taking part."
        return Ruling("contradicted", message, spans[0])
    return None


def _is_absent(case: Case, span: Span) -> bool:
    return ABSENT.search(case.text, max(0, span.start - 90), span.start) is not None


@value_check(
    "person-country",
    fields=("speaker_country",),
    kinds=("statement",),
    about="The country is the one the speaker acts for: by office, by the body's name, or by the words around.",
)
def person_country(case: Case, value: str) -> Ruling | None:
    """The speaker's office, body or name decides whom they speak for."""
    speaker = case.first("speaker")
    if not isinstance(speaker, str):
        return None
    person = case.person(speaker)
    span = person.mentions[0].span if person else None
    right = frozenset({person.country}) if person and person.country else _codes_of_body(case, speaker, person)
    if value in right:
        return Ruling("variant", span=span)
    if right:
        named = " or ".join(land(code) for code in sorted(right))
        return Ruling("contradicted", f"{speaker} speaks for {named} in this article, not for {land(value)}.", span)
    around = {side.code for span in case.near for side in case.reading.sides_in(span)}
    if value in case.reading.principals[:PRINCIPALS] or value in around:
        return Ruling("inferred")
    return Ruling("contradicted", f"Nothing in the article says that {speaker} speaks for {land(value)}.", span)


def _codes_of_body(case: Case, speaker: str, person: Person | None) -> frozenset[str]:
    """Whom a body acts for by its own name ("the Czech parliament"), or as the attribution says."""
    if person is not None:
        return frozenset()
    # A capital stands for its government ("Bonn"), but a town inside a longer name for nothing ("the Geneva group").
    kinds = CODED if len(speaker.split()) <= SHORT else CODED - {"city"}
    named = frozenset(entry.code for match in find_names(speaker) for entry in match.entries if entry.kind in kinds)
    acting = {a.speaker_actor.code for a in case.attributions if a.speaker_actor and a.confidence >= SURE}
    return named or (frozenset(acting) if len(acting) == 1 else frozenset())


@value_check(
    "participant-country",
    fields=("participants",),
    kinds=("meeting",),
    severity="warning",
    about="The countries of a Meeting include those its participants act for.",
)
def participant_country(case: Case, value: str) -> Ruling | None:
    """Person and country must agree."""
    person, countries = case.person(value), case.all("countries")
    if person is None or person.country is None or not countries or person.country in countries:
        return None
    message = f"{person.name} acts for {person.country}, which is not among the countries."
    return Ruling(None, message, person.mentions[0].span)


@value_check(
    "one-office",
    fields=("participants", "signatories"),
    kinds=("agreement", "meeting"),
    severity="warning",
    about="One office of one country has one holder: two persons cannot both hold it in one record.",
)
def one_office(case: Case, value: str) -> Ruling | None:
    """Two holders of one top office in one record are one too many."""
    person = case.person(value)
    held = _top_offices(person)
    for name in (*case.all("participants"), *case.all("signatories")):
        other = case.person(name)
        if person and other and other.id != person.id and other.country == person.country is not None:
            shared = held & _top_offices(other)
            if shared:
                message = f"{person.name} and {other.name} cannot both be {sorted(shared)[0]} of {person.country}."
                return Ruling(None, message, person.mentions[0].span)
    return None


def _top_offices(person: Person | None) -> frozenset[str]:
    found = set()
    for office in person.offices if person else ():
        match = TOP_OFFICES.search(office)
        if match and not NOT_HOLDER.search(office):
            found.add(match[0].lower().replace("defense", "defence"))
    return frozenset(found)
