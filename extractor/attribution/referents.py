"""Words that can name a speaker: persons and actors as found, and what only attribution needs.

Pronouns, groups ("both sides"), unnamed holders of an office ("a ministry spokesman") and unnamed sources are no
mentions of persons, but they stand where a speaker stands, and a rule that overlooked them would reach past them to
the wrong name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain
from typing import Literal, NamedTuple

from extractor.mentions import ActorMention, Person, Sentence
from extractor.rules.paragraphs import trim
from extractor.spans import Span

Kind = Literal["person", "actor", "office", "group", "pronoun", "name"]

PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Bb]oth)\b(?!['’])")
GROUP_HEAD = re.compile(
    r"""\b(?i:sides|parties|countries|nations|states|governments|leaders|ministers|presidents|participants|delegations|men|women
    |officials|sources|politicians|experts|analysts|observers|critics|deputies|lawmakers|legislators|diplomats|authorities
    |activists|scholars|secretaries|chiefs|spokespersons|members|negotiators|envoys|ambassadors|officers|spokesmen|generals|residents|economists|historians
    |allies|neighbou?rs|secretaries|chiefs|commanders|premiers|chancellors|kings|premiers|dignitaries)\b""",
    re.VERBOSE,
)
OFFICE_HEAD = re.compile(
    r"""\b(?i:minister|ministry|president|premier|chancellor|secretary|ambassador|envoy|spokes(?:man|woman|person)|official|chief|head
    |leader|diplomat|commander|general|admiral|governor|mayor|king|emir|sultan|monarch|chairman|chairwoman|chairperson|chair
    |director|analyst|expert|professor|scholar|economist|lawmaker|senator|deputy|representative|negotiator|advis[eo]r
    |source|government|cabinet|parliament|senate|embassy|council|committee|commission|party|delegation|army|military|police
    |court|union|alliance|bloc|organi[sz]ation|agency|authority|foundation|institute|movement|opposition|office
    |administration|kingdom|republic|federation|statement|communiqu[eé]|participant|politician|officer|historian)\b""",
    re.VERBOSE,
)
HEADS: tuple[tuple[re.Pattern[str], Kind], ...] = ((GROUP_HEAD, "group"), (OFFICE_HEAD, "office"))
DETERMINER = re.compile(r"(?:the|a|an|his|her|its|their|another|one|some|several|many|both|most|all)\Z", re.IGNORECASE)
# Lower-case words that stand inside a name phrase before its head: "the Russian energy minister".
MODIFIER = re.compile(
    r"""(?:foreign|defen[cs]e|prime|deputy|vice|acting|former|then|top|senior|chief|military|naval|army|police|security|energy
    |oil|gas|petroleum|economy|economics?|economic|trade|finance|financial|interior|justice|health|education|culture|transport
    |agriculture|labou?r|industry|science|technology|tourism|environment|information|communications?|planning|development
    |cooperation|visiting|ruling|largest|biggest|main|opposition|lower|upper|state|national|federal|local|regional
    |international|central|government|ministry|party|parliament(?:ary)?|presidential|political|diplomatic|public|private
    |supreme|general|special|permanent|assistant|under|high|executive|managing|joint|first|second|new|outgoing|incoming|newly
    |elected|appointed|unnamed|anonymous|informed|insurgent|rebel|western|official|cabinet|border|coast|guard|affairs
    |minister|president|secretary|spokes\w+|chairman|director|ambassador|premier|policy|agency|summit|respective|two|three|four|other|remaining|[a-z]+-[a-z]+)\Z""",
    re.VERBOSE,
)
# Capitalised for standing first in a sentence, or a date: no part of a name.
NOT_NAME = re.compile(
    r"""(?:In|On|At|During|After|For|With|Meanwhile|However|But|And|As|While|When|Since|Before|Under|To|From|By|Speaking|Asked|Told
    |Earlier|Also|Later|Then|Yesterday|Today|Last|Next|Although|Though|If|Because|That|This|These|Those|Additionally|Moreover
    |Furthermore|Separately|Instead|According|Following|Regarding|Addressing|Of|Like|Not|Or|So|Yet|What|Who|Which|Where|How
    |(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|November
    |December)\Z""",
    re.VERBOSE,
)
TOKEN_LEFT = re.compile(r"(?<![\w'’.&-])[\w'’.&-]+(?=\s+\Z)")
# "of Defence", "of the Islamic Republic", "for Foreign Affairs"
OF_NAME = re.compile(
    r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w'’&.-]*(?:\s+(?:(?:and|of|the)\s+)?[A-Z][\w'’&-]*){0,6}){1,3}"
)
LOOK_BACK = 40
LONGEST_PHRASE = 10
LONGEST_OFFICE = 160
TITLE = re.compile(
    r"(?i:minister|president|premier|chancellor|secretary|ambassador|envoy|leader|general|admiral|governor|king|emir|sultan"
    r"|chairman|chief|director|commander|senator|prince|mr|ms|mrs|dr)\.?"
)
LONGEST_SHORT_TITLE = 5
PARTICLES = frozenset({"de", "da", "di", "del", "van", "von", "der", "al", "el", "bin", "ibn", "bint", "dos", "la", "le"})
# "Secretary of State", "Minister of Foreign Affairs of the Republic of Chad": an office up to the name it belongs to
OFFICE_OF = re.compile(
    OFFICE_HEAD.pattern + r"\s+(?:of|for|to)\s+(?:the\s+)?(?:[A-Z][\w'’&.-]*\s+(?:(?:and|of|the|for)\s+){0,2}){0,7}(?P<last>[A-Z][\w'’&.-]*)\s+\Z",
    OFFICE_HEAD.flags,
)


class Referent(NamedTuple):
    """Words that can name a speaker; `span` begins with the phrase's determiner and titles."""

    span: Span
    kind: Kind
    person: int | None = None
    actor: ActorMention | None = None


def find_referents(
    text: str, *, persons: tuple[Person, ...], actors: tuple[ActorMention, ...], sentences: tuple[Sentence, ...]
) -> tuple[Referent, ...]:
    """Referents in document order, disjoint; a named one wins over an unnamed one that overlaps it."""
    phrases = _Phrases(text, [sentence.span.start for sentence in sentences])
    kept: list[Referent] = []
    starts: list[int] = []
    sources = (_persons(phrases, persons), _offices(phrases, persons, actors), _actors(text, actors), _pronouns(text))
    for referent in chain.from_iterable(sources):
        index = bisect_left(starts, referent.span.start)
        neighbours = kept[max(0, index - 1) : index + 1]
        if not any(other.span.overlaps(referent.span) for other in neighbours):
            kept.insert(index, referent)
            starts.insert(index, referent.span.start)
    return tuple(kept)


class _Phrases(NamedTuple):
    """A text with its sentence starts, over which no phrase reaches back."""

    text: str
    sentence_starts: list[int]

    def floor(self, at: int) -> int:
        """Where the sentence around an offset begins."""
        index = bisect_right(self.sentence_starts, at) - 1
        return self.sentence_starts[index] if index >= 0 else 0


def phrase_start(text: str, at: int, floor: int) -> int:
    """Where the name phrase begins whose last part begins at `at`: "the visiting Thai minister Mr Prem".

    Never before `floor`, the start of its sentence or clause.
    """
    for _ in range(LONGEST_PHRASE):
        window = max(floor, at - LOOK_BACK)
        token = TOKEN_LEFT.search(text[window:at])
        if token is None:
            break
        if DETERMINER.match(token[0]):
            return window + token.start()
        if not _belongs(token[0]):
            break
        at = window + token.start()
    return at


def _person_start(text: str, at: int, floor: int) -> int:
    """Also past "Secretary of State" and "Minister of Trade of Peru", but not past "adviser to President"."""
    office = OFFICE_OF.search(text, max(floor, at - LONGEST_OFFICE), at)
    if office and not TITLE.fullmatch(office["last"]):
        return phrase_start(text, office.start(), floor)
    return phrase_start(text, at, floor)


def _belongs(word: str) -> bool:
    if word in PARTICLES:
        return True
    if word.endswith(".") and len(word) > LONGEST_SHORT_TITLE:
        return False
    return MODIFIER.match(word) is not None or (word[0].isupper() and not NOT_NAME.match(word) and word[-1] != "-")


def _persons(phrases: _Phrases, persons: tuple[Person, ...]) -> Iterator[Referent]:
    for person in persons:
        for mention in person.mentions:
            start = _person_start(phrases.text, mention.span.start, phrases.floor(mention.span.start))
            yield Referent(Span(start, mention.span.end), "person", person=person.id)


def _actors(text: str, actors: tuple[ActorMention, ...]) -> Iterator[Referent]:
    for actor in actors:
        if actor.body or actor.form != "demonym":
            start = actor.span.start
            determined = text[max(0, start - 4) : start].lower().endswith("the ")
            yield Referent(Span(start - 4 if determined else start, actor.span.end), "actor", actor=actor)


def _offices(
    phrases: _Phrases, persons: tuple[Person, ...], actors: tuple[ActorMention, ...]
) -> Iterator[Referent]:
    """Offices, bodies and groups without a name; the actor is the one they name on their way ("Thai officials")."""
    text = phrases.text
    starts = [actor.span.start for actor in actors]
    names = sorted(mention.span.start for person in persons for mention in person.mentions)
    for start, end, kind in _heads(text):
        next_name = bisect_left(names, end)
        limit = names[next_name] if next_name < len(names) else len(text)
        more = OF_NAME.match(text, end, limit) if kind == "office" else None
        span = trim(text, Span(phrase_start(text, start, phrases.floor(start)), more.end() if more else end))
        inside = actors[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        if not any(actor.span.start <= start and actor.span.end >= span.end for actor in inside):
            yield Referent(span, kind, actor=inside[0] if inside else None)


def _heads(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Heads of unnamed phrases from the right, only the last of those in a row ("military official")."""
    heads = [(match.start(), match.end(), kind) for pattern, kind in HEADS for match in pattern.finditer(text)]
    following = -1
    for start, end, kind in sorted(heads, reverse=True):
        if following < 0 or text[end:following].strip():
            yield start, end, kind
        following = start


def _pronouns(text: str) -> Iterator[Referent]:
    for match in PRONOUN.finditer(text):
        yield Referent(Span(match.start(), match.end()), "pronoun")
