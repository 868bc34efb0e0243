"""Coded articles on disk: gold folders as they lie there, and files of JSON lines with their articles beside them.

Reading is lenient where a scorer's is strict: a value outside a vocabulary or a passage that stands nowhere is for the
checks to report, not a reason to stop.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extractor.article import Article
from extractor.errors import InputError
from extractor.gold import SUFFIX, typed_records
from extractor.read import Skipped, read_articles
from extractor.validate.intake import from_json
from schemas.record import Record


@dataclass(frozen=True, slots=True)
class Coded:
    """An article and what somebody coded of it."""

    article: Article
    records: tuple[Record, ...]


def read_coded(path: Path, articles: Path | None = None) -> Iterator[Coded]:
    """The coded articles of a folder of NAME.gold.json, of one such file, or of a file of JSON lines.

    `articles` holds the texts: required for JSON lines, looked at first for gold. Raises InputError, which says what is
    missing or cannot be read.
    """
    if path.is_dir() or path.name.endswith(SUFFIX):
        yield from _gold(path, articles)
        return
    if articles is None:
        raise InputError(f"{path.name} holds no articles; add --articles FOLDER", code="articles")
    yield from _lines(path, articles)


def _gold(path: Path, articles: Path | None) -> Iterator[Coded]:
    files = [path] if path.is_file() else sorted(path.glob(f"*{SUFFIX}"))
    if not files:
        raise InputError(f"no NAME{SUFFIX} in {path}; give a folder with labels, or a file of JSON lines", code="gold")
    for file in files:
        data = _object(_words(file), file.name)
        name = file.name.removesuffix(SUFFIX)
        text = _text(name, [folder for folder in (articles, file.parent) if folder])
        published = data.get("published")
        article = Article(
            id=str(data.get("doc_id") or name),
            text=text,
            published=published if isinstance(published, str) else None,
            published_basis="metadata" if published else "unknown",
            source=str(file),
        )
        yield Coded(article, _records(typed_records(data, file.name), article, file.name))


def _text(name: str, folders: Sequence[Path]) -> str:
    for folder in folders:
        file = folder / f"{name}.txt"
        if file.is_file():
            # As the bytes lie there: translated line ends would move every offset.
            return file.read_bytes().decode("utf-8-sig", "replace")
    raise InputError(f"{name}.txt does not lie beside its labels; put it there or name its folder with --articles")


def _lines(path: Path, articles: Path) -> Iterator[Coded]:
    known = {a.id: a for a in read_articles([str(articles)]) if not isinstance(a, Skipped)}
    given: dict[str, list[Mapping[str, Any]]] = {}
    for number, line in enumerate(_words(path).split("\n"), start=1):
        if not line.strip():
            continue
        data = _object(line, f"{path.name} line {number}")
        doc_id = str(data.get("doc_id", ""))
        if doc_id not in known:
            message = f"{path.name} line {number}: no article {doc_id!r} in {articles}; doc_id is the file's NAME"
            raise InputError(message, code="articles")
        if data.get("type") == "article":
            day = data.get("published")
            known[doc_id] = replace(known[doc_id], published=day if isinstance(day, str) else known[doc_id].published)
            given.setdefault(doc_id, [])
        else:
            given.setdefault(doc_id, []).append(data)
    for doc_id, records in given.items():
        yield Coded(known[doc_id], _records(records, known[doc_id], path.name))


def _words(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}", code="record") from None


def _records(given: Sequence[Mapping[str, Any]], article: Article, name: str) -> tuple[Record, ...]:
    try:
        return tuple(from_json(data, doc_id=article.id, text=article.text) for data in given)
    except InputError as error:
        raise InputError(f"{name}: {error}", code="record") from None


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not JSON ({error})", code="record") from None
    if not isinstance(data, dict):
        raise InputError(f"{name}: not a JSON object", code="record")
    return data
