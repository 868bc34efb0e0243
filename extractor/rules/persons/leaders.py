"""Who led or spoke for which state when (`data/leaders.tsv`): rulers, foreign and defence ministers, some officials.

Only a fallback. A national outlet writes "President Pezeshkian" and never says of which country; a wire story does, and
what the text says always wins. A row counts unless the text names a year after the leader's time and none within it.
"""

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from extractor.names import fold, parts, plain, same_person, traditions

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
OPEN_END = 9999
HUNGARIAN = "hungarian_romanian"
SHORTEST_TELLING = 5
# Too many share a surname with these for it to tell anything without the office.
LESSER = frozenset(
    {"adviser", "ambassador", "deputy_minister", "envoy", "legislator", "official", "other_minister", "spokesperson"}
)


class Leader(NamedTuple):
    """A person, the state or organisation led, the office family, and the years in office."""

    name: str
    country: str
    family: str
    since: int
    until: int


@lru_cache(maxsize=1)
def _by_word() -> dict[str, tuple[Leader, ...]]:
    found: dict[str, list[Leader]] = {}
    for line in files("extractor").joinpath("data", "leaders.tsv").read_text("utf-8").splitlines()[1:]:
        name, country, family, since, until = line.split("\t")
        leader = Leader(name, country, family, int(since), int(until or OPEN_END))
        for key in set(parts(name).keys):
            found.setdefault(key, []).append(leader)
    return {key: tuple(leaders) for key, leaders in found.items()}


def is_leaders_surname(word: str) -> bool:
    """Whether a folded word ends the name of somebody in the table."""
    return any(parts(leader.name).words[-1] == word for leader in _by_word().get(parts(word).keys[-1], ()))


def years_in(text: str) -> frozenset[int]:
    """The years that a text names in four digits."""
    return frozenset(int(year) for year in YEAR.findall(text))


def _is_named(name: str, leader: Leader) -> bool:
    """Whether the name is the leader's; kings listed by one name ("Hassan II") must be called exactly so."""
    if len(parts(leader.name).words) == 1:
        return fold(name) == fold(leader.name)
    return same_person(name, leader.name)


def _is_telling(leader: Leader, surname: str) -> bool:
    return leader.family not in LESSER and len(surname) >= SHORTEST_TELLING and surname not in traditions()


def _was_in_time(leader: Leader, years: frozenset[int]) -> bool:
    return max(years, default=0) <= leader.until + 1 or any(leader.since <= year <= leader.until for year in years)


def leader_named(name: str, families: frozenset[str], years: frozenset[int]) -> Leader | None:
    """The leader whom a name stands for, None where it is nobody listed or could be several states' leaders.

    A full name is enough; a surname alone counts beside an office of the same family ("President Trump"), or where it
    is long and no given name ("Zelensky said"). Hungarian names count in both orders.
    """
    return _leader(name, families, years) or _leader(_turned(name), families, years)


def _turned(name: str) -> str:
    """A Hungarian name with the family name last, "" for any other."""
    words = name.split()
    return " ".join(reversed(words)) if len(words) == 2 and HUNGARIAN in traditions().get(plain(words[1]), ()) else ""


def _leader(name: str, families: frozenset[str], years: frozenset[int]) -> Leader | None:
    taken = parts(name)
    if not taken.keys:
        return None
    fits = [
        leader
        for leader in _by_word().get(taken.keys[-1], ())
        if _was_in_time(leader, years)
        and _is_named(name, leader)
        and (
            len(taken.words) > 1 or leader.family in families or (not families and _is_telling(leader, taken.words[0]))
        )
    ]
    held = [leader for leader in fits if leader.family in families] or fits
    return held[-1] if len({leader.country for leader in held}) == 1 else None
