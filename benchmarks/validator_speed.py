"""How long checking takes: ordinary articles, articles of growing length, and input made to be slow."""

import dataclasses
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from extractor.analysis import Analysis, analyse
from extractor.article import Article
from extractor.evaluate import PlainRecord
from extractor.gold import load_gold
from extractor.validate import validate
from extractor.validate.intake import from_plain
from schemas.record import Record

SEEDS: Final = Path(__file__).parent.parent / "seeds"
WORDS: Final = 500
RECORDS: Final = 10
ROUNDS: Final = 5
PUBLISHED: Final = "2023-07-21"
WORD: Final = re.compile(r"\S+")

# What trips regular expressions and scans: nothing closes, everything opens, all of it looks like a name or a number.
HOSTILE: Final[dict[str, Callable[[int], str]]] = {
    "opening quotation marks": lambda n: "“" * n,
    "straight quotation marks": lambda n: '"' * n,
    "nested quotations": lambda n: ("“‘" * (n // 4)) + ("’”" * (n // 4)),
    "quoted words with cues": lambda n: _filled("“Yes,” he said. ", n),
    "opening brackets": lambda n: "(" * n,
    "brackets in brackets": lambda n: _filled("(a [b {c} d] e) ", n),
    "letters and stops": lambda n: _filled("A.", n),
    "letters and hyphens": lambda n: _filled("A-", n),
    "speakers": lambda n: _filled("“We can do it all,” Iran’s Foreign Minister Ali Reza said. ", n),
    "dated words": lambda n: _filled("“Yes we can do so,” John Smith said on 1 May 2024. ", n),
    "dated meetings": lambda n: _filled("Iran and Iraq met on 1 May 2024. ", n),
    "treaties": lambda n: _filled("Iran and Iraq signed a treaty on gas. ", n),
    "bullets": lambda n: _filled("• a\n", n),
    "open quotations by paragraph": lambda n: _filled("“a\n\n", n),
    "capital letters": lambda n: "A" * n,
    "capitalised words": lambda n: _filled("Anton Boris Carla ", n),
    "initials": lambda n: _filled("J. R. ", n),
    "digits": lambda n: "7" * n,
    "numbers and dates": lambda n: _filled("12 March 12 2024, ", n),
    "slashes and digits": lambda n: _filled("1/2/3/", n),
    "money": lambda n: _filled("$5 billion million ", n),
    "and": lambda n: _filled("and ", n),
    "countries": lambda n: _filled("Iran and Iraq, ", n),
    "titles": lambda n: _filled("Deputy Foreign Minister General ", n),
    "signed": lambda n: _filled("will not have signed an agreement ", n),
    "white space": lambda n: " " * n,
    "line ends": lambda n: "\n" * n,
    "full stops": lambda n: "." * n,
    "hyphens": lambda n: _filled("a-", n),
    "commas": lambda n: _filled("a, ", n),
    "combining accents": lambda n: "e" + "\u0301" * n,
}


def _filled(words: str, length: int) -> str:
    return (words * (length // len(words) + 1))[:length]


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median over some rounds."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def sized(words: int, records: int, seed: int = 7) -> tuple[Article, list[PlainRecord]]:
    """An article of about `words` words from paragraphs of the seeds, with records told in them."""
    labelled = load_gold(SEEDS)
    rng = random.Random(seed)
    pieces: list[str] = []
    length = 0
    found: list[PlainRecord] = []
    while length < words:
        gold = rng.choice(labelled)
        pieces.append(f"{gold.text}\n\n")
        length += len(WORD.findall(pieces[-1]))
        found += [dataclasses.replace(record, id=f"R{len(found) + i}") for i, record in enumerate(gold.records)]
    text = "".join(pieces)
    cut = [match.end() for match in WORD.finditer(text)][words - 1]
    article = Article("speed", text[:cut], published=PUBLISHED)
    told = [record for record in found if all(passage in article.text for passage in record.evidence)]
    return article, (told * (records // max(1, len(told)) + 1))[:records]


def prepared(words: int, records: int, seed: int = 7) -> tuple[Article, Analysis, list[Record]]:
    article, plain = sized(words, records, seed)
    return article, analyse(article), [from_plain(record, doc_id=article.id, text=article.text) for record in plain]


def speed_table() -> Iterator[str]:
    article, analysis, records = prepared(WORDS, RECORDS)
    reading = seconds(lambda: analyse(article))
    checking = seconds(lambda: validate(records, fresh(analysis)))
    yield f"{WORDS} words, {RECORDS} records, one core: validate() {1 / checking:.0f} articles per second"
    yield f"({1000 * checking:.1f} ms); finding all mentions first takes {1000 * reading:.1f} ms."
    yield ""
    yield "| words | records | analyse, ms | validate, ms | ratio to half the length: analyse | validate |"
    yield "|--:|--:|--:|--:|--:|--:|"
    before: tuple[float, float] | None = None
    for factor in (1, 2, 4, 8, 16):
        article, analysis, records = prepared(WORDS * factor, RECORDS)
        times = (
            seconds(lambda a=article: analyse(a), 3),
            seconds(lambda a=analysis, r=records: validate(r, fresh(a)), 3),
        )
        ratios = " | ".join(f"{now / then:.2f}" for now, then in zip(times, before, strict=True)) if before else " | "
        yield f"| {WORDS * factor} | {RECORDS} | {1000 * times[0]:.1f} | {1000 * times[1]:.1f} | {ratios} |"
        before = times


def fresh(analysis: Analysis) -> Analysis:
    """The analysis without the look-ups that an earlier check has filled."""
    return dataclasses.replace(analysis, reading=dataclasses.replace(analysis.reading))


def hostile_table(length: int) -> Iterator[str]:
    yield f"Hostile input of {length / 1e6:g} MB, and of half that: seconds, and their ratio (2 is linear)."
    yield ""
    yield "| input | analyse, s | ratio | validate, s | ratio |"
    yield "|---|--:|--:|--:|--:|"
    for name, make in HOSTILE.items():
        half, whole = hostile_times(make(length // 2)), hostile_times(make(length))
        ratios = [b / a if a > 0.05 else 0.0 for a, b in zip(half, whole, strict=True)]
        shown = [f"{ratio:.1f}" if ratio else "" for ratio in ratios]
        yield f"| {name} | {whole[0]:.2f} | {shown[0]} | {whole[1]:.2f} | {shown[1]} |"


def hostile_times(text: str) -> tuple[float, float]:
    """Seconds for finding the mentions of a text, and for checking a seed's records against it."""
    article = Article("hostile", text, published=PUBLISHED)
    start = time.process_time()
    analysis = analyse(article)
    read = time.process_time() - start
    _, plain = sized(WORDS, RECORDS)
    spoken = dataclasses.replace(next(r for r in plain if r.kind == "statement"), evidence=(text[:200],))
    records = [from_plain(record, doc_id="hostile", text=text) for record in (*plain, spoken)]
    start = time.process_time()
    validate(records, analysis)
    return read, time.process_time() - start
