"""Runs of capitalised words that may be personal names, each with the evidence for and against.

A capital proves little in news prose: ministries, documents and headlines carry more of them than people do. So a run
is a name only if something says so: a title before it, an apposition after it, a known given name, a verb of saying
beside it. Each kind of evidence is worth points; `ENOUGH` of them make a name, and words that belong to organisations,
documents or places take more away than a given name brings.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.names import ARTICLES, PARTICLES, SUFFIXES, plain, traditions
from extractor.rules.marked import MarkedText
from extractor.rules.title_phrases import Office, TitlePhrase
from extractor.rules.tokens import Token
from extractor.rules.word_classes import WordClass, is_class
from extractor.spans import Span

ENOUGH = 2
ENOUGH_FOR_ONE_WORD = 3
SHORTEST_CAPITALS = 4
# "An MoU", "Do Not" against "He Lifeng".
SHORTEST_AFTER_WORD = 4
HARD: tuple[WordClass, ...] = ("function", "verb", "calendar", "generic", "org", "prefix")
PLACING = frozenset({"in", "at", "near", "across", "into", "via", "aboard", "through"})
APPOSES = frozenset({",", "(", "–", "—", "-", "is", "was"})
LINKS = frozenset("-–—/")
# How family names end around the world; alone it proves nothing, "Kharkov" is a city.
SURNAME_END = re.compile(
    r"(?:[oei]vi?ch|[oe]va?|enko|sk[yi]i?|skaya|ska|[iy]an|dze|shvili|iani|oglu|pour|zadeh|nejad|b[ae]y?[ey]?v|bek|son|sen|"
    r"e?scu|poulos|akis|idis|[aeu]z|ić|ovic|evic|wicz|czyk|uddin|ullah|allah|singh|wala|kumar|nathan|swamy|sson|dottir|ur)$"
)
# One to three syllables as Chinese, Korean and Vietnamese given names are written.
ASIAN_GIVEN = re.compile(
    r"(?:(?:[bcdfghjklmnpqrstwxyz]|ch|sh|zh|th|ph|ng|nh|tr|kh|gi|qu)?[aeiouyw]{1,3}(?:ng|nh|ch|n|r|k|l|m|p|t|c|h)?){1,3}"
)


class NameRun(NamedTuple):
    """A candidate name: tokens `first` to `end`, what stands before and after it, and its score.

    `titles` are the offices written before it, `appositions` those after it; `courtesy` is True after "Mr", "Dr" and
    the like. `size` counts the words without initials and particles. `headline` is True in headlines and furniture.
    """

    first: int
    end: int
    span: Span
    text: str
    size: int
    titles: tuple[Office, ...] = ()
    appositions: tuple[Office, ...] = ()
    courtesy: bool = False
    score: int = 0
    headline: bool = False

    @property
    def is_name(self) -> bool:
        """Whether the evidence makes it a name by itself."""
        return self.score >= (ENOUGH if self.size > 1 else ENOUGH_FOR_ONE_WORD)

    @property
    def is_titled(self) -> bool:
        """Whether a title or courtesy stands before it."""
        return self.courtesy or bool(self.titles)


class _Setting(NamedTuple):
    """What all tests on one text look at."""

    marked: MarkedText
    blocked: bytearray
    ending: Mapping[int, TitlePhrase]
    starting: Mapping[int, TitlePhrase]
    lower: frozenset[str]
    headline: bytearray


def _setting(marked: MarkedText, titles: Sequence[TitlePhrase], headline: bytearray) -> _Setting:
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
    naming = [title for title in titles if title.kind != "honorific"]
    return _Setting(marked, blocked, {t.end: t for t in naming}, {t.first: t for t in naming}, lower, headline)


def _is_plain_name(s: _Setting, at: int) -> bool:
    """Whether the token is capitalised and nothing but a name."""
    token = s.marked.tokens[at]
    if not token.is_capital or s.blocked[at] or is_class(token.fold, *HARD):
        return False
    return token.shape != "caps" or token.fold in traditions() or len(token.fold) > 5


def _is_next(s: _Setting, at: int) -> bool:
    return at < len(s.marked.tokens) and s.marked.tokens[at].gap != "break"


def _starts(s: _Setting, at: int) -> bool:
    token = s.marked.tokens[at]
    if not token.is_capital or s.blocked[at] == 1:
        return False
    titled = at in s.ending and token.gap != "break"
    soft = is_class(token.fold, "soft")
    if s.blocked[at] == 2:
        return titled and not _is_org_next(s, at + 1) and s.ending[at].kind != "plural"
    if token.shape == "initial":
        return len(token.fold) <= 3 and _is_next(s, at + 1) and _is_plain_name(s, at + 1)
    if token.shape == "caps" and not (titled or token.fold in traditions() or _is_signature(s, at)):
        return False
    if is_class(token.fold, *HARD) or soft:
        if titled and soft:
            return True
        follows = _is_next(s, at + 1) and _is_plain_name(s, at + 1) and not token.possessive
        return token.fold in traditions() and follows
    return True


def _is_signature(s: _Setting, at: int) -> bool:
    """Whether the token begins a line in capitals."""
    return s.marked.tokens[at].gap == "break" or at == 0


def _continues(s: _Setting, first: int, at: int) -> bool:
    token = s.marked.tokens[at]
    if not token.is_capital or token.gap == "break" or s.blocked[at] == 1:
        return False
    if token.shape == "caps" and token.fold in SUFFIXES:
        return True
    known = s.marked.folds[first] in traditions() or first in s.ending or s.marked.tokens[first].shape == "initial"
    if s.blocked[at] == 2:
        return known and not _is_org_next(s, at + 1)
    if is_class(token.fold, "soft"):
        return known
    if is_class(token.fold, *HARD):
        if _is_capital_particle(s, at) or _is_asian_syllable(s, first, at):
            return True
        return token.fold in traditions() and known and not is_class(token.fold, "function", "calendar", "org")
    if token.shape == "caps":
        return s.marked.tokens[first].shape == "caps" or s.marked.folds[at - 1] in traditions()
    return True


def _is_capital_particle(s: _Setting, at: int) -> bool:
    """Whether the word is "Le", "De" or "Van" before another part of a name."""
    folds = s.marked.folds
    return (folds[at] in PARTICLES or folds[at] in ARTICLES) and _is_next(s, at + 1) and _is_plain_name(s, at + 1)


def _is_asian_syllable(s: _Setting, first: int, at: int) -> bool:
    """Whether the word ends a name such as "Kim Jong Un", though it is a word elsewhere."""
    word = s.marked.folds[at]
    asian = "family_first" in traditions().get(s.marked.folds[first], frozenset())
    return asian and 1 < at - first <= 2 and len(word) <= 3 and ASIAN_GIVEN.fullmatch(word) is not None


def _run_end(s: _Setting, first: int) -> int:
    """The token after the last word of the name that starts at `first`."""
    tokens = s.marked.tokens
    end = first + 1
    while end < len(tokens) and not tokens[end - 1].possessive and tokens[end].text != tokens[first].text:
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


def _is_particle(token: Token) -> bool:
    return (
        token.shape == "lower"
        and token.gap != "break"
        and (token.fold in PARTICLES or token.fold in ARTICLES - {"at", "as"})
    )


def _is_org_next(s: _Setting, at: int) -> bool:
    """Whether the word at `at` makes the words before it the name of something else ("Wallenberg Institute")."""
    if not _is_next(s, at):
        return False
    token = s.marked.tokens[at]
    return token.is_capital and is_class(token.fold, "org", "generic") and not is_class(token.fold, "calendar")


def _is_parted_title(s: _Setting, at: int, claimed: int) -> bool:
    """Whether a definite office and a comma end at the token ("his Ugandan counterpart, Gen. X")."""
    title = s.ending.get(at - 1)
    if at < 1 or s.marked.folds[at - 1] != "," or title is None or title.end <= claimed:
        return False
    return title.kind == "head" and title.office is not None and title.office.definite


def _titles_before(s: _Setting, first: int, claimed: int) -> tuple[list[TitlePhrase], bool]:
    """The titles that lead up to the name, nearest first, and whether a comma parts them from it.

    A title that ends before the token `claimed` stands after the name before and belongs there.
    """
    tokens, at, comma = s.marked.tokens, first, False
    found: list[TitlePhrase] = []
    while True:
        if at in s.ending and tokens[at].gap != "break":
            title = s.ending[at]
        elif not comma and _is_parted_title(s, at, claimed) and not any(title.kind == "head" for title in found):
            title, comma = s.ending[at - 1], not found
        else:
            break
        found.append(title)
        at = title.first
        if at and tokens[at - 1].fold in LINKS and at - 1 in s.ending:
            at -= 1
    return found, comma


def _apposition(s: _Setting, end: int, *, titled: bool) -> Office | None:
    """The office that stands after the name: ", the defence minister,", "is a fellow", or alone on the next line."""
    tokens = s.marked.tokens
    if end >= len(tokens):
        return None
    at = end
    if tokens[end].fold in (",", "(", "–", "—", "-") or (
        tokens[end].fold in ("is", "was") and tokens[end].shape == "lower"
    ):
        at = end + 1
    elif tokens[end].gap != "break":
        return None
    title = s.starting.get(at)
    if title is None or title.kind != "head" or title.office is None:
        return None
    return None if _is_title_of_next(s, title, title.office, titled=titled) else title.office


def _is_title_of_next(s: _Setting, title: TitlePhrase, office: Office, *, titled: bool) -> bool:
    """Whether the title belongs to the name after it: "met A, President B"; "President A, Iran's president, B"."""
    tokens, end = s.marked.tokens, title.end
    if end >= len(tokens) or tokens[end].gap != "none":
        return False
    if titled and tokens[end].fold == "," and office.title == office.text:
        end += 1
    return end < len(tokens) and tokens[end].gap == "none" and _starts(s, end)


def _given_points(s: _Setting, first: int, end: int) -> int:
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


def _shape_points(s: _Setting, first: int, end: int) -> int:
    tokens = s.marked.tokens[first:end]
    inside = any(t.shape == "lower" or t.shape == "initial" for t in tokens[:-1])
    return int(inside) + int(bool(SURNAME_END.search(tokens[-1].fold)) and len(tokens[-1].fold) > 4)


def _context_points(s: _Setting, first: int, end: int) -> int:
    """Points for the words around the name."""
    tokens, folds = s.marked.tokens, s.marked.folds
    before = folds[first - 1] if first and tokens[first].gap != "break" else ""
    points = 0
    if _is_next(s, end):
        after = tokens[end]
        if after.shape == "lower" and is_class(after.fold, "speech"):
            points += 2
        elif after.fold == "," and end + 1 < len(tokens):
            points += {True: 2, False: 0}[tokens[end + 1].shape == "number" and len(tokens[end + 1].fold) == 2]
            points += int(folds[end + 1] in ("who", "whose"))
        points += int(after.fold in ("who", "himself", "herself"))
    if before and tokens[first - 1].shape == "lower" and is_class(before, "speech"):
        points += 2
    elif before in ("met", "with", "by", "between", "succeeded", "replaced", "named", "whose", "thanked"):
        points += 1
    return points


def _against(s: _Setting, first: int, end: int, *, titled: bool) -> int:
    """Points that speak against a name."""
    tokens, folds = s.marked.tokens, s.marked.folds
    points = 5 if _is_org_next(s, end) else 0
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


def _named_after(s: _Setting, first: int) -> int:
    """Points for a capitalised word before the run that makes it a place or an organisation ("Lake", "Radio")."""
    before = s.marked.tokens[first - 1]
    if is_class(before.fold, "prefix"):
        return 5
    return int(is_class(before.fold, "org", "generic") and not before.opens)


def _unlikely_words(s: _Setting, first: int, end: int) -> int:
    """Points for words that the text writes in lower case elsewhere, and for short words in capitals."""
    points = 0
    for token in s.marked.tokens[first:end]:
        if token.fold in traditions() or token.fold in SUFFIXES:
            continue
        written_small = token.shape == "title" and token.fold in s.lower
        points += int(written_small or (token.shape == "caps" and len(token.fold) < SHORTEST_CAPITALS))
    return points


def _title_points(titles: Sequence[TitlePhrase], size: int, *, comma: bool) -> int:
    if not titles:
        return 0
    nearest = titles[0]
    phrase = nearest.office.title if nearest.office else ""
    weak = not nearest.capital and (is_class(plain(phrase.split()[-1]) if phrase else "", "weak_title"))
    if weak or comma:
        return 2 if size > 1 else int(not weak)
    private = (
        nearest.office is not None and nearest.office.family == "private" and not phrase.lower().endswith("professor")
    )
    return 2 if private and size == 1 else 3


def _judged(s: _Setting, first: int, end: int, claimed: int) -> NameRun:
    """The run from `first` to `end` with its evidence; titles up to the token `claimed` are another name's."""
    tokens = s.marked.tokens
    span = Span(tokens[first].start, tokens[end - 1].end)
    words = [t for t in tokens[first:end] if t.shape in ("title", "caps") and t.fold not in SUFFIXES]
    titles, comma = _titles_before(s, first, claimed)
    titled = bool(titles)
    apposition = _apposition(s, end, titled=titled)
    size = len(words)
    score = _title_points(titles, size, comma=comma) + _context_points(s, first, end) + 2 * int(apposition is not None)
    score += _shape_points(s, first, end) - _against(s, first, end, titled=titled)
    if size > 1 or tokens[first].shape == "initial":
        score += _given_points(s, first, end)
    return NameRun(
        first,
        end,
        span,
        " ".join(span.of(s.marked.text).split()),
        size,
        titles=tuple(t.office for t in reversed(titles) if t.office is not None),
        appositions=(apposition,) if apposition else (),
        courtesy=any(t.kind == "courtesy" for t in titles),
        score=score,
        headline=bool(s.headline[first]),
    )


def _in_series(s: _Setting, runs: Sequence[NameRun], run: NameRun) -> bool:
    """Whether "and" or a comma joins the run to a name under a title for several ("Presidents Putin and Xi")."""
    if not runs:
        return False
    last = runs[-1]
    between = s.marked.folds[last.end : run.first]
    plural = s.ending.get(last.first)
    return (
        0 < len(between) <= 2
        and set(between) <= {"and", ",", "&"}
        and (plural is not None and plural.kind == "plural")
        and last.is_name
    )


def find_runs(marked: MarkedText, titles: Sequence[TitlePhrase], headline: bytearray) -> tuple[NameRun, ...]:
    """All runs of words that can be names, in order; most of them are none.

    `headline` holds 1 for every token of a headline, where capitals mean nothing.
    """
    s = _setting(marked, titles, headline)
    runs: list[NameRun] = []
    at = claimed = 0
    while at < len(marked.tokens):
        if not _starts(s, at):
            at += 1
            continue
        end = _run_end(s, at)
        run = _judged(s, at, end, claimed)
        if _in_series(s, runs, run):
            run = run._replace(score=run.score + ENOUGH_FOR_ONE_WORD)
        runs.append(run)
        if run.is_name and run.appositions:
            claimed = next(title.end for title in titles if title.office == run.appositions[0])
        at = end
    return tuple(runs)
