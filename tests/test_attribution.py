"""Who said what: subject, content, quotation type, act and merging, on sentences of our own and on the seeds."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.attribution import Attribution, find_attributions, is_release
from extractor.attribution.acts import speech_act
from extractor.mentions import ActorMention, Person, PersonMention
from extractor.rules.actors.find import find_actors
from extractor.rules.persons.find import find_persons
from extractor.rules.speech import find_cues
from extractor.rules.text.quotes import find_quotes
from extractor.rules.text.sentences import find_sentences
from extractor.spans import Span
from tests.work import assert_linear

SEEDS = Path(__file__).parent.parent / "seeds"
# Persons of the examples: name, country, office; actors: name, code, whether a body.
PEOPLE = [
    ("Anna Horvat", "HRV", "Croatian Foreign Minister"),
    ("Luis Vega", "PER", "Peruvian Defense Minister"),
    ("Marta Lind", None, "analyst"),
]
STATES = [("Peru", "PER", False), ("Croatia", "HRV", False), ("the ministry", "HRV", True), ("Lima", "PER", False)]


def _mentions(text: str, name: str, country: str | None, office: str) -> list[PersonMention]:
    short = name.split()[-1]
    found = [PersonMention(Span(m.start(), m.end()), m[0], "full") for m in re.finditer(name, text)]
    covered = [mention.span for mention in found]
    for match in re.finditer(rf"\b{short}\b", text):
        span = Span(match.start(), match.end())
        if not any(other.overlaps(span) for other in covered):
            found.append(PersonMention(span, match[0], "short"))
    return sorted(found, key=lambda mention: mention.span)


def attributions(text: str) -> tuple[Attribution, ...]:
    persons = []
    for name, country, office in PEOPLE:
        if mentions := _mentions(text, name, country, office):
            persons.append(Person(len(persons), name, country, (office,), tuple(mentions)))
    actors = [
        ActorMention(Span(m.start(), m.end()), m[0], code, "name", body)
        for name, code, body in STATES
        for m in re.finditer(rf"\b{name}\b", text, re.IGNORECASE)
    ]
    quotes = find_quotes(text)
    found = find_attributions(
        text,
        sentences=find_sentences(text),
        quotes=quotes,
        persons=tuple(persons),
        actors=tuple(sorted(actors, key=lambda actor: actor.span)),
        cues=find_cues(text, quotes),
    )
    names = {person.id: person.name for person in persons}
    assert all(item.speaker_person is None or item.speaker_person in names for item in found)
    return found


def said(text: str) -> list[tuple[str, str]]:
    """Speaker (surname, or the words) and content of every attribution."""
    known = [name for name, _, _ in PEOPLE if _mentions(text, name, None, "")]
    return [
        (
            item.speaker_text if item.speaker_person is None else known[item.speaker_person].split()[-1],
            item.content.of(text),
        )
        for item in attributions(text)
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Anna Horvat said that ties have never been better.", "Horvat", "ties have never been better"),
        ("Anna Horvat said on Monday ties have never been better.", "Horvat", "ties have never been better"),
        ("Ties have never been better, Anna Horvat told a news conference.", "Horvat", "Ties have never been better"),
        ("“Ties have never been better,” said Anna Horvat, the minister.", "Horvat", "Ties have never been better,"),
        ("According to Anna Horvat, ties have never been better.", "Horvat", "ties have never been better"),
        ("Ties have never been better, according to Anna Horvat.", "Horvat", "Ties have never been better"),
        ("The minister, Anna Horvat, said ties are good today.", "Horvat", "ties are good today"),
        ("Anna Horvat, who is visiting Peru, said ties are good.", "Horvat", "ties are good"),
        ("In a meeting with Luis Vega, Anna Horvat stressed the need for trade.", "Horvat", "the need for trade"),
        ("Anna Horvat in a meeting with Luis Vega stressed the need for trade.", "Horvat", "the need for trade"),
        ("Experts, like Marta Lind, believe the deal will hold.", "Lind", "the deal will hold"),
        (
            "Marta Lind, professor of law at the university in Lima, said the deal will hold.",
            "Lind",
            "the deal will hold",
        ),
        ("Anna Horvat told reporters in Lima on Friday that the deal will hold.", "Horvat", "the deal will hold"),
        ("Anna Horvat called on both sides to end the war.", "Horvat", "both sides to end the war"),
        ("Anna Horvat expressed hope that the war would end.", "Horvat", "hope that the war would end"),
        ("A spokesman for Croatia said the deal will hold.", "A spokesman for Croatia", "the deal will hold"),
        ("The ministry said the deal will hold.", "The ministry", "the deal will hold"),
        ("The deal will hold, the ministry said in a statement.", "the ministry", "The deal will hold"),
        ("Ties should deepen, Anna Horvat said while meeting with Luis Vega.", "Horvat", "Ties should deepen"),
        ("Both sides hailed the new deal, the ministry said in a statement.", "Both sides", "the new deal"),
        ("Both sides pledged to talk soon, the state media said Friday.", "Both sides", "to talk soon"),
        (
            "LIMA, May 5 (ANDINA) -- Peru will send doctors, the ministry said.",
            "the ministry",
            "Peru will send doctors",
        ),
        (
            "“Ties have never been better than today,” Croatian state department spokeswoman Anna Horvat said.",
            "Horvat",
            "Ties have never been better than today,",
        ),
        ("Anna Horvat stated yesterday (12) that ties are good.", "Horvat", "ties are good"),
        ("Anna Horvat said on Thursday (Aug 20) ties are good.", "Horvat", "ties are good"),
        ("Peru pledged to send doctors to the border.", "Peru", "to send doctors to the border"),
        ("Both sides said they were hopeful of a deal.", "Both sides", "they were hopeful of a deal"),
        ("The agency quoted Anna Horvat as saying that ties are good.", "Horvat", "ties are good"),
        ("Anna Horvat did not comment on it, saying, “It will be said at home.”", "Horvat", "It will be said at home."),
        ("Anna Horvat hailed Peru in a tweet, writing, “A great day for us all.”", "Horvat", "A great day for us all."),
        ("Asked about the raid, Anna Horvat said it was a crime.", "Horvat", "it was a crime"),
        (
            "Regarding the raid, Anna Horvat said it was a crime.",
            "Horvat",
            "Regarding the raid, Anna Horvat said it was a crime",
        ),
        ("Stating that ties are old, Anna Horvat underlined that they matter.", "Horvat", None),
        ("Anna Horvat said the deal holds, the state agency reported on Friday.", "Horvat", None),
    ],
)
def test_speaker_and_content(text: str, speaker: str, content: str | None) -> None:
    found = said(text)
    assert [name for name, _ in found] == [speaker]
    if content is not None:
        assert found[0][1] == content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Horvat, who was in hospital, said she and Luis Vega had met.",
            [("Horvat", "she and Luis Vega had met")],
        ),
        (
            "Given the nature of the threat, Anna Horvat said, it is hard to act alone.",
            [("Horvat", "Given the nature of the threat, Anna Horvat said, it is hard to act alone")],
        ),
        ("The talks, Luis Vega said, were very useful.", [("Vega", "The talks, Luis Vega said, were very useful")]),
        (
            "The talks were useful, Luis Vega said, calling them fair.",
            [("Vega", "The talks were useful, Luis Vega said, calling them fair")],
        ),
        (
            "Ties have never been better, Anna Horvat told a weekly press briefing.",
            [("Horvat", "Ties have never been better")],
        ),
        (
            "Anna Horvat is in Lima. Luis Vega, a senior Horvat aide, said ties are good.",
            [("Vega", "ties are good")],
        ),
        (
            "Despite repeated denials, a senior palace official said the trip was off.",
            [("a senior palace official", "the trip was off")],
        ),
        ("They met rebels said to be rich.", []),
        (
            "“They will help to find a candidate,” said a foreign ministry statement released on Sunday.",
            [("a foreign ministry", "They will help to find a candidate,")],
        ),
        ("Anna Horvat voiced sadness over the death of the king.", [("Horvat", "sadness over the death of the king")]),
        ("An official, who asked not to be named, said the pledge was low.", [("An official", "the pledge was low")]),
        (
            "All states except Peru are to come, organizers said.",
            [("organizers", "All states except Peru are to come")],
        ),
        ("They began the decade termed as the start of it all by Peru.", []),
        ("The states chose sanctions, a step Peru has condemned.", []),
        ("He praised the funds which the ministry pledged to pour into the port.", []),
        ("Peru is faced with a movement calling for a vote.", []),
        (
            "“We failed to agree on it today,” the chief negotiator for the ministry, Luis Vega, told AFP.",
            [("Vega", "We failed to agree on it today,")],
        ),
        (
            "According to Luis Vega, who was in Lima, the deal is off today.",
            [("Vega", "the deal is off today")],
        ),
        (
            "According to Marta Lind, a fellow at the school in Lima, Peru, the deal is off.",
            [("Lind", "the deal is off")],
        ),
        ("Referring to the old raid, Anna Horvat called it a crime of war.", [("Horvat", "it a crime of war")]),
        (
            "Saying Peru views ties with Croatia as a model, Luis Vega called for more trade.",
            [("Vega", "Peru views ties with Croatia as a model, Luis Vega called for more trade")],
        ),
        (
            "Luis Vega, for his part, welcomed the officials from the south of Croatia.",
            [("Vega", "the officials from the south of Croatia")],
        ),
        ("Receiving Anna Horvat, Luis Vega spoke highly of the old ties.", [("Vega", "the old ties")]),
        ("Luis Vega - Deputy Minister and Minister of Mines - said ties are good.", [("Vega", "ties are good")]),
        ("They will work in the above-mentioned fields with Peru.", []),
        (
            "Anna Horvat, an old minister who briefed Luis Vega on it, told the paper that ties are good.",
            [("Horvat", "ties are good")],
        ),
        (
            "Talks will be held on a ship soon, Croatian envoy Anna Horvat announced here.",
            [("Horvat", "Talks will be held on a ship soon")],
        ),
        (
            "Marta Lind, an old analyst, said Luis Vega and his guest had met.",
            [("Lind", "Luis Vega and his guest had met")],
        ),
        ("The port was opened by Luis Vega, who hopes to lead his state into the union.", []),
        ("Anna Horvat said, hours before the end of the talks, that all had agreed.", [("Horvat", "all had agreed")]),
        (
            "Ties are as good as ever, according to a statement released by the ministry.",
            [("the ministry", "Ties are as good as ever")],
        ),
        ("Talks on the old port go on, said Luis Vega here Thursday.", [("Vega", "Talks on the old port go on")]),
        (
            "Luis Vega, also vice director of the bureau of the ministry, told us that ties are good.",
            [("Vega", "ties are good")],
        ),
        (
            "Luis Vega, head of the team for the six-party talks in Peru, said ties are good.",
            [("Vega", "ties are good")],
        ),
        (
            "The prime ministers of Peru, Chile and Croatia told a forum that they would wait.",
            [("The prime ministers", "they would wait")],
        ),
        ("Vega's spokeswoman Anna Horvat told us that Lima was quiet. Luis Vega left.", [("Horvat", "Lima was quiet")]),
        ("Luis Vega, echoing the president, said ties are good.", [("Vega", "ties are good")]),
        ("President and Chief Adviser Luis Vega told an envoy that ties are good.", [("Vega", "ties are good")]),
        (
            "Luis Vega came to Lima.\n\nTies are good again, the Lima statement said.",
            [("Lima", "Ties are good again")],
        ),
        (
            "Ties with Peru will help all Asian countries, Luis Vega said here Friday.",
            [("Vega", "Ties with Peru will help all Asian countries")],
        ),
        ("Peru and Croatia, both old states, said they would wait.", [("Peru and Croatia", "they would wait")]),
    ],
)
def test_where_the_frame_ends(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # whoever has no name stays without one
        ("Luis Vega is here. The deal is off, an official said.", ["an official"]),
        (
            "A Croatian diplomat said the deal holds. He said it may not last. The diplomat condemned the war.",
            ["A Croatian diplomat"] * 2,
        ),
        ("A diplomat said the deal holds. Luis Vega came. He said it may not last.", ["A diplomat", "Vega"]),
        ("A statement said the deal holds. For Luis Vega it is bad. He said it may not last.", ["A statement", "Vega"]),
        ("Two think tanks wrote. The group said the plan fails. It condemned the war at sea.", ["The group"] * 2),
        ("Luis Vega received Anna Horvat. Receiving Anna Horvat, Luis Vega danced. He said ties are good.", ["Vega"]),
        (
            "Luis Vega hailed the deal with Croatia. Anna Horvat leads the talks. Peru will host them again, he added.",
            ["Vega"] * 2,
        ),
        (
            "A Peruvian official said the deal holds. Luis Vega danced. The official condemned the raid at sea.",
            ["A Peruvian official"] * 2,
        ),
        (
            "Luis Vega is a senior official. “They will talk again soon,” the unnamed official said.",
            ["the unnamed official"],
        ),
        (
            "Both ministers said ties are good. Luis Vega hailed the old deal. They said it would last.",
            ["Both ministers", "Vega", "Both ministers"],
        ),
        (
            "Luis Vega hailed the old deal. Diplomats said Anna Horvat would come. Peru will wait for them, he said.",
            ["Vega", "Diplomats", "Vega"],
        ),
        # "they" are not whoever was named long before
        ("Luis Vega met Anna Horvat. It rained. It snowed. It froze. They said so to all.", []),
        # a pronoun after the words is not one whom they speak of
        ("Anna Horvat hailed the old ties. Luis Vega will visit Lima on Monday, she said.", ["Horvat", "Horvat"]),
        ("Anna Horvat met Luis Vega. She said ties were good. He said they could be better.", ["Horvat", "Vega"]),
        # the ministry that is meant, not the last body
        (
            "The ministry said it would wait. Peru closed. A ministry statement says that it will open.",
            ["The ministry", "The ministry"],
        ),
    ],
)
def test_who_speaks_without_a_name(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in said(text)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "The agreement between Peru and Croatia stresses the need for trade.",
        "The visit of Anna Horvat to Lima underscores the ties of the two states.",
        "Press TV reported that the two sides met.",
        "Anna Horvat visited Lima and met Luis Vega for talks on trade.",
        "Anna Horvat did not say when the deal will be signed.",
        "Read more:\n\nAnna Horvat says the deal will hold",
        "Horvat says deal will hold",
        "CAP: Anna Horvat said the deal will hold (PHOTO: ministry)",
        "Article 21 of the treaty states that it lasts for ten years.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "The ministry said the road is open. “The bridge will follow in May,” the statement said.",
            ["The ministry", "The ministry"],
        ),
        ("The ministry said the road is open. It said the port stays shut.", ["The ministry"]),
        ("The ministry statement said the road is open.", ["The ministry"]),
    ],
)
def test_a_statement_is_said_by_the_body_that_issued_it(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in said(text)] == speakers


def test_cues_of_one_speaker_in_a_sentence_are_one_statement() -> None:
    text = "Anna Horvat thanked her host and said Croatia needs support at sea."
    assert said(text) == [("Horvat", "her host and said Croatia needs support at sea")]


def test_a_quotation_broken_by_its_cue_is_one_statement() -> None:
    text = "“We came in peace,” Anna Horvat said. “We leave in peace and with a deal.”"
    (only,) = attributions(text)
    assert only.content.of(text) == text
    assert only.quote_type == "direct"


def test_an_addition_belongs_to_the_statement() -> None:
    text = "“We came in peace,” Anna Horvat said, adding that Croatia wants a deal."
    (only,) = attributions(text)
    assert (only.quote_type, only.content.of(text)) == ("mixed", text.rstrip("."))


def test_a_quotation_of_several_paragraphs_is_one_statement() -> None:
    text = "“We came in peace and we stay in peace.\n\n“We leave with a deal in hand,” Anna Horvat said."
    (only,) = attributions(text)
    assert only.content.of(text).startswith("“We came")
    assert only.quote_type == "direct"


def test_words_after_a_colon_in_the_next_paragraph() -> None:
    text = "The ministry said:\n\n“We came in peace and we stay in peace.”"
    assert said(text) == [("The ministry", "We came in peace and we stay in peace.")]


def test_sentences_before_a_trailing_cue_belong_to_it() -> None:
    text = "The pact opens a new chapter. It is a sound base for joint work, Anna Horvat said."
    assert said(text) == [("Horvat", "The pact opens a new chapter. It is a sound base for joint work")]


def test_a_second_speaker_opens_a_statement_of_his_own() -> None:
    text = "Anna Horvat said ties are good, while Luis Vega urged more trade between the ports."
    assert said(text) == [("Horvat", "ties are good"), ("Vega", "more trade between the ports")]


def test_the_innermost_speaker_counts() -> None:
    text = "Luis Vega said Anna Horvat expressed regret over the loss of life."
    assert said(text) == [("Horvat", "regret over the loss of life")]


def test_an_outer_source_is_dropped() -> None:
    text = "Anna Horvat voiced regret over the loss of life, according to the ministry."
    assert said(text) == [("Horvat", "regret over the loss of life")]


def test_another_act_with_its_own_subject_is_another_statement() -> None:
    text = "Anna Horvat noted that two pacts were signed, and she announced a third one for spring."
    assert [content for _, content in said(text)] == ["two pacts were signed", "a third one for spring"]


def test_new_words_of_the_same_speaker_are_a_new_statement() -> None:
    text = "Anna Horvat said ties are good.\n\nAnna Horvat said ports will be rebuilt next year."
    assert len(said(text)) == 2


def test_a_pronoun_goes_on_in_the_same_paragraph() -> None:
    text = "Anna Horvat said the ports are old. She added that the piers are older."
    assert said(text) == [("Horvat", "the ports are old. She added that the piers are older")]


@pytest.mark.parametrize(
    ("text", "speaker", "alternatives"),
    [
        ("Anna Horvat met Luis Vega in Lima. She said the talks went well.", 0, 1),
        ("Luis Vega arrived on Monday and met Mr Horvat.\n\nHe said the talks went well.", 0, 1),
        ("Anna Horvat and Luis Vega said the talks went well.", 0, 1),
        ("Anna Horvat met Luis Vega. Both ministers said the talks went well.", 0, 1),
        (
            "Anna Horvat spoke to Luis Vega at length. The analyst Marta Lind watched. The Croatian minister left.",
            None,
            0,
        ),
    ],
)
def test_pronouns_and_pairs(text: str, speaker: int | None, alternatives: int) -> None:
    found = attributions(text)
    if speaker is None:
        assert not found
        return
    assert (found[0].speaker_person, len(found[0].alternatives)) in {(0, alternatives), (1, alternatives)}


def test_a_title_decides_for_whom_a_pronoun_stands() -> None:
    text = "Mr Vega met Ms Horvat in Lima. She said the talks went well."
    (only,) = attributions(text)
    assert only.basis == "pronoun"
    assert PEOPLE[only.speaker_person or 0][0] == "Anna Horvat"


def test_an_office_is_the_person_who_holds_it() -> None:
    text = "Luis Vega received Anna Horvat at noon. The Peruvian minister said the ports matter."
    (only,) = attributions(text)
    assert (only.speaker_person, only.basis) == (1, "office")


@pytest.mark.parametrize(
    ("text", "quote_type"),
    [
        ("Anna Horvat said ties are good and strong.", "indirect"),
        ("“Ties are good and strong,” Anna Horvat said.", "direct"),
        ("Anna Horvat said ties are “good” and strong.", "mixed"),
        ("Anna Horvat said: “Ties are good and strong.”", "direct"),
    ],
)
def test_quote_type_follows_the_marks(text: str, quote_type: str) -> None:
    assert [item.quote_type for item in attributions(text)] == [quote_type]


@pytest.mark.parametrize(
    ("suggested", "content", "act"),
    [
        ("assert", "the two sides discussed trade", "assert"),
        ("assert", "he hopes the talks will resume", "optimism"),
        ("assert", "both sides must stop at once", "request_appeal"),
        ("assert", "the raid was a brutal act of aggression", "accuse_criticise"),
        ("assert", "Peru stands ready to mediate", "commit_offer"),
        ("assert", "he was proud to attend", "praise_thank"),
        ("assert", "any attack will face a crushing response", "threaten"),
        ("assert", "there are no plans to withdraw", "reject_deny"),
        ("assert", "she will travel to Lima next week", "announce_action"),
        ("accuse_criticise", "the two sides must talk", "accuse_criticise"),
        ("announce_action", "Peru is willing to extend the pact", "commit_offer"),
        ("announce_action", "the visit was put off", "announce_action"),
        ("", "I am pleased to transmit the report", "announce_action"),
        ("assert", "It rained. " + "Ports are old. " * 30 + "We must act.", "assert"),
    ],
)
def test_speech_acts(suggested: str, content: str, act: str) -> None:
    assert speech_act(suggested, content) == act


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("Last December, Anna Horvat announced a plan to send two ships.", True),
        ("Anna Horvat had warned that the talks would fail.", True),
        ("Anna Horvat has previously described the talks as useful.", True),
        ("Anna Horvat said on Monday that the talks were useful last year.", False),
    ],
)
def test_background(text: str, background: bool) -> None:
    assert [item.background for item in attributions(text)] == [background]


RELEASE = """Deal on the River Ports

Anna Horvat, Foreign Minister

Croatia welcomes the deal on the river ports. Our ports are open to all. We will keep them so for good.

The river states must now pay their share. The raid on the port was a brutal act of aggression.
"""


def test_a_release_speaks_for_its_issuer() -> None:
    found = attributions(RELEASE)
    assert is_release(RELEASE, find_sentences(RELEASE))
    assert {(item.speaker_person, item.basis) for item in found} == {(0, "release")}
    acts = ["praise_thank", "commit_offer", "request_appeal", "accuse_criticise"]
    assert [item.speech_act for item in found] == acts


@pytest.mark.parametrize(
    "text",
    [
        RELEASE.replace("Anna Horvat, Foreign Minister", "A deal at last"),
        "Opinion: our ports\n\nAnna Horvat, Foreign Minister\n\nOur ports are open. We keep them open to all states.",
        "Ministers issue Joint Statement\n\nAnna Horvat met Luis Vega in Lima on Monday and the two signed it there.",
    ],
)
def test_what_is_no_release(text: str) -> None:
    assert not is_release(text, find_sentences(text))


def test_a_press_statement_is_its_spokespersons() -> None:
    text = (
        "Violence in Lima\n\nPress Statement\n\nAnna Horvat\n\nDepartment Spokesperson\n\nMay 7, 2018\n\n"
        "Croatia condemns the attack on the embassy of Peru in the strongest terms.\n\n"
        "The right to peaceful protest and the duty to protect diplomats go hand in hand everywhere.\n\n"
        "Media contacts: the press office in Zagreb at any time of the day"
    )
    assert [speaker for speaker, _ in said(text)] == ["Horvat"] * 2


def test_an_office_keeps_the_state_it_was_written_with() -> None:
    found = attributions("A Peru Secretary General came. The Secretary General said ties are good.")
    assert [(item.speaker_text, item.speaker_actor and item.speaker_actor.code) for item in found] == [
        ("Secretary General", "PER")
    ]


def test_a_heading_names_the_body_that_speaks() -> None:
    text = (
        "Black Sea Forum Steering Committee Joint Statement\n\nOffice of the Spokesperson\n\n"
        "We look forward to the next meeting of the ministers later this year.\n\n"
        "We reaffirmed our shared commitment to cooperation in the whole region."
    )
    assert {speaker for speaker, _ in said(text)} == {"Black Sea Forum Steering Committee"}


def test_remarks_by_someone_are_a_release() -> None:
    text = (
        "Opening remarks\n\nby Croatian Foreign Minister Anna Horvat at the dinner in Lima\n\n"
        "We face the hardest days of our time and we will hold together.\n\n"
        "I thank our hosts for all that they have done for us this week."
    )
    assert {speaker for speaker, _ in said(text)} == {"Horvat"}


def test_a_joint_statement_has_both_as_speakers() -> None:
    text = (
        "Joint Statement on River Ports\n\nPeru and Croatia reaffirm the bond between their ports and peoples.\n\n"
        "The two sides will hold talks on ports each spring.\n\nWe look forward to the first of these talks."
    )
    found = attributions(text)
    assert [item.content.of(text)[:4] for item in found] == ["Peru", "The ", "We l"]
    assert found[0].basis == "joint"


def test_the_text_of_an_agreement_states_nothing() -> None:
    text = (
        "Memorandum of Understanding on River Ports\n\nPursuant to this Memorandum, the Participants will trade.\n\n"
        "The Participants intend to meet each spring. Participants intend to share the costs. Peru welcomes this."
    )
    assert attributions(text) == ()


def test_turns_of_a_transcript() -> None:
    text = "\n\n".join(
        [
            "Anna Horvat: We had long talks about the ports today.",
            "Question: Will you meet again?",
            "Luis Vega: I invited the minister to Lima for spring.",
            "Question: And then?",
            "Anna Horvat: We will see about that in summer.",
        ]
    )
    found = attributions(text)
    assert [(item.speaker_person, item.content.of(text)[:5]) for item in found] == [
        (0, "We ha"),
        (1, "I inv"),
        (0, "We wi"),
    ]
    assert {item.basis for item in found} == {"interview"}


def test_answers_of_an_interview_without_labels() -> None:
    turns = [
        "The ports of Peru are old, but Luis Vega wants to rebuild them all.",
        "What do you plan for the ports?",
        "I want to rebuild every one of them by next year.",
        "Who pays for your plan?",
        "We pay our share, and our partners pay theirs.",
        "Do you fear delays?",
        "My fear is not delay but doubt, which is worse.",
    ]
    text = "\n\n".join(turns)
    assert [content for _, content in said(text)] == [turn.rstrip(".") for turn in turns[2::2]]


def test_repeated_paragraphs_count_once() -> None:
    paragraph = "Anna Horvat said ties are good and strong."
    assert len(said(f"{paragraph}\n\n{paragraph}")) == 1


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_seeds(seed: Path) -> None:
    text = seed.read_text("utf-8")
    sentences, quotes, actors = find_sentences(text), find_quotes(text), find_actors(text)
    persons = find_persons(text, actors=actors, sentences=sentences)
    cues = find_cues(text, quotes)
    found = find_attributions(text, sentences=sentences, quotes=quotes, persons=persons, actors=actors, cues=cues)
    bodies = [sentence.span for sentence in sentences if sentence.kind == "body"]
    assert len(found) >= 6
    assert all(any(body.overlaps(item.content) for body in bodies) for item in found)
    assert all(item.speaker_person is not None for item in found)


WORDS = [
    "Horvat",
    "Peru",
    "he",
    "said",
    "that",
    "“",
    "”",
    ",",
    ".",
    "\n",
    "\n\n",
    "adding",
    "and",
    "according to",
    "who",
    ":",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_offsets_hold_on_any_text(words: list[str]) -> None:
    text = " ".join(words)
    for item in attributions(text):
        assert 0 <= item.content.start < item.content.end <= len(text)
        assert 0 < item.confidence <= 1


@pytest.mark.fault(20)
@pytest.mark.parametrize(
    "shape", ["he said, and ", 'He said "x" ', ", who said", "said that ", "According to ", "The head of the "]
)
def test_time_grows_with_the_text_only(shape: str) -> None:
    assert_linear(lambda times: attributions(shape * times), 200)
