"""Numbers as news writes them: digits with separators and English number words.

Dates, money and periods all meet "five", "twenty-five" and "1,200", and must read them alike. The two patterns are
fragments for other patterns; both are bounded, so whatever embeds them stays linear.
"""

import re

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
# Between the ends of a range or in a compound: hyphen, en dash, em dash and their like.
DASH = r"[-‐‑–—]"
_GAP = r"(?:\s?[-‐‑]\s?|\s{1,4})"
_ONE = "(?:" + "|".join(sorted(_ONES, key=len, reverse=True)) + ")"
_SMALL = f"(?:(?:{'|'.join(_TENS)})(?:{_GAP}{_ONE})?|{_ONE})"

# "five", "twenty-five", "a hundred", "one hundred and twenty", "a dozen", "a couple of"
WORDS = (
    rf"(?i:{_SMALL}(?:{_GAP}hundred(?:{_GAP}(?:and\s{{1,4}})?{_SMALL})?)?"
    rf"|an?\s{{1,4}}hundred|an?\s{{1,4}}dozen|a\s{{1,4}}couple\s{{1,4}}of)"
)
# "1,200", "1,00,000", "2.5", "2000"; at most 15 digits, beyond which a float no longer counts units
DIGITS = r"(?:\d{1,3}(?:,\d{2,3}){0,4},\d{3}(?!\d)(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?)"

_TOKEN = re.compile(r"[a-z]+")
_DIGITS_ONLY = re.compile(r"[\d,]+(?:\.\d+)?", re.ASCII)


def number(written: str) -> float | None:
    """The value of digits or number words, or None where the words are no number; "a" and "an" count as one."""
    words = written.strip().lower()
    if _DIGITS_ONLY.fullmatch(words):
        digits = words.replace(",", "")
        return float(digits) if digits and digits != "." else None
    total = 0
    for token in _TOKEN.findall(words):
        if token == "hundred":
            total = max(total, 1) * 100
        elif token == "dozen":
            total = 12
        elif token == "couple":
            total = 2
        else:
            total += _ONES.get(token, 0) + _TENS.get(token, 0)
    if total == 0 and words in ("a", "an"):
        return 1.0
    return float(total) if total else None
