"""Publication dates: one unmistakable form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.read.markdown import front_matter
from extractor.read.published import iso_day


@pytest.mark.parametrize(
    "text",
    [
        "2023-07-21",
        " 2023-07-21 ",
        "2023-07-21T10:30",
        "2023-07-21T10:30:59Z",
        "2023-07-21T23:30:00+03:30",
        "2023-07-21T23:30:00.123456-0500",
        "2023-07-21 00:00:00",
        "2023-07-21 08:15:00 UTC",
    ],
)
def test_accepted(text):
    assert iso_day(text) == "2023-07-21"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21/07/2023",
        "07-21-2023",
        "July 21, 2023",
        "20230721",
        "2023-W29-5",
        "2023-07",
        "2023-02-30",
        "2023-13-01",
        "0000-01-01",
        "2023-07-21x",
        "2023-07-21T",
        "٢٠٢٣-٠٧-٢١",
        "2023-07-21\n2024-01-01",
        "yesterday",
        "1689897600",
    ],
)
def test_refused(text):
    assert iso_day(text) is None


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40))
def test_any_text(text):
    day = iso_day(text)
    assert day is None or day in text


@given(st.dates())
def test_every_day(day):
    assert iso_day(day.isoformat()) == day.isoformat()


def test_front_matter():
    text = "---\ntitle: 'Ministers meet: a start'\ndate: 2024-03-05T10:00:00Z # local\nurl: https://example.org/a#b\n---\nBody"
    assert front_matter(text) == {
        "title": "Ministers meet: a start",
        "published": "2024-03-05T10:00:00Z",
        "url": "https://example.org/a#b",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Body only\ntitle: no",
        "---\ntitle: never closed\n",
        "----\ntitle: a rule\n---\n",
        "\n---\ntitle: not at the head\n---\n",
        "---\n" + "x\n" * 5000 + "title: too far\n---\n",
        "---\ntags:\n  - title\nbuild: !!python/object x\n---\n",
    ],
)
def test_no_front_matter(text):
    assert front_matter(text) == {}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="-\n: 'date\"#", max_size=60))
def test_front_matter_of_any_text(text):
    assert set(front_matter("---\n" + text)) <= {"title", "published", "url", "publisher"}
