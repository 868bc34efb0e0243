"""Where, after what was said, the narrator speaks again in the same sentence.

"X rejected the ruling and continues to defy it", "X announced talks, hours after he left", "X said the port would open,
using its old name": the clause belongs to the story, not to the statement. Told by how it begins, and for cues with a
mere object ("rejected", "accused") also by a finite verb that is joined to the cue.
"""

import re

from extractor.attribution.adverbials import takes_clause
from extractor.attribution.page import Page
from extractor.mentions import Trigger
from extractor.spans import Span

# ", just hours after he …", ", using the old name for …", ", in an apparent reference to …"
ASIDE = re.compile(
    r"""(?:,|(?<=[\"”]))\s+(?:
      (?:just|only|barely|less\ than|more\ than|nearly|almost|about)?\s*
        (?:(?:an?|one|two|three|four|five|six|several|a\ few|\d+)\s+)?
        (?:minutes?|hours?|days?|weeks?|months?|years?|shortly|soon)\s+(?:after|before|ahead\ of)\b
      | using\s+(?:the|an?|its|his|her|their)\s+(?:[\w'’-]+\s+){0,3}?
        (?:names?|words?|terms?|title|acronym|phrase|nickname|expression)\b
      | (?:in|with)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}?
        (?:reference|allusion|nod|response|reply|remarks|rebuke|swipe|dig)\s+(?:to|at)\b
      | an?\s+(?:[\w-]+\s+){0,2}?(?:reference|allusion)\s+to\b
      | an?\s+(?:view|claim|charge|figure|position|stance|allegation|assertion|accusation|suggestion|comment|remark)\s+
        (?:not|that|which|he|she|it|they|the|many|most|few|echoed|shared|rejected|denied|disputed|[A-Z])
      | (?:speaking|talking)\s+(?:to|at|in|on|after|before|through|by|during)\b
      | as\s+(?:he|she|they|it)\s+(?:\w+ed|left|met|stood|sat|spoke|began)\b
      | (?:but|though|although)\s+(?:\w+\s+){0,2}?
        (?:critics|analysts|experts|opponents|observers|others|rivals|groups)\s
      | where\s+(?:he|she|they)\s+(?:is|was|are|were|will|had|has|met|held|attended)\b
    )""",
    re.VERBOSE,
)
# "… and continues to defy it", "…, and last month reportedly tested two missiles"
OWN_VERB = re.compile(
    r"""\s*,?\s+(?:and|but)\s+
    (?:(?:also|then|later|even|reportedly|still|now|since|instead|in\ turn|last\s\w+|this\s\w+|earlier\s\w+|on\s\w+day)
      \s+){0,3}
    (?:(?:left|met|went|took|flew|held|made|gave|set|sent|began|came|hung|stood)\s
      |\w+ed\s+(?:out|away|off|back|down)\b
      |(?:has|have|had|is|are|was|were|will|would|continues?|continued|remains?|remained|refuses)\s+(?!been\b)\w
      |[\w-]+ed\s+(?:the|an?|its|his|her|their|two|three|four|several|\d)\b)""",
    re.VERBOSE,
)
RELATIVE = re.compile(r"\b(?:who|which|that|whose|where|whether|if|because|when)\b|\b\w+ed\s*\Z")
# "called the plan a trick": an object, though what it is called is said
NAMES = re.compile(r"(?:call|describ|term|label|dub|brand|characteri|portray|depict)", re.IGNORECASE)
# "X, who denied any link, held a rally": the relative clause ends where the main verb stands
MAIN_VERB = re.compile(
    r",\s+(?:(?:on\s\w+day|yesterday|today|later|also|then|now|\w+ly)\s+)?(?:has|have|had|is|are|was|were|will|would|did|does|said|told|met|held|left|took|went|came|made|gave|struck|spoke|stood|saw"
    r"|put|sent|paid|began|won|lost|let|chose|rose|fell|flew|drew|sought|brought|kept|wrote|ran|\w+ed)\s"
)
THAT_BEFORE = re.compile(r"\bthat\s*\Z")
# "denied it had been there and was ready to": a clause without "that"
BARE_CLAUSE = re.compile(r"den(?:y|ied|ies|ying)\s+(?![\w-]+ing\b)")
FEWEST_WORDS = 3


def narration_start(page: Page, cue: Trigger, said: Span) -> int:
    """Where in the words after a cue the narrator goes on, the end of the words if nowhere."""
    found = [match.start() for match in ASIDE.finditer(page.text, *said) if page.quote_at(match.end()) is None]
    if _takes_object(page, cue, said):
        found += [match.start() for match in OWN_VERB.finditer(page.text, *said) if _is_joined(page, said, match)]
    at = min(found, default=said.end)
    return at if page.text.count(" ", said.start, at) >= FEWEST_WORDS - 1 else said.end


def relative_end(page: Page, clause: Span) -> int:
    """Where the clause that opens with "who denied" gives way to the main verb; its end where it does not."""
    verbs = (match.start() for match in MAIN_VERB.finditer(page.text, *clause))
    return next((at for at in verbs if page.quote_at(at + 1) is None), clause.end)


def _takes_object(page: Page, cue: Trigger, said: Span) -> bool:
    names = NAMES.match(cue.text) is not None
    clause = (takes_clause(cue) and not names) or BARE_CLAUSE.match(page.text, cue.span.start, said.end)
    return not clause and THAT_BEFORE.search(page.text, cue.span.end, said.start) is None


def _is_joined(page: Page, said: Span, verb: re.Match[str]) -> bool:
    """Whether the verb goes with the cue, not with a clause inside the object."""
    if page.quote_at(verb.end()) is not None or page.cues_in(Span(verb.start(), said.end)):
        return False
    return RELATIVE.search(page.text, said.start, verb.start()) is None
