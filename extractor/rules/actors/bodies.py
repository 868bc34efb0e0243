"""State bodies named by their country: "Iran's Foreign Ministry", "the Bolivian government", "Central Bank of Iran".

The country's name is found first; these patterns then widen its span to the whole phrase. Words between the country
and "ministry" come from a closed list of fields, so that a phrase can't run over a verb or a person's name.
"""

import re
from typing import Final

from extractor.mentions import NameForm
from extractor.spans import Span

WINDOW: Final = 140

FIELD: Final = (
    r"(?:[Ff]oreign|[Ee]xternal|[Dd]efen[cs]e|[Ii]nterior|[Hh]ome|[Ff]inance|[Ee]conom(?:y|ic)|[Tt]rade|[Cc]ommerce|[Ii]ndustr(?:y|ies)"
    r"|[Ee]nergy|[Oo]il|[Pp]etroleum|[Gg]as|[Tt]ransport(?:ation)?|[Aa]griculture|[Hh]ealth|[Ee]ducation|[Cc]ulture|[Tt]ourism"
    r"|[Jj]ustice|[Ll]abou?r|[Ss]cience|[Tt]echnology|[Ee]nvironment|[Ww]ater|[Pp]ower|[Pp]opular|[Pp]eople[’']s|[Aa]ffairs|[Ii]nternational"
    r"|[Cc]o-?operation|[Pp]lanning|[Ii]nvestments?|[Dd]evelopment|[Ii]nformation|[Cc]ommunications?|[Ss]tate|[Tt]reasury|[Hh]omeland"
    r"|[Ss]ecurity|[Rr]oads?|[Uu]rban|[Hh]ousing|[Mm]in(?:es|ing|erals)|[Ff]isheries|[Ss]ports?|[Yy]outh|[Rr]eligious|[Ii]ntelligence"
    r"|[Aa]tomic|[Nn]uclear|[Ss]pace|[Ii]slamic|[Gg]uidance|[Ll]ogistics|[Aa]rmed|[Ff]orces|[Pp]ublic|[Ss]ocial|[Ww]elfare|[Dd]igital"
    r"|[Cc]limate|[Ee]uropean|[Ee]xpatriates|[Hh]igher|[Rr]esearch|[Nn]ational|[Ff]ederal|[Uu]nification)"
)
FIELDS: Final = rf"{FIELD}(?:(?:,?\s(?:and|&)\s|,\s|\s){FIELD}){{0,6}}"
OF_FIELDS: Final = rf"\s(?:of|for)\s(?:the\s)?{FIELDS}"
KIND: Final = (
    r"(?:(?:new|current|former|previous|outgoing|incoming|federal|central|national|interim|transitional|provisional|caretaker"
    r"|coalition|civilian|royal|ruling|revolutionary|Taliban)\s)"
)
GOVERNMENT: Final = (
    r"(?:[Gg]overnment|[Gg]ovt|[Rr]egime|[Cc]abinet|[Aa]uthorities|[Pp]arliament|[Ll]egislature"
    r"|[Aa]dministration|[Jj]unta)"
)
ORGAN: Final = (
    rf"(?:{GOVERNMENT}|[Pp]residency|[Ee]mbassy|[Cc]onsulate(?:[\s-][Gg]eneral)?|[Aa]ir\s[Ff]orce|[Aa]rmed\s[Ff]orces|[Nn]avy|[Aa]rmy"
    r"|[Cc]oast\s[Gg]uard|[Cc]entral\sbank|Central\sBank|Senate|Congress|House\sof\s(?:Representatives|Commons|Lords)|National\sAssembly"
    r"|Supreme\sCourt|Council\sof\sMinisters|Treasury|[Ff]oreign\s[Oo]ffice|Federal\sForeign\sOffice|Chancellery|National\sSecurity\sCouncil"
    r"|Security\sCouncil|[Pp]resident(?:ial|[’']s)\s(?:[Oo]ffice|[Aa]dministration|[Pp]alace)|[Pp]rime\s[Mm]inister[’']s\s[Oo]ffice"
    r"|[Rr]oyal\s[Cc]ourt|Chamber\sof\sDeputies|Revolutionary\sGuards?(?:\sCorps)?"
    r"|military(?=\s*[.,;]|\s(?:said|says|announced|confirmed|denied|reported|has|had|will|is|was)\b))"
)
ORGAN_AFTER: Final = re.compile(
    rf"(?:[’']s?)?\s{KIND}{{0,2}}(?:{ORGAN}(?:\sof\s{FIELD})?\b"
    rf"|(?:{FIELDS}\s)?(?:[Mm]inistr(?:y|ies)|Department)(?:{OF_FIELDS})?\b"
    rf"|{FIELDS}\s(?:Agency|Commission|Organi[sz]ation|Authority|Corporation)\b)"
)
# Only a government is named by its capital; "the Moscow embassy" stands in Moscow.
CAPITAL_ORGAN_AFTER: Final = re.compile(rf"(?:[’']s?)?\s{KIND}{{0,2}}{GOVERNMENT}\b")
ORGAN_BEFORE: Final = re.compile(
    rf"""\b(?:[Gg]overnment|[Pp]arliament|[Ee]mbassy|[Pp]residency|[Cc]abinet|Senate|Congress|National\sAssembly|Armed\sForces|Army|Navy
    |Air\sForce|Security\sCouncil|Supreme\sCourt|Council\sof\sMinisters|(?:Central|National|Reserve|State|People[’']s)?\s?Bank
    |Chamber\sof\sDeputies|Presidential\s(?:Office|Administration)|Office\sof\sthe\sPresident|Legislative\sAssembly
    |(?:{FIELDS}\s)?[Mm]inistry(?:{OF_FIELDS})?|Department(?:{OF_FIELDS})?)\sof\s(?:the\s)?$""",
    re.VERBOSE,
)


def body_span(text: str, span: Span, *, form: NameForm) -> Span | None:
    """The phrase for a state body around a country's name, None when the name stands alone."""
    after = text[span.end : span.end + WINDOW]
    pattern = CAPITAL_ORGAN_AFTER if form == "capital" else ORGAN_AFTER
    organ = pattern.match(after)
    if organ is not None:
        return Span(span.start, span.end + organ.end())
    if form in ("demonym", "capital"):
        return None
    start = max(0, span.start - WINDOW)
    before = text[start : span.start]
    if before.split()[-1:] != ["of"] and before.split()[-2:] != ["of", "the"]:
        return None
    organ = ORGAN_BEFORE.search(before)
    return Span(start + organ.start(), span.end) if organ else None
