"""Who is bound and who takes part: the countries and organisations that the grammar of a clause puts there.

Seven constructions name the sides of an event in news English, from the surest to the vaguest: a compound name ("the
Iran-Russia treaty"), "between A and B", "with B", the subject of the verb, the agent after "by", "the two sides" for
those named before, and "the two sides, along with C". Each is one function here; the builders decide which to trust.
"""

import re
from typing import Final

from extractor.reading import Reading, Side, distinct
from extractor.spans import Span

LONGEST_LIST: Final = 320
PAIR: Final = 2
LOOK_BACK: Final = 2
HEAD: Final = 8
BETWEEN: Final = re.compile(r"\b(?:between|among|amongst|involving|uniting|linking)\b", re.IGNORECASE)
WITH: Final = re.compile(r"\bwith\b", re.IGNORECASE)
BY: Final = re.compile(r"\bby\b", re.IGNORECASE)
# "His counterparts from A and B": the list begins there.
FROM_HOME: Final = re.compile(
    r"\b(?:counterparts?|colleagues?|ministers?|leaders?|officials?|representatives?|delegations?|envoys?|partners?|presidents?|those|teams?)$"
)
# "Delegations from A and B": no place of the event, but who takes part.
HOME: Final = re.compile(
    r"\b(?i:delegat(?:ions?|es)|leaders?|officials?|representatives?|envoys?|negotiators?|diplomats?|experts|teams?|presidents?"
    r"|(?:(?:foreign|defen[cs]e|prime|interior|finance|trade)\s+)?ministers?|counterparts?|colleagues?)\s+(?:of|from)\s+(?:both\s+)?"
    r"(?:(?:the|and|of)\s+|[A-Z][\w’'-]*,?\s+){0,12}$"
)
# Where a list of names after "between" or "with" is over.
LIST_END: Final = re.compile(
    r""",\s+and\s+(?:of|in|on|for|to|with|at|from)\s|,?\s+and\s+(?:(?:also|then|later|will)\s+)*(?:meet|met|hold|held|visit|visited|attend|attended|sign|signed)\s|[;:!?]|,\s(?:[a-z]+ing|with)\s|(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])\.\s|\.$|\n\s*\n|”|"
    |,?\s(?:on|for|to|in|at|that|which|who|whose|where|regarding|concerning|aimed|aiming|signed|was|were|is|are|has|have|had|will|would
    |said|covering|about|during|after|before|under|over|by|as|from|into|through|including|include|includes|but|while|because|since)\s""",
    re.VERBOSE,
)
LONGEST_POST: Final = 60
POSTED: Final = re.compile(
    r"\b(?:ambassadors?|envoys?|consuls?(?:[- ]generals?)?|representatives?|charg[ée]s?\s+d[’']affaires"
    r"|attach[ée]s?)\s+(?:to|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
COLLECTIVE: Final = re.compile(
    r"""\b(?:(?:the|our|these|both|two|three|four|five)\s+)+(?:friendly\s+|neighbou?ring\s+|respective\s+|summit\s+|meeting\s+)?
    (?:countr(?:y|ies)|nations?|sides?|parties|states?|governments?|neighbou?rs|leaders|presidents|heads\s+of\s+(?:state|government)|ministers|participants|allies|powers|delegations|teams|negotiators)\b""",
    re.IGNORECASE | re.VERBOSE,
)
MANY: Final = re.compile(
    r"\b(?:two|three|four|five|both|participants|parties|sides|delegations|teams|negotiators)\b", re.IGNORECASE
)
# "Thanked the Omani side": the host of others.
THANKED: Final = re.compile(
    r"\b(?:thank(?:ed|s|ing|ful)?|gratitude|grateful|appreciation|hospitality|good\s+offices)\s+(?:(?:to|of|the|our|its|brotherly|friendly)\s+){0,3}$",
    re.IGNORECASE,
)
TWO: Final = re.compile(r"\b(?:two|both)\b", re.IGNORECASE)
ALONG_WITH: Final = re.compile(
    r"\b(?:two|both|three)\s+(?:\w+\s+)?(?:countries|nations|sides|parties|states|governments|neighbou?rs)\W{1,5}"
    r"(?:along|together)\s+with\s",
    re.IGNORECASE,
)
# The parties of a text that names them all at its head.
PARTIES: Final = re.compile(r"\b(?:participants|parties|members|signatories)\b", re.IGNORECASE)
MEDIATION: Final = r"(?:mediation|mediating|auspices|good\s+offices|help|sponsorship|patronage)"
MEDIATION_OF: Final = re.compile(
    rf"\b{MEDIATION}\s+of\s+(?:(?:the|an?|foreign|ministry|minister|president|government|affairs|for|of)\s+){{0,7}}$",
    re.IGNORECASE,
)
MEDIATES: Final = re.compile(
    rf"(?:[’']s)?\s+(?:\w+\s+)?{MEDIATION}\b|[-‐–](?:brokered|mediated|sponsored)\b", re.IGNORECASE
)
# Who brokers, watches or pays for a deal isn't bound by it.
BYSTANDER_BEFORE: Final = re.compile(
    r"""(?:\b(?:brokered|mediated|witnessed|facilitated|sponsored|supervised|overseen|attended|monitored|reported|quoted|backed|funded)\s+by
    |\bin\s+the\s+presence\s+of|\b(?:mediation|auspices|help|sponsorship)\s+of|\baccording\s+to|\bciting|\bto\s+mediate|\bunder\s+the\s+auspices\s+of|\bin\s+reference\s+to|\bagainst
    |\bunlike|\binstead\s+of|\bpressure\s+from)\s+(?:(?!,\s+[a-z]+(?:s|ed)\s)[^.;]){0,60}$""",
    re.IGNORECASE | re.VERBOSE,
)
BYSTANDER_AFTER: Final = re.compile(
    r"[’']?s?[-‐–](?:brokered|mediated|backed|led|sponsored|hosted|based|occupied|controlled)\b"
    r"|[’']s?\s+(?:help|support|assistance|backing|mediation|auspices|financing|good\s+offices)\b"
    r"|,\s+(?:[\w’'-]+\s+){0,6}(?:mediat\w+|facilitators?)\b"
    r"|\s+(?:mediation|mediators?|mediating|envoys?|observers?|facilitators?|(?:high\s+)?representative\s+for)\b"
    r"|\s+(?:\w+\s+)?(?:town|city|capital|resort|village|seaport|island|coast|soil|border(?!\s+(?:officials|guards?|authorities|officers|chiefs|commissioners|delegations|patrol|police)))\b"
    r"|\s+(?:reported|mediated|brokered|(?:news\s+)?agency|television|TV|media|newspaper|daily|sanctions)\b"
)


def sides_between(reading: Reading, span: Span) -> tuple[Side, ...]:
    """The sides listed after "between" or "among" in the span."""
    return _listed_after(reading, span, BETWEEN)


def sides_with(reading: Reading, span: Span) -> tuple[Side, ...]:
    """The sides listed after the first "with" in the span."""
    return _listed_after(reading, span, WITH)


def sides_by(reading: Reading, span: Span) -> tuple[Side, ...]:
    """The sides listed after "by" in the span."""
    return _listed_after(reading, span, BY)


def sides_named(reading: Reading, span: Span) -> tuple[Side, ...]:
    """The sides in the span that may be bound by an event: neither places of the event nor bystanders."""
    return distinct(
        [side for side in reading.sides_in(span) if not is_bystander(reading, side) and not _is_place(reading, side)]
    )


def sides_meant(reading: Reading, span: Span) -> tuple[Side, ...]:
    """Those that "the two countries" or "both sides" in the span stand for, empty where no such words are.

    They are the latest two or more sides named before the words, in the same sentence or up to two before; failing
    that, the two that the article is most about.
    """
    words = COLLECTIVE.search(reading.text, span.start, span.end)
    if words is None or not MANY.search(words[0]):
        return ()
    here = Span(words.start(), words.end())
    listed = longest_list(reading) if PARTIES.search(words[0]) and not TWO.search(words[0]) else ()
    if listed:
        return tuple(Side(side.code, here) for side in listed)
    exactly = PAIR if TWO.search(words[0]) else None
    return tuple(Side(side.code, here) for side in sides_before(reading, words.start(), exactly=exactly))


def sides_joined(reading: Reading, span: Span) -> tuple[Side, ...]:
    """Those that "the two countries, along with A and B" in the span stands for; empty where no such words are."""
    joined = ALONG_WITH.search(reading.text, span.start, span.end)
    if joined is None:
        return ()
    return distinct([*sides_meant(reading, span), *sides_named(reading, Span(joined.end(), span.end))])


def sides_before(reading: Reading, offset: int, *, exactly: int | None = None) -> tuple[Side, ...]:
    """The two or more sides (or `exactly` so many) last named together before an offset, looking back two sentences.

    Where there are none, the two that the article is most about.
    """
    sentence = reading.sentence_at(offset)
    here = sentence.index if sentence else 0
    for index in range(here, max(-1, here - LOOK_BACK - 1), -1):
        other = reading.sentences[index].span if reading.sentences else Span(0, offset)
        sides = sides_named(reading, Span(other.start, min(other.end, offset)))
        sides = tuple(side for side in sides if not _is_thanked(reading, side))
        if len(sides) == exactly or (exactly is None and len(sides) >= PAIR):
            return sides
    return tuple(Side(code, Span(offset, offset)) for code in reading.principals[:PAIR])


def _is_thanked(reading: Reading, side: Side) -> bool:
    return THANKED.search(reading.text, max(0, side.span.start - LONGEST_POST), side.span.start) is not None


def longest_list(reading: Reading) -> tuple[Side, ...]:
    """The sides of the sentence near the head that names most, where it names three or more."""
    lists = [sides_named(reading, sentence.span) for sentence in reading.told[:HEAD]]
    longest = max(lists, key=len, default=())
    return longest if len(longest) > PAIR else ()


def is_posting(reading: Reading, side: Side) -> bool:
    """Whether a country is only where an envoy is posted: "ambassador to Peru"."""
    before = reading.text[max(0, side.span.start - LONGEST_POST) : side.span.start]
    return POSTED.search(before) is not None


def is_bystander(reading: Reading, side: Side) -> bool:
    """Whether the words around a side say that it mediates, watches or reports."""
    before = reading.text[max(0, side.span.start - 90) : side.span.start]
    after = reading.text[side.span.end : side.span.end + 60]
    return BYSTANDER_BEFORE.search(before) is not None or BYSTANDER_AFTER.match(after) is not None


def is_home(reading: Reading, name: Span) -> bool:
    """Whether a country is named as the home of those who meet ("officials from Kenya and Uganda")."""
    return HOME.search(reading.text, max(0, name.start - 2 * LONGEST_POST), name.start) is not None


def is_mediator(reading: Reading, side: Side) -> bool:
    """Whether others meet with a side's mediation, or under its auspices."""
    before = reading.text[max(0, side.span.start - LONGEST_POST) : side.span.start]
    return MEDIATION_OF.search(before) is not None or MEDIATES.match(reading.text, side.span.end) is not None


def _is_place(reading: Reading, side: Side) -> bool:
    if is_home(reading, side.span):
        return False
    around = Span(max(0, side.span.start - 40), side.span.end + 40)
    return any(place.span.overlaps(side.span) for place in reading.places_in(around))


def _listed_after(reading: Reading, span: Span, opening: re.Pattern[str]) -> tuple[Side, ...]:
    word = opening.search(reading.text, span.start, span.end)
    if word is None:
        return ()
    limit = min(span.end, word.end() + LONGEST_LIST)
    # The names themselves may hold a preposition ("Ministry for Foreign Affairs"), so the list ends at the first
    # closing word outside a name.
    for closing in LIST_END.finditer(reading.text, word.end(), limit):
        at = closing.start()
        if closing[0].strip() in ("from", "of") and FROM_HOME.search(reading.text, word.end(), at):
            continue
        if not any(side.span.start <= at < side.span.end for side in reading.sides_in(Span(word.end(), limit))):
            limit = at
            break
    return distinct(reading.sides_in(Span(word.end(), limit)))
