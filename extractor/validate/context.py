"""An article's analysis with the look-ups that the checks share, so that none is computed twice."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from extractor.analysis import Analysis
from extractor.events.agreement.mentions import Mention, read_mentions
from extractor.events.occasions import Dated, find_occasions, occasion_dates
from extractor.mentions import DateMention, Quote, Sentence, Trigger
from extractor.reading import Reading, Side
from extractor.rules.places.datelines import find_dateline
from extractor.rules.words.topics import find_topics
from extractor.spans import Span
from extractor.validate.people import People
from schemas.vocabulary import Topic

# Sentences that open an article and name its principals; so many sides in one sentence are a list.
HEAD: Final = 3
SEVERAL: Final = 4
# A line with no more words than these beside a date is a date line.
DATE_LINE: Final = 6
# "LIMA, June 12, 2019. ", "SOFIA (Feb. 19, 2021) – ": the place and day of filing.
TOWN: Final = re.compile(r"\s*[^\W\da-z_][^a-z\n]{1,40}[,(]\s*")
MARK: Final = re.compile(r"\)?\s*[.:–—-]")


@dataclass(frozen=True)
class Context:
    """An article's analysis with the indexes that the checks share; built once per article."""

    analysis: Analysis
    _topics: dict[Span, dict[Topic, Span]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The article's text as the rules read it."""
        return self.reading.text

    @property
    def reading(self) -> Reading:
        """All mentions."""
        return self.analysis.reading

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """Every country and organisation, once per mention, in document order."""
        return self.reading.sides_in(Span(0, len(self.text)))

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of all countries and organisations named, acted for, or whose places are named."""
        named = {side.code for side in self.sides}
        return frozenset(named | {place.country for place in self.reading.places if place.country})

    @cached_property
    def members(self) -> frozenset[str]:
        """Codes that "the participants" or "we" can mean: named at the head of the text or in a list of several."""
        told = self.reading.told
        head = {side.code for sentence in told[:HEAD] for side in self.reading.sides_in(sentence.span)}
        return frozenset(self.listed | head | set(self.reading.principals[:HEAD]))

    @cached_property
    def listed(self) -> frozenset[str]:
        """Codes that stand in a sentence that names several sides."""
        by_sentence = [{side.code for side in self.reading.sides_in(s.span)} for s in self.reading.told]
        return frozenset(code for codes in by_sentence if len(codes) >= SEVERAL for code in codes)

    @cached_property
    def joint_signings(self) -> tuple[Span, ...]:
        """Sentences that tell when or where several instruments were signed ("The accords were signed in ...")."""
        return tuple(
            mention.sentence.span
            for mention in self.instruments
            if mention.phrase.plural and any(state.status == "signed" for state in mention.states)
        )

    @cached_property
    def people(self) -> People:
        """The persons by all names the article gives them."""
        return People(self.reading.persons)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Date expressions that resolve."""
        return tuple(date for date in self.reading.dates if date.edtf)

    @cached_property
    def narrated(self) -> tuple[DateMention, ...]:
        """Dates that the running text tells: neither its dateline or date line, nor words in quotation marks."""
        dateline = find_dateline(self.text)
        return tuple(
            date
            for sentence in self.reading.told
            for date in self.reading.dates_in(sentence.span)
            if not _is_date_line(self.text, date.span)
            and not (dateline and dateline.whole.covers(date.span))
            and not self._is_quoted(date.span)
        )

    def _is_quoted(self, span: Span) -> bool:
        return any(quote.span.covers(span) for quote in self.outer_quotes_in(span))

    @cached_property
    def is_release(self) -> bool:
        """Whether sentences of the text are statements of the body that issues it."""
        return any(attribution.basis == "release" for attribution in self.analysis.attributions)

    @cached_property
    def told_index(self) -> dict[int, int]:
        """Position among the reporting sentences by index of sentence."""
        return {sentence.index: position for position, sentence in enumerate(self.reading.told)}

    @cached_property
    def events(self) -> tuple[Trigger, ...]:
        """Words of signing, negotiating, meeting and visiting in the reporting sentences."""
        return tuple(trigger for sentence in self.reading.told for trigger in self.reading.triggers_in(sentence.span))

    @cached_property
    def outer_quotes(self) -> tuple[Quote, ...]:
        """Quotations that stand in no other."""
        return tuple(quote for quote in self.analysis.quotes if quote.depth == 0)

    def outer_quotes_in(self, span: Span) -> tuple[Quote, ...]:
        """Outer quotations that overlap a passage."""
        first = max(0, bisect_right(self.outer_quotes, span.start, key=lambda quote: quote.span.start) - 1)
        last = bisect_left(self.outer_quotes, span.end, key=lambda quote: quote.span.start)
        return tuple(quote for quote in self.outer_quotes[first:last] if quote.span.overlaps(span))

    @cached_property
    def occasions(self) -> tuple[Dated | None, ...]:
        """When the words of each attribution were said, as the rules read the story; in their order."""
        analysis = self.analysis
        told = find_occasions(self.reading, analysis.agreements, analysis.meetings)
        passages = [self._sentences_around(attribution.content) for attribution in analysis.attributions]
        return occasion_dates(self.reading, analysis.attributions, passages, told)

    def _sentences_around(self, span: Span) -> Span:
        touched = self.sentences_in(span)
        return Span(touched[0].span.start, touched[-1].span.end) if touched else span

    @cached_property
    def instruments(self) -> tuple[Mention, ...]:
        """Every mention of an instrument, read in its sentence."""
        return read_mentions(self.reading)

    def topics_of(self, span: Span) -> dict[Topic, Span]:
        """The topics that the words of a passage show, each with the word that decides; looked up once a passage."""
        if span not in self._topics:
            self._topics[span] = dict(find_topics(self.text, span))
        return self._topics[span]

    def mentions_in(self, spans: Sequence[Span]) -> tuple[Mention, ...]:
        """The mentions of instruments that touch one of the spans."""
        found: set[int] = set()
        for span in spans:
            at = bisect_right(self._instrument_ends, span.start)
            while at < len(self.instruments) and self.instruments[at].phrase.span.start < span.end:
                found.add(at)
                at += 1
        return tuple(self.instruments[at] for at in sorted(found))

    @cached_property
    def _instrument_ends(self) -> list[int]:
        return [mention.phrase.span.end for mention in self.instruments]

    def sentences_in(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that share characters with a span."""
        found = []
        first = self.reading.sentence_at(span.start)
        start = (
            first.index
            if first
            else next((sentence.index for sentence in self.reading.sentences if sentence.span.end > span.start), None)
        )
        if start is None:
            return ()
        sentences = self.reading.sentences
        for index in range(start, len(sentences)):
            if sentences[index].span.start >= span.end:
                break
            found.append(sentences[index])
        return tuple(found)


def _is_date_line(text: str, date: Span) -> bool:
    """Whether a date stands in a line with hardly anything else, or opens it behind a town in capitals."""
    start, end = text.rfind("\n", 0, date.start) + 1, text.find("\n", date.end)
    if TOWN.fullmatch(text, start, date.start) and MARK.match(text, date.end):
        return True
    line = text[start : date.start] + " " + text[date.end : end if end >= 0 else len(text)]
    return len(line.split()) <= DATE_LINE
