"""What a record is about and does: topics by their words, speech acts by their cue. Judgements, so only remarked on."""

from typing import Final

from extractor.spans import Span
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.rules_speakers import SAME_WORDS
from extractor.validate.words import overlap

# Matters that cannot be told of without naming them; the others are often only implied.
CONCRETE: Final = frozenset(
    {
        "nuclear",
        "space",
        "cyber",
        "mining",
        "agriculture",
        "health",
        "peacekeeping",
        "counter_narcotics",
        "joint_exercises",
        "naval_maritime",
    }
)
BROAD: Final = frozenset({"multi_sector", "other", "diplomatic_relations"})


@value_check(
    "topic-words",
    fields=("topics", "domains"),
    severity="info",
    about="A topic or domain should show in the passages; a concrete one (nuclear, space) at least in the article.",
)
def topic_words(case: Case, value: str) -> Ruling | None:
    """The deciding word, where the lexicon has one."""
    for spans in (case.passages, case.own, case.near):
        for span in spans:
            word = case.context.topics_of(span).get(value)  # type: ignore[call-overload]
            if word:
                return Ruling("supported" if spans is not case.near else "inferred", span=word)
    if value in BROAD:
        return Ruling("inferred")
    if value in CONCRETE and value not in case.context.topics_of(Span(0, len(case.text))):
        message = f"No word of the whole article is about {value.replace('_', ' ')}."
        return Ruling("unsupported", message, severity="warning")
    return Ruling("inferred", f"No word near the passages shows {value.replace('_', ' ')}.")


@value_check(
    "act-words",
    fields=("speech_act",),
    kinds=("statement",),
    severity="info",
    about="The act of speech should follow from the cue and the words said.",
)
def act_words(case: Case, value: str) -> Ruling | None:
    """The act that the rules read, where they read another."""
    content = case.content
    found = [a for a in case.attributions if content and overlap(a.content, content) >= SAME_WORDS]
    if not found or value in {attribution.speech_act for attribution in found}:
        span = found[0].cue.span if found and found[0].cue else None
        return Ruling("supported" if found else "inferred", span=span)
    return Ruling("inferred", f"By its words this is rather {found[0].speech_act.replace('_', ' ')}.")
