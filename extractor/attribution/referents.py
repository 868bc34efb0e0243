"""Words that can name a speaker: persons and actors as found, and what only attribution needs.

Pronouns, groups ("both sides"), unnamed holders of an office ("a ministry spokesman") and unnamed sources are no
mentions of persons, but they stand where a speaker stands, and a rule that overlooked them would reach past them to
the wrong name. The words are data (`extractor/data/speaker_words.tsv`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from extractor.mentions import ActorMention, Person, Sentence
from extractor.rules.persons.word_classes import is_class
from extractor.rules.tables import read_words
from extractor.rules.text.paragraphs import trim
from extractor.spans import Span

Kind = Literal["person", "actor", "office", "group", "pronoun", "name"]

BODIES = read_words("speaker_words.tsv", "body")
OFFICES = read_words("speaker_words.tsv", "office") | BODIES
HELD = OFFICES - BODIES
GROUPS = read_words("speaker_words.tsv", "group")
TITLES = read_words("speaker_words.tsv", "title")
DETERMINERS = read_words("speaker_words.tsv", "determiner")
# Lower-case words that stand inside a name phrase before its head: "the Russian energy minister".
MODIFIERS = read_words("speaker_words.tsv", "modifier")
PARTICLES = read_words("speaker_words.tsv", "particle")
# Capitalised for standing first in a sentence, or a date: no part of a name.
NOT_NAMES = read_words("speaker_words.tsv", "not_name")
# Capitalised words for what can't speak: "the Agreement".
NEVER_SPEAK = read_words("speaker_words.tsv", "never_speaks")

PRONOUN = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|(?<!, )[Bb]oth)\b(?!['’])"
    r"|\b[Tt]he\s(?:two|pair|duo|three)(?=\s(?:also|then|later|both|jointly|further|had|have|were|are|\w+ed|said|told|spoke)\b)"
)
WORD = re.compile(r"[A-Za-zé]{3,}")
# "a ranking palace | official", "hospital officials and family | members"
ATTRIBUTES = re.compile(
    r"(?:\b(?P<link>(?:[Tt]he|[Aa]n?|[Aa]nother|[Oo]ne|[Ss]ome|and)\s+)|,\s+(?!(?:an?|the|one|another|some)\s))(?P<words>(?:[a-z][a-z-]*\s+){1,3})\Z"
)
HYPHENED = re.compile(r"[a-z]+-[a-z]+")
TOKEN_LEFT = re.compile(r"(?<![\w'’.&-])[\w'’.&-]+(?=\s+\Z)")
LOOK_BACK = 40
LONGEST_PHRASE = 10
LONGEST_SHORT_TITLE = 5
# "Secretary of State", "Minister of Foreign Affairs of the Republic of Chad": an office up to the name it belongs to
OFFICE_OF = re.compile(
    rf"""\b(?i:{"|".join(sorted(OFFICES))})\s+(?:of|for|to)\s+(?:the\s+)?
    (?:[A-Z][\w'’&.-]*\s+(?:(?:and|of|the|for)\s+){{0,2}}){{0,7}}(?P<last>[A-Z][\w'’&.-]*)\s+\Z""",
    re.VERBOSE,
)
LONGEST_OFFICE = 160
# "of Defence", "of the Islamic Republic", "for Foreign Affairs"
OF_NAME = re.compile(
    r"(?:\s+(?:of|for|at|from)\s+(?:the\s+)?[A-Z][\w'’&.-]*(?:\s+(?:(?:and|of|the)\s+)?[A-Z][\w'’&-]*){0,6}){1,3}"
)


# "US Department of | State spokesman A", "Thai embassy | spokesman A": the body that the title serves
BODY_SERVED = re.compile(
    r"""\b(?:(?:Department|Ministry|Office|Bureau|Secretariat)\sof\s(?:the\s)?
    |(?:[A-Z]\w+\s)(?:(?:foreign|defen[cs]e|interior)\s)?(?:embassy|ministry|department|government|army|presidency)\s)\Z""",
    re.VERBOSE,
)
# "a senior Arafat aide", "the Obama administration": the name tells whose
ATTRIBUTIVE = re.compile(rf"\s(?:{'|'.join(sorted(OFFICES | GROUPS))})\b")


class Referent(NamedTuple):
    """Words that can name a speaker; `span` begins with the phrase's determiner and titles."""

    span: Span
    kind: Kind
    person: int | None = None
    actor: ActorMention | None = None


class _Phrases(NamedTuple):
    """A text with its sentence starts, over which no phrase reaches back."""

    text: str
    sentence_starts: list[int]

    def floor(self, at: int) -> int:
        """Where the sentence around an offset begins."""
        index = bisect_right(self.sentence_starts, at) - 1
        return self.sentence_starts[index] if index >= 0 else 0


def find_referents(
    text: str, *, persons: tuple[Person, ...], actors: tuple[ActorMention, ...], sentences: tuple[Sentence, ...]
) -> tuple[Referent, ...]:
    """Referents in document order, disjoint; a named one wins over an unnamed one that overlaps it."""
    phrases = _Phrases(text, [sentence.span.start for sentence in sentences])
    kept: list[Referent] = []
    starts: list[int] = []
    sources = (_persons(phrases, persons), _offices(phrases, persons, actors), _actors(text, actors), _pronouns(text))
    for referent in chain.from_iterable(sources):
        index = bisect_left(starts, referent.span.start)
        neighbours = kept[max(0, index - 1) : index + 1]
        if not any(other.span.overlaps(referent.span) for other in neighbours):
            kept.insert(index, referent)
            starts.insert(index, referent.span.start)
    return tuple(kept)


def phrase_start(text: str, at: int, floor: int) -> int:
    """Where the name phrase begins whose last part begins at `at`: "the visiting Thai minister Mr Prem".

    Never before `floor`, the start of its sentence or clause.
    """
    for _ in range(LONGEST_PHRASE):
        window = max(floor, at - LOOK_BACK)
        token = TOKEN_LEFT.search(text[window:at])
        if token is None:
            break
        if token[0].lower() in DETERMINERS:
            return window + token.start()
        if not _belongs(token[0]):
            break
        at = window + token.start()
    return at


def _belongs(word: str) -> bool:
    """Whether a word is part of the name phrase that it stands before."""
    if word in PARTICLES or word in MODIFIERS or word in HELD or HYPHENED.fullmatch(word):
        return True
    cut_off = word[-1] == "-" or (word[-1] == "." and len(word) > LONGEST_SHORT_TITLE)
    return word[0].isupper() and word not in NOT_NAMES and not cut_off


def _person_start(text: str, at: int, floor: int) -> int:
    """Also past "Secretary of State" and "Minister of Trade of Peru", but not past "adviser to President"."""
    office = OFFICE_OF.search(text, max(floor, at - LONGEST_OFFICE), at)
    if office and office["last"].lower().strip(".") not in TITLES:
        return phrase_start(text, office.start(), floor)
    start = phrase_start(text, at, floor)
    body = BODY_SERVED.search(text, max(floor, start - LONGEST_OFFICE), start) if start < at else None
    return phrase_start(text, body.start(), floor) if body else start


def _persons(phrases: _Phrases, persons: tuple[Person, ...]) -> Iterator[Referent]:
    named = sorted(mention.span for person in persons for mention in person.mentions)
    for person in persons:
        for mention in person.mentions:
            if ATTRIBUTIVE.match(phrases.text, mention.span.end):
                continue
            before = bisect_left(named, mention.span) - 1
            floor = max(phrases.floor(mention.span.start), named[before].end if before >= 0 else 0)
            start = _person_start(phrases.text, mention.span.start, min(floor, mention.span.start))
            yield Referent(Span(start, mention.span.end), "person", person=person.id)


def _actors(text: str, actors: tuple[ActorMention, ...]) -> Iterator[Referent]:
    for actor in actors:
        if actor.body or actor.form != "demonym":
            start = actor.span.start
            determined = text[max(0, start - 4) : start].lower() == "the "
            yield Referent(Span(start - 4 if determined else start, actor.span.end), "actor", actor=actor)


def _offices(phrases: _Phrases, persons: tuple[Person, ...], actors: tuple[ActorMention, ...]) -> Iterator[Referent]:
    """Offices, bodies and groups without a name; the actor is the one they name on their way ("Thai officials")."""
    text = phrases.text
    starts = [actor.span.start for actor in actors]
    names = sorted(mention.span.start for person in persons for mention in person.mentions)
    for start, end, kind in _heads(text):
        next_name = bisect_left(names, end)
        limit = names[next_name] if next_name < len(names) else len(text)
        more = OF_NAME.match(text, end, limit) if kind == "office" else None
        span = trim(text, Span(_unnamed_start(text, start, phrases.floor(start)), more.end() if more else end))
        inside = actors[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        if not any(actor.span.start <= start and actor.span.end >= span.end for actor in inside):
            yield Referent(span, kind, actor=inside[0] if inside else None)


def _unnamed_start(text: str, at: int, floor: int) -> int:
    """Where an unnamed phrase begins, words that no list knows included: "a ranking palace official"."""
    start = phrase_start(text, at, floor)
    if text[start:at].split(" ", 1)[0].lower() in DETERMINERS:
        return start
    more = ATTRIBUTES.search(text, max(floor, start - LOOK_BACK), start)
    if more is None or any(is_class(word, "function", "speech") for word in more["words"].split()):
        return start
    return more.start("words") if (more["link"] or "and").strip() == "and" else more.start()


def _heads(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Heads of unnamed phrases from the right, only the last of those in a row ("military official")."""
    words = (match for match in WORD.finditer(text) if text[match.start() - 1 : match.start()] != "-")
    found = ((match.start(), match.end(), _head_kind(match[0])) for match in words)
    heads = [(start, end, kind) for start, end, kind in found if kind is not None]
    following = -1
    for start, end, kind in reversed(heads):
        if following < 0 or text[end:following].strip():
            yield start, end, kind
        following = start


@lru_cache(maxsize=8192)
def _head_kind(word: str) -> Kind | None:
    lowered = word.lower()
    if lowered in OFFICES:
        return "office"
    return "group" if lowered in GROUPS else None


def _pronouns(text: str) -> Iterator[Referent]:
    for match in PRONOUN.finditer(text):
        yield Referent(Span(match.start(), match.end()), "pronoun")
