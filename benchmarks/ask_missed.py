"""Is it worth asking about sentences possibly missed? What is offered, what the model accepts, what is right.

    python benchmarks/ask_missed.py --gold DIR [--gold DIR ...] [--limit N] [--model rules]

An offer is right where, added to the article's records, it is the partner of a gold record that had none. With `--model
rules` nobody is asked, which shows what saying yes to everything would bring.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from extractor.analysis import Analysis, analyse
from extractor.article import Article
from extractor.evaluate.align import align
from extractor.evaluate.records import GoldArticle, to_plain
from extractor.gold import load_gold
from extractor.model.choose import ModelChoice, open_model
from extractor.model.folders import default_cache_dir
from extractor.records.assemble import assemble, assemble_all
from extractor.strategy.closed import propose_closed
from extractor.strategy.judgement import Ask
from extractor.strategy.missed import MOST_QUESTIONS, Offer, find_offers, is_confirmed
from extractor.validate import Validated, validate
from schemas.record import Provenance
from schemas.vocabulary import RecordKind

KINDS: Final[tuple[RecordKind, ...]] = ("agreement", "meeting", "statement")
PROVENANCE: Final = Provenance(extractor="benchmark", model="benchmark")
COLUMNS: Final = ("right", "optional", "wrong")


def worth(offer: Offer, validated: Validated, analysis: Analysis, gold: GoldArticle) -> str:
    """Whether a coder has the record that is offered and no record of ours is it yet."""
    kind = offer.proposal.kind
    added = to_plain(assemble(offer.proposal, analysis.article, PROVENANCE))
    ours = [to_plain(record) for record in validated.records if record.type == kind]
    alignment = align(kind, gold.of(kind), [*ours, added])
    pair = next((pair for pair in alignment.pairs if pair.given == len(ours) and pair.is_match), None)
    if pair is None or len(alignment.pairs) <= len(align(kind, gold.of(kind), ours).pairs):
        return "wrong"
    return "optional" if gold.of(kind)[pair.gold].optional else "right"


class Offered(NamedTuple):
    """An offer, the analysis of its article, and whether a coder has the record: right, optional or wrong."""

    offer: Offer
    analysis: Analysis
    worth: str


def offered(gold: GoldArticle) -> Iterator[Offered]:
    """What the model could be asked about one article, with no question decided yet."""
    article = Article(gold.doc_id, gold.text or "", published=gold.published, published_basis="column")
    analysis = analyse(article)
    validated = validate(assemble_all(propose_closed(analysis, KINDS), article, PROVENANCE), analysis)
    for offer in find_offers(validated, analysis):
        yield Offered(offer, analysis, worth(offer, validated, analysis, gold))


def tally(golds: Iterator[GoldArticle], ask: Ask | None) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Offers and accepted offers by kind and worth."""
    every: Counter[tuple[str, str]] = Counter()
    accepted: Counter[tuple[str, str]] = Counter()
    for gold in golds:
        for offer, analysis, said in islice(offered(gold), MOST_QUESTIONS):
            key = (offer.proposal.kind, said)
            every[key] += 1
            accepted[key] += ask is not None and is_confirmed(offer, analysis, ask)
    return every, accepted


def table(offered: Counter[tuple[str, str]], accepted: Counter[tuple[str, str]]) -> Iterator[str]:
    yield "| kind | offered | right | optional | wrong | accepted | right | optional | wrong |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for kind in KINDS:
        counts = [[found[kind, column] for column in COLUMNS] for found in (offered, accepted)]
        yield f"| {kind} | " + " | ".join(f"{sum(row)} | {' | '.join(map(str, row))}" for row in counts) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True, help="folder of NAME.txt, NAME.gold.json")
    parser.add_argument("--limit", type=int, help="so many articles at most")
    parser.add_argument("--model", default="local", help="local, or rules for nobody")
    options = parser.parse_args()
    golds = islice((gold for folder in options.gold for gold in load_gold(folder)), options.limit)
    asked = options.model != "rules"
    with open_model(ModelChoice(options.model), cache_dir=default_cache_dir()) if asked else nullcontext() as model:
        print("\n".join(table(*tally(golds, model.ask if model else None))))


if __name__ == "__main__":
    main()
