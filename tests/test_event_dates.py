"""Dates of agreements and meetings: those of the event, not of the report, of a programme or of what came before."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.candidates import first_sure

PUBLISHED = "2024-05-08"  # a Wednesday


def meeting_date(text: str) -> str | None:
    found = analyse(Article(id="m", text=text, published=PUBLISHED)).meetings
    return first_sure(found[-1].date)


def agreement_date(text: str) -> str | None:
    found = analyse(Article(id="a", text=text, published=PUBLISHED)).agreements
    return first_sure(max(found, key=lambda candidate: candidate.confidence).date)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Kenyan President William Ruto met Chadian President Mahamat Déby in Nairobi on Monday.", "2024-05-06"),
        ("date 2024-05-08 Kenya's William Ruto meets Chadian President Mahamat Déby in Nairobi", None),
        ("ACCRA, May 7 (AGN) - Ghanaian Foreign Minister Shirley Ayorkor Botchwey will visit Togo.", None),
        (
            "Ghanaian Foreign Minister Shirley Ayorkor Botchwey is on her first trip to Togo since taking office in "
            "2017.",
            None,
        ),
        (
            "Within the Peru-Chile consultation mechanism established in March 2023, Peruvian Foreign Minister Javier "
            "González-Olaechea met his Chilean counterpart Alberto van Klaveren.",
            None,
        ),
        (
            "Polish President Andrzej Duda and Lithuanian President Gitanas Nausėda met and discussed a programme of "
            "cooperation for 2025 through 2027.",
            None,
        ),
        (
            "Polish President Andrzej Duda, who arrived in Vilnius on Monday, will meet Lithuanian President Gitanas "
            "Nausėda.",
            None,
        ),
    ],
)
def test_date_of_a_meeting(text: str, date: str | None) -> None:
    assert meeting_date(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Spain and Morocco signed a fisheries accord in Rabat on Tuesday.", "2024-05-07"),
        ("The minister on Tuesday said that Spain and Morocco have signed a fisheries accord.", None),
        ("Spain and Morocco signed a memorandum of cooperation for 2025-2027.", None),
        ("Spain and Morocco signed an action plan agreement for 2025.", None),
        ("Spain and Morocco have a strategic partnership, established in 2018.", "2018"),
        ('Spain and Morocco "initialled" the fisheries accord in Rabat in March.', "2024-03"),
    ],
)
def test_date_of_an_agreement(text: str, date: str | None) -> None:
    assert agreement_date(text) == date


def test_the_day_of_a_summit_is_not_that_of_the_talks_before_it() -> None:
    text = "Kenyan and Chadian ministers held talks in Accra ahead of the AU summit due to be held there tomorrow."
    found = analyse(Article(id="m", text=text, published=PUBLISHED)).meetings
    assert [first_sure(candidate.date) for candidate in found] == [None, "2024-05-09"]


def test_the_day_on_which_talks_began_is_not_that_of_the_signing() -> None:
    text = "Spain and Morocco signed a fisheries accord after talks that began on Sunday."
    found = analyse(Article(id="a", text=text, published=PUBLISHED)).agreements
    assert [first_sure(candidate.date) for candidate in found] == [None]
