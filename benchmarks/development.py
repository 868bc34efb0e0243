"""The development set as one JSONL that `extractor run` reads, publication dates included.

The labels state the publication date where the article's own text or its metadata gives it; a folder of bare texts
would lose it. The file goes where `--to` says, never into the repository: the texts belong to their publishers.

    python benchmarks/development.py ../shared/corpus --to /tmp/development.jsonl
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from extractor.article import Article
from extractor.gold import load_gold


def articles(folder: Path) -> Iterator[Article]:
    for gold in load_gold(folder):
        basis = "column" if gold.published else "unknown"
        yield Article(gold.doc_id, gold.text or "", published=gold.published, published_basis=basis)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of NAME.txt with NAME.gold.json")
    parser.add_argument("--to", type=Path, required=True, help="the JSONL to write")
    options = parser.parse_args()
    with options.to.open("w", encoding="utf-8") as file:
        for article in articles(options.folder):
            row = {"id": article.id, "text": article.text, "published": article.published}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
