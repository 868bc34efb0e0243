"""Cues: the words that attribute a proposition to a speaker.

The verbs with their speech acts are data (`extractor/data/speech_verbs.tsv`), one row per form because the forms differ
in what else they can be: "said" is always a cue, "states" mostly a noun, "called" a cue only with what it calls a
thing. Each row names the frame, what must follow. What the words before tell (a passive, an attribute, a news agency)
is checked here. The nouns that decide what an expressing verb expresses are data as well (`attitudes.tsv`).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.mentions import Modality, Quote, Trigger
from extractor.rules.tables import read_rows
from extractor.spans import Span

LOOK_BACK = 60
LOOK_AHEAD = 240
WORD = re.compile(r"[A-Za-z]+")
OPENING = r"[\"“„«‘]|``|(?<=\s)'(?=\w)"
TRAILS = r"\s*(?:[.,;—–]|$|\n)"

# What must follow a form for it to be a cue, by the name of its frame.
FRAMES = {
    "any": re.compile(r""),
    "that": re.compile(rf"\s*,?\s*(?:\w+ly\s+|also\s+|again\s+)?(?:that\b|,?\s*(?:{OPENING}))|:|{TRAILS}(?:$|[\"“])"),
    "clause": re.compile(
        r"(?=\s+(?:in|to|on|at|with)\s+(?!the\s+\w+\s+that\b)[^.,;:\"“”\n]{2,60}?\sthat\b)"
        r"|(?!\s+(?:to|by|into|of|with|for|from|against|up|out|in)\b)(?!\s+(?:a|an)\s+\w+ly?\s+(?:to|of)\b)"
    ),
    "writing": re.compile(
        r"\s+(?:in|on)\s+(?:an?|the|his|her|its|their|[A-Z]\w*)\b|(?!\s+(?:to|by|into|of|with|for|from|against|up|out|in)\b)"
    ),
    "quote": re.compile(rf"(?:\s+\w+){{0,6}}?\s*[,:]?\s*(?:{OPENING}|that\b)|:|{TRAILS}"),
    "to": re.compile(
        r"(?:\s+\w+){0,3}?\s+(?:to|that|on\s+(?:the\s+(?:need|necessity|importance)|\w+ing))\b(?!\s+(?:an?|the|a\s+\w+)\s+\w+\s*[.,])"
    ),
    "obj-to": re.compile(r"\s+[^.;:]{1,80}?\bto\b"),
    "for-to": re.compile(r"(?:\s+\w+){0,2}?\s+(?:for|to)\b"),
    "wants": re.compile(r"\s+[^.;:,]{1,60}?\bto\b"),
    "hope": re.compile(r"\s+(?:that|to|for|the|it|they|he|she|we)\b"),
    "nounish": re.compile(r"(?!\s+(?:to|for|of|from|and|in|at)\b)\s+\w"),
    # "called on both sides to talk"; "called on the king at his palace" is a courtesy call.
    "appeal": re.compile(
        r"\s+(?:[^.;:\n]|\.(?=\S|\s[a-z])){1,200}?\bto\s+(?!(?:the|an?|his|her|their|its)\b)[\"“]?[a-z]"
    ),
    "hosting": re.compile(
        r"(?!\s+(?:him|her|them|his\s+(?:\w+\s+)?counterpart)\b)"
        r"(?!\s+(?:[\w'’.-]+\s+){1,14}?(?:to|at)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,4}"
        r"(?:palace|house|villa|airport|office|ministry|kremlin|residence|headquarters|capital)\b)",
        re.IGNORECASE,
    ),
    "not-as": re.compile(r"(?!\s+as\b)"),
    "remembering": re.compile(
        r"(?!\s+(?:its|the|his|her|their|an?)\s+(?:[\w-]+\s+){0,2}?"
        r"(?:ambassadors?|envoys?|statement|diplomats?|troops|reservists|parliament|charg[eé]|consul)\b)"
    ),
    "not-to": re.compile(r"(?!\s+to\b)"),
    "as": re.compile(r"(?:\s[^;:\n]{1,220}?)?\s(?:as|to\s+be)\s"),
}
# "called": what it calls something, not whom it calls up, and not "called a meeting".
NAMING_REFUSED = re.compile(
    r"""\s+(?:off|back|up|in|out|by|into|away|together|home|after|to|from|were|was|are|is|have|had)\b
    | \s+(?:[\w'’.-]+\s+){0,5}?(?:counterparts?|ambassador|envoy|police|elections?|ballot|polls?|referendum|strike|halt
        |truce)\b
    | \s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}(?:meeting|session|summit|conference|vote|debate|cease-?fire)\b
    | \s+(?:(?:[A-Z][\w'’.-]+)\s+){1,5}(?:on|to|after|by|late|early)\b""",
    re.VERBOSE,
)
LONGEST_ATTRIBUTE = 5


def _attitude() -> re.Pattern[str]:
    """ "his deep satisfaction": the first noun of attitude within a few words, in the group of its act."""
    nouns: dict[str, list[str]] = {}
    for act, noun in read_rows("attitudes.tsv"):
        nouns.setdefault(act, []).append(noun)
    groups = "|".join(f"(?P<{act}>{'|'.join(found)})" for act, found in nouns.items())
    whom = (
        r"(?:\s+to\s+(?!(?:his|her|its|their)\b)[\w'’.-]+(?:\s+(?!(?:his|her|its|their)\b)[\w'’.-]+){0,6}"
        r"(?=\s+(?:his|her|its|their)\b))?"
    )
    return re.compile(rf"{whom}(?:\s+(?!and\b)[\"“]?[\w'’-]+){{0,{LONGEST_ATTRIBUTE}}}?\s+[\"“]?(?:{groups})\b")


ATTITUDE = _attitude()
OTHER_FEELING = re.compile(r"\s+(?:his|her|its|their|the|deep|great|strong|that|a)\b")

PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|gets?|got)\s+(?:(?:\w+ly|also|not|then|first|now|\w+n['’]t)\s+){0,2}$"
)
PARTICIPLE_PASSIVE = re.compile(r"\b(?:be|been|being|having)\s+$")
ATTRIBUTE = re.compile(
    r"(?:\b(?i:the|an?|its|his|her|their|our|any|no|such)|['’]s)\s+(?:(?:newly|recently|previously|jointly|so|much|oft)[\s-])?$"
    r"|\b(?:(?i:as|than|when|if|once|unless)|to|will|would|can|could|may|might|must|should)\s+$"
)
# "who asked not to be named"
ANONYMOUS = re.compile(r"\s+(?:not\s+to\s+be|to\s+(?:remain|stay|be))\s+(?:identified|named|quoted|cited|anonymous)\b")
# "the decade termed as a start", but "what he termed as a start"
AS, WHAT = re.compile(r"\s+as\b"), re.compile(r"\bwhat\s+(?:[\w'’.]+\s+){1,5}$")
# "rebels said to be rich", "thought to have left": a participle.
SUPPOSING = frozenset({"said", "believed", "thought", "reported", "considered", "found", "estimated", "feared"})
SUPPOSED = re.compile(r"\s+to\s+(?:be|have)\b")
# "despite repeated denials": no finite verb stands right behind a preposition.
GOVERNED = re.compile(r"\b(?i:despite|amid|after|of|without|against|from|for|by|with|following|through)\s+$")
NO_CLAUSE = re.compile(r"\b(?:for|of|from|without|before|about|against|despite|into|the|an?|its|his|their|our)\s+$")
NEGATION = re.compile(r"\b(?:not|never|neither|nor|n['’]t)\s+(?:\w+\s+)?$")
PAST_PERFECT = re.compile(r"\bhad\s+(?:\w+\s+){0,2}$")
BASE_BEFORE = re.compile(
    r"(?:\b(?:[Ww]e|[Tt]hey|I|[Yy]ou|both|also|who|all|jointly|strongly|firmly|warmly|fully|and)|[A-Za-z]{2,}s|\b[A-Z]\w+),?\s+$"
)
GOES_ON = re.compile(r"\b(?:went|goes|gone)\s+on\s+to\s+$")
BASE_REFUSED = re.compile(
    r"\b(?:to|will|would|can|could|may|might|must|should|shall|let|not|n['’]t|did|does|do|this|its|his|['’]s)\s+(?:\w+ly\s+|also\s+)?$"
)
NOUN_BEFORE = re.compile(
    r"(?:\b(?:we|they|i|he|she|it|who|also|and|ministers|leaders|sides|parties|presidents)|\b[A-Z][\w.]*\)?)\s+(?:\w+ly\s+)?$"
)
SENTENCE_START = re.compile(r"(?:^|[.!?:\n])\s*$")
BY = re.compile(r"\s+(?:\w+ly\s+)?by\b")

OUTLETS = (
    r"Reuters|AFP|AP|Associated\s+Press|Agence\s+France-Presse|Xinhua|IRNA|ISNA|Mehr|Fars|Tasnim|IRIB|Press\s+TV|TASS|Itar-Tass|RIA"
    r"|Interfax|Sputnik|Anadolu|Yonhap|Kyodo|KCNA|PTI|ANI|APP|WAM|SPA|QNA|MENA|BNA|KUNA|SANA|Bernama|Antara|VNA|BelTA|Belta"
    r"|Kazinform|Trend|AzerTac|EFE|ANSA|DPA|NHK|CNN|BBC|CNBC|Al\s+Jazeera|Al\s+Arabiya|Al\s+Mayadeen|Bloomberg|Axios|Politico"
    r"|Global\s+Times|People['’]s\s+Daily|(?:The\s+)?(?:[A-Z][\w-]+\s+){1,3}(?:Times|Post|Journal|Herald|Tribune|Guardian|News|Daily"
    r"|Telegraph|Gazette|Standard|Today)|TV|[\w-]+\.(?:ir|com|ru|org|net|gov)"
)
MEDIA = (
    r"news\s+agenc(?:y|ies)|newspapers?|daily|web\s?sites?|portal|channel|television|media|outlets?|magazine|broadcaster|weekly"
    r"|press|radio|reports?|paper|journal"
)
CREDIT_BEFORE = re.compile(
    rf"(?:\b(?:{OUTLETS})|\b(?i:{MEDIA}))(?:\s+\([A-Z]+\))?(?:\s+(?:has|have|had|also|on\s+\w+day|earlier|,))*\s+$"
)
CREDIT_AFTER = re.compile(rf"\s+(?:the\s+)?(?:{OUTLETS}|(?:\w+\s+)?(?i:news\s+agency))\b(?!\s+that)")
CREDITING = frozenset({"said", "reported", "wrote", "added", "reports", "says", "quoted"})

ACCORDING = re.compile(
    r"\b[Aa]ccording\s+to\b|\b[Ii]n\s+the\s+words\s+of\b|\b[Ii]n\s+(?:his|her|their)\s+(?:words|view|opinion)\b"
    r"|\bas\s+(?:confirmed|announced|stated|noted)\s+by\b"
)
# Documents and figures that no one says, though the words are followed by "according to".
PAPERS = (
    r"figures|data|statistics|articles?|agreements?|treaty|plans?|schedule|laws?|constitution|documents?|logic|polls?"
    r"|surveys?|memorandum|charter|terms|resolutions?|convention|protocol|timetable|programme|program|text|draft|results"
    r"|census|index|calendar|rules|norms|standards|principles|contracts?|deal|accord|desire|needs?|circumstances"
)
UNATTRIBUTABLE = re.compile(rf"\s+(?:[\w'’-]+\s+){{0,3}}?(?:{OUTLETS}|(?i:{MEDIA})|(?i:{PAPERS}))\b")
QUOTED_AS = re.compile(
    r"\b(?:quoted|quoting|cited|citing)\b(?P<who>[^.;:\"“”\n]{0,90}?)\s*\bas\s+(?:saying|telling|stating)\b"
)


class SpeechVerb(NamedTuple):
    """One form of a reporting verb: `tense` is past, present, participle or base; `frame` a key of `FRAMES`."""

    form: str
    tense: str
    act: str
    frame: str


@cache
def _verbs() -> dict[str, tuple[tuple[SpeechVerb, re.Pattern[str] | None], ...]]:
    """First word -> its verbs, longest form first, each with the pattern of its further words."""
    found: dict[str, list[tuple[SpeechVerb, re.Pattern[str] | None]]] = {}
    for verb in sorted((SpeechVerb(*row) for row in read_rows("speech_verbs.tsv")), key=lambda verb: -len(verb.form)):
        first, *rest = verb.form.split(" ")
        further = re.compile(r"\s+" + r"\s+".join(rest) + r"\b", re.IGNORECASE) if rest else None
        found.setdefault(first, []).append((verb, further))
    return {first: tuple(verbs) for first, verbs in found.items()}


def find_cues(text: str, quotes: tuple[Quote, ...] = ()) -> tuple[Trigger, ...]:
    """Cues in document order, kind "speech"; those inside a quotation are part of what was said and left out.

    `value` is the speech act that the cue suggests by itself (codebook section 3). `modality` is "negated" for "did not
    say" and "past" for "had said". Credits of news agencies ("IRNA reported") are not cues (codebook 1.4).
    """
    outer = iter([quote.span for quote in quotes if quote.depth == 0])
    current = next(outer, None)
    found: list[Trigger] = []
    for cue in sorted([*_verb_cues(text), *_phrase_cues(text)], key=lambda cue: cue.span):
        while current and current.end <= cue.span.start:
            current = next(outer, None)
        if (current is None or cue.span.start < current.start) and not (found and found[-1].span.overlaps(cue.span)):
            found.append(cue)
    return tuple(found)


def _verb_cues(text: str) -> Iterator[Trigger]:
    verbs = _verbs()
    for match in WORD.finditer(text):
        for verb, further in verbs.get(match[0].lower(), ()):
            more = further.match(text, match.end()) if further else None
            if further and not more:
                continue
            span = Span(match.start(), more.end() if more else match.end())
            before, after = text[max(0, span.start - LOOK_BACK) : span.start], text[span.end : span.end + LOOK_AHEAD]
            act = _act(verb, after)
            if act is not None and not _is_refused(verb, match[0], before, after):
                yield Trigger("speech", span, span.of(text), act, _modality(before))
            break


def _phrase_cues(text: str) -> Iterator[Trigger]:
    for match in ACCORDING.finditer(text):
        if not UNATTRIBUTABLE.match(text, match.end()):
            yield Trigger("speech", Span(match.start(), match.end()), match[0], "assert")
    for match in QUOTED_AS.finditer(text):
        start = (
            match.end("who") if match["who"].strip() and not match["who"].strip().startswith("by ") else match.start()
        )
        span = Span(start + len(text[start : match.end()]) - len(text[start : match.end()].lstrip()), match.end())
        yield Trigger("speech", span, span.of(text), "assert")


def _act(verb: SpeechVerb, after: str) -> str | None:
    """The act that the form suggests with what follows it; None when what follows does not fit."""
    if verb.frame == "expressing":
        if attitude := ATTITUDE.match(after):
            return str(attitude.lastgroup)
        return verb.act if verb.form.startswith(("express", "voic")) and OTHER_FEELING.match(after) else None
    if verb.frame in ("attitude", "offering"):
        attitude = ATTITUDE.match(after)
        feeling = str(attitude.lastgroup) if attitude and attitude.lastgroup == "praise_thank" else None
        return feeling or (verb.act if verb.frame == "offering" else None)
    if verb.frame == "naming":
        return None if NAMING_REFUSED.match(after) else verb.act
    return verb.act if FRAMES[verb.frame].match(after) else None


def _is_refused(verb: SpeechVerb, word: str, before: str, after: str) -> bool:
    """Whether the words around make the form something other than a report of speech."""
    if word[0].isupper() and (verb.tense != "participle" or not SENTENCE_START.search(before)):
        return True
    if verb.form in CREDITING and (CREDIT_BEFORE.search(before) or CREDIT_AFTER.match(after)):
        return True
    if verb.tense == "participle":
        return NO_CLAUSE.search(before) is not None or PARTICIPLE_PASSIVE.search(before) is not None
    if verb.tense == "base":
        refused = BASE_BEFORE.search(before) is None or BASE_REFUSED.search(before) is not None
        return refused and GOES_ON.search(before) is None
    if verb.frame == "nounish":
        return NOUN_BEFORE.search(before) is None
    if before.endswith(("-", "‑")):
        return True  # "the above-mentioned"
    if verb.form in SUPPOSING and SUPPOSED.match(after):
        return True
    if ANONYMOUS.match(after) or (verb.frame in ("as", "naming") and AS.match(after) and not WHAT.search(before)):
        return True
    if verb.tense == "past" and (BY.match(after) or PASSIVE.search(before) or GOVERNED.search(before)):
        return True
    return ATTRIBUTE.search(before) is not None


def _modality(before: str) -> Modality:
    if NEGATION.search(before):
        return "negated"
    return "past" if PAST_PERFECT.search(before) else "actual"
