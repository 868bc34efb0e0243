"""Publication dates in the one form that leaves no doubt.

"03/04/2021" is April in Rome and March in Washington, so other forms are refused, never guessed.
"""

import re
from datetime import date

DATE_FORM = "write it as YYYY-MM-DD"
# "2023-07-21", "2023-07-21T10:30:00+03:30", "2023-07-21 00:00:00"
ISO_DATE = re.compile(
    r"""
    (?P<day> [0-9]{4}-[0-9]{2}-[0-9]{2} )
    (?: [T ] [0-9]{2}:[0-9]{2} (?: :[0-9]{2} (?: [.,][0-9]{1,9} )? )?
        [ ]? (?: Z | UTC | GMT | [+-][0-9]{2}:?[0-9]{2} )?
    )?
    """,
    re.VERBOSE,
)


def iso_day(text: str) -> str | None:
    """The day of an ISO 8601 date or timestamp as `YYYY-MM-DD`, in the time zone it is written in; else None."""
    match = ISO_DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date.fromisoformat(match["day"]).isoformat()
    except ValueError:
        return None
