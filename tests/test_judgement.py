"""Closed questions: only the labels offered are an answer, and a long passage keeps both its ends."""

import pytest
from pydantic import ValidationError

from extractor.strategy.judgement import PASSAGE_WIDTH, YES_NO, reply_model, shorten


def test_reply_model_refuses_what_was_not_offered():
    model = reply_model(YES_NO)
    assert model.model_validate({"answer": "yes"})
    with pytest.raises(ValidationError):
        model.model_validate({"answer": "Yes"})


def test_shorten_keeps_both_ends():
    long = "a" * PASSAGE_WIDTH + "b" * PASSAGE_WIDTH
    assert shorten("short") == "short"
    assert len(shorten(long)) <= PASSAGE_WIDTH + 3
    assert shorten(long).startswith("a")
    assert shorten(long).endswith("b")
