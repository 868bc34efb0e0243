"""The closed strategy: the rules propose what they are sure of, and a model is asked about single values only."""

from pathlib import Path
from typing import get_args

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.errors import AccessError, ProviderError
from extractor.model.question import Answer
from extractor.pipeline import ALL_KINDS, extract_all, extract_article
from extractor.strategy.closed import SURE, propose_closed
from tests.conftest import FakeModel

SEED = (Path(__file__).parent.parent / "seeds" / "000_c5396a2d4e5b7f8a.txt").read_text("utf-8")
# An agreement that the rules doubt: with `about_missed`, a model is asked about it.
DOUBTED = """Peru and Chile want a roadmap on fishing.

The roadmap between Peru and Kenya is a good one. Norway and Kenya signed a treaty on ports.
"""


def test_the_rules_propose_what_they_are_sure_of_and_nothing_else():
    analysis = analyse(Article("doubted", DOUBTED))
    sure = [candidate for candidate in analysis.agreements if candidate.confidence >= SURE["agreement"]]
    assert 0 < len(sure) < len(analysis.agreements)
    proposals = propose_closed(analysis, ALL_KINDS)
    assert [p.confidence for p in proposals if p.kind == "agreement"] == [c.confidence for c in sure]


class Refusing:
    """Answers every closed question with its last label: no, or not stated."""

    name = "refusing"

    def ask(self, question):
        labels = get_args(question.response_model.model_fields["answer"].annotation)
        return Answer(parsed=question.response_model(answer=labels[-1]), text="")


def test_provenance_names_model_and_prompts():
    record = extract_article(Article("seed", DOUBTED), Refusing(), about_missed=True).records[0]
    assert record.provenance.model == "refusing"
    assert record.provenance.prompts
    assert set(record.provenance.prompts) <= {"reports.v1", "choose.v1"}
    assert all(len(digest) == 64 for digest in record.provenance.prompts.values())


def test_records_are_the_same_on_every_run():
    first = extract_article(Article("seed", SEED), None).records
    second = extract_article(Article("seed", SEED), None).records
    assert first == second
    assert len({record.record_id for record in first}) == len(first)


def test_a_fault_of_one_article_stays_there():
    model = FakeModel(ProviderError("the endpoint is overloaded", code="overloaded"))
    outcome = extract_article(Article("seed", DOUBTED), model, about_missed=True)
    assert (outcome.status, outcome.code) == ("failed", "overloaded")
    assert outcome.records == ()


@pytest.mark.fault(3)
def test_a_wrong_key_ends_the_run():
    model = FakeModel(AccessError("the key was refused", code="wrong_key"))
    with pytest.raises(AccessError):
        extract_article(Article("seed", DOUBTED), model, about_missed=True)


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
