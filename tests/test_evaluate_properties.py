"""What must hold of any gold and any run."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.evaluate.records import KINDS, GoldArticle, PlainRecord, read_record
from extractor.evaluate.scores import score_articles
from extractor.evaluate.summary import headline, summarise

PROPERTY = settings(max_examples=50, deadline=None)
CODES = st.sampled_from(["IRN", "BOL", "PER", "CHN"])
PERSONS = st.sampled_from(["Ana Suárez", "Suárez", "Boris Petrov", "Edmundo Novillo Aguilar", "Aguilar"])
DATES = st.sampled_from([None, "2023-07-20", "2023-07", "2023", "2024-01-02/2024-01-05"])
TOPICS = st.lists(st.sampled_from(["defence", "energy", "health"]), max_size=2, unique=True)
ROLES = st.sampled_from(["main", "background"])
# A country alone is judged unequally in the two directions (codebook section 8.2), so every place has a city here.
PLACES = st.sampled_from(
    [None, {"city": "Tehran", "country": "IRN"}, {"city": "Qom", "country": "IRN"}, {"city": "Lima"}]
)
WORDS = st.lists(st.sampled_from(["we", "will", "build", "the", "road", "and", "a", "port"]), min_size=3, max_size=12)


def several(values, **limits):
    return st.lists(values, unique=True, **{"max_size": 3, **limits})


RECORDS = st.one_of(
    st.fixed_dictionaries(
        {
            "type": st.just("agreement"),
            "instrument": st.sampled_from(["mou", "treaty"]),
            "status": st.sampled_from(["signed", "rejected"]),
            "parties": several(CODES, min_size=1),
            "signatories": several(PERSONS),
            "date": DATES,
            "place": PLACES,
            "domains": TOPICS,
            "value": st.sampled_from([None, {"amount": 5e9, "currency": "USD"}, {"amount": 5.02e9}]),
            "duration": st.sampled_from([None, "P5Y"]),
            "report_role": ROLES,
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("meeting"),
            "form": st.sampled_from(["bilateral", "visit"]),
            "realis": st.sampled_from(["actual", "planned"]),
            "participants": several(PERSONS),
            "countries": several(CODES, min_size=1),
            "host": st.none() | CODES,
            "date": DATES,
            "place": PLACES,
            "topics": TOPICS,
            "report_role": ROLES,
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("statement"),
            "speaker": PERSONS,
            "speaker_country": st.none() | CODES,
            "addressee": several(PERSONS, max_size=1),
            "quote_type": st.sampled_from(["direct", "mixed", "indirect"]),
            "content": WORDS.map(" ".join),
            "speech_act": st.sampled_from(["assert", "optimism"]),
            "date": DATES,
            "topics": TOPICS,
            "report_role": ROLES,
        }
    ),
).map(read_record)
ARTICLE = st.lists(RECORDS, max_size=5)
# Shares no party, country, person or word with any record above.
STRANGERS = st.sampled_from(
    [
        read_record({"type": "agreement", "parties": ["Atlantis"], "status": "signed", "report_role": "main"}),
        read_record({"type": "meeting", "countries": ["Atlantis"], "form": "visit", "report_role": "main"}),
        read_record({"type": "statement", "speaker": "Nobody", "content": "xyzzy plugh", "report_role": "main"}),
    ]
)


def score(gold, given):
    return score_articles([GoldArticle("a", tuple(gold))], {"a": given})


def counts(scores):
    return {kind: scores.rows[kind].counts.sum((0, 1)).tolist() for kind in KINDS}


def gold_form(record: PlainRecord, flags: random.Random) -> PlainRecord:
    """The record as a coder may have written it: further accepted values, nulls, some records optional."""
    slots = dict(record.slots)
    for name in ("host", "form"):
        if slots.get(name):
            slots[name] = (*slots[name], *flags.sample(["other", None], flags.randint(0, 2)))
    return PlainRecord(record.kind, record.id, slots, record.sets, flags.random() < 0.3, record.evidence)


@PROPERTY
@given(ARTICLE, st.randoms(use_true_random=False))
def test_a_run_equal_to_gold_scores_1(records, flags):
    gold = [gold_form(record, flags) for record in records]
    scores = score(gold, gold)
    if any(not record.optional for record in gold):
        assert headline(scores) == headline(scores, strict=True) == 1.0
    for figure in summarise(scores, draws=5).figures:
        assert figure.f1 in (None, 1.0)


@PROPERTY
@given(ARTICLE, ARTICLE, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(gold, given_records, shuffler):
    gold = [gold_form(record, shuffler) for record in gold]
    expected = counts(score(gold, given_records))
    turned = [shuffler.sample(records, len(records)) for records in (gold, given_records)]
    assert counts(score(*turned)) == expected


@PROPERTY
@given(st.lists(st.tuples(ARTICLE, ARTICLE), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(pairs, shuffler):
    gold = [GoldArticle(str(index), tuple(records)) for index, (records, _) in enumerate(pairs)]
    predicted = {str(index): records for index, (_, records) in enumerate(pairs)}
    expected = summarise(score_articles(gold, predicted), draws=20)
    shuffler.shuffle(gold)
    assert summarise(score_articles(gold, predicted), draws=20) == expected


@PROPERTY
@given(ARTICLE, ARTICLE, STRANGERS)
def test_an_added_record_that_matches_nothing_never_raises_f1(gold, given_records, stranger):
    before, after = (
        summarise(score(gold, records), draws=5) for records in (given_records, [*given_records, stranger])
    )
    assert (after.headline.value or 0.0) <= (before.headline.value or 0.0)
    for old, new in zip(before.table("slots"), after.table("slots"), strict=True):
        assert (new.f1 or 0.0) <= (old.f1 or 0.0)
        assert new.recall == old.recall
    for old, new in zip(before.table("records"), after.table("records"), strict=True):
        assert (new.f1 or 0.0) <= (old.f1 or 0.0)


@PROPERTY
@given(ARTICLE, ARTICLE)
def test_swapping_gold_and_prediction_swaps_precision_and_recall(first, second):
    there, back = summarise(score(first, second), draws=5), summarise(score(second, first), draws=5)
    for one, other in zip(there.figures, back.figures, strict=False):
        if one.cell.table in ("slots", "records", "fields", "matched"):
            assert one.cell == other.cell
            assert (one.precision, one.recall) == (other.recall, other.precision)
    assert there.headline.value == pytest.approx(back.headline.value) or there.headline.value is None


@PROPERTY
@given(ARTICLE, ARTICLE)
def test_no_fill_is_lost_or_counted_twice(gold, given_records):
    scores = score(gold, given_records)
    for kind in KINDS:
        cor, par, inc, mis, spu = counts(scores)[kind]
        wanted = score([record for record in gold if record.kind == kind], [])
        offered = score([], [record for record in given_records if record.kind == kind])
        assert cor + par + inc + mis == sum(counts(wanted)[kind])
        assert cor + par + inc + spu == sum(counts(offered)[kind])


@PROPERTY
@given(ARTICLE, ARTICLE)
def test_a_missed_optional_record_changes_nothing(gold, given_records):
    expected = counts(score(gold, given_records))
    extra = read_record(
        {"type": "agreement", "parties": ["Atlantis"], "status": "signed", "report_role": "main", "optional": True}
    )
    assert counts(score([*gold, extra], given_records)) == expected
    assert counts(score([*gold, extra], [*given_records, extra])) == expected
