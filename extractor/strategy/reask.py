"""Ask before giving up: values that the checks refuse go back to the model, one short question each.

The question is closed: the values the article offers for that field, and "not stated". What the model then picks is
checked like any other value. At most two rounds, and a bounded number of questions per article: what remains doubtful
after that keeps its verdict for a person to see.
"""

from extractor.analysis import Analysis
from extractor.errors import ReplyError
from extractor.strategy.judgement import Ask, Judgement, shorten
from extractor.validate import Failing, Validated, failing, validate
from schemas.record import Record, Value

ROUNDS = 2
MOST_QUESTIONS = 8  # per round and article
NOT_STATED = "not stated"
QUESTIONS: dict[str, str] = {
    "date": "On which date did it take place?",
    "host": "Which country hosted the meeting?",
    "speaker": "Who said it?",
    "speaker_country": "For which country or organisation does the speaker speak?",
    "parties": "Which country or organisation is bound by the agreement?",
    "countries": "Which country or organisation took part in the meeting?",
    "signatories": "Who signed the agreement?",
    "participants": "Who took part in the meeting?",
    "addressee": "Who is spoken to?",
}
# Without these a record is none, so leaving them out is no option.
REQUIRED = frozenset({"speaker"})


def ask_again(validated: Validated, analysis: Analysis, ask: Ask) -> Validated:
    """The records after the model was asked about what the checks refused."""
    asked: set[tuple[str, str, str]] = set()
    for _ in range(ROUNDS):
        doubts = [doubt for doubt in failing(validated.records, analysis) if key_of(doubt) not in asked]
        changed = list(validated.records)
        for doubt in doubts[:MOST_QUESTIONS]:
            asked.add(key_of(doubt))
            answer = answer_to(doubt, ask) if doubt.field in QUESTIONS else None
            if answer is not None:
                at = next(i for i, record in enumerate(changed) if record.record_id == doubt.record.record_id)
                changed[at] = replace_value(changed[at], doubt, answer)
        if changed == list(validated.records):
            return validated
        validated = validate(changed, analysis)
    return validated


def key_of(doubt: Failing) -> tuple[str, str, str]:
    """One doubt, so that it is asked once."""
    return doubt.record.record_id, doubt.field, doubt.value


def answer_to(doubt: Failing, ask: Ask) -> str | None:
    """The option the model picks; None where there is none, or its reply can't be used: the verdict stays as it is."""
    options = [option for option in doubt.options if option != doubt.value]
    if not options:
        return None
    passage = shorten(" ".join(" ".join(evidence.text for evidence in doubt.record.evidence).split()))
    labels = (*options, *(() if doubt.field in REQUIRED else (NOT_STATED,)))
    values: dict[str, object] = {"passage": passage, "question": QUESTIONS[doubt.field], "options": labels}
    try:
        answer: str = ask(Judgement("choose.v1", values, labels).question()).parsed.answer
    except ReplyError:
        return None
    return answer


def replace_value(record: Record, doubt: Failing, answer: str) -> Record:
    """The record with the model's answer in the place of the refused value."""
    new = None if answer == NOT_STATED else Value(value=answer, origin="model", previous=doubt.value)
    held = getattr(record, doubt.field)
    if not isinstance(held, tuple):
        return record.model_copy(update={doubt.field: new})
    kept = [new if str(value.value) == doubt.value else value for value in held]
    unique = {value.value: value for value in kept if value is not None}
    return record.model_copy(update={doubt.field: tuple(unique.values())})
