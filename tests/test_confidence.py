"""A record's confidence is an expected share of right values, in the order the rules put records in."""

from itertools import pairwise

from extractor.article import Article
from extractor.records.assemble import assemble
from extractor.records.confidence import expected_share
from extractor.records.proposal import Pick, Proposal
from schemas.record import Provenance

MAKER = Provenance(extractor="0", model="none")


def test_the_order_of_the_rules_is_kept_within_a_share():
    shares = [expected_share(step / 20) for step in range(21)]
    assert all(0 < one < other < 1 for one, other in pairwise(shares))


def test_the_curve_is_a_logistic_one():
    assert expected_share(0.5, constant=-1.0, slope=2.0) == 0.5
    assert expected_share(1.0, constant=0.0, slope=0.0) == 0.5


def test_records_carry_the_share_and_not_the_rules_own_figure():
    picks = {name: (Pick(value),) for name, value in (("speaker", "Kari Dahl"), ("content", "Yes"))}
    picks |= {"quote_type": (Pick("direct"),), "speech_act": (Pick("assert"),), "report_role": (Pick("main"),)}
    article = Article("a", "Yes")
    given = assemble(Proposal("statement", (), picks, 0.9), article, MAKER)
    assert given.confidence == round(expected_share(0.9), 2)
    assert assemble(Proposal("statement", (), picks), article, MAKER).confidence is None
