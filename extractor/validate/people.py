"""Which person of an article a name means."""

import re
from functools import lru_cache
from typing import Final

from extractor.mentions import Person
from extractor.names import fold, is_short_form, same_person
from extractor.reading import Reading

INITIAL: Final = re.compile(r"\b[A-Z]\.")


def find_person(reading: Reading, name: str) -> Person | None:
    """The one person a name can mean: the same name first, then another spelling or a short form of one person."""
    wanted = fold(name)
    if not wanted:
        return None
    for person in reading.persons:
        if fold(person.name) == wanted or any(fold(m.text) == wanted for m in person.mentions if m.form != "office"):
            return person
    fitting = [person for person in reading.persons if _means(name, person.name)]
    return fitting[0] if len(fitting) == 1 else None


@lru_cache(maxsize=4096)
def _means(name: str, full: str) -> bool:
    return same_person(name, full) or is_short_form(name, full)
