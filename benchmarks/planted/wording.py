"""Wrong words in what was said, and wrong claims about whose words they are."""

import random
import re
from typing import Final

from benchmarks.planted.base import Plant, Source, planted, swap, with_value
from extractor.evaluate import PlainRecord

WORD: Final = re.compile(r"\b[a-z]{6,}\b")
NEGATION: Final = re.compile(r"\b(?:not|never|no|cannot)\b|n[’']t\b")
AUXILIARY: Final = re.compile(r"\b(?:is|are|was|were|will|would|has|have|had|can|could|must|should|shall)\b")
NUMBER: Final = re.compile(r"\b\d+(?:[.,]\d+)?\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)\b")
NUMBER_WORDS: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "hundred")
# No two of them mean the same, and none fits a story by accident.
REPLACEMENTS: Final = ("gardens", "violently", "cheaper", "obsolete", "sculpture", "wandering", "poultry", "nowhere")
SYNONYMS: Final = {
    "a": "one",
    "and": "as well as",
    "can": "is able to",
    "countries": "nations",
    "important": "crucial",
    "in": "within",
    "must": "has to",
    "of": "belonging to",
    "our": "their",
    "should": "ought to",
    "that": "which",
    "the": "this",
    "to": "towards",
    "we": "they",
    "will": "is going to",
    "with": "together with",
}
QUOTED: Final = frozenset({"direct", "mixed"})


def content_of(record: PlainRecord) -> str:
    return str(record.preferred("content") or "")


def changed(record: PlainRecord, source: Source, content: str) -> Plant | None:
    """A plant of other words, unless the article has those words too."""
    if content == content_of(record) or content in source.text:
        return None
    return swap(record, "content", content)


def cut_in(content: str, match: re.Match[str], word: str) -> str:
    return content[: match.start()] + word + content[match.end() :]


@planted("quotation with one changed word", on=("statement",))
def change_word(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    content = content_of(record)
    words = list(WORD.finditer(content))
    if record.preferred("quote_type") not in QUOTED or not words:
        return None
    return changed(record, source, cut_in(content, rng.choice(words), rng.choice(REPLACEMENTS)))


@planted("indirect speech with one changed word", on=("statement",))
def change_word_of_indirect(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    content = content_of(record)
    words = list(WORD.finditer(content))
    if record.preferred("quote_type") in QUOTED or not words:
        return None
    return changed(record, source, cut_in(content, rng.choice(words), rng.choice(REPLACEMENTS)))


@planted("negation dropped", on=("statement",))
def drop_negation(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    content = content_of(record)
    found = list(NEGATION.finditer(content))
    if not found:
        return None
    match = rng.choice(found)
    bare = cut_in(content, match, "can" if match[0] == "cannot" else "")
    return changed(record, source, re.sub(r" {2,}", " ", bare).strip())


@planted("negation added", on=("statement",))
def add_negation(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    content = content_of(record)
    found = [match for match in AUXILIARY.finditer(content) if not NEGATION.match(content, match.end() + 1)]
    if not found:
        return None
    match = rng.choice(found)
    return changed(record, source, cut_in(content, match, f"{match[0]} not"))


@planted("number changed in what was said", on=("statement",))
def change_number(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    content = content_of(record)
    found = list(NUMBER.finditer(content))
    if not found:
        return None
    match = rng.choice(found)
    if match[0][0].isdigit():
        other = str(rng.choice([number for number in range(2, 10) if str(number) != match[0][0]])) + match[0][1:]
    else:
        other = rng.choice([word for word in NUMBER_WORDS if word != match[0]])
    return changed(record, source, cut_in(content, match, other))


@planted("paraphrase called direct", on=("statement",))
def paraphrase(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    content = content_of(record)
    words = [SYNONYMS.get(word, word) for word in content.split()]
    if sum(word in SYNONYMS for word in content.split()) < 3:
        return None
    reworded = " ".join(words)
    return changed(with_value(record, "quote_type", "direct"), source, reworded)


def call(record: PlainRecord, before: str, after: str) -> Plant | None:
    """The other type of quotation, where coders accept only the one."""
    accepted = record.slots["quote_type"]
    return swap(record, "quote_type", after) if accepted == (before,) else None


@planted("direct called indirect", on=("statement",))
def call_indirect(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return call(record, "direct", "indirect")


@planted("indirect called direct", on=("statement",))
def call_direct(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return call(record, "indirect", "direct")


@planted("mixed called direct", on=("statement",))
def call_mixed_direct(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return call(record, "mixed", "direct")
