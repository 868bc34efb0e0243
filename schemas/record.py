"""Records as the program establishes them: every value with its evidence and a verdict.

These types are written by the program only. What a model fills in lives in `schemas.draft`.
Field names and meanings follow the codebook, section 3.
"""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from schemas.vocabulary import (
    AgreementStatus,
    Instrument,
    MeetingForm,
    Origin,
    QuoteType,
    Realis,
    ReportRole,
    SpeechAct,
    Topic,
    Verdict,
)

T = TypeVar("T")


class Frozen(BaseModel):
    """A value object: no unknown keys, no change after creation."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(Frozen):
    """A verbatim passage: `text` is the article's text from `start` to `end` (code points, half-open)."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Finding(Frozen):
    """One thing a check has to say about a value, in words a coder understands."""

    code: str
    severity: Literal["info", "warning", "error"]
    message: str
    start: int | None = None
    end: int | None = None


class Value(Frozen, Generic[T]):
    """One value of a record, the words that support it, and what the checks say.

    `origin` says who put the value here: the model's choice, a rule, a repair by a rule, or the given input.
    `evidence` is the passage that decides the verdict, None where no passage was found.
    `previous` is the value that a repair replaced.
    """

    value: T
    verdict: Verdict = "unchecked"
    origin: Origin = "rule"
    evidence: Evidence | None = None
    findings: tuple[Finding, ...] = ()
    previous: str | None = None


class MoneyValue(Frozen):
    """An amount in units of an ISO 4217 currency."""

    amount: float
    currency: str | None = None


class Place(Frozen):
    """A city and the ISO 3166-1 alpha-3 code of its country; either may be missing."""

    city: str | None = None
    country: str | None = None


class Provenance(Frozen):
    """What made a record: enough to make it again.

    `prompts` maps a prompt's name with version to the SHA-256 of its template.
    """

    extractor: str
    model: str
    prompts: dict[str, str] = {}


class Codes(Frozen):
    """Event codes derived by rule (codebook section 6), never asked of a model."""

    cameo: str | None = None
    plover: str | None = None
    plover_mode: str | None = None


class RecordBase(Frozen):
    """What all three kinds have. `record_id` is a hash of document, kind and evidence, stable across runs.

    `confidence` is 0-1, None where it was not established.
    """

    record_id: str
    doc_id: str
    report_role: Value[ReportRole]
    evidence: tuple[Evidence, ...]
    codes: Codes = Codes()
    confidence: float | None = None
    findings: tuple[Finding, ...] = ()
    provenance: Provenance


class Agreement(RecordBase):
    """An instrument between states, organisations or state bodies."""

    type: Literal["agreement"] = "agreement"
    instrument: Value[Instrument]
    status: Value[AgreementStatus]
    parties: tuple[Value[str], ...] = ()
    signatories: tuple[Value[str], ...] = ()
    date: Value[str] | None = None
    place: Value[Place] | None = None
    domains: tuple[Value[Topic], ...] = ()
    value: Value[MoneyValue] | None = None
    duration: Value[str] | None = None
    count: Value[int] | None = None


class Meeting(RecordBase):
    """An encounter between officials of two or more countries or organisations, or an official visit."""

    type: Literal["meeting"] = "meeting"
    form: Value[MeetingForm]
    realis: Value[Realis]
    participants: tuple[Value[str], ...] = ()
    countries: tuple[Value[str], ...] = ()
    host: Value[str] | None = None
    date: Value[str] | None = None
    place: Value[Place] | None = None
    topics: tuple[Value[Topic], ...] = ()


class Statement(RecordBase):
    """A proposition attributed to an identifiable speaker."""

    type: Literal["statement"] = "statement"
    speaker: Value[str]
    speaker_country: Value[str] | None = None
    addressee: tuple[Value[str], ...] = ()
    quote_type: Value[QuoteType]
    content: Value[str]
    speech_act: Value[SpeechAct]
    date: Value[str] | None = None
    topics: tuple[Value[Topic], ...] = ()


Record = Annotated[Agreement | Meeting | Statement, Field(discriminator="type")]
RECORDS: dict[str, type[RecordBase]] = {"agreement": Agreement, "meeting": Meeting, "statement": Statement}
