"""The lossless lines of a run, read back: article by article, in the order of their ids, whatever their order was.

That order makes an export of a run file and one of the project's store equal, byte by byte, for equal results. A run
file is read twice, first for the places of its lines, so that memory holds one article at a time.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple, NoReturn

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from extractor.errors import InputError
from extractor.escape import terminal
from schemas.record import Record
from schemas.vocabulary import RecordKind

# What differs between two runs with the same results.
COST_KEYS = ("seconds", "usage")
SQLITE_MAGIC = b"SQLite format 3\x00"
_RECORD: TypeAdapter[Record] = TypeAdapter(Record)


class _Line(BaseModel):
    """Part of an article's line; keys that a later version adds are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class MissedLine(_Line):
    """A sentence that looks like an event of `kind` but that no record cites; offsets in code points, half-open.

    Of kind "instruction" it is a passage that speaks to a machine and was not read as news. `asked` says that a model
    was asked about the sentence, and said that it reports none.
    """

    kind: RecordKind | Literal["instruction"]
    start: int
    end: int
    trigger: str
    asked: bool = False
    message: str


class UsageLine(_Line):
    """Tokens and questions; None where the endpoint did not say."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_cached: int | None = None
    calls: int = 0
    cached_calls: int = 0
    resent: int = 0


class ArticleLine(_Line):
    """What a run says of an article as a whole (`extractor.output.stream`); `seconds` is the model's time."""

    doc_id: str
    status: str | None = None
    code: str | None = None
    message: str | None = None
    source: str | None = None
    sha256: str | None = None
    encoding: str | None = None
    characters: int | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: str | None = None
    possibly_missed: tuple[MissedLine, ...] = ()
    seconds: float | None = None
    usage: UsageLine = UsageLine()

    @property
    def missed(self) -> tuple[MissedLine, ...]:
        """The sentences that may report an event."""
        return tuple(each for each in self.possibly_missed if each.kind != "instruction")

    @property
    def not_read(self) -> tuple[MissedLine, ...]:
        """The passages that speak to a machine."""
        return tuple(each for each in self.possibly_missed if each.kind == "instruction")


class ArticleResult(NamedTuple):
    """An article's line and its records."""

    line: ArticleLine
    records: tuple[Record, ...]

    def count(self, kind: RecordKind) -> int:
        """How many records of one kind it has."""
        return sum(record.type == kind for record in self.records)


class RunFile:
    """A file of JSON lines, as `extractor run -o` writes it. All methods raise InputError where it is no such file."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path

    def lines(self, doc_id: str | None = None) -> Iterator[dict[str, Any]]:
        """All lines, or those of one article, by article id; within an article in the order of the file."""
        try:
            with self._path.open("rb") as file:
                for found, start, end in self._places(file):
                    if doc_id in (None, found):
                        file.seek(start)
                        yield from (json.loads(line) for line in file.read(end - start).split(b"\n") if line.strip())
        except OSError as error:
            raise InputError(f"can't read {self._path}: {error.strerror}; give a run file", code="run") from error

    def doc_ids(self) -> Iterator[str]:
        """The articles, in order."""
        return (doc_id for doc_id, _ in groupby(line["doc_id"] for line in self.lines()))

    def text(self, doc_id: str) -> str | None:
        """None: a run file has no texts."""
        return None

    def runs(self) -> list[dict[str, Any]]:
        """None: a run file does not say how it was made."""
        return []

    def _places(self, file: BinaryIO) -> list[tuple[str, int, int]]:
        """Articles, and where the lines of each start and end; an article may stand in several places."""
        if file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC:
            raise InputError(f"{self._path} is a project's store; give it as --db {self._path}", code="run")
        places: list[tuple[str, int, int]] = []
        end = file.seek(0)
        for number, line in enumerate(file, start=1):
            start, end = end, end + len(line)
            if line.strip():
                doc_id = self._doc_id(line, number)
                if places and places[-1][0] == doc_id:
                    start = places.pop()[1]
                places.append((doc_id, start, end))
        if not places:
            raise InputError(f"{self._path} is empty; give the file that `extractor run -o` wrote", code="run")
        return sorted(places)

    def _doc_id(self, line: bytes, number: int) -> str:
        try:
            data = json.loads(line, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise InputError(f"{self.name} line {number}: not JSON; was the run cut off?", code="run") from None
        doc_id = data.get("doc_id") if isinstance(data, dict) else None
        if not isinstance(doc_id, str):
            raise InputError(f"{self.name} line {number}: no doc_id; every line names its article", code="run")
        return doc_id


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def by_article(lines: Iterable[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The lines of each article: its records, then its own line. That line is missing in a file of held records."""
    group: list[dict[str, Any]] = []
    for line in lines:
        if group and group[-1]["doc_id"] != line["doc_id"]:
            yield group[0]["doc_id"], group
            group = []
        group.append(line)
        if line.get("type") == "article":
            yield line["doc_id"], group
            group = []
    if group:
        yield group[0]["doc_id"], group


def results(lines: Iterable[dict[str, Any]], name: str) -> Iterator[ArticleResult]:
    """The articles of sorted lines. `name` is where they come from.

    Raises InputError for a line that `extractor run` did not write, and for an article that two runs wrote.
    """
    previous = None
    for doc_id, group in by_article(lines):
        result = _result(doc_id, group, name)
        # Inputs that were skipped have no id but their source, which may repeat.
        if result.line.status != "skipped":
            if doc_id == previous:
                raise InputError(f"{name}: {doc_id!r} is there twice; export one run at a time", code="run")
            previous = doc_id
        yield result


def _result(doc_id: str, group: list[dict[str, Any]], name: str) -> ArticleResult:
    *records, last = group
    if last.get("type") != "article":
        records, last = group, {"doc_id": doc_id}
    try:
        read = tuple(_RECORD.validate_python(record) for record in records)
        return ArticleResult(ArticleLine.model_validate(last), read)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = terminal(".".join(map(str, problem["loc"])))
        message = f"{name}: article {doc_id!r}: {where}: {problem['msg']}; is this the output of `extractor run`?"
        raise InputError(message, code="run") from None


def write_lines(lines: Iterable[dict[str, Any]], file: BinaryIO, *, cost: bool) -> int:
    """Write lines as JSON, without their cost unless it is asked for; returns the number of articles."""
    count, previous = 0, None
    for line in lines:
        kept = {key: value for key, value in line.items() if cost or key not in COST_KEYS}
        text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        # Half of a surrogate pair fits no file; as the escape that it becomes here, JSON has it back.
        file.write(text.encode("utf-8", "backslashreplace") + b"\n")
        count += line["doc_id"] != previous
        previous = line["doc_id"]
    return count
