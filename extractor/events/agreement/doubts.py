"""Whether there is an instrument behind the words at all (codebook 1.1, 1.2)."""

import re
from typing import Final

from extractor.events.agreement.mentions import Mention
from extractor.events.agreement.states import is_question
from extractor.events.meeting.words import SPORT
from extractor.reading import Reading
from extractor.spans import Span

# "An agreement was reached to hold talks": agreeing to meet or to go on is no instrument.
AGREED_TO_GO_ON: Final = re.compile(
    r"(?:\s+(?:was|were|has\s+been|had\s+been)\s+reached)?(?:\s+(?:on|today|yesterday|\w+day))?\s+to\s+(?:\w+ly\s+)?(?:hold|meet|continue"
    r"|resume|convene|visit|exchange|maintain|strengthen|expand|deepen|boost|enhance|intensify|step\s+up|work|consult)\b",
    re.IGNORECASE,
)
# "His promise of finding a peace deal": willingness is no instrument (codebook 1.2).
HOPED_FOR: Final = re.compile(
    r"""\b(?:promis|vow|pledg|hop|bid|attempt|effort|dream|chance|try|tri|seek|sought|fail|unable|struggl|impossib|difficult)\w*
    \s+(?:to|of|at|in|from)\s+(?:\w+ly\s+)?(?:find|broker|secur|achiev|get|mak|craft|forg|mediat|deliver|bring)\w*\s+(?:about\s+)?(?:(?:an?|the)\s+)?\W?$""",
    re.IGNORECASE | re.VERBOSE,
)
HOPE_REACH: Final = 60
# "Will work jointly to find an agreement": of what, nobody says.
WORK_TO: Final = re.compile(
    r"\b(?:work|cooperat|help|striv|endeavou?r|contribut|assist|effort|collaborat|try|trying|tried|do|did)\w*\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?:to|towards?|for|at)\s+(?:(?:reach|achiev|find|conclud|secur|attain|broker|forg)\w*\s+)?$",
    re.IGNORECASE,
)
OF_MATTER: Final = re.compile(r"\s+(?:on|for|over|about|between|to|that|under)\s")
# "Rules for concluding international agreements": any agreements.
ANY: Final = re.compile(r"\binternational\s+$", re.IGNORECASE)
OF_SIDES: Final = re.compile(r"[^,;.]{0,60}\b(?:with|between)\s")


def is_none(reading: Reading, mention: Mention) -> bool:
    """Whether there is no instrument behind the words."""
    is_reached = mention.state is not None and mention.state.status == "agreed_in_principle"
    is_intent = is_reached and mention.phrase.trigger.value == "agreement"
    return (
        _is_asked_for(reading, mention)
        or _is_sport(reading, mention)
        or _is_hoped_for(reading, mention)
        or _is_worked_for(reading, mention)
        or _is_any(reading, mention)
        or (is_intent and AGREED_TO_GO_ON.match(reading.text, mention.phrase.span.end) is not None)
    )


def _is_asked_for(reading: Reading, mention: Mention) -> bool:
    """Whether a question brings the instrument in: nobody says that there is one."""
    return mention.phrase.determiner != "known" and is_question(reading.text, mention.sentence.span)


def _is_hoped_for(reading: Reading, mention: Mention) -> bool:
    """Whether someone only promises or tries to bring it about."""
    start = mention.phrase.span.start
    window = Span(max(mention.sentence.span.start, start - HOPE_REACH), start)
    return not mention.states and HOPED_FOR.search(reading.text, *window) is not None


def _is_worked_for(reading: Reading, mention: Mention) -> bool:
    """Whether people only mean to work for "an agreement", and nothing says on what."""
    phrase, states = mention.phrase, mention.states
    if phrase.determiner != "new" or phrase.plural or any(state.status != "negotiating" for state in states):
        return False
    is_bare = phrase.modifiers.start == phrase.trigger.span.start and not OF_MATTER.match(reading.text, phrase.span.end)
    window = Span(max(mention.sentence.span.start, phrase.span.start - HOPE_REACH), phrase.span.start)
    return is_bare and WORK_TO.search(reading.text, *window) is not None


def _is_any(reading: Reading, mention: Mention) -> bool:
    """Whether the words mean international agreements as such."""
    phrase = mention.phrase
    is_kind = phrase.determiner in ("new", "bare") and phrase.count in (None, 1)
    if not is_kind or OF_SIDES.match(reading.text, phrase.span.end):
        return False
    return ANY.search(reading.text, phrase.span.start, phrase.trigger.span.start) is not None


def _is_sport(reading: Reading, mention: Mention) -> bool:
    """Whether the contract is a player's."""
    return SPORT.search(mention.sentence.span.of(reading.text)) is not None
