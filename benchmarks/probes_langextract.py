"""LangExtract on the 18 probes of tests/probes.json, by its own aligner and without a model.

LangExtract calls an extraction grounded where its aligner finds a span for it. A wrong phrase should get none, a right
one should get a span that covers it. LangExtract is no dependency of the project; run this where it is installed:

    python -m venv lxvenv && lxvenv/bin/pip install langextract==1.7.1
    lxvenv/bin/python benchmarks/probes_langextract.py
"""

import json
import unicodedata
from pathlib import Path

from langextract.core.data import Extraction
from langextract.resolver import Resolver

PROBES = Path(__file__).parent.parent / "tests" / "probes.json"
# What in the text a right phrase means.
MEANT = {
    "accents left out": "Đặng Quốc Khải",
    "accents left out of a longer phrase": "Deputy Prime Minister Lê Hữu Phước",
    "accents composed otherwise": "Lê Hữu Phước",
    "ISO date for a date in words": "12 March 2024",
    "country for its demonym": "Cambodian",
}


def align(text: str, phrase: str, *, accept_lesser: bool) -> tuple[str, str]:
    """The status LangExtract gives a phrase, empty for none, and the words that it found."""
    aligned = next(iter(Resolver().align([Extraction("claim", phrase)], text, 0, 0, accept_match_lesser=accept_lesser)))
    interval, status = aligned.char_interval, aligned.alignment_status
    if interval is None or status is None:
        return "", ""
    return str(status.value), text[interval.start_pos : interval.end_pos]


def main() -> None:
    table = json.loads(PROBES.read_text("utf-8"))
    text = table["text"]
    right = {True: 0, False: 0}
    print("| probe | right | by default | words found | without match_lesser |")
    print("|---|---|---|---|---|")
    for probe in table["probes"]:
        phrase, is_right = probe["phrase"], probe["right"]
        if probe["name"] == "accents composed otherwise":
            phrase = unicodedata.normalize("NFD", phrase)
        results = {lesser: align(text, phrase, accept_lesser=lesser) for lesser in (True, False)}
        for lesser, (status, words) in results.items():
            right[lesser] += (status != "" and words == MEANT[probe["name"]]) if is_right else status == ""
        status, words = results[True]
        print(f"| {probe['name']} | {is_right} | {status or 'none'} | {words[:60]} | {results[False][0] or 'none'} |")
    count = len(table["probes"])
    print(f"\nRight: {right[True]} of {count} by default, {right[False]} of {count} with accept_match_lesser=False.")


if __name__ == "__main__":
    main()
