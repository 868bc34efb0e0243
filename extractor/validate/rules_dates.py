"""Dates in the story: given by the article's own expressions, and said of this event."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from extractor.edtf import bounds, contains, is_valid, same
from extractor.events.near import OTHER_DATE, nearest
from extractor.mentions import DateMention
from extractor.spans import Span
from extractor.validate.base import Case, Ruling
from extractor.validate.registry import value_check
from extractor.validate.rules_speakers import SAME_WORDS
from extractor.validate.words import is_in, overlap, quoted

LEAD: Final = 4
WEEK: Final = 7
EVENT_KINDS: Final = {
    "agreement": frozenset({"signing", "negotiation", "instrument"}),
    "meeting": frozenset({"meeting", "visit", "phone"}),
}


@value_check(
    "date-support",
    fields=("date",),
    about="A date must be one that the article's words give, and be said of this event and not of another.",
)
def date_support(case: Case, value: str) -> Ruling | None:
    """The verdict on a date, from the nearest words outwards."""
    if not is_valid(value):
        return None
    if _is_default(case, value):
        return _of_publication(case, value)
    own = _own_dates(case)
    stated = _stated(case, own)
    if match := _match(value, stated) or _match(value, own):
        return _own_ruling(case, value, match, stated)
    if part := next((d for d in own if _extends(value, str(d.edtf))), None):
        return Ruling("inferred", span=part.span)
    if part := next((d for d in own if contains(value, str(d.edtf))), None):
        message = f"The passage says more exactly {quoted(case.text, part.span)} ({part.edtf})."
        return Ruling("inferred", message, part.span, severity="warning")
    if stated and not _match(value, _told_elsewhere(case)):
        said = stated[0]
        if contains(str(said.edtf), value) and _match(value, case.context.dates):
            return Ruling("inferred", span=said.span)
        return Ruling("contradicted", _other(case, value, said), said.span)
    return _from_afar(case, value)


@value_check(
    "date-occasion",
    fields=("date",),
    kinds=("statement",),
    about="A Statement bears the date of its occasion: beside its words, else of the event the story has reached.",
)
def date_occasion(case: Case, value: str) -> Ruling | None:
    """A date of the story on which these words were not said; the day of publication is no occasion by itself."""
    content, published = case.content, case.reading.published
    if content is None or not is_valid(value) or _match(value, _own_dates(case)):
        return None
    attributions, occasions = case.context.analysis.attributions, case.context.occasions
    said = [
        dated
        for attribution, dated in zip(attributions, occasions, strict=True)
        if overlap(attribution.content, content) >= SAME_WORDS
    ]
    known = [dated for dated in said if dated]
    if known and not any(contains(value, edtf) or contains(edtf, value) for edtf, _ in known):
        edtf, span = known[0]
        return Ruling("contradicted", f"These words were said on {edtf} as the story is told, not on {value}.", span)
    is_default = bool(published) and same(value, published or "") and not case.context.is_release
    if said and not known and is_default and not _is_present(case, value):
        return Ruling("unsupported", f"{value} is the day of publication; nothing says that this was said then.")
    return None


def _is_present(case: Case, value: str) -> bool:
    """Whether the speaker is named where that day is told of, or in the sentence after it."""
    speaker = case.first("speaker")
    person = case.person(speaker) if isinstance(speaker, str) else None
    if person is None:
        return False
    for mention in (told for told in case.context.narrated if same(value, str(told.edtf))):
        sentence = case.reading.sentence_at(mention.span.start)
        following = case.reading.sentences[sentence.index : sentence.index + 2] if sentence else ()
        spans = tuple(other.span for other in following)
        if any(is_in(name.span, spans) for name in person.mentions):
            return True
    return False


def _is_default(case: Case, value: str) -> bool:
    """Whether a value is the day of publication, and nothing but the head of the page names that day."""
    setting, published = case.reading.setting, case.reading.published
    if published is None or not same(value, published) or (setting and same(value, setting.date)):
        return False
    return not _match(value, case.context.narrated)


def _own_dates(case: Case) -> tuple[DateMention, ...]:
    """Dates in the own sentences; for a Statement only those outside what was said, for they tell the occasion."""
    found = [d for span in case.own for d in case.reading.dates_in(span)]
    if case.kind == "statement":
        found = [d for d in found if not is_in(d.span, case.passages)]
    return tuple(found)


def _stated(case: Case, own: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """Those own dates that the clause of the event word states."""
    if case.kind == "statement" or case.is_bare:
        return ()
    kinds = EVENT_KINDS[case.kind]
    found: dict[Span, DateMention] = {}
    for span in case.own:
        for trigger in case.reading.triggers_in(span):
            if trigger.kind in kinds:
                for mention in nearest(case.reading, case.reading.dates_in(span), trigger.span):
                    found.setdefault(mention.span, mention)
    return tuple(found.values())


def _match(value: str, dates: Sequence[DateMention]) -> DateMention | None:
    return next((d for d in dates if same(value, str(d.edtf))), None)


def _extends(value: str, part: str) -> bool:
    """Whether an interval begins or ends with a date that the words give ("the two-day summit on Sunday")."""
    days, other = bounds(value), bounds(part)
    return "/" in value and days is not None and other is not None and other[0] <= days[1] and days[0] <= other[1]


def _own_ruling(case: Case, value: str, match: DateMention, stated: Sequence[DateMention]) -> Ruling:
    """A date in the record's own sentence, unless the clause says it of something else."""
    before = case.text[max(0, match.span.start - 40) : match.span.start]
    if case.kind == "statement" and _is_long_past(case, value) and case.first("report_role") == "main":
        return Ruling("contradicted", f"{quoted(case.text, match.span)} is not when this was said.", match.span)
    cited = [d for d in case.context.dates if is_in(d.span, case.passages)]
    if cited and match not in cited and case.kind != "statement":
        return Ruling("contradicted", _other(case, value, cited[0]), match.span, severity="warning")
    if stated and match not in stated and case.kind != "statement" and not case.is_bare:
        return Ruling("contradicted", _other(case, value, stated[0]), match.span, severity="warning")
    if OTHER_DATE.search(before) and stated and match not in stated:
        return Ruling("contradicted", _other(case, value, stated[0]), match.span)
    if match.basis == "explicit":
        return Ruling("supported" if value in match.text else "variant", span=match.span)
    return Ruling("inferred" if match.basis == "inferred" else "variant", span=match.span)


def _told_elsewhere(case: Case) -> tuple[DateMention, ...]:
    """Dates that other sentences of the same event state."""
    own = frozenset(case.own)
    found = [d for span in case.near if span not in own for d in case.reading.dates_in(span)]
    if case.kind == "agreement":
        found += [d for span in case.context.joint_signings for d in case.reading.dates_in(span)]
    for candidate in case.candidates:
        spans = {option.span for option in candidate.date if option.span}
        found += [d for d in case.context.dates if d.span in spans]
    return tuple(found)


def _other(case: Case, value: str, said: DateMention) -> str:
    first, second = bounds(value), bounds(str(said.edtf))
    if first and second and abs((first[0] - second[0]).days) in (WEEK, 2 * WEEK):
        return f"{value} is whole weeks off: {quoted(case.text, said.span)} is {said.edtf} here."
    return f"The passage says {quoted(case.text, said.span)} ({said.edtf}), not {value}."


def _from_afar(case: Case, value: str) -> Ruling:
    """A date that the own sentences do not give: of the neighbours, of the occasion, or of something else."""
    if match := _match(value, _told_elsewhere(case)):
        if case.kind != "statement" or not _is_long_past(case, value):
            return Ruling("inferred", span=match.span)
        return Ruling("contradicted", f"{quoted(case.text, match.span)} is not when this was said.", match.span)
    setting = case.reading.setting
    if setting and same(value, setting.date):
        return Ruling("inferred", span=setting.span)
    lead = _lead(case)
    if match := _match(value, case.context.dates if case.is_bare else lead):
        if case.kind == "statement" and case.first("report_role") == "main" and _is_long_past(case, value):
            return Ruling("contradicted", f"{quoted(case.text, match.span)} is not when this was said.", match.span)
        return Ruling("inferred", span=match.span)
    return _from_elsewhere(case, value, lead)


def _of_publication(case: Case, value: str) -> Ruling:
    """The day of publication: when a release's statements were made, but no silent default (codebook 4)."""
    if case.kind == "statement" and case.context.is_release:
        return Ruling("inferred", "The date is that of publication.", severity="info")
    return Ruling("unsupported", f"{value} is the day of publication; no words say that it happened then.")


def _from_elsewhere(case: Case, value: str, lead: Sequence[DateMention]) -> Ruling:
    if match := _match(value, case.context.dates):
        if case.kind == "statement" and _is_main(case, match):
            return Ruling("inferred", span=match.span)
        message = f"{value} stands elsewhere ({quoted(case.text, match.span)}), of another event."
        return Ruling("contradicted", message, match.span)
    if part := next((d for d in (*lead, *_told_elsewhere(case)) if _extends(value, str(d.edtf))), None):
        return Ruling("inferred", span=part.span)
    return Ruling("unsupported", _nowhere(case, value), _closest(case, value))


def _lead(case: Case) -> tuple[DateMention, ...]:
    told = case.reading.told
    if not told:
        return ()
    return case.reading.dates_in(Span(0, told[min(LEAD, len(told)) - 1].span.end))


def _is_main(case: Case, mention: DateMention) -> bool:
    """Whether a date is one of the days the article reports on: more than once named, or right before publication."""
    repeated = sum(same(str(mention.edtf), str(other.edtf)) for other in case.context.dates) > 1
    return repeated and not _is_long_past(case, str(mention.edtf))


def _is_long_past(case: Case, value: str) -> bool:
    days, published = bounds(value), case.reading.published
    if days is None or published is None:
        return False
    return (date.fromisoformat(published) - days[1]).days > 45


def _closest(case: Case, value: str) -> Span | None:
    days = bounds(value)
    if days is None:
        return None
    for mention in case.context.dates:
        other = bounds(str(mention.edtf))
        if other and (other[0].month, other[0].day) == (days[0].month, days[0].day):
            return mention.span
    return None


def _nowhere(case: Case, value: str) -> str:
    span = _closest(case, value)
    if span:
        return f"The article has {quoted(case.text, span)}, which is not {value}."
    return f"No words of the article give the date {value}."
