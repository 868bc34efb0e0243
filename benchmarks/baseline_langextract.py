"""Baseline: LangExtract on the embedded model, its items read as records of the codebook.

Everything that its interface offers is used in its favour: an output schema with the codebook's vocabularies, a worked
example of all three classes, the publication date as additional context, exact calendar dates and codes asked for. What
it returns is flat, so the reading is fixed here:

| LangExtract | record |
|---|---|
| class | `type` |
| extraction text | `content` of a statement, `evidence` of an agreement or meeting |
| attributes | the fields of the same name; `city` and `country` together are `place` |
| country names in `parties`, `countries`, `host`, `speaker_country`, `country` | their codes, by the gazetteer |
| `date` | its EDTF value where it is a full date or a month with its year, else as it comes |
| values outside a vocabulary, unknown attributes | kept as they come, left out |
| | `report_role` is always `main`, the commoner value; money, duration and count are not asked for |

Needs `pip install "extractor[bench]"`. Buffers of 1000 characters are its default, 8000 hold most articles whole.

    python benchmarks/baseline_langextract.py dev.jsonl --to run.jsonl --buffer 8000 $(the options that serve.py prints)
"""

import argparse
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from benchmarks.foreign import (
    TIMEOUT_SECONDS,
    Extract,
    Extracted,
    Input,
    PlainValues,
    Spent,
    country_code,
    edtf_date,
    parser,
    run_all,
    text_or_none,
)
from extractor.evaluate.records import FIELD_NAMES, SETS
from schemas.vocabulary import AgreementStatus, Instrument, MeetingForm, QuoteType, Realis, SpeechAct, Topic

DESCRIPTION = (
    "Extract the agreements, meetings and statements of a diplomatic news article in order of appearance. Use exact "
    "text for extractions, without paraphrase or overlap: for an agreement or meeting the words that report it, for a "
    "statement what was said, without the speaker. Countries are ISO 3166-1 alpha-3 codes, organisations acronyms, "
    "persons names without title, dates YYYY-MM-DD."
)
EXAMPLE_TEXT = (
    "On 3 May 2023 Japan and India signed a logistics agreement in Tokyo. Defence Minister Kenji Mori received his "
    "Indian counterpart Arun Nair for talks the same day. “We will deepen our cooperation at sea,” Mori said."
)
EXAMPLE_ITEMS: tuple[tuple[str, str, PlainValues], ...] = (
    (
        "agreement",
        "Japan and India signed a logistics agreement in Tokyo",
        {
            "instrument": "agreement",
            "status": "signed",
            "parties": ["JPN", "IND"],
            "signatories": [],
            "date": "2023-05-03",
            "city": "Tokyo",
            "country": "JPN",
            "domains": ["defence"],
        },
    ),
    (
        "meeting",
        "Defence Minister Kenji Mori received his Indian counterpart Arun Nair for talks the same day",
        {
            "form": "bilateral",
            "realis": "actual",
            "participants": ["Kenji Mori", "Arun Nair"],
            "countries": ["JPN", "IND"],
            "host": "JPN",
            "date": "2023-05-03",
            "city": "Tokyo",
            "country": "JPN",
            "topics": ["defence"],
        },
    ),
    (
        "statement",
        "We will deepen our cooperation at sea",
        {
            "speaker": "Kenji Mori",
            "speaker_country": "JPN",
            "addressee": [],
            "quote_type": "direct",
            "speech_act": "commit_offer",
            "date": "2023-05-03",
            "topics": ["naval_maritime"],
        },
    ),
)
VOCABULARIES: Mapping[str, Any] = {
    "instrument": Instrument,
    "status": AgreementStatus,
    "form": MeetingForm,
    "realis": Realis,
    "quote_type": QuoteType,
    "speech_act": SpeechAct,
    "domains": Topic,
    "topics": Topic,
}
CODED = frozenset({"parties", "countries", "host", "speaker_country"})
# Fields that no attribute of the same name fills.
FILLED_OTHERWISE = frozenset({"place", "content", "report_role", "value", "count"})
MAX_TOKENS = 1500
DEFAULT_BUFFER = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """One extraction of LangExtract; `has_span` says whether it found the text in the article."""

    kind: str
    text: str
    attributes: Mapping[str, Any]
    has_span: bool = False


def to_record(item: Item) -> PlainValues | None:
    """The record that an item stands for, None where its class is none of ours."""
    kind = item.kind.strip().lower()
    fields = next((names for known, names in FIELD_NAMES.items() if known == kind), None)
    if fields is None:
        return None
    asked = [name for name in fields if name not in FILLED_OTHERWISE]
    given = {name: read for name in asked if (read := _read(name, item.attributes.get(name)))}
    city, country = (text_or_none(item.attributes.get(part)) for part in ("city", "country"))
    if "place" in fields and (city or country):
        given["place"] = {"city": city, "country": country and country_code(country)}
    passage = {"content": item.text} if kind == "statement" else {"evidence": [item.text]}
    return {"type": kind, **given, **passage, "report_role": "main"}


def _read(name: str, value: Any) -> Any:
    """An attribute as the field of its name holds it: lists for sets, one text for the others; None where empty."""
    listed = [text for part in (value if isinstance(value, list) else [value]) if (text := text_or_none(part))]
    if name in CODED:
        listed = list(dict.fromkeys(map(country_code, listed)))
    elif name == "date":
        listed = [edtf_date(text) for text in listed]
    if name in SETS:
        return listed
    return listed[0] if listed else None


def attribute_schema(name: str, value: Any) -> dict[str, Any]:
    """The JSON schema of an attribute, after the example's value."""
    vocabulary = VOCABULARIES.get(name)
    word: dict[str, Any] = {"type": "string"}
    if vocabulary is not None:
        word["enum"] = list(get_args(vocabulary))
    if isinstance(value, list):
        return {"type": "array", "items": word}
    return word if vocabulary is not None else {"anyOf": [word, {"type": "null"}]}


def count_responses(spent: Spent, cut: list[str]) -> Any:
    """Count every reply that the OpenAI client hands out, since LangExtract reports no tokens; returns the undoing.

    LangExtract passes no timeout on, so a long one is put in here too.
    """
    from openai.resources.chat.completions import Completions

    original = Completions.create

    def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
        response = original(self, *args, **{**kwargs, "timeout": TIMEOUT_SECONDS})
        spent.count(response)
        cut.extend(choice.finish_reason for choice in response.choices if choice.finish_reason != "stop")
        return response

    Completions.create = counted  # type: ignore[method-assign]
    return lambda: setattr(Completions, "create", original)


def extractor_with(options: argparse.Namespace) -> Extract:
    import langextract as lx

    provider = {
        "api_key": options.api_key,
        "base_url": options.base_url,
        "temperature": 0.0,
        "seed": 0,
        "max_output_tokens": MAX_TOKENS,
        "max_workers": 1,
    }
    settings = {
        "prompt_description": DESCRIPTION,
        "examples": [
            lx.data.ExampleData(EXAMPLE_TEXT, [lx.data.Extraction(k, t, attributes=a) for k, t, a in EXAMPLE_ITEMS])
        ],
        "config": lx.factory.ModelConfig(model_id=options.model, provider="openai", provider_kwargs=provider),
        "output_schema": lx.schema.extractions_schema(
            *(
                lx.schema.extraction_item_schema(
                    kind, attributes={name: attribute_schema(name, value) for name, value in attributes.items()}
                )
                for kind, _, attributes in EXAMPLE_ITEMS
            )
        ),
        "max_char_buffer": options.buffer,
        "max_workers": 1,
        "batch_length": 1,
        "show_progress": False,
    }

    def extract(article: Input, spent: Spent) -> Extracted:
        cut: list[str] = []
        undo = count_responses(spent, cut)
        context = f"Published: {article.published}" if article.published else None
        try:
            found = lx.extract(article.text, additional_context=context, **settings)
        finally:
            undo()
        items = [
            Item(each.extraction_class, each.extraction_text, each.attributes or {}, each.char_interval is not None)
            for each in found.extractions or ()
        ]
        return summed_up(items, cut)

    return extract


def summed_up(items: Iterable[Item], cut: list[str]) -> Extracted:
    """The records, with what LangExtract claims of them: how many items it found in the article."""
    listed = list(items)
    records = [record for item in listed if (record := to_record(item)) is not None]
    error = f"a reply was cut at {MAX_TOKENS} tokens" if cut and not listed else ""
    grounded = sum(item.has_span for item in listed)
    return Extracted(records, error, {"items": len(listed), "items_with_span": grounded, "cut_replies": len(cut)})


def main() -> None:
    made = parser(__doc__)
    made.add_argument("--buffer", type=int, default=DEFAULT_BUFFER, help="characters per request (its max_char_buffer)")
    options = made.parse_args()
    os.environ["NO_PROXY"] = "127.0.0.1,localhost"
    logging.disable(logging.WARNING)
    run_all(options, extractor_with(options))


if __name__ == "__main__":
    main()
