"""Whole quotations: speech that runs over several paragraphs, each of which opens its marks again.

Content that begins or ends inside a quotation is widened to all of it, for no one quotes half of what stands in marks.
"""

from extractor.attribution.page import Page
from extractor.spans import Span

# Blank lines between the paragraphs of one quotation.
SERIES_GAP = 8


def _first_of_series(page: Page, start: int) -> int:
    """Back to the first of the paragraphs that each opened the quotation and did not close it."""
    while before := page.quotes_in(Span(max(0, start - SERIES_GAP), start)):
        last = before[-1]
        if (
            last.closed
            or last.span.start >= start
            or page.text[last.span.end : start].strip()
            or page.quote_at(start + 1) is None
        ):
            break
        start = last.span.start
    return start


def around_quotes(page: Page, content: Span) -> Span:
    """The content with every quotation at its edges whole, through re-opened paragraphs."""
    start, end = content
    if opening := page.quote_at(start):
        start = opening.span.start
    start = _first_of_series(page, start)
    while end > start and (closing := page.quote_at(end)):
        end = closing.span.end
        following = page.quotes_in(Span(end, min(len(page.text), end + 8)))
        if closing.closed or not following or page.text[end : following[0].span.start].strip():
            break
        end = following[0].span.end - 1
    return Span(start, end)
