"""From runs of words to persons: which names are one human being, and which words merely repeat a surname.

Surest first: full names that agree, then short forms, each given to the nearest preceding person it fits, then bare
surnames that are also ordinary words ("May", "King", "Price"), which count only once the full name is known.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractor.mentions import PersonForm
from extractor.names import fold, is_short_form, parts, plain, same_person, traditions
from extractor.rules.persons.marked import MarkedText
from extractor.rules.persons.name_runs import NameRun
from extractor.rules.persons.title_phrases import Office
from extractor.rules.persons.tokens import SENTENCE_END
from extractor.rules.persons.word_classes import WordClass, is_class
from extractor.spans import Span

LONGEST_HEADLINE_NAME = 3
LONGEST_QUESTION = 80
NEVER_GIVEN: tuple[WordClass, ...] = ("function", "verb", "calendar", "generic", "org", "prefix", "soft", "noun_end")
BEFORE_MONTH = frozenset(
    ["by", "during", "early", "from", "in", "last", "late", "mid", "next", "of", "on", "since", "this", "till", "until"]
)


@dataclass(slots=True, eq=False)
class PersonDraft:
    """A person while the article is being read; `families` and `country` are filled in by later steps.

    `forms` are the names taken so far, `name` the fullest of them; one in capitals only where the text has no other.
    """

    name: str = ""
    forms: set[str] = field(default_factory=set)
    runs: list[NameRun] = field(default_factory=list)
    mentions: dict[Span, PersonForm] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)
    families: set[str] = field(default_factory=set)
    country: str | None = None
    _starts: list[int] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Where the first mention starts."""
        return self._starts[0]

    def take(self, run: NameRun, form: PersonForm) -> None:
        """Add a run of words as a mention, with the offices written beside it."""
        self.runs.append(run)
        self.forms.add(run.text)
        self.offices += (*run.titles, *run.appositions)
        if not self.name or _fullness(run.text) > _fullness(self.name):
            self.name = run.text
        self.mention(run.span, form)

    def mention(self, span: Span, form: PersonForm) -> None:
        """Add words that refer to the person."""
        self.mentions[span] = form
        insort(self._starts, span.start)

    def last_before(self, position: int) -> int:
        """Where the latest mention before the position starts, -1 where there is none."""
        at = bisect_left(self._starts, position)
        return self._starts[at - 1] if at else -1


def _fullness(name: str) -> tuple[bool, int]:
    return not name.isupper(), len(fold(name).split())


class Cast:
    """The persons of an article, filed under every word of their names so that each new name meets only its like."""

    def __init__(self) -> None:
        self.drafts: list[PersonDraft] = []
        self._by_key: dict[str, dict[PersonDraft, None]] = {}

    def add(self, draft: PersonDraft, run: NameRun, form: PersonForm) -> None:
        """Give the run to the person, who may be new."""
        if not draft.runs:
            self.drafts.append(draft)
        if run.text not in draft.forms:
            for key in _filing_keys(run.text):
                self._by_key.setdefault(key, {})[draft] = None
        draft.take(run, form)

    def like(self, name: str) -> list[PersonDraft]:
        """The persons who share a word with the name."""
        return list({draft: None for key in _filing_keys(name) for draft in self._by_key.get(key, ())})


@lru_cache(maxsize=8192)
def _filing_keys(name: str) -> frozenset[str]:
    """The words of a name, and its endings written as one ("Amirabdollahian")."""
    keys = parts(name).keys
    return frozenset(keys) | {"".join(keys[at:]) for at in range(len(keys))}


def nearest(drafts: Iterable[PersonDraft], position: int) -> PersonDraft | None:
    """The person mentioned last before a position, else the one mentioned first after it."""
    found = list(drafts)
    if not found:
        return None
    latest = max(found, key=lambda draft: draft.last_before(position))
    return latest if latest.last_before(position) >= 0 else min(found, key=lambda draft: draft.first)


def _fits_shortly(draft: PersonDraft, run: NameRun, marked: MarkedText) -> bool:
    """Whether the run is a short form of the person's name, or any one word of it that nobody else bears."""
    name = draft.name
    if fold(run.text) == fold(name) or is_short_form(run.text, name):
        return True
    few, many = parts(run.text), parts(name)
    if few.keys == many.keys and not (few.initials and many.initials) and few.particles == many.particles:
        return True
    if len(few.words) != 1 or len(many.words) < 2 or few.keys[0] not in many.keys:
        return False
    if many.after_son and few.keys[0] == many.keys[-1]:
        return False
    spoken = run.end < len(marked.tokens) and is_class(marked.folds[run.end], "speech")
    common_given = few.keys[0] == many.keys[0] and "western" in traditions().get(few.words[0], frozenset())
    return (run.is_titled or spoken or few.words[0] not in traditions()) and not common_given


def _preferred(fits: list[PersonDraft], run: NameRun) -> list[PersonDraft]:
    """Those of several bearers of a surname who hold the office written before it."""
    families = {office.family for office in run.titles}
    held = [draft for draft in fits if families & {office.family for office in draft.offices}]
    return held or fits


def _join_full(cast: Cast, run: NameRun) -> bool:
    fits = [draft for draft in cast.like(run.text) if any(same_person(run.text, form) for form in draft.forms)]
    best = nearest(fits, run.span.start)
    if best is None:
        return False
    cast.add(best, run, "full" if len(parts(run.text).words) >= len(parts(best.name).words) else "short")
    return True


def _join_short(cast: Cast, run: NameRun, marked: MarkedText) -> bool:
    fits = [draft for draft in cast.like(run.text) if _fits_shortly(draft, run, marked)]
    best = nearest(_preferred(fits, run), run.span.start)
    if best is None:
        return False
    cast.add(best, run, "short")
    return True


def _words_of(run: NameRun, marked: MarkedText) -> list[NameRun]:
    """The words of a run, each as a run of its own."""
    found = []
    for at in range(run.first, run.end):
        token = marked.tokens[at]
        if token.shape in ("title", "caps"):
            found.append(NameRun(at, at + 1, Span(token.start, token.end), token.text, 1, headline=run.headline))
    return found


def _opens_with_given_name(run: NameRun) -> bool:
    first = plain(run.text.split()[0])
    return first in traditions() and run.size <= LONGEST_HEADLINE_NAME


def join_names(marked: MarkedText, runs: Sequence[NameRun]) -> list[PersonDraft]:
    """One draft per person, with full and short mentions; runs that fit nobody and prove nothing are dropped."""
    cast = Cast()
    full = [run for run in runs if run.is_name and run.size > 1]
    left = [run for run in runs if not (run.is_name and run.size > 1)]
    for run in sorted(full, key=_body_first):
        if _join_full(cast, run):
            continue
        if run.headline and not _opens_with_given_name(run):
            left.append(run)
        elif _opens_a_question(run, marked):
            left.extend(_words_of(run, marked)[1:])
        elif not _join_without_first_word(cast, run, marked):
            cast.add(PersonDraft(), run, "full")
    for run in sorted(left, key=lambda run: (run.headline, not run.is_name, run.first)):
        _place_short(cast, run, marked)
    _take_bare_surnames(marked, cast.drafts)
    return cast.drafts


def _body_first(run: NameRun) -> tuple[bool, int]:
    return run.headline, run.first


def _place_short(cast: Cast, run: NameRun, marked: MarkedText) -> None:
    """Give a run that proves no full name to the person it fits, or begin a new person by a title ("King Salman")."""
    if _join_short(cast, run, marked):
        return
    if run.is_name and run.size == 1 and not run.headline:
        cast.add(PersonDraft(), run, "full")
    elif run.size > 1 and (bearer := _known_by_surname(cast, run, marked)) is not None:
        cast.add(bearer, run, "full")
    elif run.size > 1:
        for word in _words_of(run, marked):
            _join_short(cast, word, marked)


def _known_by_surname(cast: Cast, run: NameRun, marked: MarkedText) -> PersonDraft | None:
    """Whom the text else calls "Mr. Doe" only, where the run is "Ab Doe": words before a known surname are its own."""
    words = parts(run.text).words
    if run.headline or not 2 <= len(words) <= LONGEST_HEADLINE_NAME or run.score < 0:
        return None
    if any(is_class(token.fold, *NEVER_GIVEN) for token in marked.tokens[run.first : run.end - 1]):
        return None
    fits = [d for d in cast.like(words[-1]) if fold(d.name) == words[-1] and any(r.is_titled for r in d.runs)]
    return fits[0] if len(fits) == 1 else None


def _opens_a_question(run: NameRun, marked: MarkedText) -> bool:
    """Whether the run is "Will Putin", "Can Erdogan" at the head of a question."""
    first = marked.tokens[run.first]
    if not (first.opens and is_class(first.fold, "function")) or run.is_titled:
        return False
    ahead = marked.folds[run.end : run.end + LONGEST_QUESTION]
    return next((mark for mark in ahead if mark in SENTENCE_END), "") == "?"


def _join_without_first_word(cast: Cast, run: NameRun, marked: MarkedText) -> bool:
    """Join "Will Putin", "But Zelensky": an ordinary word that opens a sentence, then a known surname."""
    first = marked.tokens[run.first]
    if not (first.opens and is_class(first.fold, "function", "soft", "verb")) or run.is_titled:
        return False
    rest = _words_of(run, marked)[1:]
    return len(rest) == 1 and _join_short(cast, rest[0], marked)


def _take_bare_surnames(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Add surnames that are also words or titles and so began no run ("May said", "King and Weeks were")."""
    bearers: dict[str, list[PersonDraft]] = {}
    for draft in drafts:
        words = parts(draft.name).words
        if words and is_class(words[-1], "soft", "function", "calendar", "org", "surname_title"):
            bearers.setdefault(words[-1], []).append(draft)
    if not bearers:
        return
    taken = sorted(span for draft in drafts for span in draft.mentions)
    free = _outside(taken)
    for at, token in enumerate(marked.tokens):
        if token.shape == "title" and token.fold in bearers and free(token.start) and _is_surname(marked, at):
            span = Span(token.start, token.end)
            best = nearest(bearers[token.fold], token.start)
            if best is not None:
                best.take(NameRun(at, at + 1, span, token.text, 1), "short")


def _outside(taken: Sequence[Span]) -> Callable[[int], bool]:
    ends = {position for span in taken for position in range(span.start, span.end)}
    return lambda position: position not in ends


def _is_surname(marked: MarkedText, at: int) -> bool:
    tokens, folds = marked.tokens, marked.folds
    token = tokens[at]
    before = folds[at - 1] if at and token.gap != "break" else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before in ("the", "a", "an") or (after is not None and after.is_capital and after.gap == "none"):
        return False
    if after is not None and after.fold == "also" and at + 2 < len(tokens):
        after = tokens[at + 2]
    verb_next = after is not None and (is_class(after.fold, "speech") or token.possessive or after.fold.endswith("ed"))
    if is_class(token.fold, "calendar", "function"):
        dated = before in BEFORE_MONTH or (after is not None and after.shape == "number")
        return verb_next and not dated
    listed = after is not None and after.fold in ("and", ",") and at + 2 < len(tokens) and tokens[at + 2].is_capital
    return verb_next or listed or not token.opens
