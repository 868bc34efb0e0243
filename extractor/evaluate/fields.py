"""Field scores (codebook section 8.2): what a fill earns, field by field.

A table says how each field compares and what it weighs in the similarity of two records; nothing else in the package
knows a field by name. Grades are half points (2 correct, 1 partial, 0 wrong), so sums stay whole numbers.

Where the codebook is silent:
- Of a prediction that itself holds alternatives (another coder's labels) the first counts.
- An accepted null: giving none is no fill, and a wrong value is spurious rather than incorrect, for none was asked.
- Elements of a set left over on both sides are missing and spurious, never paired as incorrect; P and R are the same.
- A city that may be absent (null among its values) leaves the country alone correct.
- Codes and party names compare after folding, durations as written, amounts relative to the larger of the two.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from extractor.edtf import contains, same
from extractor.evaluate.assignment import best_assignment
from extractor.evaluate.counts import Counts
from extractor.evaluate.records import FIELD_NAMES, SETS, AcceptedPlace, Amount, PlainRecord, Slot
from extractor.names import fold, plain
from schemas.vocabulary import RecordKind

CORRECT, PARTIAL, WRONG = 2, 1, 0
Judge = Callable[[Any, Any], int]

CONTENT_CORRECT = 0.80
CONTENT_PARTIAL = 0.30
AMOUNT_TOLERANCE = 0.01
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


def judge_code(gold: str, given: str) -> int:
    """Enums, codes and names of non-state parties: the same in ASCII and lower case, or wrong."""
    return CORRECT if gold == given or plain(gold) == plain(given) else WRONG


def judge_person(gold: str, given: str) -> int:
    """The same name is correct, all words of one within the other ("Aguilar" for "Novillo Aguilar") partial."""
    (gold_name, gold_words), (given_name, given_words) = _name(gold), _name(given)
    if gold_name == given_name:
        return CORRECT
    return PARTIAL if gold_words and given_words and (gold_words <= given_words or given_words <= gold_words) else WRONG


def judge_date(gold: str, given: str) -> int:
    """The same EDTF text or the same interval is correct, one interval containing the other partial."""
    if gold == given or same(gold, given):
        return CORRECT
    return PARTIAL if contains(gold, given) or contains(given, gold) else WRONG


def judge_place(gold: AcceptedPlace, given: AcceptedPlace) -> int:
    """The same city is correct; else the same country: correct where gold asks no city, partial where it does."""
    city, country = next(iter(given.city), None), next(iter(given.country), None)
    cities = {plain(name) for name in gold.city if name}
    if city and plain(city) in cities:
        return CORRECT
    if not country or plain(country) not in {plain(code) for code in gold.country if code}:
        return WRONG
    return CORRECT if not cities or (city is None and None in gold.city) else PARTIAL


def judge_content(gold: str, given: str) -> int:
    """Token-F1 of 0.80 and above is correct, of 0.30 and above partial."""
    overlap = token_f1(gold, given)
    if overlap >= CONTENT_CORRECT:
        return CORRECT
    return PARTIAL if overlap >= CONTENT_PARTIAL else WRONG


def judge_amount(gold: Amount, given: Amount) -> int:
    """Within 1 % and the same currency is correct, another or no currency partial."""
    if not math.isclose(gold.amount, given.amount, rel_tol=AMOUNT_TOLERANCE):
        return WRONG
    return CORRECT if gold.currency == given.currency else PARTIAL


def judge_equal(gold: object, given: object) -> int:
    """Equal or wrong."""
    return CORRECT if gold == given else WRONG


def token_f1(gold: str, given: str) -> float:
    """F1 over the words of two texts, each word as often as it occurs; case and punctuation do not count."""
    first, second = _tokens(gold), _tokens(given)
    shared = sum(min(count, second[word]) for word, count in first.items() if word in second)
    return 2 * shared / (first.total() + second.total()) if shared else 0.0


@lru_cache(maxsize=65536)
def _tokens(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


@lru_cache(maxsize=65536)
def _name(name: str) -> tuple[str, frozenset[str]]:
    # Numbers tell bodies apart ("G7", "G20") and are no part of a folded personal name.
    folded = " ".join((fold(name), *_DIGITS.findall(name)))
    return folded, frozenset(folded.split())


@dataclass(frozen=True, slots=True)
class Field:
    """A counted field: how it compares and what it weighs in alignment (0: counted, but says nothing of identity)."""

    name: str
    judge: Judge
    weight: int = 0
    is_set: bool = False


_JUDGES: Mapping[str, Judge] = {
    "signatories": judge_person,
    "participants": judge_person,
    "addressee": judge_person,
    "speaker": judge_person,
    "date": judge_date,
    "place": judge_place,
    "content": judge_content,
    "value": judge_amount,
    "count": judge_equal,
    "duration": judge_equal,
}
# Codebook section 8.1, verbatim.
_WEIGHTS: Mapping[RecordKind, Mapping[str, int]] = {
    "agreement": {
        "parties": 3,
        "date": 2,
        "instrument": 2,
        "status": 2,
        "signatories": 1,
        "domains": 1,
        "place": 1,
        "value": 1,
        "duration": 1,
        "count": 1,
    },
    "meeting": {"participants": 3, "countries": 2, "date": 2, "place": 2, "form": 1, "host": 1, "topics": 1},
    "statement": {
        "content": 4,
        "speaker": 3,
        "quote_type": 1,
        "date": 1,
        "addressee": 1,
        "topics": 1,
        "speech_act": 1,
    },
}


def _field(kind: RecordKind, name: str) -> Field:
    return Field(name, _JUDGES.get(name, judge_code), _WEIGHTS[kind].get(name, 0), name in SETS)


FIELDS: Mapping[RecordKind, tuple[Field, ...]] = {
    kind: tuple(_field(kind, name) for name in names) for kind, names in FIELD_NAMES.items()
}


def compare(field: Field, gold: PlainRecord | None, given: PlainRecord | None) -> Counts:
    """The fills of one field of a gold and a predicted record; None stands for no record at all."""
    if field.is_set:
        return score_set(
            gold.sets[field.name] if gold else (), given.sets[field.name] if given else (), judge=field.judge
        )
    wanted, offered = gold.slots[field.name] if gold else (), given.slots[field.name] if given else ()
    if field.name == "count" and not (_other_than_one(wanted) or _other_than_one(offered[:1])):
        return Counts()
    return score_slot(wanted, offered, judge=field.judge)


def score_slot(gold: Slot, given: Slot, *, judge: Judge) -> Counts:
    """One slot: the best grade over the accepted values."""
    answer = given[0] if given else None
    accepted = [value for value in gold if value is not None]
    if answer is None:
        return Counts(mis=1) if accepted and not _may_be_none(gold) else Counts()
    grade = max((judge(value, answer) for value in accepted), default=None)
    if grade == CORRECT:
        return Counts(cor=1)
    if grade == PARTIAL:
        return Counts(par=1)
    return Counts(spu=1) if grade is None or _may_be_none(gold) else Counts(inc=1)


def score_set(gold: Sequence[Slot], given: Sequence[Slot], *, judge: Judge) -> Counts:
    """A set, element by element: the assignment with most credit, and among those the one with most correct."""
    answers = [slot[0] for slot in given if slot[0] is not None]
    needed = [None not in slot for slot in gold]
    if not gold or not answers:
        return Counts(mis=sum(needed), spu=len(answers))
    grades = [[max(judge(value, answer) for value in slot if value is not None) for answer in answers] for slot in gold]
    # Two partial fills earn what one correct fill does; the extra point settles such ties, so strict scores are firm.
    worth = [[1000 * grade + (grade == CORRECT) for grade in row] for row in grades]
    met = {row: grades[row][column] for row, column in best_assignment(np.array(worth)) if grades[row][column] > WRONG}
    cor = sum(grade == CORRECT for grade in met.values())
    missing = sum(need for index, need in enumerate(needed) if index not in met)
    return Counts(cor=cor, par=len(met) - cor, mis=missing, spu=len(answers) - len(met))


def _may_be_none(gold: Slot) -> bool:
    if None in gold:
        return True
    places = [value for value in gold if isinstance(value, AcceptedPlace)]
    return any(None in place.country and (not any(place.city) or None in place.city) for place in places)


def _other_than_one(slot: Slot) -> bool:
    return any(value is not None and value != 1 for value in slot)
