"""Every mention of an instrument, read in its own sentence: whose it is, what became of it, when and where."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from extractor.events.agreement.enumerated import enumerated
from extractor.events.agreement.matter import matter_of
from extractor.events.agreement.parties import Ground, parties_of
from extractor.events.agreement.pronouns import taken_up
from extractor.events.agreement.states import OBJECT_CLAUSE, State, find_states, is_looked_back
from extractor.events.agreement.when import dated_behind, own_of, term_of
from extractor.events.people import acting_in, holders, list_after, pair_meant, persons_in, subject_span
from extractor.mentions import DateMention, Money, Period, PlaceMention, Sentence
from extractor.reading import Reading, Reference, Side
from extractor.rules.words.instruments import WORDS_OF, InstrumentPhrase, read_phrase
from extractor.spans import Span
from schemas.vocabulary import Topic

MOST_SIDES: Final = 12
LONGEST_GAP: Final = 60
# Nouns for an instrument of any kind.
ANY_KIND: Final = frozenset({"agreement", "unspecified"})
ABOUT: Final = re.compile(r"[^,;:.()]{0,50}\s(?:on|for|over|about)\s+")
# "The Treaty on Border Arrangements": what a treaty is about is no second one.
MATTER: Final = re.compile(r"\s+(?:on|for|of|concerning|regarding|relating\s+to)\s+(?:[A-Z]\w+\s+){0,3}")
AND: Final = re.compile(r"\s+(?:and|&)\s+")
INCLUDING: Final = re.compile(
    r",\s+(?:including|among\s+(?:them|which)|such\s+as|notably|as\s+well\s+as)\s", re.IGNORECASE
)
# "The Treaty on Open Skies, a major accord, ...".
APPOSITION: Final = re.compile(r"(?:\s+(?:on|of|with|between)\s+[^,;.]{1,60})?,\s+")
INCLUDES: Final = re.compile(r"\binclud(?:e|es|ed)\s", re.IGNORECASE)
# "Among the documents signed were a protocol and a treaty".
AMONG: Final = re.compile(r"\bamong\s+$", re.IGNORECASE)
WERE: Final = re.compile(r"\b(?:was|were|is|are)\s", re.IGNORECASE)
# What may part the items of a list of instruments: what the one before is about.
NEXT_ITEM: Final = re.compile(
    r"[^.;:]{0,200}(?:[,;]|\band)\s+(?:(?:and|as\s+well\s+as|in\s+addition\s+to|along\s+with|together\s+with|besides)\s+)?",
    re.IGNORECASE,
)
# "The following documents were signed: a treaty; a protocol".
COLON: Final = re.compile(r"[^.;:]{0,120}:\s+", re.IGNORECASE)
ALIAS: Final = re.compile(r"(?:\((?:the\s+)?[“\"'‘*]*|\b(?:titled|entitled|called|named|dubbed)\s+[“\"'‘*]*)$")
# One instrument, two names.
PLAN: Final = re.compile(r"jcpoa|joint\s+comprehensive\s+plan", re.IGNORECASE)
PLAN_NAMES: Final = frozenset({"jcpoa"})
# Whoever looks on signs nothing.
WITNESSED: Final = re.compile(
    r"\b(?:witness\w*|oversaw|overseen|oversee\w*|attend\w*|presid\w+\s+over|looked\s+on|watch\w*)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
# "After signing the accord, A said": A signed.
UPON: Final = re.compile(r"(?:^|\s)(?:After|Before|Upon|On|Following|Having)\s+(?:jointly\s+)?$")
MAIN_SUBJECT: Final = re.compile(
    r"[^,;.]{0,60},\s+([^;.]{3,120}?)\s(?:said|told|stated|noted|stressed|added|expressed|thanked|called|described|hailed)\b"
)
WITH_HIM: Final = re.compile(r"(?:\s+(?:today|yesterday|here|on\s+\w+day|in\s+[A-Z]\w+))?\s+with\s")
CAPITALISED: Final = re.compile(r"\b[A-Z][^\W\d_]+")
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
# "The Protocol on Free Movement", "the Treaty concerning Waters"; a day is no name.
TITLE_BEHIND: Final = re.compile(
    r"\s+(?:on|for|of|concerning|regarding|against|relating\s+to|relative\s+to)\s+(?:the\s+)?(?!\w+day\b|(?:Jan|Febr)uary|March|April|May\b|Ju(?:ne|ly)"
    r"|August|(?:Sept|Nov|Dec)ember|October)[A-Z][\w’'-]+(?:,?\s+(?:(?:and|of|the|on|for|in|to)\s+){0,2}[A-Z][\w’'-]+){0,12}"
)
# "The Work Plan (2016-2020)", "the Accord (ABC)".
NAMED_BEHIND: Final = re.compile(r"\s+\((?:[A-Z]{3}|[A-Z][a-z]+[A-Z]|(?:19|20)\d\d)")
# "Under a barter deal, A will send rice to B": there is one, and those named are bound.
UNDER: Final = re.compile(r"(?:^|[.”\"]\s|\n)Under\s+$")
# A relation and an occasion have names as well.
NO_TEXT: Final = frozenset({"strategic_partnership", "roadmap", "unspecified"})
IS_TEXT: Final = re.compile(r"agreement|accord|treat|declaration|pact|final act|document", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One mention of an instrument with what its sentence says of it.

    `region` reaches from the phrase to the next instrument or the end of the sentence and holds what the instrument is
    about; `own_topics` are those in the phrase and its tail alone. `ground` says how far `sides` can be trusted, `name`
    holds the capitalised words of a proper name. `is_named` says that the words single out one instrument, by a proper
    name or a year; `term` is the first of the years that it is for, or empty.
    """

    phrase: InstrumentPhrase
    sentence: Sentence
    region: Span
    states: tuple[State, ...]
    sides: tuple[Side, ...]
    ground: Ground
    signatories: tuple[Reference, ...] = ()
    topics: tuple[tuple[Topic, Span], ...] = ()
    own_topics: frozenset[Topic] = frozenset()
    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    money: tuple[Money, ...] = ()
    periods: tuple[Period, ...] = ()
    name: frozenset[str] = frozenset()
    is_named: bool = False
    term: str = ""
    is_alias: bool = False

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the sides."""
        return frozenset(side.code for side in self.sides)

    @property
    def state(self) -> State | None:
        """The state that governs the mention most closely."""
        return self.states[0] if self.states else None


def read_mentions(reading: Reading) -> tuple[Mention, ...]:
    """All mentions of instruments in the sentences that report, in document order."""
    mentions: list[Mention] = []
    for sentence in reading.told:
        triggers = reading.triggers_in(sentence.span)
        verbs = frozenset(trigger.span.start for trigger in triggers if trigger.kind in ("signing", "negotiation"))
        phrases = [
            read_phrase(reading.text, trigger, sentence.span, verbs=verbs)
            for trigger in triggers
            if trigger.kind == "instrument"
        ]
        whole: Mention | None = None
        for index, phrase in enumerate(phrases):
            following = phrases[index + 1].span.start if index + 1 < len(phrases) else sentence.span.end
            region = Span(phrase.span.start, max(phrase.span.end, following))
            last = phrases[index - 1] if index else None
            is_alias = _is_alias(reading.text, sentence.span, phrase, last)
            mention = _read(reading, phrase, sentence, region, is_alias=is_alias)
            if last is not None and _begins_list(reading.text, last, phrase):
                whole = _signed_before(mentions)
            elif last is not None and whole is None and _is_coordinated(reading.text, mentions[-1], phrase):
                whole = mentions[-1]
            elif last is not None and not NEXT_ITEM.fullmatch(reading.text, last.span.end, phrase.span.start):
                whole = None
            mentions.append(_as_part(mention, whole) if whole else mention)
            mentions += [
                _as_part(_read(reading, item, sentence, Span(item.span.start, item.tail.end), is_alias=False), mention)
                for item in enumerated(reading, phrase, sentence)
            ]
        if mentions and not phrases and sentence.index == mentions[-1].sentence.index + 1:
            mentions += [
                _read(reading, phrase, sentence, Span(phrase.span.start, sentence.span.end), is_alias=True)
                for phrase in taken_up(reading, mentions[-1].phrase, sentence)
            ]
    return tuple(mentions)


def _signed_before(mentions: list[Mention]) -> Mention:
    """The last mention, or where it only takes several instruments up, the one that says what became of them."""
    last = mentions[-1]
    if last.states or last.phrase.determiner != "known":
        return last
    return next((other for other in reversed(mentions) if other.phrase.plural and other.states), last)


def _is_coordinated(text: str, first: Mention, phrase: InstrumentPhrase) -> bool:
    """Whether "signed an accord on this and one on that": one verb has both for its objects."""
    is_object = first.state is not None and first.state.is_active and phrase.determiner == "new"
    return is_object and NEXT_ITEM.fullmatch(text, first.phrase.span.end, phrase.span.start) is not None


def _begins_list(text: str, whole: InstrumentPhrase, part: InstrumentPhrase) -> bool:
    """Whether a phrase is the first of those that another sums up: "five agreements, including a treaty"."""
    if INCLUDING.search(text, whole.span.end, part.span.start):
        return True
    if AMONG.search(text, max(0, whole.span.start - 10), whole.span.start):
        return WERE.search(text, whole.span.end, part.span.start) is not None
    if whole.plural and COLON.match(text, whole.span.end, part.span.start):
        return True
    return whole.plural and INCLUDES.search(text, whole.span.end, part.span.start) is not None


def _as_part(mention: Mention, whole: Mention) -> Mention:
    """One of several instruments that were signed together: what is said of all of them is true of it."""
    if mention.states:
        is_open = mention.ground in ("sentence", "none") and whole.ground in ("phrase", "subject")
        return replace(mention, sides=whole.sides, ground=whole.ground) if is_open else mention
    return replace(
        mention,
        states=whole.states,
        sides=mention.sides if mention.ground == "phrase" else whole.sides,
        ground=mention.ground if mention.ground == "phrase" else whole.ground,
        signatories=whole.signatories,
        dates=whole.dates,
        places=whole.places,
    )


def _is_alias(text: str, sentence: Span, phrase: InstrumentPhrase, last: InstrumentPhrase | None) -> bool:
    """Whether a phrase only says more of the one before: "the pact (MoU)", "titled ...", "a deal on a ceasefire"."""
    before = text[max(sentence.start, phrase.span.start - LONGEST_GAP) : phrase.span.start]
    if ALIAS.search(before) or ALIAS.search(text, sentence.start, phrase.modifiers.start):
        return True
    if last is not None and last.trigger.text[0].isupper() and phrase.determiner == "bare":
        return MATTER.fullmatch(text, last.span.end, phrase.span.start) is not None
    if last is not None and last.plural and phrase.plural and AND.fullmatch(text, last.span.end, phrase.span.start):
        return phrase.determiner == "bare"
    if last is not None and phrase.determiner == "new" and phrase.trigger.value in ANY_KIND:
        return APPOSITION.fullmatch(text, last.span.end, phrase.span.start) is not None
    if last is None or last.plural or (last.trigger.value not in ANY_KIND and phrase.determiner != "bare"):
        return False
    return ABOUT.fullmatch(text, last.span.end, phrase.span.start) is not None


def _read(reading: Reading, phrase: InstrumentPhrase, sentence: Sentence, region: Span, *, is_alias: bool) -> Mention:
    states = find_states(reading, phrase, sentence.span)
    name = _name(reading, phrase, sentence)
    is_named = sentence.kind != "headline" and _is_named(reading, phrase, name)
    sides, ground = parties_of(reading, phrase, sentence.span, states, is_named=is_named)
    state = states[0] if states else None
    own = matter_of(reading, phrase, region)
    return Mention(
        phrase=phrase,
        sentence=sentence,
        region=region,
        states=states,
        sides=sides[:MOST_SIDES],
        ground=ground,
        signatories=_signatories(reading, phrase, sentence.span, states, sides),
        topics=own or reading.topics_in(region),
        own_topics=frozenset(topic for topic, _ in own if topic != "diplomatic_relations"),
        dates=own_of(reading, reading.dates_in(sentence.span), phrase, state),
        places=own_of(reading, reading.places_in(sentence.span), phrase, state),
        money=reading.money_in(region),
        periods=reading.periods_in(region),
        name=name,
        is_named=is_named,
        term=term_of(reading.text, phrase),
        is_alias=is_alias,
    )


def _signatories(
    reading: Reading, phrase: InstrumentPhrase, sentence: Span, states: tuple[State, ...], sides: tuple[Side, ...]
) -> tuple[Reference, ...]:
    signing = next((state for state in states if state.status == "signed"), None)
    if signing is None or is_looked_back(reading.text, signing):
        return ()
    if WITNESSED.search(reading.text, max(sentence.start, signing.span.start - LONGEST_GAP), signing.span.start):
        return ()
    clause = OBJECT_CLAUSE.search(reading.text, phrase.span.end, signing.span.start)
    if signing.is_active:
        doing = subject_span(reading, sentence, signing.span.start)
        if UPON.search(doing.of(reading.text)) and (told := MAIN_SUBJECT.match(reading.text, phrase.span.end)):
            return persons_in(reading, Span(*told.span(1)))
        partner = WITH_HIM.match(reading.text, phrase.span.end, sentence.end)
        partners = persons_in(reading, list_after(reading, Span(partner.end(), sentence.end))) if partner else ()
        if (signers := acting_in(reading, doing)) and partners:
            return (*signers, *partners)
    elif clause:
        doing = Span(*clause.span())
    else:
        agent = re.compile(r"\b(?:by|between)\b", re.IGNORECASE).search(reading.text, signing.span.end, sentence.end)
        if agent is None:
            return ()
        doing = list_after(reading, Span(agent.end(), sentence.end))
    return acting_in(reading, doing) or holders(reading, doing, sides) or pair_meant(reading, doing, sentence)


def _before_next(reading: Reading, start: int, end: int) -> int:
    """Where a title ends that begins at `start`: at `end`, or before the noun of the next instrument."""
    behind = reading.triggers_in(Span(start, max(start, end)))
    return next((trigger.span.start for trigger in behind if trigger.kind == "instrument"), max(start, end))


def _is_named(reading: Reading, phrase: InstrumentPhrase, name: frozenset[str]) -> bool:
    """Whether the words single out one instrument that exists or is to be: by a proper name or a year."""
    noun = phrase.trigger.text
    if phrase.determiner in ("generic", "another") or (phrase.trigger.value in NO_TEXT and not IS_TEXT.search(noun)):
        return False
    before = reading.text[max(0, phrase.span.start - len(". Under  ")) : phrase.span.start]
    if phrase.determiner == "new" and not phrase.plural and UNDER.search(before):
        return True
    if YEAR.search(reading.text, phrase.span.start, phrase.trigger.span.start) or dated_behind(reading, phrase):
        return True
    if not noun[0].isupper():
        return phrase.determiner == "known" and bool(name)
    is_sided = bool(reading.actors_in(Span(phrase.modifiers.start, phrase.trigger.span.start)))
    return bool(name) or is_sided or NAMED_BEHIND.match(reading.text, phrase.trigger.span.end) is not None


def _name(reading: Reading, phrase: InstrumentPhrase, sentence: Sentence) -> frozenset[str]:
    """The capitalised words of the phrase that name the instrument; a headline capitalises anything."""
    if PLAN.match(phrase.trigger.text):
        return PLAN_NAMES
    if sentence.kind == "headline":
        return frozenset()
    title = TITLE_BEHIND.match(reading.text, phrase.span.end) if phrase.trigger.text[0].isupper() else None
    named = Span(phrase.modifiers.start, _before_next(reading, phrase.span.end, title.end() if title else 0))
    parties = [actor.span for actor in reading.actors_in(named)]
    return frozenset(
        match[0].lower()
        for match in CAPITALISED.finditer(reading.text, named.start, named.end)
        if match[0].lower() not in WORDS_OF["kind"]
        and not any(span.start <= match.start() < span.end for span in parties)
    )
