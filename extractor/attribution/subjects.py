"""The subject of a cue: whose words it reports.

English puts the speaker before the verb ("X, who is visiting Y, said"), after it ("…," said X), or leaves it out in a
chain ("X thanked Y and said"). The words left of the verb group decide which; a name inside a phrase of its own ("in a
meeting with X", "the spokesman for X") is not the subject.
"""

import re
from typing import Literal, NamedTuple

from extractor.attribution.page import Page
from extractor.attribution.referents import NOT_NAME, Referent, phrase_start
from extractor.mentions import Trigger
from extractor.spans import Span

Relation = Literal["before", "after", "chained", "relative"]

# Between subject and verb: auxiliaries, adverbs, days, "for his part", "in a statement".
DAY = r"(?:(?:late|early|last|this)\s+)?(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|evening|night|afternoon))?"
VERB_GROUP = re.compile(
    rf"""(?:[\s,]+(?:also|has|have|had|is|was|were|are|been|further|then|later|again|instead|not\s+only|himself|herself|itself|both|all
    |themselves|in\s+turn|for\s+(?:his|her|its|their)\s+part|{DAY}|yesterday|today|earlier|previously|once|long|since|first|just
    |in\s+(?:a|an|his|her|its)\s+(?:\w+\s+){{0,2}}(?:statement|tweet|message|post|speech|letter|interview|address|remarks|release)
    |on\s+(?:Twitter|X|Telegram|social\s+media)|[a-z]+ly|always|never|often|as\s+well|too|however|meanwhile|still|now|even|the\s+same\s+day|here))*[\s,]*\Z""",
    re.VERBOSE,
)
LONGEST_GROUP = 90
CONNECTIVE = re.compile(
    r"(?:\A|\b)(?:and|but|or|nor|yet|while|whilst|by|after|before|in|when|then|though|although|as well as|or else)\Z"
)
BOTH = re.compile(r"\bboth\b")
RELATIVE = re.compile(r"\b(?:who|which|that|whom)\Z")
PREPOSITION = re.compile(
    r"""\b(?P<word>of|in|at|for|with|to|from|by|on|between|over|against|about|during|under|into|through|towards?|via|alongside
    |among|despite|without|including|like|such\ as|behalf\ of|led\ by|and|or|,)\s+\Z""",
    re.VERBOSE | re.IGNORECASE,
)
LIKE = frozenset({"like", "including", "such as"})
HUMAN_HEAD = re.compile(
    r"""\b(?:spokes\w+|advis[eo]rs?|head|chief|ministers?|director|ambassador|envoy|members?|officials?|secretary|president|chair\w*
    |sources?|representatives?|leaders?|commander|deputy|general|professor|minister|king|prime\ minister|foreign\ minister|government
    |ministry|delegation|parliament|people|administration|office|governor|expert|analyst|fellow|spokesperson)\s+\Z""",
    re.VERBOSE | re.IGNORECASE,
)
AFTER_NAME = re.compile(r"(?:\s*\([^()]{1,40}\))?[\s,]*\Z")
APPOSITION = re.compile(
    r"\s*,\s*(?:an?|the|who|which|whose|[a-z]+ing|during|in|at|on|after|while|speaking|now|then|himself|[A-Z]|[a-z]+)\b"
)
INVERSION_ENDS = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:[.,;:!?—–\n]|\Z|[\"“]|-\s|(?:on|in|at|during|after|when|who|as|following|late|earlier|while|last|this|yesterday|to|upon|through|via|from|of|and)\b)"
)
BEFORE_INVERSION = re.compile(r"(?:[,;–—-]|[\"”’'»])\s*\Z")
PARTICIPLE = re.compile(r"ing\b", re.IGNORECASE)
INSERTION = re.compile(
    r"""\s+(?:in|at|on|during|after|before|while|when|from|speaking|through|upon|following|today|last|late|early
    |released|issued|published|adopted)\b""",
    re.VERBOSE,
)
# The rest of a body's name after "the head of the EU's": lower-case words and no stop.
BODY_REST = re.compile(r"(?:\s+[a-z][\w'’-]*){1,6}\s*")
LONGEST_INSERTION = 120
LONGEST_CHAIN = 4
LONGEST_PREPOSITION = 24
# A name that no one found as a person or actor, and capitalised words that never speak.
UNKNOWN_NAME = re.compile(
    r"(?:(?:[A-Z][\w'’.-]+|al|bin|de|of|the)\s+){0,5}[A-Z][\w'’-]+(?:\s*\([A-Z][\w. -]{0,30}\))?\Z"
)
NEVER_SPEAKS = re.compile(
    r"""(?:Agreements?|Treaty|Memorandum|Articles?|Constitution|Charter|Protocol|Reports?|Declaration|Plan|Deal|Accord|Framework|Act|Law|Study
    |Understanding|Convention|Project|Program(?:me)?|Forum|Summit|Visit|War|Day|Statement|Document|Resolution|Initiative|Corridor
    |(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\Z""",
    re.VERBOSE,
)
INSERTED_CLAUSE = re.compile(r"\s*(?:who|which|whose|whom|where|[a-z]+ing|[a-z]+ed|while|after|before|when)\b")
# "The envoy mediating the talks today announced": a participle narrows the subject down
REDUCED = re.compile(r"\s+[a-z]+(?:ing|ed)\s(?:[^,.;:\"“”]{0,100})\Z")
ISSUED_BY = re.compile(
    r"\b(?:(?:an?|the|its|his|her|their)\s+(?:\w+\s+){0,2}?)?(?:statement|release|communiqu[eé]|tweet|post|message|letter|note|report|reply)\s+(?:(?:was\s+)?(?:issued|released|published|posted|sent|carried|made)\s+)?(?:by|from|of)\s+\Z"
)
OPENS_SPEECH = re.compile(r"\s*(?:[:,]\s*[\"“«]|:|\s[\"“«])")
JOINED = re.compile(r"\b(?:with|and)\s+\Z")
# "a statement saying": the vehicle of what is said, not another speaker
VEHICLE = re.compile(
    r"\b(?:statement|tweet|letter|message|interview|speech|post|note|communiqu[eé]|remarks|address|release)\Z"
)


class Subject(NamedTuple):
    """Who a cue belongs to. `referents` are joint where there are several; empty for a chained cue.

    `span` reaches from the start of the phrase to its end; for a chained cue it is empty, at the cue.
    """

    relation: Relation
    referents: tuple[Referent, ...]
    span: Span


def find_subject(page: Page, clause: Span, cue: Trigger) -> Subject | None:
    """The subject of a cue within its clause (from the last boundary to the sentence's end); None if no one speaks."""
    if cue.text.lower().startswith(("according", "in the words")):
        return _after(page, clause, cue, loose=True)
    left = page.text[clause.start : cue.span.start]
    group = VERB_GROUP.search(left, max(0, len(left) - LONGEST_GROUP))
    bare = left[: group.start()] if group else left
    if BEFORE_INVERSION.search(left) and not is_participle(cue) and (subject := _after(page, clause, cue, loose=False)):
        return subject
    if not bare.strip(" ,\n\"”“'’;:—–-"):
        return Subject("chained", (), Span(cue.span.start, cue.span.start))
    if CONNECTIVE.search(bare.rstrip()) and (
        is_participle(cue) or re.search(r"\b(?:and|but|or|nor|yet|then)\Z", bare.rstrip())
    ):
        return Subject("chained", (), Span(cue.span.start, cue.span.start))
    if (both := BOTH.search(page.text, clause.start + len(bare), cue.span.start)) and RELATIVE.search(bare.rstrip()):
        span = Span(both.start(), both.end())
        return Subject("before", (Referent(span, "pronoun"),), span)
    if relative := RELATIVE.search(bare.rstrip()):
        return _relative(page, Span(clause.start, clause.start + relative.start()))
    return _before(page, clause, cue, clause.start + len(bare.rstrip()))


def is_participle(cue: Trigger) -> bool:
    """Whether the cue is an -ing form, which has its subject elsewhere."""
    return PARTICIPLE.search(cue.text) is not None


def main_subject(page: Page, clause: Span) -> Subject | None:
    """The first referent of the clause that stands in no phrase of its own: the subject of its main verb."""
    for referent in page.referents_in(clause):
        names = referent.kind != "group" or referent.span.start == clause.start
        if names and page.quote_at(referent.span.start) is None and not _is_embedded(page, clause, referent):
            return _joint(page, clause, referent, "before")
    return None


def _before(page: Page, clause: Span, cue: Trigger, end: int) -> Subject | None:
    candidates = [item for item in page.referents_in(clause) if item.span.end <= end]
    comma = "," in page.text[end : cue.span.start]
    last = candidates[-1] if candidates else None
    adjacent = last is not None and AFTER_NAME.fullmatch(page.text[last.span.end : end]) is not None
    if is_participle(cue):
        if last and adjacent and not comma and JOINED.search(page.text[clause.start : last.span.start]):
            return Subject("before", (last,), last.span)
        goes_on = comma or VEHICLE.search(page.text[clause.start : end]) or OPENS_SPEECH.match(page.text, cue.span.end)
        return Subject("chained", (), Span(cue.span.start, cue.span.start)) if goes_on else None
    if last is None or not adjacent:
        unknown = _unknown(page, Span(last.span.end if last else clause.start, end))
        return unknown or (_across(page, clause, candidates, end) if last else None)
    if not (comma and _is_inside(page, clause, last)):
        if _is_example(page, clause, last):
            return Subject("before", (last,), last.span)
        if not _is_embedded(page, clause, last):
            return _apposed(page, clause, last)
        if holder := _holder(page, clause, last):
            return holder
        return _across(page, clause, _earlier(page, clause, last), last.span.start)
    return _across(page, clause, candidates, end)


def _unknown(page: Page, before: Span) -> Subject | None:
    """A capitalised name right before the verb that is no mention of anyone known."""
    start = max(before.start, before.end - LONGEST_INSERTION)
    name = UNKNOWN_NAME.search(page.text, start, before.end)
    if name is None or NEVER_SPEAKS.search(name[0]) or _governor(page, Span(start, before.end), name.start()):
        return None
    words = name[0].split()
    if len(words) == 1 and NOT_NAME.match(words[0]):
        return None
    span = Span(name.start(), name.end())
    return Subject("before", (Referent(span, "name"),), span)


def _is_inside(page: Page, clause: Span, referent: Referent) -> bool:
    """Whether the referent stands inside an inserted clause: ", who is visiting X,"."""
    segment = page.text[clause.start : referent.span.start].rpartition(",")[2]
    return INSERTED_CLAUSE.match(segment) is not None


def _apposed(page: Page, clause: Span, referent: Referent) -> Subject:
    """ "X, the envoy, said" and "the envoy, X, said" name one speaker."""
    earlier = _earlier(page, clause, referent)
    if earlier and page.text[earlier[-1].span.end : referent.span.start].strip() == ",":
        pair = (earlier[-1], referent)
        named = next((item for item in pair if item.kind == "person"), None)
        if named and {item.kind for item in pair} & {"office", "group"} and not _is_embedded(page, clause, earlier[-1]):
            return Subject("before", (named,), Span(earlier[-1].span.start, referent.span.end))
    return _joint(page, clause, referent, "before")


def _earlier(page: Page, clause: Span, referent: Referent) -> list[Referent]:
    return [item for item in page.referents_in(clause) if item.span.end <= referent.span.start]


def _across(page: Page, clause: Span, candidates: list[Referent], end: int) -> Subject | None:
    """The subject before an insertion: "X, who is in Y, said"; "X in a meeting with Y said"; "experts, like X, say"."""
    for referent in reversed(candidates):
        between = page.text[referent.span.end : end]
        if _is_example(page, clause, referent):
            return Subject("before", (referent,), referent.span)
        if _is_embedded(page, clause, referent) or _is_inside(page, clause, referent):
            continue
        if referent.kind in ("office", "group") and (person := _person_before(page, clause, referent)):
            return Subject("before", (person,), Span(person.span.start, referent.span.end))
        named = re.match(r"\s*\([^()]{1,40}\)", between)
        between = between[named.end() :] if named else between
        if referent.kind == "office" and BODY_REST.fullmatch(between):
            return Subject("before", (referent,), Span(referent.span.start, end))
        if APPOSITION.match(between + " x") or REDUCED.match(between) or (INSERTION.match(between) and len(between) <= LONGEST_INSERTION):
            return _joint(page, clause, _named_beside(page, referent), "before")
        if not between.strip(' ,"”'):
            return _joint(page, clause, referent, "before")
        return None
    return None


def _is_example(page: Page, clause: Span, referent: Referent) -> bool:
    """ "experts, like X, believe": the example is the one speaker with a name."""
    like = PREPOSITION.search(page.text[clause.start : referent.span.start])
    return like is not None and like["word"].lower() in LIKE


def _person_before(page: Page, clause: Span, office: Referent) -> Referent | None:
    """ "X, professor of history at the university, said": the person to whom the office stands in apposition."""
    earlier = _earlier(page, clause, office)
    if earlier and earlier[-1].kind == "person" and page.text[earlier[-1].span.end : office.span.start].strip() == ",":
        return None if _is_embedded(page, clause, earlier[-1]) else earlier[-1]
    return None


def _named_beside(page: Page, referent: Referent) -> Referent:
    """ "the envoy, Jane Doe, said": the name in apposition to an office."""
    if referent.kind not in ("office", "group"):
        return referent
    following = page.referents_in(Span(referent.span.end, referent.span.end + 4))
    for item in following:
        if item.kind == "person" and page.text[referent.span.end : item.span.start].strip() == ",":
            return Referent(Span(referent.span.start, item.span.end), "person", person=item.person)
    return referent


def _is_embedded(page: Page, clause: Span, referent: Referent) -> bool:
    """Whether a preposition holds the referent: "in a meeting with X", "the government of X"."""
    possessive = page.text[referent.span.end : referent.span.end + 2] in ("'s", "’s")
    return possessive or _governor(page, clause, referent.span.start) is not None


def _governor(page: Page, clause: Span, start: int) -> re.Match[str] | None:
    """The preposition before the phrase at `start`, those joined to it by "and" passed over."""
    for _ in range(LONGEST_CHAIN):
        preposition = PREPOSITION.search(page.text, max(clause.start, start - LONGEST_PREPOSITION), start)
        if preposition is None or preposition["word"] == ",":
            return None
        if preposition["word"].lower() not in ("and", "or"):
            return preposition
        joined = phrase_start(page.text, preposition.start(), clause.start)
        start = joined if joined < preposition.start() else clause.start
    return None


def _holder(page: Page, clause: Span, referent: Referent) -> Subject | None:
    """ "a spokesman for X", "the head of X": the unnamed holder of an office speaks, for X."""
    preposition = _governor(page, clause, referent.span.start)
    if preposition and (vehicle := ISSUED_BY.search(page.text, clause.start, preposition.end())):
        return Subject("before", (referent,), Span(vehicle.start(), referent.span.end))
    if preposition is None or preposition["word"].lower() not in ("of", "for", "to", "from", "at", "in", "by"):
        return None
    head = HUMAN_HEAD.search(page.text[clause.start : preposition.start()])
    if head is None:
        return None
    start = phrase_start(page.text, clause.start + head.start(), clause.start)
    span = Span(start, referent.span.end)
    actor = next((actor for actor in page.actors_in(span)), referent.actor)
    holder = Referent(span, "office", actor=actor)
    return Subject("before", (holder,), holder.span)


def _joint(page: Page, clause: Span, last: Referent, relation: Relation) -> Subject:
    """The referent with those joined to it by "and" or commas before it."""
    referents = [last]
    for item in reversed(_earlier(page, clause, last)):
        between = page.text[item.span.end : referents[0].span.start].strip()
        if not re.fullmatch(r"(?:,\s*)?(?:and|as well as)|,", between) or (between == "," and len(referents) == 1):
            break
        if item.kind == "pronoun" or _is_embedded(page, clause, item):
            break
        referents.insert(0, item)
    return Subject(relation, tuple(referents), Span(referents[0].span.start, last.span.end))


def _relative(page: Page, before: Span) -> Subject | None:
    """ "X, who called on Y": the referent that the relative pronoun stands for."""
    candidates = page.referents_in(before)
    if candidates and not page.text[candidates[-1].span.end : before.end].strip(" ,"):
        return Subject("relative", (candidates[-1],), candidates[-1].span)
    return None


def _after(page: Page, clause: Span, cue: Trigger, *, loose: bool) -> Subject | None:
    """ "said X, the envoy", "according to X": the referent that begins right after the cue."""
    for referent in page.referents_in(Span(cue.span.end, min(clause.end, cue.span.end + 160))):
        between = page.text[cue.span.end : referent.span.start].strip()
        ends = INVERSION_ENDS.match(page.text, referent.span.end, clause.end)
        if not between and (loose or ends):
            return Subject("after", (_named_beside(page, referent),), referent.span)
        if loose and re.fullmatch(r"(?:the|a|an|[\w'’-]+\s+(?:of|from|by|for|to))?(?:\s*[\w'’-]+){0,5}", between):
            return Subject("after", (referent,), Span(cue.span.end, referent.span.end))
        break
    return None
