"""Places and sides: where this event was, and that somebody was met there."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.validate import validate
from extractor.validate.intake import from_json


def judged(text, evidence, **values):
    article = Article("a", text, published="2024-05-14")
    data = {"type": "meeting", "id": "M1", "form": "bilateral", "realis": "actual", "countries": ["PER", "EST"]}
    record = from_json({**data, "evidence": [evidence], **values}, doc_id="a", text=text)
    return validate([record], analyse(article)).records[0]


TALKS = "The foreign ministers of Peru and Estonia met in Lima on Monday."


@pytest.mark.parametrize(
    ("text", "evidence", "city", "country", "right"),
    [
        (TALKS, TALKS, "Lima", "PER", True),
        (f"{TALKS} Tallinn hopes for trade.", TALKS, "Tallinn", "EST", False),
        (
            "The ministers of Peru and Estonia met to revise the Lusaka Declaration.",
            "met to revise",
            "Lusaka",
            "ZMB",
            False,
        ),
        (TALKS, TALKS, "Arequipa", "PER", False),
    ],
)
def test_place_is_where_the_passage_puts_the_event(text, evidence, city, country, right):
    place = judged(text, evidence, place={"city": city, "country": country}).place
    assert (place.verdict in ("supported", "variant", "inferred")) is right


@pytest.mark.parametrize(
    ("form", "countries", "complains"),
    [
        ("bilateral", ["PER", "EST"], False),
        ("bilateral", ["PER"], True),
        ("visit", ["PER"], True),
        ("bilateral", ["NATO"], True),
        ("summit", ["NATO"], False),
    ],
)
def test_a_meeting_needs_two_sides_unless_an_organisation_meets(form, countries, complains):
    record = judged(TALKS, TALKS, form=form, countries=countries)
    assert ("two-sides" in {finding.code for finding in record.findings}) is complains


SENTENCE = "After a summit in Arica, Chile, the ministers of Peru and Estonia held a second meeting in Lima, Peru."


@pytest.mark.parametrize(("city", "country", "right"), [("Lima", "PER", True), ("Arica", "CHL", False)])
def test_the_cited_part_of_a_sentence_outranks_the_rest(city, country, right):
    evidence = SENTENCE[SENTENCE.index("the ministers") :]
    place = judged(SENTENCE, evidence, place={"city": city, "country": country}).place
    assert (place.verdict in ("supported", "variant", "inferred")) is right


@pytest.mark.parametrize(("host", "complains"), [("PER", False), ("EST", True), (None, False)])
def test_host_and_place_agree(host, complains):
    place = judged(TALKS, TALKS, host=host, place={"city": "Lima", "country": "PER"}).place
    assert ("place-host" in {finding.code for finding in place.findings}) is complains


LISTED = "Peru, Estonia, Chile and Kenya are members of the Forum."


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ("Peru and Estonia signed a memorandum in the committee.", False),
        ("Peru and Estonia hailed what the participants had signed.", True),
        ("The committee met in Lima.", True),
    ],
)
def test_two_sides_named_beside_a_committee_are_all_there_are(told, right):
    countries = judged(f"{LISTED} The sea is wide. It rained. {told}", told, countries=["PER", "EST", "CHL"]).countries
    chile = next(value for value in countries if value.value == "CHL")
    assert (chile.verdict in ("supported", "variant", "inferred")) is right
