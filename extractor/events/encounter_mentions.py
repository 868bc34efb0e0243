"""All mentions of meetings, calls and visits in an article, each read in its own sentence."""

import re
from dataclasses import replace
from typing import Final

from extractor.events.encounter import LONGEST_GAP, Encounter
from extractor.events.talks import read_talks
from extractor.events.visits import read_visit
from extractor.reading import Reading

KINDS: Final = frozenset({"meeting", "visit", "phone"})
# "They met at the summit": the summit is where it was, as long as something else is told of in the sentence.
WHERE: Final = re.compile(
    r"\b(?:at|during|to|for|attend\w*|before|after|participat\w+\s+in)\s+(?:[\w’'()-]+\s+){0,8}$", re.IGNORECASE
)
# Verbs that say of a meeting named beside them that it took place.
COMING_TOGETHER: Final = re.compile(r"conven|gather", re.IGNORECASE)


def read_encounters(reading: Reading) -> tuple[Encounter, ...]:
    """All mentions of encounters in the sentences that report, in document order."""
    found = []
    for sentence in reading.told:
        triggers = [trigger for trigger in reading.triggers_in(sentence.span) if trigger.kind in KINDS]
        mentions = []
        for trigger in triggers:
            if trigger.kind == "visit":
                mentions.append(read_visit(reading, trigger, sentence))
            elif not (COMING_TOGETHER.match(trigger.text) and trigger is not triggers[0]):
                mentions.append(read_talks(reading, trigger, sentence))
        found += [_as_setting(reading, mention, mentions) for mention in mentions]
    return tuple(found)


def _as_setting(reading: Reading, mention: Encounter, mentions: list[Encounter]) -> Encounter:
    """An assembly at which its sentence tells of another encounter: whoever met there is not all who took part."""
    others = [other for other in mentions if other.family not in ("assembly", "ceremony") and not other.is_generic]
    before = reading.text[
        max(mention.sentence.span.start, mention.trigger.span.start - LONGEST_GAP) : mention.trigger.span.start
    ]
    if mention.family != "assembly" or not others or not (mention.is_setting or WHERE.search(before)):
        return mention
    return replace(mention, persons=(), is_setting=True)
