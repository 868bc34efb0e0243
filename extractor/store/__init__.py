"""What runs have read, asked and found: one SQLite file per project.

Reading, for exports and first looks:

    from extractor.store import Store
    with Store.open(Path("extractor.db")) as store:
        store.runs()                 # all runs, the one worked on last at the end; each has `id`, `recipe`, `status`
        store.run()                  # that last run; `store.run(3)` another
        store.totals()               # of the last run, or of `run_id=3`: statuses, codes and records, counted
        store.lines()                # its lines as dicts, one at a time: by article id, an article's records first
        store.lines(doc_id="a")      # those of one article
        store.doc_ids()              # its inputs, in the same order
        store.article("a")           # the Article as it was read; None for an input that was skipped
        store.rows("SELECT ...")     # anything else, in SQL

`store.rows` reaches the views `record_values`, `findings`, `corrections` and `asked` (migrations/0002_views.sql).

A missing file is an InputError; one that is damaged, foreign, locked or made by a later version an EnvironmentFault.
Reading goes on while a run writes: it sees the articles that were finished when it began.

Writing is for `extractor run` and `extractor revalidate`: `begin` a run, `save` each result in a transaction of its
own, `end` it. The line is the lossless form and the only one stored; SQL takes it apart where a column is wanted.
"""

from extractor.store.reader import Run, Totals
from extractor.store.recipe import Recipe
from extractor.store.store import Result, Store

__all__ = ["Recipe", "Result", "Run", "Store", "Totals"]
