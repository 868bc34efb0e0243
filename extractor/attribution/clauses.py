"""How referents hang together in a clause: embedded, joined, apposed, or given as an example.

Judged by the few words between them, as a reader skims: a preposition before a phrase takes it out of the running for
subject, "and" puts it beside another, a comma makes a name and an office one.
"""

import re

from extractor.attribution.page import Page
from extractor.attribution.referents import Referent, phrase_start
from extractor.spans import Span

PREPOSITION = re.compile(
    r"""\b(?P<word>of|in|at|for|with|to|from|by|on|between|over|against|about|during|under|into|through|towards?|via
    |alongside|among|despite|without|including|like|such\ as|and|or|,)\s+\Z""",
    re.VERBOSE | re.IGNORECASE,
)
EXAMPLE = frozenset({"like", "including", "such as"})
HOLDS_OFFICE = frozenset({"of", "for", "to", "from", "at", "in", "by"})
# Who can hold an office or sit in a body: "the head of X", "a spokesman for X".
HOLDER = re.compile(
    r"""\b(?:spokes\w+|advis[eo]rs?|head|chief|ministers?|director|ambassador|envoy|members?|officials?|secretary|president
    |chair\w*|sources?|representatives?|leaders?|commander|deputy|general|professor|king|government|ministry|delegation
    |parliament|people|administration|office|governor|expert|analyst|fellow)\s+\Z""",
    re.VERBOSE | re.IGNORECASE,
)
# "a statement issued by": what follows is whose statement it is
ISSUED_BY = re.compile(
    r"""\b(?:(?:an?|the|its|his|her|their)\s+(?:\w+\s+){0,2}?)?
    (?:statement|release|communiqu[eé]|tweet|post|message|letter|note|report|reply)\s+
    (?:(?:was\s+)?(?:issued|released|published|posted|sent|carried|made|signed|read)\s+
       (?:(?:(?:on|late|early|in)\s+)*[A-Z]\w+\s+|yesterday\s+|today\s+|earlier\s+|here\s+)?)?(?:by|from|of)\s+\Z""",
    re.VERBOSE,
)
INSERTED_CLAUSE = re.compile(
    r"\s*(?:who|which|whose|whom|where|[a-z]+ing|[a-z]+ed|read|made|given|held|sent|written|led|drawn|while|after|before|when)\b"
)
RELATIVE_INSIDE = re.compile(r"\s(?:who|whose|whom)\s")
BESIDE = re.compile(r"(?:,\s*)?(?:and|as well as)|,")
APPOSES = re.compile(r"[,–—-](?:\s(?:also|now|then|currently))?(?:\s[A-Z][\w'’ ]{2,40},)?")
POINTING = re.compile(r"(?:the|an?|both|one|two|some)\s", re.IGNORECASE)
LONGEST_CHAIN = 4
LONGEST_PREPOSITION = 24


def earlier_referents(page: Page, clause: Span, referent: Referent) -> tuple[Referent, ...]:
    """The referents of the clause that end before another begins, in order."""
    before = Span(clause.start, max(clause.start, referent.span.start))
    return tuple(item for item in page.referents_in(before) if item.span.end <= referent.span.start)


def is_embedded(page: Page, clause: Span, referent: Referent) -> bool:
    """Whether a preposition or a possessive holds the referent: "in a meeting with X", "X's visit"."""
    possessive = page.text[referent.span.end : referent.span.end + 2] in ("'s", "’s")
    return possessive or governor(page, clause, referent.span.start) is not None


def governor(page: Page, clause: Span, start: int) -> re.Match[str] | None:
    """The preposition before the phrase at `start`, those joined to it by "and" passed over."""
    for _ in range(LONGEST_CHAIN):
        preposition = _preposition(page, clause, start)
        if preposition is None or preposition["word"] == ",":
            return None
        if preposition["word"].lower() not in ("and", "or"):
            return preposition
        joined = phrase_start(page.text, preposition.start(), clause.start)
        start = joined if joined < preposition.start() else clause.start
    return None


def _preposition(page: Page, clause: Span, start: int) -> re.Match[str] | None:
    return PREPOSITION.search(page.text, max(clause.start, start - LONGEST_PREPOSITION), start)


def is_inside(page: Page, clause: Span, referent: Referent) -> bool:
    """Whether the referent stands inside an inserted clause: ", who is visiting X,"."""
    segment = page.text[clause.start : referent.span.start].rpartition(",")[2]
    return INSERTED_CLAUSE.match(segment) is not None or RELATIVE_INSIDE.search(segment) is not None


def is_example(page: Page, clause: Span, referent: Referent) -> bool:
    """ "experts, like X, believe": the example is the one speaker with a name."""
    like = _preposition(page, clause, referent.span.start)
    return like is not None and like["word"].lower() in EXAMPLE


def joined_to(page: Page, clause: Span, last: Referent) -> tuple[Referent, ...]:
    """The referent with those joined to it by "and" or commas before it."""
    referents = [last]
    for item in reversed(earlier_referents(page, clause, last)):
        between = page.text[item.span.end : referents[0].span.start].strip()
        if not BESIDE.fullmatch(between) or (between == "," and len(referents) == 1):
            break
        if item.kind == "pronoun" or is_embedded(page, clause, item):
            break
        referents.insert(0, item)
    return tuple(referents)


def apposed_person(page: Page, clause: Span, referent: Referent) -> tuple[Referent, Span] | None:
    """The person of "X, the envoy," or "the envoy, X,": one speaker in two phrases; with the span of both."""
    earlier, first = earlier_referents(page, clause, referent), referent
    while earlier and first.kind == earlier[-1].kind == "office" and _gap(page, earlier[-1], first) in ("and", ","):
        earlier, first = earlier[:-1], earlier[-1]
    if not earlier or not APPOSES.fullmatch(_gap(page, earlier[-1], first)):
        return None
    pair = (earlier[-1], referent)
    named = next((item for item in pair if item.kind == "person"), None)
    unnamed = any(item.kind == "office" or (item.kind == "group" and _points(page, clause, item)) for item in pair)
    issued = ISSUED_BY.search(page.text, clause.start, earlier[-1].span.start)
    if named is None or not unnamed or (is_embedded(page, clause, earlier[-1]) and not issued):
        return None
    return named, Span(earlier[-1].span.start, referent.span.end)


def _points(page: Page, clause: Span, group: Referent) -> bool:
    """Whether a group is a phrase of its own ("both ministers"), not the end of another ("with Asian countries")."""
    return group.span.start == clause.start or POINTING.match(page.text, group.span.start) is not None


def _gap(page: Page, one: Referent, other: Referent) -> str:
    return page.text[one.span.end : other.span.start].strip()


def named_after(page: Page, referent: Referent) -> Referent:
    """ "the envoy, Jane Doe, said": the name that follows an office in apposition, else the referent itself."""
    if referent.kind in ("office", "group"):
        for item in page.referents_in(Span(referent.span.end, referent.span.end + 4)):
            if item.kind == "person" and page.text[referent.span.end : item.span.start].strip() == ",":
                return Referent(Span(referent.span.start, item.span.end), "person", person=item.person)
    return referent


def holder_of(page: Page, clause: Span, referent: Referent) -> tuple[Referent, Span] | None:
    """The unnamed holder of an office for the referent ("a spokesman for X"), or the referent whose statement it is."""
    preposition = governor(page, clause, referent.span.start)
    if preposition is None:
        return None
    if vehicle := ISSUED_BY.search(page.text, clause.start, preposition.end()):
        return referent, Span(vehicle.start(), referent.span.end)
    head = HOLDER.search(page.text[clause.start : preposition.start()])
    if head is None or preposition["word"].lower() not in HOLDS_OFFICE:
        return None
    span = Span(phrase_start(page.text, clause.start + head.start(), clause.start), referent.span.end)
    actor = next(iter(page.actors_in(span)), referent.actor)
    return Referent(span, "office", actor=actor), span
