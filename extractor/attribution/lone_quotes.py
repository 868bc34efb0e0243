"""Quotations without a cue of their own: whose they are shows from the sentence around or before.

A paragraph that is nothing but a quotation belongs to whom the paragraph before was about ("The envoy, Jane Doe,
discussed the plan."), as papers print it; and a sentence that begins 'X said in Rome' behind a full stop and closing
marks tells whose the words before it were.
"""

from extractor.attribution.claims import Claim
from extractor.attribution.memory import Speaker
from extractor.attribution.page import Page
from extractor.attribution.pronouns import GUESSED
from extractor.attribution.referents import Referent
from extractor.attribution.subjects import FINITE, main_subject
from extractor.mentions import Quote
from extractor.spans import Span

FEWEST_WORDS = 8


def with_lone_quotes(page: Page, claims: list[Claim]) -> list[Claim]:
    """The claims with those of quotations that fill a paragraph and that nobody has claimed, in document order."""
    taken = [claim.content for claim in claims]
    found = [
        claim
        for quote in page.speech
        if page.bodies and not any(span.overlaps(quote.span) for span in taken) and (claim := _introduced(page, quote))
    ]
    return sorted([*claims, *found], key=lambda claim: claim.content.start)


def _introduced(page: Page, quote: Quote) -> Claim | None:
    """The claim of whoever the paragraph before the quotation is about, None where it does not stand alone."""
    words = quote.inner.of(page.text)
    first, last = page.position_at(quote.span.start + 1), page.position_at(quote.span.end)
    begins = page.bodies[first].span.start == quote.span.start and first > 0
    ends = page.bodies[last].span.end <= quote.span.end + 1
    if not (quote.closed and begins and ends and len(words.split()) >= FEWEST_WORDS):
        return None
    before, own, after = page.bodies[first - 1], page.bodies[first].paragraph, page.bodies[last + 1 : last + 2]
    if before.paragraph == own or (after and after[0].paragraph == own) or page.quotes_in(before.span):
        return None
    subject = main_subject(page, before.span)
    referent = _named(page, before.span, subject.referents[0]) if subject and len(subject.referents) == 1 else None
    if referent is None or referent.person is None:
        return None
    spoken = referent.span.of(page.text)
    speaker = Speaker(referent.person, None, referent.span, spoken, (), GUESSED, "same subject")
    return Claim(speaker, [], Span(*quote.span), [], first, last)


def _named(page: Page, sentence: Span, subject: Referent) -> Referent:
    """The person of "the head of the aid agency, Jane Doe, discussed": the name set off before the verb."""
    if subject.kind != "office":
        return subject
    for item in page.referents_in(Span(subject.span.end, sentence.end)):
        between = page.text[subject.span.end : item.span.start]
        if item.person is not None:
            return item if between.endswith(", ") and not FINITE.search(between) else subject
    return subject
