"""Gold labels and runs on disk: read with errors that a coder can act on, written so that any scorer can read them.

Labels are checked as a whole before anything is scored, and every problem is reported at once with file, record, field
and what is allowed there; a scorer that guesses around a typo measures the typo.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from extractor.edtf import is_valid
from extractor.errors import InputError
from extractor.escape import file_name
from extractor.evaluate.records import (
    FIELD_NAMES,
    SETS,
    AcceptedPlace,
    Amount,
    GoldArticle,
    PlainRecord,
    Slot,
    read_record,
)
from extractor.evaluate.runs import Run, read_run
from schemas.gold import GoldFile, GoldRecord, GroupName
from schemas.vocabulary import RecordKind

SUFFIX = ".gold.json"
DATES_ALLOWED = "2023-07-20, 2023-07, 2023, 2023-21 (spring), 2023-07-20/2023-07-22, with ~ or ? at the end"
_PERSON_SETS = frozenset({"signatories", "participants", "addressee"})
_SINGLE = frozenset({"report_role", "place", "value", "duration", "count", "content"})
GROUPS: Mapping[RecordKind, GroupName] = {
    "agreement": "agreements",
    "meeting": "meetings",
    "statement": "statements",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a label file; `record` and `field` are empty where the whole file is meant."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.record, self.field) if part)
        return f"{where}: {self.message}"


class GoldError(InputError):
    """Label files that cannot be used; `problems` lists everything found, the message is the first of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}", code="gold")
        self.problems = tuple(problems)


def load_gold(folder: Path, *, articles: Path | None = None, verbatim: bool = True) -> tuple[GoldArticle, ...]:
    """Read every NAME.gold.json of `folder`, or one such file, in order of names.

    NAME.txt is looked for in `articles`, then beside the labels; with `verbatim` every passage must stand in it.
    Raises GoldError with all problems of all files, InputError where there are no labels.
    """
    loaded: list[GoldArticle] = []
    problems: list[Problem] = []
    for path in _label_files(folder):
        text = _text_beside(path, articles)
        try:
            loaded.append(read_gold(path.read_bytes(), name=path.name, text=text, verbatim=verbatim))
        except GoldError as error:
            problems += error.problems
    if problems:
        raise GoldError(problems)
    return tuple(loaded)


def read_gold(data: bytes | str, *, name: str, text: str | None = None, verbatim: bool = True) -> GoldArticle:
    """Read one label file; `name` is its file name. Raises GoldError."""
    raw = _json(data, name)
    try:
        labels = GoldFile.model_validate(raw)
    except ValidationError as error:
        raise GoldError([_problem(name, raw, detail) for detail in error.errors(include_url=False)]) from None
    problems = list(_inconsistencies(labels, name, text if verbatim else None))
    if problems:
        raise GoldError(problems)
    records = tuple(_plain(kind, record) for kind, record in _records(labels))
    return GoldArticle(labels.doc_id, records, labels.published, text)


def _label_files(folder: Path) -> Sequence[Path]:
    files = [folder] if folder.is_file() else sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        raise InputError(f"no *{SUFFIX} in {folder}; give the folder that holds the labels", code="gold")
    return files


def _json(data: bytes | str, name: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise GoldError([Problem(name, "", "", f"not JSON: {error}")]) from None


def load_run(path: Path) -> Run:
    """Read a run: a file of JSON lines, or a folder of NAME.gold.json so that another coder is scored like a run.

    Raises InputError where it cannot be read.
    """
    if path.is_dir() or path.name.endswith(SUFFIX):
        return _coded_run(path)
    try:
        with path.open(encoding="utf-8-sig") as lines:
            return read_run(lines, name=path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}", code="run") from None


def _coded_run(path: Path) -> Run:
    """Label files as a run: read as runs are, so a value outside a vocabulary is wrong and not an error."""
    lines: list[str] = []
    for file in _label_files(path):
        raw = _json(file.read_bytes(), file.name)
        records = typed_records(raw, file.name)
        doc_id = raw.get("doc_id", file.name.removesuffix(SUFFIX))
        lines.append(json.dumps({"type": "article", "doc_id": doc_id}))
        lines += [json.dumps({**record, "doc_id": doc_id}) for record in records]
    return read_run(lines, name=path.name)


def typed_records(raw: Any, name: str) -> list[dict[str, Any]]:
    """The records of a label file, each with its `type`; their values are not looked at. Raises GoldError."""
    groups = {kind: raw.get(group) or [] for kind, group in GROUPS.items()} if isinstance(raw, dict) else {}
    lists = bool(groups) and all(isinstance(records, list) for records in groups.values())
    if not lists or not all(isinstance(record, dict) for records in groups.values() for record in records):
        raise GoldError([Problem(name, "", "", "is not an object of agreements, meetings and statements")])
    return [{**record, "type": kind} for kind, records in groups.items() for record in records]


def gold_json(doc_id: str, records: Sequence[PlainRecord]) -> str:
    """The label file of one article, each slot a list of its accepted values. Ends with a newline."""
    groups: dict[str, Any] = {
        group: [_dump(record, f"{kind[0].upper()}{number}") for number, record in enumerate(of_kind, start=1)]
        for kind, group in GROUPS.items()
        for of_kind in [[record for record in records if record.kind == kind]]
    }
    return json_text({"doc_id": doc_id, "published": None, **groups})


def json_text(data: Mapping[str, Any]) -> str:
    """JSON for people to read, ending with a newline; any file can hold it, since lone surrogates stay escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()


def _dump(record: PlainRecord, name: str) -> dict[str, Any]:
    fields = {
        field: _dump_set(record.sets[field], field) if field in SETS else _dump_slot(field, record.slots[field])
        for field in FIELD_NAMES[record.kind]
    }
    head = {"id": record.id or name, "optional": record.optional, "report_role": fields.pop("report_role")}
    evidence = {} if record.kind == "statement" else {"evidence": list(record.evidence)}
    return head | fields | evidence


def _dump_set(elements: Sequence[Slot], name: str) -> list[Any]:
    return [list(slot) if name in _PERSON_SETS else slot[0] for slot in elements]


def _dump_slot(name: str, slot: Slot) -> Any:
    """A slot as the codebook writes it: some hold a list of accepted values, some one value or null."""
    first = slot[0] if slot else None
    if isinstance(first, AcceptedPlace):
        return {"city": list(first.city), "country": list(first.country)}
    if isinstance(first, Amount):
        return {"amount": first.amount, "currency": first.currency}
    return first if name in _SINGLE else list(slot)


def _text_beside(path: Path, articles: Path | None) -> str | None:
    name = path.name.removesuffix(SUFFIX) + ".txt"
    for folder in (articles, path.parent):
        if folder is not None and (folder / name).is_file():
            # Decoded as it lies there: translated line ends would move what the labels quote.
            return (folder / name).read_bytes().decode("utf-8-sig", "replace")
    return None


def _records(labels: GoldFile) -> Iterator[tuple[RecordKind, GoldRecord]]:
    for kind, group in GROUPS.items():
        for record in getattr(labels, group):
            yield kind, record


def _plain(kind: RecordKind, record: GoldRecord) -> PlainRecord:
    return read_record({"type": kind, **record.model_dump()})


def _problem(name: str, raw: Any, detail: ErrorDetails) -> Problem:
    """Say a validation error in the codebook's terms."""
    place = list(detail["loc"])
    record = ""
    if len(place) > 1 and place[0] in GROUPS.values():
        group, index = str(place.pop(0)), int(place.pop(0))
        given = raw[group][index]
        named = given.get("id") if isinstance(given, dict) else None
        record = f"{group} {named or f'number {index + 1}'}"
    field = ".".join(str(part) for part in place if isinstance(part, str))
    return Problem(name, record, field, _message(detail))


def _message(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "literal_error":
            return f"{detail['input']!r} is not allowed; allowed: {context['expected']}"
        case "missing":
            return "is missing; an empty list says that the text supports no value"
        case "extra_forbidden":
            return "is no field of the codebook; remove it or mend its name"
        case "string_pattern_mismatch":
            return f"{detail['input']!r} does not match {context['pattern']}"
        case _:
            return f"{detail['input']!r}: {detail['msg']}"


def _inconsistencies(labels: GoldFile, name: str, text: str | None) -> Iterator[Problem]:
    """What only shows when the labels are read as a whole and against the article."""
    expected = name.removesuffix(SUFFIX)
    if expected not in (labels.doc_id, file_name(labels.doc_id)):
        yield Problem(name, "", "doc_id", f"{labels.doc_id!r} differs from the file's name; allowed: {expected!r}")
    seen: set[str] = set()
    for kind, record in _records(labels):
        where = f"{GROUPS[kind]} {record.id}"
        if record.id in seen:
            yield Problem(name, where, "id", "is used twice; give every record of a file its own")
        seen.add(record.id)
        for value in record.model_dump().get("date", ()):
            if value is not None and not is_valid(value):
                yield Problem(name, where, "date", f"{value!r} is not an EDTF date; allowed: {DATES_ALLOWED}")
        for field, passage in _passages(record):
            if text is not None and passage not in text:
                yield Problem(name, where, field, f"{_short(passage)} does not stand in the article; quote it verbatim")


def _passages(record: GoldRecord) -> Iterable[tuple[str, str]]:
    dumped = record.model_dump()
    if "content" in dumped:
        return [("content", dumped["content"])]
    return [("evidence", passage) for passage in dumped["evidence"]]


def _short(passage: str) -> str:
    return repr(passage if len(passage) <= 60 else passage[:57] + "...")
