"""Which words tell of one and the same encounter, and what calls, summits and commissions are called."""

from typing import Any

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.candidates import MeetingCandidate, all_sure, first_sure
from extractor.events.meeting.find import DEFAULT_CONFIDENCE

PUBLISHED = "2024-05-08"  # a Wednesday
RUTO, DEBY = "William Ruto", "Mahamat Déby"


def likely(text: str) -> list[MeetingCandidate]:
    found = analyse(Article(id="m", text=text, published=PUBLISHED)).meetings
    return [candidate for candidate in found if candidate.confidence >= DEFAULT_CONFIDENCE]


def who(candidate: MeetingCandidate) -> tuple[Any, ...]:
    return first_sure(candidate.form), set(all_sure(candidate.countries)), set(all_sure(candidate.participants))


def test_the_conversation_is_the_call_told_of_before() -> None:
    found = likely(
        "Kenyan President William Ruto had a telephone conversation with Chadian President Mahamat Déby. The "
        "conversation between Ruto and Déby was about security in Togo."
    )
    assert [(first_sure(candidate.form), first_sure(candidate.place)) for candidate in found] == [("phone_video", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto spoke to Mahamat Déby, the Chadian president, by telephone.",
        "During a telephone conversation on Tuesday, Kenyan President William Ruto congratulated Chadian President "
        "Mahamat Déby on his victory.",
    ],
)
def test_both_ends_of_a_call(text: str) -> None:
    assert [who(candidate) for candidate in likely(text)] == [("phone_video", {"KEN", "TCD"}, {RUTO, DEBY})]


def test_a_summit_and_those_who_met_at_it_are_one() -> None:
    found = likely(
        "Kenya, Ghana and Chad concluded a summit in Accra on Monday. Kenyan President "
        "William Ruto, Ghanaian President "
        "Nana Akufo-Addo and Chadian President Mahamat Déby met for four hours."
    )
    assert len(found) == 1


def test_a_meeting_between_the_two_leaders() -> None:
    found = likely(
        "Kenyan President William Ruto and Chadian President Mahamat Déby agreed to "
        "fight smuggling. A communiqué issued "
        "at the end of the meeting between the two leaders in Accra praised the police."
    )
    assert who(found[0]) == ("bilateral", {"KEN", "TCD"}, {RUTO, DEBY})


def test_a_suggested_summit_is_planned() -> None:
    found = likely("Kenyan President William Ruto suggested a summit with Chadian President Mahamat Déby in Accra.")
    assert [first_sure(candidate.realis) for candidate in found] == ["planned"]


@pytest.mark.parametrize(
    "text",
    [
        "The two leaders said that Kenya and Chad will begin talks on a fisheries agreement.",
        "Kenyan President William Ruto welcomed the historic deal and Chadian President Mahamat Déby.",
    ],
)
def test_talks_on_an_agreement_and_welcomed_news_are_no_encounter(text: str) -> None:
    assert likely(text) == []


@pytest.mark.parametrize(
    ("text", "traveller", "host"),
    [
        ("Kenya honoured Chad during a visit to Nairobi by Chadian President Mahamat Déby.", DEBY, "KEN"),
        (
            "Kenyan President William Ruto conveyed an invitation from parliament for "
            "Chadian President Mahamat Déby to "
            "come to Kenya next year for a visit.",
            DEBY,
            "KEN",
        ),
    ],
)
def test_travellers_behind_the_word(text: str, traveller: str, host: str) -> None:
    (found,) = likely(text)
    assert (all_sure(found.participants), first_sure(found.host)) == ((traveller,), host)


def test_the_invitation_of_one_sentence_does_not_reach_into_the_next() -> None:
    found = likely(
        "The visit will be made at the invitation of Kenyan President William Ruto. Mahamat Déby will hold talks with "
        "Kenyan President William Ruto. Chadian President Mahamat Déby comes by plane."
    )
    assert set(all_sure(found[0].participants)) == {RUTO, DEBY}


def test_courtesy_calls_to_come() -> None:
    (found,) = likely("Chadian President Mahamat Déby will pay a courtesy call on Kenyan President William Ruto.")
    assert first_sure(found.realis) == "planned"
    assert set(all_sure(found.participants)) == {RUTO, DEBY}
