"""What has become of an instrument: the words of signing, negotiating and ending that govern its name in the sentence.

English ties such a word to its noun in few ways: before it ("signed the accord", "the signing of the accord"), inside
its phrase ("the planned accord"), or after it as a passive or an intransitive ("the accord was signed", "took effect").
Anything else in the sentence belongs to something else.
"""

import re
from dataclasses import replace
from typing import Final, NamedTuple

from extractor.events.agreement.state_words import FOR_GERUND, NOMINAL, word_modality, word_status
from extractor.mentions import Modality, Trigger
from extractor.reading import Reading
from extractor.rules.words.instruments import InstrumentPhrase
from extractor.spans import Span
from schemas.vocabulary import AgreementStatus

FARTHEST_BEFORE: Final = 130
FARTHEST_AFTER: Final = 260
# "discussed", "seek" and their like govern what stands right behind them, and yield to a word that says more.
WEAK_REACH: Final = 60
WEAK_PENALTY: Final = 40
RELATIVE_PENALTY: Final = 20

BREAK: Final = re.compile(
    r"[;:]|[.!?]\s|\n\s*\n|\b(?:said|says|told|which|who|whose|while|when|where|but|because|although|since)\b|,\s+(?:and|as|after|before)\s",
    re.IGNORECASE,
)
ASIDE: Final = re.compile(r",[^,;.]{1,60},\s")
FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|shall|should|do|does|did|said|says|told|which|who|whose|but|while)\b|[;:]",
    re.IGNORECASE,
)
# Auxiliaries and adverbs of the verb group that ends here, with the relative pronoun that may open it.
VERB_GROUP: Final = re.compile(
    r"(?:,?\s*\b(?:which|that)\s+)?(?:\b(?:is|are|was|were|has|have|had|will|would|to|be|been|being|can|could|shall|should|may|might|not|already"
    r"|also|first|just|then|due|set|expected|yet|never|later|soon|both|on\s+the|\w+ly)\s+)*$",
    re.IGNORECASE,
)
# "Concluded a round of negotiations on the pact": what was concluded is the round.
OTHER_OBJECT: Final = re.compile(
    r"\b(?:negotiations?|talks|rounds?|discussions|dialogue|efforts?|stud(?:y|ies)|comments|views|opinions|remarks|ideas|proposals"
    r"|positions|messages|information)\b",
    re.IGNORECASE,
)
# "Concluded a meeting on the pact", "finalise its review".
REVIEWED: Final = re.compile(
    r"\b(?:review(?:s|ing)?|meetings?|sessions?|visits?|trips?|tours?|summits?)\b", re.IGNORECASE
)
# "Free trade pact negotiations" are not the pact.
OF_TALKS: Final = re.compile(r"(?:\s*\([^)]{2,12}\))?\s+(?:negotiations?|talks|discussions)\b", re.IGNORECASE)
# Whoever wants or works towards an instrument has none yet.
WISHED: Final = re.compile(
    r"""\b(?:towards?|closer\s+to|hop(?:e|es|ed|ing)\s+(?:to\s+(?:have|see|get|reach)|for)|want(?:s|ed)?|wish(?:es|ed)?|would\s+like
    |push(?:es|ed|ing)?\s+for|press(?:es|ed|ing)?\s+for|prospects?\s+(?:of|for)|need\s+for|possibility\s+of|interest(?:ed)?\s+in
    |aim(?:s|ed|ing)?\s+(?:at|for)|efforts?\s+(?:for|towards?)|goal\s+of|in\s+favou?r\s+of|eye(?:s|d|ing)?|mull(?:s|ed|ing)?
    |(?:mov|press|push|forg|go|work)\w*\s+(?:forward|ahead)\s+(?:on|with)|progress\s+(?:on|towards?)
    |commit(?:ted|ment)\s+to\s+\w+|push\s+to\s+\w+|chances?\s+(?:of|for)|hopes?\s+(?:of|for))
    \s+(?:[\w’'-]+\s+){0,3}$""",
    re.IGNORECASE | re.VERBOSE,
)
# "A pact like the agreement already signed with B": the participle belongs to the nearer noun.
OF_NEARER: Final = re.compile(
    r"(?:as|like|to|than|from|of|on|with)\s+the\s+(?:[\w-]+\s+){0,3}(?:agreements?|accords?|deals?|treaty|treaties|pacts?|protocols?|contracts?"
    r"|memorand(?:a|um|ums)|declarations?)\s+(?:(?:already|previously|recently|earlier|just|that\s+was|it)\s+)?$",
    re.IGNORECASE,
)
# "The accord would be the first": it is still to come.
WOULD: Final = re.compile(r"[^,;:.]{0,60}?\s(?P<verb>would)\s(?!have\b|not\b)", re.IGNORECASE)
# "Denounced what it called a deal", "the deal as a betrayal": blamed, not ended.
DENOUNCED: Final = re.compile(r"denounc|denunc|renounc", re.IGNORECASE)
BLAMED: Final = re.compile(r"\bwhat\b|\bas\s+(?:an?|the|\w+ly)?\b", re.IGNORECASE)
WISHED_REACH: Final = 60
# "A contract under which B will build a port is to be signed".
RELATIVE: Final = re.compile(r"\s+(?:under\s+which|by\s+which|that|which|whose)\s")
AUXILIARY: Final = re.compile(r"\b(?:was|were|is|are|been|being|be)\b", re.IGNORECASE)
# "Discussed the pact, and exchanged papers": the second verb has its own object.
COORDINATED: Final = re.compile(r",\s+and\s*$")
PASSIVE: Final = re.compile(
    r"\b(?:was|were|is|are|been|being|be)\s+(?:not\s+|\w+ly\s+|also\s+|first\s+|already\s+|jointly\s+)*$", re.IGNORECASE
)
NOT_OBJECT: Final = re.compile(
    r"\b(?:under|within|pursuant\s+to|in\s+line\s+with|based\s+on|according\s+to|part\s+of|accordance\s+with|following|after|since|through"
    r"|basis\s+of|framework\s+of|thanks\s+to|despite|by|in|during|at|against|regarding|from)\s+$",
    re.IGNORECASE,
)
# One leaves "from" or "out of" an accord; of other verbs that isn't the object.
LEAVING: Final = re.compile(r"withdr|pull", re.IGNORECASE)
PARTICIPLE: Final = re.compile(
    r"(?:ed|won|sought|struck|frozen|withdrawn|torn up|drawn up|held up|bogged down|void|draft|under \w+|cards"
    r"|than ever|within reach|imminent)$",
    re.IGNORECASE,
)
AGREE_LINK: Final = re.compile(
    r"\s*(?:in\s+principle\s+)?(?:to|on|upon)?(?:\s+(?:the|an?|most\s+of\s+the)\s+(?:\w+\s+)?"
    r"(?:wording|text|terms|contents?|outlines?|draft|details|points|version|provisions|basis)\s+(?:of|for))?\s*$",
    re.IGNORECASE,
)
# "Denied reports that it had signed": there is none, says whoever should know.
DENIED: Final = re.compile(
    r"\b(?:reject|den(?:y|ies|ied)|dismiss|refut|rebut|disput)\w*\s+(?:[\w’'-]+\s+){0,4}?(?:(?:reports?|claims?|allegations?|rumou?rs?|suggestions?|speculation|assertions?"
    r"|accusations?|stories|news|information)\s+(?:[\w’'-]+\s+){0,5}?(?:that|of|about)|that|having|ever|signing)\s[^.;]{0,120}$",
    re.IGNORECASE,
)
# "Hoped to see it signed".
SEE_DONE: Final = re.compile(r"\bto\s+(?:see|have|get|be)\s+(?:it\s+)?$", re.IGNORECASE)
TALKS_LINK: Final = re.compile(
    r"\s*(?:with\s+[\w\s.’'-]{1,60}?\s)?\s*(?:for|on|about|over|towards?|aimed\s+at|concerning|regarding)?\s*$",
    re.IGNORECASE,
)
# Who brokers a deal has none.
BROKERED: Final = re.compile(r"broker", re.IGNORECASE)
# "The accord, which covers trade, ..., was signed": the clause between the name and its verb.
WHICH: Final = re.compile(
    r",\s+which\s.{1,200},(?=\s+(?:was|were|has\s+been|had\s+been|will\s+be)\s)", re.IGNORECASE | re.DOTALL
)
# "The treaty, which the two presidents signed last May": the instrument is the object of the clause behind it.
OBJECT_CLAUSE: Final = re.compile(
    r"(?:^|,)\s*(?:which|that)\s+(?!(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should)\b)[^,;:.]{2,60}\s$",
    re.IGNORECASE,
)
DID: Final = re.compile(r"signed|inked|concluded|reached|ratified|approved|initialled|negotiated", re.IGNORECASE)
POSSESSIVE_LINK: Final = re.compile(r"[’']s?\s*$")
QUESTION_TAIL: Final = 10
QUESTION: Final = re.compile(r"\?[\"”’)]*\s*(?:\d{1,2}\.)?\s*$")
# What is discussed and has a name of its own exists already.
DISCUSSED: Final = re.compile(r"discuss|consider|explor|mull|committed|offer", re.IGNORECASE)
# Who reaches, secures or announces a deal has agreed on it.
REACHED: Final = re.compile(
    r"reach|arriv|hammer|thrash|work|announc|unveil|secur|finali|yield|produc|result|culminat|led", re.IGNORECASE
)
# "Will run for five years and was signed": two verbs of one subject, unless another clause parts them.
SPEECH: Final = re.compile(r"\b(?:said|says|told|which|who|whose|but|while)\b|[;:]", re.IGNORECASE)
INTRANSITIVE: Final = frozenset({"in_force", "expired", "planned_signing"})
# "The treaty is to replace one that expires": another instrument.
ANOTHER: Final = re.compile(
    r"\b(?:replac|supersed|succe(?:ed|ssor))\w*\b|\bthe\s+(?:one|old|previous|current)\b", re.IGNORECASE
)
# "The treaty's sponsors urged the ...": a finite verb has an object of its own, a participle none.
HAS_OBJECT: Final = re.compile(r"\s+(?:the|an?|its|his|her|their|all|both)\s", re.IGNORECASE)


class State(NamedTuple):
    """A status an instrument is said to have, and the word that says so.

    `distance` orders the words of one sentence by how closely they govern the name; `is_active` tells "A signed the
    accord" from "the accord was signed".
    """

    status: AgreementStatus
    span: Span
    modality: Modality
    distance: int
    is_active: bool


def find_states(reading: Reading, phrase: InstrumentPhrase, sentence: Span) -> tuple[State, ...]:
    """The states of the instrument in its sentence, the closest first."""
    if is_question(reading.text, sentence):
        return ()
    states = []
    for trigger in reading.triggers_in(sentence):
        distance = _distance(reading.text, trigger, phrase)
        if distance is not None:
            trigger = replace(trigger, modality=word_modality(reading.text, trigger))
            status = word_status(reading.text, trigger, sentence)
            is_active = trigger.span.end <= phrase.span.start
            states.append(State(status, trigger.span, trigger.modality, distance, is_active))
    if states and DENIED.search(reading.text, sentence.start, phrase.span.start):
        return tuple(state._replace(status="rejected") for state in sorted(states, key=lambda state: state.distance))
    of_talks = OF_TALKS.match(reading.text, phrase.span.end, sentence.end)
    if of_talks:
        return (_of_talks(states, Span(*of_talks.span())),)
    wished = WISHED.search(reading.text, max(sentence.start, phrase.span.start - WISHED_REACH), phrase.span.start)
    would = WOULD.match(reading.text, phrase.span.end, sentence.end) if not states else None
    if would and not phrase.plural:
        return (State("negotiating", Span(*would.span("verb")), "planned", 0, is_active=False),)
    if not states and wished and phrase.determiner != "known":
        return (State("negotiating", Span(wished.start(), phrase.span.start), "planned", 0, is_active=True),)
    return tuple(sorted(states, key=lambda state: state.distance))


def _of_talks(states: list[State], talks: Span) -> State:
    """The state of an instrument that is named only by its negotiations: agreed on once these are over."""
    over = next((state for state in states if state.modality == "actual" and state.status == "signed"), None)
    status: AgreementStatus = "agreed_in_principle" if over else "negotiating"
    return State(status, over.span if over else talks, "actual", 0, is_active=over is not None)


def is_question(text: str, sentence: Span) -> bool:
    """Whether a sentence asks: a question states nothing."""
    return QUESTION.search(text, max(sentence.start, sentence.end - QUESTION_TAIL), sentence.end) is not None


def _distance(text: str, trigger: Trigger, phrase: InstrumentPhrase) -> int | None:
    """How far a word stands from the instrument it governs, None where it doesn't govern it."""
    if trigger.kind == "meeting":
        return _talks_distance(text, trigger, phrase)
    if trigger.kind not in ("signing", "negotiation"):
        return None
    if DISCUSSED.match(trigger.text) and phrase.determiner == "known":
        return None
    if DENOUNCED.match(trigger.text) and BLAMED.search(text, trigger.span.end, phrase.span.end + WISHED_REACH):
        return None
    penalty = WEAK_PENALTY if trigger.value == "negotiating" or NOMINAL.match(trigger.text) else 0
    if phrase.span.covers(trigger.span) and not phrase.trigger.span.overlaps(trigger.span):
        # "The withdrawal deal" is about a withdrawal, "the signed deal" is signed.
        return penalty if PARTICIPLE.search(trigger.text) else None
    if trigger.span.end <= phrase.span.start:
        between = text[trigger.span.end : phrase.span.start]
        return len(between) + penalty if _governs_from_before(text, trigger, between) else None
    if trigger.span.start >= phrase.trigger.span.end:
        between = text[phrase.trigger.span.end : trigger.span.start]
        has_object = HAS_OBJECT.match(text, trigger.span.end) is not None
        # "Left the pact it had signed": the main verb says what is new.
        penalty += 0 if AUXILIARY.search(between) else RELATIVE_PENALTY
        return len(between) + penalty if _governs_from_behind(trigger, between, has_object=has_object) else None
    return None


def _talks_distance(text: str, trigger: Trigger, phrase: InstrumentPhrase) -> int | None:
    if trigger.value != "negotiation_round" and trigger.text.lower() not in ("talks", "discussions", "discussed"):
        return None
    if trigger.span.end <= phrase.span.start:
        between = text[trigger.span.end : phrase.span.start]
    else:
        between = text[phrase.trigger.span.end : trigger.span.start]
    return len(between) + WEAK_PENALTY if TALKS_LINK.match(between) else None


def _governs_from_before(text: str, trigger: Trigger, between: str) -> bool:
    if BROKERED.match(trigger.text):
        return False
    between = ASIDE.sub(" ", between)
    reach = WEAK_REACH if trigger.value == "negotiating" else FARTHEST_BEFORE
    if (
        len(between) > reach
        or BREAK.search(between)
        or FINITE.search(between)
        or (LEAVING.match(trigger.text) and "," in between)
        or (NOT_OBJECT.search(between) and not LEAVING.match(trigger.text))
        or (trigger.kind == "signing" and OTHER_OBJECT.search(between))
        or REVIEWED.search(between)
    ):
        return False
    if trigger.value == "agreed_in_principle":
        return AGREE_LINK.match(between) is not None or (
            REACHED.match(trigger.text) is not None and len(between) < reach // 2
        )
    before = text[max(0, trigger.span.start - 40) : trigger.span.start]
    return trigger.text.lower().split()[0].endswith("ing") or PASSIVE.search(before) is None


def _governs_from_behind(trigger: Trigger, between: str, *, has_object: bool) -> bool:
    if len(between) > FARTHEST_AFTER:
        return False
    if POSSESSIVE_LINK.match(between) or (
        OBJECT_CLAUSE.search(between) and DID.fullmatch(trigger.text) and not SEE_DONE.search(between)
    ):
        return True
    if trigger.value not in INTRANSITIVE and not PARTICIPLE.search(trigger.text):
        return False
    between = WHICH.sub(" ", between)
    group = VERB_GROUP.search(between)
    rest = between[: group.start()] if group else between
    relative = RELATIVE.match(rest)
    if relative and AUXILIARY.search(group[0] if group else ""):
        return SPEECH.search(rest, relative.end()) is None
    if (
        ANOTHER.search(rest)
        or OF_NEARER.search(between)
        or (PARTICIPLE.search(trigger.text) and not AUXILIARY.search(between) and has_object)
    ):
        return False
    if COORDINATED.search(rest) and not AUXILIARY.search(between):
        return False
    if rest.endswith(("and", "and ")) and not SPEECH.search(rest):
        return True
    return FINITE.search(rest) is None


def is_looked_back(text: str, state: State) -> bool:
    """Whether someone is praised or blamed "for signing" it: the signing is no news."""
    before = text[max(0, state.span.start - WISHED_REACH) : state.span.start]
    return state.status == "signed" and FOR_GERUND.search(before) is not None
