"""Wrong dates. A date is wrong where it shares no day with any date that a coder accepts for the record or for another
record told in the same words."""

import random
import re
from datetime import date, timedelta

from benchmarks.planted.base import Plant, Source, planted, swap, values_of
from extractor.edtf import bounds
from extractor.edtf import granularity as fineness
from extractor.evaluate import PlainRecord

WEEKDAY = re.compile(r"\D*\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b\D*", re.IGNORECASE)
YEAR = re.compile(r"^\d{4}")
YEAR_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])(?=-|$|~|\?)")
DONE = frozenset({"signed", "ratified", "renewed", "actual"})


def overlap(one: str, other: str) -> bool:
    """Whether two dates share a day; what is no date overlaps everything."""
    first, second = bounds(one), bounds(other)
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])


def is_wrong(value: str, record: PlainRecord, source: Source) -> bool:
    accepted = [date for other in source.around(record) for date in values_of(other, "date")]
    return bounds(value) is not None and not any(overlap(value, other) for other in accepted)


def planted_date(record: PlainRecord, source: Source, value: str | None) -> Plant | None:
    if value is None or not is_wrong(value, record, source):
        return None
    return swap(record, "date", value)


def coded(record: PlainRecord) -> str | None:
    found = record.preferred("date")
    return found if isinstance(found, str) else None


def coded_day(record: PlainRecord) -> date | None:
    found = coded(record)
    days = bounds(found) if found and fineness(found) == "day" else None
    return days[0] if days else None


def all_parts(value: str, pattern: re.Pattern[str], change: str) -> str:
    return "/".join(pattern.sub(change, part) for part in value.split("/"))


@planted("year shifted")
def shift_year(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    found = coded(record)
    year = YEAR.match(found) if found else None
    if found is None or year is None or "/" in found:
        return None
    other = int(year[0]) + rng.choice((-1, 1))
    value = f"{other}{found[4:]}"
    return planted_date(record, source, value.replace("-02-29", "-02-28"))


@planted("month shifted")
def shift_month(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    found = coded(record)
    if found is None or "/" in found or not YEAR_MONTH.match(found):
        return None
    month = (int(found[5:7]) - 1 + rng.choice((-4, -3, -2, -1, 1, 2, 3, 4))) % 12 + 1
    day = found[7:]
    if day[1:3].isdigit() and int(day[1:3]) > 28:
        day = f"-28{day[3:]}"
    return planted_date(record, source, f"{found[:5]}{month:02d}{day}")


@planted("weekday off by a week")
def shift_week(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    day = coded_day(record)
    if day is None:
        return None
    resolved = {mention.edtf for mention in source.analysis.reading.dates if WEEKDAY.fullmatch(mention.text)}
    if day.isoformat() not in resolved:
        return None
    return planted_date(record, source, (day + timedelta(days=rng.choice((-7, 7)))).isoformat())


@planted("another date of the article")
def take_other_date(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    if coded(record) is None:
        return None
    found = {mention.edtf for mention in source.analysis.reading.dates if mention.edtf}
    offered = sorted({*found, *source.labelled_dates, *([source.published] if source.published else [])})
    wrong = [value for value in offered if is_wrong(value, record, source)]
    return planted_date(record, source, rng.choice(wrong)) if wrong else None


@planted("publication date where the text has none")
def default_to_publication(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    if source.published is None or record.slots["date"] or any(values_of(r, "date") for r in source.around(record)):
        return None
    return swap(record, "date", source.published)


@planted("invented date", invented=True)
def invent_date(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    around = coded_day(record) or (date.fromisoformat(source.published) if source.published else date(2021, 6, 15))
    value = (around - timedelta(days=rng.randint(40, 1500))).isoformat()
    named = [mention.edtf for mention in source.analysis.reading.dates if mention.edtf]
    if any(overlap(value, other) for other in (*named, *source.labelled_dates)):
        return None
    return swap(record, "date", value)


@planted("done after publication", on=("agreement", "meeting"))
def sign_after_publication(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    step = record.preferred("status" if record.kind == "agreement" else "realis")
    if source.published is None or step not in DONE:
        return None
    later = date.fromisoformat(source.published) + timedelta(days=rng.randint(3, 60))
    return planted_date(record, source, later.isoformat())
