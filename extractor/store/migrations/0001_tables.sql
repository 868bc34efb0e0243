-- An article as it was read. `identity` is a hash over everything that can change its records; where the file lay is
-- not part of it. `published` is what was given with the article, not what the rules found in its text.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    doc_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    title TEXT,
    url TEXT,
    publisher TEXT,
    published TEXT,
    published_basis TEXT NOT NULL,
    source TEXT NOT NULL,
    encoding TEXT NOT NULL,
    removed INTEGER NOT NULL
) STRICT;

-- One row per recipe (extractor/store/recipe.py): whoever runs the same recipe again goes on with its row. `turn` counts
-- up each time.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    turn INTEGER NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE,
    recipe TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('started', 'success', 'error')),
    started TEXT NOT NULL,
    ended TEXT,
    model TEXT GENERATED ALWAYS AS (json_extract(recipe, '$.model')) STORED,
    identity TEXT GENERATED ALWAYS AS (json_extract(recipe, '$.identity')) STORED,
    strategy TEXT GENERATED ALWAYS AS (json_extract(recipe, '$.strategy')) STORED,
    kinds TEXT GENERATED ALWAYS AS (json_extract(recipe, '$.kinds')) STORED,
    prompts TEXT GENERATED ALWAYS AS (json_extract(recipe, '$.prompts')) STORED,
    schema_hash TEXT GENERATED ALWAYS AS (json_extract(recipe, '$.schema')) STORED,
    rules_hash TEXT GENERATED ALWAYS AS (json_extract(recipe, '$.rules')) STORED,
    settings TEXT GENERATED ALWAYS AS (json_extract(recipe, '$.settings')) STORED,
    seed INTEGER GENERATED ALWAYS AS (json_extract(recipe, '$.seed')) STORED
) STRICT;

-- What became of an input: `line` is its line of the lossless output, `replies` the keys of the replies it used. An
-- input that was skipped has no article. `kept_from` names the older run whose result this is, where it could not be
-- made anew without the model.
CREATE TABLE results (
    run_id INTEGER NOT NULL REFERENCES runs (id),
    doc_id TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id),
    line TEXT NOT NULL,
    replies TEXT NOT NULL,
    kept_from INTEGER REFERENCES runs (id),
    status TEXT NOT NULL GENERATED ALWAYS AS (json_extract(line, '$.status')) STORED,
    code TEXT GENERATED ALWAYS AS (json_extract(line, '$.code')) STORED,
    PRIMARY KEY (run_id, doc_id),
    CHECK (status IN ('ok', 'empty', 'failed', 'skipped')),
    CHECK ((article_id IS NULL) = (status = 'skipped'))
) STRICT;

-- `json` is the record's line of the lossless output.
CREATE TABLE records (
    run_id INTEGER NOT NULL,
    doc_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    json TEXT NOT NULL,
    record_id TEXT NOT NULL GENERATED ALWAYS AS (json_extract(json, '$.record_id')) STORED,
    kind TEXT NOT NULL GENERATED ALWAYS AS (json_extract(json, '$.type')) STORED,
    PRIMARY KEY (run_id, doc_id, position),
    FOREIGN KEY (run_id, doc_id) REFERENCES results (run_id, doc_id) ON DELETE CASCADE
) STRICT;

-- Replies as they came, also those that could not be used.
CREATE TABLE replies (
    key TEXT PRIMARY KEY,
    json TEXT NOT NULL,
    prompt TEXT GENERATED ALWAYS AS (json_extract(json, '$.prompt')) STORED
) STRICT;
