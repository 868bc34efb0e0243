"""Diplomatic news in, checked Agreement, Meeting and Statement records out.

Usage:

    from extractor import extract
    for record in extract("Norway and Kenya signed a treaty on fisheries in Oslo on Monday.", published="2024-05-07"):
        print(record.type, [party.value for party in record.parties])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.record import Record
    from schemas.vocabulary import RecordKind

__all__ = ["extract"]


def extract(
    text: str,
    *,
    model: str = "local",
    base_url: str | None = None,
    api_key: str = "",
    published: str | None = None,
    kinds: Sequence[RecordKind] = ("agreement", "meeting", "statement"),
) -> tuple[Record, ...]:
    """The records of one article.

    `model` is `local` for the embedded model, `rules` for none, else a model's name at `base_url`, the only case in
    which the text leaves the machine. `published` is `YYYY-MM-DD`. For many articles use the command line or
    `extractor.pipeline`, which keep one model running. Raises an `ExtractorError` of one line when it can't be done.
    """
    # Loading the rules and the model's client takes most of a second; `import extractor` should not.
    from extractor.article import Article
    from extractor.model.choose import ModelChoice, open_model
    from extractor.model.folders import default_cache_dir
    from extractor.pipeline import RULES_ONLY, extract_article, settled

    sendable = text.encode("utf-8", "replace").decode()  # "?" for each lone surrogate, so offsets stay true
    article = Article("text", sendable, published=published, published_basis="flag" if published else "unknown")
    if model == RULES_ONLY:
        return settled(extract_article(article, None, kinds=kinds))
    choice = ModelChoice(model, base_url, api_key)
    with open_model(choice, cache_dir=default_cache_dir()) as chat:
        return settled(extract_article(article, chat, strategy=choice.profile.strategy, kinds=kinds))
