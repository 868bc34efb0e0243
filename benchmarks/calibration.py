"""What a record's confidence is worth: reliability, risk and coverage, precision at 80 % coverage; and its fit.

    python benchmarks/calibration.py --gold DIR [--gold DIR ...]

Every record the rules give on the articles is compared with the gold; its outcome is the share of its values that are
right, 0 for a record no coder has. Records paired with an optional gold record count neither way. The curve that turns
the rules' own confidence into an expected share is fitted anew for each article on all others; the last line gives the
curve fitted on all, which `extractor/records/confidence.py` ships.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from development import articles
from numpy.typing import NDArray
from scipy.optimize import minimize
from table import markdown

from extractor.analysis import analyse
from extractor.article import Article
from extractor.evaluate.counts import Counts, actual
from extractor.evaluate.records import KINDS, GoldArticle, to_plain
from extractor.evaluate.scores import score_articles
from extractor.gold import load_gold
from extractor.records.assemble import assemble_all
from extractor.records.confidence import expected_share
from extractor.strategy.closed import propose_closed
from extractor.validate import validate
from schemas.record import Provenance, Record

Floats = NDArray[np.float64]
COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.3)
BINS = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """One record: the rules' confidence in it, and the share of its values that are right."""

    article: str
    rules: float
    right: float


def samples(gold: GoldArticle, article: Article) -> Iterator[Sample]:
    """The records of one article, as the rules give them, with their outcomes."""
    analysis = analyse(article)
    proposals = propose_closed(analysis, KINDS)
    assembled = assemble_all(proposals, article, Provenance(extractor="calibration", model="rules"))
    rules = {record.record_id: proposal.confidence for record, proposal in zip(assembled, proposals, strict=True)}
    records = validate(assembled, analysis).records
    for record_id, right in outcomes(gold, records):
        yield Sample(article.id, rules[record_id] or 0.0, right)


def outcomes(gold: GoldArticle, records: Sequence[Record]) -> Iterator[tuple[str, float]]:
    """Id and share of right values of each record that counts."""
    scores = score_articles([gold], {gold.doc_id: [to_plain(record) for record in records]})
    for alignment in scores.articles[0].alignments.values():
        for pair in alignment.pairs:
            if not alignment.gold[pair.gold].optional:
                yield alignment.given[pair.given].id, share_right(pair.counts)
        yield from ((alignment.given[at].id, 0.0) for at in alignment.spurious)


def share_right(counts: Sequence[Counts]) -> float:
    """Credit over the values given (codebook section 8.3: a partial fill earns a half)."""
    total = np.array(counts).sum(0)
    return float((total[0] + total[1] / 2) / actual(total))


def fit(data: Sequence[Sample]) -> tuple[float, float]:
    """Constant and slope of the logistic curve that makes the outcomes likeliest."""
    rules = np.array([sample.rules for sample in data])
    right = np.array([sample.right for sample in data])

    def loss(curve: Floats) -> float:
        logit = curve[0] + curve[1] * rules
        return float((np.logaddexp(0, logit) - right * logit).sum())

    constant, slope = minimize(loss, np.zeros(2), method="BFGS").x
    return float(constant), float(slope)


def cross_validated(data: Sequence[Sample]) -> Floats:
    """Each record's confidence by the curve fitted on the other articles."""
    found = np.empty(len(data))
    for name in {sample.article for sample in data}:
        constant, slope = fit([sample for sample in data if sample.article != name])
        for at, sample in enumerate(data):
            if sample.article == name:
                found[at] = expected_share(sample.rules, constant=constant, slope=slope)
    return found


def reliability(confidence: Floats, right: Floats) -> Iterator[Sequence[str]]:
    """Records in bins of equal size: what was expected, and what came."""
    for part in np.array_split(np.argsort(confidence, kind="stable"), BINS):
        expected, came = confidence[part], right[part]
        yield (
            f"{expected.min():.2f}–{expected.max():.2f}",
            str(len(part)),
            f"{expected.mean():.2f}",
            f"{came.mean():.2f}",
        )


def at_coverage(confidence: Floats, right: Floats, coverage: float) -> float:
    """Share of right values among the most confident records."""
    kept = np.argsort(-confidence, kind="stable")[: max(1, round(coverage * len(right)))]
    return float(right[kept].mean())


def report(data: Sequence[Sample]) -> Iterator[str]:
    """Both tables and the numbers below them."""
    right = np.array([sample.right for sample in data])
    fitted, rules = cross_validated(data), np.array([sample.rules for sample in data])
    yield from markdown(reliability(fitted, right), ("confidence", "records", "expected", "right"))
    yield ""
    ways = {"by confidence": rules, "in perfect order": right}
    rows = [[way, *(f"{at_coverage(order, right, c):.3f}" for c in COVERAGES)] for way, order in ways.items()]
    yield from markdown(rows, ("share of right values when kept:", *(f"{c:.0%}" for c in COVERAGES)))
    yield ""
    for way, given in {
        "fitted": fitted,
        "rules' own": rules,
        "always the mean": np.full(len(right), right.mean()),
    }.items():
        error = given - right
        yield f"{way}: mean squared error {(error**2).mean():.4f}, bias {error.mean():+.3f}"
    constant, slope = fit(data)
    yield f"{len(data)} records of {len({sample.article for sample in data})} articles"
    yield f"fitted on all: constant {constant:.2f}, slope {slope:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    options = parser.parse_args()
    data = [
        sample
        for folder in options.gold
        for gold, article in zip(load_gold(folder), articles(folder), strict=True)
        for sample in samples(gold, article)
    ]
    for line in report(data):
        print(line)


if __name__ == "__main__":
    main()
