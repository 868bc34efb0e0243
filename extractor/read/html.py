"""The article in a web page, by trafilatura, without the words that no reader of the page sees.

trafilatura keeps some hidden elements and, where it finds little, falls back to all the text of the page; text meant
for the model alone would come in that way. So hidden elements are cut before it looks. Text hidden by a style sheet, or
white on white, is not recognised.

The publication date is looked for in the page's head and its JSON-LD only: the wider search of the library takes any
date it meets, which may be that of the event.
"""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from extractor.errors import InputError
from extractor.read.clean import clean
from extractor.read.limits import MAX_HTML_TAGS

_STYLE = "translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ \t\r\n', 'abcdefghijklmnopqrstuvwxyz')"
_CLASS = "concat(' ', normalize-space(@class), ' ')"
HIDDEN = [
    "//*[@hidden or @aria-hidden='true']",
    f"//*[contains({_STYLE}, 'display:none') or contains({_STYLE}, 'visibility:hidden')]",
    # "font-size:0" and "opacity:0" but not "opacity:0.9"
    f"//*[contains(concat(translate({_STYLE}, '!', ';'), ';'), 'font-size:0;') or contains({_STYLE}, 'font-size:0px')]",
    f"//*[contains(concat(translate({_STYLE}, '!', ';'), ';'), 'opacity:0;')]",
    "//*[" + " or ".join(f"contains({_CLASS}, ' {name} ')" for name in ("sr-only", "visually-hidden")) + "]",
    f"//*[contains({_CLASS}, ' screen-reader-text ')]",
    "//template | //noscript | //script | //style | //dialog[not(@open)]",
]
# A fixed end keeps the result the same whatever the clock says.
DATE_SEARCH: dict[str, Any] = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of its article; `published` is `YYYY-MM-DD`."""

    text: str
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None


def read_page(source: str) -> Page:
    """Extract the article of an HTML page.

    Raises InputError `empty` where no article is found, `too_long` for a page with too many tags and `html` where the
    HTML reader is not installed as a whole.
    """
    if (tags := source.count("<")) > MAX_HTML_TAGS:
        message = f"{tags:,} tags are more than the {MAX_HTML_TAGS:,} allowed; save its text as .txt"
        raise InputError(message, code="too_long")
    try:
        # Imported late: it takes longer than reading a thousand text files.
        import trafilatura
    except ImportError as error:
        message = f"pages can't be read ({error.name or 'a package'} is missing); install extractor again"
        raise InputError(message, code="html") from None
    try:
        page = _extract(trafilatura, clean(source).text)
    except Exception:
        # A parser of other people's pages meets every kind of damage; whatever it raises means "not this page".
        page = None
    if page is None:
        raise InputError("no article was found in the page; save its text as .txt", code="empty")
    return page


def _extract(trafilatura: Any, source: str) -> Page | None:
    tree = trafilatura.load_html(source)
    if tree is None:
        return None
    head = _head(tree)
    about = trafilatura.extract_metadata(tree, date_config=DATE_SEARCH)
    published = trafilatura.extract_metadata(head, date_config=DATE_SEARCH).date
    article = trafilatura.bare_extraction(tree, include_comments=False, prune_xpath=HIDDEN)
    if article is None or not article.text:
        return None
    return Page(article.text, about.title, about.url, about.sitename, published)


def _head(tree: Any) -> Any:
    """The page without its visible part: what it says of itself, not what the article tells."""
    head = deepcopy(tree)
    body = head.find("body")
    if body is not None:
        data = body.findall(".//script[@type='application/ld+json']")
        body.clear()
        body.extend(data)
    return head
