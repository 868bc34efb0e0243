"""The validator: a verdict on every value of every record, and what no record cites.

Importing the package registers all checks.
"""

from extractor.validate.audit import find_missed
from extractor.validate.base import Missed
from extractor.validate.judge import Validated, validate
from extractor.validate.reask import Failing, failing

__all__ = ["Failing", "Missed", "Validated", "failing", "find_missed", "validate"]
