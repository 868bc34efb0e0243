"""Reads what can be read from a malformed reply, before another call is spent on it.

On a small machine a call takes a minute, and at temperature 0 the same question brings the same reply. So a reply that
is fenced, wrapped in prose, cut off, or wrong in one item of twenty is repaired here. Nothing is made up: repairs only
leave out, and every omission is noted.
"""

import copy
import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)
Key = str | int
Place = tuple[Key, ...]

MAX_CHARS = 2**20
MAX_STARTS = 64
MAX_DEPTH = 64
MAX_ROUNDS = 32
NOTE_CHARS = 120

# A whole string, a string that never ends, or a mark of structure; linear, since no two branches start alike.
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|"|[{}\[\],]', re.DOTALL)
# A reply that is one code block and nothing else: the form that some models are asked for.
FENCE = re.compile(r"\s*```(?:json)?(?P<inside>[^`]*)```\s*", re.IGNORECASE)
OPENING = re.compile(r"[{\[]")
CLOSER = {"{": "}", "[": "]"}
_GONE = object()


class Salvaged(NamedTuple):
    """What a reply gave: `parsed` is None where nothing usable was in it; `notes` say what was left out and why."""

    parsed: Any
    notes: tuple[str, ...]


def read(model: type[M], text: str) -> Salvaged:
    """The reply `text` as an instance of `model`, repaired where needed.

    A repair that leaves nothing but empty fields counts as no result: a reply that lost everything must not pass for
    the finding that there was nothing to find.
    """
    fence = FENCE.fullmatch(text)
    text = fence["inside"] if fence else text
    try:
        return Salvaged(model.model_validate_json(text, strict=False), ())
    except ValidationError:
        pass
    try:
        data = loads(text)
    except ValueError as error:
        return Salvaged(None, (str(error),))
    parsed, dropped = validate_items(model, data)
    if parsed is None or ((dropped or not _is_json(text)) and _is_hollow(parsed.model_dump())):
        return Salvaged(None, tuple(dropped) or ("the reply broke off before its first complete item",))
    return Salvaged(parsed, tuple(dropped) or ("reply repaired",))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_hollow(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_hollow(item) for item in value.values())
    return value is None or (isinstance(value, Sequence | set | frozenset) and not value)


def loads(text: str) -> Any:
    """The JSON value in a reply; raises `ValueError` when there is none.

    Handles code fences, `<think>` blocks, prose around the JSON, trailing commas, raw line ends in strings, NaN and
    Infinity (read as null), and replies that were cut off (what is complete is kept: a number at the very end may have
    lost digits and is dropped). Of several values the last complete object counts, since models think aloud first.
    """
    if len(text) > MAX_CHARS:
        raise ValueError(f"the reply has {len(text)} characters")
    try:
        return _parse(text)
    except ValueError:
        pass
    spoken = text.rpartition("</think>")[2].lstrip()
    complete, broken = ([], None) if spoken.startswith("<think>") else _candidates(spoken)
    for wanted in (dict, list):
        for value in reversed(complete):
            if isinstance(value, wanted):
                return value
    if broken is None:
        raise ValueError("the reply holds no JSON")
    return broken


def _candidates(text: str) -> tuple[list[Any], Any]:
    """All complete JSON values at the top level of `text`, and what is left of a last, unfinished one."""
    complete: list[Any] = []
    position = 0
    for _ in range(MAX_STARTS):
        opening = OPENING.search(text, position)
        if opening is None:
            break
        found = _scan(text, opening.start())
        try:
            value = _parse(found.repaired)
        except ValueError:
            position = opening.end()
            continue
        if not found.complete:
            return complete, value
        complete.append(value)
        position = found.end
    return complete, None


def _parse(text: str) -> Any:
    try:
        return json.loads(text, strict=False, parse_constant=lambda _: None)
    except RecursionError:
        raise ValueError("nested too deeply") from None


class _Scan(NamedTuple):
    end: int
    repaired: str
    complete: bool


def _scan(text: str, start: int) -> _Scan:
    """Follow the brackets from `start` to their end; drop trailing commas, and close what was cut off.

    The cut comes after the last comma or closing bracket, so a value is kept only when it was certainly finished.
    """
    pieces: list[str] = []
    closers: list[str] = []
    copied, comma = start, -1
    cut = ""
    safe: tuple[int, int, int, tuple[str, ...]] | None = None  # pieces, start and end of the rest, closers
    for token in TOKEN.finditer(text, start):
        mark = token[0]
        if mark == '"' or len(closers) > MAX_DEPTH:
            break
        if mark in CLOSER:
            closers.append(CLOSER[mark])
        elif mark == ",":
            comma = token.start()
            safe = (len(pieces), copied, comma, tuple(closers))
        elif mark in ("}", "]"):
            if comma >= 0 and not text[comma + 1 : token.start()].strip():
                pieces.append(text[copied:comma])
                copied = comma + 1
            if closers.pop() != mark:
                break
            if not closers:
                return _Scan(token.end(), "".join([*pieces, text[copied : token.end()]]), True)
            safe = (len(pieces), copied, token.end(), tuple(closers))
    if safe is not None:
        count, first, last, open_ones = safe
        cut = "".join([*pieces[:count], text[first:last], *reversed(open_ones)])
    return _Scan(len(text), cut, False)


def validate_items(model: type[M], data: Any) -> tuple[M | None, list[str]]:
    """Validate `data` so that one bad key or item does not lose the others.

    A bad key is left out; where the model then misses it, it is set to null; where null is not allowed either, the item
    that holds it goes. A list that is too long is cut. Returns the model, or None where the fault reaches the top, and
    a note for everything left out.
    """
    try:
        repair = _Repair(_wrapped(model, copy.deepcopy(data)))
    except RecursionError:
        return None, ["nested too deeply"]
    for _ in range(MAX_ROUNDS):
        try:
            return model.model_validate(repair.data, strict=False), repair.notes
        except ValidationError as error:
            if not repair.apply(error.errors(include_url=False)):
                break
    return None, repair.notes


def _wrapped(model: type[BaseModel], data: Any) -> Any:
    """A bare list where the model has one field is that field's value: small models leave out the outer object."""
    if isinstance(data, list) and len(model.model_fields) == 1:
        return {next(iter(model.model_fields)): data}
    return data


class _Repair:
    """Leaves out of `data`, round by round, what validation complains about.

    What was already done to a key is remembered by the identity of its container, because paths shift when items go.
    """

    def __init__(self, data: Any) -> None:
        self.data = data
        self.notes: list[str] = []
        self._deleted: set[tuple[int, Key]] = set()
        self._nulled: set[tuple[int, Key]] = set()
        self._containers: list[Any] = []  # kept alive, so that an id is never used twice

    def apply(self, faults: Sequence[ErrorDetails]) -> bool:
        """Act on one round of validation errors; False when the fault can't be mended."""
        places = {_place(self.data, fault["loc"], fault["type"] == "missing"): fault for fault in reversed(faults)}
        for place, fault in places.items():
            if not self._mend(place, fault):
                return False
        self.data = _swept(self.data)
        return True

    def _mend(self, place: Place, fault: ErrorDetails) -> bool:
        if not place:
            self.notes.append(_note(place, fault))
            return False
        container, key = _container(self.data, place), place[-1]
        if container is None:
            return True  # went already, with what held it
        self._containers.append(container)
        step = (id(container), key)
        if fault["type"] == "too_long" and isinstance(container[key], list):
            self.notes.append(_note(place, fault))
            del container[key][fault["ctx"]["max_length"] :]
        elif isinstance(container, list) and isinstance(key, int):
            self.notes.append(_note(place, fault))
            container[key] = _GONE
        elif fault["type"] == "missing" and step not in self._nulled:
            self._nulled.add(step)
            self.notes.extend([] if step in self._deleted else [_note(place, fault)])
            container[key] = None
        elif key in container and step not in self._deleted and step not in self._nulled:
            self._deleted.add(step)
            self.notes.append(_note(place, fault))
            del container[key]
        else:
            return self._mend(place[:-1], fault)
        return True


def _place(data: Any, loc: Sequence[Key], missing: bool) -> Place:
    """The path in `data` that an error location means; pydantic mixes names of union members into its locations."""
    place: list[Key] = []
    for position, key in enumerate(loc):
        inner = _inner(data, key)
        if inner is not _GONE:
            data = inner
        if inner is not _GONE or (missing and position == len(loc) - 1):
            place.append(key)
    return tuple(place)


def _container(data: Any, place: Place) -> Any:
    for key in place[:-1]:
        data = _inner(data, key)
    return data if isinstance(data, dict | list) else None


def _inner(data: Any, key: Key) -> Any:
    if isinstance(data, dict):
        return data.get(key, _GONE)
    if isinstance(data, list) and isinstance(key, int) and key < len(data):
        return data[key]
    return _GONE


def _swept(value: Any) -> Any:
    """Take the items marked as gone out of all lists, in place."""
    if isinstance(value, list):
        value[:] = [_swept(item) for item in value if item is not _GONE]
    elif isinstance(value, dict):
        for item in value.values():
            _swept(item)
    return value


def _note(place: Place, fault: ErrorDetails) -> str:
    path = ".".join(str(key) for key in place) or "reply"
    return f"{path}: {fault['msg']} (got {fault['input']!r:.40})"[:NOTE_CHARS]
