"""Baseline: one plain instructor call per article, with the schema and nothing else.

What a user gets who writes the codebook's fields as Pydantic classes and asks once: no examples, no rules, no checks,
no pieces. The schema stands in the instruction too, since llama.cpp enforces it but does not show it to the model.
List and string bounds keep the small model from looping until the token limit. One repeated request on a reply that
does not validate, as instructor does it. A reply cut at the token limit is lost, as it is to any user of instructor.

    python benchmarks/baseline_instructor.py dev.jsonl --to run.jsonl $(the options that serve.py prints)
"""

import argparse
import json
import logging
from collections.abc import Iterator
from typing import Any

import instructor
import openai
from instructor.core import IncompleteOutputException, InstructorRetryException
from pydantic import BaseModel, Field

from benchmarks.foreign import (
    TIMEOUT_SECONDS,
    Extract,
    Extracted,
    Input,
    PlainValues,
    Spent,
    country_code,
    edtf_date,
    parser,
    run_all,
    text_or_none,
)
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

INSTRUCTION = "Extract the agreements, meetings and statements that the news article reports."
MAX_TOKENS = 1500
RETRIES = 1
CODED = frozenset({"parties", "countries", "host", "speaker_country", "country"})


class Place(BaseModel):
    city: str | None = Field(max_length=60)
    country: str | None = Field(max_length=60, description="ISO 3166-1 alpha-3")


class Money(BaseModel):
    amount: float
    currency: str | None = Field(max_length=3, description="ISO 4217")


class Agreement(BaseModel):
    evidence: str = Field(max_length=300, description="verbatim passage")
    instrument: Instrument
    status: AgreementStatus
    parties: list[str] = Field(max_length=12, description="who is bound; ISO 3166-1 alpha-3 or acronym")
    signatories: list[str] = Field(max_length=8, description="persons who signed")
    date: str | None = Field(max_length=40, description="EDTF, e.g. 2023-07-20")
    place: Place | None
    domains: list[Topic] = Field(max_length=4)
    value: Money | None
    duration: str | None = Field(max_length=20, description="ISO 8601, e.g. P20Y")
    count: int | None = Field(description="number of instruments")
    report_role: ReportRole


class Meeting(BaseModel):
    evidence: str = Field(max_length=300, description="verbatim passage")
    form: MeetingForm
    realis: Realis
    participants: list[str] = Field(max_length=12, description="persons by name")
    countries: list[str] = Field(max_length=12, description="who met; ISO 3166-1 alpha-3 or acronym")
    host: str | None = Field(max_length=60, description="host country, ISO 3166-1 alpha-3")
    date: str | None = Field(max_length=40, description="EDTF")
    place: Place | None
    topics: list[Topic] = Field(max_length=4)
    report_role: ReportRole


class Statement(BaseModel):
    speaker: str = Field(max_length=80, description="name without title")
    speaker_country: str | None = Field(max_length=60, description="ISO 3166-1 alpha-3 or acronym")
    addressee: list[str] = Field(max_length=4)
    quote_type: QuoteType
    content: str = Field(max_length=600, description="verbatim text of what was said")
    speech_act: SpeechAct
    date: str | None = Field(max_length=40, description="EDTF")
    topics: list[Topic] = Field(max_length=4)
    report_role: ReportRole


class Records(BaseModel):
    """The records of one article."""

    agreements: list[Agreement] = Field(max_length=8)
    meetings: list[Meeting] = Field(max_length=8)
    statements: list[Statement] = Field(max_length=16)


def plain_records(found: Records) -> Iterator[PlainValues]:
    """The records under the codebook's names, with names of countries as codes and nothing for "unknown"."""
    for kind, listed in (
        ("agreement", found.agreements),
        ("meeting", found.meetings),
        ("statement", found.statements),
    ):
        for record in listed:
            yield {"type": kind, **{name: _plain(name, value) for name, value in record.model_dump().items()}}


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [read for item in value if (read := _plain(name, item))]
    if isinstance(value, dict):
        return {part: _plain(part, item) for part, item in value.items()}
    if not isinstance(value, str):
        return value
    text = text_or_none(value)
    if text and name in CODED:
        return country_code(text)
    return text and edtf_date(text) if name == "date" else text


def system_prompt() -> str:
    schema = json.dumps(Records.model_json_schema(), separators=(",", ":"))
    return f"{INSTRUCTION} Answer with JSON of this schema:\n{schema}"


def messages_for(article: Input) -> list[Any]:
    head = f"Published: {article.published}\n\n" if article.published else ""
    return [{"role": "system", "content": system_prompt()}, {"role": "user", "content": head + article.text}]


def extractor_with(options: argparse.Namespace) -> Extract:
    client = instructor.from_openai(
        openai.OpenAI(
            base_url=options.base_url,
            api_key=options.api_key,
            max_retries=0,
            timeout=TIMEOUT_SECONDS,
            http_client=openai.DefaultHttpxClient(trust_env=False),
        ),
        mode=instructor.Mode.JSON_SCHEMA,
    )

    def extract(article: Input, spent: Spent) -> Extracted:
        client.clear("completion:response")
        client.on("completion:response", spent.count)
        try:
            found = client.create(
                model=options.model,
                response_model=Records,
                messages=messages_for(article),
                max_retries=RETRIES,
                max_tokens=MAX_TOKENS,
                temperature=0.0,
                seed=0,
            )
        except IncompleteOutputException:
            return Extracted(error=f"the reply was cut at {MAX_TOKENS} tokens")
        except InstructorRetryException as error:
            return Extracted(error=f"no valid reply: {error.__cause__ or error}")
        return Extracted(list(plain_records(found)))

    return extract


def main() -> None:
    options = parser(__doc__).parse_args()
    logging.getLogger("instructor").setLevel(logging.CRITICAL)
    run_all(options, extractor_with(options))


if __name__ == "__main__":
    main()
