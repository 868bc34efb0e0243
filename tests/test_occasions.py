"""When something was said: the date of the occasion, and never a day after the report."""

import pytest

from extractor.article import Article
from extractor.pipeline import extract_article

DAY = "2024-05-14"  # a Tuesday


def dates(text: str) -> list[str | None]:
    records = extract_article(Article("a", text, published=DAY), None, kinds=("statement",)).records
    return [record.date.value if record.date else None for record in records]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Kari Dahl's speech in Oslo on Monday drew notice. Dahl accused Chile of delay.", "2024-05-13"),
        ("At a news conference on Friday, Minister Kari Dahl looked tired. Dahl called on Chile to act.", "2024-05-10"),
        ("Minister Kari Dahl's speech in Oslo in 2009 drew notice. Dahl accused Chile of delay.", None),
        ("Minister Kari Dahl will hold a news conference on May 20. Dahl accused Chile of delay.", None),
    ],
)
def test_a_speech_that_the_story_dates(text: str, expected: str | None):
    assert dates(text) == [expected]


LEAD = "Peru's Foreign Minister Rosa Vial met Norwegian Foreign Minister Kari Dahl in Oslo on Monday."
FILLER = "Fishing has divided the two for years."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LEAD} {FILLER} The ports must stay open, Vial said.", ["2024-05-13"]),
        ("Rosa Vial today shook hands with Kari Dahl of Norway. Vial said that the ports must stay open.", [DAY]),
        (f"Peru's Minister Rosa Vial accused Chile of delay on Friday. {FILLER}", ["2024-05-10"]),
        ("LIMA, May 13 (ANDINA) - Peru's Minister Rosa Vial said that the ports must stay open. " + FILLER, [None]),
        (
            "Nordic ministers met in Turku from 6 to 7 May. The ports must stay open, said Danish Minister Bo Dam.",
            ["2024-05-06/2024-05-07"],
        ),
        (f"{LEAD} Chile says that the ports must stay open.", [None]),
        (f"{LEAD} Vial had said that the ports must stay open.", [None]),
        (f"{LEAD} Ports are costly, said Ana Ruiz, an analyst at the Harbour Institute in Lima.", [None]),
        ("Rosa Vial, a runner at the 1990 games, said that the ports must stay open.", [None]),
        ("Minister Rosa Vial of Peru is to meet Kari Dahl on Friday. Vial accused Chile of delay.", [None]),
    ],
)
def test_the_day_of_the_story_holds_for_who_takes_part(text: str, expected: list[str | None]):
    assert dates(text) == expected


TRANSCRIPT = """Press conference of the defence ministers, {day}

MINISTER DAHL: We met this morning and I thank my colleague for the talks on the fleet.

QUESTION: Will more ships come?

MINISTER DAHL: We expect two more ships before winter, and we will train their crews.

QUESTION: And next year?

MINISTER DAHL: We have made no decision about next year, and we will not hurry it.

MINISTER SOTO: Chile will send its ships in the spring, as we have always said.
"""


def test_a_transcript_is_dated_by_the_day_above_it():
    found = dates(TRANSCRIPT.format(day="13 May 2024"))
    assert len(found) >= 3
    assert set(found) == {"2024-05-13"}


def test_a_transcript_without_a_day_has_none():
    assert set(dates(TRANSCRIPT.format(day="a transcript"))) == {None}
