"""Errors of the record as a whole: told twice, told twice under two dates, a side lost."""

import dataclasses
import random
from datetime import timedelta

from benchmarks.planted.base import Plant, Source, planted, with_value
from benchmarks.planted.dates import coded_day, is_wrong
from extractor.evaluate import PlainRecord


@planted("record twice", whole=True)
def double(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return Plant(dataclasses.replace(record, id=f"{record.id}-twin"), "", None, beside=True)


@planted("one event under two dates", on=("agreement", "meeting"), whole=True)
def date_twice(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    day = coded_day(record)
    if day is None:
        return None
    other = (day - timedelta(days=rng.randint(1, 9))).isoformat()
    if not is_wrong(other, record, source):
        return None
    twin = dataclasses.replace(with_value(record, "date", other), id=f"{record.id}-twin")
    return Plant(twin, "date", other, record.preferred("date"), beside=True)


def drop_one(record: PlainRecord, field: str, rng: random.Random) -> Plant | None:
    sides = record.sets[field]
    if len(sides) != 2:
        return None
    kept = rng.choice(sides)
    return Plant(dataclasses.replace(record, sets={**record.sets, field: (kept,)}), field, None)


@planted("one party left", on=("agreement",), whole=True)
def drop_party(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return drop_one(record, "parties", rng)


@planted("one side of a meeting left", on=("meeting",), whole=True)
def drop_side(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return drop_one(record, "countries", rng)
