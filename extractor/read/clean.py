r"""Characters that a reader can't see but a model, a terminal or a pattern would act on.

They are removed when the article is read and not later, because every offset of the project counts characters of the
stored text. Tabs, line ends (`\r\n` too), odd spaces and soft hyphens stay as they are: evidence is matched in spite of
them. Zero-width joiners go as well: Persian and Indic texts lose a hint about letter forms, no letter.
"""

import os
import re
from contextlib import suppress
from typing import NamedTuple

from extractor.read.limits import MAX_MESSAGE_CHARS

# Colours and cursor moves ("\x1b[31m"), and commands to the terminal ("\x1b]52;c;...\x07"). A command counts only with
# its end on the same line; else one stray ESC would swallow an article.
ANSI_SEQUENCE = re.compile(
    r"""
    \x1b (?: \[ [0-?]* [ -/]* [@-~]
           | [\]PX^_] [^\x07\x1b\n]* (?: \x07 | \x1b\\ ) )
    """,
    re.VERBOSE,
)
INVISIBLE = re.compile(
    "["
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 without tab and line ends, DEL, C1
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    r"\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff"  # zero width
    r"\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variation selectors
    r"\ufff9-\ufffb\U000e0000-\U000e007f"  # interlinear annotation, tag block
    r"\ud800-\udfff"  # lone surrogates
    "]"
)


class Cleaned(NamedTuple):
    """A text as it is stored, and how many characters were left out of it."""

    text: str
    removed: int


def clean(text: str) -> Cleaned:
    """Remove terminal sequences, control characters and invisible characters."""
    kept = INVISIBLE.sub("", ANSI_SEQUENCE.sub("", text))
    return Cleaned(kept, len(text) - len(kept))


def one_line(text: str) -> str:
    """The text cleaned and with every run of white space as one space."""
    return " ".join(clean(text).text.split())


def printable(path: str) -> str:
    """A path as one line; its bytes that are no text, and characters that don't print, are escaped.

    Names are read as UTF-8 whatever the locale, for ids are made of them.
    """
    with suppress(UnicodeEncodeError):
        path = os.fsencode(path).decode("utf-8", "surrogateescape")
    line = one_line(path.encode("utf-8", "backslashreplace").decode())
    return line if line.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


def shown(text: str) -> str:
    """Words of the input as part of a message: one line of bounded length."""
    line = printable(text)
    return line if len(line) <= MAX_MESSAGE_CHARS else line[: MAX_MESSAGE_CHARS - 1] + "…"
