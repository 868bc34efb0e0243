"""The speech act of a statement: what its cue suggests, corrected by what is said.

"Said" reports thanks as readily as a threat, so a plain cue yields to the words of the content; a cue that names its
act ("condemned") stands. The words are data (`extractor/data/act_words.tsv`), in the order in which they are tried: of
two acts the rarer one, whose words are seldom used otherwise, comes first.
"""

import re
from typing import cast

from extractor.rules.tables import read_rows
from schemas.vocabulary import SpeechAct

# Acts that their cue alone decides; the others yield to the content.
DECIDED = frozenset({"praise_thank", "accuse_criticise", "threaten", "request_appeal", "reject_deny", "optimism"})
# "I am pleased to announce" is no praise.
TRANSMITS = re.compile(
    r"\b(?:pleased|honou?red|proud|happy)\s+to"
    r"\s+(?:transmit|announce|inform|submit|report|present|confirm|declare|notify)\b"
)
FIRST_SENTENCE = re.compile(r"(?<=[a-z][.!?])[\"”’]?\s")
# A long quotation's act is that of its beginning; what follows argues for it.
WEIGHED_WORDS = 60


def _words() -> tuple[tuple[SpeechAct, re.Pattern[str]], ...]:
    patterns: dict[str, list[str]] = {}
    for act, pattern in read_rows("act_words.tsv"):
        patterns.setdefault(act, []).append(pattern)
    return tuple(
        (cast(SpeechAct, act), re.compile(rf"\b(?:{'|'.join(found)})\b", re.IGNORECASE))
        for act, found in patterns.items()
    )


WORDS = _words()


def speech_act(suggested: str, content: str) -> SpeechAct:
    """The act of a statement whose cue suggests one (empty for no cue); only the content's beginning is weighed."""
    beginning = " ".join(content.split(maxsplit=WEIGHED_WORDS)[:WEIGHED_WORDS])
    if TRANSMITS.search(beginning):
        return "announce_action"
    if suggested in DECIDED or suggested == "commit_offer":
        return cast(SpeechAct, suggested)
    said = next((act for act, words in WORDS if words.search(_weighed(act, beginning))), None)
    if suggested == "announce_action":
        return said if said in ("commit_offer", "praise_thank", "optimism") else "announce_action"
    return said or "assert"


def _weighed(act: SpeechAct, beginning: str) -> str:
    """An appeal is made at once: a "must" in a later sentence is part of an argument."""
    return FIRST_SENTENCE.split(beginning, maxsplit=1)[0] if act == "request_appeal" else beginning
