"""What a passage is about, in the codebook's words: a weighted keyword book, every topic with the word that decides.

A word list is open to reading and to quarrel, unlike a classifier trained on a few hundred labels. The words and their
weights are data (`extractor/data/topics.tsv`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple, cast, get_args

from extractor.rules.words.phrases import PhraseBook, read_book
from extractor.spans import Span
from schemas.vocabulary import Topic

TOPIC_FILE: Final = "topics.tsv"
TOPICS: Final = frozenset(get_args(Topic))
FALLBACK: Final[Topic] = "diplomatic_relations"
# Beside a specific topic, words of relations in general count only with this share of its weight: they stand
# everywhere. The value gave the best F1 against the coders' topics of statements.
FALLBACK_SHARE: Final = 0.5
# In a statement the article's own topics count like words of this weight, shared out among them by their share of the
# article: "we hope it will not fail" is about arms control where the story is. A second topic needs a word of its own
# and this share of the first one's strength. Both values lie in the middle of the range that gave the best F1 against
# the coders' topics of statements.
STORY_WEIGHT: Final = 2.0
SECOND_SHARE: Final = 0.4
# Sentences that tell of a meeting say less of its matter than the article does. On 60 articles the rules had not been
# tuned on, topic F1 of Meetings was best from 6 up.
MEETING_STORY_WEIGHT: Final = 8.0
SECOND_MEETING_SHARE: Final = 0.5
MOST_MEETING_TOPICS: Final = 2
# What says less of a topic than this, the article's share included, is about relations in general.
LEAST_STRENGTH: Final = 1.0
# `FALLBACK_SHARE` where the article's topics count too, which makes every specific topic stronger.
STORY_FALLBACK_SHARE: Final = 0.3

# What an article is about: each topic's share of the weight of all, and the word that decides it.
Story = Mapping[Topic, tuple[float, Span]]


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


def story_topics(text: str) -> Story:
    """The topics of a whole article with their shares of its weight; empty where no word of the book stands in it."""
    weights, deciding = _weigh(text, Span(0, len(text)))
    total = sum(weights.values())
    return {topic: (weight / total, deciding[topic][1]) for topic, weight in weights.items()}


class Ranked(NamedTuple):
    """A topic with its strength, the word that decides it, and whether the passages name it themselves."""

    topic: Topic
    strength: float
    word: Span
    is_named: bool


def rank_topics(text: str, spans: Sequence[Span], story: Story, *, story_weight: float) -> tuple[Ranked, ...]:
    """The topics of passages in an article about `story`, strongest first.

    The passages' own words and the article's topics count together, because half of what is told names its matter only
    by "it". Words of relations in general make a topic only where nothing more specific outweighs them.
    """
    weights, deciding = _weigh(text, *spans)
    strength = {topic: float(weight) for topic, weight in weights.items() if weight}
    for topic, (share, _) in story.items():
        strength[topic] = strength.get(topic, 0.0) + story_weight * share
    strongest = max(strength.values(), default=0.0)
    if strength.get(FALLBACK, strongest) < STORY_FALLBACK_SHARE * strongest:
        del strength[FALLBACK]
    return tuple(
        Ranked(topic, strength[topic], deciding[topic][1] if topic in deciding else story[topic][1], topic in weights)
        for topic in sorted(strength, key=lambda topic: (-strength[topic], topic))
    )


def top_topics(text: str, span: Span, *, most: int = 2, story: Story | None = None) -> tuple[tuple[Topic, Span], ...]:
    """The first `most` topics of a statement in an article about `story`, strongest first; never none.

    Without any it is about relations in general.
    """
    ranked = rank_topics(text, [span], story or {}, story_weight=STORY_WEIGHT)
    if not ranked or ranked[0].strength < LEAST_STRENGTH:
        return ((FALLBACK, span),)
    return tuple((each.topic, each.word) for each in _strongest(ranked, most=most, share=SECOND_SHARE))


def meeting_topics(text: str, spans: Sequence[Span], story: Story) -> tuple[tuple[Topic, Span, bool], ...]:
    """The topics of a meeting told in the sentences `spans`, each with its word and whether it is one to record."""
    ranked = rank_topics(text, spans, story, story_weight=MEETING_STORY_WEIGHT)
    chosen = _strongest(ranked, most=MOST_MEETING_TOPICS, share=SECOND_MEETING_SHARE)
    return tuple((each.topic, each.word, each in chosen) for each in ranked)


def _strongest(ranked: Sequence[Ranked], *, most: int, share: float) -> tuple[Ranked, ...]:
    """The first topic, and those with `share` of its strength that stand in the passages themselves."""
    others = [each for each in ranked[1:] if each.is_named and each.strength >= share * ranked[0].strength]
    return (*ranked[:1], *others)[:most]


def _weigh(text: str, *spans: Span) -> tuple[dict[Topic, int], dict[Topic, tuple[int, Span]]]:
    """The weight of each topic in the passages, and its weightiest word (the first of equals) with its own weight."""
    weights: dict[Topic, int] = defaultdict(int)
    deciding: dict[Topic, tuple[int, Span]] = {}
    for phrase, word in (found for span in spans for found in _book().find(text, span)):
        names, weight = phrase.labels[0], int(phrase.labels[1])
        for name in TOPICS.intersection(names.split("+")):
            topic = cast(Topic, name)
            weights[topic] += weight
            if topic not in deciding or weight > deciding[topic][0]:
                deciding[topic] = (weight, word)
    return weights, deciding
