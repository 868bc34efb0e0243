"""Speakers named after "according to" or before "as saying", and what a subject is."""

import re
from typing import Literal, NamedTuple

from extractor.attribution.clauses import named_after
from extractor.attribution.page import Page
from extractor.attribution.referents import Referent
from extractor.mentions import Trigger
from extractor.spans import Span

Relation = Literal["before", "after", "chained", "relative"]
OBJECT_PRONOUN = re.compile(r"\s+(?P<word>him|her|them)(?=\s*[,.])")
QUOTER = re.compile(r"[^,.;:\"“”]{0,100}\b(?:quot|cit)(?:ed|ing)\s+\Z")
SOURCE_WORDS = re.compile(r"(?:the|a|an|[\w'’-]+\s+(?:of|from|by|for|to))?(?:\s*[\w'’-]+){0,5}")
# "according to a statement released by the ministry"
ISSUED = re.compile(r"\s(?:(?:released|issued|published|posted|carried)\s)?(?:by|from|of)\s(?=(?:the\s)?[\w])")
LONGEST_INVERSION = 160


class Subject(NamedTuple):
    """Who a cue belongs to. `referents` are joint where there are several; empty for a chained cue.

    `span` reaches from the start of the phrase to its end; for a chained cue it is empty, at the cue.
    """

    relation: Relation
    referents: tuple[Referent, ...]
    span: Span


def is_participle(cue: Trigger) -> bool:
    """Whether the cue is an -ing form, which has its subject elsewhere."""
    return cue.text.split(maxsplit=1)[0].lower().endswith("ing")


def names_source(cue: Trigger) -> bool:
    """Whether the cue is "according to" or its like, followed by the speaker."""
    return cue.text.lower().startswith(("according", "in the words")) or cue.text.endswith(" by")


def find_source(page: Page, clause: Span, cue: Trigger) -> Subject | None:
    """ "according to X", "according to figures of X", "according to him"."""
    if pronoun := OBJECT_PRONOUN.match(page.text, cue.span.end, clause.end):
        span = Span(pronoun.start("word"), pronoun.end("word"))
        return Subject("after", (Referent(span, "pronoun"),), span)
    referent = next_referent(page, clause, cue)
    if referent and (issued := ISSUED.match(page.text, referent.span.end)) and referent.kind == "office":
        issuer = next(iter(page.referents_in(Span(issued.end(), issued.end() + 1))), None)
        if issuer:
            return Subject("after", (issuer,), Span(cue.span.end, issuer.span.end))
    if referent is None or not SOURCE_WORDS.fullmatch(page.text[cue.span.end : referent.span.start].strip()):
        return None
    return Subject("after", (named_after(page, referent),), Span(cue.span.end, referent.span.end))


def next_referent(page: Page, clause: Span, cue: Trigger) -> Referent | None:
    """The first referent behind the cue, None where the clause ends before one."""
    following = page.referents_in(Span(cue.span.end, min(clause.end, cue.span.end + LONGEST_INVERSION)))
    return following[0] if following else None


def quoted_by(page: Page, clause: Span, subject: Subject | None) -> Subject | None:
    """ "the ministry quoted X as saying": X speaks, and the ministry is part of the frame."""
    if subject is None:
        return None
    quoter = QUOTER.search(page.text, clause.start, subject.span.start)
    return subject._replace(span=Span(quoter.start(), subject.span.end)) if quoter else subject
