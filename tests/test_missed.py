"""Sentences that no record cites are put to a model, one closed question each; a yes makes a record, a no a mark."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from extractor.analysis import Analysis, analyse
from extractor.article import Article
from extractor.cli import call
from extractor.errors import AccessError, ReplyError
from extractor.pipeline import extract_article
from extractor.records.assemble import assemble
from extractor.strategy.missed import MOST_QUESTIONS, PROMPT, as_answered, ask_missed, find_offers, summary
from extractor.validate import Validated, validate
from extractor.validate.base import fields_of
from extractor.validate.lines import json_rows
from schemas.record import Provenance, Record
from tests.conftest import FakeModel

TEXT = """On 3 May 2023 Peru and Chile signed a treaty on fishing in Lima. Chilean President Rosa Vial met her \
Peruvian counterpart Julio Paredes on 2 May 2023.

“Our fleets will share what the sea gives,” Vial said on Wednesday evening.
"""
KINDS = ("agreement", "meeting", "statement")
YES, NO = {"answer": "yes"}, {"answer": "no"}
PROVENANCE = Provenance(extractor="0", model="fake")


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(Article("missed", TEXT, published="2023-05-04"))


def asked(analysis: Analysis, *replies: object, records: tuple[Record, ...] = ()) -> tuple[Validated, FakeModel]:
    model = FakeModel(*replies)
    validated = ask_missed(validate(records, analysis), analysis, model.ask, provenance=PROVENANCE)
    return validated, model


def passages(model: FakeModel) -> list[str]:
    return [question.messages[-1].content for question in model.history]


def test_every_yes_becomes_a_record_of_that_kind(analysis: Analysis) -> None:
    validated, model = asked(analysis, YES, YES, YES)
    assert [record.type for record in validated.records] == list(KINDS)
    assert validated.missed == ()
    assert {question.name for question in model.history} == {PROMPT}


def test_the_values_are_the_rules_own_checked_and_of_the_models_choosing(analysis: Analysis) -> None:
    validated, _ = asked(analysis, YES, YES, YES)
    agreement = validated.records[0]
    values = fields_of(agreement)
    assert [value.value for value in values["parties"]] == ["PER", "CHL"]
    assert values["date"][0].value == "2023-05-03"
    assert agreement.provenance.model == "fake"
    for held in (value for record in validated.records for group in fields_of(record).values() for value in group):
        assert held.origin == "model"
        assert held.verdict in ("supported", "variant", "inferred")


def test_after_a_no_the_sentence_stays_listed_as_asked(analysis: Analysis) -> None:
    validated, _ = asked(analysis, NO, YES, NO)
    assert [record.type for record in validated.records] == ["meeting"]
    assert [(missed.kind, missed.asked) for missed in validated.missed] == [("agreement", True), ("statement", True)]
    assert [row["asked"] for row in json_rows("missed", validated) if row["type"] == "missed"] == [True, True]


def test_the_question_holds_the_sentence_and_what_the_rules_make_of_it(analysis: Analysis) -> None:
    _, model = asked(analysis, NO, NO, NO)
    signed, met, said = passages(model)
    assert "signed a treaty on fishing" in signed
    assert signed.endswith("treaty, signed, between Peru and Chile")
    assert met.endswith("bilateral meeting, actual, of Chile and Peru")
    assert said.endswith("words said by Rosa Vial")


def test_what_a_record_cites_is_not_asked_about(analysis: Analysis) -> None:
    first, _ = asked(analysis, YES, YES, YES)
    again, model = asked(analysis, records=first.records)
    assert model.history == []
    assert again.records == first.records


def test_an_event_with_a_record_is_not_proposed_again() -> None:
    text = (
        "On 3 May 2023 Peru and Chile signed a treaty on fishing in Lima. The sea is wide. It was cold. "
        "The parliaments of Peru and Chile ratified the treaty on fishing in June."
    )
    analysis = analyse(Article("once", text))
    proposal = next(offer.proposal for offer in find_offers(validate((), analysis), analysis))
    record = assemble(proposal, analysis.article, PROVENANCE)
    first = record.model_copy(update={"evidence": record.evidence[:1]})
    assert list(find_offers(validate((first,), analysis), analysis)) == []


def test_a_reply_that_cant_be_used_counts_as_a_no_and_a_refused_key_ends_all(analysis: Analysis) -> None:
    validated, _ = asked(analysis, ReplyError("cut off", code="truncated"), NO, NO)
    assert validated.records == ()
    with pytest.raises(AccessError):
        asked(analysis, AccessError("the key is refused", code="auth"))


@pytest.mark.fault(32)
def test_the_number_of_questions_is_bounded() -> None:
    names = ("Peru", "Chile", "Kenya", "Norway", "Japan", "Ghana", "Spain", "Italy", "Malta", "Nepal", "Qatar", "Egypt")
    text = "\n\n".join(f"{one} and {other} signed a treaty on fishing." for one, other in pairwise(names))
    analysis = analyse(Article("many", text))
    found = validate((), analysis)
    assert len(list(find_offers(found, analysis))) > MOST_QUESTIONS
    validated, model = asked(analysis, *[NO] * MOST_QUESTIONS)
    assert len(model.history) == MOST_QUESTIONS
    assert sum(missed.asked for missed in validated.missed) == MOST_QUESTIONS


def test_a_summary_without_sides_says_so(analysis: Analysis) -> None:
    proposal = next(find_offers(validate((), analysis), analysis)).proposal
    assert summary(proposal.with_picks("parties", ())).endswith("between sides not named")
    assert {pick.origin for picks in as_answered(proposal).picks.values() for pick in picks} == {"model"}


# An Agreement that the rules doubt, so the audit lists its sentence.
DOUBTED = """Peru and Chile want a roadmap on fishing.

The roadmap between Peru and Kenya is a good one. Norway and Kenya signed a treaty on ports.
"""


def test_the_pipeline_asks_only_when_told_to_and_only_about_the_kinds_wanted() -> None:
    article = Article("doubted", DOUBTED)
    quiet = FakeModel()
    before = extract_article(article, quiet, kinds=("agreement",))
    assert not quiet.history
    assert not any(missed.asked for missed in before.missed)
    model = FakeModel(*[YES] * MOST_QUESTIONS)
    after = extract_article(article, model, kinds=("agreement",), about_missed=True)
    assert len(after.records) > len(before.records)
    assert {record.type for record in after.records} == {"agreement"}
    assert PROMPT in after.records[0].provenance.prompts


def test_without_a_model_there_is_nobody_to_ask(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert call(["run", str(path), "--model", "rules", "--ask-missed", "--no-db"]) == 2
    assert "--ask-missed needs a model" in capsys.readouterr().err


def test_judging_records_once_more_changes_nothing(analysis: Analysis) -> None:
    record = asked(analysis, YES, YES, YES)[0].records[0]
    lonely = record.model_copy(update={"parties": record.parties[:1], "date": None})
    rewritten = lonely.model_copy(update={"parties": (record.parties[0].model_copy(update={"value": "Peruvian"}),)})
    once = validate((lonely, rewritten, record), analysis)
    assert "two-parties" in json.dumps([note.code for kept in once.records for note in kept.findings])
    assert validate(once.records, analysis) == once
