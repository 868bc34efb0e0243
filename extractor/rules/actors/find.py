"""Countries, organisations and state bodies named in a text.

Reading goes in three steps. The scanner gives the longest names; names that only look like a country or stand as a
place are dropped; then what one name can't tell is settled by the whole article: "Congo" is the one the article names
otherwise, and an acronym such as "PIF" counts only beside its long form.

Adjectives of regions ("Western", "Latin American", "Arab") are no actors, and "the Kingdom" or "the two countries"
need coreference, which isn't done here. "Brussels" is the EU where the article names the EU and not Belgium.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from extractor.gazetteer import Entry, folded
from extractor.mentions import ActorMention
from extractor.rules.actors.bodies import body_span
from extractor.rules.actors.coined import find_coined
from extractor.rules.actors.namesakes import is_namesake, is_personal_name
from extractor.rules.places.datelines import find_dateline
from extractor.rules.places.locative import Site, follows_in_list, gap_between, names_another_town, role_of, sites
from extractor.spans import Span

# Which of two countries a shared name means when the article names neither or both otherwise.
USUAL: Final = frozenset({"COD", "KOR", "DOM"})
# "the two Koreas" names both.
PLURALS: Final = frozenset({"koreas", "congos"})
EU_SEAT: Final = "brussels"
HYPHENS: Final = ("-", "‐", "‑", "–")


class Reading(NamedTuple):
    """A name in the text and the countries or organisations it may stand for."""

    span: Span
    entries: tuple[Entry, ...]


def find_actors(text: str) -> tuple[ActorMention, ...]:
    """Every mention of a country, organisation or state body, in document order and without overlap.

    The one exception to the latter is a name for two states ("the two Koreas"), which gives two mentions of one span.
    """
    readings = tuple(_readings(text))
    named = frozenset(reading.entries[0].code for reading in readings if _is_plain(text, reading))
    mentions = [_mention(text, reading.span, entry) for reading in readings for entry in _settled(text, reading, named)]
    return _without_overlap([*mentions, *find_coined(text, mentions)])


def _readings(text: str) -> Iterator[Reading]:
    dateline = find_dateline(text)
    place: Span | None = None
    for site in sites(text):
        if dateline is not None and dateline.whole.covers(site.span):
            continue
        entries = tuple(entry for entry in site.match.entries if entry.kind in ("country", "organisation"))
        if not entries:
            place = site.span if _is_visited_town(site) else place
        elif entries[0].form == "capital" and ((place is not None and follows_in_list(site, place)) or not _acts(site)):
            place = site.span
        elif not _is_something_else(site, entries[0]):
            entries = tuple(entry for entry in entries if not is_namesake(text, site.span, entry))
            if entries:
                yield Reading(site.span, entries)


def _is_visited_town(site: Site) -> bool:
    return site.match.entries[0].kind in ("city", "region") and role_of(site.text, site.span) == "place"


def _is_something_else(site: Site, entry: Entry) -> bool:
    """Whether the names around it make this one half a word, another town, or a building that is only visited."""
    if entry.name.endswith("-"):
        return not _is_half_of_compound(site)
    building = any(other.kind == "venue" for other in site.match.entries)
    return names_another_town(site) or (building and role_of(site.text, site.span) == "place")


def _acts(site: Site) -> bool:
    """Whether a capital stands for its government rather than for the place."""
    if role_of(site.text, site.span) != "actor" or is_personal_name(site.text, site.span):
        return False
    if site.following is None or site.gap != ", ":
        return True
    code = site.match.entries[0].code
    return not any(entry.code == code and entry.form in ("name", "alias") for entry in site.following.entries)


def _is_half_of_compound(site: Site) -> bool:
    """Whether a combining form is hyphened to another country: "Sino-Russian", "Thai-Sino"."""
    joined = [site.following] if site.gap in HYPHENS else []
    if site.previous is not None and gap_between(site.text, site.previous.span, site.span) in HYPHENS:
        joined.append(site.previous)
    return any(other is not None and other.entries[0].kind == "country" for other in joined)


def _is_plain(text: str, reading: Reading) -> bool:
    """Whether a name needs no support from the rest of the article."""
    codes = {entry.code for entry in reading.entries}
    return len(codes) == 1 and not reading.entries[0].weak and folded(reading.span.of(text)) != EU_SEAT


def _settled(text: str, reading: Reading, named: frozenset[str]) -> tuple[Entry, ...]:
    """The entries that the article as a whole supports: one, none for an unsupported weak name, two for "Koreas"."""
    name = folded(reading.span.of(text))
    if name in PLURALS:
        return reading.entries
    entry = reading.entries[0]
    if name == EU_SEAT and "EU" in named and "BEL" not in named:
        return (entry._replace(code="EU"),)
    if len(reading.entries) > 1:
        supported = [each for each in reading.entries if each.code in named]
        usual = [each for each in reading.entries if each.code in USUAL]
        entry = (supported if len(supported) == 1 else [*usual, *reading.entries])[0]
    return () if entry.weak and entry.code not in named else (entry,)


def _mention(text: str, span: Span, entry: Entry) -> ActorMention:
    widened = None if entry.kind == "organisation" or entry.body else body_span(text, span, form=entry.form)
    whole = widened or span
    return ActorMention(whole, whole.of(text), entry.code, entry.form, entry.body or widened is not None)


def _without_overlap(mentions: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
    """In document order; of two that overlap the one that begins first stays, of two that begin together the longer."""
    kept: list[ActorMention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end)):
        last = kept[-1] if kept else None
        if (
            last is None
            or mention.span.start >= last.span.end
            or (mention.span == last.span and mention.code != last.code)
        ):
            kept.append(mention)
    return tuple(kept)
