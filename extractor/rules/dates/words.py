"""The vocabulary of date expressions: month and weekday names, and pattern fragments built from them.

Names count only as news prints them, capitalised or in capitals: "may" and "march" are mostly verbs, "May" and "March"
mostly are not.
"""

import calendar

_MONTH_NAMES = tuple(calendar.month_name)[1:]
_WEEKDAY_NAMES = tuple(calendar.day_name)


def _either_case(names: tuple[str, ...]) -> str:
    return "|".join(spelling for name in names for spelling in (name, name.upper()))


def _shortened(names: tuple[str, ...]) -> str:
    return _either_case(tuple(name[:3] for name in names))


MONTH_NAME = f"(?:{_either_case(_MONTH_NAMES)})"
# Long names are misspelt in the middle: "Septermber", "Febuary", "Novemeber".
_SLIPS = r"(?:Sept?|Oct|Nov|Dec)[a-z]{0,5}b[a-z]{0,2}r|(?:Jan|Feb)[a-z]{0,4}r[a-z]?y|Aug[a-z]{0,3}st|Apr?i?r?l"
MONTH = rf"(?:{_either_case(_MONTH_NAMES)}|(?:{_SLIPS})(?![a-z])|(?:Sept|SEPT|{_shortened(_MONTH_NAMES)})\.?)"
WEEKDAY_NAME = f"(?:{_either_case(_WEEKDAY_NAMES)})"
# Weekdays are no other words, so careless small letters do no harm where the name stands alone.
WEEKDAY_ANY_CASE = f"(?:{_either_case(_WEEKDAY_NAMES)}|{'|'.join(_WEEKDAY_NAMES).lower()})"
WEEKDAY = rf"(?:{_either_case(_WEEKDAY_NAMES)}|(?:Tues|Thurs|Thur|{_shortened(_WEEKDAY_NAMES)})\.?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?"
YEAR = r"(?:1[6-9]\d\d|20\d\d)"
PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon)"
# Wrapped lines and indented paragraphs part the words of a date; a blank line does not.
GAP = r"(?:[ \t\u00a0\u202f]{1,4}|[ \t]{0,4}\r?\n[ \t]{0,8})"

_MONTHS = {name[:3].lower(): number for number, name in enumerate(_MONTH_NAMES, start=1)}
_WEEKDAYS = {name[:3].lower(): number for number, name in enumerate(_WEEKDAY_NAMES)}


def month_number(word: str) -> int:
    """1 for January to 12 for December, from any spelling that `MONTH` accepts."""
    return _MONTHS[word[:3].lower()]


def weekday_number(word: str) -> int:
    """0 for Monday to 6 for Sunday, from any spelling that `WEEKDAY` accepts."""
    return _WEEKDAYS[word[:3].lower()]


def day_number(word: str) -> int:
    """The day of the month from "3", "03" or "3rd"."""
    return int("".join(character for character in word if character.isdigit()))
