"""The 18 alignment probes: 13 claims that must not count as supported, 5 that must."""

import json
import unicodedata
from pathlib import Path

import pytest

from extractor.analysis import Analysis, analyse
from extractor.article import Article
from extractor.validate import validate
from extractor.validate.base import fields_of
from extractor.validate.intake import from_json
from schemas.record import Value

TABLE = json.loads((Path(__file__).parent / "probes.json").read_text("utf-8"))
TEXT = TABLE["text"]
ACCEPTED = {"supported", "variant", "inferred"}


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(Article("probes", TEXT, published=TABLE["published"]))


def judged(analysis: Analysis, probe: dict) -> list[Value]:
    data = {**TABLE["records"][probe["record"]], probe["field"]: probe["value"]}
    record = from_json(data, doc_id="probes", text=TEXT)
    return list(fields_of(validate([record], analysis, repair=False).records[0])[probe["field"]])


@pytest.mark.fault(14, 24)
@pytest.mark.parametrize("probe", TABLE["probes"], ids=lambda probe: probe["name"])
def test_claims_are_supported_exactly_where_they_are_right(analysis: Analysis, probe: dict) -> None:
    if probe["name"] == "accents composed otherwise":
        probe = {**probe, "value": unicodedata.normalize("NFD", probe["value"])}
    verdicts = {value.verdict for value in judged(analysis, probe)}
    assert (verdicts <= ACCEPTED) is probe["right"]


def test_there_are_eighteen() -> None:
    assert (len(TABLE["probes"]), sum(not probe["right"] for probe in TABLE["probes"])) == (18, 13)


@pytest.mark.parametrize("name", TABLE["records"])
def test_the_records_that_the_probes_change_are_clean(analysis: Analysis, name: str) -> None:
    record = from_json(TABLE["records"][name], doc_id="probes", text=TEXT)
    values = [v for vs in fields_of(validate([record], analysis, repair=False).records[0]).values() for v in vs]
    assert {value.verdict for value in values} <= ACCEPTED
    assert not [f for value in values for f in value.findings if f.severity != "info"]
