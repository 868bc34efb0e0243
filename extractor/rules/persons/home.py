"""For which country someone acts whose office is written without one.

A national outlet leaves its own country out, and a story names the other side's only once. So the country comes from
whose spokeswoman she is, where the briefing is given, who issues the page or where it is filed from, and whoever of the
same government was named shortly before.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from extractor.gazetteer import lookup
from extractor.rules.persons.agencies import agency_country
from extractor.rules.persons.families import COLLEAGUES, NATIONAL, ONE_HOLDER, RULERS
from extractor.rules.persons.marked import MarkedText
from extractor.rules.persons.person_drafts import PersonDraft, nearest
from extractor.rules.persons.story_country import MAIN_SIDE, use_agents, use_capitals
from extractor.rules.persons.title_phrases import is_organisation
from extractor.rules.places.datelines import find_dateline

OTHER_SIDE = re.compile(
    r"\b(?:with|met|meets|told|thanked|counterpart|(?:received|welcomed|greeted|hosted|visited|seen\s+off)\s(?:[\w\s]{1,20}\s)?by)\b"
)
NEIGHBOURHOOD = 300
# Presidents of these are named without their country in every other one, too.
KNOWN_EVERYWHERE = frozenset({"USA", "RUS", "CHN"})
ISSUER = re.compile(
    r"(?:official\s+website|royal\s+(?:\w+\s+)?court|presidency\s+of|embassy\s+in|press\s+service|office\s+of\s+the\s+(?:spokes\w+|president|prime)|ministry\s+of|government\s+of"
    r"|the\s+white\s+house|department\s+of\s+state|the\s+below\s+is\s+attributable|embassy\s+of)[^\n.]{0,60}",
    re.IGNORECASE,
)
POSSESSIVE_END = re.compile(r"['’]s\s\Z")
BRIEFING = re.compile(
    r"\s(?:said|told)\s(?:(?:a|the|at)\s)?(?:[a-z]+\s){0,4}?in\s(?P<city>[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?)\b"
)
PARAGRAPH = re.compile(r"\n\s*\n")
HEAD = 1000
CITY_NAME = r"(?P<city>[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}?)"
# "Amman, 14 September 2003"; "Parliament House, Canberra 27 July 2000"
DATED_CITY_LINE = re.compile(
    rf"\W{{0,3}}(?:[A-Z][\w ]{{2,30}},\s)?{CITY_NAME}[,.:]?\s{{1,3}}(?:on\s)?(?:\w+,?\s)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]+|[A-Z][a-z]+\.?\s\d{1,2}(?:st|nd|rd|th)?),?\s(?:1[89]|20)\d\d\W{0,3}"
)
# "Washington, DC"; "Beijing."
CITY_LINE = re.compile(rf"{CITY_NAME}(?:,\s(?:[A-Z]\.?){{2}})?[.,]?\s*")
ISSUER_LINE = re.compile(r"^[^\n]{0,100}$", re.MULTILINE)
AMERICAN_ISSUERS = re.compile(
    r"office\s+of\s+the\s+spokesperson|the\s+white\s+house|department\s+of\s+state|below\s+is\s+attributable",
    re.IGNORECASE,
)


def home_country(marked: MarkedText) -> str | None:
    """The country that an article is issued by or filed from, None where the text shows neither."""
    return _issuers_country(marked) or _country_filed_from(marked.text) or agency_country(marked.text)


def _country_filed_from(text: str) -> str | None:
    """The country of the capital in the dateline, or on a line of its own or with a date at the head."""
    dateline = find_dateline(text)
    if dateline:
        return _of_capital(dateline.city.of(text))
    for line in ISSUER_LINE.finditer(text, 0, HEAD):
        found = CITY_LINE.fullmatch(line.group()) or DATED_CITY_LINE.fullmatch(line.group())
        if found and (code := _of_capital(found["city"])):
            return code
    return None


def _of_capital(city: str) -> str | None:
    return next((entry.code for entry in lookup(city) if entry.form == "capital"), None)


def _issuers_country(marked: MarkedText) -> str | None:
    """The country of the government that says it issues the page."""
    actors = [actor for _, (_, actor) in sorted(marked.starting.items())]
    starts = [actor.span.start for actor in actors]
    for line in ISSUER_LINE.finditer(marked.text):
        found = ISSUER.search(line.group())
        if found is None:
            continue
        if AMERICAN_ISSUERS.search(found.group()):
            return "USA"
        start = line.start() + found.start()
        at = bisect_left(starts, start)
        if at < len(starts) and starts[at] < line.end():
            return actors[at].code
    return None


def use_home(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Give holders of national offices without a country the country of the outlet."""
    waiting = [
        d for d in drafts if d.country is None and d.families & NATIONAL and not d.families & {"private", "expert"}
    ]
    for draft in [d for d in drafts if d.country is None]:
        draft.country = _principals_country(marked, drafts, draft)
    for draft in waiting:
        if draft.country is None and "spokesperson" in draft.families:
            draft.country = _briefing_country(marked, draft)
    home = (home_country(marked) or _country_of_own_leaders(drafts)) if waiting else None
    use_capitals(marked, drafts, home)
    use_agents(marked, drafts, home)
    if home is None and waiting:
        _take_from_neighbours(marked, drafts, waiting)
    for draft in waiting:
        if draft.country is None and not _is_taken(drafts, draft, home):
            draft.country = home


def use_counterparts(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Give whoever meets "his Serbian counterpart X" the other country of a story between two."""
    for draft in drafts:
        introduced = [run for run in draft.runs if any(office.family == "counterpart" for office in run.titles)]
        others = [d for d in drafts if d is not draft and d.families & NATIONAL]
        subject = nearest(others, introduced[0].span.start) if introduced and draft.country else None
        if subject is None or subject.country is not None or subject.last_before(introduced[0].span.start) < 0:
            continue
        named = Counter(actor.code for _, actor in marked.starting.values() if not is_organisation(actor.code))
        del named[draft.country]
        (code, times), *rest = [*named.most_common(2), ("", 0)]
        if times >= MAIN_SIDE and times > rest[0][1]:
            subject.country = code


def _principals_country(marked: MarkedText, drafts: Sequence[PersonDraft], draft: PersonDraft) -> str | None:
    """The country of A in "A's spokeswoman B", "A's special envoy, B"."""
    ends = {span.end: holder for holder in drafts for span in holder.mentions if holder.country}
    for office in draft.offices:
        found = POSSESSIVE_END.search(marked.text, max(0, office.span.start - 4), office.span.start)
        if found and found.start() in ends:
            return ends[found.start()].country
    return None


def _briefing_country(marked: MarkedText, draft: PersonDraft) -> str | None:
    """The country of the capital where a spokesperson briefs: "Foreign Ministry spokesman X told reporters in Rome"."""
    for run in draft.runs:
        briefed = BRIEFING.match(marked.text, run.span.end)
        capitals = [entry.code for entry in lookup(briefed["city"]) if entry.form == "capital"] if briefed else []
        if capitals:
            return capitals[0]
    return None


def _is_taken(drafts: Sequence[PersonDraft], draft: PersonDraft, country: str | None) -> bool:
    """Whether the country's one holder is another: a visitor's story is filed from the host's capital."""
    sole = draft.families & ONE_HOLDER
    return any(d.country == country and d.families & sole for d in drafts if d is not draft)


def _take_from_neighbours(marked: MarkedText, drafts: Sequence[PersonDraft], waiting: Sequence[PersonDraft]) -> None:
    """Give ministers and "his spokeswoman X" the country of the office holder mentioned shortly before.

    A ruler is of that country, too, unless the one before is one of the same kind.
    """
    holders = [d for d in drafts if d.country and d.families & NATIONAL]
    mentioned = sorted((span.start, d.country, tuple(d.families)) for d in holders for span in d.mentions)
    for draft in waiting:
        at = bisect_left(mentioned, (draft.first, "", ())) - 1
        attached = any(office.text.lower().startswith(("his ", "her ", "their ")) for office in draft.offices)
        if at < 0:
            continue
        start, country, families = mentioned[at]
        another = draft.families & RULERS and not draft.families & RULERS & set(families)
        if not (attached or another or draft.families & COLLEAGUES):
            continue
        parted = PARAGRAPH.search(marked.text, start, draft.first) or OTHER_SIDE.search(marked.text, start, draft.first)
        if draft.first - start < NEIGHBOURHOOD and not parted:
            draft.country = country


def _country_of_own_leaders(drafts: Sequence[PersonDraft]) -> str | None:
    """The country whose leader the text names without it, as a national outlet does."""
    own = {
        d.country
        for d in drafts
        if d.country and d.families & RULERS and d.offices and not any(o.country for o in d.offices)
    }
    return own.pop() if len(own) == 1 and not own & KNOWN_EVERYWHERE else None
