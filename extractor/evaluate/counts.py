"""The arithmetic of MUC-4 (codebook section 8.3).

Every fill is correct, partial, incorrect, missing or spurious. Counts are kept, never ratios, so any slice or bootstrap
draw is a sum. The functions take arrays whose last axis is those five numbers.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[Any]


class Counts(NamedTuple):
    """How the fills of one field fared; the order is that of the last axis of every array of counts."""

    cor: int = 0
    par: int = 0
    inc: int = 0
    mis: int = 0
    spu: int = 0

    @property
    def filled(self) -> bool:
        """Whether either side gives anything here."""
        return any(self)

    @property
    def halves(self) -> int:
        """Credit in half points: two for a correct fill, one for a partial one."""
        return 2 * self.cor + self.par

    @property
    def fills(self) -> int:
        """Fills of both sides together: POS + ACT."""
        return 2 * (self.cor + self.par + self.inc) + self.mis + self.spu

    @property
    def score(self) -> float:
        """Share of credit, 0 to 1: two thirds of a set found with nothing added gives 0.8, as F1 would.

        For a single slot this is 1, 1/2 or 0. Call it only where `filled`.
        """
        return self.halves / self.fills


class Ratios(NamedTuple):
    """Precision, recall and F1, NaN where nothing was to be found or nothing was given."""

    precision: Floats
    recall: Floats
    f1: Floats


def possible(counts: Numbers) -> Floats:
    """POS: what the gold holds."""
    return _sum_of(counts, (0, 1, 2, 3))


def actual(counts: Numbers) -> Floats:
    """ACT: what the system gave."""
    return _sum_of(counts, (0, 1, 2, 4))


def ratios(counts: Numbers, *, strict: bool = False) -> Ratios:
    """Precision, recall and F1; `strict` gives a partial fill no credit."""
    credit = counts[..., 0] + (0.0 if strict else 0.5) * counts[..., 1]
    return ratios_of(credit, actual(counts), possible(counts))


def ratios_of(credit: Numbers, given: Numbers, wanted: Numbers) -> Ratios:
    """Precision, recall and F1 from credit, the number given and the number wanted."""
    return Ratios(_share(credit, given), _share(credit, wanted), _share(2.0 * credit, given + wanted))


def mean_of_kinds(f1: Floats) -> Floats:
    """Mean over the last axis of what is defined there; NaN where nothing is."""
    defined = ~np.isnan(f1)
    return _share(np.where(defined, f1, 0.0).sum(-1), defined.sum(-1))


def _share(part: Numbers, whole: Numbers) -> Floats:
    part, whole = np.asarray(part, float), np.asarray(whole, float)
    shares: Floats = np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole > 0)
    return shares


def _sum_of(counts: Numbers, places: tuple[int, ...]) -> Floats:
    total: Floats = counts[..., places].sum(-1, dtype=float)
    return total
