"""Sentences and paragraphs: where one ends, what it is on the page, and that offsets are true on any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.rules.text.paragraphs import find_paragraphs, trim
from extractor.rules.text.sentences import find_sentences
from extractor.spans import Span
from tests.work import assert_linear

PAGES = st.text(alphabet=st.sampled_from("aB. ,\n\r\t\"“”'’?!-:…\xa0\xad1A"), max_size=200)


def split(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in find_sentences(text)]


def kinds(text: str) -> list[str]:
    return [sentence.kind for sentence in find_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The talks ended. No date was set.", 2),
        ("Mr. Horvat met Lt. Gen. Anna K. Brandt of the U.S. Army. They spoke.", 2),
        ("It was ordered by the U.S. The ministry knew.", 2),
        ("He came on Jan. 5 at 9 a.m. local time. Talks began.", 2),
        ("See No. 5 and Art. 12 of the text. It is short.", 2),
        ("The answer is no. Nothing changed.", 2),
        ("Trade rose 3.5 percent. Exports fell.", 2),
        ("We must act... and soon, he said. He left.", 2),
        ('"We agree," he said. "We will sign."', 2),
        ('"We agree." The minister then left.', 2),
        ('"Will you sign?" Mr Horvat asked. Nobody replied.', 2),
        ('"Never!" the president said.', 1),
        ("They met in border areas.Peru and Chile agreed.", 2),
        ("Visit example.com or Booking.Com today for more. It works.", 2),
        ("1. The parties agree. 2. They sign.", 2),
        ("The U.S. – Peru dialogue opened. It went on.", 2),
        ("He said „Wir kommen.“ Then he left.", 2),
        ("Sanctions hit banks, e.g. Alfa. They reacted.", 2),
        ('It has not been achieved at all. " The analyst left.', 2),
    ],
)
def test_where_sentences_end(text: str, sentences: int) -> None:
    assert len(split(text)) == sentences


def test_closing_marks_stay_with_their_sentence() -> None:
    assert split('"We came. We saw." Then (after all.) it ended.') == [
        '"We came.',
        'We saw."',
        "Then (after all.) it ended.",
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "The governments of the two republics agreed to study how railways, ports"
    text = f"{line}\n{line}\n{line}\n{line}\nmight be joined.\n\nThe study ends in May."
    assert [span.of(text)[-9:] for span in find_paragraphs(text)] == ["e joined.", "s in May."]


def test_one_line_per_paragraph_keeps_its_lines() -> None:
    text = (
        "The minister arrived in the capital on Monday.\nTalks with the president are due on Tuesday morning.\nNo more."
    )
    assert len(find_paragraphs(text)) == 3


def test_a_link_that_broke_a_line_does_not_break_the_sentence() -> None:
    text = "The agency signed with the Bank of Ruritania\n,\nwhich lends for solar power.\nT\nhe deal is new."
    assert [span.of(text)[0] for span in find_paragraphs(text)] == ["T", "T"]


def test_bullets_and_blank_lines_part_paragraphs() -> None:
    text = "The deal covers:\r\n\r\n-   **Tariffs:** both cut them.\r\n- labour rules\r\n• ports"
    assert [span.of(text)[:8] for span in find_paragraphs(text)] == ["The deal", "-   **Ta", "- labour", "• ports"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ministers meet in Lima\n\nThe ministers met in Lima on Monday and signed a trade deal there.",
            ["headline", "body"],
        ),
        ("CAP: The ministers sign the deal in Lima.", ["caption"]),
        ("The ministers shake hands in Lima (PHOTO: presidency.pe)", ["caption"]),
        ("The leaders arrive. REUTERS/Jane Doe", ["body", "caption"]),
        ("Read more:\n\nMinisters meet again in Quito", ["furniture", "furniture"]),
        ("TEHRAN – The minister left on Monday.", ["body"]),
        ("GENEVA (Reuters) - The envoy spoke.", ["body"]),
        ("Key elements of the deal will include:", ["body"]),
    ],
)
def test_kinds(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_a_subheading_is_a_headline_but_an_unfinished_last_sentence_is_not() -> None:
    opening = "The ministers of the four river states met in Lima on Monday and signed a deal."
    assert kinds(f"{opening}\n\nA long road\n\n{opening} It was the first such")[1:] == ["headline", "body", "body"]


def test_indices_and_paragraphs_count_up() -> None:
    found = find_sentences("One came. Two left.\n\nThree stayed.")
    assert [(item.index, item.paragraph) for item in found] == [(0, 0), (1, 0), (2, 1)]


def test_trim_passes_entities_and_odd_spaces() -> None:
    text = "&nbsp;\xa0 words here &nbsp;"
    assert trim(text, Span(0, len(text))).of(text) == "words here"


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_offsets_are_true_on_any_text(text: str) -> None:
    at = 0
    for sentence in find_sentences(text):
        words = sentence.span.of(text)
        assert words == words.strip() != ""
        assert sentence.span.start >= at
        at = sentence.span.end
    covered = "".join(split(text))
    assert [character for character in covered if character.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.fault(20)
@pytest.mark.parametrize("shape", ["a. ", "U.S. ", '"', "x\n", "&nbsp;", "No. ", "(", "A.B "])
def test_time_grows_with_the_text_only(shape: str) -> None:
    assert_linear(lambda times: find_sentences(shape * times), 500)
