"""What a passage is about, in the codebook's words: a weighted keyword book, every topic with the word that decides.

A word list is open to reading and to quarrel, unlike a classifier trained on a few hundred labels. The words and their
weights are data (`extractor/data/topics.tsv`).
"""

from collections import defaultdict
from functools import cache
from typing import Final, cast, get_args

from extractor.rules.words.phrases import PhraseBook, read_book
from extractor.spans import Span
from schemas.vocabulary import Topic

TOPIC_FILE: Final = "topics.tsv"
TOPICS: Final = frozenset(get_args(Topic))
FALLBACK: Final[Topic] = "diplomatic_relations"
# Beside a specific topic, words of relations in general count only with this share of its weight: they stand
# everywhere. The value gave the best F1 against the coders' topics of statements.
FALLBACK_SHARE: Final = 0.5
# An article is about one thing where that has more than this share of the weight of all its topics; the value lies in
# the middle of the range (0.5 to 0.6) that gave the best F1 against the coders' topics of statements.
MAIN_SHARE: Final = 0.55


@cache
def _book() -> PhraseBook:
    return read_book(TOPIC_FILE)


def find_topics(text: str, span: Span) -> tuple[tuple[Topic, Span], ...]:
    """The topics of the passage at `span`, strongest first, each with the span of the word that decides it.

    Strength is the sum of the weights of a topic's words. Words of relations in general ("ties", "visit") make a topic
    only where nothing more specific outweighs them. Empty where no word of the book stands in the passage.
    """
    weights, deciding = _weigh(text, span)
    if len(weights) > 1 and weights.get(FALLBACK, 0) < FALLBACK_SHARE * max(weights.values()):
        weights.pop(FALLBACK, None)
    ranked = sorted(weights, key=lambda topic: (-weights[topic], deciding[topic][1], topic))
    return tuple((topic, deciding[topic][1]) for topic in ranked)


def main_topic(text: str) -> tuple[Topic, Span] | None:
    """The one topic that outweighs all others of the text together, with the word that decides it; None without one."""
    weights, deciding = _weigh(text, Span(0, len(text)))
    first = max(weights, key=lambda topic: weights[topic], default=FALLBACK)
    if first == FALLBACK or weights[first] <= MAIN_SHARE * sum(weights.values()):
        return None
    return first, deciding[first][1]


def top_topics(
    text: str, span: Span, *, most: int = 2, main: tuple[Topic, Span] | None = None
) -> tuple[tuple[Topic, Span], ...]:
    """The first `most` topics of `find_topics`.

    What says nothing specific is about `main`, the topic of the whole article; without one, about relations between
    states. "We would not want it to fail" is about arms control where the story is.
    """
    weights, _ = _weigh(text, span)
    if set(weights) <= {FALLBACK} and weights.get(FALLBACK, 0) <= 1 and main is not None:
        return (main,)
    return find_topics(text, span)[:most] or ((FALLBACK, span),)


def _weigh(text: str, span: Span) -> tuple[dict[Topic, int], dict[Topic, tuple[int, Span]]]:
    """The weight of each topic in the passage, and its weightiest word (the first of equals) with its own weight."""
    weights: dict[Topic, int] = defaultdict(int)
    deciding: dict[Topic, tuple[int, Span]] = {}
    for phrase, word in _book().find(text, span):
        names, weight = phrase.labels[0], int(phrase.labels[1])
        for name in TOPICS.intersection(names.split("+")):
            topic = cast(Topic, name)
            weights[topic] += weight
            if topic not in deciding or weight > deciding[topic][0]:
                deciding[topic] = (weight, word)
    return weights, deciding
