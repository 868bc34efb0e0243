"""The score plot: one line per figure, a point at its F1 and a whisker over its 95 % interval.

Only positions are computed here; the template draws them, so no label is ever joined into markup.
"""

from typing import Any

from extractor.evaluate.records import KINDS
from extractor.evaluate.summary import Estimate, Summary
from extractor.report.values import estimate

WIDTH = 900
LABELS = 260
VALUES = 190
ROW = 24
_TICKS = 5


def forest(summary: Summary) -> dict[str, Any]:
    """Positions of points, whiskers and labels for headline, kinds and fields."""
    lines = [("slot F1, mean of kinds", summary.headline, True)]
    for kind in KINDS:
        for name in ("slots", "records", "fields"):
            for figure in summary.table(name):
                if figure.cell.kind == kind and figure.f1 is not None:
                    label = figure.cell.name or f"{kind} {name}"
                    lines.append((label, Estimate(figure.f1, figure.low, figure.high), not figure.cell.name))
    bottom = ROW * len(lines)
    return {
        "width": WIDTH,
        "margin": VALUES,
        "bottom": bottom,
        "height": bottom + ROW,
        "ticks": [{"x": _x(tick / _TICKS), "label": f"{tick / _TICKS:.1f}"} for tick in range(_TICKS + 1)],
        "lines": [_line(index, *line) for index, line in enumerate(lines)],
    }


def _line(index: int, label: str, value: Estimate, head: bool) -> dict[str, Any]:
    x, low, high = (None if part is None else _x(part) for part in value)
    y = ROW * index + ROW // 2
    return {"label": label, "head": head, "x": x, "low": low, "high": high, "y": y, "value": estimate(value)}


def _x(share: float) -> float:
    return round(LABELS + share * (WIDTH - LABELS - VALUES), 1)
