"""Cues: which words report speech, with which act, and which only look so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.rules.speech import FRAMES, _verbs, find_cues
from extractor.rules.text.quotes import find_quotes
from tests.work import assert_linear


def cues(text: str) -> list[tuple[str, str]]:
    return [(cue.text, cue.value) for cue in find_cues(text, find_quotes(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said ties grow.", [("said", "assert")]),
        ("The envoy told reporters that talks go on.", [("told", "assert")]),
        ("He stressed the need for talks, adding that time is short.", [("stressed", "assert"), ("adding", "assert")]),
        ("She expressed hope that talks resume.", [("expressed", "optimism")]),
        ("She voiced deep concern over the raid.", [("voiced", "accuse_criticise")]),
        ("He expressed his country’s readiness to help.", [("expressed", "commit_offer")]),
        ("He expressed that both states should trade.", [("expressed", "assert")]),
        (
            "The king thanked his guest and praised the army.",
            [("thanked", "praise_thank"), ("praised", "praise_thank")],
        ),
        ("The bloc welcomed the deal.", [("welcomed", "praise_thank")]),
        ("Peru pledged to send aid.", [("pledged", "commit_offer")]),
        ("Chile has offered to mediate.", [("offered", "commit_offer")]),
        ("The two sides agreed on strengthening trade.", [("agreed", "commit_offer")]),
        ("The envoy called on both sides to talk.", [("called on", "request_appeal")]),
        ("The envoy called on the U.S. and its allies to “show restraint”.", [("called on", "request_appeal")]),
        ("The premier called for calm.", [("called for", "request_appeal")]),
        ("They urged restraint.", [("urged", "request_appeal")]),
        ("The ministry condemned the raid.", [("condemned", "accuse_criticise")]),
        ("Peru denied the report.", [("denied", "reject_deny")]),
        ("She ruled out talks.", [("ruled out", "reject_deny")]),
        ("The general warned that any raid will be answered.", [("warned", "threaten")]),
        ("They threatened to leave.", [("threatened", "threaten")]),
        ("The president announced a visit.", [("announced", "announce_action")]),
        ("We welcome the deal.", [("welcome", "praise_thank")]),
        ("The leaders reaffirm their ties.", [("reaffirm", "assert")]),
        ("According to the minister, ties grow.", [("According to", "assert")]),
        ("The agency quoted Horvat as saying that ties grow.", [("as saying", "assert")]),
        ("Horvat was quoted by the agency as saying ties grow.", [("quoted by the agency as saying", "assert")]),
        ("He described the talks as useful.", [("described", "assert")]),
        ("He called the plan “absurd”.", [("called", "assert")]),
        ("He called Peru and Chile two “natural” partners.", [("called", "assert")]),
        ("“We agree,” Ashford continued.", [("continued", "assert")]),
    ],
)
def test_cues_and_their_acts(text: str, expected: list[tuple[str, str]]) -> None:
    assert cues(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Xinhua reported that the talks ended.",
        "The talks ended, Press TV reported.",
        "The talks ended, the news agency said.",
        "According to Reuters, the talks ended.",
        "According to Article 21 of the treaty, it lasts ten years.",
        "According to the agreement, ports will open.",
        "He was accused of fraud.",
        "The plan was welcomed by Peru.",
        "The proposed deal and the stated aim are new.",
        "Ties continued to grow.",
        "The United States and its member states met.",
        "He called his counterpart on Monday to discuss trade.",
        "The president called off the meeting.",
        "The king welcomed the premier to the royal palace.",
        "Aides welcomed Chilean Foreign Minister and State Secretary Ana Ruiz at the Lima International Airport.",
        "The minister welcomed them and left.",
        "The envoy called on the premier at his office on Monday.",
        "Mr Vega called on Peruvian counterpart Luis Paz in Lima, his first visit to the city.",
        "Asked about the raid, the envoy left.",
        "When asked about it, she smiled.",
        "As agreed, the talks resumed.",
        "He was said to be ill.",
        "They want to announce a deal.",
        "Peru, often referred to as the land of the Inca, is large.",
        "The claims and calls were many.",
        "Many calls from both sides came in.",
        "A “plan they announced and called for” exists.",
    ],
)
def test_what_is_no_cue(text: str) -> None:
    assert cues(text) == []


def test_a_month_is_no_modal() -> None:
    assert cues("“We will go,” May said.") == [("said", "assert")]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The minister did not say when.", "negated"),
        ("She had warned that it would fail.", "past"),
        ("He said so.", "actual"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    found = find_cues(text)
    assert not found if modality == "negated" and not found else found[0].modality == modality


def test_every_row_of_the_table_has_a_known_frame_and_act() -> None:
    frames = {verb.frame for verbs in _verbs().values() for verb, _ in verbs}
    assert frames - set(FRAMES) == {"expressing", "naming", "attitude", "offering"}
    tenses = {verb.tense for verbs in _verbs().values() for verb, _ in verbs}
    assert tenses == {"past", "present", "participle", "base"}


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(["said", "He", "according to", "“", "”", ",", "that", "called", "on", ".", "\n"]), max_size=40
    )
)
def test_offsets_hold_and_cues_are_disjoint(words: list[str]) -> None:
    text = " ".join(words)
    at = 0
    for cue in find_cues(text, find_quotes(text)):
        assert cue.span.of(text) == cue.text
        assert cue.span.start >= at
        at = cue.span.end


@pytest.mark.fault(20)
@pytest.mark.parametrize("shape", ["said ", "said that ", "according to ", "expressed his ", "called "])
def test_time_grows_with_the_text_only(shape: str) -> None:
    assert_linear(lambda times: find_cues(shape * times), 500)
