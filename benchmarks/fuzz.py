"""Fuzzing: whatever the bytes, what comes out is a result or one of our own errors.

    mkdir found && python benchmarks/fuzz.py rules found seeds -max_total_time=60

needs atheris (`pip install ".[fuzz]"`), which chooses bytes by the branches they reach in our modules. What follows the
target goes to libFuzzer: a folder for the inputs it finds worth keeping, folders to begin with, options. The same
targets run in the tests on a few random inputs each.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FunctionType, ModuleType
from typing import Any

from extractor.analysis import analyse
from extractor.article import Article
from extractor.errors import ExtractorError
from extractor.evaluate.evaluation import evaluate
from extractor.evaluate.records import GoldArticle
from extractor.gold import SUFFIX, load_gold, load_run
from extractor.model import salvage
from extractor.output.goldfiles import write_gold
from extractor.output.lines import RunFile, results, write_lines
from extractor.output.stream import outcome_lines
from extractor.output.tablefiles import write_tables
from extractor.output.whole import WholeFiles
from extractor.pipeline import extract_article
from extractor.read import Skipped, read_articles
from extractor.strategy.judgement import reply_model
from extractor.validate import validate
from extractor.validate.coded import read_coded
from schemas.draft import AgreementDrafts, MeetingDrafts, StatementDrafts

SUFFIXES = (".txt", ".md", ".html", ".csv", ".tsv", ".jsonl", ".json")
REPLIES = (AgreementDrafts, MeetingDrafts, StatementDrafts, reply_model(("yes", "no")))
ARTICLE = "LIMA, 4 May 2021 – Peru and Chile signed a treaty on fishing. “We agree,” minister Ana Vial said."


def reading(data: bytes) -> None:
    """Bytes as a file of each kind, the first byte choosing which."""
    if not data:
        return
    with TemporaryDirectory() as folder:
        path = Path(folder, f"a{SUFFIXES[data[0] % len(SUFFIXES)]}")
        path.write_bytes(data[1:])
        for item in read_articles([str(path)]):
            if isinstance(item, Skipped):
                assert item.message.isprintable()
            else:
                item.text.encode("utf-8")


def rules(data: bytes) -> None:
    """Any text through all rules, checks and the output, with every offset looked up."""
    text = data.decode("utf-8", "replace")
    for line in outcome_lines(extract_article(Article("a", text), None)):
        _look_up(json.loads(line), text)


def _look_up(node: Any, text: str) -> None:
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            assert text[node["start"] : node["end"]] == node["text"]
        for value in node.values():
            _look_up(value, text)
    elif isinstance(node, list):
        for value in node:
            _look_up(value, text)


def replies(data: bytes) -> None:
    """Any reply of a model, read as each of the models it can be asked for."""
    text = data.decode("utf-8", "replace")
    for model in REPLIES:
        read = salvage.read(model, text)
        assert read.parsed is None or isinstance(read.parsed, model)


def runs(data: bytes) -> None:
    """Any file as a run: scored against labels, and checked against its article."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "run.jsonl")
        path.write_bytes(data)
        Path(folder, "a.txt").write_text(ARTICLE, "utf-8")
        with suppress(ExtractorError):
            evaluate(load_run(path), [GoldArticle("a", (), text=ARTICLE)], draws=2)
        _check(path, Path(folder, "a.txt"))


def exports(data: bytes) -> None:
    """Any file as a run to be written in other formats."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "run.jsonl")
        path.write_bytes(data)
        run = RunFile(path)
        with suppress(ExtractorError), WholeFiles(Path(folder, "tables")) as files:
            write_tables(results(run.lines(), run.name), files, "csv")
        with suppress(ExtractorError), WholeFiles(Path(folder, "labels")) as files:
            write_gold(run.lines(), files)
        with suppress(ExtractorError):
            write_lines(run.lines(), BytesIO(), cost=True)


def labels(data: bytes) -> None:
    """Any file as gold labels: read as labels, as a run, and checked against its article."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"a{SUFFIX}")
        path.write_bytes(data)
        Path(folder, "a.txt").write_text(ARTICLE, "utf-8")
        for read in (load_gold, load_run):
            with suppress(ExtractorError):
                read(path)
        _check(path, Path(folder))


def _check(path: Path, articles: Path) -> None:
    with suppress(ExtractorError):
        for coded in read_coded(path, articles):
            validate(coded.records, analyse(coded.article), repair=True)


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (reading, rules, replies, runs, exports, labels)
}


def main() -> None:
    import atheris

    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: fuzz.py {'|'.join(TARGETS)} [libFuzzer options]")
    target = TARGETS[sys.argv.pop(1)]
    for name, module in sorted(sys.modules.items()):
        if name.startswith(("extractor.", "schemas.")):
            _instrument(atheris, module)
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


def _instrument(atheris: Any, module: ModuleType) -> None:
    """Count the branches of a module's functions and methods, in place, since others have imported them already."""
    own = [value for value in vars(module).values() if getattr(value, "__module__", None) == module.__name__]
    for holder in (module, *(value for value in own if isinstance(value, type))):
        for function in list(vars(holder).values()):
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                atheris.instrument_func(function)


if __name__ == "__main__":
    main()
