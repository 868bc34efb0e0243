"""The words beside the head of a title: "Iranian deputy foreign | minister", "governor | of the Central Bank of Iran".

Each walk goes outwards from the head, word by word, and stops at the first word that no lexicon lets stand there, so a
title never swallows the name after it or the clause before it.
"""

from typing import NamedTuple

from extractor.names import traditions
from extractor.rules.persons.marked import MarkedText
from extractor.rules.persons.tokens import Token
from extractor.rules.persons.word_classes import is_class
from extractor.titles import Title, TitleKind, family_of, is_kind, longest_title

DEFINITE = frozenset({"the", "his", "her", "its", "their", "our", "my", "your", "this", "that"})
INDEFINITE = frozenset({"a", "an", "another", "any", "some", "each", "every", "no", "one", "as", "other"})
BESIDE: tuple[TitleKind, ...] = ("modifier", "portfolio", "body")
FIELD: tuple[TitleKind, ...] = ("portfolio", "body")
ABROAD = frozenset({"ambassador", "envoy", "spokesperson"})
HOME = frozenset({"counterpart", "diplomat", "official", "legislator", "envoy", "private", "leader"})
# Heads whose "of X" is often a place or company that no lexicon lists.
LOCAL = frozenset(
    {"governor", "mayor", "president", "chairman", "head", "director", "director general", "archbishop", "bishop"}
)
LONGEST_UNLISTED = 4
MOST_UNLISTED = 2
# "Head of the EU | delegation to Chad": what of a body somebody heads.
PARTS_OF_BODIES = frozenset({"delegation", "mission", "office", "team", "section", "department", "bureau", "desk"})


class Side(NamedTuple):
    """What the words on one side of a head add: where they end, whom they name, which article, which field."""

    edge: int
    country: str | None = None
    article: str = ""
    field: str = ""
    deputy: bool = False
    former: bool = False


def _acronym(marked: MarkedText, end: int) -> int:
    """Where a bracketed acronym that ends at `end` begins ("Union Commission (AUC) Chairperson"), else `end`."""
    tokens = marked.tokens
    brackets = end >= 3 and tokens[end - 1].fold == ")" and tokens[end - 3].fold == "("
    return end - 3 if brackets and tokens[end - 2].shape == "caps" else end


def _beside(token: Token, head_is_capital: bool) -> bool:
    """Whether the word can stand beside a head: portfolios must be capitalised as the head is."""
    if not is_kind(token.fold, *BESIDE):
        return False
    return token.is_capital or not head_is_capital or is_kind(token.fold, "modifier")


def _joins(marked: MarkedText, at: int, capital: bool) -> bool:
    """Whether "and", "&" or a comma at `at` joins two portfolios ("Trade, Industry and Energy Minister")."""
    tokens = marked.tokens
    first, last = _conjunction(marked, at)
    if tokens[at].fold not in ("and", "&", ",") or first == 0 or last + 1 >= len(tokens):
        return False
    before, after = tokens[first - 1], tokens[last + 1]
    both = is_kind(before.fold, *FIELD) and is_kind(after.fold, *FIELD)
    return both and (before.is_capital == after.is_capital) and (after.is_capital or not capital)


def _conjunction(marked: MarkedText, at: int) -> tuple[int, int]:
    """The first and last token of the conjunction at `at`, two for ", and"."""
    folds = marked.folds
    if folds[at] == "," and at + 1 < len(folds) and folds[at + 1] == "and":
        return at, at + 1
    return (at - 1, at) if folds[at] == "and" and at > 0 and folds[at - 1] == "," else (at, at)


def _is_body_of(marked: MarkedText, at: int) -> bool:
    """Whether "of" at `at` belongs to a body that an office is named after ("Central Bank of Iran Governor")."""
    return (
        at > 0
        and marked.folds[at] == "of"
        and marked.tokens[at - 1].is_capital
        and is_kind(marked.folds[at - 1], "body")
    )


def look_left(marked: MarkedText, first: int, floor: int) -> Side:
    """Walk left from the head at `first` over everything that belongs to the office, not beyond the token `floor`."""
    tokens, edge, side = marked.tokens, first, Side(first)
    capital, settled, listed = tokens[first].is_capital, False, False
    while edge > floor and tokens[edge].gap != "break":
        edge = max(_acronym(marked, edge), floor + 1)
        token = tokens[edge - 1]
        if token.fold in DEFINITE or token.fold in INDEFINITE:
            return side._replace(edge=edge - 1, article=token.fold)
        actor = marked.ending.get(edge - 1)
        if actor and actor[0] >= floor:
            if side.country and (settled or actor[1].form == "capital"):
                break  # "SANTO DOMINGO U.S. Secretary of State": a dateline
            edge = actor[0]
            settled = actor[1].form == "demonym" or token.possessive
            side = side._replace(country=actor[1].code)
        elif _beside(token, capital) and not token.possessive:
            edge -= 1
            kind = family_of(token.fold, "modifier")
            side = side._replace(
                field=side.field
                or family_of(token.fold, "portfolio")
                or ("other" if is_kind(token.fold, "portfolio") else ""),
                deputy=side.deputy or kind == "deputy",
                former=side.former or kind == "former",
            )
        elif _joins(marked, edge - 1, capital) and (listed or token.fold != ","):
            edge, listed = _conjunction(marked, edge - 1)[0], True
        elif _is_body_of(marked, edge - 1):
            edge -= 1
        else:
            return side if side.country else _past_unlisted(marked, edge, floor, side)
        side = side._replace(edge=edge)
    return side


def _past_unlisted(marked: MarkedText, edge: int, floor: int, side: Side) -> Side:
    """The country before one or two adjectives that no list knows ("U.S. textile negotiator", "Thai royal aide")."""
    for at in range(edge - 1, max(edge - 1 - MOST_UNLISTED, floor), -1):
        token = marked.tokens[at]
        plain = (
            token.shape == "lower" and not token.possessive and not is_class(token.fold, "function", "speech", "verb")
        )
        if not plain or marked.tokens[at + 1].gap == "break" or token.gap == "break" or token.fold.endswith("ed"):
            break
        actor = marked.ending.get(at - 1)
        if actor and actor[0] >= floor and (actor[1].form == "demonym" or marked.tokens[at - 1].text.endswith(".")):
            return side._replace(edge=actor[0], country=actor[1].code)
    return side


def _unlisted(marked: MarkedText, at: int) -> int:
    """The end of a run of capitalised words that no list knows ("Buenos Aires" after "mayor of")."""
    end, tokens = at, marked.tokens
    while end < len(tokens) and end - at < LONGEST_UNLISTED and (end == at or tokens[end].gap == "none"):
        if tokens[end].shape not in ("title", "caps") or marked.folds[end] in traditions() or end in marked.starting:
            break
        end += 1
    closed = end >= len(tokens) or tokens[end].fold in (",", ")") or marked.folds[end] in traditions()
    return end if closed and end - at < LONGEST_UNLISTED else min(end, at + 1)


def _link(marked: MarkedText, at: int, *, family: str, capital: bool) -> int | None:
    """The token after the preposition or "and" at `at` (and its "the"), None where nothing can follow it."""
    tokens, word = marked.tokens, marked.folds[at]
    start = at + 2 if marked.folds[at + 1] == "the" else at + 1
    if start >= len(tokens) or tokens[start].gap == "break":
        return None
    if word in ("of", "for"):
        return start
    if word in ("and", ","):
        return _conjunction(marked, at)[1] + 1 if _joins(marked, at, capital) else None
    reaches = family in ABROAD or (word == "from" and family in HOME)
    named = start in marked.starting or start in marked.places or tokens[start].shape == "caps"
    return start if word in ("to", "in", "at", "from") and reaches and named else None


def look_right(marked: MarkedText, end: int, *, title: Title, capital: bool) -> Side:
    """Walk right from the end of the head over "of Foreign Affairs of Qatar", "to Russia", "for Defence"."""
    tokens, side, at = marked.tokens, Side(end), end
    while at < len(tokens) - 1 and tokens[at].gap != "break" and tokens[at].shape in ("lower", "mark"):
        word, start = marked.folds[at], _link(marked, at, family=title.family, capital=capital)
        if start is None:
            break
        actor = marked.starting.get(start) if word not in ("and", ",") else None
        token = tokens[start]
        if actor and actor[0] < len(tokens) and tokens[actor[0]].is_capital and _is_office(marked, actor[0]):
            break  # "envoy of UN | Secretary General X"
        if actor:
            serves = word in ("of", "from") or (word == "for" and title.family == "spokesperson")
            side = side._replace(country=side.country or (actor[1].code if serves else None))
            at, _ = _fields(marked, actor[0], capital=True)
            at = _part_of_body(marked, at)
        elif is_kind(token.fold, *FIELD) and (token.is_capital or not capital):
            at, field = _fields(marked, start, capital=capital)
            side = side._replace(field=side.field or field)
        elif start in marked.places:
            at = marked.places[start]
        elif title.family in ABROAD and token.shape == "caps" and word in ("to", "at"):
            at = start + 1  # "ambassador to the OAS"
        elif word == "of" and title.phrase in LOCAL and token.is_capital and _unlisted(marked, start) > start:
            at = _unlisted(marked, start)
        else:
            break
        side = side._replace(edge=at)
    return side


def _is_office(marked: MarkedText, at: int) -> bool:
    """Whether another title begins at the token; "Dr" and "Mr" after "President of Peru" lead up to the same name."""
    found = longest_title(marked.folds, at)
    return found is not None and found[0].kind not in ("courtesy", "honorific")


def _part_of_body(marked: MarkedText, at: int) -> int:
    """The end of "delegation to Chad" at the token."""
    if marked.folds[at : at + 1] == () or marked.folds[at] not in PARTS_OF_BODIES:
        return at
    abroad = marked.starting.get(at + 2) if marked.folds[at + 1 : at + 2] in (("to",), ("in",)) else None
    return abroad[0] if abroad else at + 1


def _fields(marked: MarkedText, at: int, *, capital: bool) -> tuple[int, str]:
    """The end of a run of portfolio words, and the field they name."""
    field = ""
    tokens = marked.tokens
    while at < len(tokens) and is_kind(tokens[at].fold, *BESIDE) and (tokens[at].is_capital or not capital):
        if at in marked.starting and not is_kind(tokens[at].fold, *FIELD):
            break
        field = field or family_of(tokens[at].fold, "portfolio") or "other"
        at += 1
        if tokens[at - 1].possessive:
            break
    return at, field
