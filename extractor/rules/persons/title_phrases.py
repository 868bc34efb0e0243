"""Titles and offices as phrases: "the Iranian defence chief", "Minister of Agriculture and Cooperatives", "Lt. Gen.".

A phrase is grown around a head word from the lexicon (`title_sides`), so that any ministry is read and not a list of
them, and the country comes from inside the phrase.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from extractor.gazetteer import country_name, lookup
from extractor.names import traditions
from extractor.rules.persons.marked import MarkedText
from extractor.rules.persons.title_sides import ABROAD, DEFINITE, INDEFINITE, LOCAL, Side, look_left, look_right
from extractor.rules.persons.word_classes import is_class
from extractor.spans import Span
from extractor.titles import Title, TitleKind, is_kind, longest_title

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
    adviser, leader, official, cleric, counterpart, and two without office: expert and private. `country` is
    the code of the state or organisation served, where the phrase says it; `implied` marks one that only the title
    itself suggests ("Secretary of State"). `definite` is True where the words point to one holder; `former` where the
    office is held no more.
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


@lru_cache(maxsize=1024)
def is_organisation(code: str | None) -> bool:
    """Whether the code is that of an organisation and not of a state."""
    return code is not None and any(e.kind == "organisation" for e in lookup(country_name(code)))


def _family(title: Title, left: Side, right: Side, words: frozenset[str]) -> str:
    """The family of the whole office, given the words beside its head."""
    family, field = title.family, left.field or right.field
    if title.kind != "head":
        return family
    if family == "head_of_state":
        if words & PARLIAMENTS:
            return "legislator"
        family = "secretary_general" if "commission" in words else "official" if words & COMPANIES else family
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
    after = marked.tokens[end] if end < len(marked.tokens) else None
    if is_class(title.phrase, "short_title") and sum(map(str.isupper, token.text)) < 2:
        return False
    if token.is_capital and is_class(title.phrase, "surname_title") and _follows_given_name(marked, first):
        return False
    if token.is_capital or not is_class(title.phrase, "weak_title"):
        return not (token.possessive and after and after.shape == "title" and title.kind != "courtesy")
    if title.kind == "courtesy":
        return False
    if after is None or after.shape == "mark" or after.is_capital or after.gap == "break":
        return True
    return after.fold.endswith("ed") or is_class(after.fold, "noun_end", "speech")


def _follows_given_name(marked: MarkedText, first: int) -> bool:
    """Whether a given name that is no title word stands before the token ("Kevin King")."""
    before = marked.tokens[first - 1] if first else None
    if before is None or not before.is_capital or marked.tokens[first].gap == "break" or first - 1 in marked.ending:
        return False
    titled = is_kind(before.fold, "modifier", "portfolio", "body", "head", "rank", "courtesy")
    return before.fold in traditions() and not titled and not is_class(before.fold, "function")


def _of_inside(marked: MarkedText, start: int, end: int) -> str | None:
    """The country of a body within a long title ("Director for Border Security, Department of Defence of Peru")."""
    for at in range(start, end):
        actor = marked.starting.get(at)
        if actor and actor[0] <= end and (actor[1].body or marked.folds[at - 1] == "of"):
            return actor[1].code
    return None


def _with_body(marked: MarkedText, first: int, end: int, left: Side) -> Side:
    """The country of a body whose name runs into the head: "Pakistan's army | chief" of the head "army chief"."""
    for at in range(first, end):
        actor = marked.ending.get(at)
        if left.country is None and actor and actor[0] < first:
            return left._replace(edge=min(left.edge, actor[0]), country=actor[1].code)
    return left


def _phrase(marked: MarkedText, first: int, length: int, title: Title, floor: int) -> TitlePhrase:
    tokens = marked.tokens
    end = first + length
    capital = tokens[first].is_capital
    if title.kind in ("courtesy", "honorific", "plural"):
        return TitlePhrase(first, end, title.kind, None, capital)
    left = _with_body(marked, first, end, look_left(marked, first, floor))
    right = Side(end)
    if not tokens[end - 1].possessive and title.kind == "head" and title.family not in ("private", "expert"):
        right = look_right(marked, end, title=title, capital=capital)
        if tokens[right.edge - 1].possessive and title.phrase in LOCAL:
            right = Side(end)
    if left.country is None and right.country is None and title.family not in ABROAD:
        right = right._replace(country=_of_inside(marked, end, right.edge))
    family = _family(title, left, right, frozenset(marked.folds[left.edge : right.edge]))
    implied = title.country if family == title.family or left.deputy else None
    span = Span(tokens[left.edge].start, tokens[right.edge - 1].end)
    named = left.country or (capital and right.country)
    pointed = left.article in DEFINITE or (not left.article and bool(named))
    short = is_class(title.phrase, "short_title")
    office = Office(
        span=span,
        text=" ".join(span.of(marked.text).split()),
        family=family,
        country=left.country or right.country or implied,
        definite=pointed or short,
        former=left.former or (left.edge > 0 and marked.folds[left.edge - 1] == "late"),
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
