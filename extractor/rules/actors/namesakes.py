"""Names that are spelt like a country and mean something else: newspapers, rivers, languages, persons, US states.

Fixed names are in the tables and never reach these tests; here is what only the neighbouring words can tell. Each test
reads a few characters on either side. When in doubt a name isn't the country: an article about a country names it more
than once, while a wrong country becomes a wrong party.
"""

import re
from typing import Final

from extractor.gazetteer import Entry, folded, lookup, word_list
from extractor.spans import Span

WINDOW: Final = 70

OUTLET_AFTER: Final = re.compile(
    r"\s(?:Times|Post(?!-)|Daily|Herald|Tribune|Today|Gazette|Journal|Chronicle|Observer(?!\sMission)|Telegraph|Globe|Review"
    r"|Guardian(?!\sCouncil)|News|TV|Television|Radio|Broadcasting|Press(?!\s(?:Secretary|Conference|Office|Service|Release)))\b"
)
GEOGRAPHY_AFTER: Final = re.compile(
    r"\s(?:River|Valley|Delta|Basin|Sea|Ocean|[Pp]eninsula|Straits?|Canal|Channel|Falls|Gulf|Desert|Mountains|Alps)\b"
)
INSTITUTION_AFTER: Final = re.compile(
    r"\s(?:University|College|Tech\b|Airlines|Airways|Stock\sExchange|Grand\sPrix|Cup\b|Olympics?|Orthodox|Super\sLeague"
    r"|Premier\sLeague|Pro\sLeague|Philharmonic|Symphony|Ballet|Opera|Marathon|Biennale|Bulldogs)"
)
PART_OF_NAME_BEFORE: Final = re.compile(
    r"\b(?:Gulf|Bay|Sea|Straits?|Times|Voice|University|College|Miss|Mr|Mrs|Ms|Dr|Lake|Mount|River|Fort|Hotel|Radio|Bishop"
    r"|Archbishop|Patriarch|[RD]-)\.?(?:\sof)?(?:\sthe)?\s?$"
)
LANGUAGE_AFTER: Final = re.compile(
    r"[-\s](?:language|languages|speaking|speakers?|text|texts|alphabet|script|versions?|translations?|edition|subtitles)\b"
    r"|(?:,?\s(?:and\s)?[A-Z]\w+){0,4}\slanguages\b"
)
LANGUAGE_BEFORE: Final = re.compile(r"\b(?:in|into)\s(?:both\s)?(?:[A-Z][\w-]+(?:,\s|\sand\s|,\sand\s|\sor\s)){0,4}$")
SPOKEN_BEFORE: Final = re.compile(
    r"\b(?:speaks?|spoke|spoken|fluent\sin|translated\s(?:from|into)|learn(?:s|ed|ing)?|stud(?:y|ied|ying))\s$"
)
LANGUAGE_END: Final = re.compile(
    r"""\s*(?:[.,;:!?)\]”"]|$)|\s(?:and|or|with|to)\s(?:[A-Z]\w+(?:,\s|\sand\s)?){1,3}\s*(?:[.,;:!?)\]]|$|languages?\b)"""
)
SOVIET_PAST_BEFORE: Final = re.compile(r"\b(?:[Ff]ormer\s|[Ee]x-|[Pp]ost-|[Pp]re-)$")
SOVIET_PAST_AFTER: Final = re.compile(r"[-\s](?:era|made|built|designed|style|type|born|time|times)\b")
# "Contact us" in capitals, and money: "US$5 billion", "AU$", "HK$".
PRONOUN_BEFORE: Final = re.compile(r"\b(?:ABOUT|CONTACT|FOLLOW|JOIN|FIND|LIKE|EMAIL|E-MAIL|TELL|LET)\s$")
NATIONAL_COUNCIL_BEFORE: Final = re.compile(r"(?:\bNational|\bInternal|\bFederal|\band|(?:ian|ish|ese|an|i)|[’']s)\s$")
NATIONAL_COUNCIL_AFTER: Final = re.compile(
    r"\s(?:of\s(?!the\sUnited\sNations|the\sUN\b)|[Ss]ecretary\s|[Cc]hief\s|[Hh]ead\s|[Dd]eputy\s)"
)
US_POLITICS_AFTER: Final = re.compile(
    r",?\s(?:Republicans?|Democrats?|Gov\.|Governor|Sen\.|Senators?|Rep\.|Congressman|Congresswoman|voters|USA|U\.S\.A)\b"
)

# Countries and capitals that are also what people are called.
GIVEN_NAMES: Final = word_list("given_name")
SURNAMES: Final = word_list("surname")
# What may follow or precede a country's name without making it a person's.
NOT_A_NAME: Final = word_list("not_a_name")
# "Israel Water Authority", "Jordan Armed Forces": a name of an institution, not of a person.
INSTITUTION_RUN: Final = re.compile(
    r"(?:\s(?:[A-Z][\w’'-]*|of|for|and)){0,4}?\s(?:Authority|Agency|Forces?|Bank|Company|Corporation|Commission|Council|Association"
    r"|Federation|Institute|Fund|Service|Industries|Board|Union|Ports?|Cent(?:er|re)|Chamber|Office|Organi[sz]ation)\b"
)
NAME_AFTER: Final = re.compile(r"\s(?P<word>[A-Z][\w’'-]+)")
NAME_BEFORE: Final = re.compile(r"(?P<start>^|[.!?:]\s+|\n\s*)?(?P<word>\b[A-Z][\w’'-]*\.?)\s$")
TITLED_BEFORE: Final = re.compile(r"\b(?:Rep|Sen|Gov|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Adm)\.\s[A-Z][\w’'-]*\.?\s$")
OF_BEFORE: Final = re.compile(r"\b(?:of|in|the)\s$")


def is_namesake(text: str, span: Span, entry: Entry) -> bool:
    """Whether the words only look like this country or organisation."""
    before, after = text[max(0, span.start - WINDOW) : span.start], text[span.end : span.end + WINDOW]
    if after.startswith(("$", "€", "£")) or before.endswith("@"):
        return True
    if OUTLET_AFTER.match(after) and entry.form != "demonym":
        return True
    if entry.kind == "organisation":
        return _is_other_body(entry, before, after) or (entry.name == "WHO" and _line_of(text, span).isupper())
    if GEOGRAPHY_AFTER.match(after) or INSTITUTION_AFTER.match(after):
        return True
    if entry.form == "demonym":
        return _is_language(before, after) or (entry.code == "SUN" and _is_past(before, after))
    if PART_OF_NAME_BEFORE.search(before) or (entry.code == "SUN" and _is_past(before, after)):
        return True
    if entry.code == "USA" and span.of(text) == "US" and PRONOUN_BEFORE.search(before):
        return True
    if entry.code == "GEO" and (US_POLITICS_AFTER.match(after) or _follows_american_city(before)):
        return True
    return is_personal_name(text, span)


def is_personal_name(text: str, span: Span) -> bool:
    """Whether the words are part of somebody's name: "Michael Jordan", "Chad Smith", "Victoria Nuland"."""
    name = folded(span.of(text))
    given, surname = name in GIVEN_NAMES, name in SURNAMES
    if not (given or surname) or is_title_case(_line_of(text, span)):
        return False
    before, after = text[max(0, span.start - WINDOW) : span.start], text[span.end : span.end + WINDOW]
    following = NAME_AFTER.match(after)
    institution = INSTITUTION_RUN.match(after) is not None
    if given and following and not (institution or OF_BEFORE.search(before) or _is_common(following["word"])):
        return True
    if not surname:
        return False
    preceding = NAME_BEFORE.search(before)
    if preceding is None or _is_common(preceding["word"]):
        return False
    return preceding["start"] is None or TITLED_BEFORE.search(before) is not None


def is_title_case(line: str) -> bool:
    """Whether a line is written like a headline, where capitals say nothing about names."""
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    if line.rstrip().endswith("."):
        return False
    return len(words) > 3 and 10 * sum(word[0].isupper() for word in words) >= 8 * len(words)


def _is_common(word: str) -> bool:
    plain = word.rstrip(".").lower()
    return plain in NOT_A_NAME or any(entry.kind != "city" for entry in lookup(plain))


def _line_of(text: str, span: Span) -> str:
    start = text.rfind("\n", max(0, span.start - 300), span.start) + 1 or max(0, span.start - 300)
    end = text.find("\n", span.end, span.end + 300)
    return text[start : end if end >= 0 else span.end + 300]


def _is_language(before: str, after: str) -> bool:
    if LANGUAGE_AFTER.match(after) or SPOKEN_BEFORE.search(before):
        return True
    return LANGUAGE_BEFORE.search(before) is not None and LANGUAGE_END.match(after) is not None


def _is_past(before: str, after: str) -> bool:
    """ "former Soviet", "Soviet-era": a time or a make, not the state."""
    return SOVIET_PAST_BEFORE.search(before) is not None or SOVIET_PAST_AFTER.match(after) is not None


def _is_other_body(entry: Entry, before: str, after: str) -> bool:
    if entry.name != "Security Council":
        return False
    return NATIONAL_COUNCIL_BEFORE.search(before) is not None or NATIONAL_COUNCIL_AFTER.match(after) is not None


def _follows_american_city(before: str) -> bool:
    city = re.search(r"([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)?),\s$", before)
    return city is not None and any(entry.code == "USA" and entry.kind == "city" for entry in lookup(city[1]))
