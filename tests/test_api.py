"""`from extractor import extract` on a string."""

import pytest

from extractor import extract
from extractor.errors import ModelError
from schemas.record import Agreement

TEXT = "OSLO, May 7 (Wire) - Norway and Kenya on Monday signed a treaty on fisheries in Oslo."


def test_typed_records_from_a_string():
    (record,) = [r for r in extract(TEXT, model="rules", published="2024-05-07") if r.type == "agreement"]
    assert isinstance(record, Agreement)
    assert record.instrument.value == "treaty"
    assert {party.value for party in record.parties} == {"NOR", "KEN"}
    assert record.date.value == "2024-05-06"


@pytest.mark.fault(23)
def test_what_no_file_can_hold_keeps_its_place():
    (record,) = extract("Peru and Chile signed a treaty on fishing in \ud800Lima.", model="rules")
    assert record.evidence[0].text == "Peru and Chile signed a treaty on fishing in ?Lima."
    record.model_dump_json()


def test_a_dead_endpoint_is_one_clear_error():
    with pytest.raises(ModelError) as caught:
        extract(TEXT, model="strong", base_url="http://127.0.0.1:9/v1")
    assert "127.0.0.1:9" in str(caught.value)
    assert "\n" not in str(caught.value)
