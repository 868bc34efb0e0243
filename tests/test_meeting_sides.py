"""Who met whom: the sides and persons of an encounter, and which words bring in none of them."""

from typing import Any

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.candidates import MeetingCandidate, all_sure, first_sure
from extractor.events.meeting.find import DEFAULT_CONFIDENCE

PUBLISHED = "2024-05-08"  # a Wednesday


def likely(text: str) -> list[MeetingCandidate]:
    found = analyse(Article(id="m", text=text, published=PUBLISHED)).meetings
    return [candidate for candidate in found if candidate.confidence >= DEFAULT_CONFIDENCE]


def who(candidate: MeetingCandidate) -> tuple[Any, ...]:
    return first_sure(candidate.form), set(all_sure(candidate.countries)), set(all_sure(candidate.participants))


RUTO, DEBY = "William Ruto", "Mahamat Déby"


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto met Chadian President Mahamat Déby on the sidelines of the African Union (AU) "
        "summit.",
        "Kenyan President William Ruto and Chadian President Mahamat Déby met at the African Union summit in Accra.",
        "Kenyan President William Ruto met Chadian President Mahamat Déby on Monday ahead of a meeting of African "
        "Union leaders.",
        "On the margins of the UN General Assembly, Kenyan President William Ruto held talks with Chadian President "
        "Mahamat Déby.",
    ],
)
def test_the_organisation_whose_event_is_the_setting_takes_no_part(text: str) -> None:
    found = [who(candidate) for candidate in likely(text)]
    assert ("bilateral", {"KEN", "TCD"}, {RUTO, DEBY}) in found


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto and Chadian President Mahamat Déby are in Accra to attend the African Union "
        "summit.",
        "Kenyan President William Ruto was unable to attend the summit of the African Union.",
        "Kenyan President William Ruto praised Chad's leadership of the Global Grain Summit.",
    ],
)
def test_whoever_attends_or_praises_an_event_meets_nobody_by_that(text: str) -> None:
    assert likely(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto met Chadian President Mahamat Déby in Accra. During the meeting the upcoming "
        "visit of Togolese President Faure Gnassingbé to Kenya was discussed.",
        "Kenyan President William Ruto met Chadian President Mahamat Déby in Accra. One subject of the talks was a "
        "letter from Togolese President Faure Gnassingbé.",
    ],
)
def test_persons_merely_talked_about_take_no_part(text: str) -> None:
    assert who(likely(text)[0]) == ("bilateral", {"KEN", "TCD"}, {RUTO, DEBY})


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto called Chadian President Mahamat Déby to congratulate him on his victory.",
        "Kenyan President William Ruto spoke today with Chadian President Mahamat Déby about security.",
        "Readout of Kenyan President William Ruto's Call with Chadian President Mahamat Déby",
        "Kenyan President William Ruto had a telephone conversation with Chadian President Mahamat Déby.",
        "A telephone conversation took place between Kenyan President William Ruto and Chadian President Mahamat Déby.",
        "Kenyan President William Ruto and Chadian President Mahamat Déby spoke by phone on Monday.",
        "In a phone conversation lasting an hour, Kenyan President William Ruto and Chadian President Mahamat Déby "
        "agreed to work for peace.",
        "Kenyan President William Ruto received a phone call from Chadian President Mahamat Déby.",
        "Kenyan President William Ruto held a video conference with Chadian President Mahamat Déby.",
    ],
)
def test_calls(text: str) -> None:
    assert [who(candidate) for candidate in likely(text)] == [("phone_video", {"KEN", "TCD"}, {RUTO, DEBY})]


def test_another_interlocutor_means_another_meeting() -> None:
    found = likely(
        "In Accra, Kenyan Foreign Minister Musalia Mudavadi met his Ghanaian counterpart Shirley Ayorkor Botchwey. "
        "Mudavadi also held a meeting with the President of Ghana Nana Akufo-Addo."
    )
    assert [set(all_sure(candidate.participants)) for candidate in found] == [
        {"Musalia Mudavadi", "Shirley Ayorkor Botchwey"},
        {"Musalia Mudavadi", "Nana Akufo-Addo"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto is to hold talks with Chadian President Mahamat Déby on Friday. The two met in "
        "Ghana on Monday.",
        "Kenyan President William Ruto invited Chadian President Mahamat Déby to Nairobi on Friday. They met in Ghana "
        "on Monday.",
    ],
)
def test_the_two_are_those_named_before(text: str) -> None:
    met = next(candidate for candidate in likely(text) if first_sure(candidate.date) == "2024-05-06")
    assert who(met)[1:] == ({"KEN", "TCD"}, {RUTO, DEBY})


@pytest.mark.parametrize(
    ("text", "traveller"),
    [
        ("Kenyan President William Ruto invited Chadian President Mahamat Déby to visit Kenya.", DEBY),
        ("Kenyan President William Ruto was invited by Chadian President Mahamat Déby to visit Chad.", RUTO),
        ("Kenyan President William Ruto was in Chad at the invitation of President Mahamat Déby.", RUTO),
        ("At the invitation of Kenyan President William Ruto, Chadian President Mahamat Déby visited Nairobi.", DEBY),
    ],
)
def test_whoever_is_invited_travels(text: str, traveller: str) -> None:
    (found,) = likely(text)
    assert who(found) == ("visit", {"KEN", "TCD"}, {traveller})


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Visiting Kenyan President William Ruto held talks with Chadian President Mahamat Déby in N'Djamena.", "TCD"),
        ("Kenyan President William Ruto was received by Chadian President Mahamat Déby on Monday.", "TCD"),
        ("Kenyan President William Ruto received Chadian President Mahamat Déby on Monday.", "KEN"),
        ("Kenyan President William Ruto welcomed Chadian President Mahamat Déby to State House on Monday.", "KEN"),
        ("In Nairobi, Kenyan President William Ruto met visiting Chadian President Mahamat Déby.", "KEN"),
    ],
)
def test_host(text: str, host: str) -> None:
    (found,) = likely(text)
    assert first_sure(found.host) == host


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "The Chairperson of the African Union Commission, Moussa Faki Mahamat, was received on Monday by the "
            "President of Kenya, William Ruto.",
            {"Moussa Faki Mahamat", RUTO},
        ),
        (
            "Kenyan President William Ruto held talks on Monday within the framework of the session with Chadian "
            "President Mahamat Déby.",
            {RUTO, DEBY},
        ),
    ],
)
def test_a_partner_far_behind_the_word(text: str, people: set[str]) -> None:
    (found,) = likely(text)
    assert set(all_sure(found.participants)) == people


def test_meetings_in_the_plural_are_one_with_each() -> None:
    found = likely(
        "Kenyan President William Ruto plans meetings with Chadian President Mahamat Déby and Ghanaian President Nana "
        "Akufo-Addo."
    )
    assert [set(all_sure(candidate.participants)) for candidate in found] == [{RUTO, DEBY}, {RUTO, "Nana Akufo-Addo"}]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto held about 20 bilateral meetings in Accra.",
        "Kenya and Chad agreed to set up a joint commission.",
    ],
)
def test_nobody_in_particular_is_met(text: str) -> None:
    assert likely(text) == []


def test_the_meeting_of_a_commission_is_one_encounter() -> None:
    (found,) = likely("Kenya and Chad held the first meeting of the Partnership Council in Nairobi on Monday.")
    assert who(found) == ("joint_commission", {"KEN", "TCD"}, set())


def test_visits_in_opposite_directions_are_two() -> None:
    found = likely(
        "A Kenyan delegation arrived in N'Djamena on Monday. In April, Chadian President Mahamat Déby visited Nairobi."
    )
    assert [first_sure(candidate.host) for candidate in found] == ["TCD", "KEN"]


def test_a_summit_of_another_year_is_another_summit() -> None:
    found = likely(
        "African Union leaders gathered in Accra for talks on Monday. The African Union summit will go on until "
        "Friday. The 2008 African Union summit in Cairo, Egypt, ended without a result."
    )
    assert {city for candidate in found if (place := first_sure(candidate.place)) and (city := place.city)} == {
        "Accra",
        "Cairo",
    }


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Chadian ambassador Musa Abdi paid a courtesy call on Kenyan President William Ruto.", {"Musa Abdi", RUTO}),
        (
            "Kenyan President William Ruto and Chadian President Mahamat Déby praised the accord. According to "
            "Togolese envoy Kofi Mensah, the two leaders plan to meet in Accra.",
            {RUTO, DEBY},
        ),
    ],
)
def test_who_is_called_on_or_meant(text: str, people: set[str]) -> None:
    assert set(all_sure(likely(text)[-1].participants)) == people


def test_whoever_proposes_or_announces_an_encounter_of_others_takes_no_part() -> None:
    proposed = likely("Kenyan President William Ruto proposed a meeting between officials of Kenya and Chad in Accra.")
    announced = likely("Kenyan spokesman Hussein Mohamed announced the visit to Chad in Nairobi on Monday.")
    assert all(all_sure(candidate.participants) == () for candidate in (*proposed, *announced))


def test_the_guest_is_not_at_home() -> None:
    (found,) = likely(
        "Ghanaian Defence Minister Dominic Nitiwul met his Kenyan counterpart, Aden Duale, on a friendship visit to "
        "Ghana."
    )
    assert first_sure(found.host) == "GHA"


def test_greetings_at_an_airport_are_no_meeting() -> None:
    assert (
        likely("Kenyan minister Musalia Mudavadi was received at Kotoka airport by Ghanaian envoy Kofi Mensah.") == []
    )


def test_a_headline_says_meet_of_a_commission() -> None:
    (found,) = likely(
        "Kenyan, Ghanaian ministers hold meeting in Accra\n\nThe Kenya-Ghana joint "
        "economic commission convened in Accra "
        "on Monday."
    )
    assert first_sure(found.form) == "joint_commission"


def test_met_for_talks_is_one_encounter() -> None:
    found = likely(
        "Kenyan President William Ruto and Chadian President Mahamat Déby met in Accra for talks on security."
    )
    assert [who(candidate) for candidate in found] == [("bilateral", {"KEN", "TCD"}, {RUTO, DEBY})]


def test_whoever_lands_back_home_visited_others() -> None:
    found = likely("Kenyan President William Ruto landed in Nairobi after touring Chad and Togo.")
    assert all(first_sure(candidate.host) != "KEN" for candidate in found)
