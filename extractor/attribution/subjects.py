"""The subject of a cue: whose words it reports.

English puts the speaker before the verb ("X, who is visiting Y, said"), after it ("…," said X), or leaves it out in a
chain ("X thanked Y and said"). The words left of the verb group decide which; a name inside a phrase of its own ("in a
meeting with X", "the spokesman for X") is not the subject.
"""

import re

from extractor.attribution.adverbials import takes_clause
from extractor.attribution.clauses import (
    apposed_person,
    earlier_referents,
    governor,
    holder_of,
    is_embedded,
    is_example,
    is_inside,
    joined_to,
    named_after,
)
from extractor.attribution.page import Page
from extractor.attribution.referents import HELD, NEVER_SPEAK, NOT_NAMES, Referent
from extractor.attribution.sources import Subject, find_source, is_participle, names_source, next_referent, quoted_by
from extractor.mentions import Trigger
from extractor.spans import Span

DAY = (
    r"(?:(?:late|early|last|this)\s+)?(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?:\s+(?:morning|evening|night|afternoon))?"
)
# Between subject and verb: auxiliaries, adverbs, days, "for his part", "in a statement".
VERB_GROUP = re.compile(
    rf"""(?:[\s,]+(?:also|has|have|had|is|was|were|are|been|further|then|later|again|instead|not\s+only|himself|herself
    |itself|both|all|themselves|in\s+turn|for\s+(?:his|her|its|their)\s+part|{DAY}|(?:last|this)\s+(?:week|month|year)|yesterday|today|earlier|previously
    |(?:went|goes|gone)\s+on\s+to|once|long|since|first|just|always|never|often|as\s+well|too|however|meanwhile|still|now|even|the\s+same\s+day|here
    |in\s+(?:a|an|his|her|its)\s+(?:\w+\s+){{0,2}}(?:statement|tweet|message|post|speech|letter|interview|address|remarks
    |release)|on\s+(?:Twitter|X|Telegram|social\s+media)|(?!(?:ally|family|assembly|reply)\b)[a-z]+ly))*[\s,]*\Z""",
    re.VERBOSE,
)
LONGEST_GROUP = 90
SUBORDINATES = re.compile(r"\b(?:while|whilst|by|after|before|in|when|though|although|as well as)\Z")
CHAINS = re.compile(r"\b(?:and|but|or|nor|yet|then)\Z")
AND = re.compile(r"\s+and\s+")
BOTH = re.compile(r"\bboth\b")
RELATIVE = re.compile(r"\b(?:who|which|that|whom)\Z")
NAME_TAIL = re.compile(r"(?:\s*\([^()]{1,40}\))?[\s,]*")
PARENTHESIS = re.compile(r"\s*\([^()]{1,40}\)")
JOINED = re.compile(r"(?:(?:\A|[,;—–])\s*with|\band)\s+\Z")
# "Peru and Chile, both old friends, said"
BOTH_OF_THEM = re.compile(r",\s+(?:both|all|each)\b[^,]{0,60}\Z")
LISTED = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?(?:(?:[A-Z][\w'’-]*\s?){1,4}(?:,\s+|and\s+)(?:the\s+)?)*")
INDEFINITE = re.compile(r"an?\s")
DETERMINED = re.compile(r"(?:the|an?|his|her|their)\s", re.IGNORECASE)
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must|should|said|says|told|met|went|and\s+the|[a-z]+ed)\b"
)
MENTAL = frozenset({"hope", "hopes", "hoped", "wants", "believe", "believes", "thinks", "thought", "fears", "sees"})
# "a charge Tehran denies", "funds which the state pledged": the words before are the verb's object, no speech
OBJECT_BEFORE = re.compile(r"\b(?:which|whom)\s+\Z")
# "a statement saying": the vehicle of what is said, not another speaker
VEHICLE = re.compile(
    r"\b(?:statement|tweet|letter|message|interview|speech|post|note|communiqu[eé]|remarks|address|release)\Z"
)
# "The ministry issued a statement saying": nothing that was issued speaks
AS_ISSUED = re.compile(r"an?\s(?:[\w-]+\s){0,3}(?:statement|communiqu[eé])\Z")
OPENS_SPEECH = re.compile(r"\s*(?:[:,]\s*[\"“«]|:|\s[\"“«])")
# What may stand between subject and verb: ", who …", " in a meeting with Y", " mediating the talks"
APPOSITION = re.compile(r"\s*,\s*(?:[a-z]|[A-Z]\w)")
RELATIVE_CLAUSE = re.compile(r"\s*,\s*(?:who|which|whose|whom|where|[a-z]+ing|[a-z]+ed|an?|the|his|her)\b")
INSERTION = re.compile(
    r"""\s+(?:in|at|on|during|after|before|while|when|from|speaking|through|upon|following|today|last|late|early
    |released|issued|published|adopted)\b""",
    re.VERBOSE,
)
REDUCED = re.compile(r"\s+[a-z]+(?:ing|ed)\s[^,.;:\"“”]{0,100}\Z")
# "Peru's army | spokesman, Colonel | Jane Doe": the holder's name follows the body
HOLDS = re.compile(rf"(?:['’]s)?(?:\s[a-z-]+){{0,2}}\s(?:{'|'.join(sorted(HELD))}),?\s(?:[A-Z]\w+\s){{0,2}}")
# "Jane Doe of Peru", "Jane Doe, of the Asian Institute,"
HOME = re.compile(r",?\s+(?:of|from|for)\s+(?:the\s+)?(?:[A-Z][\w'’.-]*\s*(?:(?:of|the|and)\s+)?){0,6},?\s*")
# "Jane Doe | of Peru|, receiving the envoy, said"
HOME_BEFORE = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?(?:[A-Z][\w'’-]*\s*(?:of\s+(?:the\s+)?)?){1,5}(?=,)")
# The rest of a body's name after "the head of the EU's": lower-case words and no stop.
BODY_REST = re.compile(r"(?:\s+[a-z][\w'’-]*){1,6}\s*")
LONGEST_INSERTION = 120
# Behind these stands who is told, never who tells.
TAKES_HEARER = re.compile(r"(?:told|tells|informed|assured|reminded)\Z")
BEFORE_INVERSION = re.compile(r"(?:[,;–—-]|[\"”’'»])\s*\Z")
# "X, the envoy, said A and B would come": what follows "said" is no speaker
GOES_ON = re.compile(r"\s(?:and|of|to)\s")
# "Receiving A, | B spoke"
PARTICIPLE_PHRASE = re.compile(r"(?!(?:During|Following|According)\b)[A-Z][a-z]+ing\s[^,.;:\"“”]{3,120},\s")
# "Stop," urged the minister; but "A, for his part, welcomed the minister"
AFTER_QUOTATION = re.compile(r"[\"”’'»]\s*\Z")
AFTER_INVERSION = re.compile(
    r"""\s*(?:\([^()]{1,40}\)\s*)?(?:[.,;:!?—–\n]|\Z|["“]|-\s|(?:on|in|at|during|after|when|who|as|following|late|earlier
    |while|last|this|yesterday|to|upon|through|via|from|of|and|released|issued|published|posted|carried|made|here|today|\w+day)\b)""",
    re.VERBOSE,
)
# "…," said A (‘B’): a byname; "…," said A Peruvian Foreign Minister.: an office without its comma
BYNAME = re.compile(r"\s[‘'“\"][^‘’'“”\"\n]{2,25}[’'”\"]")
OFFICE_BEHIND = re.compile(r"\s(?:[A-Z][\w'’.-]*\s(?:(?:of|for|and|the)\s){0,2}){0,6}[A-Z][\w'’-]*(?=[.,;]|\Z)")
# "said he" inverts only where nothing follows: "X, who is ill, said he and Y would go" does not.
PRONOUN_INVERSION = re.compile(r"\s*[.,;:]")
# A name that no one found as a person or actor.
UNKNOWN_NAME = re.compile(
    r"(?:(?:[A-Z][\w'’.-]+|al|bin|de|of|the)\s+){0,5}[A-Z][\w'’-]+(?:\s*\([A-Z][\w. -]{0,30}\))?\Z"
)


def find_subject(page: Page, clause: Span, cue: Trigger) -> Subject | None:
    """The subject of a cue in its clause (from the last boundary to the sentence's end); None if no one speaks."""
    if names_source(cue):
        return find_source(page, clause, cue)
    left = page.text[clause.start : cue.span.start]
    inverts = BEFORE_INVERSION if takes_clause(cue) else AFTER_QUOTATION
    turns = not is_participle(cue) and not TAKES_HEARER.match(cue.text)
    if turns and inverts.search(left) and (subject := _after(page, clause, cue)):
        return subject
    group = VERB_GROUP.search(left, max(0, len(left) - LONGEST_GROUP))
    bare = (left[: group.start()] if group else left).rstrip()
    if not bare.strip(" ,\n\"”“'’;:—–-") or CHAINS.search(bare) or (is_participle(cue) and SUBORDINATES.search(bare)):
        return _chained(cue)
    end = clause.start + len(bare)
    if cue.text.startswith("as "):
        return quoted_by(page, clause, _before(page, clause, cue, end))
    if (relative := RELATIVE.search(bare)) and cue.text.lower() in MENTAL:
        return None  # "X, who hopes to join"
    if relative:
        if both := BOTH.search(page.text, end, cue.span.start):
            span = Span(both.start(), both.end())
            return Subject("before", (Referent(span, "pronoun"),), span)
        return _relative(page, Span(clause.start, clause.start + relative.start()))
    return _of_participle(page, clause, cue, end) if is_participle(cue) else _before(page, clause, cue, end)


def main_subject(page: Page, clause: Span) -> Subject | None:
    """The first referent of the clause that stands in no phrase of its own: the subject of its main verb."""
    opening = PARTICIPLE_PHRASE.match(page.text, clause.start, clause.end)
    referents = page.referents_in(clause._replace(start=opening.end()) if opening else clause)
    for position, referent in enumerate(referents):
        names = referent.kind != "group" or referent.span.start == clause.start
        if AS_ISSUED.match(page.text, *referent.span):
            continue
        if names and page.quote_at(referent.span.start) is None and not is_embedded(page, clause, referent):
            beside = referents[position + 1 : position + 2]
            if (
                beside
                and beside[0].kind == "person"
                and HOLDS.fullmatch(page.text, referent.span.end, beside[0].span.start)
            ):
                return Subject("before", beside, Span(referent.span.start, beside[0].span.end))
            joined = beside and AND.fullmatch(page.text, referent.span.end, beside[0].span.start)
            return _joint(page, clause, beside[0] if joined else referent)
    return None


def _chained(cue: Trigger) -> Subject:
    return Subject("chained", (), Span(cue.span.start, cue.span.start))


def _joint(page: Page, clause: Span, last: Referent) -> Subject:
    referents = joined_to(page, clause, last)
    if (
        last.kind == "person"
        and referents[0].kind == "office"
        and not DETERMINED.match(page.text, referents[0].span.start)
    ):
        return Subject("before", (last,), Span(referents[0].span.start, last.span.end))  # "Premier and Minister A"
    return Subject("before", referents, Span(referents[0].span.start, last.span.end))


def _candidates(page: Page, clause: Span, end: int) -> tuple[tuple[Referent, ...], Referent | None]:
    """The referents up to `end`, and the one that stands right there."""
    candidates = tuple(item for item in page.referents_in(Span(clause.start, end)) if item.span.end <= end)
    last = candidates[-1] if candidates else None
    adjacent = last is not None and NAME_TAIL.fullmatch(page.text, last.span.end, end) is not None
    return candidates, last if adjacent else None


def _of_participle(page: Page, clause: Span, cue: Trigger, end: int) -> Subject | None:
    """A participle goes with the main verb's subject, but "with X saying" has its own."""
    _, adjacent = _candidates(page, clause, end)
    comma = "," in page.text[end : cue.span.start]
    if adjacent and not comma and JOINED.search(page.text[clause.start : adjacent.span.start]):
        return Subject("before", (adjacent,), adjacent.span)
    goes_on = comma or VEHICLE.search(page.text[clause.start : end]) or OPENS_SPEECH.match(page.text, cue.span.end)
    return _chained(cue) if goes_on else None


def _before(page: Page, clause: Span, cue: Trigger, end: int) -> Subject | None:
    candidates, adjacent = _candidates(page, clause, end)
    if adjacent is not None and OBJECT_BEFORE.search(page.text, clause.start, adjacent.span.start):
        return None
    if adjacent is None:
        unknown = _unknown(page, Span(candidates[-1].span.end if candidates else clause.start, end))
        return unknown or _across(page, clause, candidates, end)
    comma = "," in page.text[end : cue.span.start]
    if comma and adjacent.kind != "person" and (person := _described(page, candidates, end)):
        return Subject("before", (person,), Span(person.span.start, end))
    if comma and (is_inside(page, clause, adjacent) or (adjacent.kind == "actor" and candidates[0].kind == "person")):
        return _across(page, clause, candidates[:-1], adjacent.span.start)
    if comma and adjacent.kind == "group" and BOTH_OF_THEM.search(page.text, clause.start, adjacent.span.end):
        return _across(page, clause, candidates[:-1], end)
    if is_example(page, clause, adjacent):
        return Subject("before", (adjacent,), adjacent.span)
    if adjacent.kind == "actor" and (group := _office_holders(page, clause, adjacent)):
        return Subject("before", (group,), Span(group.span.start, adjacent.span.end))
    if not is_embedded(page, clause, adjacent):
        apposed = apposed_person(page, clause, adjacent)
        return Subject("before", (apposed[0],), apposed[1]) if apposed else _joint(page, clause, adjacent)
    if holder := holder_of(page, clause, adjacent):
        apposed = apposed_person(page, clause, holder[0])
        return Subject("before", (apposed[0],), apposed[1]) if apposed else Subject("before", (holder[0],), holder[1])
    return _across(page, clause, earlier_referents(page, clause, adjacent), adjacent.span.start)


def _office_holders(page: Page, clause: Span, last: Referent) -> Referent | None:
    """The group of "the prime ministers of Peru, Chile and | Bolivia", which the list alone would hide."""
    states = joined_to(page, clause, last)
    for group in earlier_referents(page, clause, states[0]):
        if group.kind == "group" and LISTED.fullmatch(page.text, group.span.end, states[0].span.start):
            return group
    return None


def _described(page: Page, candidates: tuple[Referent, ...], end: int) -> Referent | None:
    """The person of "X, head of the delegation and deputy head of the bureau of the ministry, | said"."""
    first = candidates[0]
    if first.kind != "person" or not page.text.startswith(",", first.span.end):
        return None
    return None if FINITE.search(page.text, first.span.end, end) else first


def _unknown(page: Page, before: Span) -> Subject | None:
    """A capitalised name right before the verb that is no mention of anyone known."""
    start = max(before.start, before.end - LONGEST_INSERTION)
    name = UNKNOWN_NAME.search(page.text, start, before.end)
    if name is None or governor(page, Span(start, before.end), name.start()):
        return None
    words = name[0].split()
    if words[-1] in NEVER_SPEAK or (len(words) == 1 and not _is_name(page, words[0])):
        return None
    span = Span(name.start(), name.end())
    return Subject("before", (Referent(span, "name"),), span)


def _is_name(page: Page, word: str) -> bool:
    """Whether a word is a name and not merely capitalised for standing first: "Tourists told of queues"."""
    if word in NOT_NAMES or not word.endswith("s"):
        return word not in NOT_NAMES
    return re.search(rf"[a-z,] {re.escape(word)}\b", page.text) is not None


def _across(page: Page, clause: Span, candidates: tuple[Referent, ...], end: int) -> Subject | None:
    """The subject before an insertion: "X, who is in Y, said"; "X in a meeting with Y said"; "experts, like X, say"."""
    for referent in reversed(candidates):
        if _is_description(page, candidates, referent):
            continue
        if is_example(page, clause, referent):
            return Subject("before", (referent,), referent.span)
        if not is_embedded(page, clause, referent) and not is_inside(page, clause, referent):
            return _over_insertion(page, clause, referent, end)
    return None


def _is_description(page: Page, candidates: tuple[Referent, ...], referent: Referent) -> bool:
    """Whether an office is only what somebody before it is: "Egypt, | a mediator | in the row, said"."""
    if referent.kind != "office" or not INDEFINITE.match(page.text, referent.span.start):
        return False
    return any(page.text[item.span.end : referent.span.start] == ", " for item in candidates)


def _over_insertion(page: Page, clause: Span, referent: Referent, end: int) -> Subject | None:
    if referent.kind in ("office", "group") and (apposed := apposed_person(page, clause, referent)):
        return Subject("before", (apposed[0],), apposed[1])
    named = PARENTHESIS.match(page.text, referent.span.end, end)
    between = page.text[named.end() if named else referent.span.end : end]
    if referent.kind == "office" and BODY_REST.fullmatch(between):
        return Subject("before", (referent,), Span(referent.span.start, end))
    if referent.kind in ("person", "group", "office") and HOME.fullmatch(between):
        return _joint(page, clause, referent)
    if referent.kind == "person" and (home := HOME_BEFORE.match(between)):
        between = between[home.end() :]
    inserted = INSERTION.match(between) and len(between) <= LONGEST_INSERTION
    closed = "," in page.text[end : end + 2] or RELATIVE_CLAUSE.match(between)
    if inserted or (APPOSITION.match(between) and closed) or REDUCED.match(between):
        return _joint(page, clause, named_after(page, referent))
    return None if between.strip(' ,"”') else _joint(page, clause, referent)


def _relative(page: Page, before: Span) -> Subject | None:
    """ "X, who called on Y": the referent that the relative pronoun stands for."""
    candidates = page.referents_in(before)
    if candidates and not page.text[candidates[-1].span.end : before.end].strip(" ,"):
        return Subject("relative", (candidates[-1],), candidates[-1].span)
    return None


def _after(page: Page, clause: Span, cue: Trigger) -> Subject | None:
    """ "said X, the envoy": the referent that begins right after the cue and ends its clause."""
    referent = next_referent(page, clause, cue)
    if referent is None or page.text[cue.span.end : referent.span.start].strip():
        return None
    ends = PRONOUN_INVERSION if referent.kind == "pronoun" else AFTER_INVERSION
    quoted = AFTER_QUOTATION.search(page.text, clause.start, cue.span.start)
    byname = BYNAME.match(page.text, referent.span.end, clause.end) if referent.kind == "person" else None
    at = byname.end() if byname else referent.span.end
    described = quoted and referent.kind == "person" and OFFICE_BEHIND.match(page.text, at, clause.end)
    if not described and not ends.match(page.text, at, clause.end):
        return None
    if quoted is None and GOES_ON.match(page.text, referent.span.end, clause.end):
        return None
    return Subject("after", (named_after(page, referent),), referent.span)
