"""Words that name an event only as the setting of another: "on the sidelines of the UN General Assembly".

Whoever holds or attends such an event takes no part in what happened beside it.
"""

import re
from collections.abc import Sequence
from typing import Final

from extractor.reading import Reading
from extractor.spans import Span

WORDS: Final = r"(?:[\w.’'()&-]+\s+){0,12}?"
ASSEMBLY: Final = (
    r"(?:summits?|conferences?|forums?|(?:general\s+)?assembly|sessions?|gatherings?|ministerials?|congress|convention)"
)
SETTING: Final = re.compile(
    rf"""\b(?:
      (?:on\s+the\s+)?(?:sidelines?|margins?|fringes|eve)\s+of\s+{WORDS}(?:{ASSEMBLY}|meetings?|talks|councils?|events?)
    | (?:ahead|in\s+advance)\s+of\s+{WORDS}(?:{ASSEMBLY}|meetings?)
    | (?:attend(?:ing|ed)?|participat(?:e|ing|ed)\s+in|tak(?:e|ing)\s+part\s+in)\s+{WORDS}(?:{ASSEMBLY}|meetings?)
    | (?:at|during|for)\s+(?:the|an?)\s+{WORDS}{ASSEMBLY}
    )\b(?:\s+of\s+[^,;.]{{1,80}}?(?=[,;.]|\s+(?:with|in|on|to|and|that|where|held)\b|$))?""",
    re.IGNORECASE | re.VERBOSE,
)


def setting_spans(reading: Reading, sentence: Span) -> tuple[Span, ...]:
    """The words in a sentence that name an event as a setting."""
    return tuple(Span(*found.span()) for found in SETTING.finditer(reading.text, sentence.start, sentence.end))


def named_only_there(reading: Reading, sentence: Span, settings: Sequence[Span]) -> frozenset[str]:
    """Codes of those whom a sentence names in its settings and nowhere else."""
    inside: set[str] = set()
    outside: set[str] = set()
    for side in reading.sides_in(sentence):
        (inside if any(span.covers(side.span) for span in settings) else outside).add(side.code)
    return frozenset(inside - outside)
