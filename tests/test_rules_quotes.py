"""Quotations: which marks pair, which are apostrophes, and what a forgotten mark does."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.rules.text.quotes import find_quotes
from tests.work import assert_linear


def read(text: str) -> list[tuple[str, int, bool]]:
    return [(quote.inner.of(text), quote.depth, quote.closed) for quote in find_quotes(text)]


def inner(text: str) -> list[str]:
    return [words for words, _, _ in read(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We agree,” he said.", ["We agree,"]),
        ('He said: "We agree."', ["We agree."]),
        ("‘We agree,’ said Jones, ‘but it isn’t easy’.", ["We agree,", "but it isn’t easy"]),
        ("'We agree,' he said, 'at last.'", ["We agree,", "at last."]),
        ("„Wir kommen“, sagte er.", ["Wir kommen"]),
        ("«Oui», dit-il.", ["Oui"]),
        ("「はい」", ["はい"]),
        ("``We agree'' he said", ["We agree"]),
        ("“ absurd ,” he called it", ["absurd ,"]),
        ('the "Heart of Asia” process', ["Heart of Asia"]),
        ('He said,"We go" and left.', ["We go"]),
        ('It failed. " The analyst noted, "It may return."', ["It may return."]),
        ("He called 'the ministers' meeting' useful", ["the ministers' meeting"]),
        ("He had 'serious questions' he wanted to ask", ["serious questions"]),
    ],
)
def test_marks_pair(text: str, quoted: list[str]) -> None:
    assert inner(text)[-len(quoted) :] == quoted


@pytest.mark.parametrize(
    "text",
    [
        "Peru's envoy and the countries' ties",
        "the ministers’ talks and Peru’s aims",
        "in the '90s it wasn't so",
        "rock 'n' roll",
        "the Saudis’ oil",
        "” a stray mark",
        "O'Neill and d'Estaing",
    ],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert read(text) == []


def test_nested_quotations_know_their_depth() -> None:
    assert read("“He said ‘never’ to us,” she said.") == [("He said ‘never’ to us,", 0, True), ("never", 1, True)]
    assert read('"He said "no" to us," she said.') == [('He said "no" to us,', 0, True), ("no", 1, True)]


def test_a_quotation_opened_in_every_paragraph() -> None:
    assert read("“We came.\n\n“We saw.”") == [("We came.", 0, False), ("We saw.", 0, True)]


def test_a_quotation_opened_once_and_closed_paragraphs_later() -> None:
    assert read("“We came.\n\nWe saw,” he said.") == [("We came.\n\nWe saw,", 0, True)]


def test_a_forgotten_mark_ends_with_the_paragraph_or_the_next_quotation() -> None:
    assert read('He said: "We agree.\n\nThen he left.') == [("We agree.", 0, False)]
    assert read('"We want this, he said. "We do."') == [("We want this, he said.", 0, False), ("We do.", 0, True)]


def test_the_span_includes_the_marks() -> None:
    text = "He said “no”."
    assert [quote.span.of(text) for quote in find_quotes(text)] == ["“no”"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab s.,\n\"“”'‘’„«»`"), max_size=120))
def test_offsets_hold_on_any_text(text: str) -> None:
    for quote in find_quotes(text):
        assert 0 <= quote.span.start < quote.inner.start < quote.inner.end <= quote.span.end <= len(text)
        assert quote.inner.of(text) == quote.inner.of(text).strip()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from('ab s.,\n"“”'), max_size=120))
def test_outer_quotations_are_disjoint(text: str) -> None:
    outer = [quote.span for quote in find_quotes(text) if quote.depth == 0]
    assert all(one.end <= other.start for one, other in pairwise(outer))


@pytest.mark.fault(20)
@pytest.mark.parametrize("shape", ['"', "'", "“", " 'a", "s' b"])
def test_time_grows_with_the_text_only(shape: str) -> None:
    assert_linear(lambda times: find_quotes(shape * times), 1000)
