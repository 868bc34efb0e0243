"""Meetings named without their sides, meetings to come, and whom a clause with several encounters gives to each."""

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


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Kenyan and Chadian ministers will push for trade at a top-level meeting in Nairobi next month.", "planned"),
        ("A meeting between Kenya and Chad needs to take place in Nairobi, the ministry said.", "planned"),
        ("A joint commission of Kenya and Chad must convene in Nairobi.", "planned"),
        ("Kenyan President William Ruto praised the Kenya-Chad summit in Nairobi on 3 March 2022.", "actual"),
    ],
)
def test_reality_of_a_meeting(text: str, realis: str) -> None:
    assert [first_sure(candidate.realis) for candidate in likely(text)] == [realis]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Chad agreed on a ceasefire on Monday. The next meeting between officials of the two sides is likely "
        "to take place in the Ghanaian capital Accra.",
        "Kenya and Chad agreed on a ceasefire on Monday. The next meeting is likely to take place in Accra.",
    ],
)
def test_sides_of_a_meeting_to_come_are_those_told_of_before(text: str) -> None:
    (found,) = likely(text)
    assert set(all_sure(found.countries)) == {"KEN", "TCD"}


def test_the_partners_of_one_encounter_end_where_the_next_is_told() -> None:
    found = likely(
        "Kenyan President William Ruto will hold talks with Chadian President Mahamat Déby and meet with Chadian Prime "
        "Minister Saleh Kebzabo."
    )
    assert [set(all_sure(candidate.participants)) for candidate in found] == [{RUTO, DEBY}, {RUTO, "Saleh Kebzabo"}]


def test_what_a_visit_is_called_is_no_second_visit() -> None:
    found = likely(
        "Chadian President Mahamat Déby invited his guest. William Ruto's visit to Chad marks his first trip abroad as "
        "Kenyan President."
    )
    assert [(all_sure(candidate.participants), first_sure(candidate.host)) for candidate in found] == [((RUTO,), "TCD")]


@pytest.mark.parametrize(
    "text",
    [
        "A mission of Kenyan Foreign Minister Musalia Mudavadi to Chad followed last month.",
        "The visit to Chad last week of Kenyan Foreign Minister Musalia Mudavadi brought no result.",
    ],
)
def test_whose_mission_or_visit(text: str) -> None:
    (found,) = likely(text)
    assert (first_sure(found.form), all_sure(found.participants), first_sure(found.host)) == (
        "visit",
        ("Musalia Mudavadi",),
        "TCD",
    )


def test_days_of_talks_are_told_of_as_an_event() -> None:
    (found,) = likely("Kenyan trade official Jane Otieno held two days of talks with Chad in N'Djamena on Monday.")
    assert set(all_sure(found.countries)) == {"KEN", "TCD"}


def test_whoever_will_be_received_is_the_guest() -> None:
    (found,) = likely("Kenyan President William Ruto will be received by Chadian President Mahamat Déby on Friday.")
    assert first_sure(found.host) == "TCD"


def test_a_journey_to_a_summit_with_somebody_is_that_meeting() -> None:
    found = likely("Kenyan President William Ruto travelled to Lomé for a summit with Chadian President Mahamat Déby.")
    assert {RUTO, DEBY} in [set(all_sure(candidate.participants)) for candidate in found]


def test_heads_of_government_of_an_organisation_meet_as_that_organisation() -> None:
    found = likely(
        "Kenyan President William Ruto left for Ghana today to attend the 12th Regular Meeting of the Heads of State "
        "of the African Union. The meeting is slated to start on Sunday in Accra."
    )
    summit = next(candidate for candidate in found if first_sure(candidate.form) == "summit")
    assert "AU" in all_sure(summit.countries)
    assert (first_sure(summit.realis), first_sure(summit.host)) == ("planned", "GHA")


def test_whoever_chairs_takes_part_without_his_country() -> None:
    (found,) = likely(
        "Ministers from African Union and European Union countries met in Nairobi on Monday. Chaired by Kenyan Foreign "
        "Minister Musalia Mudavadi, the meeting brought together fifty delegations."
    )
    assert set(all_sure(found.countries)) == {"AU", "EU"}
    assert all_sure(found.participants) == ("Musalia Mudavadi",)


def test_each_encounter_of_a_visit_has_its_host_and_date() -> None:
    found = likely(
        "Kenyan President William Ruto will visit Chad from 13 to 15 May 2024. He will hold talks with Chadian "
        "President Mahamat Déby. Ruto will also meet Chadian Prime Minister Saleh Kebzabo."
    )
    assert [(first_sure(candidate.host), first_sure(candidate.date)) for candidate in found] == [
        ("TCD", "2024-05-13/2024-05-15")
    ] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Kenya asked for a resolution of the UN General Assembly on grain and told Chad of it.",
        "Kenya and Chad will submit the text to the Conference on Disarmament.",
    ],
)
def test_standing_bodies_are_no_encounters(text: str) -> None:
    assert likely(text) == []


def test_whoever_writes_in_the_first_person_is_a_side() -> None:
    found = likely(
        "Kenyan press release: Kenya praises trade with Chad\n\nKenya thanks Chad. I visited Chad on 6 May 2024 for "
        "talks with Chadian Foreign Minister Musa Abdi. I also briefed Mr Abdi on my visit to Ghana and Togo."
    )
    assert [(all_sure(candidate.participants), set(all_sure(candidate.countries))) for candidate in found] == [
        (("Musa Abdi",), {"KEN", "TCD"}),
        ((), {"KEN", "GHA", "TGO"}),
    ]


def test_what_a_meeting_is_called_is_no_second_meeting() -> None:
    found = likely(
        "Kenyan President William Ruto flew to N'Djamena for a summit with Chadian President Mahamat Déby, a meeting "
        "arranged in March."
    )
    assert [set(all_sure(candidate.participants)) for candidate in found] == [{RUTO, DEBY}]


def test_the_pair_meet_again_with_others() -> None:
    found = likely(
        "Kenyan President William Ruto met Chadian President Mahamat Déby in Accra. The pair will meet again, along "
        "with Ghana's Nana Akufo-Addo, at the leaders' meeting of the African Union in July."
    )
    again = found[-1]
    assert first_sure(again.realis) == "planned"
    assert {RUTO, DEBY} <= set(all_sure(again.participants))


def test_talks_in_the_capital_of_a_country_the_article_is_about_are_with_it() -> None:
    found = likely(
        "Kenya and Chad signed a grain accord. Chadian trade official Musa Abdi held two days of talks in Nairobi on "
        "Monday on Kenya's tariffs."
    )
    assert [(set(all_sure(candidate.countries)), first_sure(candidate.host)) for candidate in found] == [
        ({"KEN", "TCD"}, "KEN")
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Kenya and Chad held talks in Nairobi on the renewal of the 1994 textile accord.", None),
        ("Kenya and Chad held talks in Nairobi in 1994 on a textile accord.", "1994"),
    ],
)
def test_the_year_of_an_instrument_is_not_that_of_the_talks(text: str, date: str | None) -> None:
    (found,) = likely(text)
    assert first_sure(found.date) == date
