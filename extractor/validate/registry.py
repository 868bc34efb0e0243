"""The checks by name: what each is called, what it looks at, and how serious its complaint is.

Registration is a decorator, so a rule and its documentation stand together and the table in `docs/checks.md` is written
from what runs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from extractor.validate.base import Case, Context, Remark, Ruling, Severity
from schemas.record import Record
from schemas.vocabulary import RecordKind

ValueRule = Callable[[Case, Any], Ruling | None]
ArticleRule = Callable[[Sequence[Record], Context], Iterator[Remark]]
EVERY: Final[tuple[RecordKind, ...]] = ("agreement", "meeting", "statement")


@dataclass(frozen=True, slots=True)
class Check:
    """A named rule. `fields` are those whose values it judges; `severity` is that of its finding by default."""

    code: str
    kinds: tuple[RecordKind, ...]
    fields: tuple[str, ...]
    severity: Severity
    about: str
    module: str


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """A check of one value."""

    check: Check
    rule: ValueRule


@dataclass(frozen=True, slots=True)
class ArticleCheck:
    """A check across the records of one article."""

    check: Check
    rule: ArticleRule


VALUE_CHECKS: Final[list[ValueCheck]] = []
ARTICLE_CHECKS: Final[list[ArticleCheck]] = []
_BY_FIELD: Final[dict[tuple[RecordKind, str], list[ValueCheck]]] = {}


def value_check(
    code: str,
    *,
    fields: Sequence[str],
    about: str,
    kinds: Sequence[RecordKind] = EVERY,
    severity: Severity = "error",
) -> Callable[[ValueRule], ValueRule]:
    """Register a rule for the values of some fields; rules run in the order in which they are registered."""

    def register(rule: ValueRule) -> ValueRule:
        found = ValueCheck(Check(code, tuple(kinds), tuple(fields), severity, about, rule.__module__), rule)
        VALUE_CHECKS.append(found)
        for kind in kinds:
            for name in fields:
                _BY_FIELD.setdefault((kind, name), []).append(found)
        return rule

    return register


def article_check(
    code: str,
    *,
    fields: Sequence[str],
    about: str,
    kinds: Sequence[RecordKind] = EVERY,
    severity: Severity = "warning",
) -> Callable[[ArticleRule], ArticleRule]:
    """Register a rule that compares the records of one article."""

    def register(rule: ArticleRule) -> ArticleRule:
        ARTICLE_CHECKS.append(
            ArticleCheck(Check(code, tuple(kinds), tuple(fields), severity, about, rule.__module__), rule)
        )
        return rule

    return register


def checks_of(kind: RecordKind, field: str) -> Sequence[ValueCheck]:
    """The rules for one field of one kind."""
    return _BY_FIELD.get((kind, field), ())


def all_checks() -> tuple[Check, ...]:
    """Every registered check, those of single values first."""
    return tuple(found.check for found in VALUE_CHECKS) + tuple(found.check for found in ARTICLE_CHECKS)
