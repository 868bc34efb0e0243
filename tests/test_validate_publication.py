"""The day of publication is no date of an event until words of the text say so (codebook, section 4)."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.validate import validate
from extractor.validate.intake import from_json

DAY = "2024-05-14"


def date_of(text, kind, evidence, **values):
    article = Article("a", text, published=DAY)
    data = {"type": kind, "id": "R1", "date": DAY, "evidence": [evidence], **values}
    return validate([from_json(data, doc_id="a", text=text)], analyse(article)).records[0].date


SIGNED = "Peru and Estonia signed a protocol on fishing."
AGREEMENT = {"instrument": "protocol", "status": "signed", "parties": ["PER", "EST"]}
SAID = "Estonian Foreign Minister Kadri Tamm said the talks had been useful."
STATEMENT = {"speaker": "Kadri Tamm", "content": "the talks had been useful", "quote_type": "indirect"}


@pytest.mark.parametrize(
    "text",
    [
        SIGNED,
        f"TALLINN, May 14, 2024 – {SIGNED}",
        f"Tue, May 14, 2024\n\n{SIGNED}",
        f"LIMA, May 14, 2024. {SIGNED}",
        f"LIMA (May 14, 2024) – {SIGNED}",
        f"LIMA, 14 May 2024: {SIGNED}",
        f"{SIGNED} “We sail today,” Estonian Foreign Minister Kadri Tamm said.",
    ],
)
def test_head_of_the_page_and_quoted_words_do_not_date_a_signing(text):
    assert date_of(text, "agreement", SIGNED, **AGREEMENT).verdict == "unsupported"


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Estonia signed a protocol on fishing on Tuesday.",
        "Peru and Estonia signed a protocol on fishing on May 14, 2024.",
        "Peru and Estonia today signed a protocol on fishing.",
    ],
)
def test_words_of_the_story_do(text):
    assert date_of(text, "agreement", text, **AGREEMENT).verdict in ("supported", "variant", "inferred")


def test_a_statement_without_an_occasion_is_not_dated_by_the_page():
    assert date_of(SAID, "statement", SAID, **STATEMENT).verdict == "unsupported"


def test_a_statement_is_dated_by_the_occasion():
    text = f"The foreign ministers of Peru and Estonia met in Lima on Tuesday. {SAID}"
    assert date_of(text, "statement", SAID, **STATEMENT).verdict == "inferred"
