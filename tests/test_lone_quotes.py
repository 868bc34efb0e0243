"""Statements whose speaker shows only from the sentences around: lone quotations, bare offices, late names."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article


def _statements(text: str) -> list[tuple[str, str]]:
    """Speaker and content of each statement, as the rules attribute them."""
    analysed = analyse(Article("x", text))
    by_id = {person.id: person for person in analysed.reading.persons}
    return [
        (
            by_id[item.speaker_person].name if item.speaker_person is not None else item.speaker_text,
            " ".join(item.content.of(text).split()),
        )
        for item in analysed.attributions
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "The director of the Peruvian aid agency, Marta Solis, discussed the new programme.\n\n"
            "“We are grateful, because it lets our teachers study abroad and come home with new skills.”",
            "Marta Solis",
            "We are grateful, because it lets our teachers study abroad and come home with new skills.",
        ),
        (
            "“Our soldiers will stay until the last mine has been cleared.” General Omar Haddad said on Sunday.",
            "Omar Haddad",
            "Our soldiers will stay until the last mine has been cleared.",
        ),
        (
            "NATO Secretary General Hans Brandt visited Kyiv. “We will stay the course,” the NATO leader said.",
            "Hans Brandt",
            "We will stay the course,",
        ),
        (
            "A statement by Karim Bello, the President's spokesman, said the trip had been cut short.",
            "Karim Bello",
            "the trip had been cut short",
        ),
        (
            "President Ruiz of Peru, receiving President Prado of Chile in Lima, declared that the row was settled.",
            "Ruiz",
            "the row was settled",
        ),
        (
            "A statement issued on Monday by the Foreign Ministry of Peru said the talks would resume next week.",
            "Foreign Ministry of Peru",
            "the talks would resume next week",
        ),
        (
            "The Kenyan Foreign Ministry published a list. The ministry denied that any visa had been refused.",
            "Kenyan Foreign Ministry",
            "any visa had been refused",
        ),
        ("A UN spokesman said that the convoy had reached the town.", "UN", "the convoy had reached the town"),
        (
            "Police reform will begin soon, said Ram Prasad Thapa ‘Bikram’, chairman of the People's Party.",
            "Ram Prasad Thapa",
            "Police reform will begin soon",
        ),
    ],
)
def test_the_speaker_is_found(text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in _statements(text)


@pytest.mark.parametrize(
    "text",
    [
        "The pipeline opened on Monday, promising to lower prices across the region.",
        "The minister, Ivo Kral, toured the plant.\n\n“No Entry” signs were taken from the gate.",
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert _statements(text) == []


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Lamine Ndoye, UN Secretary-General Kofi Annan's envoy to the region, left.", "Lamine Ndoye", "UN"),
        ("President Vega of Peru left. Karim Bello, the President's spokesman, stayed.", "Karim Bello", "PER"),
        ("The President of the Republic of Croatia Dr Janko Medved received the envoy.", "Janko Medved", "HRV"),
        ("H. E. Pedro Nsue, President of Equatorial Guinea, opened the port.", "Pedro Nsue", "GNQ"),
        ("Peruvian Foreign Minister Eduard A. Selvadan left.", "Eduard A. Selvadan", "PER"),
    ],
)
def test_persons_keep_their_name_and_their_principals_country(text: str, name: str, country: str) -> None:
    persons = analyse(Article("x", text)).reading.persons
    assert (name, country) in [(person.name, person.country) for person in persons]


def test_a_surname_takes_the_name_written_once() -> None:
    text = "The rebels left, wrote Zorbo Kelemani at noon. Mr. Kelemani said so. Mr. Kelemani stayed."
    assert [person.name for person in analyse(Article("x", text)).reading.persons] == ["Zorbo Kelemani"]


def test_a_press_secretarys_release_is_that_offices() -> None:
    text = (
        "Statement by the Press Secretary\n\nWe will continue to work with our allies to end the crisis in Peru.\n\n"
        "The White House remains in close contact with all sides in the dispute."
    )
    assert {speaker for speaker, _ in _statements(text)} == {"Press Secretary"}
