"""Site furniture: what is hidden, and above all what is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.rules.text.furniture import find_furniture

PROSE = "The ministers of the two countries signed a trade agreement in the capital on Monday, officials said."


def hidden(text: str) -> list[str]:
    return [span.of(text) for span in find_furniture(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Share this article",
        "VK Facebook Twitter",
        "Send by email",
        "Follow us on Telegram",
        "%d bloggers like this:",
        "Want More?",
        "We don’t spam! Read our privacy policy for more info.",
        "Website | + posts",
        "Source URL: Sputnik",
        "Translated by ABC/ DE",
        "Original News :",
        "Read more...",
        "mjs / ktg / ask / hnb",
        "MA/MG",
        "All Content by Example Agency is licensed under a Creative Commons Attribution 4.0 International License.",
        "Copyright 2021 Example Ltd. All rights reserved.",
        "© 2018 Example. All Rights Reserved.",
        "By Jane Doe and John Roe",
        "Reporting by Jane Doe; Editing by John Roe",
        "(Reporting by Jane Doe)",
        "Last updated at June 3, 2012, 08:15",
        "Direct link: example.org/d/12",
        "Published in sections: News, Documents",
        "Also read: Ministers meet again",
        "Subscribe to our newsletter",
        "Sign up for daily updates",
        "Advertisement",
        "12 comments",
        "Tags: Peru, trade",
        "https://example.org/news/12",
        "<!-- -->",
        "\\###",
        "This website uses cookies to give you the best experience.",
        "Click here for more",
        "5 min read",
        "Previous articleMinisters meet again",
        "Next article Talks in Accra “end well”",
    ],
)
def test_lines_of_furniture_are_hidden(line: str) -> None:
    assert hidden(f"{PROSE}\n\n{line}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        PROSE,
        "By Monday the talks had failed and both delegations had left the city.",
        "Share prices fell after the two governments announced the new tariffs on Monday.",
        "To become a member of the alliance, the country must first settle its border disputes.",
        "By signing up to the agreement, both states accept inspections of their sites.",
        "The views expressed by the minister are those of her government.",
        "More on the talks is expected to be announced by the ministry on Monday.",
        "Subscribe to the treaty we must, the minister said, and we will do so soon.",
        "“We agree,” he said.",
        "May 28, 2002, 15:35",
        "September 25, 2023",
        "TEHRAN –",
        "Office of the Spokesperson",
        "Jane Doe, Secretary of State",
        "JANE R. DOE",
        "T\nhe ministers met in Lima and signed a long agreement there.",
    ],
)
def test_prose_and_heads_are_not_hidden(line: str) -> None:
    assert hidden(f"{line}\n\n{PROSE}") == []
    assert hidden(PROSE + "\n\n" + line) == []


def test_a_link_list_ends_where_prose_goes_on() -> None:
    text = f"{PROSE}\n\nRelated news:\n\nMinisters meet in Quito.\n\nEnvoys arrive\n\n{PROSE}"
    assert hidden(text) == ["Related news:", "Ministers meet in Quito.", "Envoys arrive"]


def test_a_short_sentence_after_the_first_title_is_kept() -> None:
    text = f"{PROSE}\n\nRead more:\n\nMinisters meet in Quito\n\nHe then left.\n\n{PROSE}"
    assert hidden(text) == ["Read more:", "Ministers meet in Quito"]


def test_everything_after_a_tail_heading_is_hidden() -> None:
    tail = ["Topics", "Trade", "Foreign policy", "Publication status", "Last updated at", "May 3, 2019"]
    assert hidden(PROSE + "\n" + "\n".join(tail)) == tail


def test_a_signature_without_furniture_is_kept() -> None:
    assert hidden(f"{PROSE}\n\nJANE R. DOE\n\nTHE RESIDENCE,\n\nDecember 1, 2021.") == []


def test_furniture_that_ran_into_a_paragraph_is_cut_out() -> None:
    licence = (
        "All Content by Example Agency is licensed under a Creative Commons Attribution 4.0 International License."
    )
    assert hidden(f"{PROSE} {licence}") == [licence]
    assert hidden(f"{PROSE} JRE/AR") == ["JRE/AR"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB. :\n/©%Share"), max_size=200))
def test_spans_are_disjoint_and_in_order(text: str) -> None:
    at = 0
    for span in find_furniture(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end
