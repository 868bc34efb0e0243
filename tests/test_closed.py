"""The closed strategy: the rules propose, the model decides what they leave open, and every choice is closed."""

from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from extractor.analysis import analyse
from extractor.article import Article
from extractor.errors import AccessError, ReplyError
from extractor.model.question import Answer
from extractor.pipeline import ALL_KINDS, extract_all, extract_article
from extractor.strategy.closed import DOUBTFUL, PASSAGE_WIDTH, SURE, YES_NO, propose_closed, reply_model, shorten
from tests.conftest import FakeModel

SEED = (Path(__file__).parent.parent / "seeds" / "000_c5396a2d4e5b7f8a.txt").read_text("utf-8")
# A seed in which the rules doubt some candidates, and one in which they doubt none would not show anything.
DOUBTED = (Path(__file__).parent.parent / "seeds" / "003_8d99f8f097d704b3.txt").read_text("utf-8")


def doubts(text):
    analysis = analyse(Article("seed", text))
    return [c for c in analysis.agreements if DOUBTFUL <= c.confidence < SURE["agreement"]]


def proposed(text, answer):
    """Proposals when the model gives one answer to everything, and the number of questions it was asked."""
    asked = []

    def ask(question):
        asked.append(question)
        return Answer(parsed=question.response_model(answer=answer), text="")

    return propose_closed(analyse(Article("seed", text)), ask, ALL_KINDS), len(asked)


def test_the_model_decides_what_the_rules_doubt_and_nothing_else():
    refused, asked = proposed(DOUBTED, "no")
    accepted, _ = proposed(DOUBTED, "yes")
    assert asked == len(doubts(DOUBTED)) > 0
    assert len(accepted) == len(refused) + asked
    assert refused == propose_closed(analyse(Article("seed", DOUBTED)), None, ALL_KINDS)


def test_reply_model_refuses_what_was_not_offered():
    model = reply_model(YES_NO)
    assert model.model_validate({"answer": "yes"})
    with pytest.raises(ValidationError):
        model.model_validate({"answer": "Yes"})


class Refusing:
    """Answers every closed question with its last label: no, or not stated."""

    name = "refusing"

    def ask(self, question):
        labels = get_args(question.response_model.model_fields["answer"].annotation)
        return Answer(parsed=question.response_model(answer=labels[-1]), text="")


def test_provenance_names_model_and_prompts():
    record = extract_article(Article("seed", DOUBTED), Refusing()).records[0]
    assert record.provenance.model == "refusing"
    assert record.provenance.prompts
    assert set(record.provenance.prompts) <= {"is_agreement.v1", "choose.v1"}
    assert all(len(digest) == 64 for digest in record.provenance.prompts.values())


def test_records_are_the_same_on_every_run():
    first = extract_article(Article("seed", SEED), None).records
    second = extract_article(Article("seed", SEED), None).records
    assert first == second
    assert len({record.record_id for record in first}) == len(first)


def test_a_fault_of_one_article_stays_there():
    model = FakeModel(ReplyError("the reply was cut off", code="truncated"))
    outcome = extract_article(Article("seed", DOUBTED), model)
    assert (outcome.status, outcome.code) == ("failed", "truncated")
    assert outcome.records == ()


@pytest.mark.fault(3)
def test_a_wrong_key_ends_the_run():
    model = FakeModel(AccessError("the key was refused", code="wrong_key"))
    with pytest.raises(AccessError):
        extract_article(Article("seed", DOUBTED), model)


@pytest.mark.fault(19)
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
