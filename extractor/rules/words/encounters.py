"""Words that are an encounter only behind certain others: parliaments sit in sessions, speakers have audiences."""

import re
from typing import Final

HELD: Final = re.compile(
    r"\b(?:h[eo]ld(?:s|ing)?|conclud\w+|end(?:s|ed)|wrap(?:s|ped)\s+up|open(?:s|ed)|conven\w+|their|attend\w*|clos(?:es|ed)|resum\w+|after|following"
    r"|(?:one|two|three|four|\d)-day|day-long|closed-door|joint|emergency|extraordinary|working|bilateral|ministerial|\d+(?:st|nd|rd|th)"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+(?:teenth|tieth))\s+(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
GRANTED: Final = re.compile(
    r"\b(?:ha[ds]|have|having|grant\w*|giv\w+|gave|receiv\w+\s+in|private|royal|papal|sought|request\w*)\s+(?:[\w-]+\s+){0,5}$",
    re.IGNORECASE,
)
# "Is due to see his counterpart": in no other tense is that said of an appointment.
DUE: Final = re.compile(
    r"\b(?:will|(?:due|set|scheduled|slated|expected|planned)\s+to)\s+(?:also\s+|then\s+)?$", re.IGNORECASE
)
WILL: Final = re.compile(r"\b(?:will|would|to)\s+(?:also\s+)?$", re.IGNORECASE)
SAT: Final = re.compile(
    r"\b(?:sat|sit(?:s|ting)?|met|meet\w*|came|come|coming|talk\w*|brought|bring\w*)\s+(?:down\s+|together\s+)?$",
    re.IGNORECASE,
)
# Event word -> what must stand before it.
ONLY_AFTER: Final = {
    **dict.fromkeys(
        ("session", "sessions", "dialogue", "dialogues", "plenary", "contacts", "retreat", "retreats"), HELD
    ),
    **dict.fromkeys(("audience", "audience by", "audience to"), GRANTED),
    "face to face": SAT,
    "welcome": WILL,
    "see": DUE,
}
