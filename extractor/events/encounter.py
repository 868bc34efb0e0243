"""One encounter as its sentence tells it, and the words that decide what sort of mention it is.

Verbs tell of an encounter ("met"), nouns name one ("the talks"): whether a noun takes up a known meeting, means none in
particular or is only the setting of something else is said by the words before it.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, cast

from extractor.events.near import nearest
from extractor.mentions import DateMention, Modality, PlaceMention, Sentence, Trigger
from extractor.reading import Reading, Reference, Side
from extractor.spans import Span
from schemas.vocabulary import MeetingForm

LONGEST_GAP: Final = 60
KNOWN_BEFORE: Final = re.compile(
    r"\b(?:the|this|that|these|those|his|her|their|its|both)\s+(?:[\w’'()-]+\s+){0,3}$", re.IGNORECASE
)
# "The next meeting" is not the one just told of.
OTHER_BEFORE: Final = re.compile(
    r"\b(?:next|further|another|first|second|third|fourth|fifth|sixth|previous|last|upcoming|earlier|\d+(?:st|nd|rd|th))\s"
    r"(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
# The event beside which something else happened.
SETTING: Final = re.compile(
    r"\b(?:sidelines?|margins?|fringes|occasion|eve|ahead)\s+of\s+(?:[\w’'()-]+\s+){0,8}$", re.IGNORECASE
)
BY_PHONE: Final = re.compile(r"[^.;\n]{0,80}?\b(?:over|on|by|via)\s+(?:the\s+)?(?:tele)?phone\b", re.IGNORECASE)
# Guests are welcomed at the airport before they meet anybody.
AIRPORT: Final = re.compile(r"[^.;\n]{0,160}\bairport\b", re.IGNORECASE)
ROUND: Final = re.compile(r"(?:round|session)s? of", re.IGNORECASE)
# Teams meet and players sign, too.
SPORT: Final = re.compile(
    r"\b(?:fans|coach|goalkeeper|striker|midfielder|semi-?finals?|quarter-?finals?|world cup|cup of nations"
    r"|championships?|tournament|medals?|kick-?off|scored|stadium|matchday)\b",
    re.IGNORECASE,
)
GENERIC_BEFORE: Final = re.compile(
    r"\b(?:any|no|every|each|such|(?<!\d(?:st|nd|rd|th) )regular|annual|future|many|frequent|various|peaceful)"
    r"\s+(?:[\w’'-]+\s+){0,2}$"
    r"|\b(?<!day )(?<!days )(?<!hours )(?<!week )(?<!weeks )of\s+$"
    r"|\b(?:tourists?|visitors|travell?ers|nationals|citizens|people|pilgrims|students|fans)\s+(?:\w+\s+)?$"
    r"|\b(?:mediat|broker|facilitat)\w+\s+(?:the\s+)?(?:\w+\s+){0,2}$"
    r"|\b(?:visit|trip|invit\w+|visiting)\b[^.;]{0,40}\bfor\s+(?:[\w’'-]+\s+){0,2}$"
    r"|\b(?:resolv|settl|solv)\w*\s+[^.;]{0,60}?\bthrough\s+(?:[\w-]+\s+){0,2}$"
    r"|\b(?:issues?|subject|topic|question|need|necessity|possibility|prospects?|chances?|idea|form|preconditions?|readiness|willingness|support|proposals?|calls?"
    r"|called|calling|urged|hopes?)\s+(?:for|of)\s+(?:[\w’'+.-]+\s+){0,7}$",
    re.IGNORECASE,
)
# "Begin talks on an agreement": work towards it, and no encounter.
TOWARDS: Final = re.compile(
    r"\s+(?:to|on|for|towards?)\s+(?:\w+\s+){0,4}?(?:[A-Z][\w-]*\s+){0,4}(?:agreement|treaty|pact|deal|accord)\b",
    re.IGNORECASE,
)
BEGIN: Final = re.compile(
    r"\b(?:begin\w*|began|start\w*|commenc\w+|launch\w*|resum\w+|continu\w+)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE
)
# Talks as a course of dealing, or as something to be set up, rather than as an event.
PROCESS: Final = re.compile(
    r"\b(?:launch\w*|accelerat\w+|quicken\w*|speed\w*(?:\s+up)?|expedit\w+|intensif\w+|advanc\w+|establish\w*|set\s+up|ongoing"
    r"|institutionali[sz]\w+|resolve\w*\s+through)\s+(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
COURSE: Final = re.compile(r".*\bcommission|talks|negotiation|dialogue|consultation|round|discussion", re.IGNORECASE)
REGULARLY: Final = re.compile(
    r"[^.;,]{0,30}?\s(?:annually|regularly|every\s+(?:year|month|week|two\s+years)|each\s+year)\b"
)
# "Held meetings on the sidelines": unless it is said with whom, no one in particular.
MEETINGS: Final = re.compile(r"meetings", re.IGNORECASE)
# A commission that welcomes or decides is a speaker.
SPEAKS: Final = re.compile(
    r"\s+(?:also\s+)?(?:is|welcom|not(?:ed|es)|stress|prais|express|reaffirm|call(?:ed|s)|underlin|encourag|decid|has\s+decided|said|says|agreed)",
    re.IGNORECASE,
)
# "Last met in Lima", "first met when both were students": not the meeting that the article reports.
EARLIER: Final = re.compile(r"\b(?:last|previously|once|formerly)\s+(?:been\s+)?$", re.IGNORECASE)
AGO: Final = re.compile(
    r"[^.;]{0,80}?\b(?:(?:years?|months?|decades?)\s(?:ago|earlier|before)|back\sin|in\s(?:19|20)\d\d|when\s+(?:he|she|they|both))\b",
    re.IGNORECASE,
)
FIRST: Final = re.compile(r"\bfirst\s+$", re.IGNORECASE)
# "Announced the visit": nobody announces what is over.
ANNOUNCED: Final = re.compile(
    r"\bannounc(?:ed|es|ing)\s+(?:the|an?|his|her|their)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
HELD: Final = re.compile(
    r"\b(?:hold|holds|held|holding|had|have|having|convened|began|start(?:ed|s)?|opened|concluded|conducted|attend\w*|during|after|in|at"
    r"|following|sidelines\s+of)\s+(?:[\w’'-]+\s+){0,6}$",
    re.IGNORECASE,
)
TAKES_PLACE: Final = re.compile(
    r"[^.;]{0,80}?\b(?:t(?:ake|akes|aking|ook)\s+place|(?:be|been|was|were)\s+held|(?:must|will|to|should)\s+convene)\b"
)
OF_INSTRUMENT: Final = re.compile(
    r"\s(?:[\w-]+\s){0,3}(?:agreement|accord|treaty|pact|deal|protocol|convention|memorandum|declaration|constitution)s?\b"
)
DETERMINER: Final = re.compile(r"\b(?:the|an?|its|their|his|her)\s$", re.IGNORECASE)
# "Welcomed", "spoke to": a meeting if the object is a named person, else a reaction or a speech.
PERSON_ONLY: Final = re.compile(
    r"welcom|spoke (?!by|on|over|for)|call(?:ed|s|ing)?\s+(?:up)?on|called|sh(?:ook|ak)|handshake|huddl"
    r"|talk\w*\s+with|see\b",
    re.IGNORECASE,
)
# "Welcomed the historic meeting": no guest is welcomed.
WELCOMED_NEWS: Final = re.compile(r"welcom(?:ed|es)\s+(?:the|an?|its|their|this|that|his|her)\s+[a-z]")
WE: Final = re.compile(r"\bwe\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
SUBJECT_IS_HOST: Final = frozenset(
    {
        *("received", "receives", "receive", "receiving"),
        *("hosted", "hosts", "host", "hosting", "played host to", "plays host to", "play host to", "playing host to"),
        *("welcomed", "welcomes", "welcome", "welcoming"),
    }
)
SUMMONS: Final = frozenset({"summon", "summons", "summoned", "summoning", "called in"})
VERBS: Final = frozenset(
    {
        *("met", "meets", "meet", "discussed", "telephoned", "phoned", "called"),
        *("called on", "calls on", "call on", "calling on"),
        *("confer", "confers", "conferred", "conferring", "huddle", "huddles", "huddled", "huddling"),
        *("sat down", "sit down", "sits down", "sitting down", "shook hands", "shake hands", "shakes hands", "see"),
        *("dined", "dines", "dining", "lunched", "consulted", "consults", "negotiated with"),
        *("talked with", "talking with"),
        *(f"{verb} views with" for verb in ("exchanged", "exchange", "exchanges", "exchanging")),
    }
    | SUBJECT_IS_HOST
    | SUMMONS
)
JOURNEY_MADE: Final = re.compile(
    r"visited|arrived|travell?ed|toured|flew.*|landed.*|touched down|(?:came|went) to", re.IGNORECASE | re.DOTALL
)
# Forms that may be one and the same event under different words.
FAMILIES: Final[dict[str, str]] = {
    "bilateral": "encounter",
    "negotiation_round": "encounter",
    "multilateral": "assembly",
    "summit": "assembly",
    "joint_commission": "commission",
    "ceremony": "ceremony",
    "summons": "summons",
    "phone_video": "call",
    "visit": "visit",
}


@dataclass(frozen=True, kw_only=True)
class Encounter:
    """One mention of an encounter or visit.

    `hosts` are the countries travelled to, or that of a person who receives another. `takes_up` tells "the meeting"
    from "a meeting"; `is_generic` marks words that mean no meeting in particular, `is_setting` one that is only
    named as the setting of something else, `is_earlier` one of another time ("last met"); `is_told` says that the
    clause tells of the meeting as an event ("held talks"), `is_chaired` that its persons lead a meeting in which others
    than their countries meet.
    """

    trigger: Trigger
    sentence: Sentence
    form: MeetingForm
    persons: tuple[Reference, ...] = ()
    sides: tuple[Side, ...] = ()
    hosts: tuple[Side, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    takes_up: bool = False
    is_generic: bool = False
    is_setting: bool = False
    is_earlier: bool = False
    is_told: bool = False
    is_chaired: bool = False

    @property
    def family(self) -> str:
        """What sort of event the form belongs to."""
        return FAMILIES.get(self.form, "encounter")

    @property
    def modality(self) -> Modality:
        """How real the event is."""
        return self.trigger.modality

    @property
    def acting(self) -> tuple[Reference, ...]:
        """The persons whose countries take part."""
        return () if self.is_chaired else self.persons

    @cached_property
    def codes(self) -> frozenset[str]:
        """Countries and organisations that take part."""
        acting = {ref.person.country for ref in self.acting if ref.person.country}
        return frozenset(acting | {side.code for side in (*self.sides, *self.hosts)})

    @cached_property
    def people(self) -> frozenset[int]:
        """The ids of the persons who take part."""
        return frozenset(ref.person.id for ref in self.persons)


def describe(
    reading: Reading,
    trigger: Trigger,
    sentence: Sentence,
    *,
    persons: tuple[Reference, ...],
    sides: tuple[Side, ...] = (),
    hosts: tuple[Side, ...] = (),
) -> Encounter:
    """The mention with its form, its dates and places, once the sides are known."""
    before = reading.text[max(sentence.span.start, trigger.span.start - LONGEST_GAP) : trigger.span.start]
    is_verb = trigger.text.lower() in VERBS
    is_call = trigger.kind == "phone" or (
        trigger.value == "bilateral" and BY_PHONE.match(reading.text, trigger.span.end, sentence.span.end) is not None
    )
    behind = Span(trigger.span.end, sentence.span.end)
    if trigger.modality == "actual" and not is_verb and ANNOUNCED.search(before):
        trigger = replace(trigger, modality="planned")
    return Encounter(
        trigger=trigger,
        sentence=sentence,
        form="phone_video" if is_call else cast(MeetingForm, trigger.value),
        persons=persons,
        sides=sides,
        hosts=hosts,
        dates=nearest(reading, _dates_of_events(reading, sentence), trigger.span),
        places=() if is_call else nearest(reading, reading.places_in(sentence.span), trigger.span),
        takes_up=takes_up(reading, trigger, sentence),
        is_generic=_is_generic(reading, trigger, sentence, persons),
        is_setting=SETTING.search(before) is not None,
        is_earlier=_is_earlier(reading, before, behind),
        is_told=is_verb
        or JOURNEY_MADE.fullmatch(trigger.text) is not None
        or HELD.search(before) is not None
        or TAKES_PLACE.match(reading.text, *behind) is not None,
    )


def _is_earlier(reading: Reading, before: str, behind: Span) -> bool:
    if EARLIER.search(before):
        return True
    return FIRST.search(before) is not None and AGO.match(reading.text, *behind) is not None


def _dates_of_events(reading: Reading, sentence: Sentence) -> list[DateMention]:
    """The dates of a sentence without the years that only say which instrument is meant ("the 1994 accord")."""
    return [
        date
        for date in reading.dates_in(sentence.span)
        if not (
            date.granularity == "year"
            and OF_INSTRUMENT.match(reading.text, date.span.end)
            and DETERMINER.search(reading.text, sentence.span.start, date.span.start)
        )
    ]


def _is_named(reading: Reading, sentence: Sentence, persons: tuple[Reference, ...], behind: Span) -> bool:
    """Whether meetings in the plural are with somebody: two persons, or a side named behind the word."""
    countries = {ref.person.country for ref in persons}
    return len(countries) > 1 or any(side.code not in countries for side in reading.sides_in(behind))


def takes_up(reading: Reading, trigger: Trigger, sentence: Sentence) -> bool:
    """Whether the word is a noun with an article that points back ("the talks")."""
    before = reading.text[max(sentence.span.start, trigger.span.start - LONGEST_GAP) : trigger.span.start]
    if trigger.text.lower() in VERBS or OTHER_BEFORE.search(before) or ROUND.match(trigger.text):
        return False
    return KNOWN_BEFORE.search(before) is not None


def _is_generic(reading: Reading, trigger: Trigger, sentence: Sentence, persons: tuple[Reference, ...]) -> bool:
    """Whether the word means no official encounter in particular."""
    before = reading.text[max(sentence.span.start, trigger.span.start - LONGEST_GAP) : trigger.span.start]
    is_verb = trigger.text.lower() in VERBS
    if (WE if is_verb else GENERIC_BEFORE).search(before) or SPORT.search(sentence.span.of(reading.text)):
        return True
    behind = Span(trigger.span.end, sentence.span.end)
    if COURSE.search(trigger.text) and PROCESS.search(before):
        return True
    if COURSE.search(trigger.text) and BEGIN.search(before) and TOWARDS.match(reading.text, *behind):
        return True
    if REGULARLY.match(reading.text, *behind):
        return True
    if trigger.value == "joint_commission" and SPEAKS.match(reading.text, *behind):
        return True
    if MEETINGS.fullmatch(trigger.text) and not _is_named(reading, sentence, persons, behind):
        return True
    met = any(ref.span.start > trigger.span.end for ref in persons)
    if WELCOMED_NEWS.match(reading.text, trigger.span.start, sentence.span.end):
        return True
    if trigger.text.lower().startswith(("welcom", "receiv")) and AIRPORT.match(
        reading.text, trigger.span.end, sentence.span.end
    ):
        return True
    return PERSON_ONLY.match(trigger.text) is not None and not met
