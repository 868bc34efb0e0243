"""Records from strangers: gold labels, plain JSON and our own lines become records that the checks can read.

A coder's several accepted answers are alternatives; the preferred one is what gets checked. Values outside a vocabulary
are kept as they are, since saying that they are wrong is the checks' business.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from extractor.evaluate.records import FIELD_NAMES, SETS, AcceptedPlace, Amount, PlainRecord, read_record
from extractor.records.assemble import cut
from extractor.records.proposal import SCALARS
from extractor.validate.base import locate
from schemas.record import RECORDS, Evidence, MoneyValue, Place, Provenance, Record, Value

UNKNOWN: Final = "unknown"


def from_json(data: Mapping[str, Any], *, doc_id: str, text: str) -> Record:
    """A record from JSON of any of the three forms. Raises InputError where a value has no shape its field allows."""
    return from_plain(read_record(data), doc_id=doc_id, text=text)


def from_plain(plain: PlainRecord, *, doc_id: str, text: str) -> Record:
    """A record of the preferred values, its evidence located in the text verbatim or nearly so.

    Passages that stand nowhere are left out; a record may end up with none.
    """
    found = [span for passage in plain.evidence if (span := locate(text, passage))]
    fields: dict[str, Any] = {}
    for name in FIELD_NAMES[plain.kind]:
        if name in SETS:
            given = [slot[0] for slot in plain.sets[name]]
            fields[name] = tuple(_value(item) for item in given if item is not None)
            continue
        item = plain.preferred(name)
        fields[name] = None if item is None else _value(item)
    content = fields.get("content")
    if plain.kind == "statement" and content is not None:
        fields["content"] = content.model_copy(update={"evidence": cut(text, locate(text, content.value))})
    for name in RECORDS[plain.kind].model_fields.keys() & SCALARS:
        if fields.get(name) is None and RECORDS[plain.kind].model_fields[name].is_required():
            fields[name] = Value[Any].model_construct(value=None, origin="input")
    # Not validated: a stranger's value may lie outside the vocabulary, and the checks are to say so.
    record: Record = RECORDS[plain.kind].model_construct(  # type: ignore[assignment]
        record_id=plain.id or _identity(plain),
        doc_id=doc_id,
        evidence=tuple(Evidence(start=span.start, end=span.end, text=span.of(text)) for span in dict.fromkeys(found)),
        provenance=Provenance(extractor=UNKNOWN, model=UNKNOWN),
        **fields,
    )
    return record


def _value(item: Any) -> Value[Any]:
    if isinstance(item, AcceptedPlace):
        city, country = (next(iter(part), None) for part in item)
        item = Place(city=city, country=country)
    elif isinstance(item, Amount):
        item = MoneyValue(amount=item.amount, currency=item.currency)
    return Value[Any](value=item, origin="input")


def _identity(plain: PlainRecord) -> str:
    return hashlib.sha256(plain.key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
