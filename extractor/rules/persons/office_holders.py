"""Who holds which office, for which country: from the words beside a name, and for offices that stand without one.

Evidence for a country, strongest first: a demonym or "of X" in the title; "X's Smith" and "Smith of X"; the table of
leaders; an office elsewhere in the text that only this person can hold; the country that the article is filed from or
issued by, for offices that a national outlet leaves without one.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from extractor.gazetteer import lookup
from extractor.rules.persons.leaders import leader_named, years_in
from extractor.rules.persons.marked import MarkedText
from extractor.rules.persons.name_runs import NameRun
from extractor.rules.persons.person_drafts import PersonDraft, nearest
from extractor.rules.persons.subjecthood import is_subject
from extractor.rules.persons.title_phrases import Office, is_organisation
from extractor.rules.places.datelines import find_dateline
from extractor.titles import is_kind


def _families(names: str) -> frozenset[str]:
    return frozenset(names.split())


MINISTERS = _families("foreign_minister defence_minister other_minister minister")
RULERS = _families("supreme_leader head_of_state head_of_government monarch leader heir")
# The families that a vague word may stand for.
COVERS = {
    "minister": MINISTERS | {"deputy_minister"},
    "other_minister": _families("other_minister minister"),
    "leader": RULERS,
    "diplomat": _families("diplomat foreign_minister ambassador envoy deputy_minister spokesperson"),
    "envoy": _families("envoy ambassador diplomat"),
    "ambassador": _families("ambassador envoy"),
    "official": MINISTERS
    | _families("official adviser deputy_minister military_commander secretary_general legislator")
    | _families("envoy ambassador diplomat spokesperson"),
}
VAGUE = _families("official leader private expert")
# Offices of a state, which a national outlet names without the state.
NATIONAL = (
    MINISTERS
    | (RULERS - {"leader"})
    | _families("deputy_leader deputy_minister spokesperson legislator military_commander adviser")
)
# A cabinet is named together: "President A ... Foreign Minister B and Economy Minister C".
COLLEAGUES = MINISTERS | {"deputy_minister", "deputy_leader"}
OTHER_SIDE = re.compile(r"\b(?:with|met|meets|told|thanked|counterpart)\b")
NEIGHBOURHOOD = 300
# Characters back: farther off, a subject has been forgotten.
FARTHEST = 1500
# A country that a story names so often, and more often than any third one, is a side of it.
MAIN_SIDE = 2
# Presidents of these are named without their country in every other one, too.
KNOWN_EVERYWHERE = frozenset({"USA", "RUS", "CHN"})
# Offices of which a country has one holder.
ONE_HOLDER = _families("foreign_minister defence_minister head_of_government monarch")
CITIZENS = _families("private expert")
PRIVATE = CITIZENS | {"cleric"}
STATELESS = PRIVATE | {"counterpart"}
ISSUER = re.compile(
    r"(?:official\s+website|press\s+service|office\s+of\s+the\s+(?:spokes\w+|president|prime)|ministry\s+of|government\s+of"
    r"|the\s+white\s+house|department\s+of\s+state|the\s+below\s+is\s+attributable|embassy\s+of)[^\n.]{0,60}",
    re.IGNORECASE,
)
POSSESSIVE_END = re.compile(r"['’]s\s\Z")
BRIEFING = re.compile(
    r"\s(?:said|told)\s(?:(?:a|the|at)\s)?(?:[a-z]+\s){0,4}?in\s(?P<city>[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?)\b"
)
PARAGRAPH = re.compile(r"\n\s*\n")
ISSUER_LINE = re.compile(r"^[^\n]{0,100}$", re.MULTILINE)
AMERICAN_ISSUERS = re.compile(
    r"office\s+of\s+the\s+spokesperson|the\s+white\s+house|department\s+of\s+state|below\s+is\s+attributable",
    re.IGNORECASE,
)


def settle_offices(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Give every draft the families and the country that the words beside its name say."""
    for draft in drafts:
        held = [office for office in draft.offices if not office.former]
        draft.families = {office.family for office in held} - {"counterpart"}
        votes = Counter(
            o.country for o in held if o.country and not o.implied and o.family not in STATELESS - {"counterpart"}
        )
        draft.country = votes.most_common(1)[0][0] if votes else _country_beside(marked, draft)


def _country_beside(marked: MarkedText, draft: PersonDraft) -> str | None:
    """The country in "Iran's Smith" and, for office holders, "General Smith of Iran"."""
    for run in draft.runs:
        before = marked.ending.get(run.first - 1)
        if before and marked.tokens[run.first - 1].possessive:
            return before[1].code
        if run.end + 1 < len(marked.tokens) and marked.folds[run.end] in ("of", "from", "in"):
            after = marked.starting.get(run.end + 1)
            serves = any(o.family not in STATELESS and not o.former for o in run.titles) or _in_series(marked, run)
            if after and serves and after[1].form in ("name", "acronym"):
                return after[1].code
    return None


def _in_series(marked: MarkedText, run: NameRun) -> bool:
    """Whether an untitled name is one of several holders: "Presidents A of X and B of Y", "President A and B of Y"."""
    before = marked.folds[run.first - 1] if run.first else ""
    return not run.titles and (before in ("and", "&") or is_kind(before, "plural"))


def _alike(families: set[str]) -> frozenset[str]:
    """The families, with those that are easily mixed: presidents and premiers, "Secretary" and foreign minister."""
    rulers = RULERS if families & RULERS else frozenset()
    ministers = MINISTERS if "minister" in families else frozenset()
    return frozenset(families) | rulers | ministers


def use_leaders(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Fill in from the table of leaders, then from what a title implies, what the text leaves open.

    "Defence Secretary" implies Britain only where the text names Britain, or no country at all.
    """
    years = years_in(marked.text)
    codes = {actor.code for _, actor in marked.starting.values()}
    for draft in drafts:
        only_former = bool(draft.offices) and all(office.former for office in draft.offices)
        if only_former or (draft.families and draft.families <= CITIZENS):
            continue  # a former leader speaks for no country
        leader = leader_named(draft.name, _alike(draft.families), years)
        if leader and draft.families & MINISTERS and is_organisation(leader.country):
            continue  # a minister of her own country before or after she led the organisation
        if leader and draft.country in (None, leader.country):
            draft.country = leader.country
            draft.families.add(leader.family)
        implied = [o.country for o in draft.offices if o.implied and o.country and not o.former]
        if draft.country is None and implied and (not codes or implied[0] in codes):
            draft.country = implied[0]


def home_country(marked: MarkedText) -> str | None:
    """The country that an article is issued by or filed from, None where the text shows neither."""
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
    dateline = find_dateline(marked.text)
    capitals = [e.code for e in lookup(dateline.city.of(marked.text)) if e.form == "capital"] if dateline else []
    return capitals[0] if capitals else None


def use_home(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Give holders of national offices without a country the country of the outlet."""
    waiting = [
        d for d in drafts if d.country is None and d.families & NATIONAL and not d.families & {"private", "expert"}
    ]
    for draft in waiting:
        draft.country = _principals_country(marked, drafts, draft)
        if draft.country is None and "spokesperson" in draft.families:
            draft.country = _briefing_country(marked, draft)
    home = (home_country(marked) or _country_of_own_leaders(drafts)) if waiting else None
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
    """Give ministers and "his spokeswoman X" the country of the office holder mentioned shortly before."""
    holders = [d for d in drafts if d.country and d.families & NATIONAL]
    mentioned = sorted((span.start, d.country) for d in holders for span in d.mentions)
    for draft in waiting:
        at = bisect_left(mentioned, (draft.first, "")) - 1
        attached = any(office.text.lower().startswith(("his ", "her ", "their ")) for office in draft.offices)
        if at < 0 or not (attached or draft.families & COLLEAGUES):
            continue
        start, country = mentioned[at]
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


def _covered(draft: PersonDraft, family: str) -> bool:
    return not draft.families.isdisjoint(COVERS.get(family, frozenset({family})))


def _holder(marked: MarkedText, drafts: Sequence[PersonDraft], office: Office, position: int) -> PersonDraft | None:
    """The person who holds the office, by country and family."""
    able = [d for d in drafts if _covered(d, office.family)]
    if office.country and office.family not in CITIZENS:
        own = [d for d in able if d.country == office.country]
        if not own:
            free = [d for d in able if d.country is None and office.family in d.families]
            own = free if len(free) == 1 and office.family not in VAGUE else []
        able = own
    elif office.family in ("official", "private"):
        able = [d for d in able if any(_same_words(office, held) for held in d.offices)]
    worded = [d for d in able if any(_same_words(office, held) for held in d.offices)]
    if office.country is None and len(able) > 1:
        return _latest_subject(marked.text, able, position) or nearest(worded or able, position)
    return nearest(worded or able, position)


def _latest_subject(text: str, drafts: Sequence[PersonDraft], position: int) -> PersonDraft | None:
    """Of several presidents "the president" is the one whom the sentences before were about."""
    mentioned = sorted(
        ((span, draft) for draft in drafts for span in draft.mentions if position - FARTHEST < span.start < position),
        key=lambda mention: mention[0],
        reverse=True,
    )
    return next((draft for span, draft in mentioned if is_subject(text, span)), None)


def _same_words(one: Office, other: Office) -> bool:
    """Whether two offices are called alike ("the prime minister", "Swedish Prime Minister")."""
    return other.text.lower().endswith(one.title.lower())


def _opposite(_: MarkedText, drafts: Sequence[PersonDraft], office: Office, position: int) -> PersonDraft | None:
    """Whom "his Bolivian counterpart" means: same family of office as the person mentioned last, other country."""
    others = [d for d in drafts if d.families and (office.country is None or d.country != office.country)]
    subject = nearest([d for d in others if d.last_before(position) >= 0], position)
    if office.country:
        theirs = [d for d in drafts if d.country == office.country and d is not subject]
        alike = [d for d in theirs if subject is None or d.families & subject.families]
        return nearest(alike or (theirs if len(theirs) == 1 else []), position)
    if subject is None:
        return None
    alike = [d for d in drafts if d is not subject and d.families & subject.families and d.country != subject.country]
    return nearest(alike, position)


def inherit_from_counterparts(drafts: Sequence[PersonDraft]) -> None:
    """Give those introduced as "his Belarusian counterpart X" the families of the person mentioned before."""
    for draft in drafts:
        for run in draft.runs:
            if any(office.family == "counterpart" for office in run.titles):
                subject = nearest([d for d in drafts if d is not draft and d.families], run.span.start)
                if subject is not None and draft.families <= {"minister", "military_commander"}:
                    draft.families |= subject.families


def join_offices(marked: MarkedText, drafts: Sequence[PersonDraft], offices: Sequence[Office]) -> None:
    """Add every office without a name as a mention of its holder, where the text allows it; in order of the text."""
    beside = {office.span for draft in drafts for office in draft.offices}
    named = sorted(span for draft in drafts for span in draft.mentions)
    for office in offices:
        if " of " in office.title and office.title.lower().startswith("official"):
            continue  # "the official of the State Department" is nobody named
        if office.span in beside or not office.definite or office.former or office.title.split()[-1] == "member":
            continue
        at = bisect_left(named, (office.span.end, 0))
        if at and named[at - 1].end > office.span.start:
            continue
        choose = _opposite if office.family == "counterpart" else _holder
        holder = choose(marked, drafts, office, office.span.start)
        if holder is None:
            continue
        holder.mention(office.span, "office")
        if holder.country is None and office.country and office.family not in STATELESS:
            holder.country = office.country
