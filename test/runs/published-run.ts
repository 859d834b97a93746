import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { millis } from '../../src/shared/brand.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import type { DatasetId } from '../../src/shared/brand.ts'
import type { RunInputs } from '../../src/shared/run.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts'
import { ENGINE } from '../../src/main/engine/version.ts'
import { identify } from '../../src/main/runs/identity.ts'
import { type Performed, perform, type RunJob } from '../../src/main/runs/perform.ts'
import { openStage } from '../../src/main/runs/publish.ts'
import { summarise } from '../../src/main/runs/summary.ts'
import type { RunRow } from '../../src/main/store/runs.ts'
import { drawnSeries } from '../support/drawn-series.ts'

export const INPUTS: RunInputs = {
  schema: 1,
  engine: ENGINE,
  strategy: { id: 'sma-cross', version: '1' },
  params: { fast: 5, slow: 20 },
  datasets: ['ab'.repeat(32) as DatasetId],
  timeframe: '1d',
  window: { from: null, to: null },
  settings: DEFAULT_SETTINGS,
  skipVolumeFilter: false,
  journal: 'events',
}

const QUALITY = {
  candles: 400,
  gaps: 0,
  longestGapMs: 0,
  gapList: [],
  duplicates: 0,
  zeroVolume: 0,
  zeroVolumePct: 0,
  outliers: 0,
  repairs: [],
}

/** A run performed into a stage of this runs root, with the row that would register it. */
export async function staged(root: string, inputs: RunInputs = INPUTS, series: CandleSeries = drawnSeries()) {
  mkdirSync(root, { recursive: true })
  const stage = await openStage(root)
  const job: RunJob = {
    identity: identify(inputs),
    inputs,
    markets: [
      {
        series,
        source: {
          datasetId: 'ab'.repeat(32) as DatasetId,
          name: 'drawn.csv',
          sha256: 'cd'.repeat(32),
          quality: QUALITY,
        },
      },
    ],
    stage,
  }
  const performed = perform(job, { stopped: () => false, progress: () => {} })
  return {
    stage,
    performed,
    row: rowOf(performed),
    run: job.identity.runId,
    folder: path.join(root, job.identity.runId),
  }
}

function rowOf({ manifest, manifestSha256, metrics, tradesOpened }: Performed): RunRow {
  const about = { createdBy: 'test', synthetic: false, completedAt: millis(1) }
  return {
    manifest,
    manifestSha256,
    tradesOpened,
    startedAt: 1,
    summary: summarise(manifest, metrics, about),
  }
}
