"""Encounters told in many words: whether they took place, when and where, and what belongs to another event."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.candidates import MeetingCandidate, all_sure, first_sure
from extractor.events.meeting.find import DEFAULT_CONFIDENCE

PUBLISHED = "2024-05-08"  # a Wednesday


def likely(text: str) -> list[MeetingCandidate]:
    found = analyse(Article(id="m", text=text, published=PUBLISHED)).meetings
    return [candidate for candidate in found if candidate.confidence >= DEFAULT_CONFIDENCE]


def told(candidate: MeetingCandidate) -> tuple[str | None, str | None, str | None]:
    place = first_sure(candidate.place)
    return first_sure(candidate.realis), first_sure(candidate.date), place.city if place else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Azerbaijani Foreign Minister Ilham Kerimov huddled on Monday with his Georgian counterpart Lasha "
            "Beridze in Tbilisi over a gas transit row.",
            ("actual", "2024-05-06", "Tbilisi"),
        ),
        (
            "Peruvian President Rosa Quispe shook hands with Chilean President Andrés Rojas before the cameras in "
            "Santiago on Tuesday.",
            ("actual", "2024-05-07", "Santiago"),
        ),
        (
            "Nepal's ambassador Sita Gurung paid a courtesy call on Kenyan Foreign Minister Ruth Maina at the "
            "ministry in Nairobi yesterday.",
            ("actual", "2024-05-07", "Nairobi"),
        ),
        (
            "Norwegian Foreign Minister Kari Nygaard heads to Ankara on Friday for a two-day visit.",
            ("planned", "2024-05-10", "Ankara"),
        ),
        ("Iceland's premier Jón Einarsson flies to Copenhagen tomorrow.", ("planned", "2024-05-09", "Copenhagen")),
        (
            "Ministers of Kuwait, Oman and Qatar left Muscat on Tuesday after a two-day session on the customs union.",
            ("actual", "2024-05-07", "Muscat"),
        ),
        (
            "Malaysian Prime Minister Azlan Hamid will call on Sultan Hassanal of Brunei later on Wednesday "
            "before returning to Kuala Lumpur.",
            ("planned", "2024-05-08", None),
        ),
        (
            "Moldova's president Elena Rusu is expected in Bucharest tomorrow at the invitation of her Romanian "
            "counterpart Mihai Popa.",
            ("planned", "2024-05-09", "Bucharest"),
        ),
        (
            "Poland's prime minister, Adam Zielinski, is meeting his Ukrainian counterpart in Lviv today.",
            ("actual", "2024-05-08", "Lviv"),
        ),
        (
            "The Minister for Foreign Affairs of Tanzania, Amina Mushi, was granted an audience by President "
            "Daniel Chapo of Mozambique in Maputo on 29 April 2024.",
            ("actual", "2024-04-29", "Maputo"),
        ),
        (
            "Kuwaiti Emir Salem Jaber had a tête-à-tête with Iraqi premier Ali Jabbar during a stopover in "
            "Manama on Monday.",
            ("actual", "2024-05-06", "Manama"),
        ),
        (
            "Ecuador's and Bolivia's presidents, who were due to hold a summit in Quito on Thursday, postponed "
            "the encounter after a mudslide.",
            ("cancelled", "2024-05-09", "Quito"),
        ),
        (
            "Finland's Aino Laine, the foreign minister, held talks on Moldova's disputed region with Latvian "
            "President Juris Ozols in Riga from around 4:35 p.m. on 3 May.",
            ("actual", "2024-05-03", "Riga"),
        ),
        (
            "Egyptian Foreign Minister Hany Mansour met Italian Foreign Minister Paola Conti in Rome on Monday to "
            "review the situation in Sudan.",
            ("actual", "2024-05-06", "Rome"),
        ),
        (
            "Polish President Jan Nowak postponed until autumn a visit to Kyiv.",
            ("cancelled", None, "Kyiv"),
        ),
        (
            "German President Anna Vogel received her Slovak guest, Zuzana Kralova, with military honours at a palace "
            "in Berlin on Wednesday.",
            ("actual", "2024-05-08", "Berlin"),
        ),
        (
            "Senegal's foreign minister Fatou Sarr ended on Tuesday a stay in Lima during which she met Peruvian "
            "President Rosa Quispe.",
            ("actual", "2024-05-07", "Lima"),
        ),
    ],
)
def test_whether_when_and_where(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert told(likely(text)[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Finnish President Aino Laine and her Latvian opposite number Juris Ozols met in Tallinn in February "
            "and agreed to meet again in Riga on 3 June.",
            [("actual", "2024-02", "Tallinn"), ("planned", "2024-06-03", "Riga")],
        ),
        (
            "French President Luc Moreau will meet German Chancellor Karl Brandt in Paris on Thursday, and see "
            "Polish premier Adam Zielinski, a guest of honour, in Warsaw on Saturday.",
            [("planned", "2024-05-09", "Paris")],
        ),
        (
            "Mexican Foreign Minister Lucía Herrera met Indian Foreign Minister Rajesh Menon in Lima on Monday. "
            "She also held talks with Japanese Foreign Minister Kenji Mori.",
            [("actual", "2024-05-06", "Lima"), ("actual", "2024-05-06", "Lima")],
        ),
        (
            "Bush and Mbeki, the presidents, talked. Kenyan President William Ruto met Chadian President Mahamat "
            "Déby in Nairobi on Monday. Ruto and Déby last met in Addis Ababa, where they spoke of trade.",
            [("actual", "2024-05-06", "Nairobi"), ("actual", None, "Addis Ababa")],
        ),
    ],
)
def test_each_encounter_has_its_own_day_and_place(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert [told(candidate) for candidate in likely(text)][: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        (
            "German Chancellor Karl Brandt begins a five-day tour of Ethiopia and Kenya on Saturday.",
            {"DEU", "ETH", "KEN"},
        ),
        (
            "Canadian Trade Minister Claire Fortin is on a trip that will take her to Peru and Chile.",
            {"CAN", "PER", "CHL"},
        ),
        (
            "Britain's Foreign Secretary Helen Marsh had been expected in Riyadh on Monday but cancelled the trip.",
            {"GBR", "SAU"},
        ),
    ],
)
def test_goals_of_a_journey(text: str, goals: set[str]) -> None:
    assert set(all_sure(likely(text)[0].countries)) == goals


def test_whom_a_guest_meets_acts_for_the_country_he_is_in() -> None:
    found = likely(
        "Bangladesh's army chief, General Anwar Kabir, ended a tour of Turkey on Sunday during which he held "
        "talks with Defence Minister Yusuf Kaya."
    )
    talks = [candidate for candidate in found if first_sure(candidate.form) == "bilateral"]
    assert [set(all_sure(candidate.countries)) for candidate in talks] == [{"BGD", "TUR"}]


def test_an_organisation_meets_as_an_assembly() -> None:
    (found,) = likely("The African Union will hold a meeting later in May to weigh sanctions on the generals.")
    assert (first_sure(found.form), first_sure(found.realis)) == ("multilateral", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "Officials of Kenya called on Chad to withdraw its troops from the border.",
        "The minister told an audience in Warsaw that Poland and Chad were friends.",
        "The Kenyan parliament's session on the Chad loan was adjourned in Nairobi.",
        "Asked whether she would meet the Russian delegation, the Latvian minister shook her head.",
        "Traders in Kenya met fierce resistance from Chadian officials when they tried to cross.",
        "He came to power in Kenya and vowed to gather evidence against Chad.",
    ],
)
def test_words_that_tell_of_no_encounter(text: str) -> None:
    assert likely(text) == []
