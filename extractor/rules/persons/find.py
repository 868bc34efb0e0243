"""Everyone an article names, once, with all the words that refer to them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from extractor.mentions import ActorMention, Person, PersonMention, Sentence
from extractor.rules.persons.home import use_counterparts, use_home
from extractor.rules.persons.marked import MarkedText, mark
from extractor.rules.persons.name_runs import find_runs
from extractor.rules.persons.office_holders import (
    inherit_from_counterparts,
    join_offices,
    settle_offices,
    use_leaders,
)
from extractor.rules.persons.person_drafts import PersonDraft, join_names
from extractor.rules.persons.story_country import (
    introduce,
    use_bodies,
    use_delegations,
    use_lists,
    use_metonyms,
    use_pairs,
    use_rows,
)
from extractor.rules.persons.subjecthood import is_subject
from extractor.rules.persons.title_phrases import find_titles
from extractor.rules.persons.tokens import Token, tokenise
from extractor.rules.persons.word_classes import is_class
from extractor.spans import Span

SHORTEST_HEADLINE = 4
WORDS = ("title", "caps", "lower")
CAPITALS_IN_HEADLINE = 0.75
QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?")
# Characters back: a pronoun this far from its name has lost it.
FARTHEST = 1500


def _headlines(marked: MarkedText, sentences: Sequence[Sentence] | None) -> bytearray:
    """1 for every token in a headline or page furniture, and in lines that capitalise nearly every word."""
    flags = bytearray(len(marked.tokens))
    at = 0
    for sentence in sentences or ():
        while at < len(marked.tokens) and marked.tokens[at].start < sentence.span.end:
            if marked.tokens[at].start >= sentence.span.start and sentence.kind in ("headline", "furniture"):
                flags[at] = 1
            at += 1
    first = 0
    for end in range(1, len(marked.tokens) + 1):
        if end == len(marked.tokens) or _begins_line(marked.tokens[end]):
            if _is_title_case(marked, first, end):
                flags[first:end] = b"\1" * (end - first)
            first = end
    return flags


def _begins_line(token: Token) -> bool:
    """Whether the token begins a line that does not go on from the one before."""
    return token.gap == "break" or (token.gap == "wrap" and token.opens)


def _is_title_case(marked: MarkedText, first: int, end: int) -> bool:
    if marked.tokens[end - 1].text[-1] in ".!?":  # "on March 4." too
        return False
    words = [
        t
        for t in marked.tokens[first:end]
        if t.shape in ("title", "caps", "lower") and not is_class(t.fold, "function")
    ]
    capitals = sum(word.shape != "lower" for word in words)
    return len(words) >= SHORTEST_HEADLINE and capitals >= CAPITALS_IN_HEADLINE * len(words)


def _person(number: int, draft: PersonDraft, text: str) -> Person:
    mentions = tuple(PersonMention(span, span.of(text), form) for span, form in sorted(draft.mentions.items()))
    offices = tuple(dict.fromkeys(office.title for office in draft.offices if office.family != "counterpart"))
    return Person(id=number, name=draft.name, country=draft.country, offices=offices, mentions=mentions)


def find_persons(
    text: str, *, actors: Sequence[ActorMention], sentences: Sequence[Sentence] | None = None
) -> tuple[Person, ...]:
    """Every person that the text names, in order of first mention; ids count from 0.

    `actors` are the countries and organisations of the same text; `sentences`, where given, tell headlines and page
    furniture from the body: there a name must be known from the body or begin with a given name. Mentions of one person
    are in order and disjoint; those of two persons never share a character.
    """
    marked = mark(text, actors, sentences or ())
    titles = find_titles(marked)
    drafts = join_names(marked, find_runs(marked, titles, _headlines(marked, sentences)))
    settle_offices(marked, drafts)
    inherit_from_counterparts(drafts)
    use_leaders(marked, drafts)
    join_offices(marked, drafts, [title.office for title in titles if title.office is not None])
    introduce(marked, drafts, [title.office for title in titles if title.office is not None])
    use_rows(marked, drafts)
    use_metonyms(marked, drafts)
    use_lists(marked, drafts)
    use_delegations(marked, drafts)
    use_counterparts(marked, drafts)
    use_bodies(marked, drafts)
    use_home(marked, drafts)
    use_pairs(marked, drafts)
    drafts.sort(key=lambda draft: draft.first)
    return tuple(_person(number, draft, text) for number, draft in enumerate(drafts))


@lru_cache(maxsize=4)
def _sentence_starts(text: str) -> tuple[int, ...]:
    return tuple(token.start for token in tokenise(text) if token.opens and token.shape != "mark")


@lru_cache(maxsize=4)
def _quoted(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in QUOTED.finditer(text))


def _is_quoted(text: str, position: int) -> bool:
    quotes = _quoted(text)
    at = bisect_right(quotes, (position, len(text))) - 1
    return at >= 0 and quotes[at].start <= position < quotes[at].end


def nearest_person(persons: Sequence[Person], position: int, *, text: str) -> Person | None:
    """The person whom a pronoun at `position` stands for: the subject of the latest sentence that has one.

    Sentences are searched backwards from the one around `position`, `FARTHEST` characters at most; in each the first
    mention counts that no preposition or verb governs, so "Smith met Jones. He said" gives Smith. Mentions inside
    quotation marks count only where there is nothing else. Returns None where nobody is mentioned before `position`.
    """
    before = sorted((m.span, n) for n, p in enumerate(persons) for m in p.mentions if m.span.end <= position)
    if not before:
        return None
    outside = [(span, n) for span, n in before if not _is_quoted(text, span.start)] or before
    starts = _sentence_starts(text)
    end, at = position, bisect_right(starts, position) - 1
    while at >= 0 and end > position - FARTHEST:
        for span, n in outside:
            if starts[at] <= span.start < end and is_subject(text, span):
                return persons[n]
        end = starts[at]
        at -= 1
    return persons[outside[-1][1]]
