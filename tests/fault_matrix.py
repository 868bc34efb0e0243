"""The fault matrix as a pytest plugin: `make faults` runs the tests marked `fault(row, ...)`, writes docs/faults.md.

`faults.tsv` lists what can go wrong and what must happen then. A row that no test claims, and that does not say why
none can, fails the command, and so does a test that claims a row which is not listed.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "faults.md"
HEAD = """# What goes wrong, and what happens then

Written by `make faults`, which runs every test named here; do not edit. A test injects its fault once and for ever, and
expects the old state, the new state, or a valid part of it.
"""


class Fault(NamedTuple):
    """One line of `faults.tsv`; `untested` says why no test can inject it, and is empty where one does.

    Rows are numbers; the invariants, which hold under every fault, are I1 to I8.
    """

    row: str
    part: str
    fault: str
    must_happen: str
    untested: str


class Claim(NamedTuple):
    """One test that covers a row, and how it ended: passed, failed or skipped."""

    test: str
    result: str


def read_faults() -> tuple[Fault, ...]:
    with (HERE / "faults.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return tuple(Fault(*row) for row in rows)


class Matrix:
    """Collects the results of one session."""

    def __init__(self) -> None:
        self.faults = {fault.row: fault for fault in read_faults()}
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        self._rows: dict[str, tuple[str, ...]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            rows = tuple(str(row) for mark in item.iter_markers("fault") for row in mark.args)
            if unknown := set(rows) - set(self.faults):
                raise pytest.UsageError(f"{item.nodeid} claims rows that faults.tsv does not list: {sorted(unknown)}")
            self._rows[item.nodeid] = rows

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            for row in self._rows[report.nodeid]:
                self.claims[row].append(Claim(report.nodeid, report.outcome))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if session.config.option.collectonly or not self.claims:
            return
        PAGE.write_text(self.page(), encoding="utf-8")
        if self.open_rows():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for fault in self.open_rows():
            terminalreporter.write_line(f"row {fault.row} has no test and no reason: {fault.fault}")
        done = len(self.faults) - len(self.open_rows())
        terminalreporter.write_line(f"{done} of {len(self.faults)} rows covered; see {PAGE}")

    def open_rows(self) -> list[Fault]:
        return [fault for fault in self.faults.values() if not fault.untested and not self.claims.get(fault.row)]

    def page(self) -> str:
        parts = groupby(self.faults.values(), key=lambda fault: fault.part)
        return "\n".join([HEAD, *(self._table(part, faults) for part, faults in parts)])

    def _table(self, part: str, faults: Iterable[Fault]) -> str:
        lines = [
            f"## {part.capitalize()}",
            "",
            "| row | fault | must happen | tests | result |",
            "|---|---|---|---|---|",
        ]
        for fault in faults:
            claims = self.claims.get(fault.row, [])
            cells = (fault.fault, fault.must_happen, _tests(claims) or fault.untested, _result(fault, claims))
            lines.append(f"| {fault.row} | {' | '.join(cells)} |")
        return "\n".join([*lines, ""])


def _tests(claims: Iterable[Claim]) -> str:
    """Files with their test functions; cases of one function count once, a long list is cut short."""
    names: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for claim in claims:
        path, _, name = claim.test.partition("::")
        names[Path(path).stem][name.partition("[")[0]] += 1
    return "; ".join(
        f"{file}: " + ", ".join(f"`{name}`" + (f" ×{count}" if count > 1 else "") for name, count in tests.items())
        for file, tests in names.items()
    )


def _result(fault: Fault, claims: Iterable[Claim]) -> str:
    results = {claim.result for claim in claims}
    if not results:
        return "not tested" if fault.untested else "**no test**"
    return "**fails**" if "failed" in results else "passes" if "passed" in results else "skipped here"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Matrix(), "fault matrix")
