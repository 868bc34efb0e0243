"""Frames that stand around other frames: trailing spokesmen, officials who quote, titles with bodies, releases' heads.

Whole articles, from the text on: whose words they are depends here on who was found as a person, state or body.
"""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.attribution import Attribution


def attributions(text: str) -> tuple[list[str], tuple[Attribution, ...]]:
    """The speakers by name or words, and the attributions, of an article."""
    analysis = analyse(Article(id="a", text=text, published="2024-05-07"))
    names = {person.id: person.name for person in analysis.reading.persons}
    found = analysis.attributions
    return [names.get(item.speaker_person, item.speaker_text) for item in found], found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "US Department of State spokesperson Jane Doe said the talks were good.",
            "Jane Doe",
            "the talks were good",
        ),
        (
            "The talks were good, Norwegian embassy spokesperson Jane Doe said in a statement.",
            "Jane Doe",
            "The talks were good",
        ),
        (
            "The truce is welcome and Norway hopes it will be kept, spokesperson Jane Doe said in a statement.",
            "Jane Doe",
            "The truce is welcome and Norway hopes it will be kept",
        ),
        (
            "Norway would build the bridge, Norwegian envoy Jane Doe said, though she gave no date for it.",
            "Jane Doe",
            "Norway would build the bridge",
        ),
        (
            "Norwegian envoy Jane Doe said Norway would build the bridge, though she gave no date for it.",
            "Jane Doe",
            "Norway would build the bridge",
        ),
        (
            "“The new bridge is a step forward for all of us here,” Norwegian envoy Jane Doe said in a news release "
            "announcing the end of the works.",
            "Jane Doe",
            "The new bridge is a step forward for all of us here,",
        ),
        (
            "“Norway has a large share of the market by now,” top Norwegian textile negotiator Jane Doe said after it.",
            "Jane Doe",
            "Norway has a large share of the market by now,",
        ),
        (
            "The two presidents will sign the treaty in June, as confirmed by the Norwegian Foreign Ministry.",
            "Norwegian Foreign Ministry",
            "The two presidents will sign the treaty in June",
        ),
        (
            "Norwegian envoy Jane Doe went on to accuse Peru of closing the strait.",
            "Jane Doe",
            "Peru of closing the strait",
        ),
    ],
)
def test_one_speaker(text: str, speaker: str, content: str) -> None:
    speakers, found = attributions(text)
    assert speakers == [speaker]
    assert found[0].content.of(text) == content


def test_the_one_an_official_quotes_is_the_speaker() -> None:
    text = (
        "Norwegian Foreign Minister Jane Doe met her Peruvian counterpart on Monday.\n"
        "An official said Doe told him that troops must leave the strait."
    )
    speakers, _ = attributions(text)
    assert speakers == ["Jane Doe"]


def test_a_minister_is_no_body_that_others_speak_for() -> None:
    text = "The Thai minister promised new safety rules for visitors, spokesman Chai Doe said."
    speakers, _ = attributions(text)
    assert speakers == ["Thai minister"]


def test_what_the_subject_did_by_accusing() -> None:
    text = "Norway raised the stakes, accusing Peru of closing the strait and vowed to reopen it soon."
    _, found = attributions(text)
    assert [(item.speech_act, item.content.of(text)) for item in found] == [
        ("accuse_criticise", "Peru of closing the strait"),
        ("commit_offer", "to reopen it soon"),
    ]


ARCHIVED = """Talks bring us closer to Fiji.
Doe, Jane
Labour Party of Australia
MINISTER FOR FOREIGN AFFAIRS
2004-05-11

Media Release

I visited Fiji from 8 to 10 May. These talks show how close the two neighbours have become over the years.

We will publish the papers of the first treaty next year as a sign of this friendship.
"""


def test_the_name_above_an_archived_release_speaks() -> None:
    speakers, found = attributions(ARCHIVED)
    assert set(speakers) == {"Doe, Jane"}
    assert {item.speaker_actor.code for item in found if item.speaker_actor} == {"AUS"}


def test_a_place_above_a_release_does_not_speak() -> None:
    speakers, _ = attributions(ARCHIVED.replace("Doe, Jane", "Suva, Fiji"))
    assert "Suva, Fiji" not in speakers


TRANSCRIPT = """JANE DOE: I welcome the minister of Peru, and we have agreed on a new treaty for the strait.

LUIS VEGA: Thank you. It's nice to be with you.

JANE DOE: The treaty covers fishing and the safety of ships in the strait.

LUIS VEGA: Peru will ratify the treaty in the spring of next year.
"""


def test_a_greeting_alone_is_no_statement() -> None:
    _, found = attributions(TRANSCRIPT)
    assert [item.content.of(TRANSCRIPT).split()[0] for item in found] == ["I", "The", "Peru"]


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("Norway was undermining the treaty", "accuse_criticise"),
        ("ships sailed through third ports to evade the limits", "accuse_criticise"),
        ("the accord augurs well for the season", "optimism"),
        ("It is important to withdraw the crews", "request_appeal"),
        ("we are deploying two ships to the strait", "announce_action"),
        ("it was determined not to let the delay sink the pact", "commit_offer"),
        ("the minister will pay an official visit to Oslo", "announce_action"),
        ("Norway will keep its field hospital open until the last patient leaves", "commit_offer"),
        ("her government would compensate the families", "commit_offer"),
        ("the new ferry will strengthen ties", "optimism"),
        ("the frigate will leave port on Sunday", "announce_action"),
        ("Oslo would not take part in the boycott", "reject_deny"),
        ("there is no question of a base on our soil", "reject_deny"),
        ("the two sides had no such meeting planned, and no such talks had taken place", "reject_deny"),
        ("if the convoy moves again, we will sink it", "threaten"),
        ("the guarantors have to put pressure on the rebels", "request_appeal"),
        ("the mediators deserve credit for their patience", "praise_thank"),
        ("the blockade amounted to collective punishment", "accuse_criticise"),
        ("I must say the room was cold", "assert"),
        ("a court that failed to convene twice in May was reformed", "assert"),
        ("they will pay for it", "threaten"),
    ],
)
def test_act_by_its_words(content: str, act: str) -> None:
    text = f"Norwegian envoy Jane Doe said that {content}."
    _, found = attributions(text)
    assert [item.speech_act for item in found] == [act]


@pytest.mark.parametrize(
    ("sentence", "background"),
    [
        ("Norway has accused Peru of closing the strait.", True),
        ("Envoy Jane Doe has said repeatedly that Norway would stay out.", True),
        ("Norway has announced that the strait is open again.", False),
        ("Norway accused Peru of closing the strait.", False),
    ],
)
def test_what_is_said_all_along_is_background(sentence: str, background: bool) -> None:
    _, found = attributions(f"The two countries signed a treaty in Oslo on Monday.\n{sentence}")
    assert [item.background for item in found] == [background]


def test_the_perfect_of_the_first_sentence_tells_the_news() -> None:
    _, found = attributions("Norway has condemned the closing of the strait.\nTalks go on.")
    assert [item.background for item in found] == [False]
