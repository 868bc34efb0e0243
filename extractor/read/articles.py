"""From what the user gives to articles, one at a time, each with its own id and each text once."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from extractor.article import Article, PublishedBasis
from extractor.errors import InputError, UsageError
from extractor.read.clean import clean, one_line
from extractor.read.csvtable import read_csv
from extractor.read.decode import decode
from extractor.read.files import read_bounded, read_whole, too_long, unreadable
from extractor.read.html import read_page
from extractor.read.jsontable import read_json, read_jsonl
from extractor.read.limits import MAX_HTML_BYTES, MAX_TEXT_BYTES
from extractor.read.markdown import front_matter
from extractor.read.published import DATE_FORM, iso_day
from extractor.read.raw import Raw, Skipped, skipped
from extractor.read.register import Register
from extractor.read.sources import STDIN, Kind, Source, expand


def read_articles(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    limit: int | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Skipped]:
    """Read articles lazily from files, folders, patterns and `-` (standard input, taken as text).

    `published` is the publication date of all of them, `YYYY-MM-DD`; it beats a column, which beats a page's metadata.
    At most `limit` articles come, inputs that can't be used not counted. What can't be used comes as `Skipped` in its
    place. Raises UsageError at once for a wrong call: no inputs, a date in another form, a limit below 1.
    """
    if isinstance(inputs, str) or not inputs:
        raise UsageError("no input; name files, folders or '-' for standard input", code="no_input")
    if limit is not None and limit < 1:
        raise UsageError(f"a limit of {limit} reads nothing; give 1 or more", code="limit")
    day = None
    if published is not None and (day := iso_day(published)) is None:
        raise UsageError(f"{one_line(published)!r} is no date; {DATE_FORM}", code="published")
    return _articles(inputs, day, limit, stdin)


def _articles(
    inputs: Sequence[str], day: str | None, limit: int | None, stdin: BinaryIO | None
) -> Iterator[Article | Skipped]:
    register = Register()
    left = limit
    for raw in _raw_articles(inputs, stdin):
        result: Article | Skipped
        if isinstance(raw, Skipped):
            result = raw
        else:
            try:
                result = register.admit(_article(raw, day), given_id=raw.own_id, folder=raw.folder)
            except InputError as error:
                result = skipped(raw.source, error)
        yield result
        if left is not None and isinstance(result, Article):
            left -= 1
            if not left:
                return


def _raw_articles(inputs: Sequence[str], stdin: BinaryIO | None) -> Iterator[Raw | Skipped]:
    stdin_read = False
    for name in inputs:
        if name != STDIN:
            for source in expand(name):
                yield from [source] if isinstance(source, Skipped) else _read(source)
        elif stdin_read:
            yield Skipped(STDIN, "duplicate", "standard input was read already; give '-' once")
        else:
            stdin_read = True
            yield _standard_input(stdin or getattr(sys.stdin, "buffer", None))


def _standard_input(stream: BinaryIO | None) -> Raw | Skipped:
    try:
        if stream is None:
            raise InputError("there is no standard input; name a file", code="unreadable")
        text, encoding = decode(read_bounded(stream, MAX_TEXT_BYTES))
    except InputError as error:
        return skipped(STDIN, error)
    return Raw(STDIN, "stdin", "", text, encoding)


def _read(source: Source) -> Iterator[Raw | Skipped]:
    try:
        yield from READERS[source.kind](source)
    except InputError as error:
        yield skipped(source.shown, error)
    except UnicodeDecodeError:
        yield skipped(source.shown, InputError("the rest fits no encoding; save it as UTF-8", code="encoding"))
    except OSError as error:
        yield skipped(source.shown, unreadable(error))


def _text(source: Source) -> Iterator[Raw]:
    text, encoding = decode(read_whole(source.path, MAX_TEXT_BYTES))
    yield Raw(source.shown, source.name, source.folder, text, encoding)


def _markdown(source: Source) -> Iterator[Raw]:
    text, encoding = decode(read_whole(source.path, MAX_TEXT_BYTES))
    about = front_matter(text)
    yield Raw(
        source.shown,
        source.name,
        source.folder,
        text,
        encoding,
        title=about.get("title"),
        url=about.get("url"),
        publisher=about.get("publisher"),
        published=about.get("published"),
    )


def _html(source: Source) -> Iterator[Raw]:
    markup, encoding = decode(read_whole(source.path, MAX_HTML_BYTES), html=True)
    page = read_page(markup)
    yield Raw(
        source.shown,
        source.name,
        source.folder,
        page.text,
        encoding,
        title=page.title,
        url=page.url,
        publisher=page.publisher,
        published=page.published,
    )


READERS: dict[Kind, Callable[[Source], Iterator[Raw | Skipped]]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "csv": read_csv,
    "json": read_json,
    "jsonl": read_jsonl,
}


def _article(raw: Raw, day: str | None) -> Article:
    size = len(raw.text.encode("utf-8", "surrogatepass"))
    if size > MAX_TEXT_BYTES:
        raise too_long(size, MAX_TEXT_BYTES)
    text, removed = clean(raw.text)
    if not text.strip():
        raise InputError("it holds no text; give the article's words", code="empty")
    published, basis = _published(raw, day)
    return Article(
        id=raw.own_id or raw.name,
        text=text,
        title=_line(raw.title),
        url=_line(raw.url),
        publisher=_line(raw.publisher),
        published=published,
        published_basis=basis,
        source=raw.source,
        encoding=raw.encoding,
        removed=removed,
    )


def _published(raw: Raw, day: str | None) -> tuple[str | None, PublishedBasis]:
    """The date and where it is from. A wrong date in a column is the user's to mend; one in a page is ignored."""
    if day is not None:
        return day, "flag"
    if raw.published is None:
        return None, "unknown"
    found = iso_day(raw.published)
    if found is None and raw.published_basis == "column":
        raise InputError(f"{raw.published!r} in column 'published' is no date; {DATE_FORM}", code="published")
    return (found, raw.published_basis) if found else (None, "unknown")


def _line(words: str | None) -> str | None:
    return one_line(words or "") or None
