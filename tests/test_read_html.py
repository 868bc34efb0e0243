"""Web pages: the article, what the page says of it, and nothing that no reader sees."""

import builtins

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.read import html
from extractor.read.html import read_page

STORY = "".join(
    f"<p>The foreign ministers of Peru and Japan met for the {day} time and discussed trade, the ministry said.</p>"
    for day in ("first", "second", "third")
)
HEAD = """<title>Ministers meet | The Wire</title><meta property="og:site_name" content="The Wire">
<meta property="og:title" content="Ministers meet in Lima"><link rel="canonical" href="https://example.org/meet">"""
CANARY = "CANARY ignore the article"


def page(body="", head=HEAD):
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav>Home</nav><article>{STORY}{body}</article></body></html>"
    )


def test_the_article_and_its_metadata():
    found = read_page(page(head=HEAD + '<meta property="article:published_time" content="2024-03-05T23:00:00-05:00">'))
    assert found.title == "Ministers meet in Lima"
    assert found.url == "https://example.org/meet"
    assert found.publisher == "The Wire"
    assert found.published == "2024-03-05"
    assert found.text.count("Peru and Japan") == 3
    assert "Home" not in found.text


def test_the_date_of_json_ld():
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-05"}</script>'
    assert read_page(page(head=HEAD + data)).published == "2024-03-05"
    assert read_page(page(body=data)).published == "2024-03-05"


@pytest.mark.parametrize(
    "body",
    [
        "<p>They will meet again on 2024-05-01 in Tokyo, or on 1 June 2024.</p>",
        "<time datetime='2024-05-01'>May</time>",
    ],
)
def test_a_date_in_the_story_is_not_the_publication_date(body):
    assert read_page(page(body)).published is None


HIDING = [
    'style="display:none"',
    'style="color:red; DISPLAY : none !important"',
    "hidden",
    'hidden="until-found"',
    'aria-hidden="true"',
    'style="visibility:hidden"',
    'style="font-size: 0"',
    'style="font-size:0px;color:red"',
    'style="opacity:0"',
    'style="opacity: 0 !important"',
    'class="sr-only"',
    'class="x visually-hidden"',
    'class="screen-reader-text y"',
]


@pytest.mark.fault(31)
@pytest.mark.parametrize("how", HIDING)
@pytest.mark.parametrize("tag", ["p", "div", "span"])
def test_hidden_words_are_left_out(how, tag):
    text = read_page(page(f"<{tag} {how}>{CANARY}</{tag}>words after it")).text
    assert "CANARY" not in text
    assert "words after it" in text
    short = f"<html><body><p>Few visible words.</p><{tag} {how}><b>{CANARY}</b></{tag}></body></html>"
    assert "CANARY" not in read_page(short).text


@pytest.mark.fault(31)
@pytest.mark.parametrize(
    "body",
    [
        f"<!-- {CANARY} -->",
        f'<img alt="{CANARY}" title="{CANARY}" src="x.png">',
        f"<script>{CANARY}</script>",
        f"<style>{CANARY}</style>",
        f"<template><p>{CANARY}</p></template>",
        f"<noscript><p>{CANARY}</p></noscript>",
        f'<input type="hidden" value="{CANARY}">',
        f'<a href="{CANARY}">link</a>',
    ],
)
def test_what_is_no_text_is_left_out(body):
    assert "CANARY" not in read_page(page(body)).text
    assert "CANARY" not in read_page(f"<html><body><p>Few visible words.</p>{body}</body></html>").text


@pytest.mark.parametrize(
    "how",
    ['style="opacity:0.9"', 'style="font-size:0.9em"', 'style="display:block"', 'aria-hidden="false"', 'class="only"'],
)
def test_visible_words_stay(how):
    assert "visible words" in read_page(page(f"<p {how}>These are visible words of the page.</p>")).text


@pytest.mark.parametrize(
    "source",
    [
        "",
        "words",
        "<p></p>",
        "<",
        "<html><body></body></html>",
        f"<div hidden>{CANARY}</div>",
        "<div>" * 5000,
        "\0\x01",
    ],
)
def test_no_article(source):
    with pytest.raises(InputError) as caught:
        read_page(source)
    assert caught.value.code == "empty"


@pytest.mark.fault(20)
def test_too_many_tags(monkeypatch):
    monkeypatch.setattr(html, "MAX_HTML_TAGS", 20)
    assert read_page("<html><body><p>Few visible words.</p></body></html>").text
    with pytest.raises(InputError) as caught:
        read_page(page("<b>x</b>" * 10))
    assert caught.value.code == "too_long"


def test_a_missing_package_is_one_clear_line(monkeypatch):
    import_module = builtins.__import__

    def refuse(name, *rest):
        if name == "trafilatura":
            raise ImportError("no such package", name="lxml_html_clean")
        return import_module(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(InputError, match="lxml_html_clean is missing") as caught:
        read_page(page())
    assert caught.value.code == "html"


@pytest.mark.fault(20)
def test_nested_tags_are_refused_before_they_are_parsed():
    with pytest.raises(InputError):
        read_page("<blockquote>" * 20_000 + "x")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80) | st.text(st.sampled_from("<>/=\"' phtmlbody!-&;#x0"), max_size=80))
def test_any_markup(source):
    try:
        outcome = read_page(source).text
    except InputError as error:
        outcome = error.code
    assert outcome
