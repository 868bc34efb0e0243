"""Whom a statement speaks to: named as thanked, told, asked, invited or congratulated (codebook section 3).

English puts the addressee right behind such a verb ("thanked his Iranian counterpart", "called on Kyiv to …"), so the
rule looks for a person, state or body that begins there, titles aside. A meeting partner who is only present is none,
and news outlets and reporters are none (codebook 2a).
"""

import re

from extractor.mentions import ActorMention
from extractor.reading import Reading, Reference
from extractor.spans import Span

SPOKEN_TO = re.compile(
    r"""\b(?:
        thank(?:s|ed|ing)? | congratulat(?:es?|ed|ing) | felicitat(?:es?|ed|ing) | commend(?:s|ed|ing)?
      | prais(?:es?|ed|ing) | told | tells | telling | (?:re)?assur(?:es?|ed|ing) | remind(?:s|ed|ing)?
      | inform(?:s|ed|ing)?
      | ask(?:s|ed|ing)? | urg(?:es?|ed|ing) | invit(?:es|ed|ing) | warn(?:s|ed|ing)? | caution(?:s|ed|ing)?
      | call(?:s|ed|ing)?\ (?:up)?on | appeal(?:s|ed|ing)?\ to | (?:address|said|spoke|write|wrote)(?:es|ed|ing)?\ to
      | (?:grateful|gratitude|thanks|condolences|wishes|appreciation|congratulations?|sympath(?:y|ies)|greetings|regards
          |apolog(?:y|ies)|welcome|pointed\ out|points\ out|explain(?:s|ed)?|stress(?:es|ed)?|complain(?:s|ed)?
          |convey(?:s|ed)?|express(?:es|ed)?|clear|confirm(?:s|ed)?|emphasi[sz]e[sd]?|underlined?|remarked|indicated|proposed
          |suggested|repeated|reiterated|apologi[sz]ed|wrote)
        \ to(?=\ (?-i:the|his|her|its|their|both|all|our|visiting|[A-Z]))
      | (?:gratitude|appreciation|thanks)\ (?:for|that)(?=\ (?-i:the|his|her|its|their|[A-Z]))
    )\s+""",
    re.VERBOSE | re.IGNORECASE,
)
# What may stand between the verb and the name: articles, possessives, titles. Not a preposition, which opens a phrase
# of its own ("thanked for the support of Iran").
LEAD_IN = re.compile(r"(?:(?!(?:that|to|for|in|on|at|from|about|with|by|if|whether|over)\b)[\w.’'-]+,?\s+){0,6}?\Z")
PRONOUN = re.compile(r"(?:him|her(?=\s+(?:for|that|to|on|about)\b|\s*[,.]))\b")
LONGEST_LEAD_IN = 60  # characters
LETTER_HEAD = 1200  # characters in which a salutation stands
# After "and" only articles, possessives, titles and capitals: a verb there opens another clause ("and said Oslo …").
JOINED = re.compile(
    r"""(?:,\s*|\s+)(?:and|as\ well\ as)\s+
    (?:(?:the|his|her|their|its|prime|foreign|defen[cs]e|minister|president|premier|counterpart|[A-Z][\w.’'-]*)\s+){0,5}?\Z""",
    re.VERBOSE,
)
# A state inside a person's title: "UN Secretary-General Guterres", "the president of Iran, Hasan Rohani".
TITLE_REST = re.compile(r"(?:['’]s)?,?(?:\s(?!and\b|to\b|for\b|that\b)[\w.’'-]+){0,4}\s\Z")
LONGEST_TITLE = 45  # characters
SALUTATION = re.compile(r"^(?:TO|To|Dear)\s+(?P<name>(?:[A-Z][\w.’'-]*\s?|of\s|the\s){1,10})[:,]\s*$", re.MULTILINE)

Party = Reference | ActorMention


def find_addressees(reading: Reading, passage: Span, *, speaker: int | None) -> tuple[tuple[str, Span], ...]:
    """Names and spans of those a passage speaks to, in document order; never the speaker (a `Person.id`) himself."""
    parties = _parties(reading, passage)
    found: dict[str, Span] = {}
    for verb in SPOKEN_TO.finditer(reading.text, passage.start, passage.end):
        at = verb.end()
        if (meant := _meant(reading.text, parties, verb.end(), speaker)) is not None:
            found.setdefault(_name(meant), meant.span)
        while (party := _next_party(reading.text, parties, at, joined=bool(found) and at > verb.end())) is not None:
            if not (isinstance(party, Reference) and party.person.id == speaker):
                found.setdefault(_name(party), party.span)
            at = party.span.end
    return tuple(found.items())


def _meant(text: str, parties: list[Party], at: int, speaker: int | None) -> Party | None:
    """Whom "assured him" means: the one person named before it who does not speak."""
    if speaker is None or not PRONOUN.match(text, at):
        return None
    before = [party for party in parties if party.span.end <= at and isinstance(party, Reference)]
    others = {party.person.id: party for party in before if party.person.id != speaker}
    return next(iter(others.values())) if len(others) == 1 else None


def _parties(reading: Reading, passage: Span) -> list[Party]:
    people = list(reading.people_in(passage))
    taken = [reference.span for reference in people]
    actors = [
        actor
        for actor in reading.actors_in(passage)
        if not any(actor.span.overlaps(span) or _in_title(reading.text, actor.span, span) for span in taken)
    ]
    return sorted([*people, *actors], key=lambda party: party.span)


def _in_title(text: str, actor: Span, person: Span) -> bool:
    gap = text[actor.end : person.start]
    return 0 < len(gap) <= LONGEST_TITLE and TITLE_REST.match(gap) is not None


def find_salutation(text: str) -> tuple[str, Span] | None:
    """Whom a letter or message opens with: "TO THE CONGRESS OF THE UNITED STATES:"."""
    found = SALUTATION.search(text, 0, LETTER_HEAD)
    return (found["name"].strip(), Span(*found.span("name"))) if found else None


def _next_party(text: str, parties: list[Party], at: int, *, joined: bool) -> Party | None:
    pattern = JOINED if joined else LEAD_IN
    for party in parties:
        if party.span.start < at:
            continue
        if party.span.start - at > LONGEST_LEAD_IN or not pattern.match(text[at : party.span.start]):
            return None
        if isinstance(party, ActorMention) and ((party.form == "demonym" and not party.body) or _owns(text, party)):
            continue
        return party
    return None


def _owns(text: str, actor: ActorMention) -> bool:
    """ "assured her of Peru's support": what belongs to a state is told, not the state."""
    return text.startswith(("'s ", "’s ", "' ", "’ "), actor.span.end)


def _name(party: Party) -> str:
    return party.person.name if isinstance(party, Reference) else party.text
