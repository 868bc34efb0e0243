"""A grammar that leaves a small model no way to spend tokens on layout.

Under a JSON schema llama.cpp lets the model indent its reply, and small models do: about half of the tokens of a reply
are then spaces and line ends, at ten tokens a second. The same schema compiled with white space switched off gives the
same values in half the time. The prompt must show its examples in the same compact form (`json.dumps(...,
separators=(",", ":"))`): where the examples are indented, the forced layout pushes the model off its path, and an empty
list becomes the likeliest reply.

Two builds of llama.cpp are in use. One compiles grammars with llguidance, which has a switch for white space; the other
writes GBNF, where the rule named `space` says it all.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

COMPACT = {"whitespace_flexible": False, "item_separator": ",", "key_separator": ":", "lenient": True}
GBNF_SPACE = re.compile(r"^space ::= .*$", re.MULTILINE)


def compact_grammar(schema: Mapping[str, Any]) -> str:
    """The grammar text (llama.cpp's `grammar` request field) for replies that match `schema` without white space.

    Needs the package xllamacpp, whose converter is the one that the server uses.
    """
    import xllamacpp  # type: ignore[import-untyped]

    switched = {"x-guidance": COMPACT, **closed(schema)}
    return without_space(xllamacpp.json_schema_to_grammar(json.dumps(switched)))


def without_space(grammar: str) -> str:
    """Empty the white space rule of a GBNF grammar; an llguidance grammar has its switch in the schema."""
    return grammar if grammar.startswith("%llguidance") else GBNF_SPACE.sub('space ::= ""', grammar)


def closed(schema: Any) -> Any:
    """The schema with `additionalProperties: false` on every object that lists its properties.

    JSON Schema allows unknown keys unless told otherwise, and a model that may invent keys will.
    """
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    copy = {key: closed(value) for key, value in schema.items()}
    if copy.get("type") == "object" and "properties" in copy:
        copy.setdefault("additionalProperties", False)
    return copy
