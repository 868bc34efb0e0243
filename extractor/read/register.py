"""Which ids and texts a run has seen, so that no two articles share either.

An id from a file's name is ours to change; one that the user gave is not, so there the second article is refused.
Memory: about 300 bytes per article, whatever its length.
"""

import hashlib
from collections import Counter
from dataclasses import replace

from extractor.article import Article
from extractor.read.clean import shown
from extractor.read.raw import Skipped


class Register:
    """The articles of one run so far, by id and by text."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._sources: dict[bytes, str] = {}
        self._suffixes: Counter[str] = Counter()

    def admit(self, article: Article, *, given_id: str | None, folder: str) -> Article | Skipped:
        """The article under an id of its own, or why it is left out: `duplicate` or `duplicate_id`."""
        digest = hashlib.sha256(article.text.encode()).digest()
        if digest in self._sources:
            message = f"the same text as {self._sources[digest]}, which is used; leave one of them out"
            return Skipped(article.source, "duplicate", message)
        if article.id in self._ids:
            if given_id is not None:
                message = f"another text has the id {shown(given_id)!r} too; give each its own"
                return Skipped(article.source, "duplicate_id", message)
            article = replace(article, id=self._free_id(article.id, folder))
        self._ids.add(article.id)
        self._sources[digest] = article.source
        return article

    def _free_id(self, name: str, folder: str) -> str:
        base = f"{folder}-{name}" if folder else name
        if base not in self._ids:
            return base
        self._suffixes[base] += 1
        while (free := f"{base}-{self._suffixes[base] + 1}") in self._ids:
            self._suffixes[base] += 1
        return free
