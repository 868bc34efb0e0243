"""How sure a figure is: the bootstrap over articles (codebook section 8.4).

Articles, not records, are drawn with replacement, since records of one article succeed and fail together. A draw is a
vector of how often each article was picked, so all figures of all draws are one matrix product over per-article counts.
The draws depend on the seed and the number of articles only: two systems on the same gold see the same draws, and their
difference is a paired one.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from extractor.evaluate.counts import Floats, Numbers

DRAWS = 10_000
SEED = 20231117
CONFIDENCE = 0.95
# Rows of the weight matrix held at a time; part of what a seed means, so not a knob.
_BATCH = 500


def draw_totals(per_article: Numbers, *, draws: int = DRAWS, seed: int = SEED) -> Iterator[Floats]:
    """Totals of each draw, in batches: articles x ... becomes batch x ..., summed over the articles drawn."""
    articles = per_article.shape[0]
    if not articles:
        return
    flat = np.ascontiguousarray(per_article.reshape(articles, -1), dtype=float)
    random = np.random.default_rng(seed)
    for start in range(0, draws, _BATCH):
        size = min(_BATCH, draws - start)
        picks = random.multinomial(articles, np.full(articles, 1 / articles), size=size)
        yield (picks.astype(float) @ flat).reshape(size, *per_article.shape[1:])


def interval(samples: Floats) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lower and upper end of the percentile interval over the first axis; NaN where no draw gives a figure."""
    tail = (1 - CONFIDENCE) / 2
    columns = samples.reshape(samples.shape[0], -1)
    ends = np.full((2, columns.shape[1]), np.nan)
    for index in range(columns.shape[1]):
        defined = columns[:, index][~np.isnan(columns[:, index])]
        if defined.size:
            ends[:, index] = np.quantile(defined, (tail, 1 - tail))
    low, high = ends.reshape(2, *samples.shape[1:])
    return low, high
