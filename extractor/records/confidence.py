"""A record's confidence: the share of its values that a coder is expected to accept.

What the rules think of a candidate is a sum of hunches. It orders records well, but its scale means nothing, so it is
bent by a logistic curve (Platt scaling) that was fitted on articles the rules were not written on, to the share of a
record's values that turned out right; for a record that should not be there that share is 0. More signals (verdicts,
kind, role, findings) were tried and ordered records worse than the rules alone (`benchmarks/calibration.py`).
"""

import math
from typing import Final

# Fitted by benchmarks/calibration.py on the articles held back (benchmarks/RESULTS.md).
CONSTANT: Final = -1.31
SLOPE: Final = 3.01


def expected_share(rules: float, *, constant: float = CONSTANT, slope: float = SLOPE) -> float:
    """The share of right values to expect of a record, 0 to 1, given the rules' own 0 to 1."""
    return 1 / (1 + math.exp(-constant - slope * rules))
