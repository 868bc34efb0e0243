"""The signing told of in a sentence of its own: "The ceremony took place in Lima on Monday." """

import re
from collections.abc import Iterator
from typing import Final

from extractor.events.agreement.groups import Group
from extractor.events.candidates import Option, Options, merged
from extractor.events.near import nearest
from extractor.reading import Reading
from extractor.spans import Span
from schemas.record import Place
from schemas.vocabulary import AgreementStatus

# No noun behind "of": that would be another instrument.
CEREMONY: Final = re.compile(
    r"\b(?:the|a|an)\s+(?:(?:official|formal|brief|solemn)\s+)?(?:signing(?:\s+ceremony)?|signature|ceremony)\b(?!\s+of\s)",
    re.IGNORECASE,
)
TOLD_OF: Final = frozenset({"signed", "planned_signing"})
# So many sentences behind an instrument the ceremony is still its own.
NEAR: Final = 2


def ceremony_dates(reading: Reading, group: Group, status: AgreementStatus | None) -> Options[str]:
    """Dates beside the ceremony right behind the instrument, where no date stands beside the instrument itself."""
    found = (
        Option(str(date.edtf), date.span)
        for anchor, sentence in _ceremonies(reading, group, status)
        for date in nearest(reading, reading.dates_in(sentence), anchor)
    )
    return merged(found)[:1]


def ceremony_places(reading: Reading, group: Group, status: AgreementStatus | None) -> list[Option[Place]]:
    """Places beside the ceremony right behind the instrument."""
    return [
        Option(Place(city=place.city, country=place.country), place.span)
        for anchor, sentence in _ceremonies(reading, group, status)
        for place in nearest(reading, reading.places_in(sentence), anchor)
        if place.city
    ][:1]


def _ceremonies(reading: Reading, group: Group, status: AgreementStatus | None) -> Iterator[tuple[Span, Span]]:
    """Words for a signing with their sentence, in the sentences behind the instrument that name no other."""
    if status not in TOLD_OF:
        return
    signed = [mention.sentence.index for mention in group.mentions if mention.state and mention.state.status == status]
    last = len(reading.sentences)
    for index in dict.fromkeys(i + step for i in signed for step in range(1, NEAR + 1) if i + step < last):
        sentence = reading.sentences[index].span
        words = CEREMONY.search(reading.text, *sentence)
        own = {mention.phrase.trigger.span for mention in group.mentions}
        others = any(
            trigger.kind == "instrument" and trigger.span not in own for trigger in reading.triggers_in(sentence)
        )
        if words and not others:
            yield Span(*words.span()), sentence
