/**
 * Damage that was found in the folder of a registered run, and when it was put right. The run keeps its
 * row meanwhile: what was there once is never forgotten in silence.
 */
export const damages = `
CREATE TABLE damages (
  damage     INTEGER PRIMARY KEY,
  run_id     BLOB NOT NULL CHECK (length(run_id) = 32),
  code       TEXT NOT NULL CHECK (code IN ('ARTIFACT_MISSING', 'ARTIFACT_TAMPERED')),
  artifact   TEXT NOT NULL CHECK (length(artifact) BETWEEN 1 AND 64),
  found_ms   INTEGER NOT NULL,
  mended_ms  INTEGER CHECK (mended_ms >= found_ms)
) STRICT;
CREATE UNIQUE INDEX damages_open ON damages (run_id) WHERE mended_ms IS NULL;
`
