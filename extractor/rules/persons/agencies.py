"""The news agency that a report names at its head, and the state whose outlet it is (`data/agencies.tsv`).

A national agency leaves its own country out: "DUBAI, 4 May (WAM) -- The Minister of Finance met ...".
"""

import re
from functools import lru_cache

from extractor.rules.tables import read_rows

HEAD = 1500
LINE_START = 140
LINE = re.compile(rf"^[^\n]{{1,{LINE_START}}}", re.MULTILINE)
# (WAM); /TASS/; - WAM -; , IRNA Greek Premier; By Jane Doe, GNA
NAME = re.compile(
    r"(?P<bracket>[(/])(?P<marked>[A-ZČ][\w-]{1,12})(?:/[\w-]{2,12})?\s?[)/]"
    r"|(?:,\s|\s[-–—]{1,2}\s|[.]\s)(?P<bare>[A-ZČ]{2,9}(?:-[A-Z]{3,4})?)(?=[,:]?\s?[-–—]|:|\s[A-Z]|\s*$)"
)


@lru_cache(maxsize=1)
def _agencies() -> dict[str, str]:
    return {row[0]: row[1] for row in read_rows("agencies.tsv")}


def agency_country(text: str) -> str | None:
    """The state of the agency that is named in a dateline or byline, None where there is none."""
    for line in LINE.finditer(text, 0, HEAD):
        for found in NAME.finditer(line.group()):
            code = _agencies().get(found["marked"] or found["bare"])
            if code:
                return code
    return None
