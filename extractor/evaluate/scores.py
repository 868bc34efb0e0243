"""From records to counts: the one pass over articles that every figure is derived from.

The result holds, per kind, one row for each pair, each missed gold record and each prediction without a partner, with
its fills. Headline, fields, slices and bootstrap draws are all sums over those rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from extractor.evaluate.align import Alignment, align
from extractor.evaluate.counts import Counts
from extractor.evaluate.fields import FIELDS, compare
from extractor.evaluate.records import KINDS, GoldArticle, PlainRecord
from extractor.evaluate.slices import article_length, labels_of
from schemas.vocabulary import RecordKind

Ints = NDArray[np.int64]


class State(IntEnum):
    """What a row stands for."""

    PAIR = 0
    MISSED = 1
    SPURIOUS = 2


@dataclass(frozen=True)
class KindRows:
    """The rows of one kind: article position, state, whether the pair counts as a record found, fills, slice labels.

    `counts` has the shape rows x fields x 5, fields in the order of `FIELDS[kind]`.
    """

    kind: RecordKind
    article: Ints
    state: Ints
    is_match: NDArray[np.bool_]
    counts: Ints
    labels: tuple[Mapping[str, str], ...] = field(repr=False)


@dataclass(frozen=True)
class ArticleScore:
    """One article: its gold, and how its records were paired."""

    gold: GoldArticle
    alignments: Mapping[RecordKind, Alignment]

    @property
    def doc_id(self) -> str:
        """The article's id."""
        return self.gold.doc_id


@dataclass(frozen=True)
class Scores:
    """Everything that was counted on one set of articles, articles in the order of their ids."""

    articles: tuple[ArticleScore, ...] = field(repr=False)
    rows: Mapping[RecordKind, KindRows] = field(repr=False)


def score_articles(gold: Sequence[GoldArticle], predicted: Mapping[str, Sequence[PlainRecord]]) -> Scores:
    """Score predictions, given by article id, against gold articles.

    An article without predictions counts as one where the system found nothing; predictions for other articles are
    ignored. The order of articles and of records does not matter.
    """
    articles = []
    for article in sorted(gold, key=lambda article: article.doc_id):
        given = predicted.get(article.doc_id, ())
        of_kind = {kind: [record for record in given if record.kind == kind] for kind in KINDS}
        articles.append(ArticleScore(article, {kind: align(kind, article.of(kind), of_kind[kind]) for kind in KINDS}))
    return Scores(tuple(articles), {kind: _rows(kind, articles) for kind in KINDS})


@dataclass(frozen=True, slots=True)
class _Row:
    article: int
    state: State
    is_match: bool
    counts: Sequence[Counts]
    labels: Mapping[str, str]


def _rows(kind: RecordKind, articles: Sequence[ArticleScore]) -> KindRows:
    rows = [row for index, article in enumerate(articles) for row in _rows_of(index, article, kind)]
    fields = len(FIELDS[kind])
    return KindRows(
        kind=kind,
        article=np.array([row.article for row in rows], dtype=np.int64),
        state=np.array([row.state for row in rows], dtype=np.int64),
        is_match=np.array([row.is_match for row in rows], dtype=bool),
        counts=np.array([row.counts for row in rows], dtype=np.int64).reshape(len(rows), fields, 5),
        labels=tuple(row.labels for row in rows),
    )


def _rows_of(index: int, article: ArticleScore, kind: RecordKind) -> list[_Row]:
    """The rows of one article; whatever touches an optional gold record counts neither way and gives none."""
    alignment = article.alignments[kind]
    length = None if article.gold.text is None else article_length(article.gold.text)
    rows = []
    for pair in alignment.pairs:
        wanted = alignment.gold[pair.gold]
        if not wanted.optional:
            rows.append(_Row(index, State.PAIR, pair.is_match, pair.counts, labels_of(wanted, length)))
    for position in alignment.missed:
        wanted = alignment.gold[position]
        if not wanted.optional:
            counts = [compare(field, wanted, None) for field in FIELDS[kind]]
            rows.append(_Row(index, State.MISSED, False, counts, labels_of(wanted, length)))
    for position in alignment.spurious:
        offered = alignment.given[position]
        counts = [compare(field, None, offered) for field in FIELDS[kind]]
        rows.append(_Row(index, State.SPURIOUS, False, counts, labels_of(offered, length)))
    return rows
