"""Whether an event word tells of something done, planned, denied, called off or long past.

Read off the clause alone: the verb group before a verb ("will sign", "did not sign", "had signed"), the governing verb
or adjective of a noun ("is to hold talks", "the planned visit") and the predicate after it ("the visit has been put
off"). A parser would see more, but costs an installed model; news English puts these words next to each other.
"""

import re
from typing import Final

from extractor.mentions import Modality
from extractor.spans import Span

LOOK_AROUND: Final = 160

# A clause ends at a full stop before a new sentence, at heavier marks, and at words that open a clause.
BOUNDARY: Final = re.compile(
    r"""
    (?<![A-Z])[.!?]["”’)]*\s+(?=["“‘(]?[A-Z]) | \n\s*\n | ; | :(?!\d) | \s[–—-]{1,2}\s(?=[a-z]) | —
    | ,?\s+(?:who|whom|whose|which|where|while|whereas|when|after|before|because|although|though|but|until|as\swell\sas
        |(?:said|says|saying|adding|added|noting|noted|stressing|announced|confirmed|and)\s+(?:that|he|she|it|they))\b
    | ,?\s+that\s+(?=(?:the|a|an|his|her|its|their|he|she|it|they|both|[A-Z]))
    | \s+as\s(?:he|she|they)\b
    | ,\s+(?:as|and|with|(?!during|including|following|regarding|concerning)[a-z]{3,}ing)\b
    """,
    re.VERBOSE,
)

ADVERBS: Final = (
    r"(?:(?:\w+ly|also|soon|then|now|formally|both|all|have|has|been|be|being|already|yet|later|again|first)\s+)*"
)
VERB_TO: Final = (
    r"(?:is|are|was|were|be|been|plan\w*|set|due|expect\w*|ready|prepar\w+|want\w*|hop\w+|schedul\w+|intend\w*|about|slated"
    r"|agree[ds]?|pledg\w+|vow\w*|invit\w+|go|going|poised|seek\w*|decid\w+|propos\w+|promis\w+|urg\w+|order\w*|able|(?:un)?likely)"
)
AHEAD: Final = re.compile(
    rf"(?:\b(?:will|would|shall|may|might|could|can|should|must|to|let[’']?s)|[’'](?:ll|d))\s+{ADVERBS}$", re.IGNORECASE
)
# "Will open the fair and meet": the second of two verbs that share an auxiliary; only the base form does.
SHARED_AHEAD: Final = re.compile(
    rf"\b(?:will|would|shall|may|might)\s+{ADVERBS}[a-z]+\b[^.;]{{0,100}}\band\s+{ADVERBS}$", re.IGNORECASE
)
BASE_FORMS: Final = frozenset(
    {"meet", "sign", "visit", "hold", "travel", "receive", "host", "discuss", "attend", "conclude", "ink", "initial"}
)
# "When the two meet again": the present tense behind "when" is still to come.
WHEN: Final = re.compile(r"\b(?:when|before|until|till|after|as\s+soon\s+as)\s+(?:[\w.’'-]+\s+){1,4}$", re.IGNORECASE)
PRESENT: Final = re.compile(
    r"meets?|visits?|arrives?|travels?|hosts?|receives?|holds?|convenes?|gathers?|confers?|(?:calls?|sits?)\s.*",
    re.IGNORECASE,
)
# "Leaves for Lima", "heads to Oslo on Friday": said of who has not gone yet.
SETTING_OUT: Final = re.compile(
    r"(?:heads?|leaves?|departs?|fl(?:y|ies)|jets|sets)\s.*|travels|(?:expected|due) in", re.IGNORECASE | re.DOTALL
)
DONE_ANYWAY: Final = re.compile(
    rf"\b(?:managed|used|continued|able|failed|declined|refused|happened|proud|pleased|hono[u]?red|glad|happy|delighted)\s+to\s+{ADVERBS}$"
    rf"|(?<!\bbe\s)(?<!becoming\s)(?<!become\s)\bthe\s+(?:first|latest|newest|\d+(?:st|nd|rd|th))\s+(?:[\w-]+\s+){{0,5}}to\s+{ADVERBS}$",
    re.I,
)
# Who went somewhere to do a thing and is reported on afterwards has done it.
PURPOSE: Final = re.compile(
    rf"(?:\b(?:visited|travell?ed|came|flew|gathered|met|convened)|,\s(?:meeting|gathering))\b(?:(?!agree|plan|decid|due\b|set\b|sched|expect|hop|want|pledg|vow|promis)[^.;]){{0,80}}\bto\s+(?:attend|hold|make|pay|take\s+part\s+in)?\s*{ADVERBS}"
    r"(?:[\w.’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
NOT: Final = re.compile(
    rf"""(?:\b(?:not|never|cannot|without|nor|neither|hardly)|n[’']t
    |\b(?:unable|not\s+(?:be\s+)?able)\s+to
    |\b(?:refus|declin|fail|reluctan|hesita|unwilling|den(?:y|ied|ies))\w*(?:\s+(?:to|of|having|in))?)\s+{ADVERBS}$""",
    re.IGNORECASE | re.VERBOSE,
)
# "Denied reports that the two had met".
DENIED: Final = re.compile(
    r"\bden(?:y|ied|ies|ying)\s+(?:(?:media|press|news|any|the|such|earlier|foreign)\s+){0,2}"
    r"(?:(?:reports?|rumou?rs|claims?|allegations?|suggestions?|speculation)\s+)?(?:that|of)\s+(?:[\w.’'-]+\s+){1,12}$",
    re.IGNORECASE,
)
HAD: Final = re.compile(rf"(?:\b(?:had|last)|[’']d)\s+{ADVERBS}$", re.IGNORECASE)
LONG_AGO: Final = re.compile(
    r"""\b(?:previously|in\sthe\spast|formerly|(?:years?|months?|decades?)\s(?:ago|earlier|before)|back\sin
    |last\s(?:year|month|spring|summer|autumn|fall|winter|(?:jan|febr)uary|march|april|may|june|july|august
    |(?:sept|nov|dec)ember|october))\b""",
    re.IGNORECASE | re.VERBOSE,
)

# "Since taking office last year" dates something else.
SINCE: Final = re.compile(r"\bsince\s[^,.;]*", re.IGNORECASE)
NOUN_BEFORE: Final = re.compile(
    r"(?:\b(?:an?|the|this|that|these|those|his|her|its|their|our|any|no|first|second|third|official|state|working|two|several|next"
    r"|day|bilateral|direct|planned|upcoming|scheduled|new|postponed|of|during|for|on|in|at|after|hold|holds|held|holding|joint)"
    r"|[’']s?|[’'])\s+(?:[\w.’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
# Event words that are nouns wherever they stand; of others ("visit", "sign") the words before decide.
NOUNS: Final = frozenset(
    {
        *(
            "talks",
            "meeting",
            "meetings",
            "summit",
            "summits",
            "negotiations",
            "consultations",
            "discussions",
            "dialogue",
        ),
        *("conference", "forum", "ceremony", "session", "commission", "committee", "council", "trip", "trips"),
        *("call", "calls"),
        *("agreement", "agreements", "deal", "deals", "accord", "accords", "pact", "pacts", "treaty", "treaties"),
        *("contract", "contracts", "memorandum", "memoranda", "mou", "mous", "protocol", "protocols"),
    }
)
AHEAD_ADJECTIVE: Final = re.compile(
    r"\b(?:planned|upcoming|forthcoming|scheduled|next|future|possible|expected|proposed|projected|potential|prospective|eventual"
    r"|imminent|coming|further(?!\s+to\b))\s+(?:[\w.’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
AHEAD_VERB: Final = re.compile(
    rf"(?:\b(?:will|would|shall|may|might|could|should|{VERB_TO}\s+to|to)\s+(?:\w+ly\s+|also\s+|soon\s+)*"
    r"(?:hold|make|pay|attend|host|have|meet|take|conduct|continue|begin|start|launch|open|resume|embark|undertake|organi[sz]e|convene"
    r"|receive|sign|ink|conclude|renew|finali[sz]e|initial|ratify|join|participate|come|go|travel|visit|arrive|discuss"
    r"|welcome|call|invite|be|chair|co-chair|embark|engage|stage|kick\s+off|fly|head|leave|depart|return|journey|set\s+off)\b"
    r"|\bplan(?:s|ned|ning)?\s+(?=(?:an?|the|his|her|its|their|another|more)\s)"
    r"|[’']ll\s|\blook(?:s|ed|ing)?\s+forward\s+to\b|\binvit(?:ed|es|ing|ation)\b|\bahead\s+of\b|\bprepar\w+\s+(?:for|to)\b|\bdue\s+(?:in|at)\b|\b(?:suggest|propos)(?:s|ed|es|ing)\b"
    r"|\b(?:heads?|leaves|departs|flies|travels|jets)\s+(?:off\s+|out\s+)?(?:to|for)\b"
    r"|\bprior\s+to\b|\bon\s+the\s+eve\s+of\b)(?:[^.;]|(?<=[A-Z])\.){0,100}$",
    re.IGNORECASE,
)
# "A meeting in Lima next month" is ahead whatever clause it stands in.
NEXT_AFTER: Final = re.compile(
    r"^(?:\s+(?:in|at)\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s?){1,4})?\s*\bnext\s+(?:year|month|week|spring|summer|autumn|fall|winter|[A-Z]\w+)\b"
)
OFF: Final = r"(?:postpon|cancel|re-?schedul|call\w*\s+off|put\s+off|scrap|shelv|abandon|delay|suspend|scuttl)\w*"
OFF_BEFORE: Final = re.compile(
    rf"\b{OFF}\s+(?:[\w.’'-]+\s+){{0,5}}$|\b(?:un|not\s+(?:be\s+)?)able\s+to\s+(?:[\w.’'-]+\s+){{0,7}}$", re.IGNORECASE
)
# "Postponed until autumn a visit to": the day to which it was put off stands before what was.
OFF_TO: Final = re.compile(
    rf"\b{OFF}\s+(?:until|till|to)\s+(?:[\w-]+\s+){{1,4}}(?:an?|the|his|her|its|their)\s+(?:[\w-]+\s+){{0,3}}$",
    re.IGNORECASE,
)
OFF_AFTER: Final = re.compile(
    rf"^[^.;:]{{0,100}}?\b(?:has|have|had|was|were|is|are|be|been|will)\s+(?:been\s+|be\s+|\w+ly\s+|again\s+)*{OFF}",
    re.IGNORECASE,
)
# "Was due to hold a summit, but cancelled the trip": what was planned is called off in another clause.
CALLED_OFF: Final = re.compile(
    rf"^[^.;]{{0,180}}?(?:\b(?:who|and|but|then|later|has|have|had|which|\w+ly)|,)\s+{OFF}\s+(?:the|his|her|their|its|that|it)\b"
    r"(?:\s+[\w-]+){0,2}?(?:\s+(?:meetings?|encounter|talks|visit|trip|summit|event|tour|session|gathering|journey|plans?)|(?<=\sit))\b",
    re.IGNORECASE,
)
AHEAD_AFTER: Final = re.compile(
    r"""^[^.;:,]{0,80}?(?:\b(?:will|would|shall|should|must|(?:is|are|has|have|needs?|ought)\sto|may|might)\s+(?:\w+ly\s+)?
    (?:be\s+(?:held|signed|attended|hosted|followed|convened|preceded)|take\splace|happen|convene|include|begin|start|open|focus|discuss|remain)
    |\b(?:is|are|was|were)\s+(?:expected|scheduled|due|set|slated|planned|likely|to\sbe)\b
    |^\s+to\sbe\s(?:held|signed|hosted|convened)\b)
    |^[^.;:]{0,160}?\b(?:(?:is|are)\s(?:due|scheduled|expected|set|slated|planned|likely)\sto|will|must|(?:is|are|needs?|has)\sto)\s(?:be\sheld|take\splace)\b""",
    re.IGNORECASE | re.VERBOSE,
)
NOT_NOUN: Final = re.compile(
    r"""(?:\b(?:no|any|den(?:y|ied|ies|ying)|rul(?:ed|es)\sout|without|reject\w*|refus\w*|declin\w*|reluctan\w*|unwilling\w*|never|hesita\w+)
    |n[’']t|\bnot)\s+(?:[\w.’'-]+\s+){0,4}$""",
    re.IGNORECASE | re.VERBOSE,
)
CIRCUMSTANCE: Final = re.compile(
    r"\b(?:during|on|in|at|after|before|following|since|of|for|under|to|from|with|through)\s+(?:[\w.’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
IF: Final = re.compile(r"\b(?:if|once|when|unless)\s+(?:[\w.’'-]+\s+){0,3}$", re.IGNORECASE)


def clause_before(text: str, offset: int) -> str:
    """The words of the clause that stand before `offset`."""
    window = text[max(0, offset - LOOK_AROUND) : offset]
    start = 0
    for boundary in BOUNDARY.finditer(window):
        start = boundary.end()
    return window[start:]


def clause_after(text: str, offset: int) -> str:
    """The words of the clause that stand from `offset` on."""
    window = text[offset : offset + LOOK_AROUND]
    boundary = BOUNDARY.search(window)
    return window[: boundary.start()] if boundary else window


def modality_at(text: str, span: Span) -> Modality:
    """How real the event is that the words at `span` announce.

    Calling off outranks denial, denial a plan, a plan the past perfect; anything else is reported as done.
    """
    before, after = clause_before(text, span.start), SINCE.sub("", clause_after(text, span.end))
    wide = text[max(0, span.start - LOOK_AROUND) : span.start]
    word = span.of(text)
    as_noun = word.lower().rpartition(" ")[2] in NOUNS or (
        NOUN_BEFORE.search(before) is not None and not AHEAD.search(before)
    )
    if OFF_BEFORE.search(before) or OFF_TO.search(wide) or (not _is_circumstance(before) and OFF_AFTER.search(after)):
        return "cancelled"
    if NOT.search(before) or (as_noun and NOT_NOUN.search(before)) or DENIED.search(wide):
        return "negated"
    if DONE_ANYWAY.search(before) or PURPOSE.search(before):
        return "actual"
    is_ahead = _noun_is_ahead(before, after) if as_noun else _verb_is_ahead(before, after)
    if is_ahead or _is_to_come(word, before, as_noun=as_noun, wide=wide):
        is_off = CALLED_OFF.search(text[span.end : span.end + 2 * LOOK_AROUND].split("\n", 1)[0])
        return "cancelled" if is_off else "planned"
    if HAD.search(before) or LONG_AGO.search(before) or LONG_AGO.search(after):
        return "past"
    return "actual"


def _is_to_come(word: str, before: str, *, as_noun: bool, wide: str) -> bool:
    """Whether the verb group puts the word in the future, or its own form does where the clause is a plan's."""
    if AHEAD.search(before) or IF.search(before) or SETTING_OUT.fullmatch(word):
        return True
    if word.lower() in BASE_FORMS and SHARED_AHEAD.search(before):
        return True
    return not as_noun and PRESENT.fullmatch(word) is not None and WHEN.search(wide) is not None


def _verb_is_ahead(before: str, after: str) -> bool:
    return not before.strip() and AHEAD_AFTER.search(after) is not None


def _noun_is_ahead(before: str, after: str) -> bool:
    if AHEAD_ADJECTIVE.search(before) or AHEAD_VERB.search(before) or NEXT_AFTER.search(after):
        return True
    return not _is_circumstance(before) and AHEAD_AFTER.search(after) is not None


def _is_circumstance(before: str) -> bool:
    return CIRCUMSTANCE.search(before) is not None
