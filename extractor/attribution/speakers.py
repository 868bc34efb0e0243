"""From the words that stand as subject to the one who speaks.

A pronoun is the last speaker, or the person the sentence before was about; an office without a name is the person the
article gives that office, country and all. What stays unnamed stays so: an unnamed spokesman speaks as the body
(codebook 2a), and the words themselves are kept.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.attribution.base import Basis
from extractor.attribution.page import Page
from extractor.attribution.referents import Referent
from extractor.attribution.subjects import Subject
from extractor.mentions import ActorMention
from extractor.rules.tables import read_rows
from extractor.spans import Span

MALE = re.compile(
    r"\b(?:Mr\.?|King|Prince|Sheikh|Sheik|Lord|Sir|Sultan|Emir|Imam|Ayatollah|Father|Pope|Baron|Count)\s+\Z"
)
FEMALE = re.compile(r"\b(?:Ms\.?|Mrs\.?|Miss|Queen|Princess|Lady|Dame|Madam|Madame|Baroness)\s+\Z")
INDEFINITE = re.compile(r"(?:an?|another|one|some|several)\s", re.IGNORECASE)
# An unnamed spokesman and a statement stand for the body (codebook 2a).
SPEAKS_FOR_BODY = re.compile(r"\b(?:spokes\w+|statement|communiqu[eé])\Z", re.IGNORECASE)
POSSESSED_TEXT = re.compile(
    r"(?:['’]s|(?P<body>\b(?:ministry|office|embassy|government|presidency|department|house|kremlin)(?:['’]s)?))"
    r"\s+(?:statement|communiqu[eé])\Z",
    re.IGNORECASE,
)
# "The statement said": whoever has just been quoted from it.
BARE_TEXT = re.compile(r"(?:the|his|her|its)\s+(?:statement|communiqu[eé])\Z", re.IGNORECASE)
BODY_HEAD = re.compile(
    r"\b(?:ministry|government|cabinet|parliament|embassy|army|presidency|administration|foreign\s+office)\b",
    re.IGNORECASE,
)
# "the minister", "the Thai official": more words would name another office than the one held
PLAIN_OFFICE = re.compile(
    r"(?:(?:[Tt]he|[Hh]is|[Hh]er)\s+)?(?:(?:top|senior|visiting)\s+)?(?:[A-Z]\w+(?:['’]s)?\s+)?(?:[a-z]+\s+)?[a-z]+"
)
PAIR_OF_PERSONS = re.compile(
    r"(?P<two>both|the two|the)\s+(?:(?:deputy|foreign|prime|defen[cs]e)\s+){0,2}"
    r"(?:ministers|men|women|presidents|leaders|officials|diplomats|chiefs)\Z",
    re.IGNORECASE,
)
# A head word and the words of which an office as written must hold one ("the premier" is a prime minister).
SAME_OFFICE = {head: tuple(words.split(",")) for head, words in read_rows("same_offices.tsv")}
NOMINATIVE = {"him": "he", "her": "she", "them": "they"}
SURE, LIKELY, OFFICE_KNOWN, OFFICE_GUESSED, UNNAMED = 0.95, 0.8, 0.85, 0.65, 0.5


class Speaker(NamedTuple):
    """Who speaks, and why the rule thinks so."""

    person: int | None
    actor: ActorMention | None
    span: Span | None
    text: str
    alternatives: tuple[int, ...]
    confidence: float
    basis: Basis

    def is_same(self, other: "Speaker") -> bool:
        """Whether two attributions are one speaker's."""
        if self.person is not None or other.person is not None:
            return self.person == other.person
        if self.actor is not None and other.actor is not None:
            return self.actor.code == other.actor.code
        return self.text.lower() == other.text.lower()


@dataclass
class Memory:
    """Who was last spoken of, while an article is read from the top.

    `focus` and `actor` are what the sentence before was about; `body` is the last state body named anywhere.
    """

    speaker: Speaker | None = None
    focus: int | None = None
    actor: ActorMention | None = None
    body: ActorMention | None = None
    recent: list[int] = field(default_factory=list)

    def see(self, person: int) -> None:
        """Note that a person was mentioned."""
        if person in self.recent:
            self.recent.remove(person)
        self.recent.append(person)


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
        return Speaker(None, referent.actor, referent.span, words, (), OFFICE_KNOWN, "body")
    if referent.kind == "office":
        return _office(page, referent, memory)
    if referent.kind == "pronoun":
        return _pronoun(page, referent, memory, before)
    if referent.kind == "group" and (pair := _pair(page, words, memory)):
        first, second = pair
        return Speaker(first, None, referent.span, words, (second,), OFFICE_GUESSED, "joint")
    return Speaker(None, referent.actor, referent.span, words, (), UNNAMED, "group")


def _pronoun(page: Page, referent: Referent, memory: Memory, before: tuple[Referent, ...]) -> Speaker | None:
    word = referent.span.of(page.text).lower()
    word = NOMINATIVE.get(word, word)
    if word == "it":
        last = memory.speaker
        if last and last.person is None and last.actor and (memory.actor or last.actor).code == last.actor.code:
            return last._replace(span=referent.span, confidence=OFFICE_GUESSED, basis="pronoun")
        actor = memory.actor or (last.actor if last else None)
        return Speaker(None, actor, referent.span, actor.text, (), OFFICE_GUESSED, "pronoun") if actor else None
    if word in ("they", "both"):
        return _plural(page, referent, memory, before)
    fitting = [person for person in _candidates(memory, before) if _fits(page, person, word)]
    if not fitting:
        return None
    name = page.by_id[fitting[0]].name
    return Speaker(fitting[0], None, referent.span, name, tuple(fitting[1:3]), LIKELY, "pronoun")


def _candidates(memory: Memory, before: tuple[Referent, ...]) -> list[int]:
    """Persons that "he" may be, best first: this sentence's subject, the last in focus, the last speaker, the rest."""
    ranked = [item.person for item in before if item.kind == "person" and item.person is not None]
    ranked += [memory.focus] if memory.focus is not None else []
    ranked += [memory.speaker.person] if memory.speaker and memory.speaker.person is not None else []
    ranked += reversed(memory.recent)
    return list(dict.fromkeys(ranked))


def _pair(page: Page, words: str, memory: Memory) -> tuple[int, int] | None:
    """ "The two ministers": the two most spoken of who hold that office for different countries.

    Where the offices do not tell, "the two" are the two last spoken of; "the ministers" are two only if no third is.
    """
    group = PAIR_OF_PERSONS.match(words)
    if group is None:
        return None
    office = _head(words).removesuffix("s")
    accepted = SAME_OFFICE.get(office, (office,))
    holders = [person for person in page.persons if any(word in " ".join(person.offices).lower() for word in accepted)]
    holders.sort(key=lambda person: -len(person.mentions))
    others = [person for person in holders[1:] if person.country is None or person.country != holders[0].country]
    if group["two"].lower() == "the":
        return (holders[0].id, others[0].id) if len(others) == 1 else None
    if others:
        return holders[0].id, others[0].id
    return (memory.recent[-2], memory.recent[-1]) if len(memory.recent) > 1 else None


def _plural(page: Page, referent: Referent, memory: Memory, before: tuple[Referent, ...]) -> Speaker | None:
    named = [item.person for item in before if item.kind == "person" and item.person is not None]
    last = memory.speaker
    if len(named) < 2 and last and (last.person is None or last.basis == "joint"):
        return last._replace(span=referent.span, confidence=OFFICE_GUESSED)
    pair = named[-2:] if len(named) > 1 else memory.recent[-2:]
    if len(pair) < 2:
        return None
    return Speaker(pair[0], None, referent.span, page.by_id[pair[0]].name, (pair[1],), OFFICE_GUESSED, "joint")


def _fits(page: Page, person: int, pronoun: str) -> bool:
    """Whether no title of the person speaks against the pronoun."""
    against = FEMALE if pronoun == "he" else MALE
    return not any(
        against.search(page.text, max(0, mention.span.start - 12), mention.span.start)
        for mention in page.by_id[person].mentions
    )


def _office(page: Page, referent: Referent, memory: Memory) -> Speaker:
    words = referent.span.of(page.text)
    ranked = _holders(page, referent, memory) if PLAIN_OFFICE.fullmatch(words) else []
    if ranked:
        known = OFFICE_KNOWN if len(ranked) == 1 or referent.actor else OFFICE_GUESSED
        return Speaker(ranked[0], None, referent.span, words, tuple(ranked[1:3]), known, "office")
    if BARE_TEXT.match(words) and memory.speaker and not memory.speaker.alternatives:
        return memory.speaker._replace(span=referent.span, confidence=OFFICE_GUESSED)
    actor = referent.actor or _body_meant(page, words, memory)
    name = actor.text if actor and actor.body and SPEAKS_FOR_BODY.search(words) else words
    return Speaker(None, actor, referent.span, POSSESSED_TEXT.sub(r"\g<body>", name), (), UNNAMED, "office")


def _body_meant(page: Page, words: str, memory: Memory) -> ActorMention | None:
    """ "The ministry": the last body of that kind; for a body named nowhere else, the state the article begins with."""
    if INDEFINITE.match(words):
        return None
    if memory.body and (SPEAKS_FOR_BODY.search(words) or _head(words) in memory.body.text.lower()):
        return memory.body
    opening = page.actors_in(page.bodies[0].span)
    return next((actor for actor in opening if actor.form != "demonym"), None) if BODY_HEAD.search(words) else None


def _holders(page: Page, referent: Referent, memory: Memory) -> list[int]:
    """Persons who hold the office, best first: those whose office and country fit, then the one last in focus."""
    words = referent.span.of(page.text)
    head = _head(words)
    accepted = SAME_OFFICE.get(head, (head,))
    country = referent.actor.code if referent.actor else _country_of(page, referent.span)
    recency = {person: rank for rank, person in enumerate(memory.recent)}
    scored: list[tuple[float, int]] = []
    for person in page.persons:
        offices = " ".join(person.offices).lower()
        fits_office = any(word in offices for word in accepted) if offices else None
        fits_country = None if country is None or person.country is None else person.country == country
        if fits_office is False or fits_country is False or person.id not in recency:
            continue
        bonus = 1.0 if memory.speaker and memory.speaker.person == person.id else 0.0
        shared = len(set(words.lower().split()) & set(offices.split()))
        score = 2.0 * bool(fits_office) + 2.0 * bool(fits_country) + bonus + 0.5 * shared + recency[person.id] / 100
        if fits_office or fits_country or bonus:
            scored.append((score, person.id))
    return [found for _, found in sorted(scored, reverse=True)]


def _head(words: str) -> str:
    before_of = re.split(r"\s(?:of|for|to)\s", words)[0]
    return before_of.split()[-1].lower()


def _country_of(page: Page, span: Span) -> str | None:
    inside = page.actors_in(span)
    return inside[0].code if inside else None
