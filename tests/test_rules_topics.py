"""Topics of a passage: what the book finds, what its traps keep out, and that offsets are true on any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.rules.words.phrases import PhraseBook, read_book
from extractor.rules.words.topics import TOPICS, find_topics, story_topics, top_topics
from extractor.spans import Span


def names(text: str) -> list[str]:
    return [topic for topic, _ in find_topics(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("a memorandum on defence cooperation", ["defence"]),
        ("an agreement on defense and security affairs", ["security", "defence"]),
        ("to combat drug trafficking and protect border security", ["counter_narcotics", "border_security"]),
        ("joint naval drills in the strait", ["joint_exercises"]),
        ("the sale of fighter jets", ["arms_transfer"]),
        ("a loan from the central bank", ["finance"]),
        ("wheat and fertilizer", ["agriculture"]),
        ("a uranium enrichment plant", ["nuclear"]),
        ("extradition of suspects", ["legal_judicial"]),
        ("a visa waiver for tourists", ["humanitarian_migration", "trade_investment"]),
        ("lithium mining", ["mining"]),
        ("a ceasefire in the war", ["regional_conflict"]),
        ("ties between the two countries", ["diplomatic_relations"]),
        ("cyber-security training for civil servants", ["cyber", "security"]),
        ("cooperation in various fields", ["multi_sector"]),
        ("the demarcation of the line", ["border_security"]),
        ("the quota on textiles", ["trade_investment"]),
        ("rebels and guerrillas in the south", ["regional_conflict"]),
        ("access to the sea for the landlocked state", ["naval_maritime"]),
        ("a treaty on disarmament", ["nuclear"]),
        ("combating people smuggling", ["humanitarian_migration"]),
        ("detention of the journalist after a trial", ["legal_judicial"]),
        ("the soldiers of both battalions", ["defence"]),
        ("teachers, museums and films", ["education_culture"]),
        ("The weather was fine.", []),
    ],
)
def test_topics_by_word(text: str, topics: list[str]) -> None:
    assert names(text)[: len(topics)] == topics
    if not topics:
        assert names(text) == []


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("food security in the region", "security"),
        ("energy security", "security"),
        ("a resolution of the Security Council", "security"),
        ("artificial intelligence", "intelligence"),
        ("social media posts", "education_culture"),
        ("a trade war", "regional_conflict"),
        ("the business environment", "environment"),
        ("greenhouse gas emissions", "energy"),
        ("the West Bank", "finance"),
        ("nuclear energy", "energy"),
        ("he supports the report", "transport"),
        ("a favourable environment for talks", "environment"),
        ("bilateral bonds", "finance"),
        ("combating climate change", "defence"),
        ("financial stability", "security"),
    ],
)
def test_traps(text: str, absent: str) -> None:
    assert absent not in names(text)


def test_general_words_yield_to_specific_ones() -> None:
    assert names("bilateral ties, oil and gas pipelines") == ["energy"]
    assert names("diplomatic ties and friendship, and some oil")[0] != "multi_sector"


def test_deciding_word() -> None:
    text = "They spoke of ties and of counter-terrorism."
    ((topic, span),) = find_topics(text, Span(0, len(text)))
    assert (topic, span.of(text)) == ("counter_terrorism", "counter-terrorism")


def test_only_the_span_is_read() -> None:
    text = "oil | wheat"
    assert [topic for topic, _ in find_topics(text, Span(6, len(text)))] == ["agriculture"]


def test_top_topics_is_never_empty() -> None:
    text = "The weather was fine."
    span = Span(0, len(text))
    assert top_topics(text, span) == (("diplomatic_relations", span),)
    assert len(top_topics("oil, wheat, health and railways", Span(0, 31), most=3)) == 3


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.integers(0, 100), st.integers(0, 200))
def test_any_text(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    for topic, word in find_topics("oil " + text + " trade", Span(span.start, span.end)):
        assert topic in TOPICS
        assert span.covers(word)


def test_phrases_need_three_letters() -> None:
    with pytest.raises(ValueError, match="3 plain letters"):
        PhraseBook([("label", "a (?:b|c)")])


def test_phrase_gaps_and_longest_match() -> None:
    book = PhraseBook([("short", "peace"), ("long", "peace talks"), ("joined", "cease ?fire")])
    found = [(phrase.labels[0], span) for phrase, span in book.find("Peace-\ntalks, cease-fire, ceasefire, peaceful")]
    assert [label for label, _ in found] == ["long", "joined", "joined"]


@pytest.mark.parametrize("name", ["topics.tsv", "triggers.tsv"])
def test_books_load(name: str) -> None:
    assert list(read_book(name).find("trade agreement"))


def test_linear_time_shape() -> None:
    text = "trade and security cooperation " * 4000
    assert len(find_topics(text, Span(0, len(text)))) == 2


def statement_topics(passage: str, story: str = "") -> list[str]:
    text = f"{story} {passage}"
    return [topic for topic, _ in top_topics(text, Span(len(story) + 1, len(text)), story=story_topics(text))]


@pytest.mark.parametrize(
    ("story", "passage", "topics"),
    [
        ("Oil prices rose and the refinery closed.", "It will reopen soon.", ["energy"]),
        ("", "It will reopen soon.", ["diplomatic_relations"]),
        # a word in passing is no second topic
        (
            "",
            "The border was quiet: guards, frontier posts and patrols on the border had a vessel.",
            ["border_security"],
        ),
        (
            "The two met over the navy and warships.",
            "Defence was raised with the fleet.",
            ["naval_maritime", "defence"],
        ),
        # what only the story is about is no second topic either
        ("The two talked of visas and refugees.", "Nuclear talks and uranium stocks came first.", ["nuclear"]),
        ("Wheat, oil, visas, sanctions and museums came up.", "It will go on.", ["diplomatic_relations"]),
        ("", "The coach praised his players before the qualifier.", ["other"]),
    ],
)
def test_a_statement_is_read_within_its_story(story: str, passage: str, topics: list[str]) -> None:
    assert statement_topics(passage, story) == topics


def test_shares_of_a_story() -> None:
    story = story_topics("oil and wheat")
    assert {topic: round(share, 2) for topic, (share, _) in story.items()} == {"energy": 0.6, "agriculture": 0.4}
    assert story_topics("") == {}
