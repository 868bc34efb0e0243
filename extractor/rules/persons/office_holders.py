"""Who holds which office, for which country: from the words beside a name, and for offices that stand without one.

Evidence for a country, strongest first: a demonym or "of X" in the title; "X's Smith" and "Smith of X"; the table of
leaders; an office elsewhere in the text that only this person can hold; the country that the article is filed from or
issued by, for offices that a national outlet leaves without one.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from extractor.rules.persons.families import CITIZENS, COVERS, MINISTERS, RULERS, STATELESS, VAGUE
from extractor.rules.persons.leaders import Leader, leader_named, years_in
from extractor.rules.persons.marked import MarkedText
from extractor.rules.persons.name_runs import NameRun
from extractor.rules.persons.person_drafts import PersonDraft, nearest
from extractor.rules.persons.subjecthood import is_subject
from extractor.rules.persons.title_phrases import Office, is_organisation
from extractor.titles import is_kind

# Characters back: farther off, a subject has been forgotten.
FARTHEST = 1500


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
            after = marked.starting.get(run.end + 1 + (marked.folds[run.end + 1] == "the"))
            serves = any(o.family not in STATELESS and not o.former for o in run.titles) or _in_series(marked, run)
            if after and serves and after[1].form in ("name", "acronym", "alias"):
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
        if leader and _is_namesake(draft, leader, codes):
            continue
        if leader and draft.families & MINISTERS and is_organisation(leader.country):
            continue  # a minister of her own country before or after she led the organisation
        if leader and draft.country in (None, leader.country):
            draft.country = leader.country
            if not draft.families & (RULERS - {"leader"}) or leader.family in _alike(draft.families):
                draft.families.add(leader.family)
        implied = [o.country for o in draft.offices if o.implied and o.country and not o.former]
        if draft.country is None and implied and (not codes or implied[0] in codes):
            draft.country = implied[0]


def _is_namesake(draft: PersonDraft, leader: Leader, codes: set[str]) -> bool:
    """Whether a member of some parliament bears a leader's name, in a text without the leader's country."""
    return draft.country is None and draft.families == {"legislator"} and leader.country not in codes


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
        able = [d for d in able if d.offices] or able  # who held it once by the table alone is not "the president"
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
