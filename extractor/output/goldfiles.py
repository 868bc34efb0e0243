"""Records as label files of the codebook's gold format, for anyone's scorer; reads anyone's JSON records too."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from extractor.errors import InputError
from extractor.escape import file_name
from extractor.evaluate.records import read_record
from extractor.gold import SUFFIX, gold_json
from extractor.output.whole import WholeFiles


def write_gold(lines: Iterable[dict[str, Any]], files: WholeFiles) -> int:
    """Write one label file for every article of sorted lines, also for one without records; returns their number.

    Raises InputError for a line that is no record.
    """
    count = 0
    for doc_id, group in groupby(lines, key=lambda line: str(line["doc_id"])):
        try:
            records = [read_record(line) for line in group if line.get("type") != "article"]
        except InputError as error:
            raise InputError(f"article {doc_id!r}: {error}", code="run") from None
        files.write(f"{file_name(doc_id)}{SUFFIX}", gold_json(doc_id, records).encode())
        count += 1
    return count
