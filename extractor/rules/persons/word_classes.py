"""What kind of word a capitalised word is, where it is no name (`data/common_words.tsv`).

* `function`, `verb` (headline verbs), `calendar` and `generic` words never stand in a name
* `org` nouns turn the words before them into an organisation, document or place; `prefix` words those after them
* `soft` words are surnames as often as words and need a given name or title before them
* `speech` holds the verbs of saying
* `surname_title`: titles that are surnames after a given name ("Kevin King")
* `weak_title`: titles that in lower case are mostly other words ("official visit"), unless a `noun_end` follows
* `inverting`: verbs that their subject can follow ("said Smith"; after "told" it's as often a newspaper)
* `short_title`: titles that are written in capitals only ("PM", not "5 pm")
* `abbreviation` words keep their full stop; `title_part` words are read alone in hyphenated titles
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

WordClass = Literal[
    "function",
    "verb",
    "calendar",
    "org",
    "generic",
    "prefix",
    "soft",
    "speech",
    "surname_title",
    "weak_title",
    "noun_end",
    "inverting",
    "short_title",
    "abbreviation",
    "title_part",
]


@lru_cache(maxsize=1)
def _classes() -> Mapping[str, frozenset[str]]:
    data = files("extractor").joinpath("data")
    found: dict[str, set[str]] = {}
    for line in data.joinpath("common_words.tsv").read_text("utf-8").splitlines():
        name, _, words = line.partition("\t")
        if not name.startswith("#"):
            for word in words.split():
                found.setdefault(word.replace("-", ""), set()).add(name)
    for line in data.joinpath("speech_verbs.tsv").read_text("utf-8").splitlines()[1:]:
        form, tense, *_ = line.split("\t")
        if tense in ("past", "present") and " " not in form:
            found.setdefault(form, set()).add("speech")
    return MappingProxyType({word: frozenset(kinds) for word, kinds in found.items()})


def is_class(word: str, *classes: WordClass) -> bool:
    """Whether the folded word (no hyphens) belongs to one of the classes."""
    kinds = _classes().get(word)
    return kinds is not None and not kinds.isdisjoint(classes)
