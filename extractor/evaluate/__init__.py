"""How good a run is against gold labels, on which field, and how sure that is (codebook section 8)."""

from extractor.evaluate.records import GoldArticle, PlainRecord, read_record, to_plain
from extractor.evaluate.scores import Scores, score_articles
from extractor.evaluate.summary import Summary, headline, summarise

__all__ = [
    "GoldArticle",
    "PlainRecord",
    "Scores",
    "Summary",
    "headline",
    "read_record",
    "score_articles",
    "summarise",
    "to_plain",
]
