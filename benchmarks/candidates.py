"""How much of the gold the rules' candidates hold: what the rules miss, a closed choice can't name.

    python benchmarks/candidates.py ../shared/corpus seeds

Persons: a person of the article equals an accepted spelling after folding. Countries: the code is among the actors.
Dates: an accepted EDTF value, or the same interval, is among the resolved dates, the publication date included.
Sentences: the passage lies in sentences that are not site furniture. Optional records count too.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from development import articles

from extractor.analysis import Analysis, analyse
from extractor.edtf import same
from extractor.evaluate.records import GoldArticle, PlainRecord
from extractor.gold import load_gold
from extractor.locate import find_words
from extractor.names import fold, same_person

PERSON_SETS = ("signatories", "participants", "addressee")
COUNTRY_SETS = ("parties", "countries")
COUNTRY_SLOTS = ("host", "speaker_country")


class Wanted(NamedTuple):
    what: str
    accepted: tuple[Any, ...]


def wanted(record: PlainRecord) -> Iterator[Wanted]:
    for name in PERSON_SETS:
        yield from (Wanted("persons", slot) for slot in record.sets.get(name, ()))
    if "speaker" in record.slots:
        yield Wanted("persons", record.slots["speaker"])
    for name in COUNTRY_SETS:
        yield from (Wanted("countries", slot) for slot in record.sets.get(name, ()))
    for name in COUNTRY_SLOTS:
        yield Wanted("countries", record.slots.get(name, ()))
    yield Wanted("dates", record.slots.get("date", ()))
    passages = record.evidence or record.slots.get("content", ())
    yield from (Wanted("sentences", (passage,)) for passage in passages)


def reached(analysis: Analysis, want: Wanted) -> bool:
    reading = analysis.reading
    if want.what == "countries":
        return bool({actor.code for actor in reading.actors} & set(want.accepted))
    if want.what == "dates":
        found = {date.edtf for date in reading.dates if date.edtf} | {analysis.published}
        return any(same(a, b) for a in want.accepted if a for b in found if b)
    if want.what == "persons":
        people = {fold(person.name) for person in reading.persons}
        bodies = {fold(actor.text) for actor in reading.actors} | {fold(a.speaker_text) for a in analysis.attributions}
        return any(fold(name) in people | bodies or name_found(analysis, name) for name in want.accepted if name)
    span = find_words(reading.text, want.accepted[0])
    told = [s.span for s in reading.sentences if s.kind != "furniture"]
    return span is not None and any(sentence.overlaps(span) for sentence in told)


def name_found(analysis: Analysis, name: str) -> bool:
    return any(same_person(name, person.name) for person in analysis.reading.persons)


def count(gold: GoldArticle, analysis: Analysis) -> Iterator[tuple[str, bool, str]]:
    for record in gold.records:
        for want in wanted(record):
            if any(value is not None for value in want.accepted):
                yield want.what, reached(analysis, want), f"{gold.doc_id} {want.what}: {want.accepted[0]!s:.80}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", help="folders of NAME.txt with NAME.gold.json")
    parser.add_argument("--misses", action="store_true", help="also list what was not reached")
    options = parser.parse_args()
    for folder in options.folders:
        labels = {gold.doc_id: gold for gold in load_gold(folder)}
        total: Counter[str] = Counter()
        hits: Counter[str] = Counter()
        misses: list[str] = []
        for article in articles(folder):
            for what, hit, line in count(labels[article.id], analyse(article)):
                total[what] += 1
                hits[what] += hit
                misses += [] if hit else [line]
        print(f"{folder}: {len(labels)} articles")
        for what in ("persons", "countries", "dates", "sentences"):
            print(f"  {what:<10} {hits[what]:>4} of {total[what]:>4}  {hits[what] / max(1, total[what]):6.1%}")
        if options.misses:
            print("\n".join(f"    {line}" for line in misses))


if __name__ == "__main__":
    main()
