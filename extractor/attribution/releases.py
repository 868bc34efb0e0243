"""A government's own texts: releases, messages, remarks, joint statements, and the texts of agreements.

There the sentences carry no cue, for the whole page is the statement of whoever issues it (codebook 2a). A page counts
as such when its head says so (a byline with an office, "Statement by", "To the Congress") and its own voice speaks in
it: "we", "our", or a state that welcomes or condemns. An agreement's own text speaks too, but states nothing.
"""

import re
from collections import Counter
from typing import Literal, NamedTuple

from extractor.attribution.acts import speech_act
from extractor.attribution.claims import Claim
from extractor.attribution.page import Page
from extractor.attribution.speakers import SURE, Speaker
from extractor.attribution.subjects import main_subject
from extractor.mentions import Sentence
from extractor.spans import Span

Kind = Literal["statement", "joint", "agreement"]

HEAD_SENTENCES = 8
LONGEST_HEAD_LINE = 320
ISSUED = re.compile(
    r"""(?:\A|\b)(?:Office\ of\ the\ (?:Spokes\w+|Press\ Secretary)|Media\ Note|Press\ (?:Statement|Release)|(?:Joint\ )?Statement\ (?:by|of|from|on)
    |Statement\ (?:attributable|delivered)|FOR\ IMMEDIATE\ RELEASE|(?:Opening\ |Closing\ )?Remarks\ (?:by|of|at|to)|(?:A\ )?Message\ (?:by|from|of|to)
    |Comment\ by|(?:Address|Speech|Declaration|Proclamation)\ (?:by|of)|Spokesperson['’]?s?\ (?:Statement|Comment)|(?:Press\ )?Communiqu[eé]
    |(?:is|are)\ attributable\ to|issued\ the\ following\ statement|statement\ was\ (?:released|issued)\ by|TO\ THE\ (?:CONGRESS|HOUSE|SENATE|SPEAKER))\b""",
    re.VERBOSE,
)
# "Jane Doe, Secretary of State"
BYLINE = re.compile(
    r"""[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,4},\s(?=[A-Z])[^.!?]{0,60}?\b(?:Secretary|Spokes\w+|Minister|President|Premier|Ambassador
    |Representative|Director|Commissioner|Chair\w*|Administrator|Envoy|Official)\b[^.!?]{0,60}""",
    re.VERBOSE,
)
JOINT = re.compile(r"\bJoint\s+(?:Press\s+)?(?:Statement|Communiqu[eé]|Declaration|Release)\b")
NEWS_OF_IT = re.compile(r"\b(?:issues?|issued|signs?|signed|releases?|adopts?|adopted|says?)\b")
AGREEMENT_TITLE = re.compile(
    r"(?:Memorand(?:um|a)\s+of|Agreement\s+(?:between|on|for)|Treaty\s+(?:between|on|of)|Protocol\s+(?:to|on)|Convention\s+on|Charter)\b"
)
CLAUSE = re.compile(
    r"\b(?:the\s+(?:Contracting\s+)?(?:Parties|Participants|Signatories)\s+(?:shall|will|intend|commit|agree|undertake|may)"
    r"|(?:Pursuant\s+to|For\s+the\s+purposes\s+of)\s+this|Participants\s+(?:intend|commit|agree)|this\s+(?:Agreement|Memorandum|Treaty"
    r"|Protocol|Convention)\s+(?:shall|will|enters)|hereinafter|Article\s+\d+|does\s+not\s+create\s+rights)\b",
    re.IGNORECASE,
)
OWN_VOICE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s(?=\s[a-z])|I(?=['’\s])|[Mm]y)\b(?!\.)")
STANCE = re.compile(
    r"""\b(?:welcomes|condemns|supports|stands|remains\ (?:committed|concerned|ready)|calls\ (?:on|for|upon)|urges|commends|reaffirms
    |congratulates|looks\ forward|expresses|deplores|applauds|regrets|reiterates|thanks|extends|rejects|appreciates)\b""",
    re.VERBOSE,
)
SIDES = re.compile(
    r"\b(?:(?:the|both)\s+(?:two\s+)?(?:sides|leaders|presidents|ministers|countries|parties|participants|governments|heads)|we)\b",
    re.IGNORECASE,
)
OPINION = re.compile(r"\b(?:Opinion|Editorial|Commentary|Analysis|Op-?Ed|Column)\b")
EVENT = re.compile(
    r"\b(?:met|held|hosted|travell?ed|arrived|spoke|signed|convened|attended|participated|was\s+released|were\s+represented)\b"
    r"|\bsignaled\b|\bby\s+signing\b"
)
BOLD_LABEL = re.compile(r"(?:[-–•*]\s+)?(?:\*\*[^*\n]{1,80}\*\*:?\s*)?")
UPON_OTHERS = frozenset({"praise_thank", "request_appeal", "accuse_criticise", "reject_deny", "threaten"})
FORWARD = re.compile(r"\b(?:look(?:s|ing)?\s+forward|hopes?|confident)\b")
NAME_LINE = re.compile(r"[A-Z][A-Z .'’-]+[A-Z.]")


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
    head = [line for line in _head_lines(text, sentences)]
    bodies = [sentence.span.of(text) for sentence in sentences if sentence.kind == "body"]
    if not bodies or any(OPINION.search(line) for line in head):
        return None
    if (
        any(AGREEMENT_TITLE.match(line) for line in head[:2])
        and sum(len(CLAUSE.findall(words)) for words in bodies) >= 3
    ):
        return "agreement"
    voice = sum(bool(OWN_VOICE.search(words) or STANCE.search(words)) for words in map(_unquoted, bodies))
    if any(JOINT.search(line) and not NEWS_OF_IT.search(line) for line in head):
        sides = voice + sum(bool(SIDES.search(words)) for words in bodies)
        return "joint" if sides >= 2 else None
    issued = any(ISSUED.search(line) or BYLINE.fullmatch(line) for line in head)
    return "statement" if issued and voice >= 2 else None


def _head_lines(text: str, sentences: tuple[Sentence, ...]) -> list[str]:
    return [
        " ".join(sentence.span.of(text).split())
        for sentence in sentences[:HEAD_SENTENCES]
        if sentence.span.end - sentence.span.start <= LONGEST_HEAD_LINE and sentence.kind in ("headline", "body")
    ]


def _unquoted(words: str) -> str:
    return re.sub(r"[\"“][^\"“”]*[\"”]", " ", words)


def _issuer(page: Page) -> Speaker:
    head = page.sentences[:HEAD_SENTENCES]
    signature = [item for item in page.sentences[-6:] if NAME_LINE.fullmatch(item.span.of(page.text))]
    lines = [item for item in head if item.kind == "headline" or ISSUED.search(item.span.of(page.text))]
    for line in [*(item for item in lines if BYLINE.fullmatch(item.span.of(page.text))), *signature, *lines]:
        for referent in page.referents_in(line.span):
            if referent.person is not None:
                return Speaker(referent.person, None, referent.span, referent.span.of(page.text), (), SURE, "release")
    office = next((item for item in lines if ISSUED.match(item.span.of(page.text))), None)
    actor = _own_actor(page)
    words = office.span.of(page.text) if office else actor.text if actor else "release"
    return Speaker(None, actor, office.span if office else None, words, (), 0.8, "release")


def _own_actor(page: Page):
    """The state whose stance the release takes, else the one most often named."""
    for sentence in page.bodies:
        subject = main_subject(page, sentence.span)
        if subject and subject.referents[0].actor and STANCE.match(page.text, subject.span.end + 1):
            return subject.referents[0].actor
    named = [actor for actor in page.actors if actor.form != "demonym"]
    if not named:
        return None
    code, _ = Counter(actor.code for actor in named).most_common(1)[0]
    return next(actor for actor in named if actor.code == code)


def release_claims(page: Page, release: Release, reported: list[Claim]) -> list[Claim]:
    """The statements of the issuer, by runs of sentences of one paragraph and one act; reported speech stays its own."""
    if release.issuer is None:
        return []
    held = {position for claim in reported for position in range(claim.sentence, claim.last_sentence + 1)}
    runs = _runs(page, held, whole=release.kind == "joint")
    claims = [_run_claim(page, release, run) for run in runs]
    return sorted([*reported, *claims], key=lambda claim: claim.content.start)


def _runs(page: Page, held: set[int], *, whole: bool) -> list[list[int]]:
    """Positions of the sentences that state something, in runs of one paragraph and, unless `whole`, one stance."""
    stating = [i for i, sentence in enumerate(page.bodies) if i not in held and _states(page, sentence)]
    acts = {i: "" if whole else _stance(page.bodies[i].span.of(page.text)) for i in stating}
    _smooth(page, stating, acts)
    runs: list[list[int]] = []
    for i in stating:
        last = runs[-1][-1] if runs else None
        if last is not None and last == i - 1 and acts[last] == acts[i] and _same_paragraph(page, last, i):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _stance(words: str) -> str:
    """The act where it is one upon somebody, empty for positions of any other kind: those go on within a paragraph."""
    act = speech_act("", words)
    return act if act in UPON_OTHERS or (act == "optimism" and FORWARD.search(words)) else ""


def _smooth(page: Page, stating: list[int], acts: dict[int, str]) -> None:
    """A sentence between two of one act in its paragraph belongs to them."""
    for before, i, after in zip(stating, stating[1:], stating[2:], strict=False):
        if (
            acts[before]
            and acts[before] == acts[after]
            and _same_paragraph(page, before, i)
            and _same_paragraph(page, i, after)
        ):
            acts[i] = acts[before]


def _same_paragraph(page: Page, one: int, other: int) -> bool:
    return page.bodies[one].paragraph == page.bodies[other].paragraph


def _states(page: Page, sentence: Sentence) -> bool:
    """Whether the sentence says more than that something took place."""
    words = sentence.span.of(page.text)
    if words.count(" ") < 5 or words.endswith(":") or ISSUED.search(words):
        return False
    return not EVENT.search(words) or OWN_VOICE.search(words) is not None


def _run_claim(page: Page, release: Release, run: list[int]) -> Claim:
    first, last = page.bodies[run[0]].span, page.bodies[run[-1]].span
    label = BOLD_LABEL.match(page.text, first.start, first.end)
    start = label.end() if label else first.start
    while page.text[start].isspace():
        start += 1
    speaker = release.issuer
    if release.kind == "joint" and (subject := main_subject(page, Span(start, first.end))):
        joint = [item for item in subject.referents if item.kind in ("person", "actor")]
        speaker = _joint_speaker(page, joint, subject.span) if len(joint) > 1 else speaker
    return Claim(speaker, [], Span(start, last.end), [], run[0], run[-1])


def _joint_speaker(page: Page, referents, span: Span) -> Speaker:
    first = referents[0]
    others = tuple(item.person for item in referents[1:] if item.person is not None)
    return Speaker(first.person, first.actor, span, span.of(page.text), others, SURE, "joint")
