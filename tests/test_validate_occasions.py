"""Two days in one story: a record bears the day of what it tells of, in the words that it cites."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.validate import validate
from extractor.validate.intake import from_json

DOUBTED = {"unsupported", "contradicted"}
SAID = "“Our ports are open,” Vial said."
MET = "Chilean Foreign Minister Rosa Vial met her Peruvian counterpart Julio Paredes in Lima on 7 May 2024."
LATER = "On 10 May 2024 Chile and Peru signed a treaty on fishing in Arica."
REPORTED = "A bridge collapsed in Arica on Tuesday."


def date_of(text, published="2024-05-14", **values):
    record = from_json({"id": "R1", **values}, doc_id="a", text=text)
    return validate([record], analyse(Article("a", text, published=published))).records[0].date


def statement(content, speaker, date):
    return {"type": "statement", "content": content, "speaker": speaker, "quote_type": "direct", "date": date}


@pytest.mark.parametrize(
    ("text", "date", "doubted"),
    [
        (f"{MET} {SAID} {LATER}", "2024-05-07", False),
        (f"{MET} {SAID} {LATER}", "2024-05-10", True),
        (f"{MET} {SAID[:-1]} on 10 May 2024. {LATER}", "2024-05-10", False),
        (f"{REPORTED} The sea is wide. {SAID.replace('Vial', 'Rosa Vial')}", "2024-05-14", True),
        (f"Rosa Vial of Chile reopened a bridge on Tuesday. {SAID}", "2024-05-14", False),
    ],
)
def test_a_statement_bears_the_day_of_its_occasion(text, date, doubted):
    value = date_of(text, **statement("Our ports are open,", "Rosa Vial", date))
    assert (value.verdict in DOUBTED) is doubted


SENTENCE = (
    "After their summit in Arica on 3 March 2024, the ministers of Chile and Peru held a second meeting in Lima on "
    "7 May 2024."
)
SECOND = SENTENCE[SENTENCE.index("the ministers") :]


@pytest.mark.parametrize(("date", "doubted"), [("2024-05-07", False), ("2024-03-03", True)])
def test_the_cited_part_of_a_sentence_outranks_the_rest_for_dates(date, doubted):
    values = {"type": "meeting", "form": "bilateral", "realis": "actual", "countries": ["CHL", "PER"]}
    assert (date_of(SENTENCE, **values, evidence=[SECOND], date=date).verdict in DOUBTED) is doubted
