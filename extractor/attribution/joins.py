"""A second cue of the same subject in a sentence: more of the same statement, or another one.

Coders keep "thanked X and hoped that …" together as one statement; they set apart what is done in words ("… and
announced a visit"), what stands behind a semicolon, and what the main clause says after a relative one.
"""

import re

from extractor.attribution.narration import relative_end
from extractor.attribution.page import Page
from extractor.attribution.sources import Subject, is_participle
from extractor.mentions import Trigger
from extractor.spans import Span

# Before a verb without subject: ", and also", "; then"
LINK = re.compile(
    r"(?:,?\s*\b(?:while|whereas|but|with|and)|;(?:\s*and)?|—)\s*"
    r"(?:(?:also|then|later|further|furthermore|again|once\s+again|in\s+turn|subsequently|jointly)\s+)*\Z"
)
OPENS_QUOTATION = re.compile(r"\s*:\s*[\"“«]")
# "was satisfied with A and announced B": a state of mind is no speech that could go on
STATE = re.compile(r"(?:is|are|was|were)\b")
# What is done in words, beside what is felt or asked: "praised A and announced B"
DEEDS = frozenset({"commit_offer", "announce_action"})
SHORTEST_STATEMENT = 3  # words


def statement_break(page: Page, subject: Subject, last: Trigger, cue: Trigger) -> int | None:
    """Where the statement of the cue `last` ends if `cue` opens another one of the same subject; None if it goes on."""
    if is_participle(cue):
        return None
    if subject.relation == "relative":
        resumed = relative_end(page, Span(last.span.end, cue.span.start))
        if resumed < cue.span.start:
            return resumed
    link = LINK.search(page.text, last.span.end, cue.span.start)
    return link.start() if link and _is_another(page, last, link, cue) else None


def _is_another(page: Page, last: Trigger, link: re.Match[str], cue: Trigger) -> bool:
    if ";" in link[0] or OPENS_QUOTATION.match(page.text, cue.span.end) or STATE.match(last.text):
        return True
    if is_participle(last):
        return cue.value not in ("assert", last.value)
    if page.text.count(" ", last.span.end, link.start()) < SHORTEST_STATEMENT:
        return False
    deed = cue.value in DEEDS or cue.text.startswith("invit")
    return deed and last.value not in ("assert", *DEEDS)
