"""Who brokers, watches or only tells of an agreement is no party, in the active as in the passive."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.validate import validate
from extractor.validate.intake import from_json

SIGNED = "Fiji and Kenya signed a treaty on fishing in Suva on Friday."


def party(text, code):
    data = {
        "type": "agreement",
        "id": "A1",
        "instrument": "treaty",
        "status": "signed",
        "parties": ["FJI", "KEN", code],
    }
    record = from_json({**data, "evidence": [text]}, doc_id="a", text=text)
    judged = validate([record], analyse(Article("a", text, published="2024-05-14"))).records[0]
    return next(value for value in judged.parties if value.value == code)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Chilean President Mario Vial, who was in town for a regional summit, witnessed the signing.", "CHL"),
        ("Norway, which brokered the deal, had hosted three rounds in Oslo.", "NOR"),
        ("Representatives of the European Union attended as observers.", "EU"),
        ("The Swiss ambassador looked on.", "CHE"),
        ("Oman acted as a mediator.", "OMN"),
        ("The treaty was brokered by Oman.", "OMN"),
        ("Oman mediated the treaty, Oman's Foreign Ministry said.", "OMN"),
    ],
)
def test_a_bystander_is_no_party(sentence, code):
    value = party(f"{SIGNED} {sentence}", code)
    assert value.verdict == "contradicted"
    assert "witness-not-party" in {finding.code for finding in value.findings}


@pytest.mark.parametrize(
    "text",
    [
        "Fiji, Kenya and Oman signed a treaty on fishing, which the Chilean president witnessed.",
        "Fiji, Kenya and Oman signed a treaty on fishing that was brokered by Norway.",
        "The treaty of Fiji, Kenya and Oman was mediated by Norway.",
        "Oman witnessed bad catches for years. Fiji, Kenya and Oman signed a treaty on fishing.",
    ],
)
def test_a_party_stays_one_whoever_stands_by(text):
    assert "witness-not-party" not in {finding.code for finding in party(text, "OMN").findings}
