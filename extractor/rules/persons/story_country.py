"""For which country an office holder acts, from where and beside whom the story names him.

A report leaves out what its sentence makes plain: whom a guest meets in a capital holds office there ("flew to Ankara,
where she met Foreign Minister B"); who speaks after a ministry was named is of that ministry; of ambassadors in a row
only the first is called by the country; and of two who sign or chair together each acts for one of the two sides.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.gazetteer import find_names
from extractor.rules.persons.families import CITIZENS, COLLEAGUES, NATIONAL
from extractor.rules.persons.marked import MarkedText
from extractor.rules.persons.name_runs import NameRun
from extractor.rules.persons.person_drafts import PersonDraft
from extractor.rules.persons.title_phrases import Office, is_organisation
from extractor.rules.persons.word_classes import is_class
from extractor.spans import Span

LONGEST_LINK = 60
REACH = 300  # characters: farther off, a body or place is forgotten
# A country that a story names so often, and more often than any third one, is a side of it.
MAIN_SIDE = 2
HOLDERS = (NATIONAL - {"spokesperson", "legislator", "adviser"}) | {"ambassador", "envoy"}
SERVANTS = COLLEAGUES | {"spokesperson", "adviser", "military_commander"}
SOLDIERS = frozenset({"military_commander"})
DIPLOMATS = frozenset({"ambassador", "envoy", "diplomat"})
BOUNDARY = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])(?<!Mr. )(?<!Dr. )(?<!Ms. )(?<!Mrs. )(?<!Gen. )|\n\s*\n")
PARAGRAPH = re.compile(r"\n\s*\n")
# Who stands behind one of these receives or is visited.
RECEIVES = re.compile(
    r"\b(?:met|meets?|meeting|saw|sees?|seeing|(?:\w+ed|met|seen)\s+(?:\w+\s){0,4}?by|talks?|spoke|speaks|talked"
    r"|call(?:ed|s)?\s+on|a\s+call\s+on|host(?:s|ed)?|audience\s+with|thanked|told)\b",
)
TO_CAPITAL = re.compile(r"\b(?:in|to|at|into|for|of|visit(?:ed|s|ing)?)\s+(?:the\s+)?\Z", re.IGNORECASE)
OTHER_SIDE = re.compile(r"\b(?:with|met|meets|told(?!\s(?:reporters|journalists|the|a|local))|thanked|counterpart)\b")
# "Jordan was represented by X", "the Jordanian delegation, led by X"; "on behalf of Jordan, X"
LED_BY = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}?,?\s*(?:(?:is|was|were|will\s+be|being)\s+)?(?:led|headed|represented|chaired)\s+by\s+"
    r"(?:(?:the|its|their|his|her)\s+)?"
)
LEADS = re.compile(r",?\s(?:who\s)?(?:led|headed|leads|heads|leading|heading|represent(?:ed|s|ing))\s(?:the\s)?")
FOR_SIDE = re.compile(r"\b(?:on\s+behalf\s+of|on|for|from)\s+(?:the\s+)?\Z", re.IGNORECASE)
SIDE_OR_COMMA = re.compile(
    r"(?:\s+(?:side|part|delegation|government))?,?\s+(?:(?:(?:it|the\s\w+)\s(?:was|were)\s(?:\w+\s)?)?by\s+)?(?:the\s+|its\s+)?"
)
AFTER_COMMA = re.compile(r"\w,\s\Z")
OPENING = re.compile(r"(?:\A|[,!?][\"”]\s|\n\s*|[.!?][\"”’]?\s+|\s[-–—]{1,2}\s)(?:The\s)?\Z")
ACTS = re.compile(
    r"\s(?:(?:has|had|have|is|was|will|would)\s\w+|\w+ed|said|says|told|took|made|gave|won|began|sent|cut|put|broke|held|met|left|withdrew|sought|built|bought|sold)\b"
)
# "X said Tehran was ready"
SAID = re.compile(
    r",?\s(?:said|told\s[\w\s]{1,20}|added|stressed|insisted|announced|noted|declared)\s(?:on\s\w+\s)?(?:that\s)?"
)
LISTED = re.compile(r"\s*(?:,|;|,?\s*and)\s*(?:and\s+)?(?:to\s+)?(?:the\s+)?")
PAIRED = re.compile(r"\b(?:co-?chair\w*|sign\w*|initial+ed|inked|between|exchanged|jointly)\b", re.IGNORECASE)
AND = re.compile(r"\s+and\s+(?:the\s+)?|,\s+")
COMMA = re.compile(r",\s+")
OFFICES = (
    r"(?:presidents|premiers|(?:[\w-]+\s){0,3}"
    r"(?:ministers|secretaries|chiefs|leaders|heads|envoys|ambassadors|negotiators|kings))"
)
HEADS_AFTER = re.compile(rf"\s+{OFFICES},?\s+(?:respectively,?\s+)?", re.IGNORECASE)
HEADS_BEFORE = re.compile(rf"\b{OFFICES}\s+of\s+(?:the\s+)?\Z", re.IGNORECASE)
JOINED = re.compile(r"(?:,[^.;]{0,90})?,?\s+and\s+(?:(?!counterpart)[^.;]){0,120}")


def use_capitals(marked: MarkedText, drafts: Sequence[PersonDraft], home: str | None) -> None:
    """Give who is met, or speaks, in a capital its country, unless the story is filed from a country of its own.

    Of a visitor the story says where he comes from.
    """
    waiting = [d for d in drafts if d.country is None and d.families & NATIONAL]
    if not waiting:
        return
    capitals = _capitals(marked.text)
    for draft in waiting:
        sentence = _sentence(marked.text, draft.first)
        visitors = {d.country for d in drafts if d.country and sentence.start <= d.last_before(draft.first)}
        met = RECEIVES.search(marked.text, sentence.start, draft.first)
        if met and not any(sentence.covers(span) for span, _ in capitals):
            sentence = Span(_sentence(marked.text, max(0, sentence.start - 2)).start, sentence.end)
            visitors = {d.country for d in drafts if d.country and sentence.start <= d.last_before(draft.first)}
        codes = {code for span, code in capitals if sentence.covers(span)} - visitors
        receives = met and visitors and (home is None or home in visitors | codes)
        foreign = (
            draft.families & SOLDIERS
            or any(office.implied and office.country for office in draft.offices)
            or RECEIVES.search(marked.text, draft.first, sentence.end)  # "Minister A met President B in Dili"
        )
        if len(codes) == 1 and (receives or (not visitors and home is None and not foreign)):
            draft.country = codes.pop()


def _capitals(text: str) -> list[tuple[Span, str]]:
    found = []
    for match in find_names(text):
        entry = match.entries[0]
        if entry.form == "capital" and TO_CAPITAL.search(text, max(0, match.span.start - 14), match.span.start):
            found.append((match.span, entry.code))
    return found


def _sentence(text: str, position: int) -> Span:
    start = max((found.end() for found in BOUNDARY.finditer(text, max(0, position - REACH), position + 1)), default=0)
    end = BOUNDARY.search(text, position, position + REACH)
    return Span(max(start, position - REACH), end.start() if end else min(len(text), position + REACH))


def use_bodies(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Give ministers, deputies and spokespersons the country of the ministry or government named just before them."""
    bodies = sorted((a.span.start, a.span.end, a.code) for _, a in marked.starting.values() if a.body)
    starts = [start for start, _, _ in bodies]
    for draft in drafts:
        at = bisect_left(starts, draft.first) - 1
        if draft.country is not None or at < 0 or not draft.families & SERVANTS:
            continue
        _, end, code = bodies[at]
        near = draft.first - end < REACH and not PARAGRAPH.search(marked.text, end, draft.first)
        if near and not OTHER_SIDE.search(marked.text, end, draft.first):
            draft.country = code


def use_metonyms(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Give who says what a capital thinks its country: "Atomic chief X said Tehran was ready"."""
    capitals = {a.span.start: a.code for _, a in marked.starting.values() if a.form == "capital"}
    for draft in drafts:
        if draft.country is not None or not draft.offices or draft.families & CITIZENS:
            continue
        for span in draft.mentions:
            said = SAID.match(marked.text, span.end)
            if said and said.end() in capitals:
                draft.country = capitals[said.end()]


def use_agents(marked: MarkedText, drafts: Sequence[PersonDraft], home: str | None) -> None:
    """Give who opens a sentence by office the state that acted in the one before ("Peru voted no. Premier A said")."""
    text = marked.text
    agents = sorted(
        (a.span.end, a.code)
        for _, a in marked.starting.values()
        if not is_organisation(a.code) and _opens(text, a.span.start) and ACTS.match(text, a.span.end)
    )
    for draft in drafts:
        offices = [office.span.start for run in draft.runs[:1] for office in run.titles]
        if draft.country is not None or not draft.families & NATIONAL or not offices:
            continue
        trails = AFTER_COMMA.search(text, offices[0] - 4, offices[0]) and SAID.match(text, draft.runs[0].span.end)
        if not trails and not _opens(text, offices[0]):
            continue
        at = bisect_left(agents, (offices[0], "")) - 1
        if at < 0 or offices[0] - agents[at][0] > REACH:
            continue
        end, code = agents[at]
        sentences = len(BOUNDARY.findall(text, end, offices[0] + 1))
        if sentences == (0 if trails else 1) and home in (None, code):
            draft.country = code


def _opens(text: str, position: int) -> bool:
    """Whether a sentence begins here, perhaps with an article."""
    return OPENING.search(text, max(0, position - 12), position) is not None


def use_rows(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Give the ambassadors of a row the country of the first ("Peruvian Ambassador to X A, Ambassador to Y B")."""
    ends = {span.end: draft for draft in drafts for span in draft.mentions}
    for draft in sorted(drafts, key=lambda draft: draft.first):
        offices = [o for run in draft.runs[:1] for o in run.titles if o.family in DIPLOMATS]
        if draft.country is not None or not offices:
            continue
        start = offices[0].span.start
        before = next((ends[end] for end in range(start, max(0, start - 12), -1) if end in ends), None)
        if before and before.families & DIPLOMATS and LISTED.fullmatch(marked.text, _end_before(before, start), start):
            draft.country = before.country


def _end_before(draft: PersonDraft, position: int) -> int:
    return max(span.end for span in draft.mentions if span.end <= position)


def use_delegations(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Give who leads a side its country: "Jordan was represented by Deputy Premier X", "for the Jordanian side, X"."""
    text = marked.text
    actors = sorted((actor for _, actor in marked.starting.values()), key=lambda actor: actor.span.end)
    for draft in drafts:
        if draft.country is not None:
            continue
        start = min([draft.first, *(office.span.start for run in draft.runs[:1] for office in run.titles)])
        nearest = slice(*(bisect_left(actors, at, key=lambda a: a.span.end) for at in (start - LONGEST_LINK, start)))
        for actor in actors[nearest]:
            on_side = FOR_SIDE.search(text, max(0, actor.span.start - 20), actor.span.start)
            named = on_side and SIDE_OR_COMMA.fullmatch(text, actor.span.end, start)
            if named or LED_BY.fullmatch(text, actor.span.end, start):
                draft.country = actor.code
        end = draft.runs[0].span.end
        leads = LEADS.match(text, end)
        led = [actor for actor in actors if leads and actor.span.start == leads.end()]
        draft.country = draft.country or (led[0].code if led else None)


def use_lists(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Share countries out to names: "the Czech and Slovak presidents, A and B", "the premiers of X and Y, A and B"."""
    text = marked.text
    actors = [actor for _, (_, actor) in sorted(marked.starting.items())]
    names = sorted(drafts, key=lambda draft: draft.first)
    for first, second in pairwise(actors):
        if not AND.fullmatch(text, first.span.end, second.span.start):
            continue
        heads = HEADS_AFTER.match(text, second.span.end) or (
            HEADS_BEFORE.search(text, max(0, first.span.start - 60), first.span.start)
            and COMMA.match(text, second.span.end)
        )
        one, two = next(((a, b) for a, b in pairwise(names) if heads and a.first == heads.end()), (None, None))
        if one and two and AND.fullmatch(text, max(s.end for s in one.mentions if s.start == one.first), two.first):
            one.country, two.country = one.country or first.code, two.country or second.code


def use_pairs(marked: MarkedText, drafts: Sequence[PersonDraft]) -> None:
    """Give one of two who sign or chair together the other country of a story between two."""
    named = Counter(actor.code for _, actor in marked.starting.values() if not is_organisation(actor.code))
    (one, _), (two, times), (_, third) = [*named.most_common(3), ("", 0), ("", 0), ("", 0)][:3]
    if times <= third or (third and times < MAIN_SIDE):
        return
    for draft in drafts:
        if draft.country is not None or not draft.offices or draft.families & CITIZENS:
            continue
        sentence = _sentence(marked.text, draft.first)
        if not PAIRED.search(marked.text, sentence.start, sentence.end):
            continue
        others = [d for d in drafts if d.country in (one, two) and _is_joined(marked.text, sentence, draft, d)]
        if len(others) == 1:
            draft.country = two if others[0].country == one else one


def _is_joined(text: str, sentence: Span, draft: PersonDraft, other: PersonDraft) -> bool:
    """Whether the two names are parted by "and" and titles only."""
    here = [span for span in other.mentions if sentence.covers(span)]
    own = [span for span in draft.mentions if sentence.covers(span)]
    for span in here:
        for mine in own:
            first, last = sorted((span, mine))
            if first.end <= last.start and JOINED.fullmatch(text, first.end, last.start):
                return True
    return False


def introduce(marked: MarkedText, drafts: Sequence[PersonDraft], offices: Sequence[Office]) -> None:
    """Join an office named first without its holder to the speaker who is named after it ("…," X told a paper)."""
    names = sorted(span.start for draft in drafts for span in draft.mentions)
    held = {span for draft in drafts for span in draft.mentions}
    vacant = [o for o in offices if o.definite and o.country and o.family in HOLDERS and o.span not in held]
    for draft in drafts:
        if draft.offices or draft.country or not _speaks(marked, draft.runs[0]):
            continue
        before = [o for o in vacant if draft.first - REACH < o.span.start < draft.first]
        at = bisect_left(names, before[-1].span.end) if before else len(names)
        if before and names[at] == draft.first and len({o.country for o in before}) == 1:
            office = before[-1]
            draft.country = office.country
            draft.families.add(office.family)
            draft.mention(office.span, "office")


def _speaks(marked: MarkedText, run: NameRun) -> bool:
    """Whether the name, full and bare, is subject of a verb of saying; "said Ana Ruiz, 34, a nurse" has more to it."""
    after = marked.folds[run.end : run.end + 1]
    before = marked.folds[run.first - 1 : run.first]
    said = bool(after) and is_class(after[0], "speech")
    inverted = bool(before) and is_class(before[0], "inverting") and after in ((".",), ())
    return run.size > 1 and not run.is_titled and (said or inverted)
