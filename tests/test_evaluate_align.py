"""Which record is set against which: thresholds, identity, optimum, ties."""

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.evaluate.align import align, compare_records, shares_identity
from extractor.evaluate.explain import explain
from extractor.evaluate.records import read_record


def record(kind, **fields):
    return read_record({"type": kind, **fields})


def agreement(**fields):
    return record("agreement", **{"parties": ["IRN", "BOL"], **fields})


def pairs(kind, gold, given):
    return [(pair.gold, pair.given) for pair in align(kind, gold, given).pairs]


def test_similarity_is_the_weighted_mean_over_fields_that_either_side_fills():
    gold = agreement(instrument="mou", status="signed", date="2023-07-20", domains=["defence", "security"])
    given = agreement(instrument="treaty", status="signed", date="2023-07", domains=["defence"], duration="P5Y")
    # parties 3·1, instrument 2·0, status 2·1, date 2·½, domains 1·⅔ (one of two found), duration 1·0 over 11
    assert compare_records(gold, given).similarity == pytest.approx((3 + 2 + 1 + 2 / 3) / 11)


def test_fields_that_neither_side_fills_do_not_dilute_similarity():
    assert compare_records(agreement(), agreement()).similarity == 1.0
    assert compare_records(agreement(count=1), agreement()).similarity == 1.0


def test_speaker_country_and_role_are_counted_but_not_weighed():
    words = {"content": "we will build the road", "speaker": "Ana Suárez"}
    gold = record("statement", **words, speaker_country="BOL", report_role="main")
    given = record("statement", **words, speaker_country="PER", report_role="background")
    assert compare_records(gold, given).similarity == 1.0


def test_pairs_below_030_are_refused():
    # Parties one of two on each side: Dice ½, so 3·½ over 3 + 2 + 1 = 6 gives 0.25; without domains 0.30 exactly.
    gold = record("agreement", parties=["IRN", "BOL"], instrument="mou")
    low = record("agreement", parties=["IRN", "PER"], instrument="treaty", domains=["health"])
    at_threshold = record("agreement", parties=["IRN", "PER"], instrument="treaty")
    assert compare_records(gold, low).similarity == pytest.approx(0.25)
    assert compare_records(gold, at_threshold).similarity == pytest.approx(0.30)
    assert pairs("agreement", [gold], [low]) == []
    assert pairs("agreement", [gold], [at_threshold]) == [(0, 0)]


def test_a_record_is_found_from_050():
    gold = agreement(instrument="mou", status="negotiating")
    # Parties one of two on each side, 3·½, and one of two other fields right, 2 of 4: 3.5 of 7 is 0.50 exactly.
    pair = compare_records(gold, agreement(parties=["IRN", "PER"], instrument="mou", status="signed"))
    assert pair.similarity == pytest.approx(0.5)
    assert pair.is_match


def test_a_pair_under_050_is_aligned_but_no_record_found():
    gold = agreement(instrument="mou", status="signed", date="2023-07-20")
    given = agreement(instrument="treaty", status="negotiating", date="2023-08-20")
    (pair,) = align("agreement", [gold], [given]).pairs
    assert pair.similarity == pytest.approx(3 / 9)
    assert not pair.is_match


@pytest.mark.parametrize(
    ("kind", "gold", "given", "expected"),
    [
        ("agreement", {"parties": ["IRN"]}, {"parties": ["IRN", "BOL"]}, True),
        ("agreement", {"parties": ["IRN"]}, {"parties": ["BOL"]}, False),
        ("agreement", {"signatories": [["Ana Suárez"]]}, {"signatories": ["Suárez"]}, True),
        ("agreement", {"signatories": [["Ana Suárez"]]}, {"signatories": ["Boris Petrov"]}, False),
        ("meeting", {"countries": ["IRN"]}, {"countries": ["IRN"]}, True),
        ("meeting", {"participants": [["Ana Suárez"]]}, {"participants": ["Ana Suárez"]}, True),
        ("meeting", {"date": "2023"}, {"date": "2023"}, False),
        ("statement", {"content": "a b c d e f g h i j"}, {"content": "a b c q r s t u v w"}, True),
        ("statement", {"content": "a b c d e f g h i j"}, {"content": "a b p q r s t u v w"}, False),
        ("statement", {"content": "a b"}, {}, False),
    ],
)
def test_identity(kind, gold, given, expected):
    assert shares_identity(record(kind, **gold), record(kind, **given)) is expected


def test_identity_is_needed_however_similar_the_rest():
    same = {"date": "2023-07-20", "instrument": "mou", "status": "signed", "domains": ["defence"]}
    gold, given = agreement(parties=["IRN"], **same), agreement(parties=["BOL"], **same)
    assert compare_records(gold, given).similarity > 0.3
    assert pairs("agreement", [gold], [given]) == []


def test_alignment_is_optimal_not_greedy():
    same = {"date": "2023-07-20", "status": "signed"}
    gold = [agreement(parties=["IRN", "BOL"], **same), agreement(parties=["BOL", "PER"], **same)]
    given = [agreement(parties=["IRN", "BOL"], **same), agreement(parties=["IRN"], date="2024", status="signed")]
    # Greedy takes the identical pair (1.00) and leaves the others, which share no party: 1.00 instead of 5.5/7 + 4/7.
    assert compare_records(gold[0], given[0]).similarity == 1.0
    assert pairs("agreement", gold, given) == [(0, 1), (1, 0)]


def test_ties_go_to_the_required_record():
    optional, required = agreement(optional=True, status="signed"), agreement(status="signed")
    assert pairs("agreement", [optional, required], [agreement(status="signed")]) == [(1, 0)]
    assert pairs("agreement", [required, optional], [agreement(status="signed")]) == [(0, 0)]


def test_ties_go_to_more_credit_over_all_counted_fields():
    background, main = agreement(report_role="background"), agreement(report_role="main")
    assert pairs("agreement", [background, main], [main, background]) == [(0, 1), (1, 0)]


CODES = st.sampled_from(["IRN", "BOL", "PER", "CHN"])
AGREEMENTS = st.builds(
    lambda parties, status, date: agreement(parties=sorted(parties), status=status, date=date),
    st.sets(CODES, min_size=1, max_size=3),
    st.sampled_from(["signed", "negotiating", None]),
    st.sampled_from(["2023-07-20", "2023-07", "2024", None]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(AGREEMENTS, max_size=4), st.lists(AGREEMENTS, max_size=4))
def test_no_assignment_has_a_larger_total(gold, given):
    found = align("agreement", gold, given)
    total = sum(pair.similarity for pair in found.pairs)
    assert len({pair.gold for pair in found.pairs}) == len({pair.given for pair in found.pairs}) == len(found.pairs)
    assert all(pair.allowed for pair in found.pairs)
    short = min(len(gold), len(given))
    for rows in permutations(range(len(gold)), short):
        for columns in combinations(range(len(given)), short):
            compared = [compare_records(gold[i], given[j]) for i, j in zip(rows, columns, strict=True)]
            assert sum(pair.similarity for pair in compared if pair.allowed) <= total + 1e-5


def test_explanations_name_the_rule_that_refused():
    gold = [agreement(id="A1", status="signed"), agreement(id="A2", status="rejected", date="2021")]
    given = [agreement(id="p1", status="signed"), record("agreement", id="p2", parties=["PER"], status="rejected")]
    first, missed, spurious = explain(align("agreement", gold, given))
    assert (first.gold.name, first.given.name, first.is_match) == ("A1", "p1", True)
    assert dict(first.fills)["parties"].cor == 2
    assert [(r.other, r.reason) for r in first.refused] == [("p2", "identity: no party, country or person in common")]
    assert missed.gold.name == "A2"
    assert missed.given is None
    assert missed.refused[0].other == "p1"
    assert "A1 with p1 (1.00) makes the greater total" in missed.refused[0].reason
    assert spurious.given.name == "p2"
    assert {refusal.other for refusal in spurious.refused} == {"A1", "A2"}


def test_explanation_of_a_low_similarity_and_of_statements():
    gold = [record("agreement", parties=["IRN", "BOL"], instrument="mou")]
    given = [record("agreement", parties=["IRN", "PER"], instrument="treaty", domains=["health"])]
    missed, _ = explain(align("agreement", gold, given))
    assert missed.refused[0].reason == "similarity is below 0.30"
    said, other = record("statement", content="one two three"), record("statement", content="four five six")
    missed, _ = explain(align("statement", [said], [other]))
    assert missed.refused[0].reason == "identity: token-F1 of the contents is below 0.30"
    assert missed.refused[0].other == "statement 1"
    assert explain(align("statement", [said], [other]), refusals=0)[0].refused == ()
