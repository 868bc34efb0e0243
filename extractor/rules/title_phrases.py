"""Titles and offices as phrases: "the Iranian defence chief", "Minister of Agriculture and Cooperatives", "Lt. Gen.".

A phrase is grown around a head word from the lexicon: leftwards over demonyms, portfolios and "deputy" or "former",
rightwards over "of Foreign Affairs", "of the Islamic Republic of Iran", "to Russia". So any ministry is read, not a
list of them, and the country comes from inside the phrase.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from extractor.gazetteer import country_name, lookup
from extractor.names import traditions
from extractor.rules.marked import MarkedText
from extractor.rules.tokens import Token
from extractor.rules.word_classes import is_class
from extractor.spans import Span
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
DEPUTIES = {
    "foreign_minister": "deputy_minister",
    "defence_minister": "deputy_minister",
    "other_minister": "deputy_minister",
    "minister": "deputy_minister",
    "head_of_state": "deputy_leader",
    "head_of_government": "deputy_leader",
}
# What a "president" or "secretary" of these is.
PARLIAMENTS = frozenset(
    {"parliament", "assembly", "senate", "duma", "knesset", "majlis", "congress", "house", "bundestag"}
)
COMPANIES = frozenset({"bank", "company", "corporation", "court", "chamber", "federation", "association", "university"})
COUNCILS = frozenset({"council", "committee", "party", "board", "commission", "union", "league"})


@dataclass(frozen=True, slots=True)
class Office:
    """An office in the words of the text.

    `span` and `text` include a leading article. `family` is one of head_of_state, supreme_leader, head_of_government,
    deputy_leader, monarch, heir, royal, foreign_minister, defence_minister, other_minister, minister (any),
    deputy_minister, ambassador, envoy, diplomat, spokesperson, military_commander, legislator, secretary_general,
    security_adviser, leader, official, cleric, private (no office of state) and counterpart. `country` is the code of
    the state or organisation served, where the phrase says it; `implied` marks one that only the title itself suggests
    ("Secretary of State"). `definite` is True where the words point to one holder; `former` where the office is held
    no more.
    """

    span: Span
    text: str
    family: str
    country: str | None
    definite: bool = True
    former: bool = False
    implied: bool = False

    @property
    def title(self) -> str:
        """The phrase without a leading article or possessive."""
        first, _, rest = self.text.partition(" ")
        return rest if rest and first.lower() in DEFINITE | INDEFINITE else self.text


class TitlePhrase(NamedTuple):
    """A title as a range of tokens; `office` is None for courtesies ("Mr"), `plural` marks heads for several people."""

    first: int
    end: int
    kind: TitleKind
    office: Office | None
    capital: bool


class _Side(NamedTuple):
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
    if tokens[at].fold not in ("and", "&", ",") or at == 0 or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    both = is_kind(before.fold, *FIELD) and is_kind(after.fold, *FIELD)
    return both and (before.is_capital == after.is_capital) and (after.is_capital or not capital)


def _is_body_of(marked: MarkedText, at: int) -> bool:
    """Whether "of" at `at` belongs to a body that an office is named after ("Central Bank of Iran Governor")."""
    return (
        at > 0
        and marked.folds[at] == "of"
        and marked.tokens[at - 1].is_capital
        and is_kind(marked.folds[at - 1], "body")
    )


def _look_left(marked: MarkedText, first: int, floor: int) -> _Side:
    """Walk left from the head over everything that belongs to the office."""
    tokens, edge, side = marked.tokens, first, _Side(first)
    capital, settled = tokens[first].is_capital, False
    while edge > floor and tokens[edge].gap != "break":
        edge = max(_acronym(marked, edge), floor + 1)
        token = tokens[edge - 1]
        if token.fold in DEFINITE or token.fold in INDEFINITE:
            return side._replace(edge=edge - 1, article=token.fold)
        actor = marked.ending.get(edge - 1)
        if actor and actor[0] >= floor:
            if side.country and settled:
                break
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
        elif _joins(marked, edge - 1, capital) or _is_body_of(marked, edge - 1):
            edge -= 1
        else:
            break
        side = side._replace(edge=edge)
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
        return start if _joins(marked, at, capital) else None
    reaches = family in ABROAD or (word == "from" and family in HOME)
    named = start in marked.starting or start in marked.places
    return start if word in ("to", "in", "at", "from") and reaches and named else None


def _look_right(marked: MarkedText, end: int, *, title: Title, capital: bool) -> _Side:
    """Walk right from the head over "of Foreign Affairs of Qatar", "to Russia", "for Defence"."""
    tokens, side, at = marked.tokens, _Side(end), end
    while at < len(tokens) - 1 and tokens[at].gap != "break" and tokens[at].shape in ("lower", "mark"):
        word, start = marked.folds[at], _link(marked, at, family=title.family, capital=capital)
        if start is None:
            break
        actor = marked.starting.get(start) if word not in ("and", ",") else None
        token = tokens[start]
        if actor:
            serves = word in ("of", "from") or (word == "for" and title.family == "spokesperson")
            side = side._replace(country=side.country or (actor[1].code if serves else None))
            at, _ = _fields(marked, actor[0], capital=True)
        elif is_kind(token.fold, *FIELD) and (token.is_capital or not capital):
            at, field = _fields(marked, start, capital=capital)
            side = side._replace(field=side.field or field)
        elif start in marked.places:
            at = marked.places[start]
        elif word == "of" and title.phrase in LOCAL and token.is_capital and _unlisted(marked, start) > start:
            at = _unlisted(marked, start)
        else:
            break
        side = side._replace(edge=at)
    return side


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


@lru_cache(maxsize=1024)
def is_organisation(code: str | None) -> bool:
    """Whether the code is that of an organisation and not of a state."""
    return code is not None and any(e.kind == "organisation" for e in lookup(country_name(code)))


def _family(title: Title, left: _Side, right: _Side, words: frozenset[str]) -> str:
    """The family of the whole office, given the words beside its head."""
    family, field = title.family, left.field or right.field
    if title.kind != "head":
        return family
    if family == "head_of_state":
        if words & PARLIAMENTS:
            return "legislator"
        family = "official" if words & COMPANIES else family
    if title.phrase in ("president", "chief") and is_organisation(left.country or right.country):
        return "secretary_general"
    if title.phrase == "secretary" and words & COUNCILS:
        return "official"
    if title.phrase == "secretary of state" and right.field:
        return "other_minister" if right.field == "other" else right.field
    if family == "diplomat" and words & {"top", "chief"}:
        return "foreign_minister"
    if family == "minister":
        family = {"": "minister", "other": "other_minister"}.get(field, field)
    if left.deputy:
        return DEPUTIES.get(family, family)
    return family


def _stands(marked: MarkedText, first: int, end: int, title: Title) -> bool:
    """Whether the word is a title here and not a surname, an adjective or a part of another name."""
    token = marked.tokens[first]
    before = marked.tokens[first - 1] if first else None
    after = marked.tokens[end] if end < len(marked.tokens) else None
    name_before = (
        before is not None
        and before.is_capital
        and token.gap != "break"
        and before.fold in traditions()
        and first - 1 not in marked.ending
        and not is_class(before.fold, "function")
    )
    if (
        end - first == 1
        and is_class(title.phrase, "surname_title")
        and token.is_capital
        and name_before
        and not before_title(marked, first)
    ):
        return False
    if token.is_capital or not is_class(title.phrase, "weak_title"):
        return not (token.possessive and after and after.shape == "title" and title.kind != "courtesy")
    if title.kind == "courtesy":
        return False
    if after is None or after.shape == "mark" or after.is_capital or after.gap == "break":
        return True
    return after.fold.endswith("ed") or is_class(after.fold, "noun_end", "speech")


def before_title(marked: MarkedText, first: int) -> bool:
    """Whether the word before `first` is itself a title word, so that a title may go on."""
    return first > 0 and is_kind(marked.folds[first - 1], "modifier", "portfolio", "body", "head", "rank", "courtesy")


def _phrase(marked: MarkedText, first: int, length: int, title: Title, floor: int) -> TitlePhrase:
    tokens = marked.tokens
    end = first + length
    capital = tokens[first].is_capital
    if title.kind in ("courtesy", "honorific", "plural"):
        return TitlePhrase(first, end, title.kind, None, capital)
    left = _look_left(marked, first, floor)
    right = _Side(end)
    if not tokens[end - 1].possessive and title.kind == "head" and title.family != "private":
        right = _look_right(marked, end, title=title, capital=capital)
        if tokens[right.edge - 1].possessive and title.phrase in LOCAL:
            right = _Side(end)
    words = frozenset(marked.folds[left.edge : right.edge])
    family = _family(title, left, right, words)
    implied = title.country if family == title.family or left.deputy else None
    span = Span(tokens[left.edge].start, tokens[right.edge - 1].end)
    named = left.country or (capital and right.country)
    pointed = left.article in DEFINITE or (not left.article and bool(named))
    short = title.phrase in ("pm", "fm", "eam") and tokens[first].shape == "caps"
    office = Office(
        span=span,
        text=" ".join(span.of(marked.text).split()),
        family=family,
        country=left.country or right.country or implied,
        definite=pointed or short,
        former=left.former,
        implied=not (left.country or right.country),
    )
    return TitlePhrase(left.edge, right.edge, title.kind, office, capital)


def find_titles(marked: MarkedText) -> tuple[TitlePhrase, ...]:
    """All titles of the text in order, without overlap: offices, ranks, courtesies."""
    found: list[TitlePhrase] = []
    at = floor = 0
    while at < len(marked.tokens):
        hit = longest_title(marked.folds, at) if marked.tokens[at].shape != "mark" else None
        if hit and hit[0].phrase == "colleague" and at - 1 not in marked.ending:
            hit = None
        if hit and _unbroken(marked, at, hit[1]) and _stands(marked, at, at + hit[1], hit[0]):
            phrase = _phrase(marked, at, hit[1], hit[0], floor)
            found.append(phrase)
            at = floor = phrase.end
        else:
            at += 1
    return tuple(_served(marked, found))


def _served(marked: MarkedText, found: Sequence[TitlePhrase]) -> Iterator[TitlePhrase]:
    """The titles, with the country of the office that the holder assists ("Assistant to the President of Palau")."""
    for title, following in zip_longest(found, found[1:]):
        if following and title.office and following.office and title.office.country is None:
            serves = title.end < len(marked.folds) and marked.folds[title.end] == "to"
            if serves and following.first == title.end + 1 and title.office.family == "official":
                yield title._replace(office=replace(title.office, country=following.office.country))
                continue
        yield title


def _unbroken(marked: MarkedText, at: int, length: int) -> bool:
    return all(token.gap != "break" for token in marked.tokens[at + 1 : at + length])
