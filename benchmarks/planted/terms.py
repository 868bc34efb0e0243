"""Wrong instruments, statuses, amounts, durations and counts."""

import random
from typing import Final

from benchmarks.planted.base import Plant, Source, planted, swap, values_of
from extractor.evaluate import PlainRecord
from extractor.evaluate.records import Amount

INSTRUMENTS: Final = ("mou", "treaty", "contract", "protocol", "letter_of_intent", "roadmap", "ceasefire_peace")
CURRENCIES: Final = ("USD", "EUR", "JPY", "GBP", "CNY", "RUB")
DURATIONS: Final = ("P3Y", "P7Y", "P15Y", "P18M", "P30Y", "P99Y")
COUNTS: Final = (3, 4, 6, 7, 8, 9, 11, 17, 23)


def change(record: PlainRecord, source: Source, field: str, *, before: set[str], after: str) -> Plant | None:
    """One value of a vocabulary for another, where no record told in the same words allows the other."""
    accepted = {value for other in source.around(record) for value in values_of(other, field)}
    if record.preferred(field) not in before or after in accepted:
        return None
    return swap(record, field, after)


@planted("signed called planned", on=("agreement",))
def unsign(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return change(record, source, "status", before={"signed"}, after="planned_signing")


@planted("planned or negotiated called signed", on=("agreement",))
def sign(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    before = {"planned_signing", "negotiating", "agreed_in_principle"}
    return change(record, source, "status", before=before, after="signed")


@planted("signed called denied", on=("agreement",))
def deny(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return change(record, source, "status", before={"signed", "ratified", "in_force"}, after="rejected")


@planted("ended or denied called signed", on=("agreement",))
def revive(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    before = {"rejected", "expired", "terminated", "suspended"}
    return change(record, source, "status", before=before, after="signed")


@planted("meeting held called planned", on=("meeting",))
def unmeet(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return change(record, source, "realis", before={"actual"}, after="planned")


@planted("meeting held called cancelled", on=("meeting",))
def cancel(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return change(record, source, "realis", before={"actual"}, after="cancelled")


@planted("meeting planned or cancelled called held", on=("meeting",))
def hold(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    return change(record, source, "realis", before={"planned", "cancelled"}, after="actual")


@planted("instrument swapped", on=("agreement",))
def swap_instrument(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    accepted = {value for other in source.around(record) for value in values_of(other, "instrument")}
    if accepted & {"unspecified", "other"}:
        return None
    found = [value for value in INSTRUMENTS if value not in accepted]
    return swap(record, "instrument", rng.choice(found))


def coded_amount(record: PlainRecord) -> Amount | None:
    found = record.preferred("value")
    return found if isinstance(found, Amount) else None


@planted("amount times ten", on=("agreement",))
def multiply(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    coded = coded_amount(record)
    return swap(record, "value", Amount(coded.amount * 10, coded.currency)) if coded else None


@planted("amount with a word of scale mistaken", on=("agreement",))
def rescale(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    coded = coded_amount(record)
    return swap(record, "value", Amount(coded.amount / 1000, coded.currency)) if coded else None


@planted("currency swapped", on=("agreement",))
def swap_currency(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    coded = coded_amount(record)
    if coded is None or coded.currency is None:
        return None
    return swap(record, "value", Amount(coded.amount, rng.choice([c for c in CURRENCIES if c != coded.currency])))


@planted("invented amount", on=("agreement",), invented=True)
def invent_amount(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    amount = rng.choice((37e6, 64e7, 1.7e9, 83e8))
    if any(abs(money.amount - amount) < 0.02 * amount for money in source.analysis.reading.money):
        return None
    return swap(record, "value", Amount(amount, rng.choice(CURRENCIES)))


@planted("amount of something else", on=("agreement",))
def take_other_amount(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    own = [amount for other in source.around(record) for amount in values_of(other, "value")]
    found = sorted({Amount(money.amount, money.currency) for money in source.analysis.reading.money if money.currency})
    wrong = [
        money for money in found if all(abs(money.amount - amount.amount) > 0.02 * amount.amount for amount in own)
    ]
    return swap(record, "value", rng.choice(wrong)) if wrong else None


@planted("duration changed or invented", on=("agreement",), invented=True)
def change_duration(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    named = {period.iso for period in source.analysis.reading.periods} | set(values_of(record, "duration"))
    return swap(record, "duration", rng.choice([value for value in DURATIONS if value not in named]))


@planted("count changed", on=("agreement",))
def change_count(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    accepted = {value for other in source.around(record) for value in values_of(other, "count")}
    if record.preferred("count") is None:
        return None
    return swap(record, "count", rng.choice([value for value in COUNTS if value not in accepted]))
