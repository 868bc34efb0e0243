"""Every check on sentences of our own: what it accepts, what it refuses, and what it repairs."""

from typing import Any

import pytest

from extractor.analysis import Analysis, analyse
from extractor.article import Article
from extractor.validate import Validated, failing, validate
from extractor.validate.base import fields_of
from extractor.validate.intake import from_json
from schemas.record import Place, Record, Value

TEXT = """NAIROBI, 14 May 2024 – Kenyan Foreign Minister Wanjiru Otieno and her Ugandan counterpart Joseph Mukasa \
signed a 20-year agreement worth $300 million on rail transport in Nairobi on Tuesday, 14 May 2024. The signing was \
witnessed by Norway's ambassador.

“The railway will carry no passengers before 2026,” Otieno told reporters after the ceremony. Mukasa said that both \
governments would share the costs equally.

The two ministers will sign a protocol on customs in Kampala on 3 June 2024. A planned visit of President Tadesse \
Bekele of Ethiopia to Addis Ababa's neighbours has been postponed.

Last month, Rwandan Trade Minister Alice Uwera met Kenyan officials in Kigali on 9 April 2024. They did not sign a \
memorandum of understanding.
"""
SIGNING = TEXT[TEXT.index("Kenyan Foreign") : TEXT.index(" The signing")]
WITNESS = TEXT[TEXT.index("The signing") : TEXT.index("\n\n“The")]
PLANNED = TEXT[TEXT.index("The two ministers") : TEXT.index(" A planned")]
VISIT = TEXT[TEXT.index("A planned") : TEXT.index("\n\nLast month")]
MET = TEXT[TEXT.index("Last month") : TEXT.index(" They did")]
UNSIGNED = TEXT[TEXT.index("They did") :].strip()
QUOTE = "The railway will carry no passengers before 2026"
SPEECH = "both governments would share the costs equally"

AGREEMENT = {
    "type": "agreement",
    "id": "A",
    "report_role": "main",
    "instrument": "agreement",
    "status": "signed",
    "parties": ["KEN", "UGA"],
    "signatories": ["Wanjiru Otieno", "Joseph Mukasa"],
    "date": "2024-05-14",
    "place": {"city": "Nairobi", "country": "KEN"},
    "domains": ["transport"],
    "value": {"amount": 300000000, "currency": "USD"},
    "duration": "P20Y",
    "count": 1,
    "evidence": [SIGNING],
}
MEETING = {
    "type": "meeting",
    "id": "M",
    "report_role": "background",
    "form": "bilateral",
    "realis": "actual",
    "participants": ["Alice Uwera"],
    "countries": ["RWA", "KEN"],
    "host": "RWA",
    "date": "2024-04-09",
    "place": {"city": "Kigali", "country": "RWA"},
    "topics": ["trade_investment"],
    "evidence": [MET],
}
DIRECT = {
    "type": "statement",
    "id": "S",
    "report_role": "main",
    "speaker": "Wanjiru Otieno",
    "speaker_country": "KEN",
    "quote_type": "direct",
    "content": QUOTE,
    "speech_act": "assert",
    "date": "2024-05-14",
    "topics": ["transport"],
}
INDIRECT = {**DIRECT, "id": "T", "speaker": "Joseph Mukasa", "speaker_country": "UGA", "quote_type": "indirect"}
INDIRECT |= {"content": SPEECH, "speech_act": "commit_offer"}
DOUBTED = {"unsupported", "contradicted"}


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(Article("own", TEXT, published="2024-05-15"))


def check(analysis: Analysis, *given: dict[str, Any], repair: bool = False) -> Validated:
    records = [from_json(data, doc_id="own", text=analysis.article.text) for data in given]
    return validate(records, analysis, repair=repair)


def values(record: Record, name: str) -> tuple[Value[Any], ...]:
    return fields_of(record)[name]


def codes(record: Record, name: str) -> set[str]:
    return {finding.code for value in values(record, name) for finding in value.findings}


@pytest.mark.parametrize("data", [AGREEMENT, MEETING, DIRECT, INDIRECT], ids=lambda data: data["id"])
def test_right_records_are_clean(analysis: Analysis, data: dict[str, Any]) -> None:
    record = check(analysis, data).records[0]
    doubts = {
        (name, value.verdict, value.findings)
        for name, held in fields_of(record).items()
        for value in held
        if value.verdict in {*DOUBTED, "unchecked"} or any(f.severity != "info" for f in value.findings)
    }
    assert not doubts


REFUSED = [
    # dates
    (AGREEMENT, {"date": "14 May around noon"}, "date", "date-format"),
    (AGREEMENT, {"date": "2023-05-14"}, "date", "date-support"),
    (AGREEMENT, {"date": "2024-05-21"}, "date", "date-support"),
    (AGREEMENT, {"date": "2024-04-09"}, "date", "date-support"),
    (AGREEMENT, {"date": "2024-06-03"}, "date", "date-after-publication"),
    (MEETING, {"date": "2024-05-14"}, "date", "date-support"),
    (MEETING, {"realis": "planned", "report_role": "main"}, "date", "date-plan-past"),
    (DIRECT, {"date": "2026"}, "date", "date-after-publication"),
    (DIRECT, {"date": "2024-05-15"}, "date", "date-support"),
    # names
    (AGREEMENT, {"signatories": ["Wanjiru Otieno", "Anselm Okonjo"]}, "signatories", "name-support"),
    (AGREEMENT, {"signatories": ["Grace Otieno", "Joseph Mukasa"]}, "signatories", "name-support"),
    (AGREEMENT, {"signatories": ["Wanjiru Otieno", "Alice Uwera"]}, "signatories", "name-other-event"),
    (MEETING, {"participants": ["Joseph Mukasa"]}, "participants", "name-other-event"),
    (MEETING, {"countries": ["KEN", "UGA"]}, "participants", "participant-country"),
    (DIRECT, {"speaker_country": "UGA"}, "speaker_country", "person-country"),
    # countries and places
    (AGREEMENT, {"parties": ["KEN", "PER"]}, "parties", "country-support"),
    (AGREEMENT, {"parties": ["KEN", "RWA"]}, "parties", "country-other-event"),
    (AGREEMENT, {"parties": ["KEN", "NOR"], "evidence": [SIGNING, WITNESS]}, "parties", "witness-not-party"),
    (MEETING, {"host": "ETH"}, "host", "host-elsewhere"),
    (AGREEMENT, {"place": {"city": "Suva", "country": "FJI"}}, "place", "place-support"),
    (AGREEMENT, {"place": {"city": "Nairobi", "country": "UGA"}}, "place", "city-country"),
    (AGREEMENT, {"place": {"city": "Kigali", "country": "RWA"}}, "place", "place-other-event"),
    # quotations and speakers
    (DIRECT, {"content": QUOTE.replace("no passengers", "passengers")}, "content", "content-verbatim"),
    (DIRECT, {"content": QUOTE.replace("railway", "motorway")}, "content", "content-verbatim"),
    (DIRECT, {"content": "The harbour will be closed for good next winter"}, "content", "content-verbatim"),
    (DIRECT, {"quote_type": "indirect"}, "quote_type", "quote-marks"),
    (INDIRECT, {"quote_type": "direct"}, "quote_type", "quote-marks"),
    (INDIRECT, {"speaker": "Wanjiru Otieno"}, "speaker", "speaker-cue"),
    (DIRECT, {"addressee": ["Alice Uwera"]}, "addressee", "addressee-spoken-to"),
    # status, instrument, amounts
    (AGREEMENT, {"status": "planned_signing"}, "status", "status-words"),
    (AGREEMENT, {"status": "rejected"}, "status", "status-words"),
    (AGREEMENT, {"status": "signed", "evidence": [PLANNED]}, "status", "status-words"),
    (AGREEMENT, {"status": "signed", "evidence": [UNSIGNED]}, "status", "status-words"),
    (MEETING, {"realis": "cancelled"}, "realis", "realis-words"),
    (MEETING, {"evidence": [VISIT]}, "realis", "realis-words"),
    (AGREEMENT, {"instrument": "treaty"}, "instrument", "instrument-words"),
    (MEETING, {"form": "phone_video"}, "form", "form-words"),
    (AGREEMENT, {"value": {"amount": 3e9, "currency": "USD"}}, "value", "value-support"),
    (AGREEMENT, {"value": {"amount": 3e8, "currency": "EUR"}}, "value", "value-support"),
    (AGREEMENT, {"duration": "P25Y"}, "duration", "duration-support"),
    (AGREEMENT, {"count": 11}, "count", "count-support"),
    (AGREEMENT, {"domains": ["space"]}, "domains", "topic-words"),
]


@pytest.mark.fault(14)
@pytest.mark.parametrize(("data", "change", "field", "code"), REFUSED)
def test_wrong_values_are_flagged_by_the_check_for_them(
    analysis: Analysis, data: dict[str, Any], change: dict[str, Any], field: str, code: str
) -> None:
    record = check(analysis, {**data, **change}).records[0]
    assert code in codes(record, field)
    worst = {f.severity for value in values(record, field) for f in value.findings if f.code == code}
    assert worst & {"warning", "error"}


ACCEPTED = [
    (AGREEMENT, {"status": "planned_signing", "evidence": [PLANNED], "date": "2024-06-03"}, "status"),
    (AGREEMENT, {"status": "planned_signing", "evidence": [PLANNED], "date": "2024-06-03"}, "date"),
    (AGREEMENT, {"instrument": "protocol", "evidence": [PLANNED]}, "instrument"),
    (AGREEMENT, {"status": "rejected", "evidence": [UNSIGNED]}, "status"),
    (MEETING, {"realis": "cancelled", "evidence": [VISIT]}, "realis"),
    (MEETING, {"participants": ["Tadesse Bekele"], "evidence": [VISIT]}, "participants"),
    (AGREEMENT, {"value": {"amount": 3e8, "currency": None}}, "value"),
    (AGREEMENT, {"place": {"city": None, "country": "KEN"}}, "place"),
]


@pytest.mark.parametrize(("data", "change", "field"), ACCEPTED)
def test_right_values_in_other_words_are_accepted(
    analysis: Analysis, data: dict[str, Any], change: dict[str, Any], field: str
) -> None:
    record = check(analysis, {**data, **change}).records[0]
    assert not [value for value in values(record, field) if value.verdict in DOUBTED]


REPAIRED = [
    (AGREEMENT, {"date": "14 May 2024"}, "date", "2024-05-14"),
    (AGREEMENT, {"parties": ["Kenyan", "Uganda"]}, "parties", "KEN"),
    (AGREEMENT, {"signatories": ["Otieno", "Joseph Mukasa"]}, "signatories", "Wanjiru Otieno"),
    (INDIRECT, {"quote_type": "mixed"}, "quote_type", "indirect"),
    (DIRECT, {"content": QUOTE.upper()}, "content", QUOTE),
    (INDIRECT, {"content": f"Mukasa said that {SPEECH}"}, "content", SPEECH),
]


@pytest.mark.parametrize(("data", "change", "field", "right"), REPAIRED)
def test_what_is_beyond_doubt_is_repaired_and_says_so(
    analysis: Analysis, data: dict[str, Any], change: dict[str, Any], field: str, right: str
) -> None:
    given = {**data, **change}
    mended = next(v for v in values(check(analysis, given, repair=True).records[0], field) if v.value == right)
    old = change[field] if isinstance(change[field], str) else change[field][0]
    assert (mended.origin, mended.previous) == ("repair", old)
    assert mended.findings
    assert mended.verdict not in DOUBTED
    kept = values(check(analysis, given).records[0], field)
    assert [value.value for value in kept] == (change[field] if isinstance(change[field], list) else [change[field]])


def test_two_spellings_of_one_person_are_joined(analysis: Analysis) -> None:
    record = check(analysis, {**AGREEMENT, "signatories": ["Otieno", "Wanjiru Otieno"]}, repair=True).records[0]
    assert [value.value for value in values(record, "signatories")] == ["Wanjiru Otieno"]


def test_duplicates_are_merged_or_reported(analysis: Analysis) -> None:
    twin = {**AGREEMENT, "id": "B"}
    merged = check(analysis, AGREEMENT, twin, repair=True).records
    assert [record.record_id for record in merged] == ["A"]
    assert "duplicate" in {finding.code for finding in merged[0].findings}
    kept = check(analysis, AGREEMENT, twin).records
    assert [{finding.code for finding in record.findings} for record in kept] == [set(), {"duplicate"}]


def test_one_event_under_two_dates(analysis: Analysis) -> None:
    records = check(analysis, AGREEMENT, {**AGREEMENT, "id": "B", "date": "2024-04-09"}).records
    assert "two-dates" in codes(records[1], "date")


def test_an_agreement_signed_at_a_meeting_bears_its_date(analysis: Analysis) -> None:
    meeting = {**MEETING, "evidence": [SIGNING], "countries": ["KEN", "UGA"], "date": "2024-05-14"}
    assert "date-of-meeting" not in codes(check(analysis, AGREEMENT, meeting).records[0], "date")
    late = check(analysis, {**AGREEMENT, "date": "2024-05-10"}, meeting)
    assert "date-of-meeting" in codes(late.records[0], "date")


@pytest.mark.parametrize(
    ("data", "change", "code"),
    [
        (AGREEMENT, {"parties": ["KEN"]}, "two-parties"),
        (MEETING, {"countries": ["RWA"]}, "two-sides"),
        (AGREEMENT, {"evidence": []}, "no-evidence"),
    ],
)
def test_records_as_a_whole(analysis: Analysis, data: dict[str, Any], change: dict[str, Any], code: str) -> None:
    assert code in {finding.code for finding in check(analysis, {**data, **change}).records[0].findings}
    assert code not in {finding.code for finding in check(analysis, data).records[0].findings}


def test_two_holders_of_one_office() -> None:
    text = "On 2 May 2023 Chadian President Ali Deby and Chadian President Omar Saleh met Niger's President Issa Bako."
    found = analyse(Article("x", text))
    meeting = {**MEETING, "participants": ["Ali Deby", "Omar Saleh"], "countries": ["TCD", "NER"], "evidence": [text]}
    assert "one-office" in codes(check(found, meeting).records[0], "participants")
    assert "one-office" not in codes(check(found, {**meeting, "participants": ["Ali Deby"]}).records[0], "participants")


def test_weekday_and_calendar_must_agree() -> None:
    text = "Kenya and Uganda signed an agreement on Monday, 14 May 2024."
    found = analyse(Article("x", text))
    record = check(found, {**AGREEMENT, "evidence": [text]}).records[0]
    assert "date-weekday" in codes(record, "date")


def test_the_day_of_publication_is_no_default_for_an_event() -> None:
    text = "Kenya and Uganda have signed an agreement on rail transport."
    found = analyse(Article("x", text, published="2024-05-14"))
    assert "date-support" in codes(check(found, {**AGREEMENT, "evidence": [text]}).records[0], "date")


def test_failing_values_come_with_the_options_of_the_article(analysis: Analysis) -> None:
    records = check(analysis, {**AGREEMENT, "date": "2023-05-14"}).records
    (failed,) = failing(records, analysis)
    assert (failed.field, failed.value, failed.finding is not None) == ("date", "2023-05-14", True)
    assert "2024-05-14" in failed.options
    assert failing(check(analysis, AGREEMENT).records) == ()


def test_findings_point_into_the_text(analysis: Analysis) -> None:
    for data, change, _, _ in REFUSED:
        for held in fields_of(check(analysis, {**data, **change}).records[0]).values():
            for value in held:
                for passage in [value.evidence] if value.evidence else []:
                    assert TEXT[passage.start : passage.end] == passage.text


def test_places_without_a_city_need_their_country(analysis: Analysis) -> None:
    record = check(analysis, {**AGREEMENT, "place": {"city": None, "country": "PER"}}).records[0]
    (value,) = values(record, "place")
    assert (value.value, value.verdict) == (Place(country="PER"), "contradicted")
