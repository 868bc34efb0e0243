"""A run in the project's store: what it has done already, and where its results go."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from extractor.article import Article
from extractor.cli import complain
from extractor.errors import EnvironmentFault, ExtractorError
from extractor.model.choose import ModelChoice
from extractor.model.client import OpenAIChat
from extractor.output.stream import outcome_of, result_of
from extractor.pipeline import RULES_ONLY, Outcome
from extractor.store import Recipe, Run, Store
from extractor.store.lock import only_writer
from extractor.store.recipe import current_prompts, rules_hash, schema_hash

# The setting of a run that asks about sentences possibly missed; absent where it does not.
ASK_MISSED = "ask_missed"


@contextmanager
def open_project(path: Path, *, create: bool = False) -> Iterator[Store]:
    """The store, for this process alone to write.

    Raises EnvironmentFault when another run has it, or it can't be used.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(only_writer(path))
        except OSError as error:
            message = f"can't write {path}: {error.strerror}; name another with --db, or none with --no-db"
            raise EnvironmentFault(message, code="db") from error
        yield stack.enter_context(Store.open(path, create=create))


def recipe_for(
    choice: ModelChoice, model: OpenAIChat | None, kinds: tuple[str, ...], *, ask_missed: bool = False
) -> Recipe:
    """What a run over these kinds with this model is made with, as everything is now."""
    identity: dict[str, str] = {}
    if model:
        # Without the package for the embedded model, articles that leave nothing to ask are done all the same.
        with suppress(EnvironmentFault):
            identity = dict(model.backend.identity)
    # A time limit decides whether a reply comes, not what it says.
    settings = {name: value for name, value in asdict(choice.profile).items() if name != "timeout"} if model else {}
    return Recipe(
        model=model.name if model else RULES_ONLY,
        identity=identity,
        strategy=choice.profile.strategy if model else "closed",
        kinds=kinds,
        prompts=current_prompts(),
        schema=schema_hash(),
        rules=rules_hash(),
        settings=settings | ({ASK_MISSED: True} if ask_missed else {}),
        seed=choice.profile.seed if model else None,
    )


class Project:
    """One run in a store. With `retry_failed`, articles that failed count as unfinished."""

    def __init__(self, store: Store, recipe: Recipe, *, retry_failed: bool = False) -> None:
        before = store.runs()
        self._store = store
        self._retry_failed = retry_failed
        self.run = store.begin(recipe)
        self._before = before

    def greet(self) -> None:
        """Say in one line what is resumed or done anew, and why; nothing of a store's first run."""
        if greeting := _greeting(self._store, self.run, self._before, retry_failed=self._retry_failed):
            complain(greeting)

    def done(self, article: Article) -> Outcome | None:
        """What an earlier turn of this run made of the article; None where it is still to be done."""
        result = self._store.result(self.run.id, article)
        try:
            outcome = outcome_of(result) if result else None
        except (ValueError, KeyError, TypeError):
            return None  # a line that somebody has changed is no result
        return None if outcome and self._retry_failed and outcome.status == "failed" else outcome

    def save(self, outcomes: Iterable[Outcome]) -> None:
        """Store those that are fresh, each in a transaction of its own."""
        for outcome in outcomes:
            if not outcome.is_stored:
                self._store.save(self.run.id, result_of(outcome))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Say in the store how the block ended; a run that is interrupted stays `started`."""
        try:
            yield
        except ExtractorError:
            with suppress(EnvironmentFault):  # what ended the run may be the store itself
                self._store.end(self.run.id, success=False)
            raise
        self._store.end(self.run.id, success=True)


def _greeting(store: Store, run: Run, before: tuple[Run, ...], *, retry_failed: bool) -> str:
    if not before:
        return ""
    name = f"run {run.id} in {store.path}"
    if run.id not in {older.id for older in before}:
        changes = ", ".join(run.recipe.changes_since(before[-1].recipe))
        return f"{name} is new: {changes} changed since run {before[-1].id}; replies that still fit are used again"
    fresh = "SELECT status, count(*) FROM results WHERE run_id = ? AND kept_from IS NULL GROUP BY 1"
    statuses = dict(store.rows(fresh, run.id))
    done, failed = sum(statuses.values()) - statuses.get("skipped", 0), statuses.get("failed", 0)
    if not failed:
        return f"{name} goes on: {done} articles are done"
    retry = (
        f"the {failed} that failed are asked again" if retry_failed else f"--retry-failed asks the {failed} that failed"
    )
    return f"{name} goes on: {done} articles are done; {retry}"
