"""The attributions of an article: sentence by sentence with a memory of who spoke, then joined into statements."""

import re

from extractor.attribution.base import Attribution
from extractor.attribution.claims import Claim, sentence_claims
from extractor.attribution.interviews import interview_claims
from extractor.attribution.lone_quotes import with_lone_quotes
from extractor.attribution.memory import Memory
from extractor.attribution.merging import (
    continue_quotes,
    merge,
    outside,
    quote_type,
    reach_back,
    statement_act,
    without_own_voice,
)
from extractor.attribution.officials import SAME_OFFICE
from extractor.attribution.page import Page
from extractor.attribution.releases import find_release, release_claims
from extractor.attribution.subjects import main_subject
from extractor.mentions import ActorMention, Person, Quote, Sentence, Trigger
from extractor.spans import Span
from schemas.vocabulary import QuoteType

FEWEST_WORDS = 3
# No part of a name: "the GCC"; a phrase without a name keeps it ("the ministry").
ARTICLE = re.compile(r"\A[Tt]he\s+(?=[A-Z])")
BACKGROUND = re.compile(
    r"""\b(?:previously|in\ the\ past|at\ the\ time|(?:years?|months?|weeks|decades?)\s+(?:ago|earlier|before)|formerly
    |once
    |(?-i:In)\ (?:early\ |late\ |mid-)?
      (?:(?:Jan|Febr|March|April|May|June|July|Aug|Sept|Octo|Novem|Decem)\w*(?=,|\ \d{4}\b)|\d{4}\b)
    |last\s+(?:week|month|year|spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August
    |September|October|November|December)|earlier\s+(?:this|in\ the)\s+(?:week|month|year)|before\s+\w+ing)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# "China has accused Peru of …", "she has repeatedly said": what somebody has said all along
ALL_ALONG = re.compile(r"\b(?:has|have)\s+(?:\w+\s+){0,2}\Z")
LONG_SINCE = re.compile(
    r"\b(?:has|have)\s+(?:long|previously|repeatedly|always|often|consistently|frequently|traditionally)\s+\Z"
)
# "denies", "insists": the present tense of a body tells where it stands, not what it said on the day
STANDS = re.compile(r"(?:den|insist|reject|claim|accus|blam|maintain|regard|consider|view|oppos|want|sa[yi])\w*s\Z")
# "accused Peru last week of …": up to what the accusation is
OBJECT_END = re.compile(r"\s(?:of|for|that|to|over|as)\s|[\"“,.;:]")
NEWS = frozenset({"announce_action", "commit_offer"})
LOOK_BACK = 40
LAST_STOP = re.compile(r"[\s.,;:]+\Z")
NAMED_SPEAKERS = frozenset({"cue subject", "inverted", "office"})


def find_attributions(
    text: str,
    *,
    sentences: tuple[Sentence, ...],
    quotes: tuple[Quote, ...],
    persons: tuple[Person, ...],
    actors: tuple[ActorMention, ...],
    cues: tuple[Trigger, ...],
) -> tuple[Attribution, ...]:
    """Who said what, in document order of the content.

    All arguments are what the rules of the same name found in the same `text`. Headlines, captions and page furniture
    yield nothing; the text of an agreement yields nothing.
    """
    outer = tuple(quote for quote in quotes if quote.depth == 0)
    page = Page(text, sentences, outer, persons, actors, cues)
    return tuple(attribution for claim in _claims(page) if (attribution := _attribution(page, claim)))


def _claims(page: Page) -> list[Claim]:
    if (turns := interview_claims(page)) is not None:
        return turns
    reported = _reported(page)
    release = find_release(page)
    if release is None:
        return reported
    if release.issuer is None:
        return []
    others = [claim for claim in reported if _is_reported_person(claim)]
    return release_claims(page, release.issuer, others, joint=release.kind == "joint")


def _is_reported_person(claim: Claim) -> bool:
    """In a release only a person named beside the verb is reported; "the United States welcomes" is its own voice."""
    return claim.speaker.person is not None and claim.speaker.basis in NAMED_SPEAKERS


def _reported(page: Page) -> list[Claim]:
    memory = Memory()
    claims: list[Claim] = []
    for sentence in page.bodies:
        memory.sentences.append(set())
        found = sentence_claims(page, sentence, memory)
        _remember(page, sentence, found, memory)
        claims += found
    claims = sorted(without_own_voice(page, claims), key=lambda claim: claim.content.start)
    reach_back(page, claims)
    continue_quotes(page, claims)
    claims = with_lone_quotes(page, claims)
    return _without_repeats(page, merge(page, claims))


def _remember(page: Page, sentence: Sentence, found: list[Claim], memory: Memory) -> None:
    for referent in page.referents_in(sentence.span):
        if referent.person is not None:
            memory.see(referent.person)
        if referent.kind == "office" and referent.actor is not None:
            memory.offices.append((referent.span.of(page.text).lower(), referent.actor))
        if referent.actor is not None and referent.actor.body:
            memory.bodies.append(referent.actor)
    for claim in found:
        if claim.speaker.person is not None:
            _forget_unnamed(page, claim.speaker.person, memory)
    main = main_subject(page, sentence.span)
    memory.actor = main.referents[0].actor if main else None
    if found:
        memory.hear(found[0].speaker)
    elif main and main.referents[0].person is not None:
        memory.focus = main.referents[0].person


def _forget_unnamed(page: Page, person: int, memory: Memory) -> None:
    """Someone with a name holds such an office: "the official" may now be that one."""
    offices = " ".join(page.by_id[person].offices).lower()
    for head in [head for head in memory.unnamed if any(word in offices for word in SAME_OFFICE.get(head, (head,)))]:
        if offices:
            del memory.unnamed[head]


def _without_repeats(page: Page, claims: list[Claim]) -> list[Claim]:
    """Pages that repeat their paragraphs repeat their statements: the first one counts."""
    seen: set[tuple[str, int | None]] = set()
    kept = []
    for claim in claims:
        key = (" ".join(claim.content.of(page.text).split()), claim.speaker.person)
        if key not in seen:
            kept.append(claim)
        seen.add(key)
    return kept


def _attribution(page: Page, claim: Claim) -> Attribution | None:
    content = _tidy(page, claim.content)
    if len(outside(page.text, content, claim.frames).split()) < FEWEST_WORDS:
        return None
    speaker = claim.speaker
    own = speaker.basis == "release"
    return Attribution(
        cue=claim.cues[0] if claim.cues else None,
        speaker_person=speaker.person,
        speaker_actor=speaker.actor,
        speaker_span=speaker.span,
        speaker_text=ARTICLE.sub("", speaker.text),
        alternatives=speaker.alternatives,
        content=content,
        quote_type=_own_quote_type(page, content) if own else quote_type(page, content, claim.frames),
        speech_act=statement_act(page, claim),
        background=_is_background(page, claim),
        confidence=speaker.confidence,
        basis=speaker.basis,
    )


def _own_quote_type(page: Page, content: Span) -> QuoteType:
    """In a text of one's own, marks around a term quote nobody."""
    return "mixed" if page.speech_in(content) else "indirect"


def _tidy(page: Page, content: Span) -> Span:
    """A single quotation without its marks, otherwise the words without a last stop."""
    for quote in page.quotes_in(content):
        if quote.span.start == content.start and abs(quote.span.end - content.end) <= 1:
            return quote.inner
    tail = LAST_STOP.search(page.text, max(content.start, content.end - 4), content.end)
    return Span(content.start, tail.start() if tail else content.end)


def _is_said_all_along(page: Page, cue: Trigger) -> bool:
    """Whether the perfect tells of a standing position; "has announced" and "has offered" tell the news."""
    before = max(0, cue.span.start - LOOK_BACK)
    return cue.value not in NEWS and ALL_ALONG.search(page.text, before, cue.span.start) is not None


def _is_standing(page: Page, claim: Claim) -> bool:
    """Whether a body's position is told in the present tense of an article that reports speech in the past."""
    if claim.speaker.person is not None or not claim.sentence or not STANDS.match(claim.cues[0].text):
        return False
    return sum(cue.text.endswith("ed") or cue.text in ("said", "told") for cue in page.cues) * 2 > len(page.cues)


def _said_when(page: Page, claim: Claim) -> str:
    """The words right behind the cue up to what was said: "accused Peru | last week | of"."""
    cue = claim.cues[0]
    end = OBJECT_END.search(page.text, cue.span.end, cue.span.end + LOOK_BACK)
    return page.text[cue.span.end : end.start()] if end else ""


def _is_background(page: Page, claim: Claim) -> bool:
    """Whether the frame puts the occasion into the past of the story: "had said", "told a forum last week"."""
    if claim.cues and claim.cues[0].modality == "past":
        return True
    if claim.cues and claim.sentence and _is_said_all_along(page, claim.cues[0]):
        return True
    if claim.cues and (_is_standing(page, claim) or BACKGROUND.search(_said_when(page, claim))):
        return True
    if claim.cues and LONG_SINCE.search(
        page.text, max(0, claim.cues[0].span.start - LOOK_BACK), claim.cues[0].span.start
    ):
        return True
    start, end = page.bodies[claim.sentence].span.start, page.bodies[claim.last_sentence].span.end
    frames = (page.text[max(start, frame.start - LOOK_BACK) : min(end, frame.end)] for frame in claim.frames)
    return any(map(BACKGROUND.search, frames))
