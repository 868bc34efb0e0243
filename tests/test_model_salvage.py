"""Malformed replies: what is read, what is left out, and that nothing is made up."""

import contextlib
import json
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from extractor.model import salvage
from tests.work import assert_linear

GOOD = '{"items":[{"sentence":1,"act":"deny"},{"sentence":12,"act":"praise"}]}'


class Item(BaseModel):
    sentence: int
    act: Literal["praise", "deny"] | None
    who: str = ""


class Doc(BaseModel):
    items: list[Item] = Field(max_length=5)


class Form(BaseModel):
    """A flat form: every answer may be missing."""

    model_config = ConfigDict(extra="forbid")
    speaker: Literal["P1", "P2"] | None
    date: str | None = None
    amount: float | None = Field(default=None, allow_inf_nan=False)


TWO = {"items": [{"sentence": 1, "act": "deny"}, {"sentence": 12, "act": "praise"}]}
ONE = {"items": [{"sentence": 1, "act": "deny"}]}

LOADS = [
    ("clean", GOOD, TWO),
    ("fence", f"```json\n{GOOD}\n```", TWO),
    ("fence without end", f"```json\n{GOOD}", TWO),
    ("prose around", f"Sure! Here it is:\n{GOOD}\nHope this helps [1].", TWO),
    ("thought before", f'<think>maybe {{"items":[]}}?</think>\n{GOOD}', TWO),
    ("brackets in prose", f"As noted [see below] {{sic}}: {GOOD}", TWO),
    ("trailing commas", '{"items":[{"sentence":1,"act":"deny",},],}', ONE),
    ("two objects", f'{{"items":[]}}\nCorrected:\n{GOOD}', TWO),
    ("second object cut off", f'{GOOD}\n{{"items":[{{"sent', TWO),
    ("cut in a string", GOOD[:-12], {"items": [{"sentence": 1, "act": "deny"}, {"sentence": 12}]}),
    ("cut in a number", GOOD[: GOOD.index("12") + 1], ONE),
    ("cut in a key", '{"items":[{"sentence":1,"act":"deny"},{"sen', ONE),
    ("cut after an escape", '{"a":"x","b":"y\\', {"a": "x"}),
    ("raw line end in a string", '{"a":"x\ny"}', {"a": "x\ny"}),
    ("bracket in a string", 'so {"a":"}],{"} it is', {"a": "}],{"}),
    ("escaped quote in a string", 'so {"a":"\\"}"} it is', {"a": '"}'}),
    ("NaN and Infinity", '{"a":NaN,"b":[-Infinity]}', {"a": None, "b": [None]}),
    ("list only", 'The list: [{"sentence":1,"act":"deny"}].', ONE["items"]),
]


@pytest.mark.fault(9)
@pytest.mark.parametrize(("text", "value"), [case[1:] for case in LOADS], ids=[case[0] for case in LOADS])
def test_loads(text: str, value: Any):
    assert salvage.loads(text) == value


@pytest.mark.fault(9)
@pytest.mark.parametrize(
    "text", ["", "I can't help with that.", '{"items":[', "{", "}{", '"', "[[[[", "<think>{}", "(]"]
)
def test_loads_refuses_what_holds_no_complete_value(text: str):
    with pytest.raises(ValueError):
        salvage.loads(text)


READ = [
    ("clean", GOOD, TWO["items"], 0),
    ("one code block", f"```json\n{GOOD}\n```\n", TWO["items"], 0),
    ("prose", f"Well: {GOOD}", TWO["items"], 1),
    ("unknown value is nulled", GOOD.replace("praise", "prise"), [TWO["items"][0], {"sentence": 12, "act": None}], 1),
    ("missing nullable key", '{"items":[{"sentence":1}]}', [{"sentence": 1, "act": None}], 1),
    ("item without its number goes", '{"items":[{"act":"deny"},{"sentence":1,"act":"deny"}]}', ONE["items"], 2),
    ("wrong number type", '{"items":[{"sentence":"1","act":"deny"}]}', ONE["items"], 0),
    ("item is no object", '{"items":["x",{"sentence":1,"act":"deny"},null]}', ONE["items"], 2),
    ("bare list", '[{"sentence":1,"act":"deny"}]', ONE["items"], 1),
    ("cut off", GOOD[:-12], [TWO["items"][0], {"sentence": 12, "act": None}], 1),
    ("too many", json.dumps({"items": ONE["items"] * 9}), ONE["items"] * 5, 1),
    ("honest empty list", '{"items":[]}', [], 0),
]  # fmt: skip


@pytest.mark.fault(10)
@pytest.mark.parametrize(("text", "items", "notes"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_read_keeps_the_good_items(text: str, items: list[Any], notes: int):
    read = salvage.read(Doc, text)
    assert read.parsed is not None
    assert [item.model_dump(exclude={"who"}) for item in read.parsed.items] == items
    assert len(read.notes) == notes, read.notes


LOST = ['{"items":[{"sentence":1', '{"items":[{"act":"deny"}]}', "no", '{"itms":3}', '"text"', '{"items":"x"}', "```"]


@pytest.mark.fault(10)
@pytest.mark.parametrize("text", LOST)
def test_a_reply_that_lost_everything_is_no_finding(text: str):
    read = salvage.read(Doc, text)
    assert read.parsed is None
    assert read.notes


def test_shifted_positions_do_not_confuse_the_repair():
    rows = [{"sentence": n, "act": "deny"} for n in range(5)]
    rows[0]["sentence"], rows[2]["act"], rows[3]["act"] = "?", "odd", 7
    parsed, notes = salvage.validate_items(Doc, {"items": rows})
    assert parsed is not None
    assert [(item.sentence, item.act) for item in parsed.items] == [(1, "deny"), (2, None), (3, None), (4, "deny")]
    assert [note.split(":")[0] for note in notes] == ["items.3.act", "items.2.act", "items.0.sentence", "items.0"]


def test_a_form_keeps_its_good_keys():
    parsed, notes = salvage.validate_items(Form, {"speaker": "P9", "date": "2021", "amount": float("nan"), "mood": 1})
    assert parsed == Form(speaker=None, date="2021")
    assert {note.split(":")[0] for note in notes} == {"speaker", "amount", "mood"}


def test_the_input_is_not_changed():
    data = {"items": [{"sentence": "?"}]}
    salvage.validate_items(Doc, data)
    assert data == {"items": [{"sentence": "?"}]}


@pytest.mark.fault(34)
def test_notes_are_short_and_show_no_control_characters():
    _, notes = salvage.validate_items(Form, {"speaker": "\x1b]52;c;" + "x" * 10_000})
    assert all(len(note) <= salvage.NOTE_CHARS and note.isprintable() for note in notes)


@pytest.mark.fault(10, 32)
def test_depth_and_size_are_bounded():
    for text in ("[" * 100_000, '{"a":' * 5_000 + "1" + "}" * 5_000, "x" * (salvage.MAX_CHARS + 1)):
        assert salvage.read(Doc, text).parsed is None


@pytest.mark.fault(20)
@pytest.mark.parametrize("unit", ['{"a":1,', "[", '"', "{}", '{"a":"\\', "},", "<think>"])
def test_time_grows_no_faster_than_the_text(unit: str):
    assert_linear(lambda size: salvage.read(Doc, unit * (size // len(unit))), 20_000)


@pytest.mark.fault(9)
@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from('{}[]",:\\0a\n <think>'), max_size=80))
def test_any_text_gives_a_value_or_a_value_error(text: str):
    with contextlib.suppress(ValueError):
        salvage.loads(text)
    salvage.read(Doc, text)


@pytest.mark.fault(11)
@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 999), st.sampled_from(["praise", "deny"])), max_size=5), st.data())
def test_a_cut_never_invents(rows: list[tuple[int, str]], data: st.DataObject):
    text = json.dumps({"items": [{"sentence": number, "act": act} for number, act in rows]})
    parsed = salvage.read(Doc, text[: data.draw(st.integers(0, len(text)))]).parsed
    if parsed is not None:
        got = [(item.sentence, item.act) for item in parsed.items]
        assert all(act in (row[1], None) and number == row[0] for (number, act), row in zip(got, rows, strict=False))
