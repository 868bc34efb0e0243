"""MUC-4's arithmetic, the headline, optional records, slices, intervals: worked by hand."""

import math

import numpy as np
import pytest

from extractor.evaluate.bootstrap import draw_totals, interval
from extractor.evaluate.confusion import NONE, confusions
from extractor.evaluate.counts import Counts, mean_of_kinds, ratios
from extractor.evaluate.evaluation import evaluate
from extractor.evaluate.records import GoldArticle, read_record, to_plain
from extractor.evaluate.runs import read_run
from extractor.evaluate.scores import score_articles
from extractor.evaluate.slices import article_length, date_basis
from extractor.evaluate.summary import headline, summarise
from schemas.record import Agreement, Provenance, Value

DRAWS = 200


def record(kind, **fields):
    return read_record({"type": kind, **fields})


def agreement(**fields):
    return record("agreement", **{"parties": ["IRN", "BOL"], "report_role": "main", **fields})


def article(*records, doc_id="a", text=None):
    return GoldArticle(doc_id, records, text=text)


def figure(summary, table, kind, name=""):
    (found,) = (f for f in summary.table(table) if f.cell.kind == kind and f.cell.name == name)
    return found


def summary_of(gold, predicted, **options):
    return summarise(score_articles(gold, predicted), draws=DRAWS, **options)


def test_precision_recall_and_f1_of_counts():
    # POS = 4+2+1+3 = 10, ACT = 4+2+1+5 = 12, credit = 4 + 2/2 = 5
    counts = np.array([4, 2, 1, 3, 5])
    precision, recall, f1 = ratios(counts)
    assert (precision, recall) == (pytest.approx(5 / 12), pytest.approx(5 / 10))
    assert f1 == pytest.approx(2 * (5 / 12) * (1 / 2) / (5 / 12 + 1 / 2))
    strict = ratios(counts, strict=True)
    assert (strict.precision, strict.recall) == (pytest.approx(4 / 12), pytest.approx(4 / 10))


def test_ratios_are_undefined_where_nothing_is_counted():
    assert all(np.isnan(value) for value in ratios(np.zeros(5)))
    only_spurious = ratios(np.array([0, 0, 0, 0, 2]))
    assert (only_spurious.precision, only_spurious.f1) == (0.0, 0.0)
    assert np.isnan(only_spurious.recall)
    assert mean_of_kinds(np.array([0.5, np.nan, 1.0])) == 0.75


def test_counts_score_like_f1_over_elements():
    assert Counts(cor=2, mis=1).score == pytest.approx(2 * 2 / (3 + 2))
    assert Counts(par=1).score == 0.5
    assert not Counts().filled


def test_fills_of_one_article_by_hand():
    gold = [
        article(
            agreement(
                instrument="mou",
                status="signed",
                signatories=[["Ana Suárez"], ["Boris Petrov"]],
                date="2023-07-20",
                place={"city": "La Paz", "country": "BOL"},
                domains=["defence", "security"],
            )
        )
    ]
    given = agreement(
        instrument="treaty",  # INC
        status="signed",  # COR
        signatories=["Suárez"],  # PAR, and one MIS
        date="2023-07",  # PAR
        place={"city": None, "country": "BOL"},  # PAR
        domains=["defence", "energy"],  # COR, MIS, SPU
        duration="P5Y",  # SPU
    )  # parties 2 COR, report_role COR
    summary = summary_of(gold, {"a": [given]})
    assert figure(summary, "slots", "agreement").counts == Counts(cor=5, par=3, inc=1, mis=2, spu=2)
    # P = 6.5/11, R = 6.5/11
    assert summary.headline.value == pytest.approx(6.5 / 11)
    assert summary.without_partial.value == pytest.approx(5 / 11)
    assert figure(summary, "fields", "agreement", "domains").counts == Counts(cor=1, mis=1, spu=1)
    assert figure(summary, "fields", "agreement", "signatories").n == 2
    assert figure(summary, "records", "agreement").counts == Counts(cor=1)
    strict = summary_of(gold, {"a": [given]}, strict=True)
    assert strict.headline.value == pytest.approx(5 / 11)


def test_unmatched_records_are_missing_and_spurious_in_all_their_fields():
    gold = [article(agreement(status="signed", count=5))]
    given = record("agreement", parties=["PER"], status="signed", report_role="main", count=1)
    summary = summary_of(gold, {"a": [given]})
    # missing: two parties, status, count, role; spurious: party, status, role (a count of 1 is no fill)
    assert figure(summary, "slots", "agreement").counts == Counts(mis=5, spu=3)
    assert figure(summary, "records", "agreement").counts == Counts(mis=1, spu=1)
    assert figure(summary, "matched", "agreement").counts == Counts()
    assert figure(summary, "matched", "agreement", "status").f1 is None
    assert summary.headline.value == 0.0


def test_a_pair_under_050_counts_its_fills_but_no_record():
    gold = [article(agreement(instrument="mou", status="signed", date="2023-07-20"))]
    given = agreement(instrument="treaty", status="negotiating", date="2023-08-20")
    summary = summary_of(gold, {"a": [given]})
    assert figure(summary, "slots", "agreement").counts == Counts(cor=3, inc=3)
    assert figure(summary, "records", "agreement").counts == Counts(mis=1, spu=1)


def test_the_headline_is_the_mean_over_kinds_that_have_fills():
    # Agreement: 3 of 3 fills right. Statement: 2 missing fills. Meetings occur nowhere.
    gold = [article(agreement(), record("statement", content="we will build", report_role="main"))]
    assert headline(score_articles(gold, {"a": [agreement()]})) == pytest.approx((1 + 0) / 2)
    assert math.isnan(headline(score_articles([article()], {})))


def test_an_optional_record_costs_nothing_when_missed_and_nothing_when_found():
    required = agreement(status="signed")
    optional = record("agreement", parties=["PER", "CHN"], status="rejected", report_role="main", optional=True)
    gold = [article(required, optional)]
    missed = summary_of(gold, {"a": [required]})
    found = summary_of(gold, {"a": [required, optional]})
    half = record("agreement", parties=["PER", "CHN"], status="signed", report_role="background")
    nearly = summary_of(gold, {"a": [required, half]})
    for summary in (missed, found, nearly):
        assert figure(summary, "slots", "agreement").counts == Counts(cor=4)
        assert figure(summary, "records", "agreement").counts == Counts(cor=1)
        assert summary.headline.value == 1.0


def test_a_second_prediction_for_one_optional_record_is_spurious():
    optional = record("agreement", parties=["PER"], report_role="main", optional=True)
    summary = summary_of([article(optional)], {"a": [optional, optional]})
    assert figure(summary, "records", "agreement").counts == Counts(spu=1)


def test_articles_without_predictions_count_as_empty_and_unknown_ones_are_ignored():
    gold = [article(agreement(), doc_id="a"), article(agreement(), doc_id="b")]
    summary = summary_of(gold, {"a": [agreement()], "elsewhere": [agreement(), agreement()]})
    assert figure(summary, "records", "agreement").counts == Counts(cor=1, mis=1)


def test_slices_follow_the_gold_record_and_spurious_predictions_their_own():
    gold = [article(agreement(status="signed"), text="word " * 350)]
    given = [
        agreement(status="negotiating", report_role="background"),
        record("agreement", parties=["PER"], status="rejected", report_role="background"),
    ]
    summary = summary_of(gold, {"a": given})
    assert figure(summary, "slices", "agreement", "status: signed").counts == Counts(cor=2, inc=2)
    assert figure(summary, "slices", "agreement", "status: rejected").counts == Counts(spu=3)
    assert figure(summary, "slices", "agreement", "report_role: background").counts == Counts(spu=3)
    assert figure(summary, "slice records", "agreement", "report_role: main").n == 1
    assert figure(summary, "slices", "agreement", "article_length: 300 to 799 words").n == 4
    assert not [f for f in summary.table("slices") if f.cell.name == "status: negotiating"]


@pytest.mark.parametrize(
    ("date", "evidence", "basis"),
    [
        ("2023-07-20", ["They signed it on 20 July 2023"], "explicit"),
        ("2023-07-20", ["They signed it on Thursday"], "relative"),
        (None, ["They signed it in 2023"], "undated"),
    ],
)
def test_date_basis(date, evidence, basis):
    assert date_basis(agreement(date=date, evidence=evidence)) == basis


@pytest.mark.parametrize(
    ("words", "bin_name"),
    [(10, "1 to 299 words"), (299, "1 to 299 words"), (300, "300 to 799 words"), (800, "800 words and more")],
)
def test_article_length(words, bin_name):
    assert article_length("w " * words) == bin_name


def test_draws_sum_whole_articles_and_depend_on_the_seed_alone():
    per_article = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
    first = np.concatenate(list(draw_totals(per_article, draws=50, seed=3)))
    again = np.concatenate(list(draw_totals(per_article * 100, draws=50, seed=3)))
    other = np.concatenate(list(draw_totals(per_article, draws=50, seed=4)))
    assert np.array_equal(first * 100, again)
    assert not np.array_equal(first, other)
    assert np.array_equal(first[:, 1], first[:, 0] * 10)
    assert first[:, 0].min() >= 3
    assert first[:, 0].max() <= 12
    assert first[:, 0].mean() == pytest.approx(7, abs=0.7)


def test_the_interval_is_the_central_95_percent_of_defined_draws():
    samples = np.column_stack([np.arange(1001.0), np.full(1001, np.nan)])
    low, high = interval(samples)
    assert (low[0], high[0]) == pytest.approx((25, 975))
    assert np.isnan([low[1], high[1]]).all()


def test_the_interval_narrows_to_a_point_where_all_articles_score_alike():
    gold = [article(agreement(), doc_id=name) for name in "abcdef"]
    summary = summary_of(gold, {name: [agreement()] for name in "abcdef"})
    assert summary.headline == (1.0, 1.0, 1.0)
    mixed = summary_of(gold, {name: [agreement()] for name in "abc"})
    assert mixed.headline.low < mixed.headline.value < mixed.headline.high


def test_the_bootstrap_agrees_with_resampling_articles_one_by_one():
    gold = [article(*[agreement()] * (1 + index % 3), doc_id=str(index)) for index in range(12)]
    predicted = {str(index): [agreement()] * (index % 4) for index in range(12)}
    summary = summarise(score_articles(gold, predicted), draws=4000)
    random = np.random.default_rng(0)
    means = []
    for _ in range(4000):
        drawn = random.integers(0, 12, 12)
        credit = sum(min(1 + i % 3, i % 4) for i in drawn)
        means.append(2 * credit / sum(1 + i % 3 + i % 4 for i in drawn))
    assert (summary.headline.low, summary.headline.high) == pytest.approx(np.quantile(means, (0.025, 0.975)), abs=0.02)


def test_evaluation_tells_support_false_records_cost_and_coverage():
    lines = [
        '{"type":"article","doc_id":"a","status":"ok","seconds":2.0,"usage":{"completion_tokens":10,"calls":3}}',
        '{"type":"article","doc_id":"b","status":"ok","seconds":4.0,"usage":null}',
        '{"type":"article","doc_id":"x","status":"failed","seconds":90}',
        '{"type":"agreement","doc_id":"a","parties":[{"value":"IRN","verdict":"supported"},'
        '{"value":"BOL","verdict":"contradicted"}],"status":{"value":"signed","verdict":"inferred"},"date":"2023"}',
        '{"type":"agreement","doc_id":"b","parties":["PER"]}',
        '{"type":"agreement","doc_id":"x","parties":[{"value":"IRN","verdict":"unsupported"}]}',
    ]
    gold = [article(agreement(), doc_id="a"), article(doc_id="b"), article(agreement(), doc_id="c")]
    evaluation = evaluate(read_run(lines, name="run"), gold, draws=DRAWS)
    assert (evaluation.support.supported, evaluation.support.unsupported, evaluation.support.unchecked) == (2, 1, 2)
    assert evaluation.support.share == pytest.approx(2 / 3)
    assert evaluation.support_by_kind["meeting"].share is None
    assert [(f.kind, f.articles, f.records) for f in evaluation.false_records][:2] == [
        (None, 1, 1),
        ("agreement", 1, 1),
    ]
    assert (evaluation.cost.articles, evaluation.cost.seconds, evaluation.cost.completion_tokens) == (2, 3.0, 10.0)
    assert (evaluation.cost.calls, evaluation.cost.prompt_tokens) == (3.0, None)
    assert (evaluation.missing, evaluation.ignored) == (("c",), ("x",))


def test_predictions_that_answer_optional_gold_are_no_false_records():
    gold = [article(agreement(optional=True))]
    run = read_run(['{"type":"agreement","doc_id":"a","parties":["IRN","BOL"]}'], name="run")
    assert evaluate(run, gold, draws=DRAWS).false_records[0].records == 0


def test_confusions_set_gold_against_prediction():
    gold = [
        article(
            agreement(status=["signed", "in_force"], instrument="mou", domains=["defence", "energy"]),
            record("agreement", parties=["PER"], status="signed", domains=["health", "mining"], report_role="main"),
        )
    ]
    given = [
        agreement(status="in_force", instrument=None, domains=["defence", "mining"]),
        record("agreement", parties=["PER"], status="rejected", instrument="treaty", report_role="main"),
    ]
    found = {matrix.vocabulary: matrix for matrix in confusions(score_articles(gold, {"a": given}))}
    assert found["status"].counts == {("in_force", "in_force"): 1, ("signed", "rejected"): 1}
    assert found["status"].agreement == 0.5
    assert found["instrument"].counts == {("mou", NONE): 1, (NONE, "treaty"): 1}
    assert found["instrument"].values[-1] == NONE
    expected = {("defence", "defence"): 1, ("energy", "mining"): 1, ("health", NONE): 1, ("mining", NONE): 1}
    assert found["topics"].counts == expected
    assert found["form"].values == ()


def test_to_plain_drops_verdicts_and_keeps_values():
    ours = Agreement(
        record_id="r1",
        doc_id="a",
        report_role=Value(value="main"),
        evidence=(),
        provenance=Provenance(extractor="0", model="none"),
        instrument=Value(value="mou", verdict="unsupported"),
        status=Value(value="signed"),
        parties=(Value(value="IRN"), Value(value="BOL")),
    )
    plain = to_plain(ours)
    assert plain.slots["instrument"] == ("mou",)
    assert plain.sets["parties"] == (("IRN",), ("BOL",))
    assert (plain.slots["date"], plain.id, plain.kind) == ((), "r1", "agreement")
    assert plain.key == agreement(instrument="mou", status="signed").key
