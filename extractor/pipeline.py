"""The one place where the stages meet: article → rules → questions → model → records.

A fault of one article stays with that article; only what dooms every article (a wrong key, a missing model, a machine
without what it needs) ends the run.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import islice
from typing import Any, Literal, TypeVar

from extractor.analysis import Analysis, analyse
from extractor.article import Article, PublishedBasis
from extractor.errors import AccessError, EnvironmentFault, ExtractorError, ModelError, ProviderError
from extractor.model.question import Answer, ChatModel, Question, Usage
from extractor.prompt import load_prompt
from extractor.records.assemble import assemble_all
from extractor.records.proposal import Proposal
from extractor.strategy.bounds import bounded
from extractor.strategy.closed import propose_closed
from extractor.strategy.missed import ask_missed
from extractor.strategy.open import propose_open
from extractor.strategy.reask import ask_again
from extractor.validate import Missed, Validated, validate
from schemas.record import Provenance, Record
from schemas.vocabulary import RecordKind

Status = Literal["ok", "empty", "failed", "skipped"]
A = TypeVar("A")
ALL_KINDS: tuple[RecordKind, ...] = ("agreement", "meeting", "statement")
RULES_ONLY = "rules"  # the model name that provenance states when no model was asked
# Articles prepared ahead of the slowest worker; more would only fill memory.
QUEUE_PER_WORKER = 2

Strategy = Callable[
    [Analysis, Callable[[Question[Any]], Answer[Any]] | None, Sequence[RecordKind]], tuple[Proposal, ...]
]
STRATEGIES: dict[str, Strategy] = {
    "closed": lambda analysis, _, kinds: propose_closed(analysis, kinds),
    "open": propose_open,
}


@dataclass(frozen=True, slots=True)
class Spent:
    """What an article cost. `seconds` is the model's time for its replies, also for those that came from the cache.

    `prompt`, `completion` and `cached` count tokens, None where an endpoint does not say. `calls` are questions, of
    which `cache_hits` were answered without the model; `resent` are requests that had to be sent again.
    """

    calls: int = 0
    cache_hits: int = 0
    resent: int = 0
    seconds: float = 0.0
    prompt: int | None = 0
    completion: int | None = 0
    cached: int | None = 0

    def plus(self, answer: Answer[Any]) -> "Spent":
        """With one more answer counted."""
        usage: Usage = answer.usage
        return Spent(
            calls=self.calls + 1,
            cache_hits=self.cache_hits + answer.cache_hit,
            resent=self.resent + sum(answer.attempts),
            seconds=self.seconds + answer.seconds,
            prompt=_sum(self.prompt, usage.prompt),
            completion=_sum(self.completion, usage.completion),
            cached=_sum(self.cached, usage.cached),
        )


def _sum(total: int | None, more: int | None) -> int | None:
    """Unknown stays unknown; it is not zero."""
    return None if total is None or more is None else total + more


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: exactly one status, its records, what they may have missed, and what they cost.

    `published` is the date that was given or that stands in the text. `is_transport` marks a failure of the endpoint,
    not of what it replied. `replies` are the keys of the stored replies that were used. `is_stored` tells an outcome
    that an earlier turn of the run has left from a fresh one. `code` and `message` say why an article failed or was
    skipped; of one that was done, what is suspicious about it.
    """

    doc_id: str
    status: Status
    records: tuple[Record, ...] = ()
    missed: tuple[Missed, ...] = ()
    code: str = ""
    message: str = ""
    article: Article | None = None
    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    spent: Spent = Spent()
    replies: tuple[str, ...] = ()
    is_transport: bool = False
    is_stored: bool = False


class Ledger:
    """Passes questions on to a model and adds up what the answers cost."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.model_name = model.name
        self.spent = Spent()
        self.prompts: set[str] = set()
        self.replies: list[str] = []

    def ask(self, question: Question[Any]) -> Answer[Any]:
        """Ask the model; the prompt, the replies and the cost are noted."""
        self.prompts.add(question.name)
        answer = self._model.ask(question)
        self.spent = self.spent.plus(answer)
        self.replies += answer.replies
        return answer


def extract_article(
    article: Article,
    model: ChatModel | None,
    *,
    strategy: str = "closed",
    kinds: Sequence[RecordKind] = ALL_KINDS,
    about_missed: bool = False,
) -> Outcome:
    """All records of one article. With no model, the rules alone decide.

    With `about_missed` the model is asked once more about sentences that seem missed.

    Raises AccessError and EnvironmentFault, which doom every article; any other fault becomes a failed Outcome.
    """
    ledger = Ledger(model) if model else None
    analysis = analyse(article)
    status: Status = "failed"
    found: dict[str, Any] = {}
    try:
        validated, dropped = _checked(analysis, ledger, strategy, kinds, about_missed=about_missed)
        status = "ok" if validated.records else "empty"
        found = {"records": validated.records, "missed": (*validated.missed, *dropped)}
        found |= _suspicion(validated, dropped, kinds)
    except (AccessError, EnvironmentFault):
        raise
    except ExtractorError as error:
        found = {"code": error.code, "message": str(error), "is_transport": isinstance(error, ProviderError)}
    return Outcome(
        article.id,
        status,
        article=article,
        published=analysis.published,
        published_basis=analysis.published_basis,
        spent=ledger.spent if ledger else Spent(),
        replies=tuple(ledger.replies) if ledger else (),
        **found,
    )


def _suspicion(validated: Validated, dropped: Sequence[Missed], kinds: Sequence[RecordKind]) -> dict[str, str]:
    """Code and message for an article that was done, but looks as no honest one does; nothing for all others."""
    if dropped:
        return {"code": "too_many_records", "message": dropped[0].message}
    seen = sum(missed.kind in (*kinds, "instruction") for missed in validated.missed)
    if seen and not validated.records:
        return {"code": "suspicious_empty", "message": f"no record, yet {seen} possibly missed"}
    return {}


def _checked(
    analysis: Analysis, ledger: "Ledger | None", strategy: str, kinds: Sequence[RecordKind], *, about_missed: bool
) -> tuple[Validated, tuple[Missed, ...]]:
    """The checked records, and a line for each kind of which there are too many; its sentences are not listed again."""
    proposals, dropped = bounded(STRATEGIES[strategy](analysis, ledger.ask if ledger else None, kinds))
    validated = _validated(proposals, analysis, ledger, asked_again=kinds if about_missed else ())
    missed = (m for m in validated.missed if not any(m.kind == d.kind and m.span.overlaps(d.span) for d in dropped))
    return replace(validated, missed=tuple(missed)), dropped


def _validated(
    proposals: tuple[Proposal, ...], analysis: Analysis, ledger: "Ledger | None", *, asked_again: Sequence[RecordKind]
) -> Validated:
    """The checked records; the model is asked about refused values, and about missed records of the kinds named."""
    first = Provenance(extractor=version("extractor"), model=ledger.model_name if ledger else RULES_ONLY)
    validated = validate(assemble_all(proposals, analysis.article, first), analysis)
    if ledger is None:
        return validated
    validated = ask_again(validated, analysis, ledger.ask)
    if asked_again:
        validated = ask_missed(validated, analysis, ledger.ask, provenance=first, kinds=asked_again)
    # Which prompts had a part in an article's records is known only now.
    prompts = {name: load_prompt(name).sha256 for name in sorted(ledger.prompts)}
    provenance = first.model_copy(update={"prompts": prompts})
    return replace(validated, records=tuple(r.model_copy(update={"provenance": provenance}) for r in validated.records))


def extract_all(articles: Iterable[A], extract_one: Callable[[A], Outcome], *, workers: int = 1) -> Iterator[Outcome]:
    """Outcomes in the order of the articles; up to `workers` articles are under way at a time.

    Closing the iterator, or an error, begins no further article and waits for none that is under way.
    """
    if workers == 1:
        yield from map(extract_one, articles)
        return
    source = iter(articles)
    pool = ThreadPoolExecutor(workers)
    try:
        waiting: deque[Future[Outcome]] = deque()
        for article in islice(source, workers * QUEUE_PER_WORKER):
            waiting.append(pool.submit(extract_one, article))
        while waiting:
            yield waiting.popleft().result()
            waiting += [pool.submit(extract_one, article) for article in islice(source, 1)]
        pool.shutdown()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def settled(outcome: Outcome) -> tuple[Record, ...]:
    """The records of an article that was done. Raises ModelError for one that failed."""
    if outcome.status == "failed":
        raise ModelError(outcome.message, code=outcome.code)
    return outcome.records
