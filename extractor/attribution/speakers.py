"""From the words that stand as subject to the one who speaks: a name, a pronoun, an office, a body or a group."""

import re

from extractor.attribution.base import Basis
from extractor.attribution.memory import Memory, Speaker
from extractor.attribution.officials import OFFICE_GUESSED, OFFICE_KNOWN, SAME_OFFICE, UNNAMED, head_of, resolve_office
from extractor.attribution.page import Page
from extractor.attribution.pronouns import resolve_pronoun
from extractor.attribution.referents import Referent
from extractor.attribution.sources import Subject

PAIR_OF_PERSONS = re.compile(
    r"(?P<two>both|the two|the)\s+(?:(?:deputy|foreign|prime|defen[cs]e)\s+){0,2}"
    r"(?:ministers|men|women|presidents|leaders|officials|diplomats|chiefs)\Z",
    re.IGNORECASE,
)
SURE = 0.95
ACRONYM = re.compile(r"[A-Z][A-Z.]+")


def resolve(page: Page, subject: Subject, memory: Memory, before: tuple[Referent, ...] = ()) -> Speaker | None:
    """The speaker that a subject means; `before` are the referents of the same sentence that precede it."""
    speakers = [found for item in subject.referents if (found := _resolve_one(page, item, memory, before))]
    if not speakers:
        return None
    first = speakers[0]
    joint = tuple(other.person for other in speakers[1:] if other.person is not None and other.person != first.person)
    if len(speakers) > 1:
        basis: Basis = "joint"
        return first._replace(span=subject.span, text=subject.span.of(page.text), alternatives=joint, basis=basis)
    return first._replace(basis="inverted") if subject.relation == "after" and first.basis == "cue subject" else first


def _resolve_one(page: Page, referent: Referent, memory: Memory, before: tuple[Referent, ...]) -> Speaker | None:
    words = referent.span.of(page.text)
    if referent.kind == "person":
        return Speaker(referent.person, None, referent.span, words, (), SURE, "cue subject")
    if referent.kind == "actor":
        return Speaker(None, referent.actor, referent.span, _spelled_out(page, referent), (), OFFICE_KNOWN, "body")
    if referent.kind == "office":
        return resolve_office(page, referent, memory)
    if referent.kind == "pronoun":
        return resolve_pronoun(page, referent, memory, before)
    if referent.kind == "group" and (pair := _pair(page, words, memory)):
        first, second = pair
        return Speaker(first, None, referent.span, words, (second,), OFFICE_GUESSED, "joint")
    return Speaker(None, referent.actor, referent.span, words, (), UNNAMED, "group")


def _spelled_out(page: Page, referent: Referent) -> str:
    """A body by its fullest name: "GCC" is the Gulf Cooperation Council where the article has it so."""
    words, actor = referent.span.of(page.text), referent.actor
    if actor is None or not ACRONYM.fullmatch(actor.text):
        return words
    names = (item.text for item in page.actors if item.code == actor.code and item.form == "name" and not item.body)
    return max(names, key=len, default=words)


def _pair(page: Page, words: str, memory: Memory) -> tuple[int, int] | None:
    """ "The two ministers": the two most spoken of who hold that office for different countries.

    Where the offices do not tell, "the two" are the two last spoken of; "the ministers" are two only if no third is.
    """
    group = PAIR_OF_PERSONS.match(words)
    if group is None:
        return None
    office = head_of(words).removesuffix("s")
    accepted = SAME_OFFICE.get(office, (office,))
    holders = [person for person in page.persons if any(word in " ".join(person.offices).lower() for word in accepted)]
    holders.sort(key=lambda person: -len(person.mentions))
    others = [person for person in holders[1:] if person.country is None or person.country != holders[0].country]
    if group["two"].lower() == "the":
        return (holders[0].id, others[0].id) if len(others) == 1 else None
    if others:
        return holders[0].id, others[0].id
    return (memory.recent[-2], memory.recent[-1]) if len(memory.recent) > 1 else None
