"""The speech act of a statement: what its cue suggests, corrected by what is said.

"Said" reports thanks as readily as a threat, so a plain cue yields to the words of the content; a cue that names its act
("condemned") stands. The order of the tests is the order of how rarely their words are used otherwise.
"""

import re
from typing import cast

from schemas.vocabulary import SpeechAct

TRANSMITS = re.compile(
    r"\b(?:pleased|honou?red|proud|happy)\s+to\s+(?:transmit|announce|inform|submit|report|present|confirm|declare|notify)\b"
)
WORDS: tuple[tuple[SpeechAct, re.Pattern[str]], ...] = (
    (
        "threaten",
        re.compile(
            r"\b(?:will\s+(?:face|regret|pay|respond\s+(?:decisively|firmly|harshly|with)|retaliate|be\s+met\s+with)|retaliat\w+"
            r"|consequences\s+(?:for|if|will)|(?:crushing|harsh|decisive|firm)\s+(?:response|reply)|all\s+options|heavy\s+price)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "praise_thank",
        re.compile(
            r"\b(?:thank\w*|grateful|gratitude|congratulat\w+|commend\w*|applaud\w*|appreciat\w+|we\s+(?:warmly\s+)?welcome"
            r"|(?:is|am|are|was|were)\s+(?:\w+\s+)?(?:proud|pleased|delighted|glad|happy|honou?red|relieved)|condolences|salute[sd]?"
            r"|welcomes|pray\s+for|sincere\s+wishes|best\s+wishes|tribute)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "accuse_criticise",
        re.compile(
            r"\b(?:condemn\w*|aggression|unacceptable|illegal\w*|violat\w+|criminal|crimes?|brutal|terrorist\s+acts|meddl\w+"
            r"|interventionist|interfer\w+|destabili[sz]\w+|hypocri\w+|shameful|weaponi[sz]\w+|(?:particularly|deeply|gravely"
            r"|seriously)\s+concerned|concerned\s+about|disapproval|critical\s+(?:of|towards)|don['’]t\s+like|failed\s+to|blame\w*"
            r"|unjust\w*|irresponsible|provocat\w+|unprecedented\s+and\s+absurd|bull(?:y|ies|ying)|too\s+hard|atrocit\w+|sabotag\w+)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "reject_deny",
        re.compile(
            r"\b(?:reject\w*|den(?:y|ies|ied)|ruled?\s+out|will\s+never|never\s+accept|not\s+(?:be\s+)?(?:prepared|willing|ready)\s+to"
            r"|no\s+(?:plans?|intention|truth|basis)|baseless|unfounded|(?:we|he|she|they)\s+refuses?|was\s+not\s+aimed|nothing\s+to\s+do\s+with"
            r"|not\s+(?:recogni[sz]e|accept|agree|negotiable))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "optimism",
        re.compile(
            r"\b(?:hopes?|hoped|hopeful|hoping|optimis\w+|confident|confidence|look(?:s|ed|ing)?\s+forward|expect(?:s|ed)?\s+to\s+see"
            r"|bright\s+(?:future|prospects?)|pave\s+the\s+way|(?:will|would)\s+(?:definitely\s+)?(?:improve|deepen|strengthen|bolster"
            r"|boost|increase|provide\s+an?\s+opportunity|open|help|contribute|benefit|lead\s+to|enhance)|new\s+chapter|positive\s+step"
            r"|only\s+a\s+matter\s+of\s+time|promising)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "request_appeal",
        re.compile(
            r"\b(?:must|should|ought\s+to|needs?\s+to|urg(?:e|es|ed|ing)|calls?\s+(?:on|for|upon)|called\s+(?:on|for|upon)|demand\w*"
            r"|appeal\w*|let\s+us|asks?|we\s+(?:expect|request|invite)|seeks?\s+\S+\s+support|necessity\s+of|need\s+(?:to|for)|required\s+to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "commit_offer",
        re.compile(
            r"\b(?:ready\s+to|readiness|willing(?:ness)?|prepared\s+to|(?:is|are|am|remains?|be)\s+(?:\w+\s+)?committed|commitment\s+to|pledg\w+|determined\s+to|stands?\s+ready"
            r"|we\s+(?:will|shall)|I\s+(?:will|shall)|we['’]ll|I['’]ll|would\s+(?:put|provide|offer|supply|hold|support|continue)"
            r"|desire\s+to|will\s+to\s+\w+|continue\s+(?:our|its|their)\s+efforts|offer(?:s|ed)?\s+to|invit(?:ed|ation)"
            r"|to\s+provide\s+it\s+with)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "announce_action",
        re.compile(
            r"\b(?:(?:he|she|they|we|I|[A-Z]\w+)\s+(?:will|would)\s+(?!be\s+able|not\b|help\b|have\s+to)\w+|(?:are|is)\s+(?:going|set|due|scheduled"
            r"|planning)\s+to|plans?\s+to|(?:has|have|had)\s+(?:signed|been\s+(?:postponed|signed|cancelled|agreed|extended))|(?:we|I|he|she)\s+announced?"
            r"|(?:was|were)\s+signed|will\s+(?:travel|visit|sign|hold|begin|start|send|attend|host|remain))\b"
        ),
    ),
)
WEIGHED_WORDS = 60
FIRST_SENTENCE = re.compile(r"(?<=[a-z][.!?])[\"”’]?\s")
# Acts that their cue alone decides; the others yield to the content.
DECIDED = frozenset({"praise_thank", "accuse_criticise", "threaten", "request_appeal", "reject_deny", "optimism"})


def speech_act(suggested: str, content: str) -> SpeechAct:
    """The act of a statement whose cue suggests one (empty for no cue); only the content's beginning is weighed."""
    if TRANSMITS.search(content[:200]):
        return "announce_action"
    if suggested in DECIDED:
        return cast(SpeechAct, suggested)
    beginning = " ".join(content.split()[:WEIGHED_WORDS])
    said = next((act for act, words in WORDS if words.search(_weighed(act, beginning))), None)
    if suggested == "announce_action":
        return said if said in ("commit_offer", "praise_thank", "optimism") else "announce_action"
    return "commit_offer" if suggested == "commit_offer" else said or "assert"


def _weighed(act: SpeechAct, beginning: str) -> str:
    """An appeal is made at once: a "must" in a later sentence is part of an argument."""
    return FIRST_SENTENCE.split(beginning, maxsplit=1)[0] if act == "request_appeal" else beginning
