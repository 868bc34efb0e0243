"""Office phrases: their extent, family and country, in both spellings of English."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.rules.actors.find import find_actors
from extractor.rules.persons.find import find_persons
from extractor.rules.persons.offices import Office, find_offices, vacant_offices


def offices(text: str) -> list[Office]:
    return list(find_offices(text, actors=find_actors(text)))


@pytest.mark.parametrize(
    ("text", "phrase", "family", "country"),
    [
        ("The Omani defence chief spoke.", "The Omani defence chief", "defence_minister", "OMN"),
        ("the Minister of Defense of Chile said", "the Minister of Defense of Chile", "defence_minister", "CHL"),
        ("Spain's foreign minister left.", "Spain's foreign minister", "foreign_minister", "ESP"),
        ("US Secretary of State Ann Poe", "US Secretary of State", "foreign_minister", "USA"),
        ("the Secretary of State for Defence", "the Secretary of State for Defence", "defence_minister", None),
        ("India's external affairs minister said", "India's external affairs minister", "foreign_minister", "IND"),
        (
            "South Korea's Trade, Industry and Energy Minister",
            "South Korea's Trade, Industry and Energy Minister",
            "other_minister",
            "KOR",
        ),
        (
            "Minister of Agriculture and Cooperatives of Thailand",
            "Minister of Agriculture and Cooperatives of Thailand",
            "other_minister",
            "THA",
        ),
        ("the Peruvian deputy foreign minister", "the Peruvian deputy foreign minister", "deputy_minister", "PER"),
        ("the Kenyan vice-president", "the Kenyan vice-president", "deputy_leader", "KEN"),
        ("President of Finland Alexander Stubb", "President of Finland", "head_of_state", "FIN"),
        (
            "the President of the European Commission",
            "the President of the European Commission",
            "secretary_general",
            "EU",
        ),
        ("UN special envoy for Syria Geir Pedersen", "UN special envoy for Syria", "envoy", "UN"),
        ("the Cuban ambassador in Oslo", "the Cuban ambassador in Oslo", "ambassador", "CUB"),
        ("Kremlin spokesman Ivan Petrov", "Kremlin spokesman", "spokesperson", "RUS"),
        ("the commander of the Indian Navy", "the commander of the Indian Navy", "military_commander", "IND"),
        ("the top Turkish diplomat said", "the top Turkish diplomat", "foreign_minister", "TUR"),
        ("his Ghanaian counterpart", "his Ghanaian counterpart", "counterpart", "GHA"),
        ("his counterpart from Qatar", "his counterpart from Qatar", "counterpart", "QAT"),
        ("the Taoiseach said", "the Taoiseach", "head_of_government", "IRL"),
        ("Saudi Arabia's Crown Prince", "Saudi Arabia's Crown Prince", "heir", "SAU"),
        ("Iran's Supreme Leader said", "Iran's Supreme Leader", "supreme_leader", "IRN"),
        ("a former British ambassador to Chad", "a former British ambassador to Chad", "ambassador", "GBR"),
    ],
)
def test_phrases(text: str, phrase: str, family: str, country: str | None) -> None:
    titles = [(o.text, o.family, o.country) for o in offices(text.replace("a former", "The former"))]
    assert (phrase.replace("a former", "The former"), family, country) in titles


@pytest.mark.parametrize(
    "text",
    [
        "an official visit to Oman",
        "the Ministry of Defence",
        "a major deal in general terms",
        "at the head table",
        "as minister he resigned",
        "Kevin King and Erik Prince wrote",
        "the two foreign ministers met",
        "at 5 pm on Monday",
    ],
)
def test_other_words_are_no_offices(text: str) -> None:
    assert not offices(text)


def test_an_article_and_former_are_noted() -> None:
    definite, former = offices("The Chilean minister met the former president.")
    assert definite.definite
    assert not definite.former
    assert former.former
    assert definite.title == "Chilean minister"


def test_what_nobody_holds_is_offered() -> None:
    text = (
        "Peruvian Foreign Minister Ana Soto met the Chilean interior minister and his Omani counterpart Ali Said. "
        "The Peruvian foreign minister thanked him."
    )
    actors = find_actors(text)
    persons = find_persons(text, actors=actors)
    left = vacant_offices(find_offices(text, actors=actors), persons)
    assert [office.text for office in left] == ["the Chilean interior minister"]


WORDS = ["the", "Iranian", "deputy", "foreign", "Minister", "of", "Oman", ",", "and", "Lt.", "\n"]


@given(st.lists(st.sampled_from(WORDS)))
@settings(max_examples=100, deadline=None)
def test_spans_cover_the_words(words: list[str]) -> None:
    text = " ".join(words)
    found = offices(text)
    for office in found:
        assert office.text == " ".join(office.span.of(text).split())
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
