"""Field scores of the codebook's section 8.2, each case worked by hand."""

import pytest

from extractor.evaluate.counts import Counts
from extractor.evaluate.fields import FIELDS, compare, token_f1
from extractor.evaluate.records import read_record

COR, PAR, INC, MIS, SPU = (Counts(**{name: 1}) for name in Counts._fields)
NO_FILL = Counts()


def fate(kind, name, gold, given):
    """The fills of one field of two records that hold nothing else."""
    field = next(field for field in FIELDS[kind] if field.name == name)
    return compare(field, read_record({"type": kind, name: gold}), read_record({"type": kind, name: given}))


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        (["mou"], "mou", COR),
        (["mou", "agreement"], "agreement", COR),
        (["mou"], "treaty", INC),
        (["mou"], None, MIS),
        ([], "mou", SPU),
        ([], None, NO_FILL),
        (["mou"], "not in the vocabulary", INC),
    ],
)
def test_an_enum_is_correct_for_any_accepted_value(gold, given, expected):
    assert fate("agreement", "instrument", gold, given) == expected


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        (["BOL", None], None, NO_FILL),
        ([None, "BOL"], None, NO_FILL),
        (["BOL", None], "BOL", COR),
        (["BOL", None], "PER", SPU),
        ([None], "PER", SPU),
        ([None], None, NO_FILL),
    ],
)
def test_null_among_the_values_means_that_giving_none_is_right_too(gold, given, expected):
    assert fate("meeting", "host", gold, given) == expected


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        (["IRN", "BOL"], ["BOL", "IRN"], Counts(cor=2)),
        (["IRN", "BOL"], ["IRN"], Counts(cor=1, mis=1)),
        (["IRN"], ["IRN", "BOL", "PER"], Counts(cor=1, spu=2)),
        (["IRN", "BOL"], ["PER"], Counts(mis=2, spu=1)),
        (["IRN"], ["IRN", "IRN"], Counts(cor=1)),
        (["Taliban"], ["taliban"], Counts(cor=1)),
        ([], ["IRN"], Counts(spu=1)),
        (["IRN"], [], Counts(mis=1)),
        ([], [], NO_FILL),
    ],
)
def test_a_set_is_scored_element_by_element(gold, given, expected):
    assert fate("agreement", "parties", gold, given) == expected


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        (["Ana Suárez Peña"], "Ana Suarez Pena", COR),
        (["Ana Suárez"], "ANA SUÁREZ", COR),
        (["Ana Suárez"], "Dr. Ana Suárez", COR),
        (["Novillo Aguilar"], "Aguilar", PAR),
        (["Aguilar"], "Edmundo Aguilar", PAR),
        (["Novillo Aguilar", "Edmundo Novillo Aguilar"], "Edmundo Novillo Aguilar", COR),
        (["Novillo Aguilar"], "Edmundo Aguilar", INC),
        (["Ana Suárez"], "Anabel Suárez", INC),
        (["G7"], "G20", INC),
        (["Foreign Ministry"], "foreign ministry", COR),
    ],
)
def test_a_person_compares_folded_and_by_words(gold, given, expected):
    assert fate("statement", "speaker", gold, given) == expected


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        ([["Ana Suárez"], ["Edmundo Aguilar", "Aguilar"]], ["Aguilar", "Ana Suarez"], Counts(cor=2)),
        ([["Ana Suárez"], ["Edmundo Novillo Aguilar"]], ["Aguilar"], Counts(par=1, mis=1)),
        ([["Ana Suárez"], ["Eva Suárez"]], ["Suárez", "Eva Suárez"], Counts(cor=1, par=1)),
        ([["Ana Suárez", None]], [], NO_FILL),
        ([["Ana Suárez", None]], ["Ana Suárez"], Counts(cor=1)),
        ([["Ana Suárez"]], ["Boris Petrov", "Ana Suárez"], Counts(cor=1, spu=1)),
    ],
)
def test_a_set_of_persons_is_matched_for_most_credit(gold, given, expected):
    assert fate("meeting", "participants", gold, given) == expected


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        (["2023-07-20"], "2023-07-20", COR),
        (["2023-07-20", "2023-07-21"], "2023-07-21", COR),
        (["2023-07"], "2023-07-01/2023-07-31", COR),
        (["2023"], "2023~", COR),
        (["2023-07-20"], "2023-07", PAR),
        (["2023-07"], "2023-07-20", PAR),
        (["2023-07-20"], "2023-07-18/2023-07-22", PAR),
        (["2023-07-20"], "2023-07-21", INC),
        (["2023-07-18/2023-07-20"], "2023-07-19/2023-07-21", INC),
        (["2023-07-20"], "last Thursday", INC),
        (["2023-07-20"], None, MIS),
        ([], "2023-07-20", SPU),
    ],
)
def test_a_date_is_correct_as_the_same_interval_and_partial_when_one_contains_the_other(gold, given, expected):
    assert fate("meeting", "date", gold, given) == expected


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        (("Tehran", "IRN"), ("Tehran", "IRN"), COR),
        (("Tehran", "IRN"), ("tehran", None), COR),
        ((["Beijing", "Peking"], "CHN"), ("Peking", "CHN"), COR),
        (("Tehran", "IRN"), ("Isfahan", "IRN"), PAR),
        (("Tehran", "IRN"), (None, "IRN"), PAR),
        (("Tehran", "IRN"), ("La Paz", "BOL"), INC),
        (([], "IRN"), (None, "IRN"), COR),
        (([], "IRN"), ("Tehran", "IRN"), COR),
        (([], "IRN"), ("Tehran", None), INC),
        ((["Tehran", None], "IRN"), (None, "IRN"), COR),
        ((["Tehran", None], ["IRN", None]), (None, None), NO_FILL),
        (("Tehran", "IRN"), (None, None), MIS),
        (([], []), ("Tehran", "IRN"), SPU),
    ],
)
def test_a_place_is_one_fill(gold, given, expected):
    city, country = gold
    other_city, other_country = given
    places = {"city": city, "country": country}, {"city": other_city, "country": other_country}
    assert fate("agreement", "place", *places) == expected


def test_no_place_at_all_is_missing():
    assert fate("agreement", "place", {"city": ["Tehran"], "country": ["IRN"]}, None) == MIS
    assert fate("agreement", "place", None, {"city": "Tehran", "country": "IRN"}) == SPU


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        ("a b c d e f g h i j", "a b c d e f g h i j", COR),
        ("A b, c d e f g h i j!", "a b c d e f g h i j", COR),
        # 8 of 10 words on each side: F1 is exactly 0.80.
        ("a b c d e f g h i j", "a b c d e f g h x y", COR),
        ("a b c d e f g h i j", "a b c d e f g x y z", PAR),
        # 3 of 10 words on each side: F1 is exactly 0.30.
        ("a b c d e f g h i j", "a b c q r s t u v w", PAR),
        ("a b c d e f g h i j", "a b p q r s t u v w", INC),
        ("a b c d e f g h i j", "q r s", INC),
    ],
)
def test_content_is_judged_by_token_f1(gold, given, expected):
    assert fate("statement", "content", gold, given) == expected


def test_token_f1_counts_repeated_words_as_often_as_both_have_them():
    assert token_f1("no no no yes", "no yes") == pytest.approx(2 * 2 / 6)
    assert token_f1("…", "!") == 0.0


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        ((5_000_000_000, "USD"), (5_000_000_000, "USD"), COR),
        ((100, "USD"), (101, "USD"), COR),
        ((100, "USD"), (99, "USD"), COR),
        ((100, "USD"), (102, "USD"), INC),
        ((100, "USD"), (100, "EUR"), PAR),
        ((100, "USD"), (100.5, None), PAR),
        ((100, None), (100, None), COR),
        ((100, "USD"), None, MIS),
        (None, (100, "USD"), SPU),
    ],
)
def test_an_amount_is_correct_within_one_percent_in_the_same_currency(gold, given, expected):
    values = [None if pair is None else {"amount": pair[0], "currency": pair[1]} for pair in (gold, given)]
    assert fate("agreement", "value", *values) == expected


@pytest.mark.parametrize(
    ("gold", "given", "expected"),
    [
        (1, 1, NO_FILL),
        (1, None, NO_FILL),
        (None, 1, NO_FILL),
        (None, None, NO_FILL),
        (5, 5, COR),
        (5, 1, INC),
        (5, None, MIS),
        (1, 5, INC),
        (None, 5, SPU),
    ],
)
def test_count_is_a_fill_only_where_either_side_says_other_than_one(gold, given, expected):
    assert fate("agreement", "count", gold, given) == expected


def test_duration_and_role_are_fills_like_any_other():
    assert fate("agreement", "duration", "P20Y", "P20Y") == COR
    assert fate("agreement", "duration", "P20Y", "P25Y") == INC
    assert fate("meeting", "report_role", "main", "background") == INC


def test_weights_are_those_of_the_codebook():
    weights = {kind: {field.name: field.weight for field in fields if field.weight} for kind, fields in FIELDS.items()}
    ones = dict.fromkeys(("signatories", "domains", "place", "value", "duration", "count"), 1)
    assert weights["agreement"] == {"parties": 3, "date": 2, "instrument": 2, "status": 2, **ones}
    twos = dict.fromkeys(("countries", "date", "place"), 2)
    assert weights["meeting"] == {"participants": 3, **twos, "form": 1, "host": 1, "topics": 1}
    ones = dict.fromkeys(("quote_type", "date", "addressee", "topics", "speech_act"), 1)
    assert weights["statement"] == {"content": 4, "speaker": 3, **ones}


def test_of_a_prediction_with_alternatives_the_first_counts():
    assert fate("statement", "quote_type", ["direct"], ["mixed", "direct"]) == INC
    assert fate("statement", "quote_type", ["direct"], [None, "direct"]) == MIS
