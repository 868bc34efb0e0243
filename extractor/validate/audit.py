"""Sentences that report something which no record cites.

Checks of what is coded say nothing of what is not. So every event the rules can tell apart, weak ones too, wants a
record: events and records are paired one to one by the passages that the records cite, and what stays single
is listed for a person to look at. One sentence gives at most one alert of a kind.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from extractor.analysis import Analysis
from extractor.events.agreement.groups import group_mentions
from extractor.events.agreement.mentions import Mention
from extractor.events.meeting.encounter import Encounter
from extractor.events.meeting.groups import group_encounters
from extractor.events.meeting.mentions import read_encounters
from extractor.spans import Span
from extractor.validate.base import Context, Missed, kind_of
from extractor.validate.words import WORD
from schemas.record import Record
from schemas.vocabulary import RecordKind

# Fewer words left over of an attributed passage are the frame around what is cited.
FEWEST_WORDS: Final = 5
LONGEST_TRIGGER: Final = 60
# Where an event is told first is where a person looks; headlines are left out before.
FIRST_SIGNS: Final = 2


class Sign(NamedTuple):
    """Words that tell of an event, and the sentence they stand in; `is_strong` where they alone suffice."""

    trigger: Span
    sentence: Span
    is_strong: bool


Event = tuple[Sign, ...]


def find_missed(records: Sequence[Record], analysis: Analysis) -> tuple[Missed, ...]:
    """Sentences with a word of signing, meeting or speech that no record of that kind cites, in document order."""
    return missed_by(records, Context(analysis))


def missed_by(records: Sequence[Record], context: Context) -> tuple[Missed, ...]:
    """The same for an article whose context is at hand."""
    analysis = context.analysis
    cited: dict[RecordKind, list[tuple[Span, ...]]] = {"agreement": [], "meeting": [], "statement": []}
    for record in records:
        passages = tuple(Span(passage.start, passage.end) for passage in record.evidence)
        cited[kind_of(record)].append(passages)
    signs: list[tuple[RecordKind, Sign]] = []
    headlines = {sentence.span for sentence in analysis.reading.sentences if sentence.kind == "headline"}
    signs += [("agreement", sign) for sign in _unpaired(_agreements(context), cited["agreement"], headlines)]
    signs += [("meeting", sign) for sign in _unpaired(_meetings(analysis), cited["meeting"], headlines)]
    spoken = [span for passages in cited["statement"] for span in passages]
    signs += [("statement", sign) for sign in _speech(analysis, spoken)]
    # Pages repeat whole paragraphs; what was said of the first copy goes for the others.
    found: dict[tuple[RecordKind, str], Missed] = {}
    for kind, sign in sorted(signs, key=lambda pair: pair[1].sentence):
        if sign.sentence not in headlines:
            found.setdefault((kind, sign.sentence.of(analysis.article.text)), _missed(kind, sign, analysis))
    return tuple(sorted((*found.values(), *_instructions(analysis)), key=lambda missed: (missed.span, missed.kind)))


def _instructions(analysis: Analysis) -> Iterator[Missed]:
    """The passages that speak to a machine; what they tell is listed as nothing else."""
    for found in analysis.instructions:
        words = _shortened(found.trigger, analysis)
        message = f"Not read as news: “{words}” speaks to a machine that reads the article."
        yield Missed("instruction", found.span, found.trigger, words, message)


def _shortened(trigger: Span, analysis: Analysis) -> str:
    return " ".join(trigger.of(analysis.article.text)[:LONGEST_TRIGGER].split())


def _agreements(context: Context) -> tuple[Event, ...]:
    groups = group_mentions(context.reading, context.instruments)
    return tuple(tuple(map(_instrument, group.mentions)) for group in groups)


def _instrument(mention: Mention) -> Sign:
    names_sides = mention.ground == "phrase" or (mention.ground == "subject" and bool(mention.states))
    strong = mention.phrase.determiner != "known" and not mention.is_alias and names_sides
    return Sign(mention.phrase.span, mention.sentence.span, strong)


def _meetings(analysis: Analysis) -> tuple[Event, ...]:
    groups = group_encounters(analysis.reading, read_encounters(analysis.reading))
    return tuple(tuple(map(_encounter, (*group.mentions, *group.visits))) for group in groups)


def _encounter(encounter: Encounter) -> Sign:
    strong = not encounter.takes_up and len(encounter.codes) > 1
    return Sign(encounter.trigger.span, encounter.sentence.span, strong)


def _unpaired(
    events: Sequence[Event], cited: Sequence[tuple[Span, ...]], headlines: Collection[Span]
) -> Iterator[Sign]:
    """A sign of each event that is left without a record, and strong signs in sentences that nothing cites."""
    fitting = [[number for number, passages in enumerate(cited) if _touches(event, passages)] for event in events]
    owners: dict[int, int] = {}
    single = [index for index in range(len(events)) if not _pair(index, fitting, owners)]
    for index in single:
        yield from [sign for sign in events[index] if sign.sentence not in headlines][:FIRST_SIGNS]
    every = [span for passages in cited for span in passages]
    for event in events:
        for sign in event:
            if sign.is_strong and not any(sign.trigger.overlaps(span) for span in every):
                yield sign


def _touches(event: Event, passages: Sequence[Span]) -> bool:
    return any(sign.trigger.overlaps(span) for sign in event for span in passages)


def _pair(index: int, fitting: Sequence[Sequence[int]], owners: dict[int, int]) -> bool:
    """Give an event a record, moving others to their alternatives where need be: maximum bipartite matching.

    Without recursion, since an article may hold hundreds of events.
    """
    came_from: dict[int, int] = {}
    queue = [index]
    for event in queue:
        for record in fitting[event]:
            if record in came_from:
                continue
            came_from[record] = event
            if record in owners:
                queue.append(owners[record])
                continue
            _reassign(record, came_from, owners, index)
            return True
    return False


def _reassign(record: int, came_from: dict[int, int], owners: dict[int, int], root: int) -> None:
    """Shift owners along the path that leads from the root to a free record."""
    while True:
        event = came_from[record]
        previous = next((held for held, owner in owners.items() if owner == event), None)
        owners[record] = event
        if event == root or previous is None:
            return
        record = previous


def _speech(analysis: Analysis, cited: Sequence[Span]) -> Iterator[Sign]:
    """Attributed words that no Statement holds: the first stretch left over of each attribution."""
    text = analysis.article.text
    for attribution in analysis.attributions:
        rest = next((s for s in _left_over(attribution.content, cited) if _words(text, s) >= FEWEST_WORDS), None)
        if rest is None:
            continue
        sentence = analysis.reading.sentence_at(rest.start)
        trigger = attribution.cue.span if attribution.cue else rest
        yield Sign(trigger, sentence.span if sentence else rest, is_strong=True)


def _left_over(content: Span, cited: Sequence[Span]) -> Iterator[Span]:
    at = content.start
    for span in sorted(span for span in cited if span.overlaps(content)):
        if at < span.start:
            yield Span(at, span.start)
        at = max(at, span.end)
    if at < content.end:
        yield Span(at, content.end)


def _words(text: str, span: Span) -> int:
    return sum(1 for _ in WORD.finditer(text, span.start, span.end))


def _missed(kind: RecordKind, sign: Sign, analysis: Analysis) -> Missed:
    words = _shortened(sign.trigger, analysis)
    message = f"Possibly missed: “{words}” may report {'an' if kind == 'agreement' else 'a'} {kind}."
    return Missed(kind, sign.sentence, sign.trigger, words, message)
