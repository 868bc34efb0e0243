"""Places: named by the article, in the country that the gazetteer puts them in."""

import re
from typing import Final

from extractor.gazetteer import codes, lookup
from extractor.spans import Span
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.wording import land
from extractor.validate.words import is_in, quoted, where
from schemas.record import Place
from schemas.vocabulary import Verdict

KINDS: Final = ("agreement", "meeting")
# "the Lusaka Declaration" is called after a town; where else it was signed the name does not say.
CALLED_AFTER: Final = re.compile(
    r"\s+(?:declaration|document|treat(?:y|ies)|accords?|agreements?|protocols?|conventions?|charter|statute|process|pact)\b",
    re.IGNORECASE,
)


@value_check(
    "place-support",
    fields=("place",),
    kinds=KINDS,
    about="The city must be named in the article; a country alone must be named or be that of host or venue.",
)
def place_support(case: Case, value: Place) -> Ruling | None:
    """The verdict on a place as such."""
    if value.city:
        found = where(case, value.city)
        if found:
            verdict: Verdict = "supported" if found[1] else "variant"
            return Ruling(verdict if is_in(found[0], case.own) else "inferred", span=found[0])
        known = next((p for p in case.reading.places if p.city and _same_city(p.city, value.city)), None)
        if known:
            return Ruling("variant", span=known.span)
        return Ruling("unsupported", f"The article names no {value.city}.")
    if value.country in case.context.codes:
        side = next((s for s in case.sides if s.code == value.country), None)
        return Ruling("variant" if side else "inferred", span=side.span if side else None)
    return Ruling("unsupported", f"The article names no place in {land(value.country or '')}.")


def _same_city(one: str, other: str) -> bool:
    codes = {entry.name for entry in lookup(one)}
    return one == other or bool(codes & {entry.name for entry in lookup(other)})


@value_check(
    "city-country",
    fields=("place",),
    kinds=KINDS,
    about="City and country must agree.",
)
def city_country(case: Case, value: Place) -> Ruling | None:
    """The gazetteer, or else the article, says which country a city lies in."""
    if not value.city or not value.country:
        return None
    lands = {entry.code for entry in lookup(value.city)}
    lands |= {p.country for p in case.reading.places if p.city == value.city and p.country}
    if not lands or value.country in lands:
        return None
    return Ruling("contradicted", f"{value.city} lies in {land(sorted(lands)[0])}, not in {land(value.country)}.")


@value_check(
    "place-other-event",
    fields=("place",),
    kinds=KINDS,
    about="The place must be that of this event: where its passages name a place, that one counts.",
)
def place_other_event(case: Case, value: Place) -> Ruling | None:
    """Another place of the same article."""
    if case.is_bare:
        return None
    stated = [p for span in case.own for p in case.reading.places_in(span)]
    if value.city:
        if where_in(case, value.city, case.own):
            return _beside_cited(case, value.city)
        if _offered(case, value):
            return None
        other = next((p for p in stated if p.city and p.city != value.city), None)
        if other is None and _known_nearby(case, value):
            return None
        if other:
            message = f"The passage says {quoted(case.text, other.span)}, not {value.city}."
            return Ruling("contradicted", message, other.span)
        far = where(case, value.city)
        message = f"{value.city} stands elsewhere in the article, not where this is told."
        return Ruling("contradicted", message, far[0]) if far else None
    return _country_elsewhere(case, value)


def _beside_cited(case: Case, city: str) -> Ruling | None:
    """A city of the same sentence, where the cited part of it names another."""
    cited = [p for p in case.reading.places if p.city and is_in(p.span, case.passages)]
    if not cited or where_in(case, city, case.passages) or any(p.city == city for p in cited):
        return None
    message = f"The cited words say {quoted(case.text, cited[0].span)}; {city} stands beside them."
    return Ruling("contradicted", message, cited[0].span, severity="warning")


def _country_elsewhere(case: Case, value: Place) -> Ruling | None:
    stated = [p for span in case.own for p in case.reading.places_in(span) if p.country]
    lands = {p.country for p in stated} | {side.code for side in case.sides}
    lands |= {p.country for span in case.near for p in case.reading.places_in(span)}
    lands |= {case.first("host")}
    if value.country in lands or not value.country or _known_nearby(case, value):
        return None
    return Ruling("contradicted", f"{land(value.country)} is not named where this is told.")


def _known_nearby(case: Case, value: Place) -> bool:
    """Whether the rules put the event there, or its neighbourhood or the article's head names the place."""
    joint = case.context.joint_signings if case.kind == "agreement" else ()
    near = value.city is not None and where_in(case, value.city, (*case.near, *_lead(case), *joint))
    return near or _offered(case, value)


def _offered(case: Case, value: Place) -> bool:
    """Whether the page's setting or the rules' candidates put the event there, before any other place."""
    setting = case.reading.setting
    if setting and setting.place and setting.place.city == value.city:
        return True
    for candidate in case.candidates:
        first = candidate.place[0].value if candidate.place else None
        if first and first.city == value.city and first.country == value.country:
            return True
    return False


def _lead(case: Case) -> tuple[Span, ...]:
    return tuple(sentence.span for sentence in case.reading.told[:3])


def where_in(case: Case, words: str, spans: tuple[Span, ...]) -> bool:
    """Whether words stand in one of the spans as a place: not for a government, and not in a document's name."""
    for span in spans:
        at = case.text.find(words, span.start, span.end)
        while at >= 0:
            found = Span(at, at + len(words))
            if not _is_government(case, found) and not CALLED_AFTER.match(case.text, found.end):
                return True
            at = case.text.find(words, found.end, span.end)
    return False


def _is_government(case: Case, city: Span) -> bool:
    """Whether a capital stands for its government ("Tehran says") and not for the town."""
    governments = (actor.span for actor in case.reading.actors_in(city) if actor.form == "capital")
    places = [place.span for place in case.reading.places_in(city)]
    return any(span.overlaps(city) for span in governments) and not any(span.overlaps(city) for span in places)


@value_check(
    "place-host",
    fields=("place",),
    kinds=("meeting",),
    severity="warning",
    about="Where a meeting has host and place, the place lies in the host's country.",
)
def place_host(case: Case, value: Place) -> Ruling | None:
    """One of the two is wrong; which one, the text must say."""
    host = case.first("host")
    if not isinstance(host, str) or value.country in (host, None) or host not in codes():
        return None
    return Ruling(
        None, f"The host is {land(host)}, but {value.city or 'the place'} lies in {land(value.country or '')}."
    )
