"""Records of three forms become records that can be checked, and no text and no record makes a check fail."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.analysis import analyse
from extractor.article import Article
from extractor.errors import InputError
from extractor.gold import load_gold
from extractor.validate import failing, find_missed, validate
from extractor.validate.base import fields_of
from extractor.validate.intake import from_json, from_plain
from extractor.validate.table import TARGET, table
from schemas.record import MoneyValue, Place
from tests.work import assert_linear

SEEDS = Path(__file__).parent.parent / "seeds"
TEXT = "On 3 May 2023 Peru and Chile signed a “treaty” on fishing in Lima, President Julio Paredes said."
GOLD = {
    "type": "agreement",
    "id": "A1",
    "report_role": "main",
    "instrument": ["treaty", "agreement"],
    "status": ["signed"],
    "parties": ["PER", "CHL"],
    "signatories": [["Julio Paredes", "Paredes"]],
    "date": ["2023-05-03"],
    "place": {"city": ["Lima"], "country": ["PER"]},
    "domains": ["agriculture"],
    "value": {"amount": 5, "currency": "USD"},
    "evidence": ['signed a "treaty" on fishing'],
}


def test_of_several_accepted_answers_the_preferred_is_taken() -> None:
    record = from_json(GOLD, doc_id="x", text=TEXT)
    found = {name: [value.value for value in values] for name, values in fields_of(record).items()}
    assert (found["instrument"], found["signatories"]) == (["treaty"], ["Julio Paredes"])
    assert found["place"] == [Place(city="Lima", country="PER")]
    assert found["value"] == [MoneyValue(amount=5, currency="USD")]
    assert {value.origin for values in fields_of(record).values() for value in values} == {"input"}


@pytest.mark.fault(14, 25)
def test_evidence_is_found_with_other_marks_and_left_out_where_it_stands_nowhere() -> None:
    record = from_json(
        {**GOLD, "evidence": [*GOLD["evidence"], "nothing of the kind was ever said"]}, doc_id="x", text=TEXT
    )
    assert [passage.text for passage in record.evidence] == ["signed a “treaty” on fishing"]


def test_plain_values_and_our_own_records_are_read_alike() -> None:
    plain = {**GOLD, "instrument": "treaty", "status": "signed", "signatories": ["Julio Paredes"], "date": "2023-05-03"}
    ours = from_json(plain, doc_id="x", text=TEXT)
    again = from_json({**ours.model_dump(), "type": "agreement"}, doc_id="x", text=TEXT)
    assert fields_of(again) == fields_of(ours) == fields_of(from_json(GOLD, doc_id="x", text=TEXT))


def test_a_value_outside_the_vocabulary_is_kept_and_refused() -> None:
    record = from_json({**GOLD, "instrument": "handshake", "status": None}, doc_id="x", text=TEXT)
    (value,) = fields_of(validate([record], analyse(Article("x", TEXT))).records[0])["instrument"]
    assert value.value == "handshake"
    assert value.verdict in ("unsupported", "contradicted")


def test_a_shape_that_no_field_has_is_an_error() -> None:
    with pytest.raises(InputError, match="place"):
        from_json({**GOLD, "place": "Lima"}, doc_id="x", text=TEXT)


def test_the_table_of_checks_is_up_to_date() -> None:
    assert TARGET.read_text("utf-8") == table(), "run python -m extractor.validate.table"


WORDS = st.sampled_from(
    [
        "Iran",
        "signed",
        "a treaty",
        "“",
        "”",
        "said",
        "met",
        "2023-05-03",
        "on Monday",
        "Ali Reza",
        ".",
        "\n\n",
        "not",
        "will",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join))
STRINGS = st.one_of(st.text(max_size=30), WORDS)


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, words=st.lists(STRINGS, min_size=8, max_size=8))
def test_nothing_raises_and_offsets_are_true(text: str, words: list[str]) -> None:
    data: list[dict[str, Any]] = [
        {"type": "agreement", "instrument": words[0], "status": "signed", "parties": words[1:3], "date": words[3]},
        {
            "type": "meeting",
            "realis": "planned",
            "participants": words[:2],
            "host": words[4],
            "place": {"city": words[5]},
        },
        {"type": "statement", "speaker": words[6], "content": text[5:60] or "x", "quote_type": "direct"},
    ]
    records = [from_json({**item, "evidence": [text[:40], words[7]]}, doc_id="x", text=text) for item in data]
    analysis = analyse(Article("x", text, published="2023-05-04"))
    for repair in (True, False):
        validated = validate(records, analysis, repair=repair)
        failing(validated.records, analysis)
        for record in validated.records:
            for value in (value for values in fields_of(record).values() for value in values):
                if value.evidence:
                    assert text[value.evidence.start : value.evidence.end] == value.evidence.text
        for missed in find_missed(validated.records, analysis):
            assert missed.span.covers(missed.trigger) or missed.trigger.of(text)


@pytest.mark.parametrize("name", sorted(path.name for path in SEEDS.glob("*.gold.json")))
def test_repairs_settle_at_once(name: str) -> None:
    (gold,) = load_gold(SEEDS / name)
    analysis = analyse(Article(gold.doc_id, gold.text or "", published=gold.published))
    records = [from_plain(plain, doc_id=gold.doc_id, text=gold.text or "") for plain in gold.records]
    once = validate(records, analysis).records
    twice = validate(once, analysis).records
    assert [[v.value for v in vs] for r in once for vs in fields_of(r).values()] == [
        [v.value for v in vs] for r in twice for vs in fields_of(r).values()
    ]


@pytest.mark.fault(20)
@pytest.mark.parametrize(
    "piece",
    [
        *["signed a treaty ", "“", "not a a a ", "3 May 2023, ", "Iran and ", "he said he said "],
        *[
            "A.",
            "A-",
            "“a\n\n",
            "Iran and Iraq signed a treaty on gas. ",
            "Iran and Iraq met on 3 May 2023. ",
            "“We can do all of it,” Ali Reza said on 3 May 2023. ",
        ],
    ],
)
def test_hostile_text_costs_linear_time(piece: str) -> None:
    record = from_json({**GOLD, "evidence": []}, doc_id="x", text=TEXT)

    def work(length: int) -> None:
        analysis = analyse(Article("x", TEXT + " " + piece * (length // len(piece)), published="2023-05-04"))
        validate([record], analysis)

    assert_linear(work, 2000)
