"""Everything the rules see in one article, found once and handed to every later stage."""

from dataclasses import dataclass

from extractor.agreements import AgreementCandidate, find_agreements
from extractor.article import Article, PublishedBasis
from extractor.attribution import Attribution, find_attributions
from extractor.meetings import MeetingCandidate, find_meetings
from extractor.mentions import (
    ActorMention,
    DateMention,
    Money,
    Period,
    Person,
    PlaceMention,
    Quote,
    Sentence,
    Trigger,
)
from extractor.rules.actors import find_actors
from extractor.rules.dates import find_dates, find_head_date
from extractor.rules.money import find_money
from extractor.rules.periods import find_periods
from extractor.rules.persons import find_persons
from extractor.rules.places import find_places
from extractor.rules.quotes import find_quotes
from extractor.rules.sentences import find_sentences
from extractor.rules.speech import find_cues
from extractor.rules.triggers import find_triggers


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article and all its mentions, in document order.

    `published` is an ISO date or None; it comes from the article's metadata or else from a date line at its head.
    """

    article: Article
    published: str | None
    published_basis: PublishedBasis
    sentences: tuple[Sentence, ...]
    dates: tuple[DateMention, ...]
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    persons: tuple[Person, ...]
    quotes: tuple[Quote, ...]
    cues: tuple[Trigger, ...]
    triggers: tuple[Trigger, ...]
    money: tuple[Money, ...]
    periods: tuple[Period, ...]
    attributions: tuple[Attribution, ...]
    agreements: tuple[AgreementCandidate, ...]
    meetings: tuple[MeetingCandidate, ...]
