"""One normal form for gold and predicted records, whatever file they came from.

Scoring needs to know of a value only what a coder accepts there, so a record is reduced to that: a *slot* is the tuple
of accepted values (empty: the text supports none; None among them: giving none is right too), a *set* is a tuple of
such slots, one per element. A prediction is a record whose slots hold one value. Our own records, the codebook's gold
files and plain JSON lines all become this one type, so every comparison exists once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.errors import InputError
from schemas.record import RecordBase
from schemas.vocabulary import RecordKind

KINDS: tuple[RecordKind, ...] = ("agreement", "meeting", "statement")

# The counted fields (codebook section 8.2), in the order of section 3.
FIELD_NAMES: Mapping[RecordKind, tuple[str, ...]] = {
    "agreement": (
        "instrument",
        "status",
        "parties",
        "signatories",
        "date",
        "place",
        "domains",
        "value",
        "duration",
        "count",
        "report_role",
    ),
    "meeting": (
        "form",
        "realis",
        "participants",
        "countries",
        "host",
        "date",
        "place",
        "topics",
        "report_role",
    ),
    "statement": (
        "speaker",
        "speaker_country",
        "addressee",
        "quote_type",
        "content",
        "speech_act",
        "date",
        "topics",
        "report_role",
    ),
}
SETS = frozenset({"parties", "signatories", "domains", "participants", "countries", "addressee", "topics"})


# Beyond this JSON numbers are typing errors, and some do not even fit a float.
_LARGEST = 1e18


class Amount(NamedTuple):
    """An amount of money in units of `currency` (ISO 4217), None where none is given."""

    amount: float
    currency: str | None


class AcceptedPlace(NamedTuple):
    """The cities and countries a coder accepts for one place."""

    city: tuple[str | None, ...]
    country: tuple[str | None, ...]


Scalar = str | int | Amount | AcceptedPlace
Slot = tuple[Scalar | None, ...]


@dataclass(frozen=True, slots=True)
class PlainRecord:
    """A record as scoring sees it; every name of `FIELD_NAMES` is a key of `slots` or, if in `SETS`, of `sets`."""

    kind: RecordKind
    id: str
    slots: Mapping[str, Slot]
    sets: Mapping[str, tuple[Slot, ...]]
    optional: bool = False
    evidence: tuple[str, ...] = ()

    def preferred(self, name: str) -> Scalar | None:
        """The first accepted value of a slot, None where it has none."""
        slot = self.slots[name]
        return slot[0] if slot else None

    @property
    def key(self) -> str:
        """Text that is the same for records of the same content, whatever their place in a file."""
        sets = {name: sorted(map(repr, elements)) for name, elements in self.sets.items()}
        return repr((sorted(self.slots.items()), sorted(sets.items())))


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A coded article; `text` is None where NAME.txt does not lie beside the labels."""

    doc_id: str
    records: tuple[PlainRecord, ...]
    published: str | None = None
    text: str | None = field(default=None, repr=False)

    def of(self, kind: RecordKind) -> tuple[PlainRecord, ...]:
        """The records of one kind."""
        return tuple(record for record in self.records if record.kind == kind)


def to_plain(record: RecordBase) -> PlainRecord:
    """Reduce one of our records to its values; verdicts, offsets and provenance are left behind."""
    return read_record(record.model_dump())


def read_record(data: Mapping[str, Any]) -> PlainRecord:
    """Read a record from JSON: ours, the codebook's gold form, or plain values under the codebook's field names.

    Raises InputError where a value has no shape that the field allows. Vocabularies are not checked here: a value
    outside them is a wrong answer of the system, which scoring is to count.
    """
    kind = data.get("type")
    if kind not in KINDS:
        raise InputError(f"type {kind!r} is not a record; use {', '.join(KINDS)}", code="record")
    return PlainRecord(
        kind=kind,
        id=str(data.get("record_id") or data.get("id") or ""),
        slots={name: _slot(name, data.get(name)) for name in FIELD_NAMES[kind] if name not in SETS},
        sets={name: _set(name, data.get(name)) for name in FIELD_NAMES[kind] if name in SETS},
        optional=data.get("optional") is True,
        evidence=_evidence(kind, data),
    )


def _bare(value: Any) -> Any:
    """The value itself where it comes wrapped with verdict and evidence."""
    return value["value"] if isinstance(value, Mapping) and "value" in value else value


def alternatives(value: Any) -> list[Any]:
    """The values of a JSON slot, whether it holds a list, a lone value, a value with verdict, or null."""
    value = _bare(value)
    if value is None:
        return []
    return [_bare(item) for item in value] if isinstance(value, list | tuple) else [value]


def _distinct(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    return tuple(dict.fromkeys(slots))


def _slot(name: str, value: Any) -> Slot:
    read = {"place": _place, "value": _amount, "count": _count}.get(name, _text)
    slot = tuple(read(name, item) for item in alternatives(value))
    return slot if any(item is not None for item in slot) else ()


def _set(name: str, value: Any) -> tuple[Slot, ...]:
    slots = (tuple(_text(name, item) for item in alternatives(element)) for element in alternatives(value))
    return _distinct(slot for slot in slots if any(item is not None for item in slot))


def _text(name: str, value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    raise InputError(f"{name}: {value!r} is not text", code="record")


def _count(name: str, value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise InputError(f"{name}: {value!r} is not a whole number", code="record")


def _amount(name: str, value: Any) -> Amount | None:
    if value is None:
        return None
    amount = value.get("amount") if isinstance(value, Mapping) else None
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not abs(amount) <= _LARGEST:
        raise InputError(f'{name}: {value!r} is not {{"amount": number, "currency": code}}', code="record")
    return Amount(float(amount), _text("currency", value.get("currency")))


def _place(name: str, value: Any) -> AcceptedPlace | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise InputError(f'{name}: {value!r} is not {{"city": ..., "country": ...}}', code="record")
    parts = ("city", "country")
    city, country = (tuple(_text(part, item) for item in alternatives(value.get(part))) for part in parts)
    return AcceptedPlace(city, country) if any(city) or any(country) else None


def _evidence(kind: RecordKind, data: Mapping[str, Any]) -> tuple[str, ...]:
    passages = data.get("evidence")
    listed = passages if isinstance(passages, list | tuple) else [passages]
    given = [item.get("text") if isinstance(item, Mapping) else item for item in listed]
    if kind == "statement":
        given += alternatives(data.get("content"))
    return tuple(dict.fromkeys(item for item in given if isinstance(item, str) and item))
