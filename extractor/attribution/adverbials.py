"""The words between a cue and what was said: when, where and to whom it was said.

"told reporters in Rome on Monday that" is all frame. How far it reaches shows only from what follows, a "that" or a
quotation; without either, only days and plain addressees are passed over, so that no word of the content is lost.
"""

import re

from extractor.mentions import Trigger

DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.?"
)
# "on Monday", "late Friday, March 3", "in August 2020", "yesterday", "at the time", "for his part"
TIME = re.compile(
    rf"""\s*,?\s*(?:
      (?:(?:on|late|early|last|this|earlier|later|by)\s+){{0,2}}{DAYS}(?:\s+(?:morning|evening|night|afternoon))?
        (?:,?\s+{MONTHS}\s+\d{{1,2}}|,?\s+\d{{1,2}}\s+{MONTHS})?
    | (?:on|in|since|until|last|this)\s+(?:early\s+|late\s+)?
        (?:{MONTHS}(?:\s+\d{{1,2}})?(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{MONTHS}(?:\s+\d{{4}})?|\d{{4}})
    | yesterday | today | earlier | recently | afterwards? | later | at\ the\ time | again | once\ again | here
    | last\s+(?:week|month|year|night) | this\s+(?:week|month|year|morning)
    | (?:earlier|later)\s+(?:this|in\ the)\s+(?:day|week|month|year)
    | (?:\w+\s+)?(?:hours|days|weeks|months)\s+(?:ago|later|earlier) | for\s+(?:his|her|its|their)\s+part
    )(?:\s*\((?:[A-Z][a-z]{{2,8}}\.?\s)?\d{{1,2}}(?:\s[A-Z][a-z]{{2,8}})?\))?(?=[\s,.:;"“(]|$)""",
    re.VERBOSE,
)
# An adverbial that a preposition opens; what it holds must not reach past a clause.
ADVERBIAL = re.compile(
    r"""\s*,?\s*(?:in|on|at|during|after|before|following|upon|through|via|from|as|when|while|within|amid|alongside|ahead)\s""",
    re.VERBOSE,
)
TO_THAT = re.compile(r"(?:\([^()]{0,60}\)|[^.;:\"“”(\n]){0,170}?(?=\bthat\b(?!\s+(?:day|time|week|month|year|of)\b))")
TO_QUOTE = re.compile(r"[^.;\"“”«\n]{0,170}?[:,]?\s*(?=[\"“«]|``)")
ADDRESSING = re.compile(
    r"(?:told|tells|telling|informed|informing|assur\w+|reassur\w+|remind\w+|ask(?:ed|ing|s))\Z", re.IGNORECASE
)
ADDRESSEE = re.compile(
    r"""\s+(?:(?:the|a|his|her|its|their|local|state|visiting)\s+){0,3}
    (?:reporters?|journalists?|parliament|lawmakers|state\ (?:TV|television|media)|audience|crowd|summit|meeting|forum
    |(?:news\s+|press\s+|joint\s+){0,2}(?:conference|briefing)|(?:press|news)\s+agency|council|media|press|assembly|congress
    |us|me|him|her|them
    |[A-Z][\w'’.&-]*(?:\s+(?:[A-Z][\w'’.&-]*|of|the|and|for|[Nn]ews|[Aa]gency|TV)){0,6}
    |(?:[a-z'’-]+\s+){0,3}(?:counterparts?|minister|president|leaders?|officials|envoy|ambassador|delegation|agency
    |newspaper|daily|channel|gathering|session|deputies|students|businessmen|guests|participants|people|nation|world
    |visitors|briefing|conference|reporters?|journalists?|correspondents?|radio|television|station|rally|panel|committee
    |forum|summit|meeting|ceremony|seminar|hearing|crowd|audience))\b""",
    re.VERBOSE,
)
# "pointed out | to the visiting premier that …"
TO_WHOM = re.compile(
    r"\s+to\s+(?=the\b|his\b|her\b|its\b|their\b|him\b|them\b|[A-Z])[^.;:,\"“”\n]{2,120}?(?=\s+(?:that|his|her|its|their)\b)"
)
# "warned | Madrid | that", but "warned Madrid against it": there whom is part of what was said
ADDRESSED_THAT = re.compile(r"(?:warn|promis|caution|notif|advis|pledg)", re.IGNORECASE)
OFFERS = re.compile(r"(?:promis|pledg)", re.IGNORECASE)
WHOM_THAT = re.compile(r"\s+(?!(?:of|about|against|on|in|to|that)\b)[^.;:,\"“”\n]{2,80}?(?=\s+that\b)")
# "promised aid that would come" tells of the aid
NAMED_THAT = re.compile(r"\s+(?=(?:the|his|her|its|their|him|them)\b|[A-Z])[^.;:,\"“”\n]{2,80}?(?=\s+that\b)")
EXPRESSING = re.compile(
    r"(?:express|convey|voic|extend|offer|reiterat|complain|protest|propos|suggest|announc|confirm|vow)", re.IGNORECASE
)
CLAUSAL = frozenset({"assert", "announce_action", "optimism", "threaten"})
# Quotations of fewer words are terms, and an adverbial may hold one.
SPOKEN_WORDS = 5


def takes_clause(cue: Trigger) -> bool:
    """Whether the cue reports a clause rather than an act upon someone."""
    return cue.value in CLAUSAL


def past_addressee(text: str, at: int, end: int, cue: Trigger) -> int:
    """Where the addressee of a cue like "told" ends; at its "that" where there is one."""
    if ADDRESSED_THAT.match(cue.text):
        whom = (NAMED_THAT if OFFERS.match(cue.text) else WHOM_THAT).match(text, at, end)
        return whom.end() if whom else at
    if not ADDRESSING.search(cue.text):
        told = cue.value == "assert" or EXPRESSING.match(cue.text)
        to_whom = TO_WHOM.match(text, at, end) if told else None
        return to_whom.end() if to_whom else at
    reached = TO_THAT.match(text, at, end) or ADDRESSEE.match(text, at, end)
    return reached.end() if reached else at


def past_times(text: str, at: int, end: int) -> int:
    """Past "on Monday", "in August"."""
    while match := TIME.match(text, at, end):
        at = match.end()
    return at


def to_words(text: str, at: int, end: int) -> int | None:
    """If an adverbial stands here: where the "that" or the quotation begins that ends it, `end` if none does.

    None where no adverbial stands.
    """
    if ADVERBIAL.match(text, at, end) is None:
        return None
    if that := TO_THAT.match(text, at, end):
        return that.end()
    quote = TO_QUOTE.match(text, at, end)
    if quote and quote.end() < end and text.count(" ", quote.end(), end) >= SPOKEN_WORDS - 1:
        return quote.end()
    return end


def to_quote(text: str, at: int, end: int) -> int | None:
    """Where the next quotation opens, nothing but frame before it."""
    quote = TO_QUOTE.match(text, at, end)
    return quote.end() if quote and quote.end() < end else None
