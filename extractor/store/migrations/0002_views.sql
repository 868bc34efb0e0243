-- Every value of every record, with its verdict and its span. `path` is where it stands in the record's JSON.
CREATE VIEW record_values AS
SELECT
    r.run_id,
    r.doc_id,
    r.record_id,
    r.kind,
    replace(substr(t.path, 3, instr(t.path || '[', '[') - 3), '"', '') AS field,
    t.path,
    json_extract(r.json, t.path || '.value') AS value,
    t.value AS verdict,
    json_extract(r.json, t.path || '.origin') AS origin,
    json_extract(r.json, t.path || '.evidence.start') AS "start",
    json_extract(r.json, t.path || '.evidence.end') AS "end",
    json_extract(r.json, t.path || '.evidence.text') AS words,
    json_extract(r.json, t.path || '.previous') AS previous
FROM records AS r, json_tree(r.json) AS t
WHERE t.key = 'verdict';

-- What the checks say; `path` is that of the value concerned, `$` for the record as a whole.
CREATE VIEW findings AS
SELECT
    r.run_id,
    r.doc_id,
    r.record_id,
    r.kind,
    t.path,
    json_extract(f.value, '$.code') AS code,
    json_extract(f.value, '$.severity') AS severity,
    json_extract(f.value, '$.message') AS message,
    json_extract(f.value, '$.start') AS "start",
    json_extract(f.value, '$.end') AS "end"
FROM records AS r, json_tree(r.json) AS t, json_each(t.value) AS f
WHERE t.key = 'findings' AND t.type = 'array';

-- Values that a rule replaced: what stood there, what stands there now, and the rule, whose finding comes first.
CREATE VIEW corrections AS
SELECT
    v.run_id,
    v.doc_id,
    v.record_id,
    v.kind,
    v.field,
    v.path,
    v.previous,
    v.value,
    json_extract(r.json, v.path || '.findings[0].code') AS rule
FROM record_values AS v
JOIN records AS r USING (run_id, doc_id, record_id)
WHERE v.previous IS NOT NULL;

-- Which replies an article's records rest on.
CREATE VIEW asked AS
SELECT s.run_id, s.doc_id, k.value AS reply, y.prompt, json_extract(y.json, '$.text') AS text
FROM results AS s, json_each(s.replies) AS k
JOIN replies AS y ON y.key = k.value;
