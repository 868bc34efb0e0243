"""What one word of signing, negotiating or ending says of an instrument, once what stands around the word is read.

"Will witness the signing" is to come, "voted to ratify" is done, "not yet agreed" is no refusal.
"""

import re
from typing import Final, cast

from extractor.mentions import Modality, Trigger
from extractor.rules.words.modality import ADVERBS, VERB_TO, clause_before
from extractor.spans import Span
from schemas.vocabulary import AgreementStatus

NEAR: Final = 60
# "Not yet agreed" is no refusal.
YET: Final = re.compile(r"\b(?:yet|still)\b", re.IGNORECASE)
# "Steps for the signature of the accord": it is not signed yet.
FOR_SIGNING: Final = re.compile(
    r"\b(?:for|before|towards?|prior\s+to|ahead\s+of|until|pending|on|approv\w+|authori[sz]\w+|clear(?:s|ed))\s+(?:the\s+)?(?:possible\s+|formal\s+)?(?:signing\s+(?:and|or)\s+)?$",
    re.IGNORECASE,
)
SIGNATURE: Final = re.compile(r"signature|signing|conclusion|adoption|exchange", re.IGNORECASE)
# "Praised Peru for signing the accord" looks back; "ready for signing the accord" does not.
FOR_GERUND: Final = re.compile(r"\bfor\s+(?:\w+ly\s+)?$", re.IGNORECASE)
ON_THE_WAY: Final = re.compile(
    r"\b(?:ready|readiness|open(?:ed)?|prepar\w+|dates?|time|moment|conditions?|steps?|ground(?:s|work)?|basis|call\w*|push\w*|press\w*|plan\w*"
    r"|plea|deadline|authori[sz]\w+|approv\w+|schedul\w+|set|slated|due|venue|mandate|favou?r\w*|need|reasons?|hopes?|allow\w*|paves?"
    r"|paving|way|necessary|essential|crucial|important)\b[^.;,]{0,25}$",
    re.IGNORECASE,
)
OBJECT: Final = re.compile(r"\s+(?!of\b|by\b|in\b|at\b|on\b|and\b|or\b)\w", re.IGNORECASE)
# "Will witness the signing of the accord", "is to end with the signing": a signing has the time of its verb.
WILL_SEE: Final = re.compile(
    rf"(?:\b(?:will|shall|would|may|might)|[’']ll|\b{VERB_TO}\s+to)\s+{ADVERBS}[a-z-]+\s[^.;:]{{0,60}}$", re.IGNORECASE
)
ASIDE: Final = re.compile(r",[^,;.]{1,40},\s")
TO_COME: Final = re.compile(
    r"\b(?:prepar|speed|accelerat|expedit|hasten|finali[sz]|facilitat|enabl|postpon|delay|await|envisag|foresee|propos|urg)\w*\s+(?:up\s+)?(?:the\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
DEBATED: Final = re.compile(
    r"\b(?:issue|question|possibility|prospects?|idea|matter|importance|need)\s+(?:of|for)\s+(?:the\s+)?$"
    r"|\b(?:discuss\w*|consider\w*|debat\w*|propos\w*|talk\w*\s+about)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
NOT_ONLY_LAW: Final = re.compile(r"approv|endors|pass|giv|gave|green", re.IGNORECASE)
LEGISLATURE: Final = re.compile(
    r"\b(?:parliament\w*|congress|senat\w*|duma|assembly|legislat\w*|house|majlis|knesset|bundestag|rada|lawmakers|deputies|referendum"
    r"|federation\s+council|chamber|diet|seim|sejm|national\s+council|vote[sd]?)\b",
    re.IGNORECASE,
)
# "The extension of the truce" may be a wish: only that there is a truce is sure.
NOMINAL: Final = re.compile(r"extension|renewal|prolongation|implementation", re.IGNORECASE)
LONG_AFTER: Final = re.compile(
    r"\b(?:(?:months|years?|decades?|centur(?:y|ies)|anniversary)\s+(?:after|since|of|following)|since)\s+the\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
AGREED_TO: Final = re.compile(r"\bagree(?:s|d)?\s+to\s+$", re.IGNORECASE)
VOTED_TO: Final = re.compile(r"\bvot(?:ed|es)\s+(?:\w+ly\s+|\d+[-–]\d+\s+)?to\s+$", re.IGNORECASE)
BY: Final = re.compile(r"\bby\b", re.IGNORECASE)
PLANNED: Final[dict[str, AgreementStatus]] = {
    "signed": "planned_signing",
    "ratified": "signed",
    "in_force": "signed",
    "renewed": "in_force",
    "suspended": "in_force",
    "terminated": "in_force",
    "expired": "in_force",
    "rejected": "negotiating",
    "agreed_in_principle": "negotiating",
}
NEGATED: Final[dict[str, AgreementStatus]] = {
    "signed": "rejected",
    "agreed_in_principle": "rejected",
    "ratified": "signed",
    "renewed": "in_force",
}
# "The accord requires ratification": it has not had it.
STILL_TO_COME: Final = re.compile(
    r"\b(?:requir\w+|await\w*|pending|need\w*|subject\s+to|lack\w*|call(?:s|ed|ing)?\s+(?:for|on\s+\w+\s+for)|urg\w+|demand\w*"
    r"|press(?:es|ed|ing)?\s+for|stall\w*|delay\w*|block\w*)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
PRESENT_EXPIRY: Final = re.compile(r"expires|expiring|expiry|expire|lapses", re.IGNORECASE)


def is_long_after(text: str, word: Span) -> bool:
    """Whether a noun of signing only dates something else: "four decades after the signing"."""
    return LONG_AFTER.search(text, max(0, word.start - NEAR), word.start) is not None


def word_modality(text: str, trigger: Trigger) -> Modality:
    """The trigger's modality; what a parliament voted to do is done."""
    voted = VOTED_TO.search(text, max(0, trigger.span.start - NEAR), trigger.span.start)
    return "actual" if voted else trigger.modality


def word_status(text: str, trigger: Trigger, sentence: Span) -> AgreementStatus:
    """The status a word gives, once what stands around it is taken into account."""
    value = "negotiating" if trigger.kind == "meeting" else trigger.value
    if value == "ratified" and NOT_ONLY_LAW.match(trigger.text) and not _by_legislature(text, trigger, sentence):
        value = "agreed_in_principle"
    if value == "ratified" and STILL_TO_COME.search(text[max(0, trigger.span.start - 50) : trigger.span.start]):
        return "signed"
    if SIGNATURE.fullmatch(trigger.text) and (ahead := _signing_ahead(text, trigger)):
        return ahead
    if NOMINAL.fullmatch(trigger.text) or (value == "expired" and PRESENT_EXPIRY.fullmatch(trigger.text)):
        return "in_force"
    if value == "renewed" and AGREED_TO.search(text[max(0, trigger.span.start - 30) : trigger.span.start]):
        return "renewed"
    return _in_modality(text, trigger, value)


def _in_modality(text: str, trigger: Trigger, value: str) -> AgreementStatus:
    """The status `value` as its modality leaves it: planned, denied, called off or done."""
    is_yet = trigger.modality == "negated" and YET.search(clause_before(text, trigger.span.start)) is not None
    if trigger.modality == "planned" or is_yet:
        return PLANNED.get(value, cast(AgreementStatus, value))
    if trigger.modality == "negated":
        return NEGATED.get(value, cast(AgreementStatus, value))
    if trigger.modality == "cancelled":
        return "suspended"
    return cast(AgreementStatus, value)


def _signing_ahead(text: str, trigger: Trigger) -> AgreementStatus | None:
    """What a noun of signing says where the signing is prepared or only talked about; None where it took place."""
    before = text[max(0, trigger.span.start - NEAR - 40) : trigger.span.start]
    gerund = FOR_GERUND.search(before) if OBJECT.match(text, trigger.span.end) else None
    if gerund and not ON_THE_WAY.search(before[: gerund.start()]):
        return None
    plain = ASIDE.sub(" ", before)
    will_see = WILL_SEE.search(clause_before(plain, len(plain)))
    if will_see or FOR_SIGNING.search(before[-40:]) or TO_COME.search(before):
        return "planned_signing"
    is_debated = DEBATED.search(text, max(0, trigger.span.start - NEAR), trigger.span.start) is not None
    return "negotiating" if is_debated else None


def _by_legislature(text: str, trigger: Trigger, sentence: Span) -> bool:
    """Whether a parliament does the approving: it stands before the verb, or behind it as its agent or object."""
    if LEGISLATURE.search(text, sentence.start, trigger.span.start):
        return True
    agent = BY.search(text, trigger.span.end, min(sentence.end, trigger.span.end + NEAR))
    return agent is not None and LEGISLATURE.search(text, agent.end(), agent.end() + NEAR) is not None
