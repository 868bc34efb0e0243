"""What attribution finds: who said what, in which words, and how sure the rule is of the speaker."""

from dataclasses import dataclass
from typing import Literal

from extractor.mentions import ActorMention, Trigger
from extractor.spans import Span
from schemas.vocabulary import QuoteType, SpeechAct

Basis = Literal[
    "cue subject",
    "same subject",
    "inverted",
    "pronoun",
    "office",
    "body",
    "group",
    "continuation",
    "release",
    "joint",
    "interview",
]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement as the text attributes it (codebook 1.4, 2).

    `content` is the document's own words, without speaker and cue where they stand at its edge. `speaker_person` is a
    `Person.id`; `speaker_actor` the state or body that speaks as one; both None for a group without a name. The
    `alternatives` are further `Person.id`s, best first: joint speakers, or other readings of a pronoun. `background`
    marks an earlier occasion given as context. `confidence` is 0-1 and concerns the speaker alone.
    """

    cue: Trigger | None
    speaker_person: int | None
    speaker_actor: ActorMention | None
    speaker_span: Span | None
    speaker_text: str
    alternatives: tuple[int, ...]
    content: Span
    quote_type: QuoteType
    speech_act: SpeechAct
    background: bool
    confidence: float
    basis: Basis
