"""What a model fills in when it is free to write: the open form for strong models.

Class docstrings and field descriptions are sent to the model. Nothing here is trusted: every value is looked up in the
article afterwards, and the program's own types live in `schemas.record`.
"""

from pydantic import BaseModel, ConfigDict, Field

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

# Bounds keep a model that loops from filling the context; real articles stay far below them.
MAX_RECORDS = 60
MAX_ITEMS = 30
MAX_NAME = 120
MAX_PASSAGE = 1500


class Draft(BaseModel):
    """What all three kinds share."""

    model_config = ConfigDict(extra="ignore")

    evidence: str = Field(max_length=MAX_PASSAGE, description="verbatim passage of the article that reports this")
    report_role: ReportRole = Field("main", description="main, or background for an earlier event given as context")


class AgreementDraft(Draft):
    """One instrument between states or organisations: signed, existing, negotiated or announced for signature."""

    instrument: Instrument
    status: AgreementStatus
    parties: list[str] = Field(max_length=MAX_ITEMS, description="countries or organisations bound, as named")
    signatories: list[str] = Field([], max_length=MAX_ITEMS, description="persons who signed it")
    date: str | None = Field(None, max_length=MAX_NAME, description="date of signing, in the article's own words")
    city: str | None = Field(None, max_length=MAX_NAME)
    country: str | None = Field(None, max_length=MAX_NAME, description="country of signing")
    domains: list[Topic] = Field([], max_length=8)
    value: str | None = Field(None, max_length=MAX_NAME, description="amount of money, in the article's own words")
    duration: str | None = Field(None, max_length=MAX_NAME, description="e.g. 20-year, in the article's own words")
    count: int | None = Field(1, ge=1, description="number of instruments this record stands for, null if unknown")


class MeetingDraft(Draft):
    """One encounter between officials of two or more countries or organisations, or one official visit."""

    form: MeetingForm
    realis: Realis
    participants: list[str] = Field([], max_length=MAX_ITEMS, description="persons by name")
    countries: list[str] = Field(max_length=MAX_ITEMS, description="countries or organisations that met, as named")
    host: str | None = Field(None, max_length=MAX_NAME, description="host country")
    date: str | None = Field(None, max_length=MAX_NAME, description="date, in the article's own words")
    city: str | None = Field(None, max_length=MAX_NAME)
    country: str | None = Field(None, max_length=MAX_NAME)
    topics: list[Topic] = Field([], max_length=8)


class StatementDraft(Draft):
    """One proposition attributed to an identifiable speaker; its evidence is what was said, verbatim."""

    speaker: str = Field(max_length=MAX_NAME, description="fullest form of the name, without title")
    speaker_country: str | None = Field(None, max_length=MAX_NAME)
    addressee: list[str] = Field([], max_length=MAX_ITEMS)
    quote_type: QuoteType
    speech_act: SpeechAct
    date: str | None = Field(None, max_length=MAX_NAME, description="date it was said, in the article's own words")
    topics: list[Topic] = Field([], max_length=8)


class AgreementDrafts(BaseModel):
    """All Agreements of the article."""

    records: list[AgreementDraft] = Field(max_length=MAX_RECORDS)


class MeetingDrafts(BaseModel):
    """All Meetings of the article."""

    records: list[MeetingDraft] = Field(max_length=MAX_RECORDS)


class StatementDrafts(BaseModel):
    """All Statements of the article."""

    records: list[StatementDraft] = Field(max_length=MAX_RECORDS)
