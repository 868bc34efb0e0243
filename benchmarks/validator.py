"""Everything measured of the validator, as Markdown tables: planted errors, untouched gold, recall audit, speed.

python benchmarks/validator.py --gold ../shared/corpus --gold seeds
python benchmarks/validator.py --gold seeds planted --verbose
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks import planted_errors, recall_audit, validator_speed
from benchmarks.planted import Source
from benchmarks.planted.base import SEED

PARTS = ("planted", "untouched", "recall", "speed", "hostile")


def report(part: str, sources: list[Source], options: argparse.Namespace) -> Iterator[str]:
    if part == "planted":
        tallies = planted_errors.run(sources, most=options.most, seed=options.seed)
        yield from planted_errors.table(tallies)
        if options.verbose:
            yield ""
            yield from (f"- {tally.kind.name}: {miss}" for tally in tallies for miss in tally.misses)
    elif part == "untouched":
        yield from planted_errors.doubt_table(*planted_errors.doubts(sources), verbose=options.verbose)
    elif part == "recall":
        yield from recall_audit.table(recall_audit.run(sources), verbose=options.verbose)
    elif part == "speed":
        yield from validator_speed.speed_table()
    else:
        yield from validator_speed.hostile_table(options.kilobytes * 1000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", metavar="PART", help="what to measure (default: everything)")
    parser.add_argument("--gold", type=Path, action="append", required=True, help="folder of NAME.txt, NAME.gold.json")
    parser.add_argument("--most", type=int, default=100, help="planted errors per kind at most")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--kilobytes", type=int, default=1000, help="length of the hostile inputs")
    parser.add_argument("--verbose", action="store_true", help="list every miss and every doubt")
    options = parser.parse_args()
    sources = planted_errors.load(options.gold)
    for part in options.part or PARTS:
        print(f"\n## {part.capitalize()}\n")
        for line in report(part, sources, options):
            print(line, flush=True)


if __name__ == "__main__":
    main()
