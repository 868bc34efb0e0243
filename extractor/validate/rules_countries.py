"""Countries and organisations: codes that the article's words stand for, and on the side where they stand."""

import re
from typing import Final

from extractor.events.candidates import AgreementCandidate, MeetingCandidate, Options
from extractor.events.parties import is_bystander
from extractor.gazetteer import codes, lookup
from extractor.reading import Side
from extractor.spans import Span
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.wording import land
from extractor.validate.words import is_in, where
from schemas.vocabulary import Verdict

SIDES: Final = ("parties", "countries")
CODED: Final = (*SIDES, "host", "speaker_country")
TWO: Final = 2
# "Chad's envoy, who was in town, witnessed the signing": the subject of such a verb only stands by. Passives are
# another's.
STANDING_BY: Final = re.compile(
    r"""(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)(?<!\bbeing\s)
    \b(?:(?:witness|broker|mediat|facilitat|supervis)(?:ed|es|s|ing)|oversaw|oversees|looked\s+on
      |attend(?:ed|s)\s+as\s+(?:an?\s+)?(?:observer|guest|witness(?:es)?)s?
      |(?:act|serv)(?:ed|es|s)\s+as\s+(?:an?\s+)?(?:mediator|guarantor|witness|go-between)s?)\b(?!\s+by\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
SUBJECT_REACH: Final = 120
OTHER_SUBJECT: Final = re.compile(r"[.;]\s|\b(?:with|between|while|when|as)\b")
OF_DEALS: Final = frozenset({"signing", "negotiation", "instrument"})
# Words that stand for sides named elsewhere.
TOGETHER: Final = re.compile(
    r"\b(?:[wW]e|[oO]ur|us|committee|forum|participants|members?|signatories|parties|sides|countries|governments|memorandum)\b",
    re.IGNORECASE,
)
# Those of them that can mean more than the two sides named beside them.
COLLECTIVE: Final = re.compile(r"\b(?:[wW]e|[oO]ur|participants|members|parties|signatories)\b")


@value_check(
    "country-code",
    fields=CODED,
    severity="info",
    about="Countries and organisations are written as codes; a name or demonym is rewritten.",
)
def country_code(case: Case, value: str) -> Ruling | None:
    """A name in place of a code, where the name can mean only one."""
    if value in codes():
        return None
    meant = {entry.code for entry in lookup(value) if entry.kind in ("country", "organisation")}
    if len(meant) != 1:
        return None
    code = meant.pop()
    return Ruling("variant", f"“{value}” is written {code}.", repaired=code)


@value_check(
    "country-support",
    fields=CODED,
    about="A country or organisation must be named: by name, demonym, capital, body, or a person acting for it.",
)
def country_support(case: Case, value: str) -> Ruling | None:
    """The verdict on a code as such."""
    side = next((s for s in case.sides if s.code == value), None)
    if side:
        return Ruling(_how(case, value, side.span), span=side.span)
    if value in case.context.codes:
        far = next((s.span for s in case.context.sides if s.code == value), None)
        return Ruling("inferred", span=far)
    if value not in codes():
        found = where(case, value)
        if found:
            return Ruling("supported" if found[1] else "variant", span=found[0])
    else:
        found = where(case, value)
        if found and len(value) > TWO:
            return Ruling("supported", span=found[0])
    return Ruling("unsupported", f"The article does not name {land(value)}.")


def _how(case: Case, code: str, span: Span) -> Verdict:
    return "supported" if span.of(case.text) == code else "variant"


@value_check(
    "country-other-event",
    fields=SIDES,
    kinds=("agreement", "meeting"),
    about="A side must stand where the event is told; a country named only elsewhere belongs to something else.",
)
def country_other_event(case: Case, value: str) -> Ruling | None:
    """Another country of the same article."""
    if case.is_bare or value not in case.context.codes:
        return None
    own = {side.code for side in case.sides}
    if value in own or where_in_own(case, value):
        return None
    if any(option.value == value and option.sure for c in case.candidates for option in _sides_of(c)):
        return None
    if _is_meant(case, value, has_two=len(own) >= TWO):
        return None
    far = next((s.span for s in case.context.sides if s.code == value), None)
    return Ruling("contradicted", f"{land(value)} stands elsewhere in the article, not where this is told.", far)


def _is_meant(case: Case, value: str, *, has_two: bool) -> bool:
    """Whether words that stand for sides named elsewhere can mean this one, or one of two sides is left unsaid."""
    if value in case.context.listed and _says(case, COLLECTIVE if has_two else TOGETHER):
        return True
    if has_two:
        return False
    if value in case.reading.principals[:TWO]:
        return True
    near = any(side.code == value for span in case.near for side in case.reading.sides_in(span))
    return near and value in case.context.members


def _says(case: Case, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(case.text, span.start, span.end) for span in case.own)


def where_in_own(case: Case, value: str) -> bool:
    """Whether the code itself stands in the own sentences."""
    return any(value in span.of(case.text) for span in case.own)


def _sides_of(candidate: AgreementCandidate | MeetingCandidate) -> Options[str]:
    return candidate.parties if isinstance(candidate, AgreementCandidate) else candidate.countries


@value_check(
    "witness-not-party",
    fields=SIDES,
    kinds=("agreement", "meeting"),
    about="Who brokers, witnesses, reports or merely lends the place is no party.",
)
def witness_not_party(case: Case, value: str) -> Ruling | None:
    """Every own mention of the side is that of a bystander, or of one who only tells of it."""
    if case.is_bare:
        return None
    sides = [side for side in case.sides if side.code == value]
    standing_by = [side for side in sides if _is_bystander(case, side)]
    if not standing_by or not all(side in standing_by or _is_telling(case, side) for side in sides):
        return None
    others = {s.code for s in case.sides if s.code != value}
    if len(others) < TWO:
        return None
    return Ruling(
        "contradicted", f"{land(value)} only witnesses, brokers or reports this; it is no party.", standing_by[0].span
    )


def _is_bystander(case: Case, side: Side) -> bool:
    if is_bystander(case.reading, side):
        return True
    verb = STANDING_BY.search(case.text, side.span.end, side.span.end + SUBJECT_REACH)
    if verb is None or OTHER_SUBJECT.search(case.text, side.span.end, verb.start()):
        return False
    between = case.reading.triggers_in(Span(side.span.end, verb.start()))
    return not any(trigger.kind in OF_DEALS for trigger in between)


def _is_telling(case: Case, side: Side) -> bool:
    """Whether the side is named as the one who says so ("Oman's foreign ministry said")."""
    return any(a.speaker_span and a.speaker_span.overlaps(side.span) for a in case.context.analysis.attributions)


@value_check(
    "host-elsewhere",
    fields=("host",),
    kinds=("meeting",),
    about="The host is where the meeting takes place or who receives; a third country is none.",
)
def host_elsewhere(case: Case, value: str) -> Ruling | None:
    """Host and place must agree, and the host be named near the event."""
    place = case.first("place")
    if place is not None and place.country and place.country != value and value in codes():
        return Ruling("contradicted", f"The place is in {land(place.country)}, so {land(value)} is not the host.")
    if case.is_bare or value in {side.code for side in case.sides}:
        return None
    near = {s.code for span in case.near for s in case.reading.sides_in(span)}
    near |= {p.country for span in (*case.own, *case.near) for p in case.reading.places_in(span) if p.country}
    if value in near or (place is not None and place.country == value):
        return None
    return Ruling("contradicted", f"{land(value)} is not named where this meeting is told.")


@value_check(
    "place-side",
    fields=SIDES,
    kinds=("agreement", "meeting"),
    severity="info",
    about="A country that is only the place of the event need not be a side.",
)
def place_side(case: Case, value: str) -> Ruling | None:
    """Named as a place and nothing else."""
    sides = [side for side in case.sides if side.code == value]
    if case.is_bare or not sides or case.first("host") == value:
        return None
    places = [p.span for span in case.own for p in case.reading.places_in(span)]
    if all(any(place.overlaps(side.span) for place in places) for side in sides) and is_in(sides[0].span, case.own):
        return Ruling(None, f"{land(value)} is named here as a place.", sides[0].span)
    return None
