"""Runs of capitalised words that may be personal names, each with the evidence for and against.

A capital proves little in news prose: ministries, documents and headlines carry more of them than people do. So a run
is a name only if something says so: a title before it, an apposition after it, a known given name, a verb of saying
beside it. Each kind of evidence is worth points; `ENOUGH` of them make a name, and words that belong to organisations,
documents or places take more away than a given name brings.
"""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.names import PARTICLES, SUFFIXES
from extractor.rules.persons.marked import MarkedText
from extractor.rules.persons.name_bounds import Setting, run_end, setting_of, starts
from extractor.rules.persons.name_evidence import (
    context_points,
    fame_points,
    given_points,
    points_against,
    shape_points,
    title_points,
)
from extractor.rules.persons.title_phrases import Office, TitlePhrase
from extractor.rules.persons.title_sides import DEFINITE
from extractor.rules.persons.word_classes import is_class
from extractor.spans import Span

ENOUGH = 2
ENOUGH_FOR_ONE_WORD = 3
LONGEST_SET_OFF = 5
LONGEST_PRINCIPAL = 8
LINKS = frozenset("-–—/")
OPENING_PARTICLES = frozenset({"von", "van", "de", "di", "da", "del", "della", "ten", "ter"})
GOVERNING = frozenset({"with", "to", "of", "by", "for", "from", "on", "between", "against", "about", "after", "met"})
AUXILIARIES = frozenset({"has", "had", "have", "is", "was", "will", "would", "also"})


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


def _is_parted_title(s: Setting, at: int, claimed: int) -> bool:
    """Whether an office and a comma end at the token: "his Ugandan counterpart, Gen. X", "Envoy, H.E. X"."""
    title = s.ending.get(at - 1)
    if at < 1 or s.marked.folds[at - 1] != "," or title is None or title.end <= claimed:
        return False
    courtesy = at in s.starting and s.starting[at].kind == "courtesy" and title.capital
    if title.kind != "head" or title.office is None:
        return False
    first = s.ending.get(title.first - 1) if s.marked.folds[title.first - 1] == "and" else None
    country = title.office.country or (first.office.country if first and first.office else None)
    return title.office.definite or courtesy or (country is not None and _is_set_off(s, at))


def _is_set_off(s: Setting, at: int) -> bool:
    """Whether a comma follows the name, which then explains the office: "A spokesman for X, Tim Gale, said"."""
    end = at
    while end < len(s.marked.tokens) and end - at < LONGEST_SET_OFF and s.marked.tokens[end].is_capital:
        end += 1
    return at < end < len(s.marked.tokens) and s.marked.folds[end] == ","


def _titles_before(s: Setting, first: int, claimed: int) -> tuple[list[TitlePhrase], bool]:
    """The titles that lead up to the name, nearest first, and whether a comma parts them from it.

    A title that ends before the token `claimed` stands after the name before and belongs there.
    """
    tokens, at, comma = s.marked.tokens, first, False
    found: list[TitlePhrase] = []
    while True:
        if at in s.ending and tokens[at].gap != "break":
            title = s.ending[at]
        elif not comma and _is_parted_title(s, at, claimed) and _may_lead(s.ending[at - 1], found):
            title, comma = s.ending[at - 1], not found
        else:
            break
        found.append(title)
        at = title.first
        before = s.ending.get(_before_acronym(s, at - 1))
        linked = at > 0 and before is not None and tokens[at - 1].fold in LINKS
        if linked or (at > 0 and tokens[at - 1].fold == "and" and _is_first_of_two(s, before, title, set_off=comma)):
            at = before.end if before else at - 1
    return found, comma


def _may_lead(title: TitlePhrase, found: list[TitlePhrase]) -> bool:
    """One head leads up to a name; "his Slovenian counterpart" stands before the office that it is about, too."""
    heads = [each.office for each in found if each.kind == "head" and each.office]
    is_counterpart = title.office is not None and title.office.family == "counterpart"
    return not heads or (is_counterpart and all(office.country is None for office in heads))


def _before_acronym(s: Setting, at: int) -> int:
    """Where "(VPA)" begins if it ends at the token, else the token itself."""
    folds = s.marked.folds
    return at - 3 if at > 3 and folds[at - 1] == ")" and folds[at - 3] == "(" else at


def _is_first_of_two(s: Setting, before: TitlePhrase | None, title: TitlePhrase, *, set_off: bool) -> bool:
    """Whether one person holds both: "Lao Deputy Premier and Minister of Defence A", not "the premier and Minister A".

    With a comma before the name both are said of it: "the Lao Premier and Minister of Defence, A".
    """
    if before is None or before.kind != "head" or title.kind != "head" or not before.office or not title.office:
        return False
    own = before.office.country is not None and not before.office.implied
    return own and title.office.country is None and (set_off or s.marked.folds[before.first] not in DEFINITE)


def _appositions(s: Setting, end: int, *, titled: bool, governed: bool) -> tuple[Office, ...]:
    """The offices that stand after the name, those joined by "and" to the first included."""
    found: list[Office] = []
    title = _apposition(s, end, titled=titled, governed=governed)
    while title is not None and title.office is not None:
        found.append(title.office)
        joined = title.end < len(s.marked.folds) and s.marked.folds[title.end] == "and"
        following = s.starting.get(title.end + 1) if joined else None
        heads = following is not None and following.kind == "head" and following.office is not None
        if not heads or not following or not following.office:
            break
        title = None if _is_title_of_next(s, following, following.office, titled=titled) else following
    return tuple(found)


def _apposition(s: Setting, end: int, *, titled: bool, governed: bool) -> TitlePhrase | None:
    """The title that stands after the name: ", the defence minister,", "is a fellow", or alone on the next line.

    After a preposition the office may open the main clause: "In talks with X, the premier said" (`governed`).
    """
    tokens = s.marked.tokens
    if end >= len(tokens):
        return None
    at = end
    if tokens[end].fold in (",", "(", "–", "—", "-") or (
        tokens[end].fold in ("is", "was") and tokens[end].shape == "lower"
    ):
        at = end + 1
        relative = s.marked.folds[at : at + 2]
        at += 2 if relative[:1] == ("who",) and relative[1:] in (("is",), ("was",)) else 0
    elif tokens[end].gap != "break":
        return None
    title = _under_principal(s, at) or s.starting.get(at)
    if title is None or title.kind != "head" or title.office is None:
        return None
    if governed and tokens[end].fold == "," and _has_verb(s, title.end):
        return None
    return None if _is_title_of_next(s, title, title.office, titled=titled) else title


def _under_principal(s: Setting, at: int) -> TitlePhrase | None:
    """The office behind whose it is: "the President's | spokesman", "UN chief Kofi Annan's | envoy to the country"."""
    for k in range(at, min(at + LONGEST_PRINCIPAL, len(s.marked.tokens) - 1)):
        token = s.marked.tokens[k]
        if token.possessive and k + 1 not in s.marked.starting:
            return s.starting.get(k + 1)
        if not (token.is_capital or token.fold in DEFINITE or k in s.marked.starting or _is_titular(s, k)):
            return None
    return None


def _is_titular(s: Setting, at: int) -> bool:
    title = s.starting.get(at)
    return title is not None and title.kind == "head"


def _has_verb(s: Setting, at: int) -> bool:
    """Whether a finite verb follows: "the premier noted", "the premier has said"."""
    if at >= len(s.marked.tokens) or s.marked.tokens[at].shape != "lower":
        return False
    word = s.marked.folds[at]
    return word in AUXILIARIES or is_class(word, "speech") or word.endswith("ed")


def _is_title_of_next(s: Setting, title: TitlePhrase, office: Office, *, titled: bool) -> bool:
    """Whether the title belongs to the name after it: "met A, President B"; "President A, Iran's president, B"."""
    tokens, end = s.marked.tokens, title.end
    if end >= len(tokens) or tokens[end].gap != "none":
        return False
    following = s.starting.get(end + 1 if tokens[end].fold == "," else end)
    if following and following.kind == "courtesy" and following.end in range(len(tokens)):
        return True
    if titled and tokens[end].fold == "," and office.title == office.text:
        end += 1
    return end < len(tokens) and tokens[end].gap == "none" and starts(s, end)


def _judged(s: Setting, first: int, end: int, claimed: int) -> NameRun:
    """The run from `first` to `end` with its evidence; titles up to the token `claimed` are another name's."""
    tokens = s.marked.tokens
    span = Span(tokens[first].start, tokens[end - 1].end)
    words = [t for t in tokens[first:end] if t.shape in ("title", "caps") and t.fold not in SUFFIXES]
    titles, comma = _titles_before(s, first, claimed)
    titled = bool(titles)
    opening = titles[-1].first if titles else first
    governed = opening > 0 and s.marked.folds[opening - 1] in GOVERNING
    appositions = _appositions(s, end, titled=titled, governed=governed)
    size = len(words)
    score = title_points(titles, size, comma=comma) + context_points(s, first, end) + 2 * bool(appositions)
    score += shape_points(s, first, end) - points_against(s, first, end, titled=titled)
    if size > 1 or tokens[first].shape == "initial":
        score += given_points(s, first, end)
    elif not titled and score >= ENOUGH:
        score += fame_points(s, end - 1)
    return NameRun(
        first,
        end,
        span,
        " ".join(span.of(s.marked.text).split()),
        size,
        titles=tuple(t.office for t in reversed(titles) if t.office is not None),
        appositions=appositions,
        courtesy=any(t.kind == "courtesy" for t in titles),
        score=score,
        headline=bool(s.headline[first]),
    )


def _with_particles(s: Setting, first: int) -> int:
    """Where "von der Leyen" begins, called by the surname alone; not after a capital ("Rio de Janeiro")."""
    tokens, at = s.marked.tokens, first
    while at and tokens[at].gap == "none" and tokens[at - 1].shape == "lower" and tokens[at - 1].fold in PARTICLES:
        at -= 1
    alone = at in s.ending or at == 0 or not tokens[at - 1].is_capital
    return at if at < first and tokens[at].fold in OPENING_PARTICLES and alone else first


def _in_series(s: Setting, runs: Sequence[NameRun], run: NameRun) -> bool:
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
    s = setting_of(marked, titles, headline)
    runs: list[NameRun] = []
    at = claimed = 0
    while at < len(marked.tokens):
        if not starts(s, at):
            at += 1
            continue
        end = run_end(s, at)
        run = _judged(s, _with_particles(s, at), end, claimed)
        if _in_series(s, runs, run):
            run = run._replace(score=run.score + ENOUGH_FOR_ONE_WORD)
        runs.append(run)
        if run.is_name and run.appositions:
            claimed = next(title.end for title in titles if title.office == run.appositions[-1])
        at = end
    return tuple(runs)
