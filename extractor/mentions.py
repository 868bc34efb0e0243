"""What the rules find in an article: plain values that point into its text.

A mention is a claim about words, not about the world: `span` says where, the other fields how the codebook reads it.
All rule modules speak these types and nothing else, so each rule can be read, run and tested alone.
"""

from dataclasses import dataclass
from typing import Literal

from extractor.spans import Span

SentenceKind = Literal["body", "headline", "caption", "furniture"]
Granularity = Literal["day", "week", "month", "season", "year", "span", "none"]
DateBasis = Literal["explicit", "relative", "inferred", "none"]
NameForm = Literal["name", "demonym", "capital", "alias", "acronym"]
PlaceKind = Literal["city", "country", "venue"]
PersonForm = Literal["full", "short", "office"]
TriggerKind = Literal["instrument", "signing", "negotiation", "meeting", "visit", "phone", "speech"]
Modality = Literal["actual", "planned", "negated", "cancelled", "past"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `index` counts from 0 through the article, `paragraph` likewise."""

    index: int
    span: Span
    paragraph: int
    kind: SentenceKind = "body"


@dataclass(frozen=True, slots=True)
class Instruction:
    """A passage addressed to a machine that reads the article; `trigger` are the words that give it away."""

    span: Span
    trigger: Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression.

    `edtf` is the resolved date (EDTF level 0-1, codebook section 4) or None where the text gives no anchor. `anchor`
    names what it was resolved against, e.g. `"published 2023-07-21"`, and is empty for explicit dates.
    """

    span: Span
    text: str
    edtf: str | None
    granularity: Granularity
    basis: DateBasis
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A country or organisation named in the text; `code` is ISO 3166-1 alpha-3 or the usual acronym (codebook 3).

    `body` is True where the words name a state body ("the Kremlin", "Iran's Foreign Ministry", "Bolivian government")
    rather than the state itself; `code` is then the state it acts for.
    """

    span: Span
    text: str
    code: str
    form: NameForm
    body: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A city, country or venue in a position where the text uses it as a place ("in Tehran")."""

    span: Span
    text: str
    kind: PlaceKind
    city: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class PersonMention:
    """Words that refer to one person: a full name, a short form, or an office without a name."""

    span: Span
    text: str
    form: PersonForm


@dataclass(frozen=True, slots=True)
class Person:
    """Everyone the article names once, with all the words that refer to them.

    `name` is the fullest form in the document, titles and ranks left out, spelling untouched. `country` is the code of
    the state or organisation they act for, None where the text does not say. `offices` are the offices as written.
    """

    id: int
    name: str
    country: str | None
    offices: tuple[str, ...]
    mentions: tuple[PersonMention, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation. `span` includes its marks, `inner` does not; `depth` is 0 for an outer quotation.

    `closed` is False where the closing mark is missing; such a quotation ends with its paragraph.
    """

    span: Span
    inner: Span
    depth: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that announces an event. `value` is the codebook value it suggests, empty where it suggests none.

    `modality` is read off the verb group that governs the trigger: "will sign" planned, "did not sign" negated,
    "postponed" cancelled, "had signed" past.
    """

    kind: TriggerKind
    span: Span
    text: str
    value: str
    modality: Modality = "actual"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money; `amount` in units of `currency` (ISO 4217), currency None where the text gives none."""

    span: Span
    text: str
    amount: float
    currency: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time said of something ("a 20-year agreement"); `iso` is an ISO 8601 duration."""

    span: Span
    text: str
    iso: str
