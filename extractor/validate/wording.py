"""Values and codes in words a coder understands, for the messages of the checks."""

from typing import Any

from extractor.gazetteer import country_name
from schemas.record import MoneyValue, Place


def plain_value(value: Any) -> str:
    """One value as text."""
    if isinstance(value, Place):
        return ", ".join(part for part in (value.city, value.country) if part)
    if isinstance(value, MoneyValue):
        return f"{value.amount:,.0f} {value.currency or ''}".strip()
    return str(value)


def land(code: str) -> str:
    """A country or organisation by name and code: "Bolivia (BOL)"."""
    name = country_name(code)
    return name if name == code else f"{name} ({code})"
