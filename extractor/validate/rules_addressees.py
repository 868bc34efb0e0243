"""Addressees: spoken to, thanked or asked in the statement itself (codebook section 3).

Reports name many people beside a statement, and most are only present or spoken of. What makes an addressee is a word
of address that governs the name, so a name alone, however near, is not enough.
"""

import re
from typing import Final

from extractor.attribution.addressee import find_addressees, find_salutation
from extractor.mentions import Person
from extractor.names import fold
from extractor.spans import Span
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.words import is_in, quoted

# Words between whose object and the speaker something is said: wider than the rule that finds addressees, since here a
# doubt is in the value's favour.
ADDRESSING: Final = re.compile(
    r"""\b(?:
        thank\w* | congratulat\w* | felicitat\w* | commend\w* | prais\w* | welcom\w* | wish\w* | grat\w+ | appreciat\w+
      | condol\w+ | tell\w* | told | assur\w* | remind\w* | inform\w* | explain\w* | promis\w* | offer\w* | express\w*
      | convey\w* | repl(?:y|ies|ied) | answer\w* | address\w* | wr[io]te\w* | letter | message | ask\w* | urg\w*
      | request\w* | appeal\w* | demand\w* | want\w* | call\w*\s(?:up)?on | invit\w* | encourag\w*
      | warn\w* | caution\w* | (?:said|stress\w*|propos\w*)\sto
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
REACH: Final = 90
PRONOUN: Final = re.compile(
    r"\b(?:told|thank\w*|ask\w*|assur\w*|urg\w*|invit\w*|warn\w*|congratulat\w*)\s+(?:him|her|them|you)\b|\byou(?:r)?\b",
    re.IGNORECASE,
)


@value_check(
    "addressee-spoken-to",
    fields=("addressee",),
    kinds=("statement",),
    about="An addressee is spoken to, thanked or asked in the statement's own sentences, and is not its speaker.",
)
def addressee_spoken_to(case: Case, value: str) -> Ruling | None:
    """Somebody who is only present, or only spoken of, was not spoken to here."""
    person = case.person(value)
    if person is None or case.is_bare:
        return None
    first = person.mentions[0].span
    speaker = case.first("speaker")
    speaking = case.person(speaker) if isinstance(speaker, str) else None
    if speaking is not None and speaking.id == person.id:
        return Ruling("contradicted", f"{person.name} is the speaker here, not the one spoken to.", first)
    addressed = _addressed(case, person, speaking)
    if addressed is not None:
        return Ruling("variant", span=addressed)
    own = [mention.span for mention in person.mentions if is_in(mention.span, case.own)]
    if own:
        message = f"{quoted(case.text, own[0])} is named here, but no word says that anybody speaks to them."
        return Ruling("contradicted", message, own[0])
    near = [mention.span for mention in person.mentions if is_in(mention.span, case.near)]
    if near and any(PRONOUN.search(case.text, *span) for span in case.own):
        return Ruling("inferred", span=near[0])
    salutation = find_salutation(case.text)
    if salutation is not None and fold(person.name) in fold(salutation[0]):
        return Ruling("inferred", span=salutation[1])
    return Ruling("contradicted", f"{person.name} is not spoken to in these words.", first)


def _addressed(case: Case, person: Person, speaker: Person | None) -> Span | None:
    """The words by which the own sentences speak to a person."""
    for span in case.own:
        named = find_addressees(case.reading, span, speaker=speaker.id if speaker else None)
        if at := next((at for name, at in named if name == person.name), None):
            return at
    for mention in person.mentions:
        sentence = next((span for span in case.own if span.covers(mention.span)), None)
        start = max(sentence.start, mention.span.start - REACH) if sentence else mention.span.start
        if ADDRESSING.search(case.text, start, mention.span.start):
            return mention.span
    return None
