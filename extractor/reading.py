"""Everything the rules found in one article, with look-ups by place: the input of the record builders.

The builders ask the same few questions over and over (who is named in these words, which sentence is this, which date
stands nearest), so the answers live here once, over sorted lists, and the builders stay free of index arithmetic.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, Protocol, TypeVar

from extractor.mentions import (
    ActorMention,
    DateMention,
    Money,
    Period,
    Person,
    PlaceMention,
    Sentence,
    Trigger,
)
from extractor.rules.dates.head import find_dateline as find_dated_line
from extractor.rules.places.datelines import find_dateline
from extractor.rules.words.topics import Story, find_topics, story_topics
from extractor.spans import Span
from schemas.vocabulary import Topic

TOLD: Final = frozenset({"body", "headline"})
# A line with nothing but a clock time below the date: the page of an event, whose date and place these are.
CLOCK_LINE: Final = re.compile(r"[ \t]*\r?\n[ \t]*\d{1,2}[:.]\d{2}[ \t]*(?:\r?\n|$)")
PLACE_LINE: Final = 80
SCRAPED_DATE: Final = re.compile(r"\s*date\s\d{4}-\d\d-\d\d")
# No sentence tells of more; text that was not split (a table, one endless line) would cost a look at every pair.
MOST_TRIGGERS: Final = 60
HEAD_SENTENCES: Final = 8
# Words of the first sentences name the principals; later ones name everybody else too.
LEAD_SENTENCES: Final = 4
LEAD_WEIGHT: Final = 3


class Located(Protocol):
    """Anything that points into the text."""

    @property
    def span(self) -> Span:
        """The words."""
        ...


L = TypeVar("L", bound=Located)


class Setting(NamedTuple):
    """Day and place that stand above an official report of an event, each with its words."""

    date: str
    span: Span
    place: PlaceMention | None


class Reference(NamedTuple):
    """A person together with the words that refer to them here."""

    person: Person
    span: Span


class Side(NamedTuple):
    """A country or organisation together with the words that name it here, or a person who acts for it."""

    code: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One article's text and mentions; every tuple is in document order.

    `text` is the article's, character for character, but blank where it speaks to a machine (prompt injection).

    `published` is an ISO date or None. Captions and furniture are among the sentences, but only those `told` make
    records.
    """

    text: str
    published: str | None = None
    sentences: tuple[Sentence, ...] = ()
    dates: tuple[DateMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    persons: tuple[Person, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    money: tuple[Money, ...] = ()
    periods: tuple[Period, ...] = ()

    @cached_property
    def told(self) -> tuple[Sentence, ...]:
        """The sentences that report: body and headline."""
        return tuple(sentence for sentence in self.sentences if sentence.kind in TOLD)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """All words that refer to a person, in document order."""
        found = [Reference(person, mention.span) for person in self.persons for mention in person.mentions]
        return tuple(sorted(found, key=lambda reference: reference.span))

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """All countries and organisations, named or acted for, once per mention, in document order."""
        named = [Side(actor.code, actor.span) for actor in self.actors]
        acting = [Side(ref.person.country, ref.span) for ref in self.references if ref.person.country]
        return tuple(sorted(named + acting, key=lambda side: side.span))

    @cached_property
    def head_line(self) -> Span:
        """What stands before the report itself: a date that a scraper put there, and the dateline up to its dash."""
        scraped = SCRAPED_DATE.match(self.text)
        start, end = scraped.span() if scraped else (0, 0)
        dateline = find_dateline(self.text)
        if dateline is None:
            dated = find_dated_line(self.text, None) if not scraped else None
            return Span(self.text.rfind("\n", 0, dated.span.start) + 1, dated.span.end) if dated else Span(start, end)
        return Span(start if scraped else dateline.whole.start, dateline.whole.end)

    @cached_property
    def _topics(self) -> dict[Span, tuple[tuple[Topic, Span], ...]]:
        return {}

    @cached_property
    def story(self) -> Story:
        """What the whole article is about."""
        return story_topics(self.text)

    @cached_property
    def principals(self) -> tuple[str, ...]:
        """Codes by how much the article is about them, most first."""
        weights: Counter[str] = Counter()
        lead_end = max((sentence.span.end for sentence in self.told if self.is_lead(sentence)), default=0)
        for code, span in self.sides:
            weights[code] += LEAD_WEIGHT if span.end <= lead_end else 1
        return tuple(code for code, _ in weights.most_common())

    @cached_property
    def setting(self) -> Setting | None:
        """Day and place of the event, where the article opens like an official page: headline, date, hour, place."""
        head = self.sentences[min(HEAD_SENTENCES, len(self.sentences)) - 1].span.end if self.sentences else 0
        for date in self.dates_in(Span(0, head)):
            clock = CLOCK_LINE.match(self.text, date.span.end)
            if clock and date.granularity == "day":
                places = self.places_in(Span(clock.end(), clock.end() + PLACE_LINE))
                line_end = self.text.find("\n", clock.end())
                here = [place for place in places if line_end < 0 or place.span.end <= line_end]
                return Setting(str(date.edtf), date.span, here[0] if here else None)
        return None

    def is_lead(self, sentence: Sentence) -> bool:
        """Whether a sentence is a headline or among the first of the body."""
        return sentence.index < self._first_of_body + LEAD_SENTENCES

    @cached_property
    def _first_of_body(self) -> int:
        return next((sentence.index for sentence in self.sentences if sentence.kind == "body"), 0)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at `offset`."""
        index = bisect_left(self._sentence_ends, offset + 1)
        if index < len(self.sentences) and self.sentences[index].span.start <= offset:
            return self.sentences[index]
        return None

    def actors_in(self, span: Span) -> tuple[ActorMention, ...]:
        """Actor mentions inside the span."""
        return _inside(self.actors, span)

    def people_in(self, span: Span) -> tuple[Reference, ...]:
        """References to persons inside the span."""
        return _inside(self.references, span)

    def dates_in(self, span: Span) -> tuple[DateMention, ...]:
        """Date expressions inside the span that resolve to a date."""
        return tuple(date for date in _inside(self.dates, span) if date.edtf)

    def places_in(self, span: Span) -> tuple[PlaceMention, ...]:
        """Places inside the span."""
        return _inside(self.places, span)

    def money_in(self, span: Span) -> tuple[Money, ...]:
        """Amounts of money inside the span."""
        return _inside(self.money, span)

    def periods_in(self, span: Span) -> tuple[Period, ...]:
        """Lengths of time inside the span."""
        return _inside(self.periods, span)

    def triggers_in(self, span: Span) -> tuple[Trigger, ...]:
        """Event words inside the span, at most `MOST_TRIGGERS`."""
        return _inside(self.triggers, span, most=MOST_TRIGGERS)

    def sides_in(self, span: Span) -> tuple[Side, ...]:
        """Every country or organisation in the span, named or acted for, once per mention, in document order."""
        return _inside(self.sides, span)

    def topics_in(self, span: Span) -> tuple[tuple[Topic, Span], ...]:
        """What the span is about, strongest first; remembered, for the builders ask of one sentence several times."""
        if span not in self._topics:
            self._topics[span] = find_topics(self.text, span)
        return self._topics[span]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [sentence.span.end for sentence in self.sentences]


def _inside(items: Sequence[L], span: Span, *, most: int | None = None) -> tuple[L, ...]:
    """Items wholly inside the span, the first `most` of them; `items` are sorted by start."""
    first = bisect_left(items, span.start, key=lambda item: item.span.start)
    found: list[L] = []
    for index in range(first, len(items)):
        if items[index].span.start >= span.end or len(found) == most:
            break
        if items[index].span.end <= span.end:
            found.append(items[index])
    return tuple(found)


def distinct(sides: Sequence[Side]) -> tuple[Side, ...]:
    """The first mention of each code."""
    first: dict[str, Side] = {}
    for side in sides:
        first.setdefault(side.code, side)
    return tuple(first.values())
