"""Random runs as the lossless lines that `extractor run` writes, sorted by article."""

from hypothesis import strategies as st

from schemas.record import (
    Agreement,
    Codes,
    Evidence,
    Finding,
    Meeting,
    MoneyValue,
    Place,
    Provenance,
    Statement,
    Value,
)

# What a spreadsheet, a terminal, a CSV reader or a page might take for something else than text.
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org";"x")',
    "+49 30",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "  =1",
    "＝1",
    "'=1",
    "''",
    "a\0b",
    'one "two", three;\r\nfour',
    "[bold red]x[/bold red] [link=http://example.org]y[/link]",
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b[0m\x1b]52;c;aGk=\x07",
    "over\rwrite",
    "\u202egnp.exe",
    "NA",
    "null",
    "007",
    "1e5",
    "Łódź, 北京, القاهرة",
    "a; b",
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(HOSTILE)
OFFSET = st.integers(0, 2**63 - 1)
EDTF = st.sampled_from(["2021-05-04", "2021-05", "1999~", "2021-22", "2021-05-01/..", "../2021", "2021-02-30"]) | TEXT
EVIDENCE = st.builds(Evidence, start=OFFSET, end=OFFSET, text=TEXT)
FINDING = st.builds(
    Finding,
    code=TEXT,
    severity=st.sampled_from(["info", "warning", "error"]),
    message=TEXT,
    start=st.none() | OFFSET,
    end=st.none() | OFFSET,
)


def value(inner):
    return st.builds(
        Value,
        value=inner,
        verdict=st.sampled_from(["supported", "variant", "inferred", "unsupported", "contradicted", "unchecked"]),
        origin=st.sampled_from(["model", "rule", "repair", "input"]),
        evidence=st.none() | EVIDENCE,
        findings=st.lists(FINDING, max_size=1).map(tuple),
        previous=st.none() | TEXT,
    )


def several(inner):
    return st.lists(value(inner), max_size=2).map(tuple)


def maybe(inner):
    return st.none() | value(inner)


BASE = {
    "record_id": st.just("x"),
    "doc_id": st.just("x"),
    "report_role": value(st.sampled_from(["main", "background"])),
    "evidence": st.lists(EVIDENCE, max_size=2).map(tuple),
    "codes": st.builds(Codes, cameo=st.none() | st.just("040"), plover=st.none() | TEXT),
    "confidence": st.none() | st.floats(0, 1),
    "findings": st.lists(FINDING, max_size=1).map(tuple),
    "provenance": st.builds(Provenance, extractor=TEXT, model=TEXT),
}
PLACE = st.builds(Place, city=st.none() | TEXT, country=st.none() | TEXT)
MONEY = st.builds(MoneyValue, amount=st.floats(allow_nan=False, allow_infinity=False), currency=st.none() | TEXT)
TOPIC = st.sampled_from(["energy", "defence"])
AGREEMENTS = st.builds(
    Agreement,
    **BASE,
    instrument=value(st.just("mou")),
    status=value(st.just("signed")),
    parties=several(TEXT),
    signatories=several(TEXT),
    date=maybe(EDTF),
    place=maybe(PLACE),
    domains=several(TOPIC),
    value=maybe(MONEY),
    duration=maybe(TEXT),
    count=maybe(st.integers(-(2**63), 2**63 - 1)),
)
MEETINGS = st.builds(
    Meeting,
    **BASE,
    form=value(st.just("summit")),
    realis=value(st.sampled_from(["actual", "planned"])),
    participants=several(TEXT),
    countries=several(TEXT),
    host=maybe(TEXT),
    date=maybe(EDTF),
    place=maybe(PLACE),
    topics=several(TOPIC),
)
STATEMENTS = st.builds(
    Statement,
    **BASE,
    speaker=value(TEXT),
    speaker_country=maybe(TEXT),
    addressee=several(TEXT),
    quote_type=value(st.just("direct")),
    content=value(TEXT),
    speech_act=value(st.just("assert")),
    date=maybe(EDTF),
    topics=several(TOPIC),
)
MISSED = st.fixed_dictionaries(
    {"kind": st.just("meeting"), "start": OFFSET, "end": OFFSET, "trigger": TEXT, "message": TEXT}
)
ARTICLE = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["ok", "failed"]),
        "source": TEXT,
        "characters": OFFSET,
        "title": st.none() | TEXT,
        "published": st.none() | EDTF,
        "possibly_missed": st.lists(MISSED, max_size=1),
        "seconds": st.floats(0, 1e6),
        "usage": st.just({"prompt_tokens": None, "completion_tokens": 3, "calls": 1}),
    }
)


def _lines(articles):
    for doc_id, (article, records) in sorted(articles.items()):
        for number, record in enumerate(records):
            named = record.model_copy(update={"doc_id": doc_id, "record_id": f"{number}"})
            yield named.model_dump(mode="json", exclude_none=True)
        yield {"type": "article", "doc_id": doc_id, **article}


RUNS = st.dictionaries(
    TEXT, st.tuples(ARTICLE, st.lists(AGREEMENTS | MEETINGS | STATEMENTS, max_size=2)), min_size=1, max_size=3
).map(lambda articles: list(_lines(articles)))
