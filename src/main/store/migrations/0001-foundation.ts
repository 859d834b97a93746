/** Datasets, runs, operations and preferences. Later tables come as later migrations. */
export const foundation = `
CREATE TABLE datasets (
  dataset_id   BLOB PRIMARY KEY CHECK (length(dataset_id) = 32),
  symbol       TEXT NOT NULL CHECK (length(symbol) BETWEEN 1 AND 64),
  timeframe    TEXT NOT NULL,
  rows         INTEGER NOT NULL CHECK (rows > 0),
  start_ms     INTEGER NOT NULL,
  end_ms       INTEGER NOT NULL CHECK (end_ms >= start_ms),
  card         TEXT NOT NULL CHECK (json_valid(card) AND length(card) <= 1048576),
  imported_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  run_id             BLOB PRIMARY KEY CHECK (length(run_id) = 32),
  state              TEXT NOT NULL CHECK (state IN ('succeeded', 'failed')),
  kind               TEXT NOT NULL CHECK (kind IN ('replay')),
  mode               TEXT NOT NULL CHECK (mode IN ('backtest')),
  capital_mode       TEXT NOT NULL CHECK (capital_mode IN ('independent', 'portfolio')),
  market_time_basis  TEXT NOT NULL CHECK (market_time_basis IN ('candle-open-utc')),
  data_integrity     TEXT NOT NULL CHECK (data_integrity IN ('ok', 'zero_volume', 'degraded_skip_volume')),
  created_by         TEXT NOT NULL,
  engine_version     TEXT NOT NULL,
  config_hash        BLOB NOT NULL CHECK (length(config_hash) = 32),
  manifest_sha256    BLOB NOT NULL CHECK (length(manifest_sha256) = 32),
  dataset_id         BLOB NOT NULL CHECK (length(dataset_id) = 32),
  symbols            TEXT NOT NULL,
  strategy           TEXT NOT NULL,
  window_from_ms     INTEGER NOT NULL,
  window_to_ms       INTEGER NOT NULL CHECK (window_to_ms >= window_from_ms),
  started_ms         INTEGER NOT NULL,
  completed_ms       INTEGER NOT NULL,
  trades_opened      INTEGER NOT NULL CHECK (trades_opened >= trades_closed),
  trades_closed      INTEGER NOT NULL CHECK (trades_closed >= 0),
  artifacts          INTEGER NOT NULL CHECK (artifacts >= 0),
  notes              TEXT NOT NULL DEFAULT '',
  summary            TEXT NOT NULL CHECK (json_valid(summary) AND length(summary) <= 1048576)
) STRICT, WITHOUT ROWID;
CREATE INDEX runs_newest ON runs (completed_ms DESC, run_id);

CREATE TABLE operations (
  operation_id  TEXT PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('import', 'run', 'export')),
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
CREATE INDEX operations_newest ON operations (created_ms DESC, operation_id);

CREATE TRIGGER operation_states BEFORE UPDATE OF state ON operations
WHEN OLD.state <> NEW.state AND NOT (
  (OLD.state = 'queued' AND NEW.state <> 'queued') OR
  (OLD.state = 'running' AND NEW.state IN ('succeeded', 'failed', 'cancelled', 'interrupted')))
BEGIN SELECT RAISE(ABORT, 'an operation that is over stays as it ended'); END;

CREATE TABLE preferences (
  name   TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 64),
  value  TEXT NOT NULL CHECK (length(value) <= 4096)
) STRICT, WITHOUT ROWID;
`
