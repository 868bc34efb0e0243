"""How far an agreement or a meeting has come: what is still open or to come is not done."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.validate import validate
from extractor.validate.intake import from_json

DOUBTED = {"unsupported", "contradicted"}


def judged(text, **values):
    common = {"id": "R1", "evidence": [text]}
    record = from_json({**common, **values}, doc_id="a", text=text)
    return validate([record], analyse(Article("a", text, published="2024-05-14"))).records[0]


def is_doubted(value):
    return value.verdict in DOUBTED


@pytest.mark.parametrize(
    ("text", "status", "doubted"),
    [
        (
            "Chile and Peru will finalize the text of the treaty for signature and do their homework in advance of the "
            "treaty entering into force.",
            "signed",
            True,
        ),
        ("Chile and Peru were close to a deal before Lima scuttled it.", "signed", True),
        ("The treaty between Chile and Peru expired in June.", "signed", True),
        ("The treaty between Chile and Peru expired in June.", "expired", False),
        ("Chile and Peru signed the treaty that they had been negotiating for years.", "signed", False),
        ("Chile and Peru are negotiating a treaty on fishing.", "negotiating", False),
        ("The treaty between Chile and Peru was ratified by both parliaments.", "signed", False),
    ],
)
def test_what_is_open_or_over_is_not_signed(text, status, doubted):
    record = judged(text, type="agreement", instrument="treaty", parties=["CHL", "PER"], status=status)
    assert is_doubted(record.status) is doubted


@pytest.mark.parametrize(
    ("text", "realis", "doubted"),
    [
        ("Chilean Foreign Minister Rosa Vial will travel to Peru next week.", "actual", True),
        ("Chilean Foreign Minister Rosa Vial will travel to Peru next week.", "planned", False),
        ("Chile and Peru agreed to hold sessions of their fishing panel in Lima and Arica.", "actual", True),
        ("Chilean Foreign Minister Rosa Vial travelled to Peru last week.", "actual", False),
        ("The foreign ministers of Chile and Peru met in Lima and agreed to meet again.", "actual", False),
        ("The Chilean minister sat down with his Peruvian counterpart for an hour in Lima.", "actual", False),
    ],
)
def test_what_is_to_come_was_not_held(text, realis, doubted):
    record = judged(text, type="meeting", form="visit", countries=["CHL", "PER"], realis=realis)
    assert is_doubted(record.realis) is doubted
