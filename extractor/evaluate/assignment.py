"""Optimal one-to-one assignment: scipy's Hungarian method behind a typed seam."""

from typing import Any

from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]


def best_assignment(worth: NDArray[Any]) -> list[tuple[int, int]]:
    """The (row, column) pairs of greatest total worth; as many as the shorter side has."""
    if worth.size == 1:
        return [(0, 0)]
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))
