"""Offices as the text writes them, and those that nobody named in the text holds.

`find_persons` joins an office without a name ("the Bolivian defense minister") to its holder where the text allows it.
What is left is offered here: such an office is a speaker or a party all the same, known by country and kind of office.
"""

from collections.abc import Sequence

from extractor.mentions import ActorMention, Person
from extractor.rules.persons.marked import mark
from extractor.rules.persons.title_phrases import Office, find_titles

__all__ = ["Office", "find_offices", "vacant_offices"]

# A title and its name are parted by no more than this: a comma, "Rear Admiral", "Her Excellency Mrs.".
LONGEST_PART = 30


def find_offices(text: str, *, actors: Sequence[ActorMention]) -> tuple[Office, ...]:
    """Every office that the text names, with or without its holder's name, in order.

    Bare words in lower case ("head of", "as minister") are left out: they point to nobody.
    """
    titles = find_titles(mark(text, actors))
    return tuple(t.office for t in titles if t.office is not None and (t.capital or t.office.definite))


def vacant_offices(offices: Sequence[Office], persons: Sequence[Person]) -> tuple[Office, ...]:
    """The offices that belong to none of the persons: neither mentions of one nor written beside a name."""
    held = {mention.span for person in persons for mention in person.mentions if mention.form == "office"}
    titles = {title for person in persons for title in person.offices}
    names = [m.span for person in persons for m in person.mentions if m.form != "office"]
    starts, ends = {span.start for span in names}, {span.end for span in names}
    return tuple(
        office
        for office in offices
        if office.span not in held
        and not ((office.title in titles or office.family == "counterpart") and _is_beside(office, starts, ends))
    )


def _is_beside(office: Office, starts: set[int], ends: set[int]) -> bool:
    after = range(office.span.end, office.span.end + LONGEST_PART + 1)
    before = range(office.span.start - LONGEST_PART, office.span.start + 1)
    return any(at in starts for at in after) or any(at in ends for at in before)
