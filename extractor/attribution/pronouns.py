"""Whom "he", "she", "it" and "they" stand for where they speak.

The subject of the sentence comes first, then whom the sentence before was about, then the last speaker; titles and
given names speak against a pronoun of the other gender (`extractor/data/female_names.tsv`).
"""

import re

from extractor.attribution.memory import Memory, Speaker
from extractor.attribution.officials import head_of
from extractor.attribution.page import Page
from extractor.attribution.referents import BODIES, Referent
from extractor.names import plain
from extractor.rules.tables import read_words

MALE = re.compile(
    r"\b(?:Mr\.?|King|Prince|Sheikh|Sheik|Lord|Sir|Sultan|Emir|Imam|Ayatollah|Father|Pope|Baron|Count)\s+\Z"
)
FEMALE = re.compile(r"\b(?:Ms\.?|Mrs\.?|Miss|Queen|Princess|Lady|Dame|Madam|Madame|Baroness)\s+\Z")
FEMALE_NAMES = read_words("female_names.tsv", "given")
FEMALE_OFFICE = re.compile(r"\w(?:woman|women)\b", re.IGNORECASE)
NOMINATIVE = {"him": "he", "her": "she", "them": "they"}
LIKELY, GUESSED = 0.8, 0.65


def resolve_pronoun(page: Page, referent: Referent, memory: Memory, before: tuple[Referent, ...]) -> Speaker | None:
    """The speaker that a pronoun means, None where nobody fits; `before` is the main subject ahead of it."""
    word = referent.span.of(page.text).lower()
    word = NOMINATIVE.get(word, word)
    if word == "it":
        return _neuter(referent, memory)
    if word in ("they", "both") or word.startswith("the "):
        return _plural(page, referent, memory, before)
    if memory.focus is None and not before and (unnamed := _unnamed(memory)):
        return unnamed._replace(span=referent.span)
    fitting = [person for person in _candidates(memory, before) if _fits(page, person, word)]
    if word == "she":
        fitting.sort(key=lambda person: not _is_female(page, person))
    if not fitting:
        return None
    name = page.by_id[fitting[0]].name
    return Speaker(fitting[0], None, referent.span, name, tuple(fitting[1:3]), LIKELY, "pronoun")


def _unnamed(memory: Memory) -> Speaker | None:
    """The last speaker if that was someone without a name: "A diplomat said so. He added …"."""
    last = memory.speaker
    human = last is not None and last.basis == "office" and head_of(last.text) not in BODIES
    return last if human and last and last.person is None else None


def _neuter(referent: Referent, memory: Memory) -> Speaker | None:
    last = memory.speaker
    if last and last.person is None and last.actor and (memory.actor or last.actor).code == last.actor.code:
        return last._replace(span=referent.span, confidence=GUESSED, basis="pronoun")
    if last and last.person is None and memory.actor is None and head_of(last.text) in BODIES:
        return last._replace(span=referent.span, confidence=GUESSED)
    actor = memory.actor or (last.actor if last else None)
    return Speaker(None, actor, referent.span, actor.text, (), GUESSED, "pronoun") if actor else None


def _plural(page: Page, referent: Referent, memory: Memory, before: tuple[Referent, ...]) -> Speaker | None:
    named = [item.person for item in before if item.kind == "person" and item.person is not None]
    last = memory.speaker
    if len(named) < 2 and last and (last.person is None or last.basis == "joint"):
        return last._replace(span=referent.span, confidence=GUESSED)
    pair = named[-2:] if len(named) > 1 else [person for person in memory.recent if person in memory.near()][-2:]
    if len(pair) < 2:
        return memory.last_group(referent.span)
    return Speaker(pair[0], None, referent.span, page.by_id[pair[0]].name, (pair[1],), GUESSED, "joint")


def _candidates(memory: Memory, before: tuple[Referent, ...]) -> list[int]:
    """Persons that "he" may be, best first: this sentence's subject, the last in focus, the last speaker, the rest."""
    ranked = [item.person for item in before if item.kind == "person" and item.person is not None]
    if memory.adding and memory.speaker and memory.speaker.person is not None:
        ranked.append(memory.speaker.person)
    ranked += [memory.focus] if memory.focus is not None else []
    ranked += [memory.speaker.person] if memory.speaker and memory.speaker.person is not None else []
    ranked += [memory.person_speaker] if memory.focus is None and memory.person_speaker is not None else []
    ranked += reversed(memory.recent)
    return list(dict.fromkeys(ranked))


def _fits(page: Page, person: int, pronoun: str) -> bool:
    """Whether neither title nor given name of the person speaks against the pronoun."""
    return not (_is_female(page, person) if pronoun == "he" else _is_titled(page, person, MALE))


def _is_female(page: Page, person: int) -> bool:
    known = page.by_id[person]
    if _is_titled(page, person, MALE):
        return False
    named = len(known.name.split()) > 1 and plain(known.name.split()[0]) in FEMALE_NAMES
    return named or _is_titled(page, person, FEMALE) or any(map(FEMALE_OFFICE.search, known.offices))


def _is_titled(page: Page, person: int, title: re.Pattern[str]) -> bool:
    return any(
        title.search(page.text, max(0, mention.span.start - 12), mention.span.start)
        for mention in page.by_id[person].mentions
    )
