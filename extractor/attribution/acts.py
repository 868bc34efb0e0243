"""The speech act of a statement: what its cue suggests, corrected by what is said.

"Said" reports thanks as readily as a threat, so a plain cue yields to the words of the content; a cue that names its
act ("condemned") stands. The words are data (`extractor/data/act_words.tsv`), in the order in which they are tried: of
two acts the rarer one, whose words are seldom used otherwise, comes first, and what is left when somebody who can
promise "will" do something is a promise.
"""

import re
from itertools import groupby
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


# Who can promise: "we", "his country", a name that is no instrument's; `{agent}` in the table.
AGENT = r"""(?:(?:we|I|he|she|they|(?:my|our|his|her|its|their|the|both|all)\s+(?:[\w'’-]+\s+){0,3}?
    (?:country|countries|governments?|ministry|sides?|nations?|army|navy|navies|military|forces|troops|administration
    |presidency|delegation|parties|states|leaders|ministers|presidents|kingdom|republic|bloc|union)
  |\A[Ii]t(?=\s+(?:will|would|shall)\s+(?!take|cost|help|make|bring|mean|lead|create|happen|work|remain|come|go|end)))
  |(?-i:(?!(?:Agreement|Deal|Treaty|Accord|Project|Pact|Memorandum|Plan|Initiative|Summit|Visit|Talks|Forum|Corridor
    |Protocol|Council|This|That|It|There|Which|Who|What|These|Those)\b)[A-Z][\w’'-]+))"""


def _words() -> tuple[tuple[SpeechAct, re.Pattern[str]], ...]:
    """Each run of rows of one act as one pattern."""
    agent = re.sub(r"\n\s+", "", AGENT)
    return tuple(
        (
            cast(SpeechAct, act),
            re.compile(rf"\b(?:{'|'.join(row[1] for row in rows)})\b".replace("{agent}", agent), re.I),
        )
        for act, rows in groupby(read_rows("act_words.tsv"), key=lambda row: row[0])
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
