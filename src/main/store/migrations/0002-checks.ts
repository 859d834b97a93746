/** Checking a strategy is an operation too. SQLite can't change a CHECK, so the table is made anew. */
export const checks = `
CREATE TABLE operations_next (
  operation_id  TEXT PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('import', 'run', 'export', 'check')),
  state         TEXT NOT NULL
    CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
  title         TEXT NOT NULL,
  owner         INTEGER NOT NULL,
  progress      TEXT NOT NULL CHECK (json_valid(progress)),
  result        TEXT CHECK (json_valid(result) AND (result IS NOT NULL) = (state = 'succeeded')),
  problem       TEXT CHECK (json_valid(problem) AND (state <> 'failed' OR problem IS NOT NULL)),
  created_ms    INTEGER NOT NULL,
  started_ms    INTEGER,
  ended_ms      INTEGER CHECK ((ended_ms IS NULL) = (state IN ('queued', 'running')))
) STRICT, WITHOUT ROWID;
INSERT INTO operations_next SELECT * FROM operations;
DROP TABLE operations;
ALTER TABLE operations_next RENAME TO operations;
CREATE INDEX operations_newest ON operations (created_ms DESC, operation_id);

CREATE TRIGGER operation_states BEFORE UPDATE OF state ON operations
WHEN OLD.state <> NEW.state AND NOT (
  (OLD.state = 'queued' AND NEW.state <> 'queued') OR
  (OLD.state = 'running' AND NEW.state IN ('succeeded', 'failed', 'cancelled', 'interrupted')))
BEGIN SELECT RAISE(ABORT, 'an operation that is over stays as it ended'); END;
`
