"""The front matter of a Markdown file: lines like `date: 2023-07-21` between two lines of dashes at its head.

Only plain one-line values are read, which needs no YAML parser and can't build objects. The text keeps its front
matter, since offsets count from the start of the file.
"""

import re

from extractor.read.limits import FRONT_MATTER_CHARS

FIELD = re.compile(r"(?P<name>[A-Za-z_]{1,40})[ \t]*:[ \t]+(?P<value>\S.*)")
# Names that site generators use, and what they are here.
NAMES = {
    "title": "title",
    "date": "published",
    "published": "published",
    "url": "url",
    "link": "url",
    "canonical_url": "url",
    "publisher": "publisher",
    "site": "publisher",
    "source": "publisher",
}


def front_matter(text: str) -> dict[str, str]:
    """`title`, `published`, `url` and `publisher` as far as given; empty where the text has no closed front matter."""
    first, *lines = text[:FRONT_MATTER_CHARS].splitlines() or [""]
    if first.rstrip() != "---":
        return {}
    found: dict[str, str] = {}
    for line in lines:
        if line.rstrip() in ("---", "..."):
            return found
        match = FIELD.fullmatch(line)
        if match and match["name"].lower() in NAMES:
            found.setdefault(NAMES[match["name"].lower()], _unquoted(match["value"]))
    return {}


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value.partition(" #")[0].rstrip()
