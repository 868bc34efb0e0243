"""The names of countries, organisations and places, and a scanner that finds them in running text.

The tables in `extractor/data` are our own, so that every alias can be corrected where it stands and no licence or
download comes with them. The scanner walks words instead of running one large alternation: a dictionary leads from the
first word to the few names that start with it, longest first, which stays linear however many names there are.

A name matches when its words do (case and accents folded) and the text writes them as a name: "US" and "Turkey", never
"us" and "turkey". Names that merely contain a country ("Tehran Times", "Latin American", "Paris Agreement") are in the
tables too, as `fixed`: the longest match wins and nothing inside them is found.

Marks in the tables: `|` separates names, a leading `~` marks a name too ambiguous to stand alone, a trailing `-` a
combining form ("Sino-").
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from anyascii import anyascii

from extractor.mentions import NameForm
from extractor.spans import Span

EntryKind = Literal["country", "organisation", "city", "region", "venue", "fixed"]

LONGEST_ACRONYM: Final = 8
# "U.S." and "OPEC+" are one word each; combining accents stay with their letter. An endless chain of letters and stops
# is cut into words, for it would be read anew from each of its letters.
WORD: Final = re.compile(rf"[A-Z](?:\.[A-Z]){{1,{LONGEST_ACRONYM - 1}}}\b\.?|[\w\u0300-\u036f]+(?:\+\d*)?")
# Every name in the tables begins with a capital or a digit, so the scan looks at no other word.
HEAD: Final = re.compile(r"[^\Wa-z_]\w*")
LONGEST_WORD: Final = 40
# Longer gaps are layout, not the space inside a name; a wrapped line with its indent still fits.
LONGEST_GAP: Final = 12
SAME_MARKS: Final = str.maketrans("‐‑’‘ʼʻ`´", "--''''''")


class Entry(NamedTuple):
    """One name of one thing.

    `code` is the ISO 3166-1 alpha-3 code or acronym (for a place: of its country, for a fixed name: what sort of name
    it is). `weak` names count only where the article names the same thing otherwise too. `city` is the city of a venue.
    """

    name: str
    code: str
    kind: EntryKind
    form: NameForm = "name"
    body: bool = False
    weak: bool = False
    city: str | None = None


class Match(NamedTuple):
    """A run of words that is a name in the tables; `entries` are all the things it can name, never empty."""

    span: Span
    entries: tuple[Entry, ...]


class Spelling(NamedTuple):
    """How a name is written: folded words, the capitals they need, and what stands between them."""

    words: tuple[str, ...]
    capitals: tuple[int, ...]
    gaps: tuple[str, ...]


Index = dict[str, tuple[tuple[Spelling, tuple[Entry, ...]], ...]]


@lru_cache(maxsize=1 << 16)
def _folded_word(word: str) -> str:
    plain = word if word.isascii() else anyascii(word)
    return plain.replace(".", "").lower()


def folded(text: str) -> str:
    """The words of a text in lower case, without accents and punctuation: "Côte d'Ivoire" is "cote d ivoire"."""
    return " ".join(_folded_word(word) for word in WORD.findall(text))


def country_name(code: str) -> str:
    """The usual English name of a country or organisation; a code that is not in the tables is returned as it is."""
    return _names().get(code, code)


def capital_of(code: str) -> str | None:
    """The capital of a country under its usual English name, None for organisations and city states."""
    return _capitals().get(code)


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """Every code of a country or organisation in the tables."""
    return frozenset(_names())


def lookup(name: str) -> tuple[Entry, ...]:
    """Everything a name can stand for, whatever its case and accents; empty when it is in no table."""
    return _by_folded_name().get(folded(name), ())


def word_list(name: str) -> frozenset[str]:
    """A list of words that tell a name's role when they stand beside it; KeyError for a list that isn't there."""
    return frozenset(dict(_rows("neighbour_words"))[name].split())


@lru_cache(maxsize=4)
def find_names(text: str) -> tuple[Match, ...]:
    """The longest names in a text, in order and without overlap, fixed names included.

    The last few answers are kept, since the rules for actors and for places both read the same article.
    """
    index = _index()
    matches: list[Match] = []
    end = 0
    for head in HEAD.finditer(text):
        start = head.start()
        if start < end or (start > 0 and _is_word(text[start - 1])):
            continue
        word = WORD.match(text, start)
        options = index.get(_folded_word(word[0])) if word else None
        if word is None or options is None:
            continue
        for spelling, entries in options:
            stop = _written_until(spelling, text, word)
            if stop is not None:
                matches.append(Match(Span(start, stop), entries))
                end = stop
                break
    return tuple(matches)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _written_until(spelling: Spelling, text: str, first: re.Match[str]) -> int | None:
    """Where the name that begins with the word `first` ends, None when the text goes on otherwise."""
    if not _has_capitals(first[0], spelling.capitals[0]):
        return None
    end = first.end()
    for word, capitals, gap in zip(spelling.words[1:], spelling.capitals[1:], spelling.gaps, strict=True):
        following = WORD.search(text, end, end + LONGEST_GAP + LONGEST_WORD)
        if following is None or _folded_word(following[0]) != word or not _has_capitals(following[0], capitals):
            return None
        if not _is_gap(text[end : following.start()], gap):
            return None
        end = following.end()
    return end


def _has_capitals(word: str, needed: int) -> bool:
    """0: written anyhow, 1: begins with a capital or digit, 2: all capitals."""
    if needed == 2:
        return not any(letter.islower() for letter in word)
    return needed == 0 or not word[0].islower()


def _is_gap(gap: str, expected: str) -> bool:
    if gap == expected or gap == " " == expected:
        return True
    if len(gap) > LONGEST_GAP or gap.count("\n") > 1:
        return False
    mark, wanted = gap.translate(SAME_MARKS).strip(), expected.strip()
    return mark == wanted or (not mark and wanted in (".", "-") and gap != "") or (mark == "-" and not wanted)


def _spelling(name: str) -> Spelling:
    found = list(WORD.finditer(name))
    words = tuple(_folded_word(word[0]) for word in found)
    capitals = tuple(_needed_capitals(word[0]) for word in found)
    gaps = tuple(name[one.end() : other.start()].translate(SAME_MARKS) for one, other in pairwise(found))
    return Spelling(words, capitals, gaps)


def _needed_capitals(word: str) -> int:
    letters = [letter for letter in word if letter.isalpha()]
    if not letters or not word[0].isupper():
        return 0
    return 2 if len(letters) > 1 and all(letter.isupper() for letter in letters) else 1


def _rows(table: str) -> Iterator[list[str]]:
    """The rows of a table without its heading line."""
    text = files("extractor.data").joinpath(f"{table}.tsv").read_text("utf-8")
    for line in text.splitlines()[1:]:
        yield line.split("\t")


def _listed(field: str) -> list[str]:
    return field.split("|") if field else []


def _form(name: str, otherwise: NameForm) -> NameForm:
    short = len(name) <= LONGEST_ACRONYM and " " not in name
    return "acronym" if short and not any(letter.islower() for letter in name) else otherwise


@lru_cache(maxsize=1)
def _entries() -> tuple[Entry, ...]:
    return (*_countries(), *_organisations(), *_places(), *_fixed_names())


def _countries() -> Iterator[Entry]:
    for code, name, official, demonyms, capitals, aliases, bodies in _rows("countries"):
        forms: tuple[tuple[NameForm, list[str]], ...] = (
            ("name", [name, *_listed(official)]),
            ("demonym", _listed(demonyms)),
            ("capital", _listed(capitals)),
            ("alias", _listed(aliases)),
        )
        for form, names in forms:
            for each in names:
                exact = _form(each, form) if form == "alias" else form
                yield Entry(each.lstrip("~"), code, "country", exact, weak=each.startswith("~"))
        for each in _listed(bodies):
            yield Entry(each.lstrip("~"), code, "country", _form(each, "alias"), body=True, weak=each.startswith("~"))


def _organisations() -> Iterator[Entry]:
    for code, name, aliases, bodies in _rows("organisations"):
        yield Entry(name, code, "organisation", _form(name, "name"))
        for each in _listed(aliases):
            yield Entry(each.lstrip("~"), code, "organisation", _form(each, "alias"), weak=each.startswith("~"))
        for each in _listed(bodies):
            form = _form(each, "alias")
            yield Entry(each.lstrip("~"), code, "organisation", form, body=True, weak=each.startswith("~"))


def _places() -> Iterator[Entry]:
    kinds: dict[str, EntryKind] = {"city": "city", "region": "region", "venue": "venue"}
    for name, code, kind, city in _rows("cities"):
        yield Entry(name, code, kinds[kind], city=city or None)


def _fixed_names() -> Iterator[Entry]:
    for name, sort in _rows("fixed_names"):
        yield Entry(name, sort, "fixed")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {code: name for table in ("countries", "organisations") for code, name, *_ in _rows(table)}


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    return {code: _listed(capitals)[0].lstrip("~") for code, _, _, _, capitals, *_ in _rows("countries") if capitals}


@lru_cache(maxsize=1)
def _by_folded_name() -> dict[str, tuple[Entry, ...]]:
    named: dict[str, tuple[Entry, ...]] = {}
    for entry in _entries():
        if entry.kind != "fixed":
            key = folded(entry.name)
            named[key] = (*named.get(key, ()), entry)
    return named


@lru_cache(maxsize=1)
def _index() -> Index:
    # Spellings that differ in accents only fall together; one entry of each sort is enough.
    spelled: dict[Spelling, dict[tuple[str, str, str, bool], Entry]] = {}
    for entry in _entries():
        sort = (entry.code, entry.kind, entry.form, entry.body)
        spelled.setdefault(_spelling(entry.name), {}).setdefault(sort, entry)
    by_first: dict[str, list[tuple[Spelling, tuple[Entry, ...]]]] = {}
    for spelling, entries in spelled.items():
        by_first.setdefault(spelling.words[0], []).append((spelling, tuple(entries.values())))
    return {
        first: tuple(sorted(options, key=lambda option: len(option[0].words), reverse=True))
        for first, options in by_first.items()
    }
