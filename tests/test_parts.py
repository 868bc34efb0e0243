"""Long articles by parts: nothing is left out, nothing is told twice, names come from the whole article."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.analysis import analyse
from extractor.article import Article
from extractor.pipeline import extract_article
from extractor.reading import Reading
from extractor.rules.text.sentences import find_sentences
from extractor.strategy.parts import PART_CHARACTERS, find_parts
from tests.conftest import FakeModel

FILLER = "The harbour was quiet and the boats stayed in. "
SIGNED = "Norway and Kenya signed a fisheries agreement in Nairobi on Monday."


def reading_of(text: str) -> Reading:
    return Reading(text=text, sentences=find_sentences(text))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(["Peru signed. ", "x" * 70, "\n\n", "The talks went on for hours. ", "— "]), max_size=60)
)
def test_parts_cover_the_text_overlap_and_stay_within_bounds(pieces: list[str]):
    text = "".join(pieces)
    parts = find_parts(reading_of(text), most=200, overlap=40)
    assert parts[0].start == 0
    assert parts[-1].end == len(text)
    assert all(part.end - part.start <= 200 for part in parts)
    for before, after in pairwise(parts):
        assert before.start < after.start <= before.end - 40
        assert before.end < after.end


def test_parts_end_where_sentences_end():
    text = "Peru signed the treaty. " * 30
    parts = find_parts(reading_of(text), most=200, overlap=30)
    assert len(parts) > 3
    assert all(part.of(text).endswith("treaty.") for part in parts[:-1])
    assert all(part.of(text).startswith("Peru") for part in parts)


def test_an_ordinary_article_is_one_part():
    assert [tuple(part) for part in find_parts(reading_of(SIGNED))] == [(0, len(SIGNED))]


def test_an_overlap_that_leaves_nothing_is_refused():
    with pytest.raises(ValueError, match="overlap"):
        find_parts(reading_of(SIGNED), most=100, overlap=50)


def test_a_long_article_is_asked_about_by_parts_and_gives_each_record_once():
    """The agreement stands where two parts overlap, so both report it; the signatory's full name stands only in one."""
    lead = "Kenyan President Asha Otieno opened the fair. "
    count = (PART_CHARACTERS - 400) // len(FILLER)
    text = f"{lead}{FILLER * count}{SIGNED} Otieno signed for Kenya. {FILLER * 100}"
    assert [SIGNED in part.of(text) for part in find_parts(analyse(Article("a", text)).reading)] == [True, True]
    draft = {
        "evidence": SIGNED,
        "report_role": "main",
        "instrument": "agreement",
        "status": "signed",
        "parties": ["Norway", "Kenya"],
        "signatories": ["Otieno"],
        "date": "Monday",
        "city": "Nairobi",
        "country": "Kenya",
        "domains": [],
    }
    model = FakeModel({"records": [draft]}, {"records": [draft]})
    outcome = extract_article(Article("a", text, published="2024-05-07"), model, strategy="open", kinds=("agreement",))
    asked = [question.messages[-1].content for question in model.history if question.name.startswith("open_")]
    assert len(asked) == 2
    assert lead.strip() in asked[0]
    assert lead.strip() not in asked[1]
    (record,) = outcome.records
    assert [value.value for value in record.signatories] == ["Asha Otieno"]
    assert record.date is not None
    assert record.date.value == "2024-05-06"
    assert text[record.evidence[0].start : record.evidence[0].end] == SIGNED
