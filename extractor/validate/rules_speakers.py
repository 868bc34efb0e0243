"""Speakers: the one to whom the words of speech around a statement's content belong."""

import re
from collections.abc import Sequence
from typing import Final

from extractor.attribution import Attribution
from extractor.gazetteer import find_names
from extractor.mentions import Person
from extractor.names import fold
from extractor.spans import Span
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.words import WORD, is_in, overlap, quoted

STATEMENT: Final = ("statement",)
# An attribution of the same words covers this share of them.
SAME_WORDS: Final = 0.5
SURE: Final = 0.5
# An attribution of these kinds has several speakers, all of them right.
SEVERAL: Final = frozenset({"joint", "group", "office"})
HEAD: Final = 4
TAIL: Final = 4
DOMINANT: Final = 0.5


@value_check(
    "speaker-cue",
    fields=("speaker",),
    kinds=STATEMENT,
    about="The speaker is the one to whom the words of speech around the content belong.",
)
def speaker_cue(case: Case, value: str) -> Ruling | None:
    """Who said it, by the article's own attribution; by issuer or dominant speaker where a sentence has none."""
    span = case.content
    if span is None:
        return None
    found = [a for a in case.attributions if overlap(a.content, span) >= SAME_WORDS]
    person = case.person(value)
    if any(_is_by(case, a, value, person) for a in found):
        return Ruling("supported" if person is None or person.name == value else "variant", span=_said_by(found))
    if _stands_beside(case, value, person, span):
        return Ruling("inferred", span=_beside(case, person, span))
    sure = [a for a in found if a.confidence >= SURE and (a.speaker_person is not None or a.speaker_actor)]
    if _is_voice(case, value, person) and not any(a.speaker_person is not None for a in sure):
        return Ruling("inferred")
    if sure:
        who = quoted(case.text, sure[0].speaker_span) if sure[0].speaker_span else sure[0].speaker_text
        return Ruling("contradicted", f"The words of speech belong to {who}, not to {value}.", sure[0].speaker_span)
    return Ruling("contradicted", f"Nothing near these words says that {value} said them.", span)


def _said_by(found: Sequence[Attribution]) -> Span | None:
    return found[0].speaker_span or (found[0].cue.span if found[0].cue else None)


def _is_by(case: Case, attribution: Attribution, value: str, person: Person | None) -> bool:
    if person and person.id == attribution.speaker_person:
        return True
    if person and person.id in attribution.alternatives:
        return attribution.basis in SEVERAL or attribution.speaker_person is None
    named = fold(value)
    spoken = fold(attribution.speaker_text)
    if spoken and (named in spoken or spoken in named):
        return True
    actor = attribution.speaker_actor
    if actor is None or person is not None:
        return False
    return actor.code in _codes_of(value)


def _codes_of(name: str) -> frozenset[str]:
    """The countries and organisations that a body's name contains."""
    return frozenset(entry.code for match in find_names(name) for entry in match.entries)


def _outside_mentions(case: Case, value: str, person: Person | None, content: Span) -> list[Span]:
    """Mentions of the speaker in the own sentences, outside what was said."""
    if person:
        spans = [m.span for m in person.mentions]
    else:
        spans = [Span(m.start(), m.end()) for m in re.finditer(re.escape(value), case.text)]
    return [span for span in spans if is_in(span, case.own) and not span.overlaps(content)]


def _stands_beside(case: Case, value: str, person: Person | None, content: Span) -> bool:
    """Whether the speaker stands beside the content in its own sentence and no other attribution claims the words."""
    claimed = [
        a
        for a in case.attributions
        if a.speaker_person is not None and a.confidence >= SURE and overlap(a.content, content) >= SAME_WORDS
    ]
    beside = _outside_mentions(case, value, person, content)
    others = [ref for span in case.own for ref in case.reading.people_in(span) if not ref.span.overlaps(content)]
    alone = {ref.person.id for ref in others} <= ({person.id} if person else set())
    return bool(beside) and not claimed and (alone or person is None or beside[0].start <= others[0].span.start)


def _beside(case: Case, person: Person | None, content: Span) -> Span | None:
    if person is None:
        return None
    return next((m.span for m in person.mentions if is_in(m.span, case.own) and not m.span.overlaps(content)), None)


def _is_voice(case: Case, value: str, person: Person | None) -> bool:
    """Whether the speaker is the one whose text this is: issuer of a release, or who speaks nearly everywhere."""
    attributions = case.context.analysis.attributions
    if person is not None and attributions:
        own = sum(person.id in (a.speaker_person, *a.alternatives) for a in attributions)
        if own >= DOMINANT * len(attributions):
            return True
    sentences = case.reading.sentences
    ends = (*sentences[:HEAD], *sentences[-TAIL:])
    if person is None:
        words = [word.lower() for word in WORD.findall(value) if len(word) > 2]
        heads = [s.span.of(case.text).lower() for s in ends]
        return any(words and all(word in head for word in words) for head in heads)
    others = sum(a.speaker_person is not None and a.speaker_person != person.id for a in attributions)
    spans = tuple(s.span for s in ends)
    outermost = (case.reading.references[0].person.id, case.reading.references[-1].person.id)
    return others == 0 and person.id in outermost and any(is_in(m.span, spans) for m in person.mentions)


@value_check(
    "speaker-inside",
    fields=("speaker",),
    kinds=STATEMENT,
    severity="warning",
    about="A speaker who is named only inside the content is spoken of, not speaking.",
)
def speaker_inside(case: Case, value: str) -> Ruling | None:
    """Third persons in a quotation are not its speaker."""
    person, content = case.person(value), case.content
    if person is None or content is None:
        return None
    if any(person.id == a.speaker_person for a in case.attributions):
        return None
    spans = [m.span for m in person.mentions]
    if spans and all(content.covers(span) for span in spans):
        return Ruling("contradicted", f"{person.name} is only spoken of in these words.", spans[0])
    return None
