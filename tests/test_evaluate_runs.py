"""Runs as JSON lines, ours and anybody's."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.evaluate.records import FIELD_NAMES, AcceptedPlace, Amount, GoldArticle, read_record, to_plain
from extractor.evaluate.runs import ArticleLine, read_run
from extractor.evaluate.scores import score_articles
from schemas.record import Agreement as OurAgreement
from schemas.record import Evidence, MoneyValue, Place, Provenance, Statement, Value

PROVENANCE = Provenance(extractor="0", model="none")


def our_agreement():
    return OurAgreement(
        record_id="r1",
        doc_id="a",
        report_role=Value(value="main", verdict="inferred"),
        evidence=(Evidence(start=0, end=4, text="They"),),
        provenance=PROVENANCE,
        instrument=Value(value="mou", verdict="supported"),
        status=Value(value="signed", verdict="contradicted"),
        parties=(Value(value="IRN", verdict="variant"), Value(value="BOL", verdict="unsupported")),
        place=Value(value=Place(city="La Paz", country="BOL")),
        value=Value(value=MoneyValue(amount=5e6, currency="USD")),
        count=Value(value=3),
    )


def test_our_own_lines():
    record = our_agreement()
    run = read_run([record.model_dump_json(exclude_none=True), "", record.model_dump_json()], name="run")
    first, second = run.records["a"]
    assert first == second == to_plain(record)
    assert first.slots["place"] == (AcceptedPlace(("La Paz",), ("BOL",)),)
    assert first.slots["value"] == (Amount(5e6, "USD"),)
    assert first.slots["count"] == (3,)
    assert first.evidence == ("They",)
    verdicts = run.verdicts["a"]["agreement"]
    assert verdicts == {
        "supported": 2,
        "contradicted": 2,
        "variant": 2,
        "unsupported": 2,
        "inferred": 2,
        "unchecked": 6,
    }


def test_the_content_of_a_statement_is_its_evidence():
    record = Statement(
        record_id="r2",
        doc_id="a",
        report_role=Value(value="main"),
        evidence=(),
        provenance=PROVENANCE,
        speaker=Value(value="Ana Suárez"),
        quote_type=Value(value="direct"),
        content=Value(value="We are glad"),
        speech_act=Value(value="optimism"),
    )
    assert to_plain(record).evidence == ("We are glad",)


def test_plain_values_under_the_codebooks_names():
    line = {
        "doc_id": 7,
        "type": "meeting",
        "form": "visit",
        "participants": ["Ana Suárez", ["Boris Petrov", "Petrov"], "Ana Suárez", ""],
        "countries": "PER",
        "place": {"city": "Lima"},
        "unknown_key": 1,
    }
    (record,) = read_run([json.dumps(line)], name="run").records["7"]
    assert record.slots["form"] == ("visit",)
    assert record.sets["participants"] == (("Ana Suárez",), ("Boris Petrov", "Petrov"))
    assert record.sets["countries"] == (("PER",),)
    assert record.slots["place"] == (AcceptedPlace(("Lima",), ()),)
    assert (record.slots["date"], record.id) == ((), "")


def test_article_lines_and_their_absence():
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "calls": 2, "cached_calls": 1}
    lines = [
        json.dumps({"type": "article", "doc_id": "a", "status": "ok", "seconds": 1.5, "usage": usage, "more": []}),
        json.dumps({"type": "article", "doc_id": "b", "usage": "?"}),
        json.dumps({"type": "agreement", "doc_id": "c", "parties": ["PER"]}),
    ]
    run = read_run(lines, name="run")
    assert run.articles == {"a": ArticleLine("ok", 1.5, 10, 5, 2, 1), "b": ArticleLine()}
    assert run.doc_ids == {"a", "b", "c"}


@pytest.mark.fault(44)
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "run line 2: not JSON"),
        ("[1]", "run line 2: no doc_id"),
        ('{"type": "agreement"}', "run line 2: no doc_id"),
        ('{"doc_id": "a", "type": "treaty"}', "run line 2: type 'treaty' is not a record"),
        ('{"doc_id": "a", "type": "meeting", "form": 3}', "run line 2: form: 3 is not text"),
        ('{"doc_id": "a", "type": "agreement", "count": "3"}', "run line 2: count: '3' is not a whole number"),
        ('{"doc_id": "a", "type": "agreement", "count": true}', "run line 2: count: True is not a whole number"),
        ('{"doc_id": "a", "type": "agreement", "value": 5}', 'run line 2: value: 5 is not {"amount"'),
        ('{"doc_id": "a", "type": "agreement", "place": "Lima"}', "run line 2: place: 'Lima' is not"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(line, message):
    with pytest.raises(InputError) as caught:
        read_run(['{"doc_id": "a", "type": "agreement"}', line], name="run")
    assert message in str(caught.value)


def test_the_key_of_a_record_does_not_know_the_order_of_sets():
    one = read_record({"type": "agreement", "parties": ["PER", "CHL"], "id": "x", "optional": True})
    other = read_record({"type": "agreement", "parties": ["CHL", "PER"]})
    assert one.key == other.key
    assert one.key != read_record({"type": "agreement", "parties": ["CHL"]}).key


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "verdict", "city"]), inner),
    max_leaves=6,
)
LINES = st.dictionaries(st.sampled_from(sorted({n for names in FIELD_NAMES.values() for n in names} | {"usage"})), JSON)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([*FIELD_NAMES, "article"]), LINES, JSON, JSON)
def test_any_json_is_read_scored_or_refused(kind, fields, evidence, seconds):
    line = {**fields, "type": kind, "doc_id": "a", "evidence": evidence, "seconds": seconds}
    try:
        run = read_run([json.dumps(line)], name="run")
    except InputError:
        return
    score_articles([GoldArticle("a", run.records.get("a", ()))], run.records)
    assert run.doc_ids == {"a"}
