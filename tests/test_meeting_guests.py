"""Several guests, several encounters: who is met one by one, who attends, whom words without a name stand for."""

from typing import Any

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.candidates import MeetingCandidate, all_sure
from extractor.events.meeting.find import DEFAULT_CONFIDENCE

PUBLISHED = "2024-05-07"  # a Tuesday


def likely(text: str) -> list[MeetingCandidate]:
    found = analyse(Article(id="m", text=text, published=PUBLISHED)).meetings
    return [candidate for candidate in found if candidate.confidence >= DEFAULT_CONFIDENCE]


def met(text: str) -> list[Any]:
    """Countries and surnames of each encounter, sorted."""
    found = [
        (
            " ".join(sorted(all_sure(one.countries))),
            " ".join(sorted(name.split()[-1] for name in all_sure(one.participants))),
        )
        for one in likely(text)
    ]
    return sorted(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Tuesday, Foreign Minister Petra Lindqvist of Sweden met with President Amadou Diarra of Mali and "
            "Prime Minister Joao Pereira of Portugal on the sidelines of a climate conference in Nairobi.",
            [("MLI SWE", "Diarra Lindqvist"), ("PRT SWE", "Lindqvist Pereira")],
        ),
        (
            "President Ramon Ortega of Peru will hold talks with US President Walter Kincaid at the White House "
            "on Friday. Ortega will also meet Kincaid's security adviser Helen Marsh, Treasury Secretary Louis "
            "Bond and members of the Senate.",
            [("PER USA", "Bond Ortega"), ("PER USA", "Kincaid Ortega"), ("PER USA", "Marsh Ortega")],
        ),
        (
            "Latvian Prime Minister Karlis Ozols met with Norwegian Foreign Minister Nils Berg, Defence Minister Kari "
            "Holm and Ambassador Tore Lund on Monday in Oslo.",
            [("LVA NOR", "Berg Holm Lund Ozols")],
        ),
        (
            "U.S. envoy Frank Dolan met Sudanese Prime Minister Osman Ali and army chief General Tariq Hassan on "
            "Monday in Khartoum.",
            [("SDN USA", "Ali Dolan"), ("SDN USA", "Dolan Hassan")],
        ),
        (
            "Japanese Foreign Minister Kenji Morita spoke by telephone on Sunday with Iranian Foreign Minister "
            "Reza Karimi and Saudi Foreign Minister Faisal al-Otaibi.",
            [("IRN JPN", "Karimi Morita"), ("JPN SAU", "Morita al-Otaibi")],
        ),
        (
            "Russian President Ivan Sokolov met separately with the leaders of Uzbekistan and Kyrgyzstan in "
            "Moscow on Tuesday.",
            [("KGZ RUS", "Sokolov"), ("RUS UZB", "Sokolov")],
        ),
        (
            "Spanish Foreign Minister Elena Ruiz had separate meetings in New York on Tuesday with her "
            "counterparts from Chile, Kuwait and Japan.",
            [("CHL ESP", "Ruiz"), ("ESP JPN", "Ruiz"), ("ESP KWT", "Ruiz")],
        ),
        (
            "Israel's Defence Minister Avi Katzman met in Washington on Monday with U.S. Defense Secretary Thomas"
            " Reed and, later, with National Security Adviser Julia Stone.",
            [("ISR USA", "Katzman Reed"), ("ISR USA", "Katzman Stone")],
        ),
        (
            "Vice-President Lucia Campos of Bolivia met her Paraguayan colleague Ruben Franco, and, in the "
            "evening, Paraguay's Foreign Minister Oscar Benitez in Asuncion on Tuesday.",
            [("BOL PRY", "Benitez Campos"), ("BOL PRY", "Campos Franco")],
        ),
    ],
)
def test_guests_met_one_by_one_are_as_many_meetings(text: str, expected: list[Any]) -> None:
    assert met(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thai Prime Minister Somchai Rattana held talks with Cambodian Prime Minister Sok Vanna in Bangkok on"
        " Friday. Rattana was accompanied by Foreign Minister Prasit Chaiyo, while Vanna was accompanied by "
        "Commerce Minister Chea Dara.",
        "Cambodian Prime Minister Sok Vanna was received by Thai Prime Minister Somchai Rattana in Bangkok on"
        " Friday. The talks were attended by Foreign Minister Prasit Chaiyo and, on the Cambodian side, by "
        "Commerce Minister Chea Dara.",
        "Prime Minister Somchai Rattana of Thailand and Prime Minister Sok Vanna of Cambodia met in Bangkok "
        "on Friday. They were joined by Trade Minister Prasit Chaiyo and Energy Minister Chea Dara.",
    ],
)
def test_who_attended_or_accompanied_takes_part(text: str) -> None:
    assert met(text) == [("KHM THA", "Chaiyo Dara Rattana Vanna")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The sixth round of political consultations between the Foreign Ministries of Poland and Kazakhstan "
            "was held in Warsaw on 12 March 2024. The Polish delegation was led by Deputy Foreign Minister Marek "
            "Zielinski; the Kazakh delegation by Deputy Foreign Minister Askar Nurlanov.",
            [("KAZ POL", "Nurlanov Zielinski")],
        ),
        (
            "The talks between Pakistan and Tajikistan in Islamabad on Tuesday were co-chaired by Pakistani "
            "Commerce Minister Asif Mahmood and Tajik Energy Minister Daler Rahimov.",
            [("PAK TJK", "Mahmood Rahimov")],
        ),
        (
            "Foreign Minister Omar Farouk of Egypt held a trilateral meeting with his Greek and Cypriot "
            "counterparts in Cairo on Tuesday. Greek Foreign Minister Dimitris Pappas and Cypriot Foreign "
            "Minister Andreas Ioannou praised it.",
            [("CYP EGY GRC", "Farouk Ioannou Pappas")],
        ),
        (
            "Dutch Foreign Minister Hanneke Visser met the press on Friday. Surinamese President Ronny Amatali "
            "received her at the presidential palace.",
            [("NLD SUR", "Amatali Visser")],
        ),
        (
            "His Excellency Dr. Salim Al Harthy, Minister of Foreign Affairs of Oman, received in his office on "
            "Wednesday Ms. Laura Jensen, Ambassador of Denmark to the Sultanate.",
            [("DNK OMN", "Harthy Jensen")],
        ),
    ],
)
def test_participants_told_apart_from_the_meeting(text: str, expected: list[Any]) -> None:
    assert met(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Brazilian President Paulo Teixeira, who met Argentine President Hugo Bianchi in Brasilia last week, "
            "on Monday held talks in Lima with Peruvian President Ramon Ortega.",
            [("ARG BRA", "Bianchi Teixeira"), ("BRA PER", "Ortega Teixeira")],
        ),
        (
            "Hungarian Prime Minister Tamas Kiss was received by Azerbaijani President Rauf Guliyev on Monday and"
            " met with Prime Minister Ali Hasanov.",
            [("AZE HUN", "Guliyev Kiss"), ("AZE HUN", "Hasanov Kiss")],
        ),
    ],
)
def test_encounters_of_one_sentence_keep_their_own_sides(text: str, expected: list[Any]) -> None:
    assert met(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The deadlock in talks between Serbia and Kosovo has worried European diplomats for months.",
        "Turkey and Azerbaijan will maintain close consultations on regional security, the ministry said.",
        "The two Koreas' trade has stalled since talks broke down, and no date for a new meeting has been set.",
        "Negotiations between Guyana and Venezuela have been at a standstill since 2018, Foreign Minister "
        "Carl Persaud said.",
        "Turkmen leader Saparmyrat Orazov met a delegation of Turkish businessmen on Friday.",
        "Croatian Foreign Minister Ivan Babic met with the Croatian ambassadors to Peru and Chile in Zagreb on Monday.",
    ],
)
def test_talks_as_a_state_of_affairs_and_meetings_at_home_are_none(text: str) -> None:
    assert met(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Turkish Foreign Minister Kemal Aydin met Iraqi President Salim Nuri on Monday in Baghdad. Nuri "
            "was joined in the talks by Prime Minister Adel Karim and Ambassador Faris Latif.",
            [("IRQ TUR", "Aydin Karim Latif Nuri")],
        ),
        (
            "Greek Prime Minister Nikos Pavlou spoke by telephone with Cypriot President Andreas Loizou on Monday. "
            "Today's conversation was the first between the two leaders since the elections.",
            [("CYP GRC", "Loizou Pavlou")],
        ),
        (
            "Moldovan Prime Minister Ion Rusu is scheduled to meet Romanian President Radu Ionescu in Bucharest on "
            "Friday. Rusu said his meeting with Ionescu would help to settle the gas price dispute.",
            [("MDA ROU", "Ionescu Rusu")],
        ),
        (
            "The foreign ministers of Ethiopia and Eritrea opened talks in Doha on Monday with the mediation of Qatar. "
            "The Ethiopian side thanked Qatar for hosting another round of negotiations between the delegations.",
            [("ERI ETH", "")],
        ),
        (
            "Delegations from Sudan and Chad met in Tripoli on Monday under Libyan auspices. Sudan's Foreign Minister "
            "Hamid Saleh thanked Libya for its hospitality.",
            [("SDN TCD", "")],
        ),
        (
            "Zambian President Joseph Phiri met his foreign minister, Grace Banda, on Monday to discuss the crisis in "
            "Congo.",
            [],
        ),
        ("Armenia is ready to resume talks with Azerbaijan, Prime Minister Hayk Sarkisian said on Monday.", []),
    ],
)
def test_one_encounter_stays_one_and_wishes_are_none(text: str, expected: list[Any]) -> None:
    assert met(text) == expected


def test_what_others_arrive_before_is_still_to_come() -> None:
    text = (
        "The prime minister of Barbados, Dale Weekes, arrived on Monday, hours before a meeting between Guyanese "
        "President Ravi Singh and Surinamese President Johan Kromo on fishing rights."
    )
    (meeting,) = likely(text)
    assert (meeting.form[0].value, meeting.realis[0].value) == ("bilateral", "planned")
    assert set(all_sure(meeting.countries)) == {"GUY", "SUR"}
