"""What a run is made with. Two runs with the same recipe are one run; where recipes differ, the difference is named.

The rules count as changed when any file that shapes records did: a hash over the sources and tables needs nobody to
remember to count up a version. It may see a change where records stay the same, which costs a few milliseconds an
article, since unchanged questions are answered from stored replies.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractor.prompt import load_prompt, prompt_names

# What reads, shows, scores and stores; the article as read has an identity of its own.
SHAPES_NO_RECORD = frozenset({"cli", "evaluate", "output", "read", "report", "store", "escape.py", "gold.py"})
SOURCES = (".py", ".tsv")
# Names are compared with these, so a new version may judge a record otherwise.
LIBRARIES = ("anyascii", "rapidfuzz")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The model and what it is asked, the rules, and the settings.

    `identity` tells models of one name apart: the host, or the hash of the weights and the runtime's version. `prompts`
    maps names to SHA-256, `settings` are those of the model's profile; `schema` and `rules` are SHA-256 (hex).
    """

    model: str
    identity: Mapping[str, str]
    strategy: str
    kinds: tuple[str, ...]
    prompts: Mapping[str, str]
    schema: str
    rules: str
    settings: Mapping[str, object]
    seed: int | None

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over all of it."""
        return _sha256([self.to_json().encode()])

    def to_json(self) -> str:
        """The stored form."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Recipe":
        """Read the stored form."""
        row = json.loads(text)
        return cls(**row | {"kinds": tuple(row["kinds"])})

    def changes_since(self, other: "Recipe") -> list[str]:
        """What differs, in words for a message; prompts by name."""
        words = {
            "model": "the model",
            "identity": "the endpoint or the version of the model",
            "strategy": "the strategy",
            "kinds": "the kinds",
            "schema": "the schema",
            "rules": "the rules",
            "settings": "the settings",
        }
        changed = [said for name, said in words.items() if getattr(self, name) != getattr(other, name)]
        names = sorted({*self.prompts, *other.prompts})
        return changed + [f"prompt {name}" for name in names if self.prompts.get(name) != other.prompts.get(name)]


def current_prompts() -> dict[str, str]:
    """The SHA-256 of every prompt template as it is now."""
    return {name: load_prompt(name).sha256 for name in prompt_names()}


@cache
def schema_hash() -> str:
    """SHA-256 over the sources of the shapes of records."""
    return _sha256(_contents(files("schemas")))


@cache
def rules_hash() -> str:
    """SHA-256 over every source and table of this package that shapes records, and the libraries that do."""
    libraries = (f"{name} {version(name)}".encode() for name in LIBRARIES)
    return _sha256([*_contents(files("extractor"), leave_out=SHAPES_NO_RECORD), *libraries])


def _contents(folder: Traversable, *, leave_out: frozenset[str] = frozenset()) -> Iterator[bytes]:
    """Names and contents of a folder's sources, in a fixed order; line ends don't count."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name in leave_out:
            continue
        if entry.is_dir():
            yield from _contents(entry)
        elif entry.name.endswith(SOURCES):
            yield entry.name.encode()
            yield entry.read_bytes().replace(b"\r\n", b"\n")


def _sha256(parts: "list[bytes] | Iterator[bytes]") -> str:
    """A hash of parts that no other split into parts has."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()
