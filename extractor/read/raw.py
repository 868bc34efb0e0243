"""What the readers of the single formats hand over, before the run decides on ids, dates and duplicates."""

from dataclasses import dataclass
from typing import Literal

from extractor.errors import InputError
from extractor.read.clean import shown


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that can't be used; the others go on.

    `source` is the path, for a row of a table `path:line`. `message` is one line: what is wrong, how to mend it.
    Codes: `not_found`, `empty_folder`, `outside`, `unsupported`, `unreadable`, `binary`, `encoding`, `too_long`,
    `empty`, `columns`, `bad_row`, `published`, `duplicate`, `duplicate_id`, `html`.
    """

    source: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Raw:
    """One article as its format gives it.

    `name` is the id to use where the input gives none, `folder` tells two equal names apart. `published` is the date as
    written, not yet checked.
    """

    source: str
    name: str
    folder: str
    text: str
    encoding: str
    own_id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: Literal["column", "metadata"] = "metadata"


def skipped(source: str, error: InputError) -> Skipped:
    """The error as a value, its words safe to print."""
    return Skipped(source, error.code, shown(str(error)))
