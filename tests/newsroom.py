"""Short articles on disk, and a step of the stub server that answers what it is asked about them."""

import json
from pathlib import Path
from typing import Any

from tests.stub_server import completion, send

SENTENCES = {
    "ana": "Norway and Kenya on Monday signed a treaty on fisheries in Oslo.",
    "bo": "Peru and Chile signed a memorandum of understanding on mining in Lima on Tuesday.",
    "cem": "Turkey and Georgia signed an agreement on railways in Tbilisi on Friday.",
    "dag": "Rain fell on the harbour for the third day in a row, fishermen said.",
    "eva": "Spain and Morocco signed a protocol on migration in Rabat on Thursday.",
}
PLACES = {"ana": "Oslo", "bo": "Lima", "cem": "Tbilisi", "eva": "Rabat"}
PARTIES = {
    "ana": ["Norway", "Kenya"],
    "bo": ["Peru", "Chile"],
    "cem": ["Turkey", "Georgia"],
    "eva": ["Spain", "Morocco"],
}
INSTRUMENTS = {"ana": "treaty", "bo": "mou", "cem": "agreement", "eva": "protocol"}


def write_news(folder: Path, *names: str) -> Path:
    """The articles of these names, all of them when none is given."""
    folder.mkdir(exist_ok=True)
    for name in names or SENTENCES:
        (folder / f"{name}.txt").write_text(SENTENCES[name], "utf-8")
    return folder


def draft(name: str) -> dict[str, Any]:
    """What a good model says of an article."""
    return {
        "evidence": SENTENCES[name],
        "instrument": INSTRUMENTS[name],
        "status": "signed",
        "parties": PARTIES[name],
        "city": PLACES[name],
    }


def subject(body: dict[str, Any]) -> str:
    """The article that a request is about."""
    said = [message["content"] for message in body["messages"]]
    return next(name for name, sentence in SENTENCES.items() if any(sentence in words for words in said))


def answering(handler: Any) -> None:
    """A step: the Agreement of the article in question, where it has one; no records of other kinds."""
    name = subject(handler.body)
    asked = json.dumps(handler.body["response_format"])
    records = [draft(name)] if name in PARTIES and "AgreementDraft" in asked else []
    send(handler, 200, json.dumps(completion(json.dumps({"records": records}))).encode())
