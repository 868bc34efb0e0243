"""Event words with their values, the traps around them, and the modality read off their clause."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.mentions import Modality
from extractor.rules.words.modality import modality_at
from extractor.rules.words.triggers import KINDS, find_triggers
from extractor.spans import Span


def found(text: str) -> list[tuple[str, str, str]]:
    return [(trigger.kind, trigger.text, trigger.value) for trigger in find_triggers(text)]


def values(text: str, kind: str) -> list[str]:
    return [trigger.value for trigger in find_triggers(text) if trigger.kind == kind]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a memorandum of understanding", "mou"),
        ("two memoranda of cooperation", "mou"),
        ("several MoUs", "mou"),
        ("the MOU", "mou"),
        ("an extradition treaty", "treaty"),
        ("the Geneva Convention", "treaty"),
        ("the New START", "treaty"),
        ("a trade agreement", "agreement"),
        ("the accords", "agreement"),
        ("an oil deal", "agreement"),
        ("a non-aggression pact", "agreement"),
        ("a Status of Forces Agreement", "agreement"),
        ("a framework agreement", "framework_agreement"),
        ("an additional protocol", "protocol"),
        ("a contract for trams", "contract"),
        ("a letter of intent", "letter_of_intent"),
        ("a joint statement", "joint_declaration"),
        ("the joint communiqué", "joint_declaration"),
        ("a road map", "roadmap"),
        ("a comprehensive strategic partnership agreement", "strategic_partnership"),
        ("a cease-fire", "ceasefire_peace"),
        ("the peace treaty", "ceasefire_peace"),
        ("cooperation documents", "unspecified"),
    ],
)
def test_instruments(text: str, value: str) -> None:
    assert values(text, "instrument") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The two men were in agreement.",
        "He has to deal with the issue.",
        "a great deal of work",
        "at the convention centre",
        "the chief of protocol, a protocol officer",
        "health protocols",
        "according to the ministry",
        "an agreeable evening",
        "the declaration of independence",
        "travel documents",
    ],
)
def test_no_instruments(text: str) -> None:
    assert values(text, "instrument") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They signed it.", "signed"),
        ("Kenya and Chad ink a pact", "signed"),
        ("The accord was initialled.", "signed"),
        ("after the ratification", "ratified"),
        ("It entered into force in May.", "in_force"),
        ("It took effect at noon.", "in_force"),
        ("The lease was extended.", "renewed"),
        ("The treaty was suspended.", "suspended"),
        ("They withdrew from the treaty.", "terminated"),
        ("The pact expired.", "expired"),
        ("He refused to sign the text.", "rejected"),
    ],
)
def test_signing(text: str, value: str) -> None:
    assert values(text, "signing")[0] == value


@pytest.mark.parametrize(
    "text",
    [
        "It is a sign of trust.",
        "There was no sign that he knew.",
        "Players signed up for the season.",
        "He signed the bill.",
        "They exchanged views.",
        "sign language",
    ],
)
def test_no_signing(text: str) -> None:
    assert values(text, "signing") == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The ministers met in Accra.", "meeting", "bilateral"),
        ("a meeting with his counterpart", "meeting", "bilateral"),
        ("They held talks.", "meeting", "bilateral"),
        ("The king received the envoy.", "meeting", "bilateral"),
        ("a third round of talks", "meeting", "negotiation_round"),
        ("the summit in Lima", "meeting", "summit"),
        ("the joint economic commission", "meeting", "joint_commission"),
        ("a signing ceremony", "meeting", "ceremony"),
        ("It summoned the ambassador.", "meeting", "summons"),
        ("a three-day visit", "visit", "visit"),
        ("He arrived in Oslo.", "visit", "visit"),
        ("in a phone call", "phone", "phone_video"),
        ("a telephone conversation", "phone", "phone_video"),
        ("by video conference", "phone", "phone_video"),
    ],
)
def test_encounters(text: str, kind: str, value: str) -> None:
    assert values(text, kind) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "at a press conference",
        "The plant met the demand of the city.",
        "The goals were met.",
        "The ministry received a letter.",
        "a travel agency",
        "visit our website",
    ],
)
def test_no_encounters(text: str) -> None:
    assert [trigger for trigger in find_triggers(text) if trigger.kind in ("meeting", "visit", "phone")] == []


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("Ghana and Togo signed a pact.", "signed", "actual"),
        ("Ghana and Togo will sign a pact.", "sign", "planned"),
        ("Ghana, Togo to sign pact", "sign", "planned"),
        ("They are expected to sign two contracts.", "sign", "planned"),
        ("The accord is due to be signed on Friday.", "signed", "planned"),
        ("The sides did not sign the text.", "sign", "negated"),
        ("The envoy left without signing anything.", "signing", "negated"),
        ("He refused to meet the delegation.", "meet", "negated"),
        ("There was no meeting with the rebels.", "meeting", "negated"),
        ("Her visit to Rome has been postponed.", "visit", "cancelled"),
        ("The summit was called off.", "summit", "cancelled"),
        ("The ministry cancelled the planned visit.", "visit", "cancelled"),
        ("The presidents had met in Quito.", "met", "past"),
        ("They met in Quito last year.", "met", "past"),
        ("The premier will pay a visit to Cairo.", "visit", "planned"),
        ("The upcoming visit matters.", "visit", "planned"),
        ("She was invited to visit Kyoto.", "visit", "planned"),
        ("During his visit to Rome he was well.", "visit", "actual"),
        ("A further meeting is to be held in June.", "meeting", "planned"),
        ("If the treaty is approved, ships will follow.", "treaty", "planned"),
        ("They managed to sign the accord.", "sign", "actual"),
        ("He said that they met and that a visit will follow.", "met", "actual"),
        ("The envoy came to Minsk to meet the president.", "meet", "actual"),
    ],
)
def test_modality(text: str, word: str, modality: Modality) -> None:
    start = text.index(word)
    assert modality_at(text, Span(start, start + len(word))) == modality


def test_modality_stays_in_its_clause() -> None:
    text = "The visit was postponed, but the ministers met in Vienna."
    start = text.index("met")
    assert modality_at(text, Span(start, start + 3)) == "actual"


def test_abbreviations_end_no_clause() -> None:
    text = "The delegation will hold U.S. Senate talks."
    start = text.index("talks")
    assert modality_at(text, Span(start, start + 5)) == "planned"


def test_document_order_without_overlap() -> None:
    triggers = find_triggers(
        "After a signing ceremony they signed a peace agreement and held a round of talks in Oslo."
    )
    assert [trigger.text for trigger in triggers] == [
        "signing ceremony",
        "signed",
        "peace agreement",
        "round of talks",
    ]
    assert all(first.span.end <= second.span.start for first, second in pairwise(triggers))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["signed", "the", "agreement", "will", "not", "U.S.", "visit", "\n\n", "“", "met", "—", "’s", "é", ","]
        )
        | st.text(max_size=8),
        max_size=40,
    ).map(" ".join)
)
def test_any_text(text: str) -> None:
    for trigger in find_triggers(text):
        assert trigger.kind in KINDS
        assert trigger.span.of(text) == trigger.text


def test_linear_time_shape() -> None:
    assert len(find_triggers("the meeting of the two sides was " * 3000)) == 3000
    assert find_triggers("will " * 20000) == ()
