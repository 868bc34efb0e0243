"""Whether a mention is what its sentence is about, judged by the words before it: no preposition, no verb."""

from bisect import bisect_left
from functools import lru_cache

from extractor.rules.persons.title_sides import DEFINITE, INDEFINITE
from extractor.rules.persons.tokens import tokenise
from extractor.spans import Span
from extractor.titles import is_kind

PREPOSITIONS = frozenset(
    {"with", "to", "of", "by", "for", "from", "on", "between", "against", "at", "in", "about", "and", "after", "via"}
)
OBJECTS_OF = frozenset(
    {"told", "thanked", "met", "congratulated", "urged", "meeting", "visiting", "invited", "asked", "phoned"}
    | {"telephoned", "received", "greeted", "welcomed", "hosted", "informed", "assured", "receiving", "welcoming"}
)


@lru_cache(maxsize=4)
def _token_starts(text: str) -> tuple[int, ...]:
    return tuple(token.start for token in tokenise(text))


def is_subject(text: str, span: Span) -> bool:
    """Whether nothing governs the mention: no preposition or verb before it and its titles, no possessive after it."""
    tokens = tokenise(text)
    at = bisect_left(_token_starts(text), span.start)
    last = bisect_left(_token_starts(text), span.end) - 1
    if tokens[last].possessive:
        return False
    while at and tokens[at].gap != "break" and not tokens[at].opens:
        before = tokens[at - 1]
        titled = is_kind(before.fold, "head", "rank", "courtesy", "modifier", "portfolio", "body")
        if before.fold == "to" and at > 1 and tokens[at - 2].fold == "according":
            return True
        if before.fold in PREPOSITIONS or before.fold in OBJECTS_OF:
            return False
        if not (before.is_capital or titled or before.fold in DEFINITE or before.fold in INDEFINITE):
            return True
        at -= 1
    return True
