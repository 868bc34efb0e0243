"""Wrong persons: of the same article, invented, or half right.

A person is wrong where they have no part in the record nor in any other record told in the same words.
"""

import random
from typing import Final

from benchmarks.planted.base import PERSON_FIELDS, Plant, Source, is_person, names_of, planted, swap
from extractor.evaluate import PlainRecord
from extractor.evaluate.records import SETS
from extractor.gazetteer import folded
from schemas.vocabulary import RecordKind

GIVEN: Final = (
    "Gustav",
    "Ignacio",
    "Bertrand",
    "Kwabena",
    "Liselotte",
    "Takumi",
    "Parviz",
    "Zoltan",
    "Ruslan",
    "Oyelaran",
)
FAMILY: Final = ("Lindqvist", "Kowalczyk", "Marangoni", "Takahara", "Bergstrom", "Echeverria", "Okonjo", "Farrokhzad")
ROLE: Final[dict[RecordKind, str]] = {"agreement": "signatories", "meeting": "participants", "statement": "speaker"}


def shares_a_word(one: str, other: str) -> bool:
    return bool({word for word in folded(one).split() if len(word) > 2} & set(folded(other).split()))


def others(record: PlainRecord, source: Source) -> list[str]:
    """Persons of the article who have no part in the record, whatever form of their name is used."""
    involved = [name for other in source.around(record) for field in PERSON_FIELDS for name in names_of(other, field)]
    return [name for name in source.people if not any(shares_a_word(name, other) for other in involved)]


def invented(source: Source, rng: random.Random) -> str | None:
    name = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
    return None if source.words & set(folded(name).split()) else name


def put(record: PlainRecord, field: str, name: str | None, rng: random.Random) -> Plant | None:
    """The name in place of one person, or as the first where there is none."""
    if name is None:
        return None
    count = len(record.sets[field]) if field in SETS else 0
    return swap(record, field, name, at=rng.randrange(count) if count else None)


def chosen(record: PlainRecord, rng: random.Random) -> tuple[str, int | None, list[str]] | None:
    """A field with a full name of a person: the field, the element, the words of the name."""
    fields = [ROLE[record.kind], *(["addressee"] if record.kind == "statement" else [])]
    found: list[tuple[str, int | None, list[str]]] = []
    for field in fields:
        slots = list(enumerate(record.sets[field])) if field in SETS else [(None, record.slots[field])]
        for at, slot in slots:
            name = str(slot[0] or "") if slot else ""
            if len(name.split()) > 1 and is_person(name):
                found.append((field, at, name.split()))
    return rng.choice(found) if found else None


@planted("person of the article as signatory", on=("agreement",))
def sign_by_other(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    found = others(record, source)
    return put(record, "signatories", rng.choice(found) if found else None, rng)


@planted("person of the article as participant", on=("meeting",))
def meet_other(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    found = others(record, source)
    return put(record, "participants", rng.choice(found) if found else None, rng)


@planted("other speaker of the article", on=("statement",))
def say_by_speaker(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    speakers = {name for other in source.gold.records for name in names_of(other, "speaker")}
    found = [name for name in others(record, source) if name in speakers]
    return put(record, "speaker", rng.choice(found) if found else None, rng)


@planted("person of the article as speaker", on=("statement",))
def say_by_person(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    speakers = {name for other in source.gold.records for name in names_of(other, "speaker")}
    found = [name for name in others(record, source) if name not in speakers]
    return put(record, "speaker", rng.choice(found) if found else None, rng)


@planted("person of the article as addressee", on=("statement",))
def address_other(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    found = others(record, source)
    return put(record, "addressee", rng.choice(found) if found else None, rng)


@planted("invented signatory", on=("agreement",), invented=True)
def invent_signatory(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return put(record, "signatories", invented(source, rng), rng)


@planted("invented participant", on=("meeting",), invented=True)
def invent_participant(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return put(record, "participants", invented(source, rng), rng)


@planted("invented speaker", on=("statement",), invented=True)
def invent_speaker(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return put(record, "speaker", invented(source, rng), rng)


@planted("invented addressee", on=("statement",), invented=True)
def invent_addressee(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return put(record, "addressee", invented(source, rng), rng)


@planted("surname with a wrong first name")
def change_given(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    found = chosen(record, rng)
    given = rng.choice(GIVEN)
    if found is None or folded(given) in source.words:
        return None
    field, at, words = found
    return swap(record, field, " ".join([given, *words[1:]]), at=at)


@planted("first name with a wrong surname")
def change_family(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    found = chosen(record, rng)
    family = rng.choice(FAMILY)
    if found is None or folded(family) in source.words:
        return None
    field, at, words = found
    return swap(record, field, f"{words[0]} {family}", at=at)
