"""Words that announce an agreement or an encounter, with what they say about it.

The words are data (`extractor/data/triggers.tsv`), traps among them: "press conference" is listed so that "conference"
does not claim it. What a phrase cannot see, the word before it ("in agreement with", "a good sign"), is checked here.
"""

import re
from functools import cache
from typing import Final, cast, get_args

from extractor.mentions import Trigger, TriggerKind
from extractor.rules.words.encounters import ONLY_AFTER
from extractor.rules.words.modality import modality_at
from extractor.rules.words.phrases import PhraseBook, read_book
from extractor.spans import Span

TRIGGER_FILE: Final = "triggers.tsv"
KINDS: Final = frozenset(get_args(TriggerKind))
LOOK_BACK: Final = 40

# The word before turns an event word into something else: event word (as it begins) -> what must not precede it.
NOT_AFTER: Final = {
    "agreement": re.compile(
        r"\b(?:(?:in|of|full|complete|total|general|broad|wide|widespread|tacit|mutual|perfect|nodded|voiced|expressed)"
        r"|there\s(?:is|was|has\sbeen|had\sbeen|seems\sto\sbe)(?:\s(?!an?\b|no\b)\w+)?)\s+$",
        re.IGNORECASE,
    ),
    "accord": re.compile(r"\b(?:in|own)\s+$", re.IGNORECASE),
    "deal": re.compile(r"\b(?:to|will|would|can|could|must|should|not|and|great|good|big)\s+$", re.IGNORECASE),
    "sign": re.compile(r"\b(?:an?|no|any|positive|good|clear|another|first|every|road|traffic)\s+$", re.IGNORECASE),
    "signs": re.compile(r"\b(?:show\w*|no|any|of|early|positive|vital|the)\s+$", re.IGNORECASE),
    "convention": re.compile(r"\b(?:by|social|party|republican|democratic)\s+$", re.IGNORECASE),
    "protocol": re.compile(
        r"\b(?:health|safety|hygiene|security|diplomatic|state|medical|covid|under|chief\s+of)\s+$", re.IGNORECASE
    ),
    "document": re.compile(r"\b(?:to|internal|leaked|classified|court)\s+$", re.IGNORECASE),
    "contract": re.compile(r"\b(?:to|marriage|social|employment|may|can|under)\s+$", re.IGNORECASE),
    "seal": re.compile(r"\b(?:an?|the|royal|official)\s+$", re.IGNORECASE),
    "talks": re.compile(r"\b(?:he|she|who|it)\s+$", re.IGNORECASE),
    "instrument": re.compile(r"\b(?:financial|policy|debt|an|as|key|main)\s+$", re.IGNORECASE),
    "met": re.compile(r"\b(?:be|been|being|is|are|was|were|not)\s+$", re.IGNORECASE),
    "forum": re.compile(r"\b(?:online|discussion)\s+$", re.IGNORECASE),
}

# "In agreement" and "a point of agreement" are no instruments, "a series of agreements" is several.
MASS_NOUNS: Final = frozenset({"agreement", "accord"})
# "Signed a ten-year economic programme": whatever states sign is an instrument.
OBJECT_OF_SIGNING: Final = re.compile(
    r"""\b(?:sign(?:s|ed|ing)?|ink(?:s|ed|ing)?|initial(?:l?ed|l?ing)|signature|conclud(?:e|es|ed|ing))\s+(?:of\s+)?
    (?:(?!(?:on|for|in|with|to|into|by|at|under|as|that|which|of)\s|up\s|off\s|(?:agreement|accord|deal|pact|treat|contract|protocol|memorand|mou)\w*\s)
       [\w’'-]+\s+){0,7}$""",
    re.IGNORECASE | re.VERBOSE,
)
# "A work plan was signed".
SIGNED_BEHIND: Final = re.compile(
    r"\s+signed\b|[^.;:,]{0,80}?\s(?:was|were|been|be|being|is|are)\s+(?:\w+ly\s+)?(?:signed|inked|initial+ed|exchanged)\b",
    re.IGNORECASE,
)
# And these are event words only beside such a word: a framework is everywhere, one agreed on is an instrument.
FRAMEWORK: Final = re.compile(
    r"\b(?:agree[sd]?|reach(?:ed|es)?|sign(?:ed|s)?|finali[sz]ed|announced)\s+(?:(?:to|on|upon)\s+)?(?:an?|the)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
ONLY_SIGNED: Final = re.compile(
    r"(?:plans?|program(?:me)?s?|package|papers?|texts|settlements?|understandings?|leases?|loans?|minutes|partnerships?|free\s+trade\s.*)$"
    r"|outcomes?\b|records?\b",
    re.IGNORECASE,
)
# What has a name of its own ("the 2022-2026 Plan of Action") exists; written small it is anybody's plan.
ONLY_NAMED: Final = re.compile(
    r".*\b(?:plans?|program(?:me)?s?)\b.*\b(?:action|co-?operation|work)$|.*\b(?:action|work|working|implementation)\s.*"
    r"|charters?$|compacts?\b|(?:final\s+act|agreed\s+framework|concordats?)$",
    re.IGNORECASE,
)
AUXILIARY: Final = re.compile(r"\b(?:will|would|to|may|might|can|could|shall|should|not)\s+$", re.IGNORECASE)
NATIONAL: Final = re.compile(r"\b(?:[Nn]ational|[Dd]omestic|[Ff]ive-[Yy]ear|Olympic|UN|U\.N\.)\s+$")
# "A loan agreement": the noun behind names the instrument.
COMPOUND: Final = re.compile(
    r"\s+(?:agreement|accord|deal|pact|contract|treat|protocol|memorand|mou|document|convention|talks|negotiation)",
    re.IGNORECASE,
)


@cache
def _book() -> PhraseBook:
    return read_book(TRIGGER_FILE)


def find_triggers(text: str) -> tuple[Trigger, ...]:
    """The event words of a text in document order, without overlap.

    `value` is the codebook value the word suggests: an instrument, a status (for kinds `signing` and `negotiation`) or
    a form of meeting. Words of speech are not looked for here.
    """
    found = []
    for phrase, span in _book().find(text):
        kind, value = phrase.labels
        if kind in KINDS and not _is_something_else(text, span):
            found.append(
                Trigger(
                    kind=cast(TriggerKind, kind),
                    span=span,
                    text=span.of(text),
                    value=value,
                    modality=modality_at(text, span),
                )
            )
    return tuple(found)


def _is_something_else(text: str, span: Span) -> bool:
    word = span.of(text).lower()
    before = text[max(0, span.start - LOOK_BACK) : span.start]
    needed = ONLY_AFTER.get(word)
    if needed is not None:
        return needed.search(before) is None
    if word == "framework":
        return FRAMEWORK.search(before) is None
    is_named = ONLY_NAMED.match(word) is not None
    if is_named or ONLY_SIGNED.match(word):
        if COMPOUND.match(text, span.end) or (NATIONAL.search(before) and is_named) or AUXILIARY.search(before):
            return True
        is_signed = OBJECT_OF_SIGNING.search(before) or SIGNED_BEHIND.match(text, span.end)
        return not is_signed and not (is_named and word[0] != text[span.start])
    single = word.removesuffix("s")
    guard = NOT_AFTER.get(word) or (NOT_AFTER.get(single) if single not in MASS_NOUNS else None)
    return guard is not None and guard.search(before) is not None
