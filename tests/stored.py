"""An article, what the rules make of it, and what a store holds beside it."""

from dataclasses import replace

from extractor.article import Article
from extractor.model.cache import StoredReply
from extractor.model.question import Usage
from extractor.pipeline import Outcome, extract_article
from extractor.store import Recipe

TEXT = (
    "OSLO, May 7 (Wire) - Norway and Kenya on Monday signed a treaty on fisheries in Oslo. "
    "Foreign Minister Kari Nordmann met her Kenyan counterpart Peter Otieno. "
    '"We welcome this step," Nordmann said.'
)
ARTICLE = Article("a", TEXT, title="Fish", published="2024-05-07", published_basis="flag", source="news/a.txt")
OUTCOME = extract_article(ARTICLE, None)
RECIPE = Recipe("m", {"host": "h"}, "open", ("agreement",), {"p.v1": "0"}, "1", "2", {"max_tokens": 9}, 0)
REPLY = StoredReply('{"a":1}', Usage(10, 5, None), 1.5, "stop", prompt="p.v1")


def copies(*names: str) -> list[Outcome]:
    """The same outcome under several ids."""
    return [replace(OUTCOME, doc_id=name, article=replace(ARTICLE, id=name)) for name in names]
