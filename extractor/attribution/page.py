"""An article's mentions, indexed by where they stand."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.attribution.referents import Referent, find_referents
from extractor.mentions import ActorMention, Person, Quote, Sentence, Trigger
from extractor.rules.places.datelines import find_dateline
from extractor.spans import Span

# Fewer words in quotation marks are a term or a scare quote, not speech that can go on by itself.
SPEECH_WORDS, SENTENCE_WORDS = 5, 3
DATELINE_END = re.compile(r"[\s.:–—-]*(?:[A-Z]{2,8}\s-\s)?")


@dataclass(frozen=True)
class Page:
    """Everything attribution reads. Mentions are in document order; `quotes` are outer ones only."""

    text: str
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    persons: tuple[Person, ...]
    actors: tuple[ActorMention, ...]
    cues: tuple[Trigger, ...]

    @cached_property
    def referents(self) -> tuple[Referent, ...]:
        """All words that can name a speaker."""
        return find_referents(self.text, persons=self.persons, actors=self.actors, sentences=self.sentences)

    @cached_property
    def bodies(self) -> tuple[Sentence, ...]:
        """Sentences of the running text."""
        return tuple(sentence for sentence in self.sentences if sentence.kind == "body")

    @cached_property
    def filed_from(self) -> Span:
        """The dateline with its dash, an empty span at the very beginning where there is none."""
        line = find_dateline(self.text)
        if line is None:
            return Span(0, 0)
        dash = DATELINE_END.match(self.text, line.whole.end)
        return Span(line.whole.start, dash.end() if dash else line.whole.end)

    @cached_property
    def by_id(self) -> dict[int, Person]:
        """Persons by their id."""
        return {person.id: person for person in self.persons}

    @cached_property
    def speech(self) -> tuple[Quote, ...]:
        """Outer quotations long enough to be speech."""
        return tuple(quote for quote in self.quotes if is_speech(self.text, quote))

    @cached_property
    def country_words(self) -> frozenset[str]:
        """The words that name countries and organisations, in lower case."""
        return frozenset(word.strip("'’.s") for actor in self.actors for word in actor.text.lower().split())

    def position_at(self, offset: int) -> int:
        """The position in `bodies` of the sentence that holds, or last begins before, an offset."""
        return max(0, bisect_left(self.bodies, offset, key=lambda sentence: sentence.span.start) - 1)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        rows: dict[str, Iterable[Span]] = {
            "referents": (item.span for item in self.referents),
            "actors": (item.span for item in self.actors),
            "cues": (item.span for item in self.cues),
            "quotes": (item.span for item in self.quotes),
        }
        return {name: [span.start for span in spans] for name, spans in rows.items()}

    def referents_in(self, span: Span) -> tuple[Referent, ...]:
        """Referents that begin inside the span."""
        return self.referents[self._slice("referents", span)]

    def actors_in(self, span: Span) -> tuple[ActorMention, ...]:
        """Actors that begin inside the span, demonyms included."""
        return self.actors[self._slice("actors", span)]

    def cues_in(self, span: Span) -> tuple[Trigger, ...]:
        """Cues that begin inside the span."""
        return self.cues[self._slice("cues", span)]

    def quotes_in(self, span: Span) -> tuple[Quote, ...]:
        """Outer quotations that overlap the span."""
        chosen = self._slice("quotes", span)
        first = max(0, chosen.start - 1)
        return tuple(quote for quote in self.quotes[first : chosen.stop] if quote.span.overlaps(span))

    def speech_in(self, span: Span) -> tuple[Quote, ...]:
        """Outer quotations that overlap the span and are long enough to be speech."""
        return tuple(quote for quote in self.quotes_in(span) if is_speech(self.text, quote))

    def quote_at(self, position: int) -> Quote | None:
        """The outer quotation around a position, its opening mark excluded."""
        index = bisect_right(self._starts["quotes"], position) - 1
        if index >= 0 and self.quotes[index].span.start < position < self.quotes[index].span.end:
            return self.quotes[index]
        return None

    def _slice(self, name: str, span: Span) -> slice:
        starts: Sequence[int] = self._starts[name]
        return slice(bisect_left(starts, span.start), bisect_left(starts, span.end))


def is_speech(text: str, quote: Quote) -> bool:
    """Whether a quotation is a sentence's worth of words, or a short sentence of its own: "This proves it."."""
    words = quote.inner.of(text)
    sentence = words[:1].isupper() and words.endswith((".", "!", "?"))
    return words.count(" ") >= (SENTENCE_WORDS if sentence else SPEECH_WORDS) - 1
