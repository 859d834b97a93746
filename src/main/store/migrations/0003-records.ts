/**
 * What a run recorded, as rows beside its artifacts (R5): decisions on which something happened,
 * orders, trades, journal events. They are an index of the files and can be made from them again.
 * They are written before the run's own row, which may take many small transactions; `writing` says
 * whose they are until then, so that what a dead process left is found and swept.
 */
export const records = `
ALTER TABLE runs ADD COLUMN plan_id TEXT;
ALTER TABLE runs ADD COLUMN variant_index INTEGER CHECK (variant_index >= 0);
ALTER TABLE runs ADD COLUMN variant_fingerprint BLOB CHECK (length(variant_fingerprint) = 32);
ALTER TABLE runs ADD COLUMN objective_score REAL;
ALTER TABLE runs ADD COLUMN skip_reason TEXT;
ALTER TABLE runs ADD COLUMN problem_code TEXT CHECK (problem_code IS NULL OR state = 'failed');
ALTER TABLE runs ADD COLUMN has_decisions INTEGER NOT NULL DEFAULT 1 CHECK (has_decisions IN (0, 1));
ALTER TABLE runs ADD COLUMN has_trades INTEGER NOT NULL DEFAULT 1 CHECK (has_trades IN (0, 1));
ALTER TABLE runs ADD COLUMN has_fills INTEGER NOT NULL DEFAULT 0 CHECK (has_fills IN (0, 1));
ALTER TABLE runs ADD COLUMN has_orders INTEGER NOT NULL DEFAULT 0 CHECK (has_orders IN (0, 1));
ALTER TABLE runs ADD COLUMN has_events INTEGER NOT NULL DEFAULT 0 CHECK (has_events IN (0, 1));
ALTER TABLE runs ADD COLUMN has_equity INTEGER NOT NULL DEFAULT 1 CHECK (has_equity IN (0, 1));
ALTER TABLE runs ADD COLUMN has_metrics INTEGER NOT NULL DEFAULT 1 CHECK (has_metrics IN (0, 1));
ALTER TABLE runs ADD COLUMN has_timeline INTEGER NOT NULL DEFAULT 1 CHECK (has_timeline IN (0, 1));
ALTER TABLE runs ADD COLUMN decision_rows INTEGER CHECK (decision_rows >= 0);
ALTER TABLE runs ADD COLUMN order_rows INTEGER CHECK (order_rows >= 0);
ALTER TABLE runs ADD COLUMN trade_rows INTEGER CHECK (trade_rows >= 0);
ALTER TABLE runs ADD COLUMN event_rows INTEGER CHECK (event_rows >= 0);

CREATE TABLE decisions (
  run_id    BLOB NOT NULL CHECK (length(run_id) = 32),
  sequence  INTEGER NOT NULL CHECK (sequence >= 1),
  candle    INTEGER NOT NULL CHECK (candle >= 0),
  time_ms   INTEGER NOT NULL,
  wanted    TEXT NOT NULL CHECK (wanted IN ('nothing', 'enter-long', 'exit-long', 'enter-short',
    'exit-short', 'reverse-to-long', 'reverse-to-short')),
  approved  INTEGER CHECK (approved IN (0, 1)),
  reasons   TEXT NOT NULL CHECK (json_valid(reasons)),
  PRIMARY KEY (run_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
  run_id    BLOB NOT NULL CHECK (length(run_id) = 32),
  sequence  INTEGER NOT NULL CHECK (sequence >= 1),
  symbol    TEXT NOT NULL,
  candle    INTEGER NOT NULL CHECK (candle >= 0),
  time_ms   INTEGER NOT NULL,
  side      TEXT NOT NULL CHECK (side IN ('long', 'short')),
  action    TEXT NOT NULL CHECK (action IN ('enter', 'exit')),
  kind      TEXT NOT NULL CHECK (kind IN ('market', 'limit', 'stop', 'stop-limit', 'trailing')),
  why       TEXT NOT NULL CHECK (why IN ('entry', 'stop', 'target', 'signal', 'trailing', 'time',
    'end-of-data', 'kill')),
  state     TEXT NOT NULL CHECK (state IN ('filled', 'part-filled', 'rejected', 'expired', 'replaced',
    'cancelled', 'unfilled', 'waiting')),
  code      TEXT CHECK ((code IS NULL) = (state IN ('filled', 'waiting'))),
  trade     INTEGER CHECK (trade >= 1),
  quantity  TEXT,
  price     TEXT CHECK ((price IS NOT NULL) = (state IN ('filled', 'part-filled'))),
  PRIMARY KEY (run_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE trades (
  run_id       BLOB NOT NULL CHECK (length(run_id) = 32),
  sequence     INTEGER NOT NULL CHECK (sequence >= 1),
  symbol       TEXT NOT NULL,
  side         TEXT NOT NULL CHECK (side IN ('long', 'short')),
  quantity     TEXT NOT NULL,
  entry_ms     INTEGER NOT NULL,
  entry_price  TEXT NOT NULL,
  exit_ms      INTEGER CHECK (exit_ms >= entry_ms),
  exit_price   TEXT CHECK ((exit_price IS NULL) = (exit_ms IS NULL)),
  exit_reason  TEXT CHECK (exit_reason IN ('stop', 'target', 'signal', 'trailing', 'time', 'end-of-data',
    'kill') AND (exit_reason IS NULL) = (exit_ms IS NULL)),
  fees         TEXT NOT NULL,
  net_pnl      TEXT CHECK ((net_pnl IS NULL) = (exit_ms IS NULL)),
  ambiguous    INTEGER NOT NULL CHECK (ambiguous IN (0, 1)),
  PRIMARY KEY (run_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  run_id    BLOB NOT NULL CHECK (length(run_id) = 32),
  sequence  INTEGER NOT NULL CHECK (sequence >= 1),
  type      TEXT NOT NULL CHECK (type IN ('run_started', 'intent_emitted', 'policy_evaluated',
    'intent_approved', 'intent_rejected', 'order_filled', 'position_opened', 'position_scaled',
    'position_closed', 'run_completed', 'run_failed', 'run_cancelled')),
  candle    INTEGER NOT NULL CHECK (candle >= 0),
  time_ms   INTEGER NOT NULL,
  symbol    TEXT,
  payload   TEXT NOT NULL CHECK (json_valid(payload)),
  PRIMARY KEY (run_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE writing (
  run_id  BLOB NOT NULL CHECK (length(run_id) = 32),
  owner   INTEGER NOT NULL,
  PRIMARY KEY (run_id, owner)
) STRICT, WITHOUT ROWID;
`
