"""Everything the rules see in one article, found once and handed to every later stage."""

from dataclasses import dataclass

from extractor.article import Article, PublishedBasis
from extractor.attribution import Attribution, find_attributions
from extractor.events.agreement.find import find_agreements
from extractor.events.candidates import AgreementCandidate, MeetingCandidate
from extractor.events.meeting.find import find_meetings
from extractor.mentions import Instruction, Quote, Trigger
from extractor.reading import Reading
from extractor.rules.actors.find import find_actors
from extractor.rules.dates.find import find_dates, find_head_date
from extractor.rules.money import find_money
from extractor.rules.periods import find_periods
from extractor.rules.persons.find import find_persons
from extractor.rules.places.find import find_places
from extractor.rules.speech import find_cues
from extractor.rules.text.instructions import blank, find_instructions
from extractor.rules.text.quotes import find_quotes
from extractor.rules.text.sentences import find_sentences
from extractor.rules.words.triggers import find_triggers


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article, all its mentions (`reading`, `quotes`, `cues`), and the records the rules propose.

    The publication date stands in `reading`; it comes from the article's metadata or else from a date line at the head
    of the text, as `published_basis` says. `instructions` are passages that speak to a machine; in the text of
    `reading` they are blank, so no rule and no model reads them as news.
    """

    article: Article
    published_basis: PublishedBasis
    reading: Reading
    quotes: tuple[Quote, ...]
    cues: tuple[Trigger, ...]
    attributions: tuple[Attribution, ...]
    agreements: tuple[AgreementCandidate, ...]
    meetings: tuple[MeetingCandidate, ...]
    instructions: tuple[Instruction, ...] = ()

    @property
    def published(self) -> str | None:
        """The publication date, `YYYY-MM-DD`, or None when unknown."""
        return self.reading.published


def analyse(article: Article) -> Analysis:
    """Run every rule over one article."""
    instructions = find_instructions(article.text)
    text = blank(article.text, instructions)
    head = None if article.published else find_head_date(text)
    published = article.published or (head.edtf if head else None)
    sentences = find_sentences(text)
    actors = find_actors(text)
    persons = find_persons(text, actors=actors, sentences=sentences)
    quotes = find_quotes(text)
    cues = find_cues(text, quotes)
    reading = Reading(
        text=text,
        published=published,
        sentences=sentences,
        dates=find_dates(text, published=published),
        actors=actors,
        places=find_places(text),
        persons=persons,
        triggers=find_triggers(text),
        money=find_money(text),
        periods=find_periods(text),
    )
    meetings = find_meetings(reading)
    return Analysis(
        article=article,
        published_basis=article.published_basis if article.published or not head else "text",
        reading=reading,
        quotes=quotes,
        cues=cues,
        attributions=find_attributions(
            text, sentences=sentences, quotes=quotes, persons=persons, actors=actors, cues=cues
        ),
        agreements=find_agreements(reading, meetings=meetings),
        meetings=meetings,
        instructions=instructions,
    )
