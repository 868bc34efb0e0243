"""Whether words of meeting tell of an event at all, and of one that took place, is planned or has been called off."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.candidates import MeetingCandidate, all_sure, first_sure
from extractor.events.meeting.find import DEFAULT_CONFIDENCE

PUBLISHED = "2024-05-08"  # a Wednesday


def likely(text: str) -> list[MeetingCandidate]:
    found = analyse(Article(id="m", text=text, published=PUBLISHED)).meetings
    return [candidate for candidate in found if candidate.confidence >= DEFAULT_CONFIDENCE]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Chad will from now on meet annually, the foreign ministers said.",
        "Kenyan President William Ruto urged Chad to quicken negotiations with Kenya on fisheries.",
        "Kenya and Chad launched trade negotiations in 1999.",
        "Kenya and Chad agreed to launch negotiations on fisheries in January.",
        "Kenya and Chad agreed to establish a strategic dialogue between their foreign ministries.",
        "The issue of Kenya-Chad talks keeps being raised in the form of Kenya-AU talks.",
        "Kenyan officials pointed to the need for talks with Chad.",
        "Under the accord the two sides were to accelerate talks between Kenya and Chad on border trade.",
    ],
)
def test_no_event(text: str) -> None:
    assert likely(text) == []


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Kenyan President William Ruto is the first African leader to visit Chad this year.", "actual"),
        ("Kenyan President William Ruto will be the first African leader to visit Chad this year.", "planned"),
        (
            "Kenyan President William Ruto was also set to co-chair the Kenya-Chad joint commission on Friday.",
            "planned",
        ),
        ("The ministry announced the visit of Kenyan President William Ruto to Chad on Friday.", "planned"),
        ("Kenyan President William Ruto had to reschedule his visit to Chad.", "cancelled"),
        ("Kenyan President William Ruto will not be able to go ahead with his planned visit to Chad.", "cancelled"),
        ("Kenyan President William Ruto is unable to visit Chad.", "cancelled"),
        ("Kenyan President William Ruto put off his trip to Chad.", "cancelled"),
        ("Kenyan President William Ruto's visit to Chad has been cancelled.", "cancelled"),
        ("Kenyan President William Ruto visited Chad on Monday.", "actual"),
        ("Kenyan President William Ruto is on a visit to Chad.", "actual"),
        ("Further to the visit of Kenyan President William Ruto to Chad in March, trade grew.", "actual"),
        ("Kenyan President William Ruto left for Chad on Monday.", "actual"),
    ],
)
def test_reality_of_a_visit(text: str, realis: str) -> None:
    assert [first_sure(candidate.realis) for candidate in likely(text)] == [realis]


def test_talks_planned_for_a_visit_that_is_called_off_are_called_off_too() -> None:
    text = (
        "Kenyan President William Ruto cancelled a visit to Chad, where he was to meet President Mahamat Déby. "
        "Ruto was due to meet Déby about trade."
    )
    (found,) = likely(text)
    assert (first_sure(found.form), first_sure(found.realis)) == ("bilateral", "cancelled")
    assert set(all_sure(found.participants)) == {"William Ruto", "Mahamat Déby"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru's president Luis Soto travels to Santiago on 20 June to meet Chilean president Ana Rojas.", "planned"),
        ("Peru's president Luis Soto plans a trip to Chile in June.", "planned"),
        ("Peru's president Luis Soto will open a fair in Lima and meet with Chilean president Ana Rojas.", "planned"),
        ("Peru's president Luis Soto travelled to Santiago on 20 April to meet Ana Rojas of Chile.", "actual"),
        ("Peru's president Luis Soto opened a fair in Lima and met with Chilean president Ana Rojas.", "actual"),
    ],
)
def test_what_lies_ahead_of_the_report_is_planned(text: str, expected: str) -> None:
    reading = analyse(Article("a", text, published="2024-05-07"))
    assert {meeting.realis[0].value for meeting in reading.meetings} == {expected}


def test_a_visit_put_off_is_told_once() -> None:
    found = likely(
        "Kenyan President William Ruto has postponed his trip to Chad. Ruto was supposed to visit N'Djamena to discuss "
        "trade."
    )
    assert [first_sure(candidate.realis) for candidate in found] == ["cancelled"]


def test_the_summit_that_is_only_prepared_says_nothing_of_the_talks() -> None:
    found = likely(
        "Kenyan President William Ruto met Chadian President Mahamat Déby in Accra. The ministers are there for a "
        "session on the preparations for the alliance's summit in London next month."
    )
    assert [first_sure(candidate.realis) for candidate in found if all_sure(candidate.participants)] == ["actual"]
