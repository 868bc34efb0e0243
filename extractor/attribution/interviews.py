"""Interviews and transcripts: who speaks is told by the page's layout, not by cues.

Either each turn opens with a label ("Q:", "MINISTER DOE:"), or questions in paragraphs of their own, each ending in a
question mark and addressed to "you", alternate with answers. An interviewee's answers are statements (codebook 2); the
interviewer's questions are not.
"""

import re
from itertools import groupby

from extractor.attribution.claims import Claim
from extractor.attribution.page import Page
from extractor.attribution.speakers import Speaker
from extractor.mentions import Person, Sentence
from extractor.spans import Span

# "Q:", "Question:", "VLADIMIR PUTIN:", "Mr. Price:", "Foreign Minister Lavrov:" at the head of a paragraph, bold or not
LABEL = re.compile(
    r"(?:\*\*)?(?P<who>(?:[A-Z][\w.'’-]*)(?:\s(?:[A-Z][\w.'’-]*|of|the|de|al|bin|and)){0,5})(?:\*\*)?\s?:(?:\*\*)?\s+(?=\S)"
)
QUESTION_LABEL = re.compile(
    r"(?:Q|QUESTION|MODERATOR|INTERVIEWER|REPORTER|JOURNALIST|OPERATOR|CORRESPONDENT|HOST|ANCHOR|PRESS)\Z",
    re.IGNORECASE,
)
ANSWER_LABEL = re.compile(r"(?:A|ANSWER|RESPONSE|REPLY)\Z", re.IGNORECASE)
ADDRESSES = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
ANSWERS_ITSELF = re.compile(r"\b(?:I|we|my|our|me)\b")
FEWEST_LABELS, FEWEST_QUESTIONS = 4, 3
SURE_OF_LABEL, SURE_OF_TURN = 0.9, 0.7

Paragraph = list[tuple[int, Sentence]]


def interview_claims(page: Page) -> list[Claim] | None:
    """The answers of an interview or the turns of a transcript, one statement a paragraph; None for other texts."""
    paragraphs = [list(group) for _, group in groupby(enumerate(page.bodies), key=lambda item: item[1].paragraph)]
    return _labelled(page, paragraphs) or _alternating(page, paragraphs)


def _labelled(page: Page, paragraphs: list[Paragraph]) -> list[Claim] | None:
    labels = [LABEL.match(page.text, group[0][1].span.start, group[-1][1].span.end) for group in paragraphs]
    if sum(label is not None for label in labels) < FEWEST_LABELS:
        return None
    claims, speaker = [], None
    for group, label in zip(paragraphs, labels, strict=True):
        if label is not None:
            speaker = _by_label(page, label)
        if speaker is not None:
            claims.append(_turn(speaker, group, label.end() if label else group[0][1].span.start))
    return claims


def _by_label(page: Page, label: re.Match[str]) -> Speaker | None:
    who = label["who"]
    if QUESTION_LABEL.match(who):
        return None
    person = _interviewee(page) if ANSWER_LABEL.match(who) else _named(page, who)
    span = Span(label.start("who"), label.end("who"))
    if person is not None:
        return Speaker(person.id, None, span, who, (), SURE_OF_LABEL, "interview")
    return Speaker(None, None, span, who, (), 0.5, "interview")


def _named(page: Page, who: str) -> Person | None:
    words = set(who.lower().replace(".", "").split())
    fitting = [person for person in page.persons if words & set(person.name.lower().replace(".", "").split())]
    return max(fitting, key=lambda person: len(words & set(person.name.lower().split())), default=None)


def _interviewee(page: Page) -> Person | None:
    """The person named first among those named most: an interview is about its guest."""
    return max(page.persons, key=lambda person: len(person.mentions), default=None)


def _alternating(page: Page, paragraphs: list[Paragraph]) -> list[Claim] | None:
    asked = [_is_question(page, group) for group in paragraphs]
    answered = sum(one and not other for one, other in zip(asked, asked[1:], strict=False))
    own_voice = sum(
        bool(ANSWERS_ITSELF.search(_words(page, group)))
        for group, ask in zip(paragraphs, asked, strict=True)
        if not ask
    )
    person = _interviewee(page)
    if answered < FEWEST_QUESTIONS or own_voice < 2 or person is None:
        return None
    speaker = Speaker(person.id, None, person.mentions[0].span, person.mentions[0].text, (), SURE_OF_TURN, "interview")
    first = asked.index(True)
    return [
        _turn(speaker, group, group[0][1].span.start)
        for group, ask in zip(paragraphs[first:], asked[first:], strict=True)
        if not ask and group[-1][1].span.end - group[0][1].span.start > 30
    ]


def _is_question(page: Page, group: Paragraph) -> bool:
    """A paragraph outside quotation marks that ends in a question to "you", or is nothing but a short question."""
    words = _words(page, group)
    if not words.rstrip('"”’ ').endswith(("?", "…", "...")) or page.quote_at(group[0][1].span.start + 1):
        return False
    return len(group) <= 3 and (ADDRESSES.search(words) is not None or len(words.split()) < 30)


def _words(page: Page, group: Paragraph) -> str:
    return page.text[group[0][1].span.start : group[-1][1].span.end]


def _turn(speaker: Speaker, group: Paragraph, start: int) -> Claim:
    return Claim(speaker, [], Span(start, group[-1][1].span.end), [], group[0][0], group[-1][0])
