"""Finding quoted words in an article when they were copied imperfectly.

Models and people copy with other quotation marks, dashes, line breaks or accents composed differently. Such a passage
is still the article's; one with another word is not. So both texts are folded character by character, with a map back
to the raw offsets, and searched exactly.
"""

import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from extractor.spans import Span

_FOLD = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "\u00ad": None}
)
# Below this similarity (0-100, by characters) a passage is not the one that was meant; a changed word in a sentence of
# twenty costs about five points.
NEAR_ENOUGH = 90.0


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in folded form, and for every folded character the raw offset it came from."""
    out: list[str] = []
    offsets: list[int] = []
    space = True
    for index, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char).translate(_FOLD):
            if unicodedata.combining(part):
                continue
            if part.isspace():
                if not space:
                    out.append(" ")
                    offsets.append(index)
                space = True
                continue
            lowered = part.lower()
            out.append(lowered[0])
            offsets.append(index)
            space = False
    return "".join(out), tuple(offsets)


def find_words(text: str, words: str, *, start: int = 0) -> Span | None:
    """Where `words` stand in `text` from `start` on, marks, white space, case and accents aside; None if nowhere."""
    folded, offsets = _folded(text)
    wanted = _folded(words)[0].strip()
    if not wanted:
        return None
    at = folded.find(wanted)
    while at != -1 and offsets[at] < start:
        at = folded.find(wanted, at + 1)
    return None if at == -1 else Span(offsets[at], offsets[at + len(wanted) - 1] + 1)


def find_nearest(text: str, words: str) -> Span | None:
    """The passage most like `words`, if it is near enough to have been meant; exact passages first."""
    exact = find_words(text, words)
    if exact or not words.strip():
        return exact
    folded, offsets = _folded(text)
    wanted = _folded(words)[0].strip()
    best = fuzz.partial_ratio_alignment(wanted, folded, score_cutoff=NEAR_ENOUGH)
    if best is None or best.dest_end <= best.dest_start:
        return None
    return Span(offsets[best.dest_start], offsets[best.dest_end - 1] + 1)
