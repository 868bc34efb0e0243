"""The closed strategy: the rules propose, the model decides what they leave open, and every choice is closed."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from extractor.analysis import analyse
from extractor.article import Article
from extractor.closed import OPEN_ACTS, PASSAGE_WIDTH, SPEECH_ACTS, propose_closed, reply_model, shorten
from extractor.errors import AccessError, ReplyError
from extractor.pipeline import ALL_KINDS, extract_all, extract_article
from tests.conftest import FakeModel

SEED = (Path(__file__).parent.parent / "seeds" / "000_c5396a2d4e5b7f8a.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def analysis():
    return analyse(Article("seed", SEED))


def open_questions(analysis):
    proposals = propose_closed(analysis, None, ALL_KINDS)
    return [p for p in proposals if p.kind == "statement" and p.value("speech_act") in OPEN_ACTS]


def test_model_is_asked_only_what_the_rules_leave_open(analysis):
    expected = len(open_questions(analysis))
    model = FakeModel(*[{"answer": "optimism"}] * expected)
    outcome = extract_article(Article("seed", SEED), model)
    assert len(model.history) == expected > 0
    chosen = [r.speech_act for r in outcome.records if r.type == "statement" and r.speech_act.origin == "model"]
    assert [value.value for value in chosen] == ["optimism"] * expected
    assert outcome.spent.calls == expected


def test_reply_model_refuses_what_was_not_offered():
    model = reply_model(SPEECH_ACTS)
    assert model.model_validate({"answer": "assert"})
    with pytest.raises(ValidationError):
        model.model_validate({"answer": "Assert"})


def test_provenance_names_model_and_prompts(analysis):
    model = FakeModel(*[{"answer": "assert"}] * len(open_questions(analysis)))
    record = extract_article(Article("seed", SEED), model).records[0]
    assert record.provenance.model == "fake"
    assert set(record.provenance.prompts) == {"speech_act.v1"}
    assert all(len(digest) == 64 for digest in record.provenance.prompts.values())


def test_records_are_the_same_on_every_run():
    first = extract_article(Article("seed", SEED), None).records
    second = extract_article(Article("seed", SEED), None).records
    assert first == second
    assert len({record.record_id for record in first}) == len(first)


def test_a_fault_of_one_article_stays_there():
    model = FakeModel(ReplyError("the reply was cut off", code="truncated"))
    outcome = extract_article(Article("seed", SEED), model)
    assert (outcome.status, outcome.code) == ("failed", "truncated")
    assert outcome.records == ()


def test_a_wrong_key_ends_the_run():
    model = FakeModel(AccessError("the key was refused", code="wrong_key"))
    with pytest.raises(AccessError):
        extract_article(Article("seed", SEED), model)


def test_an_article_without_events_is_empty_and_asks_nothing():
    outcome = extract_article(Article("plain", "The bridge is 300 metres long. It rained."), FakeModel())
    assert outcome.status == "empty"
    assert outcome.spent.calls == 0


@pytest.mark.parametrize("workers", [1, 3])
def test_outcomes_keep_the_order_of_the_articles(workers):
    articles = [Article(str(number), "It rained.") for number in range(20)]
    done = extract_all(articles, lambda article: extract_article(article, None), workers=workers)
    assert [outcome.doc_id for outcome in done] == [article.id for article in articles]


def test_shorten_keeps_both_ends():
    long = "a" * PASSAGE_WIDTH + "b" * PASSAGE_WIDTH
    assert shorten("short") == "short"
    assert len(shorten(long)) <= PASSAGE_WIDTH + 3
    assert shorten(long).startswith("a")
    assert shorten(long).endswith("b")
