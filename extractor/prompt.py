"""Prompt templates: found, rendered and fingerprinted.

A template is text in blocks headed by a role line (`[system]`, `[user]`, `[assistant]`). The file is cut into blocks
*before* anything is rendered, so an article that contains `[system]` on a line of its own stays what it is: text inside
one block. Versions stand in the file name and a released file is never edited, so a record's provenance can name it.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from extractor.model.question import Message, Role

ROLE_LINE = re.compile(r"^\[(system|user|assistant)\]\n", re.MULTILINE)
_ENVIRONMENT = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One template: `name` with version ("speech_act.v1"), the SHA-256 of its file, and its blocks."""

    name: str
    sha256: str
    blocks: tuple[tuple[Role, Template], ...]

    def render(self, values: Mapping[str, object]) -> tuple[Message, ...]:
        """The messages for one question. Raises `jinja2.UndefinedError` when a value is missing."""
        return tuple(Message(role, template.render(values).strip()) for role, template in self.blocks)


@cache
def load_prompt(name: str) -> Prompt:
    """Read `prompts/NAME.jinja`.

    Raises FileNotFoundError for an unknown name, which is a fault of the program, not of the user.
    """
    source = files("prompts").joinpath(f"{name}.jinja").read_text("utf-8")
    parts = ROLE_LINE.split(source)
    blocks: list[tuple[Role, Template]] = []
    for role, body in zip(parts[1::2], parts[2::2], strict=True):
        blocks.append((role, _ENVIRONMENT.from_string(body)))  # type: ignore[arg-type]
    return Prompt(name, hashlib.sha256(source.encode("utf-8")).hexdigest(), tuple(blocks))


def prompt_names() -> tuple[str, ...]:
    """All shipped prompts, sorted."""
    return tuple(
        sorted(
            entry.name.removesuffix(".jinja") for entry in files("prompts").iterdir() if entry.name.endswith(".jinja")
        )
    )
