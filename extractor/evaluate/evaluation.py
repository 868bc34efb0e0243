"""One run against one gold set: scores, figures, and what the run itself tells of support, time and tokens."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from extractor.evaluate.bootstrap import DRAWS, SEED
from extractor.evaluate.records import KINDS, GoldArticle
from extractor.evaluate.runs import UNCHECKED, ArticleLine, Run
from extractor.evaluate.scores import ArticleScore, Scores, score_articles
from extractor.evaluate.summary import Summary, summarise
from schemas.vocabulary import RecordKind

SUPPORTED = frozenset({"supported", "variant", "inferred"})


@dataclass(frozen=True, slots=True)
class Support:
    """Filled values by what the run's own checks say of them, on the gold's articles."""

    supported: int
    unsupported: int
    unchecked: int

    @property
    def share(self) -> float | None:
        """Share of the checked values that the article supports, None where nothing was checked."""
        checked = self.supported + self.unsupported
        return self.supported / checked if checked else None


@dataclass(frozen=True, slots=True)
class FalseRecords:
    """How many `records` a run gives on the `articles` whose gold requires none (of `kind`; None: of any kind)."""

    kind: RecordKind | None
    articles: int
    records: int


@dataclass(frozen=True, slots=True)
class Cost:
    """Means per article over the articles for which the run tells; None where it tells for none."""

    articles: int
    statuses: Counter[str]
    seconds: float | None
    prompt_tokens: float | None
    completion_tokens: float | None
    calls: float | None
    cached_calls: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that is known of a run on a gold set. `missing` are gold articles it does not hold, `ignored` the reverse."""

    run: str
    scores: Scores = field(repr=False)
    summary: Summary
    support: Support
    support_by_kind: dict[RecordKind, Support]
    false_records: tuple[FalseRecords, ...]
    cost: Cost
    missing: tuple[str, ...]
    ignored: tuple[str, ...]


def evaluate(
    run: Run, gold: Sequence[GoldArticle], *, strict: bool = False, draws: int = DRAWS, seed: int = SEED
) -> Evaluation:
    """Score a run. Gold articles it does not hold count as ones where it found nothing."""
    scores = score_articles(gold, run.records)
    coded = {article.doc_id for article in gold}
    by_kind = {kind: _support(run, coded, (kind,)) for kind in KINDS}
    return Evaluation(
        run=run.name,
        scores=scores,
        summary=summarise(scores, strict=strict, draws=draws, seed=seed),
        support=_support(run, coded, KINDS),
        support_by_kind=by_kind,
        false_records=tuple(_false_records(scores.articles, kind) for kind in (None, *KINDS)),
        cost=_cost([line for doc_id, line in run.articles.items() if doc_id in coded]),
        missing=tuple(sorted(coded - run.doc_ids)),
        ignored=tuple(sorted(run.doc_ids - coded)),
    )


def _support(run: Run, coded: Iterable[str], kinds: Sequence[RecordKind]) -> Support:
    total: Counter[str] = Counter()
    for doc_id in coded:
        for kind in kinds:
            total.update(run.verdicts.get(doc_id, {}).get(kind, {}))
    supported, unchecked = sum(total[verdict] for verdict in SUPPORTED), total[UNCHECKED]
    return Support(supported, total.total() - supported - unchecked, unchecked)


def _false_records(articles: Iterable[ArticleScore], kind: RecordKind | None) -> FalseRecords:
    kinds = KINDS if kind is None else (kind,)
    empty = [a for a in articles if not any(not r.optional for k in kinds for r in a.alignments[k].gold)]
    return FalseRecords(kind, len(empty), sum(len(a.alignments[k].spurious) for a in empty for k in kinds))


def _cost(lines: Sequence[ArticleLine]) -> Cost:
    return Cost(
        articles=len(lines),
        statuses=Counter(line.status for line in lines if line.status is not None),
        seconds=_mean(line.seconds for line in lines),
        prompt_tokens=_mean(line.prompt_tokens for line in lines),
        completion_tokens=_mean(line.completion_tokens for line in lines),
        calls=_mean(line.calls for line in lines),
        cached_calls=_mean(line.cached_calls for line in lines),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
