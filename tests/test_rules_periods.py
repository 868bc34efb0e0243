import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.rules.numbers import number
from extractor.rules.periods import find_periods

PERIODS = [
    ("a 20-year agreement", "20-year", "P20Y"),
    ("a 20‑year agreement", "20‑year", "P20Y"),
    ("valid for 20 years", "20 years", "P20Y"),
    ("a 10 year agreement", "10 year", "P10Y"),
    ("a five-year agreement", "five-year", "P5Y"),
    ("a twenty-five-year pact", "twenty-five-year", "P25Y"),
    ("a 25-year-long pact", "25-year-long", "P25Y"),
    ("for a period of ten (10) years", "ten (10) years", "P10Y"),
    ("a term of one hundred and twenty days", "one hundred and twenty days", "P120D"),
    ("for six months", "six months", "P6M"),
    ("an 18-month consultation", "18-month", "P18M"),
    ("a two-week truce", "two-week", "P2W"),
    ("a 72-hour truce", "72-hour", "PT72H"),
    ("a one-day visit", "one-day", "P1D"),
    ("two and a half years", "two and a half years", "P2Y6M"),
    ("2.5 years", "2.5 years", "P2Y6M"),
    ("a three-and-a-half-year plan", "three-and-a-half-year", "P3Y6M"),
    ("for a year", "a year", "P1Y"),
    ("for a year and a half", "a year and a half", "P1Y6M"),
    ("for two decades", "two decades", "P20Y"),
    ("a decade-long war", "decade-long", "P10Y"),
    ("a yearlong truce", "yearlong", "P1Y"),
    ("half a century of ties", "half a century", "P50Y"),
    ("a quarter-century of ties", "quarter-century", "P25Y"),
    ("10 to 15 years", "10 to 15 years", "P15Y"),
    ("a 10-15-year lease", "10-15-year", "P15Y"),
    ("over the next five years", "five years", "P5Y"),
    ("extended twice for 5 years each", "5 years", "P5Y"),
]


@pytest.mark.parametrize(("text", "words", "iso"), PERIODS)
def test_length_of_time(text, words, iso):
    (period,) = find_periods(text)
    assert (period.text, period.iso) == (words, iso)


@pytest.mark.parametrize(
    "text",
    [
        "a 27-year-old student, 27 years old, aged 27 years",
        "three years ago",
        "two days later, two weeks before the summit, ten years after the war",
        "in recent years, years of talks, decades-long",
        "the past two years",
        "in the last four months",
        "the first nine months of 2023",
        "within 60 days",
        "within the next 60 days",
        "the first visit in 40 years",
        "every two years",
        "one day they will meet",
        "in 2023 years",
        "1.3 years",
        "1,500 years",
        "0 years",
        "$5 years",
        "",
    ],
)
def test_what_is_no_length_of_time(text):
    assert find_periods(text) == ()


def test_each_of_several_is_found():
    text = "Stays of 90 days in any 180-day period over two years."
    assert [period.iso for period in find_periods(text)] == ["P90D", "P180D", "P2Y"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("five", 5),
        ("Twenty-five", 25),
        ("twenty five", 25),
        ("one hundred and twenty", 120),
        ("a hundred", 100),
        ("a dozen", 12),
        ("a couple of", 2),
        ("an", 1),
        ("1,200", 1200),
        ("1,00,000", 100000),
        ("2.5", 2.5),
        ("", None),
        (",", None),
        ("many", None),
    ],
)
def test_number(written, value):
    assert number(written) == value


WORDS = re.findall(r"\S+", "20 five two-year years month half a and (10) to - long old ago within day century for")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_periods_are_ordered_disjoint_verbatim_and_valid(words):
    text = " ".join(words)
    end = 0
    for period in find_periods(text):
        assert end <= period.span.start < period.span.end
        assert text[period.span.start : period.span.end] == period.text
        assert re.fullmatch(r"P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?|PT\d+H", period.iso)
        end = period.span.end


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("0123456789- yearsmonth")), max_size=120))
def test_any_text_is_read_without_an_error(text):
    find_periods(text)


@settings(max_examples=50, deadline=None)
@given(st.integers(min_value=1, max_value=1000), st.sampled_from(["year", "month", "week", "day"]))
def test_hyphened_and_plural_forms_agree(count, unit):
    iso = f"P{count}{unit[0].upper()}"
    assert [period.iso for period in find_periods(f"a {count}-{unit} term")] == [iso]
    assert [period.iso for period in find_periods(f"terms of {count} {unit}s")] == (
        [] if (count, unit) == (1, "day") else [iso]
    )


@pytest.mark.parametrize("unit", ["1", "20-year ", "five ", "twenty-", "for a ", " "])
def test_repetition_grows_the_periods_no_faster_than_the_text(unit):
    counts = [len(find_periods(unit * times)) for times in (1000, 2000)]
    assert counts[1] <= 2 * counts[0] + 1
