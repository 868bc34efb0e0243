"""How long scoring takes: 1,000 articles of 20 records on each side, 10,000 bootstrap draws, on one core.

Run it: python benchmarks/scale_evaluate.py [ARTICLES]
"""

import random
import sys
import time

from extractor.evaluate import GoldArticle, PlainRecord, read_record, score_articles
from extractor.evaluate.compare import contrast
from extractor.evaluate.evaluation import evaluate
from extractor.evaluate.runs import Run

RECORDS = 20
LIMIT = 20.0
WORDS = [f"word{number}" for number in range(3000)]
GIVEN = ["Ana", "Boris", "Chen", "Dina", "Emeka", "Farid", "Gita", "Hugo", "Imani", "Jorge"]
SURNAMES = ["Okafor", "Petrov", "Nguyen", "Silva", "Haddad", "Tanaka", "Novak", "Mensah", "Larsen", "Costa"]
CODES = ["IRN", "BOL", "KAZ", "CHN", "FRA", "IND", "BRA", "NGA", "EU", "JPN"]
TOPICS = ["defence", "energy", "trade_investment", "security", "health", "transport"]


def person(rng: random.Random) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}"


def date(rng: random.Random) -> str:
    return f"2023-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def agreement(rng: random.Random) -> dict[str, object]:
    return {
        "type": "agreement",
        "instrument": rng.choice(["mou", "treaty", "agreement"]),
        "status": rng.choice(["signed", "negotiating"]),
        "parties": rng.sample(CODES, 2),
        "signatories": [person(rng), person(rng)],
        "date": date(rng),
        "place": {"city": rng.choice(SURNAMES), "country": rng.choice(CODES)},
        "domains": rng.sample(TOPICS, 2),
        "report_role": "main",
    }


def meeting(rng: random.Random) -> dict[str, object]:
    return {
        "type": "meeting",
        "form": rng.choice(["bilateral", "visit", "summit"]),
        "realis": "actual",
        "participants": [person(rng), person(rng)],
        "countries": rng.sample(CODES, 2),
        "date": date(rng),
        "topics": rng.sample(TOPICS, 2),
        "report_role": "main",
    }


def statement(rng: random.Random) -> dict[str, object]:
    return {
        "type": "statement",
        "speaker": person(rng),
        "speaker_country": rng.choice(CODES),
        "quote_type": rng.choice(["direct", "indirect"]),
        "content": " ".join(rng.choices(WORDS, k=40)),
        "speech_act": "assert",
        "date": date(rng),
        "topics": rng.sample(TOPICS, 1),
        "report_role": "main",
    }


def article(rng: random.Random) -> tuple[PlainRecord, ...]:
    makers = [agreement] * 5 + [meeting] * 5 + [statement] * (RECORDS - 10)
    return tuple(read_record(make(rng)) for make in makers)


def spoiled(records: tuple[PlainRecord, ...], rng: random.Random) -> tuple[PlainRecord, ...]:
    """What a middling system gives: a quarter of the records replaced, the others with a field of another record."""
    others = article(rng)
    kept = [other if rng.random() < 0.25 else record for record, other in zip(records, others, strict=True)]
    rng.shuffle(kept)
    return tuple(kept)


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rng = random.Random(7)
    gold = [GoldArticle(f"{number:05d}", article(rng), text=" ".join(WORDS[:400])) for number in range(articles)]
    runs = [Run(name, {a.doc_id: spoiled(a.records, rng) for a in gold}, {}, {}) for name in ("A", "B")]
    start = time.perf_counter()
    first = evaluate(runs[0], gold)
    scored = time.perf_counter() - start
    second = score_articles(gold, runs[1].records)
    start = time.perf_counter()
    contrast(first.scores, second)
    compared = time.perf_counter() - start
    low, high = first.summary.headline[1:]
    print(
        f"{articles} articles x {RECORDS} records: slot F1 {first.summary.headline.value:.3f} [{low:.3f}, {high:.3f}]"
    )
    print(f"scored with {first.summary.draws:,} draws in {scored:.1f} s; paired comparison in {compared:.1f} s")
    sys.exit(scored > LIMIT)


if __name__ == "__main__":
    main()
