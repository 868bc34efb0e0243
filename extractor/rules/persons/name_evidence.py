"""Evidence for and against a run of capitalised words being a name, in points."""

import re
from collections.abc import Sequence

from extractor.names import SUFFIXES, plain, traditions
from extractor.rules.persons.leaders import is_leaders_surname
from extractor.rules.persons.name_bounds import ASIAN_GIVEN, HARD, Setting, is_next, is_org_next
from extractor.rules.persons.title_phrases import TitlePhrase
from extractor.rules.persons.word_classes import is_class

OFTEN = 3
SHORTEST_CAPITALS = 4
# "An MoU", "Do Not" against "He Lifeng".
SHORTEST_AFTER_WORD = 4
PLACING = frozenset({"in", "at", "near", "across", "into", "via", "aboard", "through"})
# How family names end around the world; alone it proves nothing, "Kharkov" is a city.
SURNAME_END = re.compile(
    r"(?:[oei]vi?ch|[oe]va?|enko|sk[yi]i?|skaya|ska|[iy]an|dze|shvili|iani|oglu|pour|zadeh|nejad|b[ae]y?[ey]?v|bek|son|sen|"
    r"e?scu|poulos|akis|idis|[aeu]z|ić|ovic|evic|wicz|czyk|uddin|ullah|allah|singh|wala|kumar|nathan|swamy|sson|dottir|ur)$"
)


def given_points(s: Setting, first: int, end: int) -> int:
    """Points for known given names and for family names that stand first."""
    words = [i for i in range(first, end) if s.marked.tokens[i].shape in ("title", "caps")]
    if not words:
        return 0
    fold, known = plain(s.marked.tokens[words[0]].text), traditions()
    kinds = known.get(fold, known.get(fold.partition("-")[0], frozenset()))
    rest = [plain(s.marked.tokens[i].text).replace("-", "") for i in words[1:]]
    if kinds - {"family_first"}:
        word = s.marked.tokens[first].opens and is_class(fold, *HARD, "soft")
        doubtful = word and (s.headline[first] or not rest or any(name in s.lower for name in rest))
        return 1 if doubtful else 2
    if kinds:
        asian = bool(rest) and all(ASIAN_GIVEN.fullmatch(word) for word in rest)
        word_first = is_class(fold, "function", "verb") and len("".join(rest)) < SHORTEST_AFTER_WORD
        return 2 if asian and not word_first else 0
    return min(2, sum(word in known for word in rest))


def shape_points(s: Setting, first: int, end: int) -> int:
    """Points for initials and particles inside, and for an ending that family names have."""
    tokens = s.marked.tokens[first:end]
    inside = any(t.shape == "lower" or t.shape == "initial" for t in tokens[:-1])
    return int(inside) + int(bool(SURNAME_END.search(tokens[-1].fold)) and len(tokens[-1].fold) > 4)


def context_points(s: Setting, first: int, end: int) -> int:
    """Points for the words around the name."""
    tokens, folds = s.marked.tokens, s.marked.folds
    before = folds[first - 1] if first and tokens[first].gap != "break" else ""
    points = 0
    if is_next(s, end):
        after = tokens[end]
        if after.shape == "lower" and is_class(after.fold, "speech"):
            points += 2
        elif after.fold == "," and end + 1 < len(tokens):
            points += {True: 2, False: 0}[tokens[end + 1].shape == "number" and len(tokens[end + 1].fold) == 2]
            points += int(folds[end + 1] in ("who", "whose"))
        points += int(after.fold in ("who", "himself", "herself"))
    according = before == "to" and first > 1 and folds[first - 2] == "according"
    if according or (is_class(before, "inverting") and tokens[first - 1].shape == "lower"):
        points += 2
    elif before in ("met", "with", "by", "between", "succeeded", "replaced", "named", "whose", "thanked"):
        points += 1
    return points


def points_against(s: Setting, first: int, end: int, *, titled: bool) -> int:
    """Points that speak against a name."""
    tokens, folds = s.marked.tokens, s.marked.folds
    points = 5 if is_org_next(s, end) else 0
    if titled:
        return points
    before = folds[first - 1] if first and tokens[first].gap != "break" else ""
    if before in ("the", "a", "an"):
        points += 3
    elif before in PLACING and folds[first] not in traditions():
        points += 1
    elif before and tokens[first - 1].is_capital:
        points += _named_after(s, first)
    elif before == "of" and first > 1 and tokens[first - 2].is_capital and is_class(folds[first - 2], "org"):
        points += 2
    following = s.starting.get(end)
    if following and following.capital and tokens[end].gap == "none" and following.kind == "head":
        points += 3
    return points + _unlikely_words(s, first, end) + int(s.headline[first])


def fame_points(s: Setting, at: int) -> int:
    """A point for a word that stands alone and is a leader's surname or comes up again and again."""
    word = s.marked.folds[at]
    return int(s.capitals[word] >= OFTEN or is_leaders_surname(word))


def _named_after(s: Setting, first: int) -> int:
    """Points for a capitalised word before the run that makes it a place or an organisation ("Lake", "Radio")."""
    before = s.marked.tokens[first - 1]
    if is_class(before.fold, "prefix"):
        return 5
    return int(is_class(before.fold, "org", "generic") and not before.opens)


def _unlikely_words(s: Setting, first: int, end: int) -> int:
    """Points for words that the text writes in lower case elsewhere, and for short words in capitals."""
    points = 0
    for token in s.marked.tokens[first:end]:
        if token.fold in traditions() or token.fold in SUFFIXES:
            continue
        written_small = token.shape == "title" and token.fold in s.lower
        points += int(written_small or (token.shape == "caps" and len(token.fold) < SHORTEST_CAPITALS))
    return points


def title_points(titles: Sequence[TitlePhrase], size: int, *, comma: bool) -> int:
    """Points for the titles before a name of `size` words; `comma` says that one parts them from it."""
    if not titles:
        return 0
    nearest = titles[0]
    phrase = nearest.office.title if nearest.office else ""
    weak = not nearest.capital and (is_class(plain(phrase.split()[-1]) if phrase else "", "weak_title"))
    if weak or comma:
        return 2 if size > 1 else int(not weak)
    private = nearest.office is not None and nearest.office.family == "private"
    return 2 if private and size == 1 else 3
