"""Paired comparison of two runs."""

import pytest

from extractor.evaluate.compare import FEWEST_CHANGED, article_f1, contrast
from extractor.evaluate.records import GoldArticle, read_record
from extractor.evaluate.scores import score_articles
from extractor.evaluate.summary import summarise

DRAWS = 300


def agreement(**fields):
    return read_record({"type": "agreement", "parties": ["PER", "CHL"], "report_role": "main", **fields})


def gold(size):
    return [GoldArticle(f"a{index:02d}", (agreement(status="signed"),)) for index in range(size)]


def run(size, right):
    """A run whose first `right` articles have the right status."""
    statuses = ["signed" if index < right else "rejected" for index in range(size)]
    return {f"a{index:02d}": [agreement(status=status)] for index, status in enumerate(statuses)}


def difference(found, table, name=""):
    (match,) = (d for d in found.differences if d.cell and d.cell[:3] == (table, "agreement", name))
    return match


def test_a_run_against_itself_does_not_differ():
    scores = score_articles(gold(8), run(8, 3))
    found = contrast(scores, scores, draws=DRAWS)
    headline = found.differences[0]
    assert headline.cell is None
    assert (headline.delta, headline.low, headline.high, headline.better) == (0.0, 0.0, 0.0, 0.5)
    assert found.articles == ()
    assert not any(d.established for d in found.differences)


def test_differences_and_their_sign():
    before, after = (score_articles(gold(12), run(12, right)) for right in (2, 10))
    found = contrast(before, after, draws=DRAWS)
    status = difference(found, "fields", "status")
    assert (status.first, status.second) == (pytest.approx(2 / 12), pytest.approx(10 / 12))
    assert status.delta == pytest.approx(8 / 12)
    assert 0 < status.low < status.delta < status.high
    assert status.better == 1.0
    assert status.changed == 8
    assert status.established
    parties = difference(found, "fields", "parties")
    assert (parties.delta, parties.changed, parties.established) == (0.0, 0, False)
    back = difference(contrast(after, before, draws=DRAWS), "fields", "status")
    assert (back.delta, back.low, back.high) == pytest.approx((-status.delta, -status.high, -status.low))


def test_both_sides_see_the_same_draws():
    # B is A with one article worse: in no draw may B be ahead, however wide A's own interval is.
    before, after = (score_articles(gold(12), run(12, right)) for right in (6, 5))
    headline = contrast(before, after, draws=DRAWS).differences[0]
    alone = summarise(before, draws=DRAWS).headline
    assert headline.high <= 0
    assert headline.high - headline.low < alone.high - alone.low


def test_few_changed_articles_establish_nothing():
    before, after = (score_articles(gold(5), run(5, right)) for right in (0, 5))
    status = difference(contrast(before, after, draws=DRAWS), "fields", "status")
    assert (status.low, status.changed) == (1.0, 5)
    assert status.changed < FEWEST_CHANGED
    assert not status.established


def test_articles_by_how_much_they_changed():
    articles = [*gold(3), GoldArticle("empty", ())]
    before = score_articles(articles, run(3, 1))
    after = score_articles(articles, {**run(3, 2), "a02": [], "empty": [agreement()]})
    found = contrast(before, after, draws=DRAWS).articles
    # An agreement with a wrong status has 3 of 4 fills right; the empty article falls from 1 to 0.
    assert [(a.doc_id, a.first, a.second) for a in found] == [
        ("empty", 1.0, 0.0),
        ("a02", 0.75, 0.0),
        ("a01", 0.75, 1.0),
    ]
    assert found[1].delta == -0.75
    assert article_f1(before).tolist() == [1.0, 0.75, 0.75, 1.0]


def test_runs_on_different_articles_cannot_be_compared():
    with pytest.raises(ValueError, match="different articles"):
        contrast(score_articles(gold(2), {}), score_articles(gold(3), {}))
