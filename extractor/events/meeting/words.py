"""The words around an encounter that decide what sort of mention it is, each with what it tells apart."""

import re
from typing import Final

LONGEST_GAP: Final = 60
KNOWN_BEFORE: Final = re.compile(
    r"\b(?:the|this|that|these|those|his|her|their|its|both|(?:today|yesterday|\w{3,6}day)[’']s)\s+(?:[\w’'()-]+\s+){0,3}$",
    re.IGNORECASE,
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
BY_PHONE: Final = re.compile(
    r"[^.;\n]{0,80}?\b(?:(?:over|on|by|via|through)\s+(?:the\s+|a\s+)?(?:(?:tele)?phone|video|zoom|telecon)|virtually\b|online\b)",
    re.IGNORECASE,
)
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
    r"\b(?:any|no|every|each|such|(?<!\d(?:st|nd|rd|th) )regular|(?<!the )(?<!their )(?<!its )(?<!’s )(?<!'s )annual"
    r"|future|many|frequent|various|peaceful)"
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
# "Arrived hours before a meeting between A and B": it was still to come.
YET_TO_COME: Final = re.compile(
    r"\b(?:minutes|hours?|days?|weeks?|just|shortly)\s+(?:before|ahead\s+of)\s+(?:an?\s+)?(?:[\w-]+\s+){0,3}$"
    r"|\b(?:in\s+preparation\s+for|to\s+prepare\s+for|ahead\s+of)\s+(?:an?\s+)(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "Thanked the hosts for another round of talks", "vowed to resume talks": no encounter beside the one told of.
THANKED: Final = re.compile(
    r"\b(?:thank(?:ed|s|ing|ful)?|gratitude|grateful|appreciation)\b[^.;]{0,160}\s(?:for|to\s+(?:hold|host|organi[sz]e))\s+(?:[\w’'-]+\s+){0,9}$",
    re.IGNORECASE,
)
VOWED: Final = re.compile(
    r"\b(?:vow|pledg|promis|intend|intention|determin|commit|desire|wish|ready|readi|prepared|willing)\w*\s+(?:to\s+(?:(?:resum|restart|reviv|renew|re-?open|continu)\w*)|for)"
    r"\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
HELD: Final = re.compile(
    r"\b(?:recent|just-concluded|successful)\s+(?:[\w-]+\s+){0,2}$|"
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
    r"welcom|spoke (?!by|on|over|for)|call(?:ed|s|ing)?\s+(?:up)?on|called(?!\s+in\b)|sh(?:ook|ak)|handshake"
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
        *("gather", "gathers", "gathered", "converge on", "face to face"),
        *("get together", "gets together", "got together", "getting together"),
        *("reconvene", "reconvenes", "reconvened", "reconvening"),
        *("came together", "come together", "comes together", "coming together"),
        *("talked with", "talking with"),
        *(f"{verb} views with" for verb in ("exchanged", "exchange", "exchanges", "exchanging")),
    }
    | SUBJECT_IS_HOST
    | SUMMONS
)
JOURNEY_MADE: Final = re.compile(
    r"visited|arrived|travell?ed|toured|flew.*|landed.*|touched down|(?:came|went) to", re.IGNORECASE | re.DOTALL
)
# "Is meeting B", "after meeting B": the gerund, told by what stands on both sides of it.
GERUND_BEFORE: Final = re.compile(
    r"(?:\b(?:is|are|was|were|been|be|after|before|while|upon|by|on|since|from|and|started|began)|,)\s+(?:\w+ly\s+|also\s+|now\s+|first\s+)?$",
    re.IGNORECASE,
)
GERUND_BEHIND: Final = re.compile(
    r"\s+(?:(?:with|separately|here|today)\s+)*(?:(?:his|her|their|its|the|visiting|fellow)\s+(?:[\w’'-]+\s+){0,2}?(?:counterparts?|colleagues?|president|prime|foreign|defen[cs]e"
    r"|minister|leader|host|king|emir|guest)|[A-Z][\w’'-]+\s+(?:[\w’'-]+\s+)?[A-Z])"
)
