/**
 * Operations know whose they are and what was asked; what a trader set, the kill switch, and the
 * audit trail: rows that are chained by their hashes and can be neither changed nor removed.
 */
export const safety = `
ALTER TABLE operations ADD COLUMN process TEXT NOT NULL DEFAULT '';
ALTER TABLE operations ADD COLUMN entry TEXT NOT NULL DEFAULT 'window' CHECK (entry IN ('window', 'cli', 'api'));
ALTER TABLE operations ADD COLUMN asked TEXT CHECK (asked IS NULL OR json_valid(asked));
ALTER TABLE operations ADD COLUMN cancel_ms INTEGER;
CREATE INDEX operations_ended ON operations (ended_ms);

CREATE TABLE settings (
  name   TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 64),
  value  TEXT NOT NULL CHECK (json_valid(value) AND length(value) <= 4096)
) STRICT, WITHOUT ROWID;

CREATE TABLE kill_switch (
  only     INTEGER PRIMARY KEY CHECK (only = 1),
  engaged  INTEGER NOT NULL CHECK (engaged IN (0, 1)),
  who      TEXT NOT NULL,
  reason   TEXT NOT NULL,
  at_ms    INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
  number     INTEGER PRIMARY KEY CHECK (number > 0),
  at_ms      INTEGER NOT NULL,
  event      TEXT NOT NULL CHECK (event IN ('run_started', 'run_completed', 'run_failed', 'run_cancelled',
    'run_repaired', 'kill_switch_on', 'kill_switch_off', 'setting_changed', 'store_restored')),
  who        TEXT NOT NULL,
  operation  TEXT,
  run        TEXT,
  facts      TEXT NOT NULL CHECK (json_valid(facts) AND length(facts) <= 65536),
  previous   BLOB NOT NULL CHECK (length(previous) = 32),
  hash       BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
`
