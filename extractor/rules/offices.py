"""Offices."""

from collections.abc import Sequence

from extractor.mentions import ActorMention
from extractor.rules.marked import mark
from extractor.rules.title_phrases import Office, find_titles


def find_offices(text: str, *, actors: Sequence[ActorMention]) -> tuple[Office, ...]:
    """Every office that the text names, with or without its holder's name, in order.

    Bare words in lower case ("head of", "as minister") are left out: they point to nobody.
    """
    titles = find_titles(mark(text, actors))
    return tuple(t.office for t in titles if t.office is not None and (t.capital or t.office.definite))
