"""Label files: precise errors, verbatim evidence, and a way there and back."""

import json

import pytest

from extractor.errors import InputError
from extractor.evaluate.records import AcceptedPlace, Amount
from extractor.evaluate.runs import read_run
from extractor.gold import GoldError, load_gold, load_run, read_gold
from extractor.output.goldfiles import write_gold
from extractor.output.whole import WholeFiles

TEXT = "Peru and Chile signed a memorandum in Lima on 4 May 2021. “We are glad,” Ana Suárez said in Lima."
AGREEMENT = {
    "id": "A1",
    "optional": False,
    "report_role": "main",
    "instrument": ["mou"],
    "status": ["signed"],
    "parties": ["PER", "CHL"],
    "signatories": [["Ana Suárez", "Suárez"]],
    "date": ["2021-05-04"],
    "place": {"city": ["Lima"], "country": ["PER"]},
    "domains": ["energy"],
    "value": {"amount": 5_000_000, "currency": "USD"},
    "duration": "P20Y",
    "count": 1,
    "evidence": ["Peru and Chile signed a memorandum in Lima"],
}
MEETING = {
    "id": "M1",
    "report_role": "background",
    "form": ["visit", None],
    "realis": ["actual"],
    "participants": [],
    "countries": ["PER", "CHL"],
    "host": [],
    "date": [],
    "place": None,
    "topics": [],
    "evidence": ["in Lima"],
}
STATEMENT = {
    "id": "S1",
    "optional": True,
    "report_role": "main",
    "speaker": ["Ana Suárez"],
    "speaker_country": ["PER"],
    "addressee": [],
    "quote_type": ["direct"],
    "content": "We are glad",
    "speech_act": ["optimism", "praise_thank"],
    "date": ["2021-05-04"],
    "topics": [],
}


def labels(**changes):
    return {
        "doc_id": "a",
        "published": "2021-05-05",
        "agreements": [AGREEMENT],
        "meetings": [MEETING],
        "statements": [STATEMENT],
        **changes,
    }


def read(data, text=TEXT):
    return read_gold(json.dumps(data), name="a.gold.json", text=text)


def problems(data, text=TEXT):
    with pytest.raises(GoldError) as caught:
        read(data, text)
    return [str(problem) for problem in caught.value.problems]


def test_labels_become_plain_records():
    gold = read(labels())
    agreement, meeting, statement = gold.records
    assert (gold.doc_id, gold.published, gold.text) == ("a", "2021-05-05", TEXT)
    assert agreement.slots["instrument"] == ("mou",)
    assert agreement.sets["signatories"] == (("Ana Suárez", "Suárez"),)
    assert agreement.slots["place"] == (AcceptedPlace(("Lima",), ("PER",)),)
    assert agreement.slots["value"] == (Amount(5_000_000, "USD"),)
    assert (agreement.slots["count"], agreement.slots["duration"]) == ((1,), ("P20Y",))
    assert meeting.slots["form"] == ("visit", None)
    assert (meeting.slots["place"], meeting.slots["host"], meeting.optional) == ((), (), False)
    assert statement.optional
    assert statement.evidence == ("We are glad",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"instrument": ["memo"]},
            "a.gold.json: agreements A1: instrument: 'memo' is not allowed; allowed: 'mou', 'treaty'",
        ),
        ({"status": ["signed", "sealed"]}, "a.gold.json: agreements A1: status: 'sealed' is not allowed"),
        ({"domains": ["defense"]}, "a.gold.json: agreements A1: domains: 'defense' is not allowed; allowed: 'defence'"),
        ({"report_role": "side"}, "report_role: 'side' is not allowed; allowed: 'main' or 'background'"),
        ({"date": ["4 May 2021"]}, "date: '4 May 2021' is not an EDTF date; allowed: 2023-07-20"),
        ({"date": ["2021-02-30"]}, "date: '2021-02-30' is not an EDTF date"),
        ({"duration": "20 years"}, "duration: '20 years' does not match"),
        ({"value": {"amount": 5, "currency": "dollars"}}, "value.currency: 'dollars' does not match"),
        ({"count": 0}, "count: 0: Input should be greater than or equal to 1"),
        ({"party": ["PER"]}, "a.gold.json: agreements A1: party: is no field of the codebook"),
        ({"evidence": ["Peru signed"]}, "agreements A1: evidence: 'Peru signed' does not stand in the article"),
        ({"place": {"town": ["Lima"]}}, "place.town: is no field of the codebook"),
    ],
)
def test_a_problem_names_file_record_field_and_what_is_allowed(changes, expected):
    (problem,) = problems(labels(agreements=[AGREEMENT | changes]))
    assert expected in problem


def test_problems_of_whole_files():
    assert "doc_id: 'b' differs from the file's name; allowed: 'a'" in problems(labels(doc_id="b"))[0]
    assert "meetings A1: id: is used twice" in problems(labels(meetings=[MEETING | {"id": "A1"}]))[0]
    assert "published: '5 May' does not match" in problems(labels(published="5 May"))[0]
    assert "is no field of the codebook" in problems(labels(agreement=[]))[0]
    no_id = {key: value for key, value in AGREEMENT.items() if key != "id"}
    assert "agreements number 1: id: is missing" in problems(labels(agreements=[no_id]))[0]
    no_status = {key: value for key, value in AGREEMENT.items() if key != "status"}
    assert "agreements A1: status: is missing; an empty list says" in problems(labels(agreements=[no_status]))[0]
    with pytest.raises(GoldError, match=r"a\.gold\.json: not JSON"):
        read_gold("{", name="a.gold.json")


def test_content_must_be_verbatim_and_every_problem_is_told():
    found = problems(labels(statements=[STATEMENT | {"content": "We are happy", "topics": []}], doc_id="b"))
    assert len(found) == 2
    assert "statements S1: content: 'We are happy' does not stand in the article; quote it verbatim" in found[1]


def test_without_the_text_evidence_cannot_be_checked():
    assert read(labels(statements=[STATEMENT | {"content": "Never said"}]), text=None).text is None


def test_a_folder_is_read_with_texts_beside_or_elsewhere(tmp_path):
    gold, texts = tmp_path / "gold", tmp_path / "texts"
    gold.mkdir()
    texts.mkdir()
    (gold / "a.gold.json").write_text(json.dumps(labels()), "utf-8")
    (gold / "b.gold.json").write_text(json.dumps({"doc_id": "b"}), "utf-8")
    (gold / "a.txt").write_text("something else", "utf-8")
    (texts / "a.txt").write_bytes(TEXT.encode())
    with pytest.raises(GoldError, match=r"does not stand in the article.* \(and 2 more\)"):
        load_gold(gold)
    first, second = load_gold(gold, articles=texts)
    assert (first.doc_id, first.text, second.doc_id, second.records, second.text) == ("a", TEXT, "b", (), None)
    assert load_gold(gold / "b.gold.json")[0].doc_id == "b"
    with pytest.raises(InputError, match=r"no \*\.gold\.json in"):
        load_gold(texts)


def test_a_run_written_as_gold_reads_back_the_same(tmp_path):
    records = [
        {"type": kind, "doc_id": doc_id, **fields}
        for doc_id in ("a", "../Über/b")
        for kind, fields in (("agreement", AGREEMENT), ("meeting", MEETING), ("statement", STATEMENT))
    ]
    lines = [json.dumps(record) for record in records]
    lines.append(json.dumps({"type": "article", "doc_id": "empty"}))
    run = read_run(lines, name="run")
    with WholeFiles(tmp_path / "out") as files:
        assert write_gold(sorted(map(json.loads, lines), key=lambda line: line["doc_id"]), files) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    coded = {article.doc_id: article.records for article in load_gold(tmp_path / "out")}
    assert coded == {**run.records, "empty": ()}
    again = load_run(tmp_path / "out")
    assert {doc_id: again.records.get(doc_id, ()) for doc_id in again.doc_ids} == coded


def test_a_run_may_hold_values_outside_the_vocabularies(tmp_path):
    (tmp_path / "a.gold.json").write_text(json.dumps(labels(agreements=[AGREEMENT | {"instrument": "memo"}])), "utf-8")
    run = load_run(tmp_path)
    assert run.records["a"][0].slots["instrument"] == ("memo",)
    (tmp_path / "a.gold.json").write_text("[1]", "utf-8")
    with pytest.raises(GoldError, match="is not an object of agreements, meetings and statements"):
        load_run(tmp_path)


@pytest.mark.fault(44)
def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        load_run(tmp_path / "nothing.jsonl")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot read"):
        load_run(tmp_path / "binary.jsonl")
