"""A text as the rules for persons read it: tokens, with actors and listed places laid on them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.gazetteer import Entry, find_names
from extractor.mentions import ActorMention, Sentence
from extractor.rules.persons.tokens import Token, tokenise
from extractor.spans import Span


class MarkedText(NamedTuple):
    """A tokenised text with what is known of it.

    `starting` and `ending` lead from a token to the actor that starts or ends there and to its other end; `places` from
    the first token of a listed place, newspaper or other fixed name to its end.
    """

    text: str
    tokens: tuple[Token, ...]
    folds: tuple[str, ...]
    starting: Mapping[int, tuple[int, ActorMention]]
    ending: Mapping[int, tuple[int, ActorMention]]
    places: Mapping[int, int]


def mark(text: str, actors: Sequence[ActorMention], sentences: Sequence[Sentence] = ()) -> MarkedText:
    """Tokens, actors and listed names of the text on one scale; no phrase reaches over the start of a sentence."""
    starts = {sentence.span.start for sentence in sentences}
    tokens = tuple(
        token._replace(gap="break") if token.gap == "wrap" and token.start in starts else token
        for token in tokenise(text)
    )
    starting: dict[int, tuple[int, ActorMention]] = {}
    ending: dict[int, tuple[int, ActorMention]] = {}
    ordered = sorted(actors, key=lambda actor: (actor.span.start, -actor.span.end))
    for actor, (first, last) in zip(ordered, _token_ranges(tokens, [a.span for a in ordered]), strict=True):
        if last > first:
            starting.setdefault(first, (last, actor))
            ending[last - 1] = (first, actor)
    names = [match.span for match in find_names(text) if _is_place(match.entries[0])]
    places = {first: last for first, last in _token_ranges(tokens, names) if last > first and first not in starting}
    return MarkedText(text, tokens, tuple(token.fold for token in tokens), starting, ending, places)


def _is_place(entry: Entry) -> bool:
    return entry.kind in ("city", "region", "venue", "fixed") or entry.form == "capital"


def _token_ranges(tokens: Sequence[Token], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The range of tokens that each span covers; the spans are in order of their start."""
    ranges = []
    at = 0
    for span in spans:
        while at < len(tokens) and tokens[at].end <= span.start:
            at += 1
        last = at
        while last < len(tokens) and tokens[last].start < span.end:
            last += 1
        ranges.append((at, last))
    return ranges
