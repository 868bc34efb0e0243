"""What the baselines share: reading articles, measuring an article, and writing a run that `extractor eval` scores.

A foreign tool knows no codebook, so its values are read kindly: a country's name or two-letter code counts as its code,
a date in any unambiguous calendar form as its EDTF value, an empty string or "unknown" as no value. Nothing is
resolved, guessed or looked up in the article: that would be our work and not the tool's.
"""

import argparse
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.core import get_global

from extractor.edtf import is_valid
from extractor.gazetteer import codes, lookup

PlainValues = dict[str, Any]
# "12 March 2024", "March 12, 2024", "Mar 12 2024": one reading only, whatever the reader's country.
CALENDAR_FORMS = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y")
MONTH_FORMS = ("%B %Y", "%b %Y")
ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
MESSAGE_CHARS = 300
# A request waits this long before it fails; a slow or busy machine is no fault of a tool.
TIMEOUT_SECONDS = 3600.0
NO_VALUE = frozenset({"unknown", "none", "null", "n/a", "na", "not specified", "not mentioned", "-"})


def text_or_none(value: Any) -> str | None:
    """A text without surrounding blanks; None for what is no text and for words that say that there is no value."""
    given = value.strip() if isinstance(value, str) else ""
    return given if given and given.casefold() not in NO_VALUE else None


def country_code(name: str) -> str:
    """The code of a country or organisation by its name, capital or two-letter code.

    A name that stands for none or for several is returned as it is.
    """
    given = name.strip().removeprefix("the ").removeprefix("The ")
    if given in codes():
        return given
    named = {entry.code for entry in lookup(given) if entry.kind in ("country", "organisation")}
    return named.pop() if len(named) == 1 else _by_two_letters().get(given, given)


@lru_cache(maxsize=1)
def _by_two_letters() -> dict[str, str]:
    """ISO 3166-1 alpha-2 to alpha-3, by the aliases of the Unicode locale data."""
    aliases = get_global("territory_aliases")
    return {aliases[code][0]: code for code in codes() if code in aliases}


def edtf_date(words: str) -> str:
    """The EDTF value of a full date or of a month with its year; other words are returned as they are."""
    given = " ".join(ORDINAL.sub("", words).replace(",", " ").split())
    if is_valid(given):
        return given
    for forms, pattern in ((CALENDAR_FORMS, "%Y-%m-%d"), (MONTH_FORMS, "%Y-%m")):
        for form in forms:
            try:
                return datetime.strptime(given, form).strftime(pattern)
            except ValueError:
                continue
    return words.strip()


@dataclass(slots=True)
class Spent:
    """What the server counted while one article was processed."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0

    def count(self, response: Any) -> None:
        """Add one chat completion, as the OpenAI client returns it."""
        self.calls += 1
        if response.usage is not None:
            self.prompt_tokens += response.usage.prompt_tokens
            self.completion_tokens += response.usage.completion_tokens

    def as_usage(self) -> dict[str, int]:
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "calls": self.calls,
        }


@dataclass(frozen=True, slots=True)
class Input:
    """One article of the development file."""

    id: str
    text: str
    published: str | None = None


@dataclass(slots=True)
class Extracted:
    """The records of one article; `extra` goes into its article line, `error` says why it failed."""

    records: Sequence[PlainValues] = ()
    error: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


Extract = Callable[[Input, Spent], Extracted]


def cpu_seconds(pid: int) -> float | None:
    """Processor time that a process has used so far; None where the system does not tell."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def run_one(article: Input, extract: Extract, *, server_pid: int) -> Iterator[str]:
    """The JSON lines of one article, records first. Whatever goes wrong in a foreign tool fails the article only."""
    spent = Spent()
    began, used = time.monotonic(), cpu_seconds(server_pid)
    try:
        found = extract(article, spent)
    except Exception as error:
        found = Extracted(error=f"{type(error).__name__}: {error}")
    line: PlainValues = {"type": "article", "doc_id": article.id, "status": "failed" if found.error else "ok"}
    if found.error:
        line["message"] = found.error[:MESSAGE_CHARS]
    line["seconds"] = round(time.monotonic() - began, 3)
    used_now = cpu_seconds(server_pid)
    if used is not None and used_now is not None:
        line["cpu_seconds"] = round(used_now - used, 2)
    line |= {"usage": spent.as_usage(), **found.extra}
    for record in found.records:
        yield json.dumps({"doc_id": article.id, **record}, ensure_ascii=False)
    yield json.dumps(line, ensure_ascii=False)


def run_all(options: argparse.Namespace, extract: Extract) -> None:
    """Process the articles that the output file does not have yet; each is written as soon as it is done."""
    done = finished(options.to)
    with options.to.open("a", encoding="utf-8") as out:
        for article in articles(options.articles):
            if article.id not in done:
                out.write("".join(line + "\n" for line in run_one(article, extract, server_pid=options.server_pid)))
                out.flush()


def articles(path: Path) -> Iterator[Input]:
    """The articles of a file that `development.py` wrote."""
    for line in path.read_text("utf-8").splitlines():
        yield Input(**json.loads(line))


def finished(path: Path) -> frozenset[str]:
    """The articles that a run file holds already."""
    if not path.is_file():
        return frozenset()
    lines = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return frozenset(line["doc_id"] for line in lines if line["type"] == "article")


def parser(description: str | None) -> argparse.ArgumentParser:
    """The options that every baseline takes; `serve.py` prints those of the server."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("articles", type=Path, help="the JSONL that development.py writes")
    made.add_argument("--to", type=Path, required=True, help="the run to write or to continue")
    made.add_argument("--base-url", required=True)
    made.add_argument("--api-key", required=True)
    made.add_argument("--model", default="local")
    made.add_argument("--server-pid", type=int, default=0, help="process whose processor time is measured")
    return made
