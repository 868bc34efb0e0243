"""One closed question to a model: a passage, a question, the allowed answers.

A small model invents values when it writes and copies its example when it fills a long form. Asked one short question
at a time, with a few worked examples and a closed list of answers, it is right far more often (measured, see
benchmarks/RESULTS.md). The examples of a question never change, so the server reads them once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel, create_model

from extractor.model.question import Answer, Question
from extractor.prompt import load_prompt

Ask = Callable[[Question[Any]], Answer[Any]]

YES_NO: Final = ("yes", "no")
PASSAGE_WIDTH: Final = 420  # characters; about a hundred tokens, two seconds of reading for the embedded model
# A judgement is one label in `{"answer":""}`. No tokenizer makes more tokens than a label has bytes.
ANSWER_FRAME_TOKENS: Final = 16


@dataclass(frozen=True, slots=True)
class Judgement:
    """One closed question: the prompt, what goes into it, and the labels it may answer with."""

    prompt: str
    values: dict[str, object]
    labels: tuple[str, ...]

    def question(self) -> Question[Any]:
        """The question with a response model that admits these labels only."""
        return Question(
            name=self.prompt,
            messages=load_prompt(self.prompt).render(self.values),
            response_model=reply_model(self.labels),
            max_tokens=ANSWER_FRAME_TOKENS + max(len(label.encode("utf-8")) for label in self.labels),
        )


def reply_model(labels: tuple[str, ...]) -> type[BaseModel]:
    """A pydantic model `{"answer": one of the labels}`."""
    answer: Any = Literal[labels]
    return create_model("Reply", answer=(answer, ...))


def shorten(passage: str) -> str:
    """The beginning and the end of a long passage: the cue stands at one of them."""
    if len(passage) <= PASSAGE_WIDTH:
        return passage
    half = PASSAGE_WIDTH // 2
    return f"{passage[:half]} … {passage[-half:]}"
