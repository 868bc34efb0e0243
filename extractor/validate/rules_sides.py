"""How many sides an event needs: an agreement binds two, a meeting takes two."""

from collections.abc import Iterator, Sequence
from typing import Final

from extractor.gazetteer import country_name, lookup
from extractor.validate.base import Case, Context, Remark, Ruling
from extractor.validate.registry import article_check, value_check
from schemas.record import Agreement, Meeting, Record

TWO: Final = 2
AMONG_MEMBERS: Final = frozenset({"multilateral", "summit", "ceremony", "other"})


@article_check(
    "two-parties",
    fields=("parties",),
    kinds=("agreement",),
    about="An Agreement has at least two parties.",
)
def two_parties(records: Sequence[Record], context: Context) -> Iterator[Remark]:
    """One party alone signs no agreement."""
    for index, record in enumerate(records):
        if isinstance(record, Agreement) and len(record.parties) < TWO:
            yield Remark(index, "", Ruling(None, "An Agreement needs two parties; fewer are coded."))


@article_check(
    "two-sides",
    fields=("countries",),
    kinds=("meeting",),
    about="A Meeting has two sides, a visit too: the traveller's and the host's. An organisation's members meet alone.",
)
def two_sides(records: Sequence[Record], context: Context) -> Iterator[Remark]:
    """Nobody meets alone, unless one code stands for several states."""
    for index, record in enumerate(records):
        if isinstance(record, Meeting) and len(record.countries) < TWO and not _is_of_members(record):
            yield Remark(index, "", Ruling(None, "A Meeting needs two sides; fewer are coded."))


def _is_of_members(meeting: Meeting) -> bool:
    """Whether a single organisation is coded for a meeting of its members."""
    names = [country_name(side.value) for side in meeting.countries if isinstance(side.value, str)]
    is_organisation = any(entry.kind == "organisation" for name in names for entry in lookup(name))
    return is_organisation and meeting.form.value in AMONG_MEMBERS


@article_check(
    "no-evidence",
    fields=("evidence",),
    severity="info",
    about="A record cites a passage of the article; without one the whole article is searched.",
)
def no_evidence(records: Sequence[Record], context: Context) -> Iterator[Remark]:
    """Checks are weaker where nothing is cited."""
    for index, record in enumerate(records):
        if not record.evidence:
            message = "No passage of the article is cited, so values are looked for in all of it."
            yield Remark(index, "", Ruling(None, message))


@value_check(
    "role-date",
    fields=("report_role",),
    severity="info",
    about="Main or background is a judgement; nothing in the words contradicts it by itself.",
)
def role_date(case: Case, value: str) -> Ruling | None:
    """A role rests on the record as a whole."""
    return Ruling("inferred")
