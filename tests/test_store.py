"""The project's store: what goes in comes out, all or nothing."""

import json
import sqlite3
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import EnvironmentFault, InputError
from extractor.output.stream import outcome_lines, outcome_of, result_of
from extractor.pipeline import Outcome, Spent
from extractor.spans import Span
from extractor.store import Recipe, Result, Store
from extractor.store.database import APPLICATION_ID, migrations, statements
from extractor.store.recipe import rules_hash
from extractor.validate import Missed
from schemas.record import Finding
from tests.stored import ARTICLE, OUTCOME, RECIPE, REPLY, copies


@pytest.fixture
def path(tmp_path):
    return tmp_path / "extractor.db"


@pytest.fixture
def store(path):
    with Store.open(path, create=True) as store:
        store.begin(RECIPE)
        yield store


def skipped(source: str, code: str = "empty") -> Result:
    return result_of(Outcome(source, "skipped", code=code, message="it holds no text"))


def test_a_run_reads_as_it_was_written(store, path):
    for outcome in copies("b", "a", "c"):
        store.save(1, result_of(outcome))
    store.save(1, skipped("zz.txt"))
    with Store.open(path) as other:
        assert [line["doc_id"] for line in other.lines() if line["type"] == "article"] == ["a", "b", "c", "zz.txt"]
        wanted = [json.loads(line) for line in outcome_lines(OUTCOME)]
        assert [line | {"doc_id": "a"} for line in other.lines(doc_id="b")] == wanted
        assert list(other.lines(doc_id="zz.txt")) == [json.loads(skipped("zz.txt").line)]
        assert list(other.doc_ids()) == ["a", "b", "c", "zz.txt"]
        assert other.article("b") == replace(ARTICLE, id="b")
        assert other.article("zz.txt") is None
        assert [article.id for article in other.articles()] == ["a", "b", "c"]
        totals = other.totals()
    assert (totals.statuses, totals.codes) == ({"ok": 3, "skipped": 1}, {"empty": 1})
    assert totals.records == Counter(3 * [record.type for record in OUTCOME.records])


def test_the_same_recipe_is_the_same_run(store):
    assert store.begin(RECIPE).id == 1
    other = store.begin(replace(RECIPE, rules="3"))
    assert (other.id, store.run().id, store.run(1).recipe) == (2, 2, RECIPE)
    assert store.begin(RECIPE).id == 1
    assert [run.id for run in store.runs()] == [2, 1]
    store.end(1, success=True)
    assert [run.status for run in store.runs()] == ["started", "success"]
    with pytest.raises(InputError, match="no run 7; it has 2, 1"):
        store.run(7)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rules": "9"}, ["the rules"]),
        ({"model": "n", "identity": {"host": "i"}}, ["the model", "the endpoint or the version of the model"]),
        ({"prompts": {"p.v1": "1", "q.v1": "0"}}, ["prompt p.v1", "prompt q.v1"]),
        ({"settings": {}, "strategy": "closed", "kinds": ()}, ["the strategy", "the kinds", "the settings"]),
    ],
)
def test_a_changed_recipe_says_what_changed(changes, words):
    changed = replace(RECIPE, **changes)
    assert changed.changes_since(RECIPE) == words
    assert changed.fingerprint != RECIPE.fingerprint
    assert Recipe.from_json(changed.to_json()) == changed


@pytest.mark.fault(46)
def test_rules_are_told_apart_by_what_shapes_records(monkeypatch, tmp_path):
    package = tmp_path / "extractor"
    for name in ("rules/dates.py", "data/words.tsv", "cli/run.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("one")
    monkeypatch.setattr("extractor.store.recipe.files", lambda name: package)
    before = rules_hash.__wrapped__()
    (package / "cli/run.py").write_text("two")
    assert rules_hash.__wrapped__() == before
    (package / "data/words.tsv").write_text("two")
    assert rules_hash.__wrapped__() != before


def test_an_article_is_finished_under_its_own_words_only(store):
    store.save(1, result_of(OUTCOME))
    moved = replace(ARTICLE, source="elsewhere/a.txt")
    assert store.result(1, moved) == replace(result_of(OUTCOME), article=moved)
    for change in (
        {"text": "Other."},
        {"published": "2024-05-08"},
        {"title": "Cod"},
        {"id": "b"},
        {"url": "http://x.test"},
    ):
        assert store.result(1, replace(ARTICLE, **change)) is None
    store.save(1, result_of(replace(OUTCOME, records=(), status="empty", article=replace(ARTICLE, text="Other."))))
    assert store.result(1, ARTICLE) is None
    assert store.totals().statuses == {"empty": 1}


@pytest.mark.fault(19)
def test_what_is_skipped_takes_no_articles_place_and_goes_when_mended(store):
    store.save(1, skipped("news/a.txt"))
    store.save(1, skipped("news/a.txt", "binary"))
    assert store.totals().codes == {"binary": 1}
    store.save(1, result_of(OUTCOME))
    assert list(store.doc_ids()) == ["a"]
    store.save(1, skipped("a"))
    assert store.totals().statuses == {"ok": 1}


def test_lines_may_be_left_half_read(path, store):
    store.save(1, result_of(OUTCOME))
    with Store.open(path) as other:
        lines = other.lines()
        assert next(lines)["doc_id"] == "a"
    del lines


def test_an_older_result_that_is_kept_does_not_count_as_done(store):
    store.save(1, result_of(OUTCOME))
    store.begin(replace(RECIPE, rules="3"))
    store.keep(2, 1, "a")
    assert list(store.lines(2)) == list(store.lines(1))
    assert store.result(2, ARTICLE) is None
    store.save(2, result_of(OUTCOME))
    assert store.result(2, ARTICLE) is not None


def test_views_take_records_apart(store):
    store.replies.put("k", REPLY)
    store.save(1, replace(result_of(OUTCOME), replies=("k",)))
    agreement = next(record for record in OUTCOME.records if record.type == "agreement")
    values = list(store.rows("SELECT field, value, verdict, start, words FROM record_values WHERE kind = 'agreement'"))
    wanted = [("parties", p.value, p.verdict, p.evidence.start, p.evidence.text) for p in agreement.parties]
    assert [value for value in values if value[0] == "parties"] == wanted
    date = agreement.date
    assert ("date", date.value, date.verdict, date.evidence.start, date.evidence.text) in values
    assert list(store.rows("SELECT doc_id, prompt, text FROM asked")) == [("a", "p.v1", '{"a":1}')]


def test_views_show_findings_and_what_a_rule_replaced(store):
    agreement = next(record for record in OUTCOME.records if record.type == "agreement")
    finding = {"code": "place-side", "severity": "info", "message": "m", "start": 1, "end": 2}
    date = agreement.date.model_copy(update={"previous": "2024", "origin": "repair", "findings": (Finding(**finding),)})
    changed = agreement.model_copy(update={"date": date, "findings": (Finding(**finding | {"code": "whole"}),)})
    store.save(1, result_of(replace(OUTCOME, records=(changed,))))
    assert list(store.rows("SELECT field, previous, value, rule FROM corrections")) == [
        ("date", "2024", date.value, "place-side")
    ]
    found = list(store.rows("SELECT path, code, severity, message, start, end FROM findings ORDER BY path"))
    assert found == [("$", "whole", "info", "m", 1, 2), ("$.date", "place-side", "info", "m", 1, 2)]


COUNTS = st.none() | st.integers(0, 10**9)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SPENT = st.builds(
    Spent,
    calls=st.integers(0, 99),
    cache_hits=st.integers(0, 99),
    resent=st.integers(0, 9),
    seconds=st.integers(0, 10**7).map(lambda n: n / 1000),
    prompt=COUNTS,
    completion=COUNTS,
    cached=COUNTS,
)
SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda pair: Span(*sorted(pair)))
KINDS = st.sampled_from(["agreement", "meeting", "statement", "instruction"])
MISSED = st.builds(Missed, KINDS, SPANS, SPANS, WORDS, WORDS, st.booleans())
FAILED = st.builds(dict, status=st.just("failed"), records=st.just(()), code=WORDS.filter(bool), message=WORDS)
DONE = st.builds(
    dict,
    status=st.just("ok"),
    records=st.lists(st.sampled_from(OUTCOME.records), min_size=1).map(tuple),
    missed=st.lists(MISSED, max_size=3).map(tuple),
    code=st.sampled_from(["", "too_many_records"]),
)


@settings(max_examples=50, deadline=None)
@given(FAILED | DONE, SPENT, st.lists(WORDS, max_size=3).map(tuple), WORDS)
def test_an_outcome_comes_back_whole(tmp_path_factory, fields, spent, replies, title):
    article = replace(ARTICLE, title=title)
    outcome = replace(
        OUTCOME, **({"missed": ()} | fields), spent=spent, replies=replies, article=article, is_stored=True
    )
    with Store.open(tmp_path_factory.mktemp("db") / "x.db", create=True) as store:
        store.begin(RECIPE)
        store.save(1, result_of(outcome))
        found = outcome_of(store.result(1, article))
    assert list(outcome_lines(found)) == list(outcome_lines(outcome))
    assert found == outcome


def test_a_save_that_breaks_off_leaves_what_was_there(store):
    store.save(1, result_of(OUTCOME))
    before = list(store.lines())
    with pytest.raises(EnvironmentFault):
        store.save(1, replace(result_of(OUTCOME), line='{"status": "empty"}', records=('{"no": "record"}',)))
    assert list(store.lines()) == before


@pytest.mark.fault(40)
def test_replies_come_back_and_damaged_ones_are_misses(store):
    store.replies.put("k", REPLY)
    store.replies.put("k", replace(REPLY, text="{}", refused=True))
    assert store.replies.get("k") == replace(REPLY, text="{}", refused=True)
    assert store.replies.get("l") is None
    for number, row in enumerate(['{"text": 1}', "[]", "null", '{"text": "x"}', "{" * 5]):
        with sqlite3.connect(store.path) as connection:
            connection.execute("PRAGMA ignore_check_constraints = 1")
            try:
                connection.execute("INSERT INTO replies (key, json) VALUES (?, ?)", (str(number), row))
            except sqlite3.OperationalError:
                assert row == "{{{{{"  # what is no JSON does not even get in
        connection.close()
        assert store.replies.get(str(number)) is None


@pytest.mark.fault(44)
def test_an_old_file_is_brought_up_to_date(path):
    connection = sqlite3.connect(path)
    for statement in statements(migrations()[0][1]):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("INSERT INTO replies (key, json) VALUES ('k', ?)", (json.dumps(REPLY.to_json()),))
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        assert store.replies.get("k") == REPLY
        assert list(store.rows("SELECT * FROM corrections")) == []
        assert list(store.rows("PRAGMA user_version")) == [(len(migrations()),)]


def test_migrations_are_numbered_without_gaps():
    assert [number for number, _ in migrations()] == list(range(1, len(migrations()) + 1))
