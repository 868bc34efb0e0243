"""An article's text cut at the edges of all evidence, each piece knowing whose evidence it is."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.evaluate.explain import Explained, Side
from extractor.spans import Span


def mark_passages(text: str, items: Sequence[Explained]) -> list[dict[str, str]]:
    """Pieces that make up the text in order: words, whose evidence they are (gold, given, both, or none), and names."""
    gold = [cited for item in items for cited in _cited(text, item.gold)]
    given = [cited for item in items for cited in _cited(text, item.given)]
    edges = sorted({0, len(text), *(edge for span, _ in (*gold, *given) for edge in span)})
    pieces = []
    for start, end in pairwise(edges):
        piece = Span(start, end)
        wanted, offered = (sorted({n for span, n in side if span.covers(piece)}) for side in (gold, given))
        mark = "both" if wanted and offered else "gold" if wanted else "given" if offered else ""
        pieces.append({"text": piece.of(text), "mark": mark, "names": ", ".join((*wanted, *offered))})
    return pieces


def _cited(text: str, side: Side | None) -> Iterator[tuple[Span, str]]:
    """Where the record's passages stand; one that is not verbatim is left out, one that recurs marked once."""
    for passage in side.record.evidence if side else ():
        start = text.find(passage)
        if start >= 0:
            yield Span(start, start + len(passage)), side.name if side else ""
