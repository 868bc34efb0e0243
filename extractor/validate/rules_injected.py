"""Records that rest on words addressed to a machine.

The checks read an article in which such passages are blank, so a value that only they name has no support already.
What is left to say is of records whose passages lie there: an order to record something is no report of it, however
well its words agree with the record. This holds of anybody's records, also of those a hijacked model wrote.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from extractor.evaluate.records import FIELD_NAMES
from extractor.mentions import Instruction
from extractor.spans import Span
from extractor.validate.base import Case, Context, Remark, Ruling
from extractor.validate.registry import article_check, value_check
from extractor.validate.words import quoted
from schemas.record import Record

FIELDS: Final = tuple(dict.fromkeys(chain.from_iterable(FIELD_NAMES.values())))


@value_check(
    "instruction-only",
    fields=FIELDS,
    about="A record rests on words that report, not only on words addressed to a machine that reads the article.",
)
def instruction_only(case: Case, value: Any) -> Ruling | None:
    """No value of a record has support where all its passages speak to a machine."""
    touched = [_touching(passage, case.context) for passage in case.passages]
    first = touched[0] if touched and all(touched) else None
    return Ruling("unsupported", _message(first, case.context), case.passages[0]) if first else None


@article_check(
    "instruction-cited",
    fields=("evidence",),
    severity="error",
    about="A passage that is addressed to a machine is no evidence.",
)
def instruction_cited(records: Sequence[Record], context: Context) -> Iterator[Remark]:
    """Records with at least one passage that speaks to a machine."""
    if not context.analysis.instructions:
        return
    for index, record in enumerate(records):
        spans = (Span(passage.start, passage.end) for passage in record.evidence)
        instruction = next(filter(None, (_touching(span, context) for span in spans)), None)
        if instruction:
            yield Remark(index, "", Ruling(None, _message(instruction, context), instruction.span))


def _message(instruction: Instruction, context: Context) -> str:
    words = quoted(context.analysis.article.text, instruction.trigger)
    return f"These words speak to a machine that reads the article ({words}); they report nothing."


def _touching(span: Span, context: Context) -> Instruction | None:
    return next((found for found in context.analysis.instructions if found.span.overlaps(span)), None)
