"""Who is spoken to: named by a word of address in the statement's own sentences."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.validate import validate
from extractor.validate.intake import from_json

HEAD = (
    "Estonian Foreign Minister Kadri Tamm and Chilean President Mario Etcheverry met in Santiago on Monday. "
    "Peruvian Finance Minister Rosa Huamani also attended.\n\n"
)


def verdict(sentence, content, addressee, speaker="Kadri Tamm"):
    article = Article("a", HEAD + sentence, published="2024-05-14")
    record = from_json(
        {"type": "statement", "id": "S1", "speaker": speaker, "content": content, "addressee": [addressee]},
        doc_id="a",
        text=article.text,
    )
    (judged,) = validate([record], analyse(article)).records
    return judged.addressee[0]


@pytest.mark.parametrize(
    ("sentence", "content", "addressee"),
    [
        ("Tamm thanked Etcheverry for his hospitality.", "thanked Etcheverry for his hospitality", "Mario Etcheverry"),
        ("Tamm told Etcheverry that trade had doubled.", "trade had doubled", "Mario Etcheverry"),
        ("Tamm expressed her condolences to Etcheverry over the flood.", "condolences", "Mario Etcheverry"),
        ("Tamm called on Huamani to open the border.", "called on Huamani to open the border", "Rosa Huamani"),
        ("Tamm congratulated Chile on its election.", "congratulated Chile on its election", "Chile"),
    ],
)
def test_addressed_by_a_word_of_address(sentence, content, addressee):
    assert verdict(sentence, content, addressee).verdict in ("supported", "variant", "inferred")


@pytest.mark.parametrize(
    ("sentence", "content", "addressee"),
    [
        ("Tamm said that trade with Chile had doubled.", "trade with Chile had doubled", "Rosa Huamani"),
        ("Tamm said Huamani had signed nothing.", "Huamani had signed nothing", "Rosa Huamani"),
        ("Tamm thanked Etcheverry for his hospitality.", "thanked Etcheverry for his hospitality", "Rosa Huamani"),
        ("Tamm thanked Etcheverry for his hospitality.", "thanked Etcheverry for his hospitality", "Kadri Tamm"),
    ],
)
def test_present_or_spoken_of_is_not_spoken_to(sentence, content, addressee):
    value = verdict(sentence, content, addressee)
    assert value.verdict == "contradicted"
    assert {finding.code for finding in value.findings} == {"addressee-spoken-to"}
