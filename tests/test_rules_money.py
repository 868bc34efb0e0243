import math
import re
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.rules.money import find_money

AMOUNTS = [
    ("worth $5 billion", "$5 billion", 5e9, "USD"),
    ("worth US$5bn", "US$5bn", 5e9, "USD"),
    ("worth 5 billion dollars", "5 billion dollars", 5e9, "USD"),
    ("200 million U.S. dollars", "200 million U.S. dollars", 2e8, "USD"),
    ("a $10-billion deal", "$10-billion", 1e10, "USD"),
    ("a 5-million-dollar grant", "5-million-dollar", 5e6, "USD"),
    ("USD 1,200.50 a day", "USD 1,200.50", 1200.5, "USD"),
    ("1.2 mln USD", "1.2 mln USD", 1.2e6, "USD"),
    ("$1.1 million", "$1.1 million", 1.1e6, "USD"),
    ("€6 billion", "€6 billion", 6e9, "EUR"),
    ("6 billion euros", "6 billion euros", 6e9, "EUR"),
    ("EUR 6bn", "EUR 6bn", 6e9, "EUR"),
    ("2,5 billion euros", "2,5 billion euros", 2.5e9, "EUR"),
    ("£300m", "£300m", 3e8, "GBP"),
    ("10 million pounds sterling", "10 million pounds sterling", 1e7, "GBP"),
    ("1.5 trillion yen", "1.5 trillion yen", 1.5e12, "JPY"),
    ("100 million yuan", "100 million yuan", 1e8, "CNY"),
    ("RMB 100 million", "RMB 100 million", 1e8, "CNY"),
    ("AED 3.6bn", "AED 3.6bn", 3.6e9, "AED"),
    ("500 million rials", "500 million rials", 5e8, "IRR"),
    ("3 billion Saudi riyals", "3 billion Saudi riyals", 3e9, "SAR"),
    ("Rs 500 crore", "Rs 500 crore", 5e9, "INR"),
    ("Rs 2 lakh crore", "Rs 2 lakh crore", 2e12, "INR"),
    ("500 crore rupees", "500 crore rupees", 5e9, "INR"),
    ("300 million Pakistani rupees", "300 million Pakistani rupees", 3e8, "PKR"),
    ("THB62 billion", "THB62 billion", 6.2e10, "THB"),
    ("Rp 17.5b", "Rp 17.5b", 1.75e10, "IDR"),
    ("R12 billion", "R12 billion", 1.2e10, "ZAR"),
    ("N500bn", "N500bn", 5e11, "NGN"),
    ("KSh 3.5 billion", "KSh 3.5 billion", 3.5e9, "KES"),
    ("A$2.5m", "A$2.5m", 2.5e6, "AUD"),
    ("C$ 3 million", "C$ 3 million", 3e6, "CAD"),
    ("HK$20bn", "HK$20bn", 2e10, "HKD"),
    ("500 billion won", "500 billion won", 5e11, "KRW"),
    ("12.5 million CFA francs", "12.5 million CFA francs", 1.25e7, "XOF"),
    ("five billion dollars", "five billion dollars", 5e9, "USD"),
    ("twenty-five million Swiss francs", "twenty-five million Swiss francs", 2.5e7, "CHF"),
    ("a billion dollars", "a billion dollars", 1e9, "USD"),
    ("half a billion euros", "half a billion euros", 5e8, "EUR"),
    ("one and a half million pounds", "one and a half million pounds", 1.5e6, "GBP"),
    ("100,000 dollars", "100,000 dollars", 1e5, "USD"),
]


@pytest.mark.parametrize(("text", "words", "amount", "currency"), AMOUNTS)
def test_amount_and_currency(text, words, amount, currency):
    (money,) = find_money(text)
    assert (money.text, money.amount, money.currency) == (words, amount, currency)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("300 million rupees", 3e8), ("3 billion riyals", 3e9), ("5 million pesos", 5e6), ("ZZ$5 million", 5e6)],
)
def test_words_that_several_states_share_leave_the_currency_open(text, amount):
    (money,) = find_money(text)
    assert (money.amount, money.currency) == (amount, None)


@pytest.mark.parametrize(
    ("text", "words", "amount"),
    [
        ("$5-6 billion", "$5-6 billion", 6e9),
        ("$5 billion to $6 billion", "$5 billion to $6 billion", 6e9),
        ("$500 million-$1 billion", "$500 million-$1 billion", 1e9),
        ("between $5 million and $6 million", "$5 million and $6 million", 6e6),
        ("5 to 6 billion euros", "5 to 6 billion euros", 6e9),
        ("between 5 and 6 billion euros", "5 and 6 billion euros", 6e9),
        ("$80-90 a barrel", "$80-90", 90.0),
    ],
)
def test_of_a_range_the_upper_end_counts(text, words, amount):
    (money,) = find_money(text)
    assert (money.text, money.amount) == (words, amount)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("worth $5 million and $6 million", [5e6, 6e6]),
        ("6 billion euros ($7 billion)", [6e9, 7e9]),
        ("he gave $5 to 3 people", [5.0]),
        ("US$5 billion dollars", [5e9]),
        ("from 5 million to 3 million euros", [3e6]),
    ],
)
def test_amounts_that_are_no_range_stay_apart(text, amounts):
    assert [money.amount for money in find_money(text)] == amounts


@pytest.mark.parametrize(
    "text",
    [
        "worth billions of dollars",
        "hundreds of millions of euros",
        "several billion dollars",
        "a multi-million-dollar deal",
        "50 percent, 50%, 120,000 barrels, 5 million tons",
        "2,000-pound bombs",
        "5 million pounds of cocaine",
        "5 won medals",
        "page R12, grade K5",
        "the dollar and the euro",
        "$",
        "",
    ],
)
def test_what_is_no_amount(text):
    assert find_money(text) == ()


WORDS = re.findall(r"\S+", "$ 5 6.5 1,200 billion million - to and between euros dollars Rs crore US$ €bn a")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_amounts_are_ordered_disjoint_verbatim_and_finite(words):
    text = " ".join(words)
    end = 0
    for money in find_money(text):
        assert end <= money.span.start < money.span.end
        assert text[money.span.start : money.span.end] == money.text
        assert math.isfinite(money.amount)
        end = money.span.end


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("$€0123456789.,- bmn")), max_size=120))
def test_any_text_is_read_without_an_error(text):
    find_money(text)


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=1, max_value=999_999_999))
def test_digits_and_separators_give_the_same_amount(value):
    assert [money.amount for money in find_money(f"${value} or ${value:,} or {value:,} euros")] == [value] * 3


@pytest.mark.parametrize("unit", ["1", "$1,000,", "1-", "five ", "$5 to ", " "])
def test_repetition_grows_the_amounts_no_faster_than_the_text(unit):
    counts = [len(find_money(unit * times)) for times in (1000, 2000)]
    assert counts[1] <= 2 * counts[0] + 1


def test_the_currency_table_holds_each_spelling_once_and_only_iso_codes():
    rows = [
        line.split("\t")
        for line in files("extractor.data").joinpath("currencies.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert {kind for kind, _, _ in rows} == {"sign", "letters", "letter", "code", "name"}
    assert len({(kind, written) for kind, written, _ in rows}) == len(rows)
    assert all(re.fullmatch(r"([A-Z]{3})?", code) for _, _, code in rows)
