"""The lexicon of titles, ranks and offices (`data/titles.tsv`), and what each word of a title can be.

A title is not looked up whole: ministries are too many to list ("Minister of Roads and Urban Development"). The file
names the *kinds* of words that titles are built from, and the rules put them together:

* `head`      can stand alone as an office: "foreign minister", "president", "spokesman"
* `rank`      military and police ranks, `cleric` likewise for clergy
* `courtesy`  "Mr", "Dr", "Sheikh", "Her Excellency": never part of a name
* `honorific` "Seyyed": written as part of a name, but no part of its comparison
* `modifier`  "deputy", "former", "acting"; `portfolio` "oil", "foreign"; `body` "ministry", "bank": beside a head
* `plural`    heads for several people, evidence that names follow
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, NamedTuple

TitleKind = Literal["head", "rank", "cleric", "courtesy", "honorific", "modifier", "portfolio", "body", "plural"]

NAMING_KINDS: tuple[TitleKind, ...] = ("head", "rank", "cleric", "courtesy", "honorific", "plural")
LONGEST = 9
# "Sultan Al Jaber" is a name, "Sultan Haitham" a title and a name.
GIVEN_BEFORE = {"sultan": frozenset({"al", "ahmed", "bin"})}


class Title(NamedTuple):
    """One line of the lexicon. `country` is set where the title belongs to one state ("Taoiseach")."""

    phrase: str
    kind: TitleKind
    family: str
    country: str | None


@lru_cache(maxsize=1)
def lexicon() -> Mapping[str, Mapping[str, Title]]:
    """Folded phrase → kind → title."""
    found: dict[str, dict[str, Title]] = {}
    for line in files("extractor").joinpath("data", "titles.tsv").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        phrase, kind, family, country = (*line.split("\t"), "", "")[:4]
        found.setdefault(phrase, {})[kind] = Title(phrase, kind, family, country or None)  # type: ignore[arg-type]
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(
        phrase.split()[0] for phrase, kinds in lexicon().items() if any(kind in kinds for kind in NAMING_KINDS)
    )


def is_kind(word: str, *kinds: TitleKind) -> bool:
    """Whether the folded word is listed as one of the kinds."""
    entry = lexicon().get(word)
    return entry is not None and any(kind in entry for kind in kinds)


def family_of(word: str, kind: TitleKind) -> str:
    """The family listed for the folded word as this kind, or an empty string."""
    entry = lexicon().get(word, {}).get(kind)
    return entry.family if entry else ""


def _is_given(word: str, after: str) -> bool:
    return after.partition("-")[0] in GIVEN_BEFORE.get(word, ())


def longest_title(words: Sequence[str], start: int) -> tuple[Title, int] | None:
    """The longest naming title among folded `words` that begins at `start`, and its length in words."""
    if words[start] not in _first_words() or (start + 1 < len(words) and _is_given(words[start], words[start + 1])):
        return None
    book = lexicon()
    for length in range(min(LONGEST, len(words) - start), 0, -1):
        entry = book.get(" ".join(words[start : start + length]))
        if entry:
            for kind in NAMING_KINDS:
                if kind in entry:
                    return entry[kind], length
    return None
