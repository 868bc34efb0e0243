"""Comparing personal names across titles, spellings and short forms.

Why not edit distance: "Mostafa Alaei" and "Mostafa Alavi" are one letter apart and two people, "Hasan Rohani" and
"Hassan Rouhani" three letters apart and one. Transliterations differ in predictable ways (doubled letters, kh/h, gh/q,
ou/o/u, ee/i, w/v), so names are reduced to a key that undoes those, and keys must then agree exactly.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from anyascii import anyascii

from extractor.titles import is_kind, longest_title

APOSTROPHES = str.maketrans("", "", "'’‘`ʼʻ´\"“”")
NOT_NAME = re.compile(r"[^a-z]+")
POSSESSIVE = re.compile(r"['’]s?$")
WORD = re.compile(r"\S+")

ARTICLES = frozenset({"al", "el", "ul", "ad", "as", "ar", "az", "at"})
SONS = frozenset({"bin", "ibn", "bint", "binti"})
PARTICLES = SONS | frozenset(
    {"de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "van", "von", "der", "den", "ter", "ten", "zu"}
    | {"la", "le", "las", "los", "y", "e", "af", "abu", "ud", "san"}
)
IBERIAN_PARTICLES = frozenset({"de", "da", "do", "dos", "das", "del", "y"})
IBERIAN_LETTERS = frozenset("áéíóúñãõç")
LONGEST_NAME = 40  # words, with titles
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Whom the press calls by the given name: royals named "X bin Y", and whole naming traditions.
GIVEN_FIRST = frozenset({"thai_lao", "burmese_khmer", "malay_indonesian", "mongolian_tibetan", "horn"})

# (pattern, replacement), applied in this order to a folded word; then doubled letters collapse.
KEY_STEPS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=[aeiou])y(?=e)", ""),
        (r"kh", "h"),
        (r"gh", "q"),
        (r"ck", "k"),
        (r"ph", "f"),
        (r"dh", "d"),
        (r"dj|zh", "j"),
        (r"tch|tsch", "ch"),
        (r"sch", "sh"),
        (r"x", "ks"),
        (r"c(?![ehiy])", "k"),
        (r"ee", "i"),
        (r"a[ey](?=[^aeiou])", "a"),
        (r"oe(?=[^aeiou])", "o"),
        (r"ow(?=[^aeiou])|ou|oo|o", "u"),
        (r"y|e", "i"),
        (r"w", "v"),
    )
)
DOUBLED = re.compile(r"(.)\1+")

# Given names that one person may be written with; the first of each line stands for all.
SAME_GIVEN = """
mohammad mohammed muhammad mohamed mohamad muhammed mohamud
hossein hussein hussain husain husayn hosein hussien
ahmad ahmed
yusuf yousef youssef yousuf yusef youssouf
osman usman othman uthman
omar umar
said saeed saied
alexander aleksandr alexandr aleksander
abdul abdel abd abdol
joseph joe
anthony antony tony
william bill
james jim
michael mike
robert bob
thomas tom
timothy tim
richard dick rick
david dave
steven stephen steve
christopher chris
benjamin ben benny
daniel dan danny
edward ed ted
samuel sam
gregory greg
andrew andy
susan susie
katherine catherine kate cathy
matthew matt
nicholas nick
ronald ron
donald don
kenneth ken
peter pete
jeffrey jeff
geoffrey geoff
"""


class NameParts(NamedTuple):
    """A name taken apart: `words` are the folded words that distinguish people, `keys` their transliteration keys."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    initials: tuple[str, ...]
    particles: frozenset[str]
    after_son: bool


@lru_cache(maxsize=1)
def traditions() -> Mapping[str, frozenset[str]]:
    """Folded given name (or family name that stands first) → naming traditions it belongs to."""
    found: dict[str, set[str]] = {}
    for line in files("extractor").joinpath("data", "given_names.tsv").read_text("utf-8").splitlines():
        tradition, _, names = line.partition("\t")
        if names and not tradition.startswith("#"):
            for name in names.split():
                found.setdefault(name, set()).add(tradition)
    return MappingProxyType({name: frozenset(kinds) for name, kinds in found.items()})


@lru_cache(maxsize=1)
def _same_given() -> Mapping[str, str]:
    return MappingProxyType({name: line.split()[0] for line in SAME_GIVEN.split("\n") for name in line.split()})


@lru_cache(maxsize=16384)
def plain(word: str) -> str:
    """A word in ASCII and lower case, apostrophes and a closing full stop dropped, hyphens kept."""
    return anyascii(word.translate(APOSTROPHES)).lower().rstrip(".")


def _split(name: str) -> list[str]:
    head = name.partition("(")[0]
    head, comma, tail = head.partition(",")
    if comma and tail.split()[:1] and plain(tail.split()[0]) in SUFFIXES:
        head = f"{head} {tail.split()[0]}"
    return (WORD.findall(head) or WORD.findall(name))[:LONGEST_NAME]


def _skip_of(words: list[str], start: int) -> int:
    """The end of "of Foreign Affairs", "of Finland" after a title, `start` where there is none."""
    end = start
    while end < len(words) - 1 and (
        words[end] in ("of", "for", "and", "the") or is_kind(words[end], "portfolio", "body")
    ):
        end += 1
    if end > start and words[end - 1] in ("of", "the") and len(words) - end > 2:
        end += 1
    return end


def strip_titles(name: str) -> str:
    """The name without titles, ranks and offices before it, or after a comma or in brackets.

    A string of titles only ("the Iranian defence chief") comes back whole.
    """
    written = _split(name)
    words = [plain(word) for word in written]
    known = traditions()
    start = pos = 0
    while pos < len(words) - 1:
        found = longest_title(words, pos)
        if found and pos + found[1] < len(words):
            pos = start = _skip_of(words, pos + found[1])
            continue
        next_is_title_word = is_kind(words[pos + 1], "portfolio", "head", "modifier")
        if (words[pos] in known and not next_is_title_word) or pos - start >= 4:
            break
        pos += 1
    return " ".join(written[start:]) if start < len(written) else " ".join(written)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """The name as the scorer compares it: ASCII, lower case, no titles, hyphens as spaces, no other punctuation."""
    bare = strip_titles(name)
    words = (NOT_NAME.sub(" ", plain(POSSESSIVE.sub("", word))) for word in bare.split())
    return " ".join(" ".join(words).split())


def _key_of(word: str) -> str:
    word = _same_given().get(word, word)
    for pattern, to in KEY_STEPS:
        word = pattern.sub(to, word)
    return DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """Transliteration key: equal for the usual Latin spellings of one name, word by word.

    The steps are those under which Rouhani/Rohani/Rowhani, Raisi/Raeesi and Zelensky/Zelenskiy meet.
    """
    return " ".join(_key_of(word) for word in fold(name).split() if word not in ARTICLES)


@lru_cache(maxsize=8192)
def parts(name: str) -> NameParts:
    """The name taken apart for comparison."""
    folded = [word for word in fold(name).split()[:LONGEST_NAME] if word not in SUFFIXES]
    words = tuple(w for w in folded if len(w) > 1 and w not in ARTICLES and w not in PARTICLES)
    if not words:
        words = tuple(folded)
    last = folded.index(words[-1]) if words else 0
    return NameParts(
        words=words,
        keys=tuple(_key_of(word) for word in words),
        initials=tuple(w for w in folded if len(w) == 1),
        particles=frozenset(folded) & PARTICLES,
        after_son=last > 0 and folded[last - 1] in SONS,
    )


def _agree(short: NameParts, full: NameParts, at: int) -> bool:
    """Whether the words of `short` stand in `full` from word `at` on."""
    for i, word in enumerate(short.words):
        same_key = short.keys[i] == full.keys[at + i] and len(word) > 3
        if word != full.words[at + i] and not same_key:
            return False
    return True


def _initials_fit(short: NameParts, full: NameParts) -> bool:
    letters = {word[0] for word in full.words} | set(full.initials)
    return all(initial in letters for initial in short.initials)


def _is_iberian(name: str, full: NameParts) -> bool:
    kinds = traditions().get(full.words[0], frozenset())
    if full.particles & IBERIAN_PARTICLES:
        return True
    return "iberian" in kinds and ("western" not in kinds or bool(IBERIAN_LETTERS & set(name.lower())))


def _goes_by_given_name(full: NameParts) -> bool:
    kinds = traditions().get(full.words[0], frozenset())
    if kinds & GIVEN_FIRST or full.particles & SONS:
        return True
    return ("family_first" in kinds and len(full.words) <= 4) or full.words[-1].endswith("dottir")


@lru_cache(maxsize=8192)
def is_short_form(short: str, full: str) -> bool:
    """Whether `short` is a usual way to name the person called `full`.

    Accepted: the surname or both surnames, a penultimate (Spanish, Portuguese) surname, and the first word where the
    press uses it (Xi, Srettha, Sheikh Tamim). A word after "bin" is the father's name and names somebody else when it
    stands alone.
    """
    few, many = parts(short), parts(full)
    gap = len(many.words) - len(few.words)
    if not few.words or gap < 0 or not _initials_fit(few, many):
        return False
    joined = "".join(few.words)
    if len(many.words) > 1 and any(joined == "".join(many.words[k:]) for k in range(1, len(many.words))):
        return not (many.after_son and len(few.words) == 1 and not few.particles & SONS)
    if gap == 0:
        return False
    if "-" in short and plain(short) in [plain(word) for word in full.split()[1:]]:
        return True  # both surnames of one parent: "Ruiz-Soler" of "Clara Ruiz-Soler Prats"
    if _agree(few, many, gap):
        return not (many.after_son and len(few.words) == 1 and not few.particles & SONS)
    if _agree(few, many, 0) and len(few.words) == 1:
        return _goes_by_given_name(many)
    return len(many.words) > 2 and _is_iberian(full, many) and any(_agree(few, many, at) for at in range(1, gap))


def _in_order(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    rest = iter(many)
    return all(word in rest for word in few)


@lru_cache(maxsize=8192)
def same_person(a: str, b: str) -> bool:
    """Whether two names may stand for one person, judged by the names alone and conservatively.

    Two full names agree only if the given names agree and the rest of the shorter stands in order in the longer.
    """
    one, two = parts(a), parts(b)
    if not one.words or not two.words:
        return False
    if one.initials and two.initials and one.initials != two.initials and len(one.words) > 1 < len(two.words):
        return False
    if "".join(one.keys) == "".join(two.keys):
        return True
    if is_short_form(a, b) or is_short_form(b, a):
        return True
    few, many = sorted((one, two), key=lambda p: len(p.words))
    if len(few.words) < 2 or few.keys[0] != many.keys[0]:
        return False
    return _in_order(few.keys[1:], many.keys[1:])
