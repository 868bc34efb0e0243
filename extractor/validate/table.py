"""The table of all checks, written from the registry: `python -m extractor.validate.table` rewrites `docs/checks.md`.

A test compares file and registry, so that the documentation cannot fall behind the rules.
"""

from pathlib import Path
from typing import Final

from extractor.validate import RULES
from extractor.validate.registry import Check, all_checks

TARGET: Final = Path(__file__).resolve().parents[2] / "docs" / "checks.md"
HEAD: Final = """# The checks

Written by `python -m extractor.validate.table`; do not edit. Every check is a rule in `extractor/validate`; its code is
what a finding carries. An error means that the text does not bear the value out, a warning that a person should look,
an info that something is worth knowing.

| code | records | fields | severity | what it holds |
|---|---|---|---|---|
"""


def table() -> str:
    """The table as Markdown, grouped by noun in the order in which the rules run."""
    order = [module.__name__ for module in RULES]
    rows = sorted(all_checks(), key=lambda check: order.index(check.module))
    return HEAD + "".join(map(_row, rows))


def _row(check: Check) -> str:
    kinds = "all" if len(check.kinds) == 3 else ", ".join(check.kinds)
    return f"| `{check.code}` | {kinds} | {', '.join(check.fields)} | {check.severity} | {check.about} |\n"


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
