"""Which persons stand in which role of a clause: its subject, its agent after "by", the other side after "with".

Offices in the plural ("the foreign ministers of X and Y") are resolved to the persons who hold them, for that is how
wires name the signatories and participants whom they introduce by name only later.
"""

import re
from collections.abc import Iterable
from typing import Final

from extractor.events.near import ASIDE
from extractor.events.parties import LIST_END, is_bystander
from extractor.mentions import Person, Sentence
from extractor.reading import Reading, Reference, Side
from extractor.spans import Span

LONGEST_LIST: Final = 320
LONGEST_GAP: Final = 200
SUBJECT_CUT: Final = re.compile(
    r"""\b(?:said|says|told|stated|added|announced|noted|confirmed|stressed)
      (?!\s+(?:[\w’'-]+\s+){0,3}?(?:after|following|before|ahead\s+of|upon)\s+(?:[\w’'-]+\s+){0,4}\Z
        |\s+(?:(?:while|when)\s+(?:\w+ing\b|\Z)|(?:during|in|at)\s+(?:(?:an?|the|his|her|their)\s+)?(?:\w+\s+)?\Z))
      \s+(?:\w+\s+){0,3}?(?:that\b|(?=[a-z]))|\bthat\b
    |\b(?:while(?!\s+(?:\w+ing\b|\Z))|because|although|whereas)\b|;|:|(?<![A-Z])\.\s|”|\n\s*\n
    |,\s+and\s+(?=(?:the\s+(?:two|three|sides|countries|parties|leaders)|both|they|he|she)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
OFFICES: Final = re.compile(
    r"""\b(?P<field>(?:(?:deputy|prime|foreign|defen[cs]e|interior|finance|trade|energy|oil|economy|agriculture|health|transport
    |culture|justice|education|top|respective)\s+)*)
    (?P<head>ministers|presidents|leaders|chancellors|secretaries|chiefs|ambassadors|diplomats|officials|premiers)\b""",
    re.IGNORECASE | re.VERBOSE,
)
POSSESSIVE: Final = re.compile(r"[’']s?\b|[’'](?=\s)")
CONTROL: Final = re.compile(
    r"[’']s?\s+(?:\w+\s+)?(?:reluctance|refusal|hesitation|hesitancy|decision|desire|plan|intention|readiness|willingness|wish|offer|failure)\s"
)
# Between two names of one subject: "A and B", "A, B", "president A and the foreign minister of Y, B".
JOINED: Final = re.compile(
    r"(?:\s+(?:of|for|from)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}[\w’'-]+)?(?:\s*\([^)]{1,40}\))?(?:,\s[^,;]{3,90})?"
    r"\s*,?\s*(?:and|&|,|along\s+with|as\s+well\s+as|,\s*together\s+with|(?:,\s+)?accompanied\s+by)(?:\s+[\w.’'(),-]+){0,12}?\s*",
    re.IGNORECASE,
)
# "Minister for Trade", "envoy to Yemen": the preposition belongs to the title and ends no list.
IN_TITLE: Final = re.compile(
    r"\b(?:ministers?|secretar(?:y|ies)|commissioners?|envoys?|representatives?|ambassadors?|advis[eo]rs?|delegates?)(?:\s+of\s+state)?\s*$",
    re.IGNORECASE,
)
# "Her counterparts from Chile and Japan".
COMING: Final = re.compile(
    r"\b(?:counterparts?|colleagues?|ministers?|officials?|delegations?|delegates?|leaders?|representatives?|heads|chiefs|teams?"
    r"|members|envoys|opposite\s+numbers?)\s*$",
    re.IGNORECASE,
)
LONGEST_TITLE: Final = 30
# "A's security adviser B".
LONGEST_OFFICE: Final = 90
AIDE: Final = re.compile(
    r"[’']s?\s+(?:(?!(?:with|to|from|by|at|in|and|meeting|talks|visit|trip|call|tour|delegation|statement|speech)\b)"
    r"[\w-]+\s+){1,6}"
)
# "By A for the government and B": for whom one signs ends no list of those who sign.
FOR_A_SIDE: Final = re.compile(r"\sfor\s(?:(?:the|his|her|its)\s)?(?:\w+\s){1,3}and\s")
# "After meeting B, A flew to": A is the subject.
OPENING: Final = re.compile(
    r"\s*(?:After|Before|While|Following|During|Upon|On|In|At|Since|Having|Prior\s+to|Shortly\s+after)\s[^,;]{3,150},\s"
)
RELATIVE: Final = re.compile(
    r"\b(?:who|which|whose|where|that|was|were|is|are|has|have|had|will|would|met|meets|said|says|received|visited|held|hosted)\b"
)
QUOTE_MARK: Final = re.compile(r"[\"“”]")
PRONOUN: Final = re.compile(r"\b(?:his|her|he|she|him)\b", re.IGNORECASE)
# Who tells of himself: the issuer of a release.
FIRST_PERSON: Final = re.compile(
    r"\b(?:I|[Ww]e)\s+(?:[\w-]+\s+){0,12}$|\b(?:[Mm]y|[Oo]ur)\s+(?!counterpart|colleague|friend|guest)(?:[\w-]+\s+){0,3}$"
)
# How many sentences before "the two" their names may stand.
PAIR_REACH: Final = 3
I_MET: Final = re.compile(r"\bI(?:[’']ve|[’']ll)?\s+(?:[\w-]+\s+){0,6}$|\b[Mm]y\s+(?:\w+\s+){0,2}$")
CLOSING: Final = re.compile(r"[,.?!][\"”]")
PAIR: Final = re.compile(
    r"\b(?:they|both|(?:the\s+)?(?:two|both)\s+(?:\w+\s+)?(?:ministers|leaders|presidents|officials|diplomats|men|women"
    r"|counterparts|chiefs|premiers|statesmen|sides)"
    r"|the\s+(?:foreign|defen[cs]e|prime|interior|finance|trade)\s+(?:ministers|chiefs|secretaries))\s+(?:\w+\s+){0,3}$"
    r"|\bthe\s+(?:two\s+(?:\w+ly\s+)?|(?:pair|duo)\s+(?:\w+\s+){0,3})$",
    re.IGNORECASE,
)
ABSENT: Final = re.compile(
    r"\b(?:on\s+behalf\s+of|in\s+the\s+presence\s+of|presence\s+of|message\s+(?:from|to|of)|invitation\s+(?:of|from)|invited\s+by"
    r"|advis[eo]r\s+to|aide\s+to|assistant\s+to|envoy\s+of|representative\s+of|according\s+to|led\s+by|witnessed\s+by|attended\s+by|letter\s+from|late|condolences\s+to)\s+(?:[\w.’'-]+\s+){0,8}$",
    re.IGNORECASE,
)


def subject_span(reading: Reading, sentence: Span, verb: int) -> Span:
    """The words before a verb among which its subject stands."""
    start = sentence.start
    for cut in SUBJECT_CUT.finditer(reading.text, sentence.start, verb):
        start = cut.end()
    return Span(start, verb)


def list_after(reading: Reading, span: Span) -> Span:
    """The list of names that begins at the start of the span: up to the first word that can't stand in it."""
    limit = min(span.end, span.start + LONGEST_LIST)
    held = [ref.span for ref in reading.people_in(Span(span.start, limit))]
    ends = {name.end for name in held}
    for closing in LIST_END.finditer(reading.text, span.start, limit):
        in_name = any(name.start <= closing.start() < name.end for name in held)
        before = max(span.start, closing.start() - LONGEST_TITLE)
        if not (
            in_name
            or closing[0].strip(" ,") == "including"
            or IN_TITLE.search(reading.text, before, closing.start())
            or (closing[0].strip() == "from" and COMING.search(reading.text, before, closing.start()))
            or (closing.start() in ends and FOR_A_SIDE.match(reading.text, closing.start(), limit))
        ):
            return Span(span.start, closing.start())
    return Span(span.start, limit)


def persons_in(reading: Reading, span: Span) -> tuple[Reference, ...]:
    """The persons who act in the span: without bystanders and those merely spoken for; each once."""
    first: dict[int, Reference] = {}
    for ref in reading.people_in(span):
        if not _is_absent(reading, ref):
            first.setdefault(ref.person.id, ref)
    return tuple(first.values())


def acting_in(reading: Reading, span: Span) -> tuple[Reference, ...]:
    """The persons who act in the span themselves, without those whose trip, delegation or office is named."""
    return tuple(ref for ref in persons_in(reading, span) if not _owns_something(reading, ref))


def subject_persons(reading: Reading, span: Span) -> tuple[Reference, ...]:
    """The persons who open the span and those joined to the first of them by "and" or a comma."""
    asides = asides_in(reading, span)
    opening = OPENING.match(reading.text, span.start, span.end)
    if opening and acting_in(reading, Span(opening.end(), span.end)):
        span = Span(opening.end(), span.end)
    persons = [ref for ref in acting_in(reading, span) if not any(aside.covers(ref.span) for aside in asides)]
    joined = list(persons[:1])
    for ref in persons[1:]:
        between = reading.text[joined[-1].span.end : ref.span.start]
        if len(between) > LONGEST_GAP or not JOINED.fullmatch(between) or RELATIVE.search(between):
            break
        joined.append(ref)
    return tuple(joined)


def asides_in(reading: Reading, span: Span) -> tuple[Span, ...]:
    """The relative clauses that are over before the end of the span."""
    return tuple(Span(*found.span()) for found in ASIDE.finditer(reading.text, span.start, span.end))


def grammatical_subject(reading: Reading, before: Span, sentence: Sentence) -> tuple[Reference, ...]:
    """The persons before the word who are its subject; a pronoun stands for the last subject named."""
    persons = subject_persons(reading, before)
    if I_MET.search(reading.text, before.start, before.end):
        return (
            *persons,
            *(ref for ref in _speaker(reading, sentence, before) if ref.person not in [r.person for r in persons]),
        )
    if persons or not PRONOUN.search(reading.text, before.start, before.end):
        return persons
    earlier = subject_persons(reading, Span(sentence.span.start, before.start))
    return earlier[:1] or _last_subject(reading, sentence)


def _speaker(reading: Reading, sentence: Sentence, words: Span) -> tuple[Reference, ...]:
    """Who says "I" in a quotation: the subject of the words of speech before it, else of those behind it."""
    opening = max(reading.text.rfind(mark, sentence.span.start, words.end) for mark in '"“')
    if opening < 0:
        return ()
    if ahead := subject_persons(reading, Span(sentence.span.start, opening))[:1]:
        return ahead
    closing = CLOSING.search(reading.text, words.end, sentence.span.end)
    return subject_persons(reading, Span(closing.end(), sentence.span.end))[:1] if closing else ()


def _last_subject(reading: Reading, sentence: Sentence) -> tuple[Reference, ...]:
    for index in range(sentence.index - 1, max(-1, sentence.index - 4), -1):
        persons = persons_in(reading, reading.sentences[index].span)
        if persons:
            return persons[:1]
    return ()


def pair_meant(reading: Reading, words: Span, sentence: Span) -> tuple[Reference, ...]:
    """Those whom "they", "both" or "the two ministers" stands for: two persons of two countries named right before."""
    here = reading.sentence_at(sentence.start)
    meant = PAIR.search(reading.text, words.start, words.end)
    return pair_before(reading, meant.start(), here) if here and meant else ()


def pair_before(reading: Reading, offset: int, sentence: Sentence) -> tuple[Reference, ...]:
    """The two persons of two countries named last before an offset, up to `PAIR_REACH` sentences before."""
    first = max(0, sentence.index - PAIR_REACH)
    spans = [Span(sentence.span.start, offset), *(one.span for one in reading.sentences[first : sentence.index][::-1])]
    for span in spans:
        earlier = persons_in(reading, span)
        countries = {ref.person.country for ref in earlier}
        if len(earlier) == len(countries) == 2 and None not in countries:
            return earlier
        if len(countries - {None}) > 1:
            return ()
    return ()


def is_first_person(reading: Reading, sentence: Sentence, word: int) -> bool:
    """Whether the clause before a word is told by the issuer of the text himself, and is no quoted speech."""
    before = reading.text[sentence.span.start : word]
    return not QUOTE_MARK.search(before) and FIRST_PERSON.search(before) is not None


def _owns_something(reading: Reading, ref: Reference) -> bool:
    """Whether the words are "A's delegation" rather than "A" or "A's refusal to act"."""
    after = reading.text[ref.span.end : ref.span.end + 40]
    return POSSESSIVE.match(after) is not None and CONTROL.match(after) is None


def holders(reading: Reading, span: Span, sides: Iterable[Side]) -> tuple[Reference, ...]:
    """The named persons who hold the offices that the span names in the plural, one for each side."""
    office = OFFICES.search(reading.text, span.start, span.end)
    if office is None:
        return ()
    words = [*office["field"].lower().split(), office["head"].lower().removesuffix("s")]
    wanted = [plain(word) for word in words if word not in ("top", "respective", "leader", "official", "diplomat")]
    where = Span(office.start(), office.end())
    found = []
    for side in sides:
        holder = next(
            (person for person in reading.persons if person.country == side.code and _holds(person, wanted)), None
        )
        if holder is not None and wanted:
            found.append(Reference(holder, where))
    return tuple(found)


def _holds(person: Person, wanted: list[str]) -> bool:
    return any(all(word in plain(office) for word in wanted) for office in person.offices)


def plain(words: str) -> str:
    """Words in lower case, with one spelling of "defence"."""
    return words.lower().replace("defense", "defence")


def speaks_for(person: Person) -> bool:
    """Whether somebody is only a spokesman."""
    return any("spokes" in office.lower() for office in person.offices)


def _owns_person(reading: Reading, ref: Reference) -> bool:
    """Whether the words are "A's adviser B": B acts."""
    behind = reading.people_in(Span(ref.span.end, ref.span.end + LONGEST_OFFICE))
    return bool(behind) and AIDE.fullmatch(reading.text, ref.span.end, behind[0].span.start) is not None


def _is_absent(reading: Reading, ref: Reference) -> bool:
    sentence = reading.sentence_at(ref.span.start)
    start = max(sentence.span.start if sentence else 0, ref.span.start - 90)
    before = reading.text[start : ref.span.start]
    if ABSENT.search(before) or speaks_for(ref.person) or _owns_person(reading, ref):
        return True
    return is_bystander(reading, Side("", ref.span))
