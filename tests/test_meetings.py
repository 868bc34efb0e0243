"""Meeting candidates: what counts as one encounter, who took part, where, when, and whether it took place."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.candidates import MeetingCandidate, all_sure, first_sure
from extractor.events.meeting.find import DEFAULT_CONFIDENCE, find_meetings
from extractor.reading import Reading

PUBLISHED = "2024-05-08"  # a Wednesday


def candidates(text: str) -> tuple[MeetingCandidate, ...]:
    return analyse(Article(id="m", text=text, published=PUBLISHED)).meetings


def likely(text: str) -> list[MeetingCandidate]:
    return [candidate for candidate in candidates(text) if candidate.confidence >= DEFAULT_CONFIDENCE]


def only(text: str) -> MeetingCandidate:
    (found,) = likely(text)
    return found


def values(candidate: MeetingCandidate) -> tuple[Any, ...]:
    return first_sure(candidate.form), first_sure(candidate.realis), set(all_sure(candidate.countries))


def city(candidate: MeetingCandidate) -> str | None:
    place = first_sure(candidate.place)
    return place.city if place else None


@pytest.mark.parametrize(
    ("text", "form", "realis", "countries"),
    [
        ("Foreign ministers of Kenya and Chad met in Nairobi on Monday.", "bilateral", "actual", {"KEN", "TCD"}),
        ("Chilean President Gabriel Boric will visit Peru on Friday.", "visit", "planned", {"CHL", "PER"}),
        (
            "The visit of Polish Foreign Minister Radosław Sikorski to Egypt has been postponed.",
            "visit",
            "cancelled",
            {"POL", "EGY"},
        ),
        ("Japan and India held a third round of talks in Tokyo.", "negotiation_round", "actual", {"JPN", "IND"}),
        ("Pakistan summoned the Afghan ambassador on Tuesday.", "summons", "actual", {"PAK", "AFG"}),
        ("Leaders of Kenya, Uganda and Rwanda held talks in Kigali.", "multilateral", "actual", {"KEN", "UGA", "RWA"}),
        ("The EU-Japan summit took place in Brussels on Monday.", "summit", "actual", {"EU", "JPN"}),
        ("The Oman-Iran joint economic commission convened in Muscat.", "joint_commission", "actual", {"OMN", "IRN"}),
        (
            "Norwegian Prime Minister Jonas Gahr Støre refused to meet Hungarian Foreign Minister Péter Szijjártó.",
            "bilateral",
            "cancelled",
            {"NOR", "HUN"},
        ),
    ],
)
def test_one_encounter(text: str, form: str, realis: str, countries: set[str]) -> None:
    assert values(only(text)) == (form, realis, countries)


@pytest.mark.parametrize(
    "text",
    [
        "He told a press conference in Berlin that Germany and France were friends.",
        "The plant in Ghana met the demand of Togo.",
        "No meetings are planned between Chad and Niger.",
        "Tourists visiting Kenya from Uganda spent more.",
        "Regular meetings of Peru and Chile help trade.",
    ],
)
def test_no_encounter(text: str) -> None:
    assert likely(text) == []


def test_talks_of_two_named_persons() -> None:
    found = only(
        "Brazilian Foreign Minister Mauro Vieira met with his Paraguayan counterpart Rubén Ramírez Lezcano in Brasília "
        "on Tuesday. The meeting focused on energy."
    )
    assert set(all_sure(found.participants)) == {"Mauro Vieira", "Rubén Ramírez Lezcano"}
    assert first_sure(found.date) == "2024-05-07"
    assert (city(found), first_sure(found.host)) == ("Brasília", "BRA")
    assert found.sentences == (0, 1)
    assert all_sure(found.topics) == ("energy",)


def test_subject_after_the_meeting() -> None:
    found = only(
        "In a meeting with Omani Foreign Minister Badr Albusaidi, Swiss Foreign Minister Ignazio Cassis praised Oman."
    )
    assert set(all_sure(found.participants)) == {"Badr Albusaidi", "Ignazio Cassis"}


def test_a_visit_yields_to_the_talks_it_was_made_for() -> None:
    text = (
        "Omani Foreign Minister Badr Albusaidi arrived in Warsaw on Monday. "
        "Albusaidi met Polish Foreign Minister Radosław Sikorski in Warsaw on Tuesday."
    )
    found = only(text)
    assert first_sure(found.form) == "bilateral"
    assert [first_sure(candidate.form) for candidate in candidates(text)] == ["visit", "bilateral"]


def test_a_tour_is_one_visit() -> None:
    found = only("Kenyan President William Ruto will visit Ghana, Togo and Benin next week.")
    assert values(found) == ("visit", "planned", {"KEN", "GHA", "TGO", "BEN"})
    assert all_sure(found.participants) == ("William Ruto",)


def test_talks_with_several_guests_in_turn_are_several_meetings() -> None:
    found = likely(
        "French President Emmanuel Macron held talks with Serbian President Aleksandar Vučić, Moldovan President Maia "
        "Sandu and Georgian President Salome Zourabichvili."
    )
    assert [set(all_sure(candidate.countries)) for candidate in found] == [
        {"FRA", "SRB"},
        {"FRA", "MDA"},
        {"FRA", "GEO"},
    ]


def test_call() -> None:
    found = only(
        "Turkish Foreign Minister Hakan Fidan held a phone call with Iranian Foreign Minister Abbas Araghchi on Sunday."
    )
    assert values(found) == ("phone_video", "actual", {"TUR", "IRN"})
    assert first_sure(found.date) == "2024-05-05"
    assert found.place == ()


def test_talks_in_a_third_country_have_no_host() -> None:
    found = only("Armenia and Azerbaijan held talks in Geneva on Monday.")
    assert (city(found), first_sure(found.host)) == ("Geneva", None)


def test_one_summit_in_many_words() -> None:
    found = only(
        "The Arab League summit opened in Manama on Monday. The summit will discuss Gaza. "
        "Leaders at the summit called for peace."
    )
    assert first_sure(found.form) == "summit"
    assert len(found.sentences) == 3


def test_background() -> None:
    found = only("Moldovan President Maia Sandu had met Romanian President Klaus Iohannis in Iași in 2021.")
    assert found.report_role == "background"


def test_who_travels() -> None:
    found = only("Lao Prime Minister Sonexay Siphandone, who arrived in Hanoi on Monday, spoke of friendship.")
    assert values(found) == ("visit", "actual", {"LAO", "VNM"})
    assert all_sure(found.participants) == ("Sonexay Siphandone",)
    assert first_sure(found.host) == "VNM"


def test_homecoming_is_no_visit_to_the_home_country() -> None:
    found = candidates("Iranian President Ebrahim Raisi arrived in Tehran on Friday.")
    assert all(candidate.confidence < DEFAULT_CONFIDENCE for candidate in found)


def test_no_mentions_no_candidates() -> None:
    assert find_meetings(Reading(text="Nothing at all.")) == ()


WORDS = [
    *("Kenyan President William Ruto", "he", "the two ministers", "Ghana", "met", "will meet", "held talks", "visited"),
    *(
        "a visit to",
        "Togo",
        "his counterpart",
        "with",
        "and",
        "in Accra",
        "on Monday",
        "the summit",
        "postponed",
        "was",
    ),
    *(".", ",", "\n\n", "“", "”", "?", "spoke to", "a phone call", "of", "the meeting", "arrived in", "who"),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40).map(" ".join))
def test_any_text(text: str) -> None:
    for candidate in candidates(text):
        assert 0.0 <= candidate.confidence <= 1.0
        assert candidate.form
        assert candidate.realis
        for field in ("form", "realis", "participants", "countries", "host", "date", "place", "topics"):
            for option in getattr(candidate, field):
                assert option.span is None or 0 <= option.span.start <= option.span.end <= len(text)


def test_long_text_takes_proportionate_time() -> None:
    text = "Ghana and Togo held talks in Accra on Monday. The talks covered customs.\n\n" * 150
    assert len(candidates(text)) == 1


@pytest.mark.parametrize(
    ("text", "form", "people", "host"),
    [
        (
            "Chilean Foreign Minister Ana Ruiz met Peruvian Foreign Minister Luis Paz at the Pacific Alliance summit.",
            "bilateral",
            {"Ana Ruiz", "Luis Paz"},
            None,
        ),
        (
            "Chilean President Ana Ruiz and Peruvian President Luis Paz held talks over the phone on the war in Syria.",
            "phone_video",
            {"Ana Ruiz", "Luis Paz"},
            None,
        ),
        (
            "Kenya summoned Ugandan Ambassador John Okello over a raid in Busia, Uganda.",
            "summons",
            {"John Okello"},
            "KEN",
        ),
        ("Ugandan Ambassador John Okello was summoned to Kenya’s Foreign Ministry.", "summons", {"John Okello"}, "KEN"),
        (
            "Kenyan officials have summoned the Ugandan ambassador, Kenyan spokesman Peter Otieno said.",
            "summons",
            set(),
            "KEN",
        ),
        (
            "Ties matter, Kenyan President John Okello said while meeting with Chadian Prime Minister Idriss Saleh.",
            "bilateral",
            {"John Okello", "Idriss Saleh"},
            None,
        ),
        (
            "Chilean Foreign Minister Ana Ruiz called on Peruvian President Luis Paz on Tuesday.",
            "bilateral",
            {"Ana Ruiz", "Luis Paz"},
            None,
        ),
    ],
)
def test_who_met_whom_and_who_only_stood_beside(text: str, form: str, people: set[str], host: str | None) -> None:
    found = only(text)
    assert first_sure(found.form) == form
    assert set(all_sure(found.participants)) == people
    assert first_sure(found.host) == host


def test_a_call_has_no_place() -> None:
    found = only("Chilean President Ana Ruiz telephoned Peruvian President Luis Paz about the ceasefire in Syria.")
    assert first_sure(found.place) is None


def test_each_of_those_called_on_is_an_encounter() -> None:
    found = likely(
        "Chilean Foreign Minister Ana Ruiz called on Peruvian Foreign Minister Luis Paz and Kenyan King John Okello."
    )
    assert [set(all_sure(one.participants)) for one in found] == [{"Ana Ruiz", "Luis Paz"}, {"Ana Ruiz", "John Okello"}]


@pytest.mark.parametrize(
    "text",
    [
        "Officials welcomed Chilean Foreign Minister Ana Ruiz at Jorge Chavez International Airport in Peru.",
        "Chilean Foreign Minister Ana Ruiz called on Peru and its President Luis Paz to stop the raids.",
    ],
)
def test_what_is_no_encounter(text: str) -> None:
    assert likely(text) == []
