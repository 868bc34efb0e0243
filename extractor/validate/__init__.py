"""The validator: a verdict on every value of every record, and what no record cites.

Importing the package registers all checks.
"""

from extractor.validate import (
    rules_addressees,
    rules_amounts,
    rules_calendar,
    rules_countries,
    rules_dates,
    rules_duplicates,
    rules_events,
    rules_injected,
    rules_instruments,
    rules_names,
    rules_places,
    rules_quotes,
    rules_sides,
    rules_speakers,
    rules_status,
)
from extractor.validate.audit import find_missed
from extractor.validate.base import Missed
from extractor.validate.judge import Validated, validate
from extractor.validate.reask import Failing, failing

RULES = (
    rules_calendar,
    rules_dates,
    rules_names,
    rules_countries,
    rules_places,
    rules_quotes,
    rules_speakers,
    rules_addressees,
    rules_status,
    rules_instruments,
    rules_amounts,
    rules_events,
    rules_sides,
    rules_injected,
    rules_duplicates,
)

__all__ = ["RULES", "Failing", "Missed", "Validated", "failing", "find_missed", "validate"]
