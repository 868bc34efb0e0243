"""Whether the words around a date tell of the past or of the future.

The codebook makes a bare "Thursday" the one on or before the anchor unless the clause is in the future tense. The
nearest verb group before the date decides; where none stands before it in the sentence ("On Thursday the ministers will
meet"), the first one after it does. A parser would see more, but a window of words is enough for news prose and linear.
"""

import re
from typing import Final, Literal

from extractor.spans import Span

Tense = Literal["past", "present", "future", "soon", "none"]

# Characters searched on each side: the longest clauses of agency prose stay below it, and hostile text stays linear.
WINDOW: Final = 200

_VERBS: Final = (
    "address|announce|arrive|attend|be|become|begin|bring|celebrate|chair|close|come|commence|complete|conclude|conduct"
    "|continue|convene|decide|deliver|depart|discuss|embark|end|enter|exchange|expire|finali[sz]e|fly|gather|give|go|head"
    "|hold|host|inaugurate|ink|join|kick|launch|lead|leave|make|mark|meet|open|pay|participate|present|ratify|receive"
    "|resume|return|run|seal|see|send|sign|sit|speak|start|submit|take|talk|tour|travel|unveil|visit|vote|welcome"
)
_STATES: Final = (
    r"set|due(?!\s+to\s+(?:the|an?|its|his|her|their)\b)|scheduled|expected|slated|planned|poised|likely|going|supposed"
    "|bound|about|ready"
)
_IRREGULAR: Final = (
    "said|told|was|were|had|did|met|held|took|made|began|came|went|left|gave|spoke|wrote|led|saw|won|sent|brought|thought"
    "|paid|found|flew|became|got|struck|drew|broke|rose|fell|grew|put|kept|sat|heard|felt|lost|built|chose|stood|sought"
    "|ran|quit|shook|laid|flown|done|gone|been|beat|hit|drove|fought|caught|taught|bought|sold|fled|threw|bore|dealt|wore"
    "|swore|withdrew|overcame|undertook|understood|forgot|swept|spent|lent|meant|withstood|underwent|hung|sank|rang|forbade"
)
_NOT_VERBS: Final = (
    "need|indeed|speed|feed|seed|exceed|proceed|succeed|united|unprecedented|limited|hundred|sacred|red|bed"
)

# One branch per kind of verb group, each from the start of a word ("he'll" holds a word "ll"). At one place the earlier
# branch wins, so "is expected" is no present tense.
CUES: Final = re.compile(
    rf"""\b(?:
    (?P<soon>(?:was|were)\s+(?:also\s+)?(?:to\s+(?!have\b)|(?:{_STATES})\b))
    | (?P<past_plan>had\s+been\s+(?:{_STATES})\b|(?:was|were)\s+to\s+have\b)
    | (?P<future>(?:will|shall|would|may|might|must|could|should|won[’']t|ll)\b
        | (?:is|are|be|being|s)\s+(?:(?:also|now|not|still|currently|reportedly)\s+)?(?:to\b|(?:{_STATES})\b)
        | (?:plans?|planning|intends?|hopes?|wants?|preparing|prepares?|agrees)\s+to\b
        | (?:scheduled|slated|planned|set|expected)\s+(?:for|to|on|in|at|by)\b | due\s+(?:on|in|at|by)\b
        | (?:postponed|delayed|rescheduled|moved|adjourned|extended)\s+(?:from\s+\w+\s+)?(?:to|until|till|for)\b
        | (?:scheduled|slated|planned|expected|due|(?:starting|beginning|effective)(?:\s+(?:on|from))?
            |as\s+(?:early|soon|late)\s+as)\s+\Z)
    | (?P<futurate>(?:expires|lapses|begins|starts|ends|convenes|resumes|takes\s+place|kicks\s+off)\b
            |opens\s+(?:on|in|at)\b
            |(?:heads?|leaves?|departs?|fl(?:ies|y)|travels?|jets|sets|arrives?)\s+(?:off\s+|out\s+|back\s+)?
            (?:to|for|on|in|at)\b
        |(?:begins?|starts?|embarks?\s+on|kicks?\s+off|undertakes?)\s+(?:an?|his|her|its|their)\s)
    | (?P<ahead>(?i:announc(?:ed|es|ing)\s+(?:an?|his|her|their)\s+(?:[\w-]+\s+){{0,3}}
            (?:visit|trip|tour|summit|meeting|talks)
        |upcoming|forthcoming|coming|ahead\s+of|in\s+advance\s+of|in\s+the\s+run-up\s+to
        |on\s+the\s+eve\s+of|next\s+round|look(?:s|ing)?\s+forward\s+to|takes?\s+effect
        |(?:comes?|enters?)\s+into\s+force)\b)
    | (?P<infinitive>to\s+(?:\w+ly\s+|also\s+|jointly\s+)?(?:{_VERBS})\b)
    | (?P<present>(?:is|are|has|have|says|does)\b)
    | (?P<past>(?!(?:{_NOT_VERBS})\b)(?:{_IRREGULAR}|[a-z]{{2,18}}ed)\b)
    )""",
    re.VERBOSE,
)
_PASSIVE: Final = re.compile(r"\b(?:be|being|is|are)\s+(?:\w+ly\s+|also\s+)?$")
_BEFORE_ADJECTIVE: Final = re.compile(
    r"(?:\b(?:the|an?|its|their|his|her|our|this|these|those|some|any|no|of|on|over|for|with|in|at|from|about|into|by)|['’]s?)\s+$"
)
_NOUN: Final = re.compile(
    r"\s+(?!(?:by|to|in|on|at|for|from|with|as|the|an?|his|her|its|their|that|and|or|into|out|up)\b)[a-z]"
)
_COMMITS: Final = re.compile(
    r"(?:agree|plan|intend|want|hop|expect|schedul|decid|pledg|promis|vow|propos|invit|ask|urg|call|order|prepar|aim|arrang"
    r"|offer|request|commit|allow|permit|oblig|determin)\w*$"
)
_DEADLINE: Final = re.compile(r"\b(?i:by|until|till|not?\s+later\s+than)\s+$")


def tense_at(text: str, span: Span, sentence: Span) -> Tense:
    """The tense of the clause that holds `span`; `soon` is a plan told in the past tense ("was due on Friday").

    `none` means that the sentence has no verb within reach.
    """
    before = text[max(sentence.start, span.start - WINDOW) : span.start]
    cues = [
        match for match in CUES.finditer(before) if not (_is_passive(match, before) or _is_adjective(match, before))
    ]
    if _DEADLINE.search(before[-24:]) and not (cues and cues[-1].group() == "had"):
        return "future"
    if cues:
        return _tense(cues)
    after = text[span.end : min(sentence.end, span.end + WINDOW)]
    for match in CUES.finditer(after):
        if match.lastgroup in ("ahead", "infinitive") or _is_adjective(match, after):
            continue
        if not _is_passive(match, after):
            return _tense([match])
    return "none"


def _is_passive(match: re.Match[str], window: str) -> bool:
    """A participle after a form of "be" ("will be signed") takes the tense of the group before it."""
    return match.lastgroup == "past" and _PASSIVE.search(window[max(0, match.start() - 20) : match.start()]) is not None


def _is_adjective(match: re.Match[str], window: str) -> bool:
    """A participle between an article or preposition and a noun tells no time: "the disputed islands"."""
    if match.lastgroup != "past" or not match.group().endswith("ed"):
        return False
    noun_follows = _NOUN.match(window, match.end()) is not None
    return noun_follows and _BEFORE_ADJECTIVE.search(window[max(0, match.start() - 20) : match.start()]) is not None


def _tense(cues: list[re.Match[str]]) -> Tense:
    last = cues[-1]
    match last.lastgroup:
        case "future" | "futurate" | "ahead":
            return "future"
        case "soon":
            return "soon"
        case "infinitive":
            return _infinitive(cues[:-1])
        case "present":
            return "present"
        case _:
            return "past"


def _infinitive(governors: list[re.Match[str]]) -> Tense:
    """ "agreed to meet" looks ahead, "arrived to attend" does not; a headline's "minister to visit" has no governor."""
    if not governors:
        return "future"
    governor = governors[-1]
    if governor.lastgroup in ("past", "past_plan") and not _COMMITS.match(governor.group()):
        return "past"
    return "soon" if governor.lastgroup == "soon" else "future"
