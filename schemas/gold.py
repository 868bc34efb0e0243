"""The codebook's gold label format (section 7): one JSON file per article.

Validation here is of shape and vocabulary; whether evidence stands in the text, and whether a date is EDTF, needs the
article and the date rules, and is checked by `extractor.gold`.
"""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field

from schemas.record import Frozen
from schemas.vocabulary import (
    AgreementStatus,
    Instrument,
    MeetingForm,
    QuoteType,
    Realis,
    ReportRole,
    SpeechAct,
    Topic,
)

T = TypeVar("T")


def _listed(value: Any) -> Any:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


# A slot that allows several answers; a lone value stands for a list of one, null for the empty list.
Accepted = Annotated[tuple[T | None, ...], BeforeValidator(_listed)]
Text = Annotated[str, Field(min_length=1)]
Person = Annotated[tuple[Text | None, ...], BeforeValidator(_listed), Field(min_length=1)]
IsoDay = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Duration = Annotated[str, Field(pattern=r"^P((\d+[YMWD])+(T(\d+[HMS])+)?|T(\d+[HMS])+)$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class GoldMoney(Frozen):
    """An amount in units of an ISO 4217 currency."""

    amount: float
    currency: Currency | None = None


class GoldPlace(Frozen):
    """The cities and countries that are accepted for a place."""

    city: Accepted[Text] = ()
    country: Accepted[Text] = ()


class GoldRecord(Frozen):
    """What the three kinds have in common."""

    id: Text
    optional: bool = False
    report_role: ReportRole


class GoldAgreement(GoldRecord):
    """A coded instrument."""

    instrument: Accepted[Instrument]
    status: Accepted[AgreementStatus]
    parties: tuple[Text, ...] = ()
    signatories: tuple[Person, ...] = ()
    date: Accepted[Text] = ()
    place: GoldPlace | None = None
    domains: tuple[Topic, ...] = ()
    value: GoldMoney | None = None
    duration: Duration | None = None
    count: Annotated[int, Field(ge=1)] | None = None
    evidence: tuple[Text, ...]


class GoldMeeting(GoldRecord):
    """A coded encounter or visit."""

    form: Accepted[MeetingForm]
    realis: Accepted[Realis]
    participants: tuple[Person, ...] = ()
    countries: tuple[Text, ...] = ()
    host: Accepted[Text] = ()
    date: Accepted[Text] = ()
    place: GoldPlace | None = None
    topics: tuple[Topic, ...] = ()
    evidence: tuple[Text, ...]


class GoldStatement(GoldRecord):
    """A coded statement; its content is its evidence."""

    speaker: Accepted[Text]
    speaker_country: Accepted[Text] = ()
    addressee: tuple[Person, ...] = ()
    quote_type: Accepted[QuoteType]
    content: Text
    speech_act: Accepted[SpeechAct]
    date: Accepted[Text] = ()
    topics: tuple[Topic, ...] = ()


class GoldFile(Frozen):
    """All labels of one article; `doc_id` is the file's NAME, `published` None where the text does not give it."""

    doc_id: Text
    published: IsoDay | None = None
    agreements: tuple[GoldAgreement, ...] = ()
    meetings: tuple[GoldMeeting, ...] = ()
    statements: tuple[GoldStatement, ...] = ()


GroupName = Literal["agreements", "meetings", "statements"]
