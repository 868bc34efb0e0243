"""Bytes to text by rule, so that the same file gives the same offsets on every machine.

Byte order mark, then UTF-8, then what the page declares, then a guess. Nothing is ever decoded with characters left out
or replaced: a text that fits no encoding is refused. A guess is only made among encodings in which news is published;
left to choose freely, detectors take short French texts for Czech and Latin ones for EBCDIC.
"""

import codecs
import re
from typing import BinaryIO, NamedTuple

from extractor.errors import InputError
from extractor.read.limits import GUESS_BYTES, HEAD_BYTES

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# fmt: off
LEGACY_ENCODINGS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u", "cp874",
    "gb18030", "big5", "shift_jis", "euc_jp", "cp949", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_15",
)
# fmt: on
# Names under which pages declare what browsers read as cp1252.
WESTERN = {"ascii", "iso8859-1", "cp1252"}
MAGIC = (
    (b"%PDF-", "a PDF", "turn it into text first, for example with pdftotext"),
    (b"\x89PNG", "a picture", "give the article as text"),
    (b"GIF8", "a picture", "give the article as text"),
    (b"\xff\xd8\xff", "a picture", "give the article as text"),
    (b"PK\x03\x04", "a ZIP archive or an Office document", "unpack it, or save the document as plain text"),
    (b"PK\x05\x06", "an empty ZIP archive", "give the article as text"),
    (b"\xd0\xcf\x11\xe0", "an Office document", "save it as plain text"),
    (b"{\\rtf", "a rich text document", "save it as plain text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"SQLite format 3\0", "an SQLite database", "export the articles as .jsonl or .csv"),
)
# <meta charset="windows-1251">, <meta http-equiv=... content="text/html; charset=utf-8">
DECLARED = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s{0,9}=\s{0,9}[\"']?(?P<name>[\w.:-]{1,40})", re.IGNORECASE)
# A symbol between two letters ("wspó³praca") is a letter of another alphabet read as Western.
MISREAD = re.compile(r"[^\W\d_][¡¢£¤¥¦§¨©ª«¬®¯°±²³µ¶¸¹º»¼½¾¿×÷ƒ†‡ˆ‰‹›˜€™][^\W\d_]")
# No encoding in our list has these bytes inside a character.
PIECE_END = re.compile(rb"[<>\r\n]+")
HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# The UTF-8 of curly quotes and dashes; no other encoding writes these bytes between Latin letters.
UTF8_PUNCTUATION = re.compile(rb"\xe2\x80[\x90-\xbf]")
# In Latin letters, bytes outside ASCII stand alone or in twos ("Citroën", "é”"); other alphabets write whole words so.
# Unlike their share of the text, that does not depend on how much markup stands around.
LONG_RUN = 3
LONG_RUN_SHARE = 0.2
# Pairs of bytes of other alphabets look like UTF-8 by chance: up to a quarter of them in Chinese.
UTF8_SHARE = 0.8
UTF8_SHARE_LATIN = 0.5


class Decoded(NamedTuple):
    """A text and the encoding it was in, by its Python name."""

    text: str
    encoding: str


def decode(data: bytes, *, html: bool = False) -> Decoded:
    """Decode a whole file; with `html`, a `<meta charset>` is heard.

    Raises InputError `binary` for what is no text and `encoding` for text in no known encoding.
    """
    encoding = marked_encoding(data[:HEAD_BYTES])
    try:
        if encoding is None:
            try:
                return Decoded(data.decode("utf-8"), "utf-8")
            except UnicodeDecodeError:
                encoding = (declared_encoding(data) if html else None) or legacy_encoding(data)
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(error.start) from None


def stream_encoding(stream: BinaryIO) -> str:
    """The encoding of an open file too long to hold, found in one pass; the stream is left at its start.

    A file that is UTF-8 but for a few bytes counts as UTF-8: its good rows can be used.
    """
    encoding = marked_encoding(stream.read(HEAD_BYTES)) or _first_doubt(stream)
    stream.seek(0)
    return encoding


def _first_doubt(stream: BinaryIO) -> str:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    while chunk := stream.read(GUESS_BYTES):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            sample = chunk.rpartition(b"\n")[0] or chunk
            return "utf-8" if _mostly_utf8(sample) else legacy_encoding(sample)
    return "utf-8"


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark states; InputError `binary` where the head is that of a file without text."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    for magic, kind, advice in MAGIC:
        if head.startswith(magic):
            raise InputError(f"this is {kind}, not text; {advice}", code="binary")
    if b"\0" in head:
        raise InputError("this is a binary file, not text; save the article as UTF-8 text", code="binary")
    return None


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's head declares, if it is one of ours and fits the whole page."""
    match = DECLARED.search(data, 0, HEAD_BYTES)
    if match is None:
        return None
    try:
        name = codecs.lookup(match["name"].decode("ascii")).name
        encoding = {"gb2312": "gb18030", "gbk": "gb18030"}.get(name, "cp1252" if name in WESTERN else name)
        if encoding.replace("-", "_") not in {known.replace("-", "_") for known in LEGACY_ENCODINGS}:
            return None
        data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None
    return encoding


def legacy_encoding(data: bytes) -> str:
    """The likeliest encoding of text that is not UTF-8; InputError `encoding` where there is none.

    Text in Latin letters is Western unless that gives nonsense: the detector takes most Spanish for Czech.
    """
    sample = _sample(data)
    if _mostly_utf8(sample):
        raise damaged_utf8()
    if _is_latin(sample) and _fits_western(sample):
        return "cp1252"
    # Imported late: most files are UTF-8 and need no detector.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(LEGACY_ENCODINGS)).best()
    if best is None:
        raise InputError("its encoding can't be told; save it as UTF-8", code="encoding")
    return best.encoding


def damaged_utf8() -> InputError:
    """The error for text that is UTF-8 in most places and something else in others."""
    return InputError("it is UTF-8 but for some bytes; save it as UTF-8 again", code="encoding")


def _sample(data: bytes) -> bytes:
    """The pieces of text that tell something: those outside ASCII, without the markup and scripts around them."""
    pieces: list[bytes] = []
    room = GUESS_BYTES
    for piece in PIECE_END.split(data):
        if not piece.isascii():
            pieces.append(piece)
            room -= len(piece)
            if room < 0:
                break
    return b"\n".join(pieces)


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes outside ASCII are UTF-8 more often than not: a damaged or mixed file."""
    latin = _is_latin(UTF8_CHARACTER.sub(b" ", data))
    if latin and UTF8_PUNCTUATION.search(data):
        return True
    high = sum(map(len, HIGH_BYTES.findall(data)))
    share = UTF8_SHARE_LATIN if latin else UTF8_SHARE
    return sum(map(len, UTF8_CHARACTER.findall(data))) > high * share


def _is_latin(data: bytes) -> bool:
    runs = [len(run) for run in HIGH_BYTES.findall(data)]
    return sum(run for run in runs if run >= LONG_RUN) <= sum(runs) * LONG_RUN_SHARE


def _fits_western(data: bytes) -> bool:
    try:
        return MISREAD.search(data.decode("cp1252")) is None
    except UnicodeDecodeError:
        return False


def _undecodable(start: int) -> InputError:
    return InputError(f"byte {start + 1} fits no encoding that was tried; save the file as UTF-8", code="encoding")
