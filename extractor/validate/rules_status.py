"""Status and realis: planned, done, denied or called off, as the verb group and its negation say."""

import re
from collections.abc import Iterator
from typing import Final

from extractor.events.agreement.states import State
from extractor.events.candidates import MeetingCandidate, first_sure
from extractor.mentions import Trigger
from extractor.spans import Span
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.words import NEGATION, quoted

# What each status may be called by words that give another, neighbouring one.
COMPATIBLE: Final[dict[str, frozenset[str]]] = {
    "signed": frozenset({"signed", "ratified", "in_force", "renewed"}),
    "in_force": frozenset({"in_force", "signed", "ratified", "renewed", "suspended", "expired"}),
    "ratified": frozenset({"ratified", "in_force"}),
    "renewed": frozenset({"renewed"}),
    "negotiating": frozenset({"negotiating", "agreed_in_principle", "planned_signing"}),
    "agreed_in_principle": frozenset({"agreed_in_principle", "negotiating"}),
    "planned_signing": frozenset({"planned_signing", "negotiating", "agreed_in_principle"}),
}
NEEDS_WORD: Final = frozenset(
    {"signed", "ratified", "renewed", "suspended", "terminated", "expired", "rejected", "planned_signing"}
)
DONE: Final = frozenset({"actual", "past"})
OPEN: Final = frozenset({"negotiating", "agreed_in_principle", "planned_signing"})
CONCLUDED: Final = frozenset({"signed", "ratified", "in_force", "renewed"})
# Below this the rules' candidate is a guess that speaks for nothing.
LEAST_CONFIDENCE: Final = 0.25
REALIS: Final[dict[str, str]] = {"planned": "planned", "cancelled": "cancelled", "negated": "cancelled"}
AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|to\s+be|upcoming|forthcoming|next|plan\w*|expected|scheduled|due|set\s+to|invit\w+|agreed\s+to|forward"
    r"|prepar\w+|propos\w+|intend\w*|future|soon|later|open\w*|begin)\b",
    re.IGNORECASE,
)
EVENTS: Final = frozenset({"meeting", "visit", "phone"})


@value_check(
    "status-words",
    fields=("status",),
    kinds=("agreement",),
    about="The status follows the verb group: signed needs a word of signing that is neither planned nor denied.",
)
def status_words(case: Case, value: str) -> Ruling | None:
    """The verdict on a status, from the words that govern the instrument in the own sentences."""
    governing = list(_states(case))
    accepted = COMPATIBLE.get(value, frozenset({value}))
    is_open = bool(governing) and governing[0].status in OPEN
    for state in governing:
        if state.status == value and not (is_open and _is_implied(case, state)):
            return Ruling("supported", span=state.span)
    fitting = next((state for state in governing if state.status in accepted), None)
    if fitting and not (is_open and value in CONCLUDED):
        return Ruling("inferred", span=fitting.span)
    if governing:
        word = quoted(case.text, governing[0].span)
        return Ruling("contradicted", f"{word} makes it {governing[0].status}, not {value}.", governing[0].span)
    return _without_verb(case, value)


def _states(case: Case) -> Iterator[State]:
    """The states that the own sentences give to an instrument, those in the passages themselves first."""
    found = [state for mention in case.context.mentions_in(case.own) for state in mention.states]
    inside = [state for state in found if any(passage.covers(state.span) for passage in case.passages)]
    yield from inside or found


def _is_implied(case: Case, state: State) -> bool:
    """Whether the words only imply the state: what is yet to enter into force is taken to be signed."""
    return all(trigger.value != state.status for trigger in case.reading.triggers_in(state.span))


def _without_verb(case: Case, value: str) -> Ruling:
    """No word governs the instrument: what stands near may still decide."""
    own = [t for span in case.own for t in case.reading.triggers_in(span) if t.kind in ("signing", "negotiation")]
    same = next((t for t in own if _suggests(t, value)), None)
    if same:
        return Ruling("inferred", span=same.span)
    if other := next((t for t in own if value in NEEDS_WORD and t.kind == "signing"), None):
        word = quoted(case.text, other.span)
        return Ruling("contradicted", f"{word} is {other.modality} here, which does not make it {value}.", other.span)
    for candidate in case.candidates:
        is_guess = candidate.confidence < LEAST_CONFIDENCE
        if not is_guess and any(option.value == value for option in getattr(candidate, "status", ())):
            return Ruling("inferred")
    near = [t for span in case.near for t in case.reading.triggers_in(span) if t.kind in ("signing", "negotiation")]
    if any(_suggests(t, value) for t in near) or value not in NEEDS_WORD:
        return Ruling("inferred")
    return Ruling("unsupported", f"No word here says that it was {value.replace('_', ' ')}.")


def _suggests(trigger: Trigger, value: str) -> bool:
    if value == "planned_signing":
        return trigger.value == "signed" and trigger.modality == "planned"
    if value == "rejected":
        return trigger.value == "rejected" or trigger.modality == "negated"
    if value == "suspended":
        return trigger.value == "suspended" or trigger.modality == "cancelled"
    return trigger.value == value and (value == "negotiating" or trigger.modality in DONE)


@value_check(
    "realis-words",
    fields=("realis",),
    kinds=("meeting",),
    about="Actual, planned or cancelled follows the verb group around the word for the meeting.",
)
def realis_words(case: Case, value: str) -> Ruling | None:
    """The verdict on whether a meeting took place."""
    triggers = [t for span in case.own for t in case.reading.triggers_in(span) if t.kind in EVENTS]
    inside = [t for t in triggers if any(passage.overlaps(t.span) for passage in case.passages)] or triggers
    said = [(REALIS.get(t.modality, "actual"), t) for t in inside]
    match = next((t for realis, t in said if realis == value), None)
    offered = {
        first_sure(candidate.realis)
        for candidate in case.candidates
        if isinstance(candidate, MeetingCandidate) and candidate.confidence >= LEAST_CONFIDENCE
    }
    if match and (said[0][0] == value or value in offered or not offered):
        return Ruling("supported", span=match.span)
    is_ahead = bool(said) and all(realis == "planned" for realis, _ in said)
    if value in offered and not (value == "actual" and is_ahead):
        return Ruling("inferred")
    if said:
        realis, trigger = said[0]
        word = quoted(case.text, trigger.span)
        return Ruling("contradicted", f"{word} is {realis} here, not {value}.", trigger.span)
    if value == "cancelled":
        return Ruling("unsupported", "No word here says that it was called off, postponed or denied.")
    ahead = next((m for span in case.passages if (m := AHEAD.search(case.text, span.start, span.end))), None)
    if value == "planned" and ahead is None and not case.is_bare:
        return Ruling("unsupported", "No word here says that it is still to come.")
    if value == "actual" and ahead is not None and not offered:
        span = Span(ahead.start(), ahead.end())
        return Ruling("unsupported", f"{quoted(case.text, span)} points to what is still to come.", span)
    return Ruling("inferred", span=Span(ahead.start(), ahead.end()) if ahead and value == "planned" else None)


@value_check(
    "status-negated",
    fields=("status",),
    kinds=("agreement",),
    about="A word of signing under a negation does not make an instrument signed.",
)
def status_negated(case: Case, value: str) -> Ruling | None:
    """ "Signed no treaty": the negation stands between the verb and its object."""
    if value not in ("signed", "ratified"):
        return None
    for span in case.own:
        for trigger in case.reading.triggers_in(span):
            if trigger.kind != "signing" or trigger.value != value:
                continue
            behind = Span(trigger.span.end, min(span.end, trigger.span.end + 12))
            match = NEGATION.match(case.text, behind.start + 1, behind.end)
            if match:
                message = f"{quoted(case.text, Span(trigger.span.start, match.end()))} denies it."
                return Ruling("contradicted", message, Span(trigger.span.start, match.end()))
    return None
