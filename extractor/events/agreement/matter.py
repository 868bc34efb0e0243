"""What an instrument covers: the words behind "on" tell it better than the names of the bodies that sign.

"A memorandum on tourism between the Ministry of Trade and the Board of Ports" is about tourism alone.
"""

import re
from typing import Final

from extractor.reading import Reading
from extractor.rules.words.instruments import InstrumentPhrase
from extractor.spans import Span
from schemas.vocabulary import Topic

MATTER: Final = re.compile(
    r"\b(?:on|in\s+(?:the\s+)?(?:\w+\s+)?(?:fields?|areas?|sectors?|spheres?)|cover(?:s|ing)|regarding|concerning|relating\s+to)(?=\s)",
    re.IGNORECASE,
)
# Where the sides, the day or the verb follow.
MATTER_END: Final = re.compile(r"\s(?:between|with|was|were|signed|by|during|after|before)\s")
# "On Monday", "on behalf of", "on the sidelines": no matter.
NO_MATTER: Final = re.compile(
    r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|\d|behalf|the\s+(?:sidelines?|occasion|margins?|basis))\b"
)


def matter_of(reading: Reading, phrase: InstrumentPhrase, region: Span) -> tuple[tuple[Topic, Span], ...]:
    """Topics of the phrase and of what it is said to be on; else of its whole tail inside the region."""
    head = Span(phrase.modifiers.start, phrase.span.end)
    end = max(head.end, min(phrase.tail.end, region.end))
    matter = _behind_on(reading, Span(head.end, end))
    told = (*reading.topics_in(head), *matter) if matter else reading.topics_in(Span(head.start, end))
    return tuple({topic: (topic, span) for topic, span in reversed(told)}.values())[::-1]


def _behind_on(reading: Reading, tail: Span) -> tuple[tuple[Topic, Span], ...]:
    for word in MATTER.finditer(reading.text, tail.start, tail.end):
        if NO_MATTER.match(reading.text, word.end(), tail.end) is None:
            closing = MATTER_END.search(reading.text, word.end(), tail.end)
            return reading.topics_in(Span(word.start(), closing.start() if closing else tail.end))
    return ()
