"""The ministries and boards that concluded an instrument: lists name each text with its own pair."""

import re
from typing import Final

from extractor.events.agreement.mentions import Mention
from extractor.gazetteer import country_name, lookup
from extractor.reading import Reading

# "An MoU on fishing between the Port Authority of Peru and the Harbour Board of Chile": those who concluded it.
BODIES: Final = re.compile(r"[^.;\n]{0,90}?\bbetween\s+(?P<bodies>(?:(?!\s(?:and\s)?an?\s)[^.;\n]){0,200})")
BODY_WORD: Final = re.compile(r"\b[A-Z][a-z]{3,}\b")
# What the names of most bodies hold, and so tells no two apart.
COMMON_BODY_WORDS: Final = frozenset(
    {"Ministry", "Ministries", "Minister", "Department", "Government", "Republic", "Institute", "Authority", "Agency"}
    | {"National", "State", "Federal"}
)


def bodies_of(reading: Reading, mention: Mention) -> frozenset[str]:
    """The words that tell the bodies behind "between" apart; empty where only states are named."""
    found = BODIES.match(reading.text, mention.phrase.trigger.span.end, mention.sentence.span.end)
    if found is None:
        return frozenset()
    states = {word for code in mention.codes for word in country_name(code).split()}
    words = frozenset(BODY_WORD.findall(found["bodies"])) - COMMON_BODY_WORDS - states
    return frozenset(word for word in words if not lookup(word))
