"""Whether a name stands as a place ("in Tehran") or as the state that governs from it ("Tehran said").

News English uses a capital for both, so the words around it decide. They are read outward from the name, nearest
first: a preposition of place settles it, "to" and "from" only together with a word of motion, a possessive before a
plain noun ("in Moscow's view") makes it an actor again. Where nothing points to a place, it's an actor.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from extractor.gazetteer import Match, find_names, word_list
from extractor.spans import Span

Role = Literal["place", "actor", "neither"]

WINDOW: Final = 110
LONGEST_GAP: Final = 24
SPACES: Final = re.compile(r"\s+")
# "a visit to Tehran", "a visit by the Bolivian defence minister to Tehran": how far the word of motion may stand.
MOTION_REACH: Final = 8

MODIFIERS: Final = word_list("modifier")
PREPOSITIONS: Final = word_list("place_preposition")
SETTLEMENTS: Final = word_list("settlement")
COMPASS: Final = word_list("compass")
# "the mayor of Moscow" speaks for no state and the city isn't where anything happens.
TOWN_OFFICES: Final = word_list("town_office")
MOTION: Final = re.compile(
    r"(?:visit|trip|travel|tour|journey|fly|flies|flew|flown|flight|head(?:s|ed|ing)?$|go$|goes|going|gone|went|come$|comes"
    r"|coming|came|return|arriv|depart|left$|leav|land(?:s|ed|ing)$|bound$|route$|invit(?:e|es|ed|ing)$|delegation|mission$|stop|relocat"
    r"|evacuat|deport|extradit|accompan|back$|pilgrimage|shuttl|jet(?:s|ted|ting)?$|cross(?:es|ed|ing)?$|welcom|escort|speaking$|rush)"
)
FOR_MOTION: Final = re.compile(r"(?:left$|leav|depart|bound$|head(?:s|ed|ing)?$)")
DIRECT: Final = re.compile(
    r"(?:visit(?:s|ed|ing)?|tour(?:s|ed|ing)?|left|leav(?:e|es|ing)|reach(?:es|ed|ing)?|enter(?:s|ed|ing)?|revisit(?:s|ed|ing)?)"
)
# "according to Tehran", "close to Moscow": the word before "to" that takes the motion out of it.
NO_MOTION: Final = word_list("no_motion")

POSSESSIVE: Final = re.compile(r"[’'](?:s\b)?")
# "in Russia's Sochi", but not "an answer in China's President's letter".
POSSESSIVE_PLACE: Final = re.compile(
    r"[’'](?:s\b)?\s+(?:[a-z]+\s+){0,2}(?!(?:President|Premier|Prime|Vice|Deputy|Foreign|Defen[cs]e|Interior|Finance|Minister"
    r"|Ministry|King|Queen|Emir|Amir|Sultan|Crown|Chancellor|Secretary|Government|Parliament|Ambassador|Supreme|Central"
    r"|National|State)\b)[A-Z]"
)
JOINED_BEFORE: Final = re.compile(r"\w\s?[-‐‑–—/]\s?$")
JOINED_AFTER: Final = re.compile(
    r"\s?[-‐‑–/]\s?[A-Z]|[-‐‑](?:led|backed|brokered|sponsored|mediated|run|appointed|controlled|aligned|style)\b"
)
OWN_LINE_BEFORE: Final = re.compile(r"(?:^|\n)[ \t]*$")
OWN_LINE_AFTER: Final = re.compile(r"[ \t]*(?:\n|$)")
BASED_AFTER: Final = re.compile(r"[-‐‑](?:based|born|area|bound|headquartered)\b")
# The rest of a longer name or an area around the city.
AREA_AFTER: Final = re.compile(
    r"\s(?:[Pp]rovince|[Rr]egion|[Oo]blast|[Gg]overnorate|[Cc]ounty|[Pp]refecture|[Dd]istrict|[Ss]uburbs?|[Cc]ountryside"
    r"|[Mm]ayor|[Gg]overnor|[Mm]unicipality|[Pp]olice|[Rr]esidents?|[Ss]treets?|[Mm]etro|[Nn]eighbou?rhoods?|[Cc]ity\s[Cc]ouncil"
    r"|[Ss]tock|[Uu]niversity|[Ii]nstitute|[Ss]chool|[Mm]useum|[Hh]ospital|[Cc]astle|[Oo]pera|Olympics?|Games|Marathon"
    r"|[Zz]oo|Club|Group|Initiative|Process|[Ff]ormat|Principles|Charter|Platform|Exchange|International\s[A-Z]\w+"
    r"|(?:[A-Z][\w-]+\s){1,3}(?:Forum|Conference|Dialogue|Summit|Agreement|Accords?|Declaration|Convention|Week|Institute|Council|Cent(?:re|er))"
    r"|(?:[Pp]eace\s|[Cc]limate\s)?(?:[Aa]greements?|[Aa]ccords?|[Pp]rotocols?|[Cc]onventions?|[Dd]eclarations?|[Tt]reaty|[Tt]reaties"
    r"|[Pp]act|[Dd]ocuments?|[Ss]tatute|[Mm]emorandum|[Cc]onsensus|[Cc]ommuniqu[eé]))\b"
)
EVENT_AFTER: Final = re.compile(
    r"\s(?:peace\s|nuclear\s|security\s)?(?:[Tt]alks|[Ss]ummits?|[Mm]eetings?|[Cc]onference|[Nn]egotiations|[Rr]ounds?|[Ff]orum"
    r"|[Ss]ession|[Cc]eremony|[Aa]irport|[Dd]ialogue|[Vv]isit|[Tt]rip|[Ss]top)\b"
)
CAPITAL_AFTER: Final = re.compile(r",?\s(?:the\s|its\s)?(?:[\w’']+\s){0,3}?capital\b")
# A country before another noun is its attribute ("in US custody", "in Iran nuclear talks"), not the place.
ATTRIBUTIVE_AFTER: Final = re.compile(
    r"\s(?:nuclear|talks|polic(?:y|ies)|war|crisis|deal|sanctions|relations|ties|affairs|interests?|hands|troops|forces"
    r"|officials?|dollars?|custody|law|markets?|elections?|politics|Foreign|President|Prime|Defen[cs]e|Secretary)\b"
)
ACRONYM_PLACE_AFTER: Final = re.compile(
    r"""\s*(?:[.,;:!?)\]”"’—–]|$|\s(?:on|and|or|to|for|in|at|with|from|since|after|before|as|by|during|this|last|next|where|who|which
    |that|while|but|is|was|were|will|has|had|have|later|earlier|today|yesterday|amid|over|under|when|until|because|also|the|a|an
    |Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b)""",
    re.VERBOSE,
)
NEXT_IN_LIST: Final = re.compile(r",?\s(?:and|or|then)\s(?:the\s)?|,\s(?:the\s)?")
MORE_OF_LIST: Final = re.compile(r"(?:,[^,.;:\n]{1,30})?,?\s(?:and|or)\s")
# States and provinces that have towns named after capitals and countries ("Moscow, Idaho").
NEW_WORLD: Final = frozenset({"USA", "CAN", "AUS"})


class Site(NamedTuple):
    """One name where it stands: the text, all the names in it, and which of them this is."""

    text: str
    matches: tuple[Match, ...]
    position: int

    @property
    def match(self) -> Match:
        """The name itself."""
        return self.matches[self.position]

    @property
    def span(self) -> Span:
        """Where the name stands."""
        return self.match.span

    @property
    def previous(self) -> Match | None:
        """The name before it."""
        return self.matches[self.position - 1] if self.position > 0 else None

    @property
    def following(self) -> Match | None:
        """The name after it."""
        return self.matches[self.position + 1] if self.position + 1 < len(self.matches) else None

    @property
    def gap(self) -> str:
        """The text up to the following name with single spaces, empty before the last one."""
        return gap_between(self.text, self.span, self.following.span) if self.following else ""


def gap_between(text: str, one: Span, other: Span) -> str:
    """The text between two names, its white space made single spaces; long gaps are cut short."""
    return SPACES.sub(" ", text[one.end : min(other.start, one.end + LONGEST_GAP)])


def sites(text: str) -> Iterator[Site]:
    """All names of a text, in order."""
    matches = find_names(text)
    return (Site(text, matches, position) for position in range(len(matches)))


def role_of(text: str, span: Span, *, country: bool = False) -> Role:
    """How the name in the span is used.

    `country` says that it is the name of a country, which is a place more rarely than a city: "Iran talks" aren't held
    there. "neither" is a name that is part of something else: a treaty, a province, a mayor's office.
    """
    after = text[span.end : span.end + WINDOW]
    alone_on_line = OWN_LINE_BEFORE.search(text[max(0, span.start - 3) : span.start]) and OWN_LINE_AFTER.match(after)
    if BASED_AFTER.match(after) or (alone_on_line and not country):
        return "neither"
    if JOINED_AFTER.match(after) or JOINED_BEFORE.search(text[max(0, span.start - 3) : span.start]):
        return "actor"
    if not country and AREA_AFTER.match(after):
        return "neither"
    words = _words_before(text, span.start)
    before = _role_by_words_before(words, country=country)
    if before == "neither":
        return before
    if before == "place":
        if POSSESSIVE.match(after) and not POSSESSIVE_PLACE.match(after):
            return "actor"
        return "actor" if country and _is_attribute(span.of(text), after) else "place"
    if country:
        return "actor"
    return "place" if EVENT_AFTER.match(after) or CAPITAL_AFTER.match(after) else "actor"


def follows_in_list(site: Site, previous: Span) -> bool:
    """Whether a name goes on a list that the one before is in: "Tehran and Moscow", "Oman, Qatar and Iraq"."""
    text, span = site.text, site.span
    gap = gap_between(text, previous, span)
    if not NEXT_IN_LIST.fullmatch(gap) or text[span.end : span.end + 1] in ("'", "’"):
        return False
    return gap.strip() not in (",", ", the") or MORE_OF_LIST.match(text, span.end) is not None


def names_another_town(site: Site) -> bool:
    """Whether a state or province after the name says that it's another town of that name: "Moscow, Idaho"."""
    if site.following is None or site.gap != ", ":
        return False
    regions = [entry for entry in site.following.entries if entry.kind == "region" and entry.code in NEW_WORLD]
    return bool(regions) and all(entry.code != regions[0].code for entry in site.match.entries)


def _is_attribute(name: str, after: str) -> bool:
    if not any(letter.islower() for letter in name) and len(name) <= 6:
        return ACRONYM_PLACE_AFTER.match(after) is None
    return ATTRIBUTIVE_AFTER.match(after) is not None


def _words_before(text: str, start: int) -> list[str]:
    """The words before a position in lower case, nearest first, back to the end of a paragraph or sentence."""
    window = text[max(0, start - WINDOW) : start].rpartition("\n\n")[2]
    words: list[str] = []
    for word in reversed(window.split()):
        if words and word[-1] in ".;!?:" and len(word) > 3:
            break
        words.append(word.strip("“”\"'‘’()[]").lower())
    return words


def _role_by_words_before(words: list[str], *, country: bool) -> Role:
    rest = list(words)
    while rest and rest[0] in MODIFIERS:
        rest.pop(0)
    if not rest:
        return "actor"
    word, further = rest[0], rest[1:]
    if word in PREPOSITIONS or word.rstrip(",") in SETTLEMENTS or DIRECT.fullmatch(word):
        return "place"
    previous = further[0].rstrip(",") if further else ""
    if word == "of":
        if previous in TOWN_OFFICES:
            return "neither"
        return "place" if previous in COMPASS or (previous in SETTLEMENTS and not country) else "actor"
    if word == "by":
        return "place" if previous == "hosted" else "actor"
    if word in ("to", "from", "through", "for", "toward", "towards"):
        return _role_by_motion(word, further)
    return "actor"


def _role_by_motion(preposition: str, words: list[str]) -> Role:
    if words and words[0].rstrip(",") in NO_MOTION:
        return "actor"
    motion = FOR_MOTION if preposition == "for" else MOTION
    return "place" if any(motion.match(word.rstrip(",")) for word in words[:MOTION_REACH]) else "actor"
