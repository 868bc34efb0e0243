"""`extractor revalidate`: what changed rules make of articles and replies that are stored, without asking a model."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import click

from extractor.article import Article
from extractor.cli import EXIT_OK, EXIT_SOME_FAILED, complain
from extractor.cli.project import ASK_MISSED, Project, open_project
from extractor.cli.source import DEFAULT_DB
from extractor.model.backend import UNANSWERED, Recorded
from extractor.model.client import OpenAIChat
from extractor.model.profiles import Profile
from extractor.pipeline import RULES_ONLY, Outcome, extract_article
from extractor.store import Recipe, Run, Store
from extractor.store.recipe import current_prompts, rules_hash, schema_hash

NAMED = 10  # articles named in the message; the store knows them all


@click.command("revalidate")
@click.option(
    "--db",
    default=DEFAULT_DB,
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The project's store.",
)
@click.option("--run", "number", type=click.IntRange(1), metavar="N", help="Run of the store; else the last.")
def revalidate_command(db: Path, number: int | None) -> int:
    """Do the articles of a run anew with today's rules, prompts and checks, from stored replies; no model is asked.

    The result is a new run of the store. Articles for which a question would be new keep their older result there until
    `extractor run` does them. Exit code: 0 all done, 1 some articles need the model, 2 wrong call, 3 the store failed.
    """
    with open_project(db) as store:
        old = store.run(number)
        recipe = replace(old.recipe, prompts=current_prompts(), schema=schema_hash(), rules=rules_hash())
        if recipe == old.recipe:
            complain(f"run {old.id} in {db} is up to date; nothing has changed since")
            return EXIT_OK
        project = Project(store, recipe)
        with project.turn():
            pending = _redo(store, old, project)
        count = sum(1 for _ in store.articles(old.id)) - len(pending)
        changes = ", ".join(recipe.changes_since(old.recipe))
        complain(f"run {project.run.id} in {db}: {count} articles of run {old.id} done anew ({changes} changed)")
    if pending:
        named = ", ".join(pending[:NAMED]) + (" and others" if len(pending) > NAMED else "")
        complain(f"{len(pending)} articles need the model; run them again: {named}")
    return EXIT_SOME_FAILED if pending else EXIT_OK


def _redo(store: Store, old: Run, project: Project) -> list[str]:
    """Fill the new run, and return the articles that keep their older result."""
    pending: list[str] = []
    extract_one = _from_replies(old.recipe, store)
    for doc_id in store.doc_ids(old.id):
        article = store.article(doc_id, old.id)
        outcome = (project.done(article) or extract_one(article)) if article else None
        if outcome is None or outcome.code == UNANSWERED:
            store.keep(project.run.id, old.id, doc_id)
            pending += [doc_id] if outcome else []
        else:
            project.save([outcome])
    return pending


def _from_replies(recipe: Recipe, store: Store) -> Callable[[Article], Outcome]:
    """The pipeline of a run, with the replies in the store in the model's place."""
    model = None
    if recipe.model != RULES_ONLY:
        # A later version may have settings that this run did not know; they shape no stored reply.
        known = {field.name: recipe.settings[field.name] for field in fields(Profile) if field.name in recipe.settings}
        profile = Profile(**known)  # type: ignore[arg-type]
        model = OpenAIChat(Recorded(recipe.model, recipe.identity), profile, cache=store.replies)
    return partial(
        extract_article,
        model=model,
        strategy=recipe.strategy,
        kinds=recipe.kinds,  # type: ignore[arg-type]
        about_missed=bool(recipe.settings.get(ASK_MISSED)),
    )
