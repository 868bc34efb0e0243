"""All mentions of meetings, calls and visits in an article, each read in its own sentence."""

import re
from dataclasses import replace
from typing import Final

from extractor.events.meeting.encounter import Encounter
from extractor.events.meeting.settings import named_only_there, setting_spans
from extractor.events.meeting.talks import DISCUSSED, OBJECT_WITH, read_talks
from extractor.events.meeting.visits import INVITATION, read_visit
from extractor.events.meeting.words import LONGEST_GAP
from extractor.events.people import subject_persons, subject_span
from extractor.mentions import Sentence, Trigger
from extractor.reading import Reading
from extractor.spans import Span

KINDS: Final = frozenset({"meeting", "visit", "phone"})
# "They met at the summit": the summit is where it was, as long as something else is told of in the sentence.
WHERE: Final = re.compile(
    r"\b(?:at|during|to|for|attend\w*|before|after|participat\w+\s+in)\s+(?:[\w’'()-]+\s+){0,8}$", re.IGNORECASE
)
# Whoever attends, addresses or leads an event meets nobody in particular by that.
ATTENDS: Final = re.compile(
    r"\b(?:attend\w*|participat\w+\s+in|(?:tak(?:e|es|ing)|took)\s+part\s+in|leadership\s+of|chairmanship\s+of|invit\w+\s+to"
    r"|(?:head(?:s|ed|ing)?|led|leads?|leading)\s+(?:[\w’']+\s+){1,3}delegation\s+(?:at|to)|speech\s+(?:at|to|before)"
    r"|address(?:ed|es)?)\s+(?:[\w’'()-]+\s+){0,8}$",
    re.IGNORECASE,
)
MEETING: Final = re.compile(r"meetings?|sessions?|rounds?", re.IGNORECASE)
MEETING_OF: Final = re.compile(r"\s+of\s+(?:[\w.,’'()-]+\s+){0,9}", re.IGNORECASE)
# "Met in Accra for talks": one encounter.
FOR_TALKS: Final = re.compile(
    r"(?:met|meets?)\s[^,;.]{0,60}?\bfor\s+(?:[\w-]+\s+){0,3}(?:talks|discussions|negotiations|consultations|meetings?)",
    re.IGNORECASE,
)
# "Travelled to Lima for a summit with": no place where something else happened.
WITH_SOMEBODY: Final = re.compile(r"\s+with\b")
# "His visit marks his first trip abroad": one journey.
SAME_VISIT: Final = re.compile(
    r"(?:visit|trip|tour)\b[^.;]{0,60}?\b(?:marks?|marked|is|was|will\s+be|would\s+be|constitutes)\s+(?:[\w’'-]+\s+){0,6}(?:visit|trip|tour)",
    re.IGNORECASE,
)
# "A summit with B, a meeting arranged in May": what the first is called.
CALLED: Final = re.compile(
    r"(?:talks|summit|meeting|visit|trip)\s[^.;]{0,80}?[^.;,],\s+(?:an?|the\s+first|the\s+second|(?:his|her|their)\s+(?:first|second))"
    r"\s+(?:[\w-]+\s+){0,2}(?:meeting|visit|trip|summit)(?!\s+with\b)",
    re.IGNORECASE,
)
# Talks as a state of affairs, which nobody held on any day: "the deadlock in talks", "maintain close consultations".
COURSE: Final = re.compile(r"talks|negotiations|consultations|dialogue|discussions|contacts|meetings?", re.IGNORECASE)
STATE_BEFORE: Final = re.compile(
    r"\b(?:deadlock|impasse|stalemate|standstill|breakdown|collapse|failure|lack|absence|prospects?|future|pace|suspension|stalled)"
    r"\s+(?:(?:in|of|for|on|to)\s+)?(?:[\w’'–-]+\s+){0,5}$"
    r"|\b(?:maintain|continu|keep|pursu|enhanc|strengthen|deepen|expand|promot|step\s+up|remain\s+in)\w*\s+(?:[\w’'-]+\s+){0,1}?"
    r"(?:close|regular|constant|permanent|continuous|frequent|active|mutual|bilateral|political|high-level)\s+(?:[\w-]+\s+){0,3}$"
    r"|\bno\s+(?:new\s+)?(?:dates?|plans?|time|schedule|agreement)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
STATE_BEHIND: Final = re.compile(
    r"\s+(?:between\s[^,;.]{3,60}?\s|with\s[^,;.]{3,40}?\s)?(?:(?:have|has|had|are|is|were|was|remain\w*)\s+(?:been\s+)?(?:\w+ly\s+)?"
    r"(?:stalled|deadlocked|frozen|stuck|blocked|broken\s+down|collapsed|at\s+an?\s+(?:impasse|standstill|deadlock)|on\s+hold)"
    r"|(?:broke\s+down|collapsed|stalled|faltered)\b)",
    re.IGNORECASE,
)
# "It was their second meeting this year": the one just told of.
IT_WAS: Final = re.compile(
    r"\b(?:It|This|That)\s+(?:was|is|would\s+be|will\s+be|marks|marked)\s+(?:[\w’'-]+\s+){0,5}?(?:first|second|third|fourth|fifth|last|latest"
    r"|\d+(?:st|nd|rd|th))\s+(?:[\w’'-]+\s+){0,3}$"
)
PRIVATE: Final = re.compile(
    r"\s+(?:with\s+)?(?:an?\s+|the\s+|some\s+|several\s+)?(?:(?:group|delegation)\s+of\s+)?(?:[A-Z][\w-]*\s+){0,2}"
    r"(?:business(?:men|people|\s+leaders)|entrepreneurs|investors|students|journalists|athletes|artists|youths?|editors|academics"
    r"|scholars|relatives|families|supporters|voters|workers|executives)\b"
)
PRIVATE_SUBJECT: Final = re.compile(
    r"\b(?:[Bb]usiness(?:men|people|\s+leaders)|[Ee]ntrepreneurs|[Ii]nvestors|[Ss]tudents|[Jj]ournalists|[Aa]thletes|[Aa]rtists|[Rr]elatives"
    r"|[Ff]amilies|[Ss]upporters)\s+(?:(?:from|of)\s+(?:the\s+)?(?:[A-Z]\w+\s+){1,3})?$"
)
# "Also took part in the talks": those just told of.
ATTENDED: Final = re.compile(
    r"\b(?:attend(?:ed|s)|took\s+part\s+in|participated\s+in|sat\s+in\s+on|joined|present\s+(?:at|in|during))\s+"
    r"(?:the|these|both)\s+(?:\w+\s+){0,2}$"
)
# "Were joined in their talks by": whoever came along has his own rule (`attendance`).
JOINED_IN: Final = re.compile(
    r"\b(?:joined|accompanied|flanked|assisted|supported)\s+(?:in|at|during|for|on|to)\s+(?:the|this|that|his|her|their)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
SERIES: Final = re.compile(r"\ba\s+(?:series|number|string|succession|round)\s+of\s+(?:[\w-]+\s+){0,2}$")
# A minister among his own ambassadors.
OWN: Final = re.compile(
    r"\s+(?:with\s+)?(?:(?:the|all|his|her|its|their|our|new|newly\s+appointed)\s+)*(?P<side>[A-Z][\w’'-]*\s+)?"
    r"(?i:ambassadors?|consuls?|diplomats|heads\s+of\s+(?:diplomatic\s+)?missions|troops|students|community|expatriates|diaspora)\b"
    r"(?:\s+of\s+(?:the\s+)?(?P<of>(?:[A-Z][\w’'-]*\s+(?:of\s+)?){0,3}[A-Z][\w’'-]*))?",
)
# "The president met his foreign minister".
OWN_AIDE: Final = re.compile(
    r"\s+(?:with\s+)?(?:his|her|their|its)\s+(?:own\s+)?(?!(?:[\w’'-]+\s+){0,4}(?:counterparts?|colleagues?|hosts?|guests?)\b)(?:[a-z-]+\s+){0,3}"
    r"(?:ministers?|cabinet|advis[eo]rs?|aides?|chiefs?|deput(?:y|ies)|generals|governors?|ambassadors?|envoys?|secretar(?:y|ies))\b",
)
# Two guests and the organisation whose event it is.
MOST_GUESTS: Final = 3
OBJECT: Final = re.compile(r"\s+(?:the|an?|their|its)\s+(?:[\w’'-]+\s+){0,4}")
# Verbs that say of a meeting named beside them that it took place.
COMING_TOGETHER: Final = re.compile(r"conven|gather", re.IGNORECASE)


def read_encounters(reading: Reading) -> tuple[Encounter, ...]:
    """All mentions of encounters in the sentences that report, in document order."""
    found = []
    for sentence in reading.told:
        triggers = _whole(reading, _of_encounters(reading, sentence))
        mentions = [
            _read(reading, trigger, sentence) for trigger in triggers if not _is_beside(reading, trigger, triggers)
        ]
        spans = setting_spans(reading, sentence.span)
        outside = [_without_setting(reading, mention, spans) for mention in mentions] if spans else mentions
        outside = [replace(one, is_generic=_means_none(reading, one)) for one in outside]
        found += [_as_setting(reading, mention, outside) for mention in outside]
    return tuple(found)


def _of_encounters(reading: Reading, sentence: Sentence) -> list[Trigger]:
    """The words of encounters in a sentence; where there is none, "discussed ... with B" is one."""
    found = reading.triggers_in(sentence.span)
    words = [trigger for trigger in found if trigger.kind in KINDS]
    return words or [
        replace(trigger, kind="meeting", value="bilateral")
        for trigger in found
        if DISCUSSED.fullmatch(trigger.text) and _is_talk(reading, trigger, sentence)
    ]


def _is_talk(reading: Reading, trigger: Trigger, sentence: Sentence) -> bool:
    """Whether something is discussed with a named person, or by two persons of two countries."""
    if OBJECT_WITH.match(reading.text, trigger.span.end, sentence.span.end):
        return True
    doers = subject_persons(reading, subject_span(reading, sentence.span, trigger.span.start))
    return len({ref.person.country or "" for ref in doers}) > 1


def _whole(reading: Reading, triggers: list[Trigger]) -> list[Trigger]:
    """The words of a sentence, "the meeting of the commission" being one: what is said of the meeting is true of it."""
    kept: list[Trigger] = []
    for trigger in triggers:
        last = kept[-1] if kept else None
        if last and trigger.value == "joint_commission" and _is_meeting_of(reading, last, trigger):
            modality = last.modality if trigger.modality == "actual" else trigger.modality
            kept[-1] = replace(trigger, modality=modality)
        else:
            kept.append(trigger)
    return kept


def _is_meeting_of(reading: Reading, meeting: Trigger, body: Trigger) -> bool:
    between = MEETING_OF.fullmatch(reading.text, meeting.span.end, body.span.start)
    return MEETING.fullmatch(meeting.text) is not None and between is not None


def _read(reading: Reading, trigger: Trigger, sentence: Sentence) -> Encounter:
    return (read_visit if trigger.kind == "visit" else read_talks)(reading, trigger, sentence)


def _is_beside(reading: Reading, trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether a word says only how, or at whose wish, the encounter came about that its sentence tells of."""
    if INVITATION.match(trigger.text):
        return len(triggers) > 1
    index = triggers.index(trigger)
    last = triggers[index - 1].span.start if index else trigger.span.start
    if any(one.fullmatch(reading.text, last, trigger.span.end) for one in (FOR_TALKS, SAME_VISIT, CALLED)):
        return True
    is_same_clause = " that " not in reading.text[last : trigger.span.start]
    if COMING_TOGETHER.match(trigger.text) is None:
        return False
    return (trigger is not triggers[0] and is_same_clause) or _has_object(reading, trigger, triggers[index + 1 :])


def _has_object(reading: Reading, trigger: Trigger, behind: list[Trigger]) -> bool:
    """Whether what is convened is named right behind ("convened the third session")."""
    return bool(behind) and OBJECT.fullmatch(reading.text, trigger.span.end, behind[0].span.start) is not None


def _means_none(reading: Reading, mention: Encounter) -> bool:
    """Whether the words mean no encounter in particular; "a series of meetings with B and C" means several."""
    start = max(mention.sentence.span.start, mention.trigger.span.start - LONGEST_GAP)
    is_series = SERIES.search(reading.text, start, mention.trigger.span.start) is not None
    if (
        mention.takes_up
        and len(mention.codes) < MOST_GUESTS - 1
        and ATTENDED.search(reading.text, start, mention.trigger.span.start)
    ):
        return True
    if JOINED_IN.search(reading.text, start, mention.trigger.span.start):
        return True
    is_generic = mention.is_generic and not (is_series and len(mention.codes) > 1 and mention.persons)
    return is_generic or _is_no_event(reading, mention)


def _is_no_event(reading: Reading, mention: Encounter) -> bool:
    """Whether the words tell of a state of affairs, or of a meeting among the officials of one country."""
    word, sentence = mention.trigger.span, mention.sentence.span
    before_word = max(sentence.start, word.start - LONGEST_GAP), word.start
    if COURSE.fullmatch(mention.trigger.text):
        before = STATE_BEFORE.search(reading.text, *before_word)
        if (
            before
            or IT_WAS.search(reading.text, sentence.start, word.start)
            or STATE_BEHIND.match(reading.text, word.end, sentence.end)
        ):
            return True
    if PRIVATE.match(reading.text, word.end, sentence.end) or PRIVATE_SUBJECT.search(reading.text, *before_word):
        return True
    home = next((ref.person.country for ref in mention.persons if ref.span.start < word.start), None)
    if OWN_AIDE.match(reading.text, word.end, sentence.end):
        return all(ref.person.country in (None, home) for ref in mention.persons)
    own = OWN.match(reading.text, word.end, sentence.end)
    if own is None or home is None:
        return False
    named = {side.code for side in reading.sides_in(Span(own.start(), own.end()))}
    return named == {home} or (not named and own["side"] is None and own["of"] is None and "their own" in own[0])


def _without_setting(reading: Reading, mention: Encounter, spans: tuple[Span, ...]) -> Encounter:
    """A mention without those whom its sentence names only as the setting of the encounter."""
    absent = named_only_there(reading, mention.sentence.span, [s for s in spans if not s.covers(mention.trigger.span)])
    return replace(
        mention,
        sides=tuple(side for side in mention.sides if side.code not in absent),
        hosts=tuple(side for side in mention.hosts if side.code not in absent),
    )


def _as_setting(reading: Reading, mention: Encounter, mentions: list[Encounter]) -> Encounter:
    """An assembly that is named as the place of something else, or a meeting that somebody merely attends."""
    start = mention.trigger.span.start
    before = reading.text[max(mention.sentence.span.start, start - LONGEST_GAP) : start]
    if mention.family != "assembly":
        is_attended = MEETING.fullmatch(mention.trigger.text) is not None and ATTENDS.search(before) is not None
        return replace(mention, is_generic=True) if is_attended and len(mention.codes) <= MOST_GUESTS else mention
    others = [other for other in mentions if other.family not in ("assembly", "ceremony") and not other.is_generic]
    is_where = mention.is_setting or WHERE.search(before) is not None
    if others and is_where and not WITH_SOMEBODY.match(reading.text, mention.trigger.span.end):
        return replace(mention, persons=(), is_setting=True)
    if ATTENDS.search(before) and len(mention.codes) <= MOST_GUESTS:
        return replace(mention, is_generic=True)
    return mention
