"""What share of planted errors the validator notices, by kind, and how much of the untouched gold it doubts.

An error counts as flagged where its value is unsupported or contradicted, carries a warning or error that the replaced
value did not carry, or was repaired to a value that a coder accepts. An error of the whole record counts where the
record or its twin carries something new, or the twin was merged away. What is only noticed at another field of the
record stands in a column of its own and does not count.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from benchmarks.planted import KINDS, Kind, Plant, Source, plants_of
from benchmarks.planted.base import SEED, values_of
from extractor.analysis import analyse
from extractor.article import Article
from extractor.edtf import same
from extractor.evaluate import PlainRecord
from extractor.evaluate.records import SETS, AcceptedPlace, Amount
from extractor.gold import load_gold
from extractor.names import same_person
from extractor.validate import validate
from extractor.validate.base import fields_of
from extractor.validate.intake import from_plain
from schemas.record import Finding, MoneyValue, Place, Record, Value

DOUBTED: Final = frozenset({"unsupported", "contradicted"})
Outcome = Literal["flagged", "elsewhere", "missed"]


@dataclass
class Tally:
    """How the plants of one kind fared."""

    kind: Kind
    outcomes: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def planted(self) -> int:
        return self.outcomes.total()

    @property
    def share(self) -> float:
        return self.outcomes["flagged"] / self.planted if self.planted else 0.0


@dataclass(frozen=True)
class Doubt:
    """A value of the untouched gold that the validator takes for wrong."""

    doc_id: str
    record: str
    field: str
    value: str
    verdict: str
    codes: tuple[str, ...]


def load(folders: Sequence[Path]) -> list[Source]:
    """All coded articles of the folders, analysed."""
    loaded = [gold for folder in folders for gold in load_gold(folder) if gold.text]
    return [
        Source(gold, analyse(Article(gold.doc_id, gold.text or "", published=gold.published, published_basis="column")))
        for gold in loaded
    ]


def checked(source: Source, records: Sequence[PlainRecord]) -> dict[str, Record]:
    """The validated records by id; merged ones are missing."""
    taken_in = [from_plain(record, doc_id=source.gold.doc_id, text=source.text) for record in records]
    return {record.record_id: record for record in validate(taken_in, source.analysis).records}


def run(sources: Sequence[Source], *, most: int, seed: int = SEED) -> list[Tally]:
    """Plant up to `most` errors of every kind, one at a time, spread evenly over the articles."""
    before = {source.gold.doc_id: checked(source, source.gold.records) for source in sources}
    tallies = []
    for kind in KINDS:
        tally = Tally(kind)
        plants = list(plants_of(kind, sources, seed=seed))
        for number in range(min(most, len(plants))):
            source, record, plant = plants[number * len(plants) // min(most, len(plants))]
            outcome = fate(kind, plant, source, before[source.gold.doc_id])
            tally.outcomes[outcome] += 1
            if outcome != "flagged":
                where = f"{source.gold.doc_id} {record.id} {plant.field}"
                tally.misses.append(f"{where}: {show(plant.replaced)} -> {show(plant.value)} ({outcome})")
        tallies.append(tally)
    return tallies


def fate(kind: Kind, plant: Plant, source: Source, before: dict[str, Record]) -> Outcome:
    """Validate the article's records with the planted one among them and see what became of it."""
    records = list(source.gold.records)
    at = next(index for index, other in enumerate(records) if other.id == plant.record.id.removesuffix("-twin"))
    records[at : at + 1] = [records[at], plant.record] if plant.beside else [plant.record]
    after = checked(source, records)
    if kind.whole:
        return "flagged" if _is_noticed(plant, before, after) else "missed"
    record = after.get(plant.record.id)
    if record is None:
        return "elsewhere"
    original = next(other for other in source.gold.records if other.id == plant.record.id)
    if _is_flagged(plant, original, before.get(original.id), record):
        return "flagged"
    return "elsewhere" if _complaints(record) - _complaints(before.get(original.id)) else "missed"


def _is_flagged(plant: Plant, original: PlainRecord, before: Record | None, after: Record) -> bool:
    wrong = stored(plant.value)
    known = {
        finding.code for value in _values(before, plant.field, stored(plant.replaced)) for finding in serious(value)
    }
    here = _values(after, plant.field, wrong)
    if any(value.verdict in DOUBTED or {f.code for f in serious(value)} - known for value in here):
        return True
    if plant.field == "content" and plant.record.slots["quote_type"] != original.slots["quote_type"]:
        return any(value.verdict in DOUBTED or serious(value) for value in _values(after, "quote_type"))
    return not here and _is_repaired(plant, original, after)


def _is_repaired(plant: Plant, original: PlainRecord, after: Record) -> bool:
    """Whether what stands in the wrong value's place now is what a coder accepts."""
    accepted = values_of(original, plant.field)
    repaired = [value.value for value in _values(after, plant.field) if value.origin == "repair"]
    if plant.field in SETS:
        return all(any(_agrees(plant.field, value, other) for other in accepted) for value in repaired)
    return bool(repaired) and any(_agrees(plant.field, repaired[0], other) for other in accepted)


def _agrees(name: str, value: Any, accepted: Any) -> bool:
    wanted = stored(accepted)
    if value == wanted:
        return True
    if name == "date":
        return same(str(value), str(wanted))
    if isinstance(accepted, AcceptedPlace):
        return value.city in (*accepted.city, None) and value.country in accepted.country
    if name in ("signatories", "participants", "addressee", "speaker"):
        return same_person(str(value), str(wanted))
    return False


def _is_noticed(plant: Plant, before: dict[str, Record], after: dict[str, Record]) -> bool:
    original = plant.record.id.removesuffix("-twin")
    if plant.beside and not {original, plant.record.id} <= after.keys():
        return True
    known = _complaints(before.get(original))
    return any(_complaints(after.get(name)) - known for name in {original, plant.record.id})


def _values(record: Record | None, name: str, wanted: Any = None) -> tuple[Value[Any], ...]:
    """The values of a field; with `wanted` those equal to it only."""
    held = fields_of(record).get(name, ()) if record else ()
    return held if wanted is None else tuple(value for value in held if value.value == wanted)


def _complaints(record: Record | None) -> Counter[tuple[str, str]]:
    """How often each field of a record, or the record as such, draws each serious finding or doubt."""
    found: Counter[tuple[str, str]] = Counter()
    if record is None:
        return found
    found.update(("", finding.code) for finding in record.findings if finding.severity != "info")
    for name, values in fields_of(record).items():
        found.update((name, finding.code) for value in values for finding in serious(value))
        found.update((name, value.verdict) for value in values if value.verdict in DOUBTED)
    return found


def serious(value: Value[Any]) -> tuple[Finding, ...]:
    return tuple(finding for finding in value.findings if finding.severity != "info")


def stored(value: Any) -> Any:
    """A value of a coder's record as our records hold it."""
    if isinstance(value, AcceptedPlace):
        return Place(city=next(iter(value.city), None), country=next(iter(value.country), None))
    if isinstance(value, Amount):
        return MoneyValue(amount=value.amount, currency=value.currency)
    return value


def show(value: Any) -> str:
    if isinstance(value, AcceptedPlace | Amount):
        return "/".join(str(part[0] if isinstance(part, tuple) and part else part) for part in value)
    return repr(value) if value is not None else "-"


def doubts(sources: Sequence[Source]) -> tuple[list[Doubt], int]:
    """The untouched values that are flagged, and how many values there are."""
    total = 0
    found = []
    for source in sources:
        for name, record in checked(source, source.gold.records).items():
            for field_name, values in fields_of(record).items():
                total += len(values)
                found += [_doubt(source, name, field_name, value) for value in values if value.verdict in DOUBTED]
    return found, total


def _doubt(source: Source, record: str, name: str, value: Value[Any]) -> Doubt:
    codes = tuple(finding.code for finding in serious(value))
    return Doubt(source.gold.doc_id, record, name, str(value.value)[:80], value.verdict, codes)


def table(tallies: Sequence[Tally]) -> Iterator[str]:
    """The result as lines of a Markdown table."""
    yield "| planted error | planted | flagged | share | only noticed elsewhere |"
    yield "|---|--:|--:|--:|--:|"
    for tally in tallies:
        if tally.planted:
            yield _row(tally.kind.name + (" *" if tally.kind.invented else ""), [tally])
    yield _row("**all**", tallies)
    yield _row("**invented values (*)**", [tally for tally in tallies if tally.kind.invented])
    kinds = [tally for tally in tallies if tally.planted]
    yield ""
    yield f"Mean of the {len(kinds)} kinds: {sum(tally.share for tally in kinds) / max(1, len(kinds)):.1%}."


def _row(name: str, tallies: Sequence[Tally]) -> str:
    total: Counter[str] = Counter()
    for tally in tallies:
        total += tally.outcomes
    share = total["flagged"] / max(1, total.total())
    return f"| {name} | {total.total()} | {total['flagged']} | {share:.1%} | {total['elsewhere']} |"


def doubt_table(found: Sequence[Doubt], total: int, *, verbose: bool) -> Iterator[str]:
    """Flagged values of the untouched gold, by field and code."""
    yield f"Untouched gold: {len(found)} of {total} values flagged ({len(found) / max(1, total):.1%})."
    yield ""
    yield "| field | code | verdict | values |"
    yield "|---|---|---|--:|"
    counted = Counter((doubt.field, ", ".join(doubt.codes), doubt.verdict) for doubt in found)
    for (name, codes, verdict), count in counted.most_common():
        yield f"| {name} | {codes} | {verdict} | {count} |"
    if verbose:
        yield ""
        for doubt in found:
            codes = ",".join(doubt.codes)
            yield f"- {doubt.doc_id} {doubt.record} {doubt.field} = {doubt.value!r}: {doubt.verdict} {codes}"
