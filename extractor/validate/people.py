"""Which person of an article a name means."""

from collections.abc import Sequence
from functools import lru_cache

from extractor.mentions import Person
from extractor.names import fold, is_short_form, same_person


class People:
    """The persons of one article, found by any name the article or somebody else gives them."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self._persons = persons
        self._by_name: dict[str, Person] = {}
        for person in persons:
            self._by_name.setdefault(fold(person.name), person)
        for person in persons:
            for mention in person.mentions:
                if mention.form != "office":
                    self._by_name.setdefault(fold(mention.text), person)

    def find(self, name: str) -> Person | None:
        """The one person a name can mean: the same name first, then another spelling or form of one person's name."""
        wanted = fold(name)
        if not wanted or wanted in self._by_name:
            return self._by_name.get(wanted)
        fitting = [person for person in self._persons if _means(name, person.name)]
        return fitting[0] if len(fitting) == 1 else None

    def sharing_a_word(self, name: str) -> Person | None:
        """A person who shares the last or first name with a name that means somebody else."""
        words = set(fold(name).split())
        shared = [(len(words & set(fold(person.name).split())), -n) for n, person in enumerate(self._persons)]
        best = max(shared, default=(0, 0))
        return self._persons[-best[1]] if best[0] else None


@lru_cache(maxsize=4096)
def _means(name: str, full: str) -> bool:
    return same_person(name, full) or is_short_form(name, full)
