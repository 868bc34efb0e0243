"""A government's own texts: releases, messages, remarks, joint statements, and the texts of agreements.

There the sentences carry no cue, for the whole page is the statement of whoever issues it (codebook 2a). A page counts
as such when its head says so (a byline with an office, "Statement by", "To the Congress") and its own voice speaks in
it: "we", "our", or a state that welcomes or condemns. An agreement's own text speaks too, but states nothing.
"""

import re
from collections import Counter
from itertools import pairwise
from typing import Literal, NamedTuple

from extractor.attribution.acts import speech_act
from extractor.attribution.claims import Claim
from extractor.attribution.memory import Speaker
from extractor.attribution.page import Page
from extractor.attribution.pronouns import LIKELY
from extractor.attribution.referents import Referent
from extractor.attribution.speakers import SURE
from extractor.attribution.subjects import main_subject
from extractor.mentions import ActorMention, Sentence
from extractor.spans import Span

Kind = Literal["statement", "joint", "agreement"]

HEAD_SENTENCES = 8
LONGEST_HEAD_LINE = 320
SIGNATURE_SENTENCES = 6
FEWEST_OWN_SENTENCES = 2
FEWEST_CLAUSES = 3
FEWEST_WORDS = 6
# Case matters: a headline may tell of "a joint statement", a release calls itself one.
ISSUED = re.compile(
    r"""(?:\A|\b)(?:Office\ of\ the\ (?:Spokes\w+|Press\ Secretary) | Media\ Note | Press\ (?:Statement|Release)
    | Media\ Release | MEDIA\ RELEASE | NEWS\ RELEASE
    | (?:Joint\ )?Statement\ (?:by|of|from|on) | Statement\ (?:attributable|delivered) | FOR\ IMMEDIATE\ RELEASE
    | (?:(?:Opening|Closing|Joint|Doorstep|Press)\ )?[Rr]emarks\ (?:by|of|at|to)
    | (?:A\ )?Message\ (?:by|from|of|to) | Comment\ by
    | (?:Address|Speech|Declaration|Proclamation)\ (?:by|of) | Spokesperson['’]?s?\ (?:Statement|Comment)
    | (?:Press\ )?Communiqu[eé] | (?:is|are)\ attributable\ to | issued\ the\ following\ statement
    | statement\ was\ (?:released|issued)\ by | TO\ THE\ (?:CONGRESS|HOUSE|SENATE|SPEAKER))\b""",
    re.VERBOSE,
)
# What stands above releases and never above news.
HEADING = re.compile(
    r"(?:Press\ Statement|Media\ Release|MEDIA\ RELEASE|NEWS\ RELEASE)(?:\s[A-Z][^.!?]{0,80})?\Z", re.VERBOSE
)
# "Jane Doe, Secretary of State"
BYLINE = re.compile(
    r"""[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,4},\s(?=[A-Z])[^.!?]{0,60}?\b(?:Secretary|Spokes\w+|Minister|President|Premier
    |Ambassador|Representative|Director|Commissioner|Chair\w*|Administrator|Envoy|Official)\b[^.!?]{0,60}""",
    re.VERBOSE,
)
JOINT = re.compile(r"\bJoint\s+(?:Press\s+)?(?:Statement|Communiqu[eé]|Declaration|Release)\b")
NEWS_OF_IT = re.compile(r"\b(?:issues?|issued|signs?|signed|releases?|adopts?|adopted|says?)\b")
AGREEMENT_TITLE = re.compile(
    r"(?:Memorand(?:um|a)\s+of|Agreement\s+(?:between|on|for)|Treaty\s+(?:between|on|of)|Protocol\s+(?:to|on)"
    r"|Convention\s+on|Charter)\b"
)
CLAUSE = re.compile(
    r"\b(?:the\s+(?:Contracting\s+)?(?:Parties|Participants|Signatories)\s+(?:shall|will|intend|commit|agree|undertake|may)"
    r"|(?:Pursuant\s+to|For\s+the\s+purposes\s+of)\s+this|Participants\s+(?:intend|commit|agree)"
    r"|this\s+(?:Agreement|Memorandum|Treaty|Protocol|Convention)\s+(?:shall|will|enters)|hereinafter|Article\s+\d+"
    r"|does\s+not\s+create\s+rights)\b",
    re.IGNORECASE,
)
OWN_VOICE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s(?=\s[a-z])|I(?=['’\s])|[Mm]y)\b(?!\.)")
STANCE = re.compile(
    r"""\b(?:welcomes|condemns|supports|stands|remains\ (?:committed|concerned|ready)|calls\ (?:on|for|upon)|urges
    |commends|reaffirms|congratulates|looks\ forward|expresses|deplores|applauds|regrets|reiterates|thanks|extends
    |rejects|appreciates)\b""",
    re.VERBOSE,
)
SIDES = re.compile(
    r"\b(?:(?:the|both)\s+(?:two\s+)?(?:sides|leaders|presidents|ministers|countries|parties|participants|governments|heads)"
    r"|we)\b",
    re.IGNORECASE,
)
OPINION = re.compile(r"\b(?:Opinion|Editorial|Commentary|Analysis|Op-?Ed|Column)\b")
QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
# What took place is told in a release as well, but not stated.
EVENT = re.compile(
    r"\b(?:met|held|hosted|phoned|telephoned|travell?ed|arrived|spoke|signed|signall?ed|convened|attended|participated|was\s+released"
    r"|were\s+represented|by\s+signing)\b"
)
# "-   **Tariffs:**  "
BOLD_LABEL = re.compile(r"(?:[-–•*]\s+)?(?:\*\*[^*\n]{1,80}\*\*:?)?\s*")
TITULAR = re.compile(
    r"(?:The\s)?(?P<body>(?:[A-Z][\w’'&-]*\s(?:(?:of|for|on|and|the)\s){0,2}){1,8}?"
    r"(?:Committee|Council|Commission|Forum|Group|Ministers|Leaders|Alliance|Union|Partnership|Quartet|Troika))['’]?\s"
    r"(?:Joint\s|Final\s|Closing\s)*(?:Statement|Communiqu[eé]|Declaration)\b"
)
# "Statement by the Press Secretary on Peru": whose statement it is, and what follows is no report
SPOKEN_BY_OFFICE = re.compile(
    r"Statement\s(?:by|from|of)\sthe\s(?P<office>(?:[A-Z]\w+\s){0,3}(?:Press\sSecretary|Spokes\w+|White\sHouse))"
    r"(?:\s(?:on|for|of|regarding)\s[^.!?]{1,120})?\Z"
)
PRESS_SECRETARY, WHITE_HOUSE = "Press Secretary", "white house"
# "Doe, Jane" alone on its line, as archives of parliaments head a release
INVERTED_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,\s[A-Z][a-z][\w'’-]*(?:\s[A-Z][\w.'’-]*)?")
CONTACT = re.compile(
    r"\bPhoto\s+by\b|\b(?:[Mm]edia|[Pp]ress)\s(?:[Cc]ontacts?|[Ii]nquiries|[Ee]nquiries)\b|©|\|[^|]*\|"
)
NAME_LINE = re.compile(r"[A-Z][A-Z .'’-]+[A-Z.]")
UPON_OTHERS = frozenset({"praise_thank", "request_appeal", "accuse_criticise", "reject_deny", "threaten"})
FORWARD = re.compile(r"\b(?:look(?:s|ing)?\s+forward|hopes?|confident)\b")


class Release(NamedTuple):
    """What kind of own text it is and who issues it (None for the text of an agreement)."""

    kind: Kind
    issuer: Speaker | None


def is_release(text: str, sentences: tuple[Sentence, ...]) -> bool:
    """Whether the text is a government's own release or message rather than a report about it."""
    return _release_kind(text, sentences) in ("statement", "joint")


def find_release(page: Page) -> Release | None:
    """The release that the page is, with its issuer; None for an ordinary report."""
    kind = _release_kind(page.text, page.sentences)
    if kind is None:
        return None
    return Release(kind, None if kind == "agreement" else _issuer(page))


def _release_kind(text: str, sentences: tuple[Sentence, ...]) -> Kind | None:
    head = _head_lines(text, sentences)
    bodies = [sentence.span.of(text) for sentence in sentences if sentence.kind == "body"]
    if not bodies or any(OPINION.search(line) for line in head):
        return None
    if (
        any(map(AGREEMENT_TITLE.match, head[:2]))
        and sum(len(CLAUSE.findall(words)) for words in bodies) >= FEWEST_CLAUSES
    ):
        return "agreement"
    own = sum(_speaks_itself(words) for words in bodies)
    if any(JOINT.search(line) and not NEWS_OF_IT.search(line) for line in head):
        own += sum(SIDES.search(words) is not None for words in bodies)
        return "joint" if own >= FEWEST_OWN_SENTENCES else None
    issued = any(ISSUED.search(line) or BYLINE.fullmatch(line) for line in head)
    titled = any(HEADING.match(line) or SPOKEN_BY_OFFICE.match(line) for line in head)
    fewest = 1 if titled else FEWEST_OWN_SENTENCES
    return "statement" if issued and own >= fewest else None


def _head_lines(text: str, sentences: tuple[Sentence, ...]) -> list[str]:
    lines = [
        " ".join(sentence.span.of(text).split())
        for sentence in sentences[:HEAD_SENTENCES]
        if sentence.kind in ("headline", "body") and sentence.span.end - sentence.span.start <= LONGEST_HEAD_LINE
    ]
    return [f"{above} {line}" if line.startswith("by ") else line for above, line in pairwise(["", *lines])]


def _speaks_itself(words: str) -> bool:
    unquoted = QUOTED.sub(" ", words)
    return OWN_VOICE.search(unquoted) is not None or STANCE.search(unquoted) is not None


def _issuer(page: Page) -> Speaker:
    """The person of the byline or signature, else the body that the head names, for the state whose stance it is."""
    head = [item.span for item in page.sentences[:HEAD_SENTENCES] if item.kind in ("headline", "body")]
    lines = [span for span in head if ISSUED.search(span.of(page.text)) or BYLINE.fullmatch(span.of(page.text))]
    lines += [span for span in head if span.of(page.text).startswith("by ")]
    bylines = [span for span in lines if BYLINE.fullmatch(span.of(page.text))]
    ends = (item.span for item in page.sentences[-SIGNATURE_SENTENCES:])
    signatures = [span for span in ends if NAME_LINE.fullmatch(span.of(page.text))]
    for line in [*bylines, *signatures, *lines, *_name_lines(page)]:
        for referent in page.referents_in(line):
            if referent.person is not None:
                words = referent.span.of(page.text)
                return Speaker(referent.person, None, referent.span, words, (), SURE, "release")
    if titled := _titular_body(page, head):
        return titled
    if archived := _archived_name(page, head):
        return archived
    if issuing_office := _issuing_office(page, head):
        return issuing_office
    actor = _own_actor(page)
    issuing = (span for span in lines if ISSUED.match(span.of(page.text)))
    office = next((span for span in issuing if not HEADING.match(span.of(page.text))), None)
    words = office.of(page.text) if office else actor.text if actor else ""
    return Speaker(None, actor, office, words, (), LIKELY, "release")


def _issuing_office(page: Page, head: list[Span]) -> Speaker | None:
    """The office of "Statement by the Press Secretary on Peru"; one without a state is the White House's."""
    for line in head:
        if (named := SPOKEN_BY_OFFICE.match(page.text, line.start, line.end)) is None:
            continue
        span = Span(named.start("office"), named.end("office"))
        actor = next(iter(page.actors_in(span)), None)
        if named["office"] == PRESS_SECRETARY:
            actor = next((item for item in page.actors if item.text.lower().endswith(WHITE_HOUSE)), actor)
        return Speaker(None, actor or _own_actor(page), span, named["office"], (), LIKELY, "release")
    return None


def _titular_body(page: Page, head: list[Span]) -> Speaker | None:
    """The body whose statement the heading names: "Black Sea Forum Steering Committee Joint Statement"."""
    for line in head:
        if named := TITULAR.match(page.text, line.start, line.end):
            span = Span(named.start("body"), named.end("body"))
            actor = next((item for item in page.actors_in(span) if item.span == span), None)
            return Speaker(None, actor, span, named["body"], (), LIKELY, "release")
    return None


def _archived_name(page: Page, head: list[Span]) -> Speaker | None:
    """The name above an archived release; the line below it, a party or an office, tells the state."""
    for line, below in pairwise(head):
        actor = next(iter(page.actors_in(below)), None)
        is_place = bool(page.actors_in(line))  # "Lima, Peru"
        if actor and not is_place and INVERTED_NAME.fullmatch(page.text, line.start, line.end):
            return Speaker(None, actor, line, line.of(page.text), (), LIKELY, "release")
    return None


def _name_lines(page: Page) -> list[Span]:
    """Lines at the head that hold nothing but a person's name, as a byline does."""
    heads = [item.span for item in page.sentences[:HEAD_SENTENCES] if item.kind == "headline"]
    names = {mention.span for person in page.persons for mention in person.mentions}
    return [span for span in heads if span in names]


def _own_actor(page: Page) -> ActorMention | None:
    """The state whose stance the release takes, else the one most often named."""
    for sentence in page.bodies:
        subject = main_subject(page, sentence.span)
        if subject and subject.referents[0].actor and STANCE.match(page.text, subject.span.end + 1):
            return subject.referents[0].actor
    named = [actor for actor in page.actors if actor.form != "demonym"]
    codes = Counter(actor.code for actor in named).most_common(1)
    return next((actor for actor in named if actor.code == codes[0][0]), None)


def release_claims(page: Page, issuer: Speaker, reported: list[Claim], *, joint: bool) -> list[Claim]:
    """The issuer's statements, runs of sentences of one paragraph and stance; reported speech stays its speaker's."""
    held = {position for claim in reported for position in range(claim.sentence, claim.last_sentence + 1)}
    stating = [i for i, sentence in enumerate(page.bodies) if i not in held and _states(page, sentence)]
    runs = _runs(page, stating, [""] * len(stating) if joint else _stances(page, stating))
    claims = [_run_claim(page, issuer, run, joint=joint) for run in runs]
    return sorted([*reported, *claims], key=lambda claim: claim.content.start)


def _states(page: Page, sentence: Sentence) -> bool:
    """Whether the sentence says more than that something took place."""
    words = sentence.span.of(page.text)
    if len(words.split()) < FEWEST_WORDS or words.endswith(":") or ISSUED.search(words) or CONTACT.search(words):
        return False
    return not EVENT.search(words) or OWN_VOICE.search(words) is not None


def _stances(page: Page, stating: list[int]) -> list[str]:
    """Each sentence's act where it is one upon somebody, else ""; what stands between two alike belongs to them."""
    stances = [_stance(page.bodies[i].span.of(page.text)) for i in stating]
    for k in range(1, len(stating) - 1):
        near = all(_same_paragraph(page, stating[k], stating[j]) for j in (k - 1, k + 1))
        if near and stances[k - 1] and stances[k - 1] == stances[k + 1]:
            stances[k] = stances[k - 1]
    return stances


def _stance(words: str) -> str:
    act = speech_act("", words)
    return act if act in UPON_OTHERS or (act == "optimism" and FORWARD.search(words)) else ""


def _runs(page: Page, stating: list[int], stances: list[str]) -> list[list[int]]:
    runs: list[list[int]] = []
    last = None
    for i, stance in zip(stating, stances, strict=True):
        if last == (i - 1, stance) and _same_paragraph(page, i - 1, i):
            runs[-1].append(i)
        else:
            runs.append([i])
        last = (i, stance)
    return runs


def _same_paragraph(page: Page, one: int, other: int) -> bool:
    return page.bodies[one].paragraph == page.bodies[other].paragraph


def _run_claim(page: Page, issuer: Speaker, run: list[int], *, joint: bool) -> Claim:
    first, last = page.bodies[run[0]].span, page.bodies[run[-1]].span
    label = BOLD_LABEL.match(page.text, first.start, first.end)
    start = label.end() if label else first.start
    subject = main_subject(page, Span(start, first.end)) if joint else None
    named = [item for item in subject.referents if item.kind in ("person", "actor")] if subject else []
    speaker = _joint_speaker(page, named) if len(named) > 1 else issuer
    return Claim(speaker, [], Span(start, last.end), [], run[0], run[-1])


def _joint_speaker(page: Page, referents: list[Referent]) -> Speaker:
    first, span = referents[0], Span(referents[0].span.start, referents[-1].span.end)
    others = tuple(item.person for item in referents[1:] if item.person is not None)
    return Speaker(first.person, first.actor, span, span.of(page.text), others, SURE, "joint")
