/** A run small enough to be made by the thousand, one for every number. */
import { mkdirSync } from 'node:fs'
import type { DatasetId, RunId } from '../../../src/shared/brand.ts'
import { millis } from '../../../src/shared/brand.ts'
import type { RunInputs } from '../../../src/shared/run.ts'
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts'
import { ENGINE } from '../../../src/main/engine/version.ts'
import { identify } from '../../../src/main/runs/identity.ts'
import { perform } from '../../../src/main/runs/perform.ts'
import { openStage } from '../../../src/main/runs/publish.ts'
import { summarise } from '../../../src/main/runs/summary.ts'
import type { RunRow } from '../../../src/main/store/runs.ts'
import { drawnSeries } from '../../support/drawn-series.ts'

const DATASET = 'ab'.repeat(32) as DatasetId
const series = drawnSeries({ rows: 60 })
const quality = {
  candles: 60,
  gaps: 0,
  longestGapMs: 0,
  gapList: [],
  duplicates: 0,
  zeroVolume: 0,
  zeroVolumePct: 0,
  outliers: 0,
  repairs: [],
}

export const smallInputs = (number: number): RunInputs => ({
  schema: 1,
  engine: ENGINE,
  strategy: { id: 'sma-cross', version: '1' },
  params: { fast: 3, slow: 8 },
  datasets: [DATASET],
  timeframe: '1d',
  window: { from: null, to: null },
  settings: { ...DEFAULT_SETTINGS, seed: number },
  skipVolumeFilter: false,
  journal: 'events',
})

export async function smallRun(
  root: string,
  number: number,
): Promise<{ stage: string; row: RunRow; run: RunId }> {
  mkdirSync(root, { recursive: true })
  const stage = await openStage(root)
  const inputs = smallInputs(number)
  const identity = identify(inputs)
  const source = { datasetId: DATASET, name: 'drawn.csv', sha256: 'cd'.repeat(32), quality }
  const listener = { stopped: () => false, progress: () => {} }
  const performed = perform({ identity, inputs, markets: [{ series, source }], stage }, listener)
  const { manifest, manifestSha256, metrics, tradesOpened } = performed
  const about = { createdBy: 'torture', synthetic: true, completedAt: millis(1_000_000 + number) }
  const row = {
    manifest,
    manifestSha256,
    tradesOpened,
    startedAt: 1,
    summary: summarise(manifest, metrics, about),
  }
  return { stage, row, run: identity.runId }
}
