"""Instruments and forms of meeting: what the passage calls them."""

from typing import Final

from extractor.mentions import Trigger
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.words import quoted
from schemas.record import Agreement, RecordBase

VAGUE: Final = frozenset({"other", "unspecified"})
# Kinds that the press also calls by the other's word.
KIN: Final[dict[str, frozenset[str]]] = {
    "agreement": frozenset(
        {"agreement", "framework_agreement", "strategic_partnership", "ceasefire_peace", "contract"}
    ),
    "treaty": frozenset({"treaty"}),
    "framework_agreement": frozenset({"framework_agreement"}),
    "strategic_partnership": frozenset({"strategic_partnership"}),
    "contract": frozenset({"contract"}),
    "ceasefire_peace": frozenset({"ceasefire_peace"}),
}
FORMS: Final[dict[str, frozenset[str]]] = {
    "bilateral": frozenset({"bilateral", "negotiation_round", "multilateral", "visit"}),
    "multilateral": frozenset({"multilateral", "summit", "bilateral", "negotiation_round", "joint_commission"}),
    "summit": frozenset({"summit", "multilateral"}),
    "negotiation_round": frozenset({"negotiation_round", "bilateral", "multilateral"}),
    "joint_commission": frozenset({"joint_commission", "multilateral", "bilateral"}),
    "visit": frozenset({"visit"}),
    "phone_video": frozenset({"phone_video"}),
    "summons": frozenset({"summons"}),
}
EVENTS: Final = frozenset({"meeting", "visit", "phone"})


@value_check(
    "instrument-words",
    fields=("instrument",),
    kinds=("agreement",),
    about="The kind of instrument is the one the passage names: a treaty is no memorandum.",
)
def instrument_words(case: Case, value: str) -> Ruling | None:
    """The verdict on the kind of instrument."""
    named = [t for span in case.own for t in case.reading.triggers_in(span) if t.kind == "instrument"]
    inside = [t for t in named if any(passage.overlaps(t.span) for passage in case.passages)] or named
    # Of a list, each record keeps the noun that it rests on.
    inside.sort(key=lambda trigger: not _rests_on(case.record, trigger))
    match = _named(inside, frozenset({value}))
    if match:
        return Ruling("supported", span=match.span)
    kin = _named(inside, KIN.get(value, VAGUE)) or (inside[0] if inside and value in VAGUE else None)
    offered = any(option.value == value for c in case.candidates for option in getattr(c, "instrument", ()))
    if kin or offered or value in VAGUE:
        return Ruling("inferred", span=kin.span if kin else None)
    if inside:
        return Ruling(
            "contradicted", f"The passage says {quoted(case.text, inside[0].span)}, not {value}.", inside[0].span
        )
    near = [t for span in case.near for t in case.reading.triggers_in(span) if t.kind == "instrument"]
    if found := _named(near, frozenset({value})):
        return Ruling("inferred", span=found.span)
    return Ruling("unsupported", f"No word here names a {value.replace('_', ' ')}.")


def _rests_on(record: RecordBase, trigger: Trigger) -> bool:
    held = record.instrument.evidence if isinstance(record, Agreement) else None
    return held is not None and (held.start, held.end) == trigger.span


def _named(triggers: list[Trigger], values: frozenset[str]) -> Trigger | None:
    return next((t for t in triggers if t.value in values), None)


@value_check(
    "form-words",
    fields=("form",),
    kinds=("meeting",),
    severity="warning",
    about="The form of a meeting is the one its words name: a telephone call is no visit.",
)
def form_words(case: Case, value: str) -> Ruling | None:
    """The verdict on the form of a meeting."""
    named = [t for span in case.own for t in case.reading.triggers_in(span) if t.kind in EVENTS]
    inside = [t for t in named if any(passage.overlaps(t.span) for passage in case.passages)] or named
    match = _named(inside, frozenset({value}))
    if match:
        return Ruling("supported", span=match.span)
    offered = any(option.value == value for c in case.candidates for option in getattr(c, "form", ()))
    kin = _named(inside, FORMS.get(value, VAGUE))
    if kin or offered or value in ("other", "ceremony") or not inside:
        return Ruling("inferred", span=kin.span if kin else None)
    return Ruling("contradicted", f"The passage says {quoted(case.text, inside[0].span)}, not {value}.", inside[0].span)
