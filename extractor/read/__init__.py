"""From paths, folders, tables and standard input to articles. Everything that touches the file system is in here."""

from extractor.read.articles import read_articles
from extractor.read.raw import Skipped

__all__ = ["Skipped", "read_articles"]
