"""A planted error must be an error: wrong in one value, wrong beyond doubt, and the same for the same seed."""

import dataclasses
import random
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import planted_errors, recall_audit
from benchmarks.planted import KINDS, dates, people, plants_of
from benchmarks.planted.base import SEED, is_person, values_of, with_value
from benchmarks.planted_errors import doubts, fate, load
from benchmarks.validator_speed import HOSTILE
from extractor.edtf import bounds
from extractor.evaluate import read_record
from extractor.evaluate.records import SETS, AcceptedPlace, Amount
from extractor.gazetteer import folded
from extractor.spans import Span
from extractor.validate import Missed
from extractor.validate.intake import from_plain
from schemas.record import Value

ROOT = Path(__file__).parent.parent
SOURCES = load([ROOT / "seeds", ROOT / "benchmarks" / "articles"])
BY_NAME = {kind.name: kind for kind in KINDS}
PLANTS = {kind.name: list(plants_of(kind, SOURCES)) for kind in KINDS}
PERSONS = {"signatories", "participants", "addressee", "speaker"}


@pytest.mark.parametrize("name", BY_NAME)
def test_every_kind_finds_something_to_plant(name):
    assert PLANTS[name]


def test_there_are_at_least_twenty_kinds_and_names_are_unique():
    assert len(BY_NAME) == len(KINDS) >= 20


@pytest.mark.parametrize("name", BY_NAME)
def test_same_seed_same_plants(name):
    assert [plant for _, _, plant in plants_of(BY_NAME[name], SOURCES)] == [plant for _, _, plant in PLANTS[name]]


def test_another_seed_gives_other_plants():
    kind = BY_NAME["year shifted"]
    others = [plant for _, _, plant in plants_of(kind, SOURCES, seed=SEED + 1)]
    assert others != [plant for _, _, plant in PLANTS[kind.name]]


@pytest.mark.parametrize("name", BY_NAME)
def test_planted_value_is_not_accepted_and_stands_in_the_record(name):
    for _, original, plant in PLANTS[name]:
        if plant.value is None:
            continue
        assert plant.value not in values_of(original, plant.field)
        assert plant.value in values_of(plant.record, plant.field)


@pytest.mark.parametrize("name", [name for name in BY_NAME if not BY_NAME[name].whole])
def test_only_the_planted_field_differs(name):
    allowed = {"paraphrase called direct": {"content", "quote_type"}}
    for _, original, plant in PLANTS[name]:
        assert plant.record.id == original.id
        before, after = {**original.slots, **original.sets}, {**plant.record.slots, **plant.record.sets}
        changed = {field for field in before if before[field] != after[field]}
        assert changed <= allowed.get(name, {plant.field})
        assert plant.field in changed


@pytest.mark.parametrize("name", BY_NAME)
def test_planted_dates_share_no_day_with_an_accepted_one(name):
    for _, original, plant in PLANTS[name]:
        if plant.field == "date":
            days = bounds(plant.value)
            assert days is not None
            accepted = [bounds(date) for date in values_of(original, "date")]
            assert not any(other and days[0] <= other[1] and other[0] <= days[1] for other in accepted)


@pytest.mark.parametrize("name", [kind.name for kind in KINDS if kind.invented])
def test_invented_values_stand_nowhere_in_the_article(name):
    for source, _, plant in PLANTS[name]:
        if plant.field in PERSONS:
            assert not source.words & set(folded(plant.value).split())
        elif isinstance(plant.value, AcceptedPlace):
            assert folded(plant.value.city[0]) not in folded(source.text)
        elif isinstance(plant.value, Amount):
            assert all(money.amount != plant.value.amount for money in source.analysis.reading.money)


@pytest.mark.parametrize("name", BY_NAME)
def test_persons_taken_from_the_article_have_no_part_in_the_record(name):
    for _, original, plant in PLANTS[name]:
        if plant.field in PERSONS and "article" in name:
            involved = [value for field in PERSONS for value in values_of(original, field)]
            assert not any(people.shares_a_word(plant.value, value) for value in involved)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2023-07-16", "2023-07-16/2023-07-20", True),
        ("2023-07", "2023-07-31", True),
        ("2023-07-21", "2023-07-16/2023-07-20", False),
        ("2022-07-16", "2023-07-16", False),
        ("no date", "2023-07-16", True),
    ],
)
def test_overlap_of_dates(one, other, expected):
    assert dates.overlap(one, other) is dates.overlap(other, one) is expected


@pytest.mark.parametrize(
    ("date", "shifted"), [("2024-02-29", {"2023-02-28", "2025-02-28"}), ("2023-07", {"2022-07", "2024-07"})]
)
def test_shifted_year_is_a_date_of_the_calendar(date, shifted):
    source = SOURCES[0]
    record = read_record({"type": "meeting", "id": "X", "date": date})
    assert {dates.shift_year(record, source, random.Random(n)).value for n in range(20)} == shifted


@pytest.mark.parametrize("date", ["2023-07-16/2023-07-20", "2023", None])
def test_no_month_is_shifted_where_there_is_none(date):
    record = read_record({"type": "meeting", "id": "X", "date": date})
    assert dates.shift_month(record, SOURCES[0], random.Random(1)) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hani al-Qudah", True),
        ("Turay Hasani Moqadam", True),
        ("Foreign Ministry", False),
        ("The participants", False),
        ("Peru", False),
        ("Central Bank of Iran (CBI)", False),
    ],
)
def test_is_person(name, expected):
    assert is_person(name) is expected


def test_with_value_replaces_an_element_or_adds_one():
    record = read_record({"type": "agreement", "id": "A", "parties": ["PER", "KOR"]})
    assert with_value(record, "parties", "CHL", at=1).sets["parties"] == (("PER",), ("CHL",))
    assert with_value(record, "parties", "CHL").sets["parties"] == (("PER",), ("KOR",), ("CHL",))
    assert record.sets["parties"] == (("PER",), ("KOR",))


def test_witness_becomes_party():
    planted = {(source.gold.doc_id, plant.value) for source, _, plant in PLANTS["witness or mediator as party"]}
    assert {("ceasefire", "KEN"), ("credit", "CHL"), ("gulf", "OMN")} <= planted


def _unchecked(source, records):
    return {r.id: from_plain(r, doc_id=source.gold.doc_id, text=source.text) for r in records}


def _spoiled(mend):
    """A validator that does `mend` to every value of the records it is given."""

    def checked(source, records):
        found = _unchecked(source, records)
        for name, record in found.items():
            update = {}
            for field in type(record).model_fields:
                held = getattr(record, field)
                if isinstance(held, Value) and held.value is not None:
                    update[field] = mend(source, name, field, held)
                elif isinstance(held, tuple) and field in SETS:
                    update[field] = tuple(mend(source, name, field, value) for value in held)
            found[name] = record.model_copy(update=update)
        return found

    return checked


def _outcomes(kind, monkeypatch, checked):
    monkeypatch.setattr(planted_errors, "checked", checked)
    return Counter(
        fate(kind, plant, source, _unchecked(source, source.gold.records)) for source, _, plant in PLANTS[kind.name][:5]
    )


@pytest.mark.parametrize("name", BY_NAME)
def test_a_validator_that_says_nothing_scores_nothing(name, monkeypatch):
    assert set(_outcomes(BY_NAME[name], monkeypatch, _unchecked)) == {"missed"}


@pytest.mark.parametrize(
    "name", ["year shifted", "host swapped", "invented participant", "invented city", "negation added"]
)
def test_a_doubted_value_is_flagged(name, monkeypatch):
    doubtful = _spoiled(lambda source, record, field, value: value.model_copy(update={"verdict": "unsupported"}))
    assert set(_outcomes(BY_NAME[name], monkeypatch, doubtful)) == {"flagged"}


def _repairs(source, name, field, value):
    original = next(record for record in source.gold.records if record.id == name)
    if field != "date" or not original.slots["date"] or value.value in original.slots["date"]:
        return value
    return value.model_copy(update={"value": original.slots["date"][0], "origin": "repair"})


def test_a_value_repaired_to_an_accepted_one_is_flagged(monkeypatch):
    assert set(_outcomes(BY_NAME["year shifted"], monkeypatch, _spoiled(_repairs))) == {"flagged"}


def test_a_value_repaired_to_another_wrong_one_is_missed(monkeypatch):
    def worsen(source, name, field, value):
        update = {"value": "1901-01-01", "origin": "repair"}
        return value.model_copy(update=update) if field == "date" else value

    assert set(_outcomes(BY_NAME["year shifted"], monkeypatch, _spoiled(worsen))) == {"missed"}


def test_doubts_are_counted_over_all_values(monkeypatch):
    source = SOURCES[0]
    monkeypatch.setattr(
        planted_errors,
        "checked",
        _spoiled(lambda s, r, field, v: v.model_copy(update={"verdict": "contradicted"}) if field == "date" else v),
    )
    found, total = doubts([source])
    assert len(found) == sum(bool(record.preferred("date")) for record in source.gold.records)
    assert total > len(found)


@pytest.mark.parametrize(("alerts", "share"), [("none", 0.0), ("all", 1.0)])
def test_recall_audit_counts_what_is_shown(alerts, share, monkeypatch):
    def find_missed(records, analysis):
        kinds = ("agreement", "meeting", "statement") if alerts == "all" else ()
        return [Missed(kind, s.span, s.span, "", "") for kind in kinds for s in analysis.reading.sentences]

    monkeypatch.setattr(recall_audit, "find_missed", find_missed)
    audit = recall_audit.run(SOURCES[:2])
    assert audit.noticed.total() == share * audit.deleted.total()
    assert audit.deleted.total() == sum(not record.optional for s in SOURCES[:2] for record in s.gold.records)


def test_an_alert_of_another_kind_or_elsewhere_does_not_count():
    source = next(s for s in SOURCES if s.gold.doc_id == "gas")
    gold = next(record for record in source.gold.records if record.kind == "agreement")
    record = from_plain(gold, doc_id="gas", text=source.text)
    own = Span(record.evidence[0].start, record.evidence[0].end)
    here, elsewhere = (
        Missed("agreement", span, span, "", "") for span in (own, Span(len(source.text) - 20, len(source.text)))
    )
    assert recall_audit.is_about(here, "agreement", record, source)
    assert not recall_audit.is_about(dataclasses.replace(here, kind="meeting"), "agreement", record, source)
    assert not recall_audit.is_about(elsewhere, "agreement", record, source)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_inputs_have_the_length_asked_for(name):
    assert 990 <= len(HOSTILE[name](1000)) <= 1001
