"""Article and model text made harmless for the place where it is shown.

Every output has its own dangers, so there is one function per place and none for "text in general". Only `terminal`
loses characters that carry meaning; JSON lines are the lossless format.
"""

import hashlib
import html as standard_html
import json
import re
from typing import Any

from extractor.read.clean import ANSI_SEQUENCE, clean

# What spreadsheets take for a formula or strip before looking for one, also in the full width and small forms that some
# of them fold: "=1+1", "  =1+1", "＝1+1", "\t=1+1". Further leading apostrophes belong to it, so that it can be undone.
FORMULA = re.compile(
    r"[ '\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫]"
    r"|'* *[\t\r\n\x00]"
)
SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
UNSAFE_CHARACTERS = re.compile(r"[^A-Za-z0-9_-]+")
HASHED_NAME = re.compile(r".*-[0-9a-f]{16}")
RESERVED_NAMES = {"con", "prn", "aux", "nul"} | {f"{port}{digit}" for port in ("com", "lpt") for digit in range(10)}
NAME_LENGTH = 80
DIGEST_LENGTH = 16
JSON_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
# "https://example.org/news?id=1"; an "@" before the path would show one host and lead to another.
WEB_ADDRESS = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#][^\s\\]*)?", re.IGNORECASE)


def terminal(text: str) -> str:
    """Printable characters and newlines only; other white space becomes a space, all else goes."""
    plain = ANSI_SEQUENCE.sub("", text).replace("\r\n", "\n")
    return "".join(_shown(character) for character in plain)


def _shown(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    return " " if character.isspace() else ""


def csv_cell(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula: `'` before what looks like one. `csv_uncell` undoes it.

    For text only; numbers are to be written as numbers.
    """
    return f"'{text}" if FORMULA.match(text) else text


def csv_uncell(cell: str) -> str:
    """The text that `csv_cell` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell, 1) else cell


def html(text: str) -> str:
    """Text for an HTML element or a quoted attribute; control and invisible characters go."""
    return standard_html.escape(clean(text).text, quote=True)


def http_url(url: str) -> str | None:
    """The address if it may become a link: http or https, no user name, no white space; else None. Not yet HTML."""
    return url if WEB_ADDRESS.fullmatch(url) and clean(url).text == url else None


def json_for_html(value: Any) -> str:
    """JSON that may stand inside `<script>`: nothing in it ends the element or a line. Raises ValueError for NaN."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return JSON_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def file_name(name: str) -> str:
    """A file name for an article's id, without an ending; different ids get different names on every file system.

    An id that is a safe name already stays as it is. In all others, also in those with capitals, since some systems
    take `Report` and `report` for one file, unsafe characters become `_` and a hash of the id follows.
    """
    if SAFE_NAME.fullmatch(name) and not _is_special(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]
    words = UNSAFE_CHARACTERS.sub("_", name[:NAME_LENGTH])[: NAME_LENGTH - DIGEST_LENGTH - 1].strip("_-")
    return f"{words or 'article'}-{digest}"


def _is_special(name: str) -> bool:
    """Whether Windows keeps the name for a device or drops its last dot, or it could be another id's hashed name."""
    return name.partition(".")[0] in RESERVED_NAMES or name.endswith(".") or HASHED_NAME.fullmatch(name) is not None
