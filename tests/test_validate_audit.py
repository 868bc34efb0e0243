"""What no record cites is listed, and what a record cites is not."""

import pytest

from extractor.analysis import Analysis, analyse
from extractor.article import Article
from extractor.validate import find_missed, validate
from extractor.validate.intake import from_json
from schemas.record import Record

TEXT = """Peru and Chile sign fishing treaty

On 3 May 2023 Peru and Chile signed a treaty on fishing in Lima. Chilean President Rosa Vial met her Peruvian \
counterpart Julio Paredes on 2 May 2023.

“Our fleets will share what the sea gives,” Vial said on Wednesday evening.

Read more: Bolivia and Chile signed a treaty on water.

Treaties bring peace.
"""
SIGNED = "On 3 May 2023 Peru and Chile signed a treaty on fishing in Lima."
MET = "Chilean President Rosa Vial met her Peruvian counterpart Julio Paredes on 2 May 2023."
SAID = "Our fleets will share what the sea gives,"


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(Article("audit", TEXT, published="2023-05-04"))


def records() -> dict[str, Record]:
    common = {"report_role": "main", "date": "2023-05-03"}
    given = {
        "agreement": {"instrument": "treaty", "status": "signed", "parties": ["PER", "CHL"], "evidence": [SIGNED]},
        "meeting": {"form": "bilateral", "realis": "actual", "countries": ["PER", "CHL"], "evidence": [MET]},
        "statement": {"speaker": "Rosa Vial", "quote_type": "direct", "content": SAID, "speech_act": "assert"},
    }
    return {
        kind: from_json({**data, **common, "type": kind}, doc_id="audit", text=TEXT) for kind, data in given.items()
    }


def test_nothing_is_missed_where_everything_is_coded(analysis: Analysis) -> None:
    assert find_missed(list(records().values()), analysis) == ()


@pytest.mark.fault(33)
@pytest.mark.parametrize(
    ("kind", "words", "trigger"),
    [("agreement", SIGNED, "treaty"), ("meeting", MET, "met"), ("statement", SAID, "said")],
)
def test_a_deleted_record_shows_up(analysis: Analysis, kind: str, words: str, trigger: str) -> None:
    left = [record for name, record in records().items() if name != kind]
    (missed,) = find_missed(left, analysis)
    assert missed.kind == kind
    assert words in missed.span.of(TEXT)
    assert trigger in missed.trigger_text
    assert missed.trigger.of(TEXT) == missed.trigger_text
    assert trigger in missed.message


def test_furniture_headlines_and_generalities_raise_no_alert(analysis: Analysis) -> None:
    found = {missed.span.of(TEXT) for missed in find_missed([], analysis)}
    assert not [words for words in found if "Read more" in words or "bring peace" in words or "fishing treaty" in words]
    assert len(found) == 3


def test_a_repeated_paragraph_is_one_alert() -> None:
    text = f"{SIGNED}\n\n{SIGNED}\n\n{SIGNED}\n"
    found = analyse(Article("twice", text))
    assert len([missed for missed in find_missed([], found) if missed.kind == "agreement"]) == 1


def test_two_instruments_want_two_records() -> None:
    text = "On 3 May 2023 Peru and Chile signed a treaty on fishing. Peru and Brazil signed a memorandum on forests."
    first = {**records()["agreement"].model_dump(), "evidence": [text[: text.index(" Peru and Brazil")]]}
    record = from_json(first, doc_id="two", text=text)
    (missed,) = [m for m in find_missed([record], analyse(Article("two", text))) if m.kind == "agreement"]
    assert "memorandum" in missed.trigger_text


def test_validate_reports_the_same(analysis: Analysis) -> None:
    assert validate([], analysis).missed == find_missed([], analysis)


LIST = (
    "Peru and Chile signed a treaty on fishing. A memorandum of understanding between Peru and Kenya covers ports. "
    "A memorandum of understanding between Peru and Norway covers harbours and ports."
)


def test_an_instrument_brought_in_with_its_sides_wants_a_record_of_its_own() -> None:
    """However many of its kind the article has, and though its sentence does not say what became of it."""
    common = {"type": "agreement", "instrument": "mou", "status": "signed", "parties": ["PER"], "report_role": "main"}
    cited = [words for words in LIST.split(". ") if "Kenya" not in words]
    given = [from_json({**common, "id": f"A{n}", "evidence": [w]}, doc_id="l", text=LIST) for n, w in enumerate(cited)]
    found = find_missed(given, analyse(Article("l", LIST)))
    assert ["Kenya" in missed.span.of(LIST) for missed in found if missed.kind == "agreement"] == [True]


def test_an_event_told_in_the_headline_too_shows_up_where_the_text_tells_of_it() -> None:
    text = f"Peru and Chile sign treaty on fishing\n\nPeru, Chile treaty signed at last\n\n{SIGNED}\n"
    found = find_missed([], analyse(Article("h", text)))
    assert [missed.span.of(text) for missed in found if missed.kind == "agreement"] == [SIGNED]
