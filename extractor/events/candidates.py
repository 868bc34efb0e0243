"""The records that the rules propose: per field the values the text offers, best first, each with its words.

A candidate is more than a record: the model that comes after chooses among the options, and the checks after it want to
know which words stand behind a value. Taken alone, the options marked `sure` are the record the rules would write.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from extractor.spans import Span
from schemas.record import MoneyValue, Place
from schemas.vocabulary import AgreementStatus, Instrument, MeetingForm, Realis, ReportRole, Topic

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One value the text offers for a field, the words that support it, and whether the rules alone would fill it in.

    `span` is None where no single passage decides, as for a count of one.
    """

    value: T
    span: Span | None = None
    sure: bool = True


Options = tuple[Option[T], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementCandidate:
    """A possible Agreement record; `sentences` are the indexes of those that report it, `confidence` is 0-1."""

    sentences: tuple[int, ...]
    instrument: Options[Instrument]
    status: Options[AgreementStatus]
    parties: Options[str] = ()
    signatories: Options[str] = ()
    date: Options[str] = ()
    place: Options[Place] = ()
    domains: Options[Topic] = ()
    value: Options[MoneyValue] = ()
    duration: Options[str] = ()
    count: Options[int] = ()
    report_role: ReportRole = "main"
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCandidate:
    """A possible Meeting record; `sentences` are the indexes of those that report it, `confidence` is 0-1."""

    sentences: tuple[int, ...]
    form: Options[MeetingForm]
    realis: Options[Realis]
    participants: Options[str] = ()
    countries: Options[str] = ()
    host: Options[str] = ()
    date: Options[str] = ()
    place: Options[Place] = ()
    topics: Options[Topic] = ()
    report_role: ReportRole = "main"
    confidence: float = 0.0


def first_sure(options: Options[T]) -> T | None:
    """The value the rules alone give to a field that holds one."""
    return next((option.value for option in options if option.sure), None)


def all_sure(options: Options[T]) -> tuple[T, ...]:
    """The values the rules alone give to a field that holds several."""
    return tuple(option.value for option in options if option.sure)


def merged(options: Iterable[Option[T]]) -> Options[T]:
    """The options without repeated values; of equal values the first stays, sure if any of them is."""
    kept: list[Option[T]] = []
    for option in options:
        known = next((index for index, other in enumerate(kept) if other.value == option.value), None)
        if known is None:
            kept.append(option)
        elif option.sure and not kept[known].sure:
            kept[known] = option
    return tuple(sorted(kept, key=lambda option: not option.sure))
