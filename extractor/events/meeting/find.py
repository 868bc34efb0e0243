"""Meeting records proposed by rule: encounters, calls and visits named in the text, one candidate for each.

Mentions are read where they stand (`mentions`), gathered into encounters (`groups`) and summed up
here. Every value keeps its words; what is only inferred is offered without being filled in.
"""

from typing import Final

from extractor.events.candidates import MeetingCandidate, Option, Options, first_sure, merged
from extractor.events.meeting.attendance import add_attendance
from extractor.events.meeting.groups import Group, group_encounters
from extractor.events.meeting.mentions import read_encounters
from extractor.events.meeting.series import lend_hosts, lend_settings
from extractor.events.near import is_after, is_long_before
from extractor.events.story_day import story_days
from extractor.gazetteer import country_name, lookup
from extractor.reading import Reading
from extractor.rules.words.topics import meeting_topics
from schemas.record import Place
from schemas.vocabulary import MeetingForm, Realis, ReportRole, Topic

# Where the rules alone are asked for records, a candidate below this is left out. On the 28 labelled development
# articles record F1 has its plateau from 0.40 to 0.60; two sides in a clause that tells of the event just pass.
DEFAULT_CONFIDENCE: Final = 0.45
MANY_SIDES: Final = 3
PAIR: Final = 2
# Taken off where a president meets his own ministers.
AT_HOME: Final = 0.3
# What is left of the confidence in a visit whose talks are a record of their own, or in what is only a setting.
ABSORBED: Final = 0.3
PLURAL_FORMS: Final = frozenset({"bilateral", "negotiation_round"})


def find_meetings(reading: Reading) -> tuple[MeetingCandidate, ...]:
    """Every encounter or visit the article speaks of, as a candidate record, in the order of their first mention."""
    groups = group_encounters(reading, read_encounters(reading))
    add_attendance(reading, groups)
    lend_hosts(groups)
    return lend_settings(reading, groups, [_candidate(reading, group) for group in groups])


def _candidate(reading: Reading, group: Group) -> MeetingCandidate:
    countries = _countries(reading, group)
    places = _stated_places(reading, group)
    host = _host(group, places)
    date = _date(reading, group)
    return MeetingCandidate(
        sentences=tuple(dict.fromkeys(mention.sentence.index for mention in group.mentions)),
        form=_form(group, countries),
        realis=merged([Option(_realis(reading, group, date), group.first.trigger.span)]),
        participants=merged(Option(ref.person.name, ref.span) for mention in group.mentions for ref in mention.persons),
        countries=countries,
        host=host,
        date=date,
        place=merged([*places, *(Option(Place(country=option.value), option.span) for option in host)]),
        topics=_topics(reading, group),
        report_role=_role(reading, group, date),
        confidence=_confidence(group, countries),
    )


def _realis(reading: Reading, group: Group, date: Options[str]) -> Realis:
    """As the clause says; but what is dated after the report is still to come ("travels to Lima on Friday")."""
    when = first_sure(date)
    if group.realis == "actual" and is_after(when, reading.published):
        return "planned"
    is_over = group.realis == "planned" and when is not None and is_long_before(when, reading.published)
    return "actual" if is_over else group.realis


def _countries(reading: Reading, group: Group) -> Options[str]:
    acting = [
        Option(ref.person.country, ref.span)
        for mention in group.mentions
        for ref in mention.acting
        if ref.person.country
    ]
    named = [Option(side.code, side.span) for mention in group.mentions for side in (*mention.sides, *mention.hosts)]
    lent = [Option(side.code, side.span) for side in group.lent]
    others = [Option(code, sure=False) for code in reading.principals[:2]]
    return merged([*acting, *named, *lent, *others])


def _form(group: Group, countries: Options[str]) -> Options[MeetingForm]:
    forms: list[MeetingForm] = [group.first.form, *(mention.form for mention in group.mentions)]
    codes = [option.value for option in countries if option.sure]
    if forms[0] in PLURAL_FORMS and (len(codes) >= MANY_SIDES or _is_of_union(group)):
        forms.insert(0, "multilateral")
    elif forms[0] == "multilateral" and len(codes) == PAIR and all(map(_is_country, codes)):
        forms.insert(0, "bilateral")
    return merged(Option(form, group.first.trigger.span) for form in forms)


def _host(group: Group, stated: Options[Place]) -> Options[str]:
    """Who is travelled to or receives; else the country of the place, if it is a side or an assembly's host."""
    mentions = (*group.mentions, *group.visits)
    named = [Option(side.code, side.span) for mention in mentions for side in mention.hosts if _is_country(side.code)]
    there = [
        Option(option.value.country, option.span)
        for option in stated
        if option.value.country and (option.value.country in group.codes or group.family == "assembly")
    ]
    return merged([*named, *there])


def _is_of_union(group: Group) -> bool:
    """Whether the members of one organisation meet among themselves ("the EU will hold a meeting")."""
    return len(group.codes) == 1 and not any(_is_country(code) for code in group.codes)


def _is_country(code: str) -> bool:
    """Whether a code is that of a country: organisations are hosts of nothing."""
    return any(entry.kind == "country" for entry in lookup(country_name(code)))


def _date(reading: Reading, group: Group) -> Options[str]:
    stated = [Option(str(date.edtf), date.span) for mention in group.mentions for date in mention.dates[:1]]
    journeys = [Option(str(date.edtf), date.span) for visit in group.visits for date in visit.dates[:1]]
    if reading.setting and not stated and reading.is_lead(group.first.sentence):
        stated = [Option(reading.setting.date, reading.setting.span, sure=group.realis == "actual")]
    if not stated and not journeys and group.realis == "actual" and group.first.modality != "past":
        days = [d for d in story_days(reading) if d.span.start < group.first.sentence.span.end]
        stated = [Option(str(d.edtf), d.span) for d in days[-1:]]
    near = [
        Option(str(date.edtf), date.span, sure=False)
        for mention in group.mentions
        for date in reading.dates_in(mention.sentence.span)
    ]
    return merged([*stated, *journeys, *near])


def _stated_places(reading: Reading, group: Group) -> Options[Place]:
    """Places in the clauses of the encounter and of the journeys made for it, cities first, then the setting."""
    if group.family == "call":
        return ()
    stated = [
        Option(Place(city=place.city, country=place.country), place.span)
        for mention in (*group.mentions, *group.visits)
        for place in mention.places
    ]
    stated.sort(key=lambda option: option.value.city is None)
    setting = reading.setting
    if setting and setting.place and reading.is_lead(group.first.sentence):
        stated.append(Option(Place(city=setting.place.city, country=setting.place.country), setting.place.span))
    return merged(stated)


def _topics(reading: Reading, group: Group) -> Options[Topic]:
    """What the sentences of the encounter speak of, in the light of what the article is about."""
    indexes = dict.fromkeys(mention.sentence.index for mention in group.mentions)
    spans = [reading.sentences[index].span for index in indexes]
    found = meeting_topics(reading.text, spans, reading.story)
    return tuple(Option(topic, word, sure=is_sure) for topic, word, is_sure in found)


def _role(reading: Reading, group: Group, date: Options[str]) -> ReportRole:
    """Background for what is told in the past perfect, or dated well before the article."""
    dated = next((option.value for option in date if option.sure), None)
    if group.first.modality == "past" or (dated and is_long_before(dated, reading.published)):
        return "background"
    return "main"


def _confidence(group: Group, countries: Options[str]) -> float:
    """How much speaks for a record: two sides, named persons, a place or date, a clause that tells of the event."""
    score = -0.2 if group.family == "ceremony" else 0.15
    score += (
        0.1 if any(mention.is_told or mention.family in ("visit", "summons") for mention in group.mentions) else 0.0
    )
    is_union = group.family == "assembly" and any(not _is_country(code) for code in group.codes)
    is_union = is_union or (
        _is_of_union(group) and any(mention.is_told and mention.dates for mention in group.mentions)
    )
    score += 0.3 if len(group.codes) > 1 or is_union else 0.1 if sum(option.sure for option in countries) > 1 else -0.2
    score += 0.1 * min(2, len(group.people))
    score -= 0.15 if len(group.people) == 1 and len(group.codes) >= MANY_SIDES and group.family == "encounter" else 0.0
    score -= (
        AT_HOME
        if len(group.people) > 1 and set(group.acts_for.values()) == group.codes and len(group.codes) == 1
        else 0.0
    )
    score += 0.1 if group.dates else 0.0
    score += 0.1 if any(mention.places for mention in group.mentions) else 0.0
    score += 0.05 * min(3, len(group.mentions) - 1)
    is_listed = group.first.form == "summit" and len(group.codes) >= MANY_SIDES
    is_vague = not (group.people or group.dates or is_listed)
    score -= 0.15 if group.realis == "planned" and is_vague else 0.0
    is_weak = group.is_absorbed or all(mention.is_setting for mention in group.mentions)
    return round(min(1.0, max(0.0, score)) * (ABSORBED if is_weak else 1.0), 2)
