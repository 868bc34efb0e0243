"""Where a run of words that may be a name starts and ends.

A name is a run of capitalised words that no other rule has claimed, with the particles of the world's names inside
("bin", "de la", "van der"). Ordinary words end it, unless they are names as well: "May" after "Theresa", "Un" after
"Kim Jong".
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.names import ARTICLES, PARTICLES, SUFFIXES, traditions
from extractor.rules.persons.marked import MarkedText
from extractor.rules.persons.title_phrases import TitlePhrase
from extractor.rules.persons.tokens import Token
from extractor.rules.persons.word_classes import WordClass, is_class

# Words; lists in capitals are longer, names are not.
LONGEST_NAME = 12
HARD: tuple[WordClass, ...] = ("function", "verb", "calendar", "generic", "org", "prefix")
# One to three syllables as Chinese, Korean and Vietnamese given names are written.
ASIAN_GIVEN = re.compile(
    r"(?:(?:[bcdfghjklmnpqrstwxyz]|ch|sh|zh|th|ph|ng|nh|tr|kh|gi|qu)?[aeiouyw]{1,3}(?:ng|nh|ch|n|r|k|l|m|p|t|c|h)?){1,3}"
)


class Setting(NamedTuple):
    """What all tests on one text look at."""

    marked: MarkedText
    blocked: bytearray
    ending: Mapping[int, TitlePhrase]
    starting: Mapping[int, TitlePhrase]
    lower: frozenset[str]
    capitals: Counter[str]
    headline: bytearray


def setting_of(marked: MarkedText, titles: Sequence[TitlePhrase], headline: bytearray) -> Setting:
    """The text with its titles, actors and places blocked: 1 for words never in a name, 2 for places that may be."""
    blocked = bytearray(len(marked.tokens))
    for title in titles:
        if title.kind != "honorific":
            blocked[title.first : title.end] = b"\1" * (title.end - title.first)
    for first, (end, _) in marked.starting.items():
        blocked[first:end] = b"\1" * (end - first)
    for first, end in marked.places.items():
        if end - first > 1 or marked.folds[first] not in traditions():
            blocked[first:end] = b"\2" * (end - first)
    lower = frozenset(token.fold for token in marked.tokens if token.shape == "lower")
    capitals = Counter(t.fold for t in marked.tokens if t.shape == "title")
    naming = [title for title in titles if title.kind != "honorific"]
    ending, starting = {t.end: t for t in naming}, {t.first: t for t in naming}
    return Setting(marked, blocked, ending, starting, lower=lower, capitals=capitals, headline=headline)


def _is_plain_name(s: Setting, at: int) -> bool:
    """Whether the token is capitalised and nothing but a name."""
    token = s.marked.tokens[at]
    if not token.is_capital or s.blocked[at] or is_class(token.fold, *HARD):
        return False
    return token.shape != "caps" or token.fold in traditions() or len(token.fold) > 5


def is_next(s: Setting, at: int) -> bool:
    """Whether there is a token at `at` that follows without a line break."""
    return at < len(s.marked.tokens) and s.marked.tokens[at].gap != "break"


def starts(s: Setting, at: int) -> bool:
    """Whether a name can start with the token."""
    token = s.marked.tokens[at]
    if not token.is_capital or s.blocked[at] == 1:
        return False
    titled = at in s.ending and token.gap != "break"
    soft = is_class(token.fold, "soft")
    if s.blocked[at] == 2:
        return titled and not is_org_next(s, at + 1) and s.ending[at].kind != "plural"
    if token.shape == "initial":
        return len(token.fold) <= 3 and is_next(s, at + 1) and _is_plain_name(s, at + 1)
    if token.shape == "caps" and not (titled or token.fold in traditions() or _is_signature(s, at)):
        return False
    if is_class(token.fold, *HARD) or soft:
        if titled and soft:
            return True
        follows = is_next(s, at + 1) and _is_plain_name(s, at + 1) and not token.possessive
        return token.fold in traditions() and follows
    return True


def _is_signature(s: Setting, at: int) -> bool:
    """Whether the token begins a line in capitals."""
    return s.marked.tokens[at].gap == "break" or at == 0


def _continues(s: Setting, first: int, at: int) -> bool:
    token = s.marked.tokens[at]
    if not token.is_capital or token.gap == "break" or s.blocked[at] == 1:
        return False
    if s.headline[at] and token.fold.endswith("ing") and token.fold not in traditions() and at > first + 1:
        return False  # "Jane Doe Announcing New Aid"
    if (token.shape == "caps" and token.fold in SUFFIXES) or _is_middle_initial(s, at):
        return True
    known = s.marked.folds[first] in traditions() or first in s.ending or s.marked.tokens[first].shape == "initial"
    if s.blocked[at] == 2:
        return known and not is_org_next(s, at + 1)
    if is_class(token.fold, "soft"):
        return known
    if is_class(token.fold, *HARD):
        if _is_capital_particle(s, at) or _is_asian_syllable(s, first, at):
            return True
        return token.fold in traditions() and known and not is_class(token.fold, "function", "calendar", "org")
    if token.shape == "caps":
        return s.marked.tokens[first].shape == "caps" or s.marked.folds[at - 1] in traditions()
    return True


def _is_middle_initial(s: Setting, at: int) -> bool:
    """Whether the token is "A." between parts of a name, though "a" is a word."""
    token = s.marked.tokens[at]
    inner = token.shape == "initial" and s.marked.text[token.end - 1] == "."
    return inner and is_next(s, at + 1) and _is_plain_name(s, at + 1)


def _is_capital_particle(s: Setting, at: int) -> bool:
    """Whether the word is "Le", "De" or "Van" before another part of a name."""
    folds = s.marked.folds
    return (folds[at] in PARTICLES or folds[at] in ARTICLES) and is_next(s, at + 1) and _is_plain_name(s, at + 1)


def _is_asian_syllable(s: Setting, first: int, at: int) -> bool:
    """Whether the word ends a name such as "Kim Jong Un", though it is a word elsewhere."""
    word = s.marked.folds[at]
    asian = "family_first" in traditions().get(s.marked.folds[first], frozenset())
    return asian and 1 < at - first <= 2 and len(word) <= 3 and ASIAN_GIVEN.fullmatch(word) is not None


def run_end(s: Setting, first: int) -> int:
    """The token after the last word of the name that starts at `first`."""
    tokens = s.marked.tokens
    end = first + 1
    while (
        end < len(tokens)
        and end - first < LONGEST_NAME
        and not tokens[end - 1].possessive
        and not _is_repeated(s, first, end)
    ):
        if _continues(s, first, end):
            end += 1
            continue
        skip = end
        while skip < len(tokens) and skip - end < 2 and _is_particle(tokens[skip]):
            skip += 1
        if skip > end and skip < len(tokens) and _continues(s, first, skip):
            end = skip + 1
            continue
        if tokens[end].fold == "," and end + 1 < len(tokens) and tokens[end + 1].fold in ("jr", "sr"):
            return end + 2
        break
    return end


def _is_repeated(s: Setting, first: int, end: int) -> bool:
    """Whether the name begins anew, as in credits that a page repeats ("Ann Lee Ann Lee")."""
    size = end - first
    again = s.marked.folds[end : end + size]
    return size > 1 and again == s.marked.folds[first:end]


def _is_particle(token: Token) -> bool:
    return (
        token.shape == "lower"
        and token.gap != "break"
        and (token.fold in PARTICLES or token.fold in ARTICLES - {"at", "as"})
    )


def is_org_next(s: Setting, at: int) -> bool:
    """Whether the word at `at` makes the words before it the name of something else ("Wallenberg Institute")."""
    if not is_next(s, at):
        return False
    token = s.marked.tokens[at]
    return token.is_capital and is_class(token.fold, "org", "generic") and not is_class(token.fold, "calendar")
