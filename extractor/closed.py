"""The closed strategy, for small models: rules propose, the model decides what they leave open.

A small model invents values when it writes and copies its example when it fills a long form. Asked one short question
at a time, with a few worked examples and a closed list of answers, it is right far more often (measured, see
benchmarks/RESULTS.md). So the rules propose whole records with closed options per field, and each thing they can't
settle becomes one judgement: a passage, a question, the allowed answers. The examples of a question never change, so
the server reads them once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, create_model

from extractor.agreements import AgreementCandidate
from extractor.analysis import Analysis
from extractor.attribution import Attribution
from extractor.candidates import Options
from extractor.meetings import MeetingCandidate
from extractor.model.question import Answer, Question
from extractor.prompt import load_prompt
from extractor.proposal import SCALARS, Pick, Proposal
from schemas.vocabulary import RecordKind

Ask = Callable[[Question[Any]], Answer[Any]]

# A judgement is one label; the longest label is under a dozen tokens, the rest is braces and the key.
ANSWER_TOKENS = 24


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
            max_tokens=ANSWER_TOKENS,
        )


def reply_model(labels: tuple[str, ...]) -> type[BaseModel]:
    """A pydantic model `{"answer": one of the labels}`."""
    return create_model("Reply", answer=(Literal[labels], ...))


def _picks(options: Options[Any], *, scalar: bool) -> tuple[Pick, ...]:
    chosen = [Pick(option.value, option.span) for option in options if option.sure]
    return tuple(chosen[:1] if scalar else chosen)
