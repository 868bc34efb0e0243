"""What the article reports and what it only recalls."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article

NEWS = (
    "Kenya and Chad held talks on fishing in Nairobi on Tuesday. The ministers spoke for two hours. Nets were shown. "
    "A dinner followed. The harbour was closed for the day.\n\n"
)


def roles(text: str, published: str | None = None) -> list[str]:
    return [found.report_role for found in analyse(Article(id="a", text=text, published=published)).agreements]


@pytest.mark.parametrize(
    "text",
    [
        "The talks follow a security agreement signed by Kenya and Chad earlier this year.",
        "A treaty, which Kenya and Chad signed last May, has yet to be ratified.",
        "During Ruto's April visit to Chad the two nations signed a treaty on water.",
        "A Kenyan mission visited Chad last month. During that visit, Kenya and Chad signed a treaty on water.",
        "Kenya and Chad are bound by a pact signed in 2000.",
        "Kenya and Chad signed a customs accord two years ago.",
        "The talks had turned on renewal of the 1994 customs accord between Kenya and Chad.",
        "The minister warned against breaking past agreements between Kenya and Chad.",
        "They promised the full implementation of a customs agreement between Kenya and Chad.",
        "Kenya withdrew from the customs accord with Chad.",
    ],
)
def test_what_came_before_is_background(text: str) -> None:
    assert set(roles(NEWS + text)) == {"background"}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Chad signed a customs accord on Tuesday.",
        "The two countries also signed a customs accord.",
        "Kenya and Chad will sign a customs accord.",
    ],
)
def test_what_the_article_reports_is_its_main_matter(text: str) -> None:
    assert roles(NEWS + text) == ["main"]


def test_what_the_lead_tells_of_is_its_main_matter() -> None:
    assert roles("Kenya withdrew from the customs accord with Chad on Monday.") == ["main"]


def test_the_lead_dates_an_article_of_unknown_day() -> None:
    text = (
        "Kenya and Chad signed the Lake Declaration on 14 December 2024.\n\nKenya had the ear of all.\n\n"
        "Relations with Chad suffered after the signing, on 1 January 2024, of the memorandum of understanding between "
        "Kenya and Niger."
    )
    assert roles(text) == ["main", "background"]
