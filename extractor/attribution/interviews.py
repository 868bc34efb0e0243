"""Interviews and transcripts: who speaks is told by the page's layout, not by cues.

Either each turn opens with a label ("Q:", "MINISTER DOE:"), or questions in paragraphs of their own, each ending in a
question mark and addressed to "you", alternate with answers. An interviewee's answers are statements; the interviewer's
questions are not.
"""

import re
from itertools import groupby, pairwise

from extractor.attribution.claims import Claim
from extractor.attribution.memory import Speaker
from extractor.attribution.officials import UNNAMED
from extractor.attribution.page import Page
from extractor.mentions import Person, Sentence
from extractor.spans import Span

# "Q:", "VLADIMIR PUTIN:", "Mr. Price:", "**Foreign Minister Lavrov:**" at the head of a paragraph
LABEL = re.compile(
    r"(?:\*\*)?(?P<who>[A-Z][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|of|the|de|al|bin|and)){0,5})(?:\*\*)?\s?:(?:\*\*)?\s+(?=\S)"
)
QUESTION_LABEL = re.compile(
    r"(?:Q|QUESTION|MODERATOR|INTERVIEWER|REPORTER|JOURNALIST|OPERATOR|CORRESPONDENT|HOST|ANCHOR|PRESS)\Z",
    re.IGNORECASE,
)
ANSWER_LABEL = re.compile(r"(?:A|ANSWER|RESPONSE|REPLY)\Z", re.IGNORECASE)
ADDRESSES = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
OWN_VOICE = re.compile(r"\b(?:I|we|my|our|me)\b")
QUESTION_ENDS = ("?", "…", "...")
FEWEST_LABELS, FEWEST_QUESTIONS, FEWEST_OWN_ANSWERS = 4, 3, 2
LONGEST_QUESTION, LONGEST_UNADDRESSED = 3, 30
SHORTEST_ANSWER = 30
# "Thank you. It's good to be here.": a turn that only greets says nothing
GREETING = re.compile(
    r"(?:(?:yeah|yes|well|thanks?|thank\s+you|good\s+(?:morning|afternoon|evening|day)|hello|hi|welcome|ladies\s+and\s+gentlemen"
    r"|it['’]s\s+(?:good|great|nice|a\s+pleasure)\s+to\s+be)\b[^.!?\n]{0,60}[.!?,]?\s*)+",
    re.IGNORECASE,
)
SURE_OF_LABEL, SURE_OF_TURN = 0.9, 0.7

Paragraph = list[tuple[int, Sentence]]


def interview_claims(page: Page) -> list[Claim] | None:
    """The answers of an interview or the turns of a transcript, one statement a paragraph; None for other texts."""
    paragraphs = [list(group) for _, group in groupby(enumerate(page.bodies), key=lambda item: item[1].paragraph)]
    return _labelled(page, paragraphs) or _alternating(page, paragraphs)


def _labelled(page: Page, paragraphs: list[Paragraph]) -> list[Claim] | None:
    labels = [LABEL.match(page.text, group[0][1].span.start, group[-1][1].span.end) for group in paragraphs]
    named = [label["who"] for label in labels if label]
    # Turns come back to the same speakers; headings with a colon do not.
    returning = len({who.split()[-1].lower() for who in named}) <= len(named) / 2
    if len(named) < FEWEST_LABELS or not (returning or any(map(QUESTION_LABEL.match, named))):
        return None
    claims: list[Claim] = []
    speaker: Speaker | None = None
    for group, label in zip(paragraphs, labels, strict=True):
        if label is not None:
            speaker = _by_label(page, label)
        start = label.end() if label else group[0][1].span.start
        if speaker is not None and not GREETING.fullmatch(page.text, start, group[-1][1].span.end):
            claims.append(_turn(speaker, group, start))
    return claims


def _by_label(page: Page, label: re.Match[str]) -> Speaker | None:
    """The speaker of a label, None for whoever asks."""
    who, span = label["who"], Span(label.start("who"), label.end("who"))
    if QUESTION_LABEL.match(who):
        return None
    person = _interviewee(page) if ANSWER_LABEL.match(who) else _named(page, who)
    if person is None:
        return Speaker(None, None, span, who, (), UNNAMED, "interview")
    return Speaker(person.id, None, span, who, (), SURE_OF_LABEL, "interview")


def _named(page: Page, who: str) -> Person | None:
    words = set(who.lower().replace(".", "").split())
    shared = {person.id: len(words & set(person.name.lower().replace(".", "").split())) for person in page.persons}
    best = max(page.persons, key=lambda person: shared[person.id], default=None)
    return best if best and shared[best.id] else None


def _interviewee(page: Page) -> Person | None:
    """An interview is about its guest, who is the person named most."""
    return max(page.persons, key=lambda person: len(person.mentions), default=None)


def _alternating(page: Page, paragraphs: list[Paragraph]) -> list[Claim] | None:
    asked = [_is_question(page, group) for group in paragraphs]
    answered = sum(question and not answer for question, answer in pairwise(asked))
    answers = [_words(page, group) for group, question in zip(paragraphs, asked, strict=True) if not question]
    person = _interviewee(page)
    if answered < FEWEST_QUESTIONS or sum(map(bool, map(OWN_VOICE.search, answers))) < FEWEST_OWN_ANSWERS or not person:
        return None
    named = person.mentions[0]
    speaker = Speaker(person.id, None, named.span, named.text, (), SURE_OF_TURN, "interview")
    first = asked.index(True)
    return [
        _turn(speaker, group, group[0][1].span.start)
        for group, question in zip(paragraphs[first:], asked[first:], strict=True)
        if not question and len(_words(page, group)) > SHORTEST_ANSWER
    ]


def _is_question(page: Page, group: Paragraph) -> bool:
    """A paragraph outside quotation marks that ends in a question to "you", or is nothing but a short question."""
    words = _words(page, group)
    if not words.rstrip('"”’ ').endswith(QUESTION_ENDS) or page.quote_at(group[0][1].span.start + 1):
        return False
    addressed = ADDRESSES.search(words) is not None or len(words.split()) < LONGEST_UNADDRESSED
    return len(group) <= LONGEST_QUESTION and addressed


def _words(page: Page, group: Paragraph) -> str:
    return page.text[group[0][1].span.start : group[-1][1].span.end]


def _turn(speaker: Speaker, group: Paragraph, start: int) -> Claim:
    return Claim(speaker, [], Span(start, group[-1][1].span.end), [], group[0][0], group[-1][0])
