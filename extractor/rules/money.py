"""Amounts of money as news writes them: "$5 billion", "Rs 500 crore", "1.5 trillion yen", "AED 3.6bn".

Only a number with a currency beside it counts: "worth billions of dollars" states no amount, percentages, barrels and
tons are no money. Where several states share a word for their money ("pesos") the code stays empty; "dollars",
"pounds" and "rials" alone are read the way the English press means them: of the United States, Britain and Iran.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Final

from extractor.mentions import Money
from extractor.rules.numbers import DASH, DIGITS, WORDS, number
from extractor.spans import Span


def _table() -> dict[str, dict[str, str]]:
    """Kind of sign → words as written → ISO 4217 code, empty where the words leave it open."""
    table: dict[str, dict[str, str]] = {}
    for line in files("extractor.data").joinpath("currencies.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, written, code = line.split("\t")
            table.setdefault(kind, {})[written] = code
    return table


_TABLE: Final = _table()
_LETTER: Final = _TABLE["letter"]
_BEFORE: Final = {**_TABLE["sign"], **_TABLE["letters"], **_LETTER, **_TABLE["code"]}
_NAMES: Final = {name.lower(): code for name, code in _TABLE["name"].items()}
_AFTER: Final = {**_NAMES, **{code.lower(): code for code in _TABLE["code"]}}
_SCALES: Final = {
    "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6,
    "crore": 1e7, "crores": 1e7, "billion": 1e9, "bln": 1e9, "bn": 1e9, "b": 1e9,
    "trillion": 1e12, "trln": 1e12, "trn": 1e12, "tn": 1e12, "t": 1e12, "lakh crore": 1e12,
}  # fmt: skip
_INDIAN: Final = ("lakh", "lakhs", "crore", "crores", "lakh crore")
# Words that are money only in large amounts: "5 won medals", "2,000-pound bombs".
_NEED_SCALE: Final = ("won", "pound")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


# "5 billion", "5-billion" and "5bn" are scaled; "5 b" and "5 m" could mean anything.
_SCALE: Final = (
    r"(?:[\s-]{0,2}(?i:lakh\scrore|thousand|million|billion|trillion|lakhs?|crores?|mln|mn|bln|bn|trln|trn)"
    r"|(?:[kKmMbBt]|tn))(?![A-Za-z])"
)
# A decimal comma ("2,5 billion") counts only before a scale.
_NUMBER: Final = rf"(?:\d{{1,3}},\d{{1,2}}(?={_SCALE})|{DIGITS})"
_SIGN: Final = rf"(?:{_any_of(_BEFORE)}|[A-Z]{{1,3}}\$)"
_JOIN: Final = rf"(?P<join>\s?{DASH}\s?|\s(?:to|and)\s)"
# $5 billion; US$600 million; EUR 6bn; Rs 500 crore; $5-6 billion; between $5 million and $6 million
BEFORE: Final = re.compile(
    rf"(?<![\w$€£])(?P<sign>{_SIGN})\s?(?P<low>{_NUMBER})(?P<low_scale>{_SCALE})?"
    rf"(?:{_JOIN}(?P<again>{_SIGN}\s?)?(?P<high>{_NUMBER})(?P<high_scale>{_SCALE})?)?"
)
# 5 billion dollars; five million Swiss francs; half a billion euros; 5 to 6 billion yuan; 100m pounds; 5 billion USD
AFTER: Final = re.compile(
    rf"(?<![\w.,$€£])(?:(?P<low>{_NUMBER}|{WORDS})(?P<low_scale>{_SCALE})?"
    rf"|(?P<part>(?i:half\sa|one\sand\sa\shalf|an?))(?P<part_scale>{_SCALE}))"
    rf"(?:{_JOIN}(?P<high>{_NUMBER})(?P<high_scale>{_SCALE})?)?"
    rf"[\s-]{{1,3}}(?P<name>(?i:{_any_of(_NAMES)})|{_any_of(_TABLE['code'])})\b(?!\sof\s(?!sterling)[a-z])"
)
_PARTS: Final = {"half a": 0.5, "one and a half": 1.5}
_BETWEEN: Final = re.compile(r"\b[Bb]etween\s$")


def find_money(text: str) -> tuple[Money, ...]:
    """Every amount in document order, without overlap; of a range ("$5-6 billion") the upper end."""
    found = sorted((*_before(text), *_after(text)), key=lambda money: (money.span.start, -money.span.end))
    kept: list[Money] = []
    for money in found:
        if not kept or money.span.start >= kept[-1].span.end:
            kept.append(money)
    return tuple(kept)


def _before(text: str) -> Iterator[Money]:
    match = BEFORE.search(text)
    while match:
        sign, end = match["sign"], match.end()
        is_range = _is_range(match, repeated=match["again"] is not None)
        if match["high"] and not is_range:  # "$5 million and $6 million" are two amounts; the second is searched anew
            end = match.start("join")
        scale = _scale(match["high_scale"] if is_range else match["low_scale"])
        if sign not in _LETTER or scale:
            code = _BEFORE.get(sign) or ("INR" if sign.startswith("Rs") and scale in _INDIAN else None)
            span = Span(match.start(), end)
            yield Money(span, span.of(text), _amount(match["high" if is_range else "low"], scale), code)
        match = BEFORE.search(text, end)


def _after(text: str) -> Iterator[Money]:
    match = AFTER.search(text)
    while match:
        if match["high"] and not _is_range(match, repeated=False):
            match = AFTER.search(text, match.start("high"))
            continue
        name = " ".join(match["name"].lower().split())
        scale = _scale(match["high_scale"] or match["low_scale"] or match["part_scale"])
        if name not in _NEED_SCALE or scale:
            code = _AFTER[name] or ("INR" if name.startswith("rupee") and scale in _INDIAN else None)
            span = Span(*match.span())
            yield Money(span, span.of(text), _amount(match["high"] or match["low"] or match["part"], scale), code)
        match = AFTER.search(text, match.end())


def _scale(written: str | None) -> str:
    return " ".join((written or "").lower().replace("-", " ").split())


def _amount(written: str, scale: str) -> float:
    words = " ".join(written.lower().split())
    value = _PARTS.get(words)
    if value is None and re.fullmatch(r"\d{1,3},\d{1,2}", words):
        value = float(words.replace(",", "."))
    if value is None:
        value = number(words) or 0.0
    return round(value * _SCALES.get(scale, 1.0), 2)


def _is_range(match: re.Match[str], *, repeated: bool) -> bool:
    """Whether two numbers are the ends of one amount: joined by a dash or "to", or by "and" after "between"."""
    if match["high"] is None:
        return False
    join = match["join"].strip()
    if join == "and" and not _BETWEEN.search(match.string, max(0, match.start() - 8), match.start()):
        return False
    low = _amount(match["low"] or match["part"], _scale(match["low_scale"]))
    high = _amount(match["high"], _scale(match["high_scale"]))
    scaled = match["high_scale"] is not None or match["low_scale"] is None
    return scaled and low < high and (repeated or match["high_scale"] is not None or join not in ("to", "and"))
