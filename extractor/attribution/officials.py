"""Who speaks where only an office or a body stands: its holder with a name, or the body itself.

An office without a name is the person the article gives that office, country and all. What stays unnamed stays so: an
unnamed spokesman speaks as the body (codebook 2a), and the words themselves are kept.
"""

import re

from extractor.attribution.memory import Memory, Speaker
from extractor.attribution.page import Page
from extractor.attribution.referents import BODIES, Referent
from extractor.mentions import ActorMention
from extractor.rules.persons.title_phrases import is_organisation
from extractor.rules.tables import read_rows
from extractor.spans import Span

INDEFINITE = re.compile(r"(?:an?|another|one|some|several)\s", re.IGNORECASE)
# "a ranking palace official": what may stand between the article and the words taken for the office
INDEFINITE_BEFORE = re.compile(
    r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne)\s+(?:(?!(?:of|to|in|for|with|by|on|at|from)\b)[\w'’-]+\s+){0,4}\Z"
)
UNNAMED_WORD = re.compile(r"\b(?:unnamed|unidentified|anonymous)\b")
LONGEST_ATTRIBUTES = 60
# An unnamed spokesman and a statement stand for the body (codebook 2a).
SPEAKS_FOR_BODY = re.compile(r"\b(?:spokes\w+|statement|communiqu[eé])\Z", re.IGNORECASE)
POSSESSED_TEXT = re.compile(
    r"(?:['’]s|(?P<body>\b(?:ministry|office|embassy|government|presidency|department|house|kremlin)(?:['’]s)?))"
    r"\s+(?:statement|communiqu[eé])\Z",
    re.IGNORECASE,
)
STATE_TEXT = re.compile(r"(?:[Tt]he|[Aa]n?)\s+[A-Z]\w+\s+(?:statement|communiqu[eé])")
# "The statement said": whoever has just been quoted from it.
BARE_TEXT = re.compile(r"(?:the|his|her|its)\s+(?:statement|communiqu[eé])\Z", re.IGNORECASE)
BODY_HEAD = re.compile(
    r"\b(?:ministry|government|cabinet|parliament|embassy|army|presidency|administration|foreign\s+office)\b",
    re.IGNORECASE,
)
# "the minister", "the Thai official": more words would name another office than the one held
PLAIN_OFFICE = re.compile(
    r"(?:(?:[Tt]he|[Hh]is|[Hh]er)\s+)?(?!(?:[Aa]n?|[Oo]ne|[Aa]nother)\s)(?:(?:top|senior|visiting)\s+)?"
    r"(?:[A-Z]\w+(?:['’]s)?\s+)?(?:[a-z]+\s+)?(?:[a-z]+|[A-Z][a-z]+)"
)
DEFINITE = re.compile(r"(?:the|this|that)\s(?:same\s)?[a-z]+\Z", re.IGNORECASE)
DETERMINED = re.compile(r"the\s+", re.IGNORECASE)
# A head word and the words of which an office as written must hold one ("the premier" is a prime minister).
SAME_OFFICE = {head: tuple(words.split(",")) for head, words in read_rows("same_offices.tsv")}
OFFICE_KNOWN, OFFICE_GUESSED, UNNAMED = 0.85, 0.65, 0.5


def resolve_office(page: Page, referent: Referent, memory: Memory) -> Speaker:
    """The holder of an office, a body for its unnamed spokesman or statement, or else the words as they stand."""
    words = referent.span.of(page.text)
    start = max(0, referent.span.start - LONGEST_ATTRIBUTES)
    indefinite = (
        UNNAMED_WORD.search(words)
        or INDEFINITE.match(words)
        or INDEFINITE_BEFORE.search(page.text, start, referent.span.start)
    )
    if DEFINITE.match(words) and (known := memory.unnamed.get(head_of(words))):
        return known._replace(span=referent.span)
    held = PLAIN_OFFICE.fullmatch(words) and not indefinite and head_of(words) not in BODIES
    ranked = _holders(page, referent, memory) if held else []
    if ranked:
        known_office = OFFICE_KNOWN if len(ranked) == 1 or referent.actor else OFFICE_GUESSED
        return Speaker(ranked[0], None, referent.span, words, tuple(ranked[1:3]), known_office, "office")
    if BARE_TEXT.match(words) and memory.speaker and not memory.speaker.alternatives:
        return memory.speaker._replace(span=referent.span, confidence=OFFICE_GUESSED)
    actor = referent.actor or _served(words, memory) or _body_meant(page, words, memory)
    name = _spoken_for(page, actor, words) if actor else words
    speaker = Speaker(None, actor, referent.span, POSSESSED_TEXT.sub(r"\g<body>", name), (), UNNAMED, "office")
    if indefinite:
        memory.unnamed[head_of(words)] = speaker
    return speaker


def _spoken_for(page: Page, actor: ActorMention, words: str) -> str:
    """The body whose unnamed spokesman or statement it is; the state of "a Peruvian statement" by its name."""
    if actor.body:
        return actor.text if SPEAKS_FOR_BODY.search(words) or _is_short_for(words, actor.text) else words
    if SPEAKS_FOR_BODY.search(words) and is_organisation(actor.code):
        return actor.text
    if not STATE_TEXT.fullmatch(words):
        return words
    named = (item.text for item in page.actors if item.code == actor.code and item.form == "name")
    return next(named, words)


def _is_short_for(words: str, body: str) -> bool:
    """ "The ministry" for a body whose whole name the article has."""
    return DEFINITE.match(words) is not None and head_of(words) in body.lower().split()


def _served(words: str, memory: Memory) -> ActorMention | None:
    """ "The Secretary General", after "NATO Secretary General": the office was written with its state before."""
    office = DETERMINED.match(words)
    bare = words[office.end() :].lower() if office else ""
    return next((actor for seen, actor in reversed(memory.offices) if bare and seen.endswith(" " + bare)), None)


def head_of(words: str) -> str:
    """The last word of an office before what it is of: "minister" of "the minister of trade"."""
    before_of = re.split(r"\s(?:of|for|to|from)\s", words)[0]
    return before_of.split()[-1].lower()


def _body_meant(page: Page, words: str, memory: Memory) -> ActorMention | None:
    """ "The ministry": the last body of that kind; for a body named nowhere else, the state the article begins with."""
    kind = BODY_HEAD.search(words)
    alike = [body for body in memory.bodies if kind is None or kind[0].lower() in body.text.lower()]
    if alike and (kind or (SPEAKS_FOR_BODY.search(words) and not INDEFINITE.match(words))):
        return max(alike, key=lambda body: (_shared(words, body.text), body.span.start))
    if INDEFINITE.match(words):
        return None
    if same := next((body for body in reversed(memory.bodies) if head_of(words) in body.text.lower()), None):
        return same
    last = memory.speaker
    just_spoken = len(memory.sentences) - memory.spoke_at <= 1
    if kind and just_spoken and last and last.person is None and last.actor and last.basis == "body":
        return last.actor  # "France said … The foreign ministry said …"
    opening = page.actors_in(page.bodies[0].span)
    return next((actor for actor in opening if actor.form != "demonym"), None) if kind else None


def _shared(one: str, other: str) -> int:
    return len(set(one.lower().split()) & set(other.lower().split()))


def _holders(page: Page, referent: Referent, memory: Memory) -> list[int]:
    """Persons who hold the office, best first: those whose office and country fit, then the one last in focus."""
    words = referent.span.of(page.text)
    head = head_of(words)
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
        shared = _shared(words, offices)
        score = 2.0 * bool(fits_office) + 2.0 * bool(fits_country) + bonus + 0.5 * shared + recency[person.id] / 100
        if fits_office or fits_country or bonus:
            scored.append((score, person.id))
    return [found for _, found in sorted(scored, reverse=True)]


def _country_of(page: Page, span: Span) -> str | None:
    inside = page.actors_in(span)
    return inside[0].code if inside else None
