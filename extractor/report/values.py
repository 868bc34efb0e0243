"""Values, counts and shares in a reader's words; plain strings, not escaped for any medium."""

from extractor.evaluate.counts import Counts
from extractor.evaluate.records import SETS, AcceptedPlace, Amount, PlainRecord, Scalar, Slot
from extractor.evaluate.summary import Estimate

UNKNOWN = "–"


def share(value: float | None, *, digits: int = 3) -> str:
    """A share or other number, a dash where it is undefined."""
    return UNKNOWN if value is None else f"{value:.{digits}f}"


def percent(value: float | None) -> str:
    """A share in percent."""
    return UNKNOWN if value is None else f"{value:.1%}"


def signed(value: float | None) -> str:
    """A difference with its sign."""
    return UNKNOWN if value is None else f"{value:+.3f}"


def between(low: float | None, high: float | None) -> str:
    """An interval, empty where it is undefined."""
    return "" if low is None or high is None else f"[{low:.3f}, {high:.3f}]"


def estimate(value: Estimate) -> str:
    """A figure with its interval."""
    return f"{share(value.value)} {between(value.low, value.high)}".strip()


def field_text(record: PlainRecord, name: str) -> str:
    """What a record holds in a field: alternatives parted by " | ", elements of a set by ", "."""
    if name in SETS:
        return ", ".join(_slot_text(slot) for slot in record.sets[name])
    return _slot_text(record.slots[name])


def _slot_text(slot: Slot) -> str:
    return " | ".join("(none)" if value is None else scalar_text(value) for value in slot)


def scalar_text(value: Scalar) -> str:
    """One value."""
    if isinstance(value, AcceptedPlace):
        return ", ".join(part for part in (_names(value.city), _names(value.country)) if part)
    if isinstance(value, Amount):
        return f"{value.amount:,.15g} {value.currency or ''}".strip()
    return str(value)


def _names(names: tuple[str | None, ...]) -> str:
    return " | ".join(name or "(none)" for name in names)


def fills_text(counts: Counts) -> str:
    """The fate of a field's fills: "correct", or for sets "2 correct, 1 missing"."""
    words = ("correct", "partial", "incorrect", "missing", "spurious")
    parts = [(count, word) for count, word in zip(counts, words, strict=True) if count]
    if len(parts) == 1 and parts[0][0] == 1:
        return parts[0][1]
    return ", ".join(f"{count} {word}" for count, word in parts)
