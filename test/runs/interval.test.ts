import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ENGINE } from '../../src/main/engine/version.ts'
import { identify } from '../../src/main/runs/identity.ts'
import { perform } from '../../src/main/runs/perform.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import type { DatasetId } from '../../src/shared/brand.ts'
import type { MetricsFile } from '../../src/shared/metrics.ts'
import type { FillRecord, RunInputs } from '../../src/shared/run.ts'
import { type PartialSettings } from '../../src/shared/settings.ts'
import { candles, seriesOf } from '../support/market.ts'
import { settingsOf } from '../support/replayed.ts'
import { tempFolder } from '../support/temp-folder.ts'

/** Bought at 100 with all there is; the third candle reaches stop and target. */
const days = candles`
  open  high  low  close
  100   100   100  100
  100   100   100  100
  100   105   97   103
  103   103   103  103
`
const still = ['100', '100', '100', '100'] as const
const minutes = {
  ...seriesOf(
    [still, still, ['100', '105', '100', '100'], ['100', '103', '97', '103'], ['103', '103', '103', '103']],
    [days.time[0]!, days.time[1]!, days.time[2]!, days.time[2]! + 60_000, days.time[3]!],
  ),
  timeframe: '1m' as const,
}

function performed(settings: PartialSettings, finer: CandleSeries | null = null) {
  const stage = tempFolder()
  const inputs: RunInputs = {
    schema: 1,
    engine: ENGINE,
    strategy: { id: 'buy-and-hold', version: '1' },
    params: {},
    datasets: ['0'.repeat(64) as DatasetId],
    timeframe: '1d',
    window: { from: null, to: null },
    settings: settingsOf({ fees: { takerBps: '0' }, ...settings }),
    skipVolumeFilter: false,
    journal: 'events',
  }
  const quality = {
    candles: 4,
    gaps: 0,
    longestGapMs: 0,
    duplicates: 0,
    zeroVolume: 0,
    outliers: 0,
    repairs: [],
  }
  const source = { datasetId: inputs.datasets[0]!, name: 'drawn.csv', sha256: '', quality }
  const { manifest } = perform(
    {
      identity: identify(inputs),
      inputs,
      markets: [{ series: days, finer, source: source as never }],
      stage,
    },
    { stopped: () => false, progress() {} },
  )
  const read = (name: string) => readFileSync(path.join(stage, name), 'utf8')
  const fills = read('fills.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as FillRecord)
  return { manifest, fills, measured: JSON.parse(read('metrics.json')) as MetricsFile }
}

const bracket = { stop: 'pct:2', target: 'pct:4' } as const

test('A1 a run with an ambiguous candle says how far its result hangs on it', () => {
  const { measured, fills, manifest } = performed({ bracket })
  expect(measured.interval).toEqual({
    netProfitPctLow: -2,
    netProfitPctHigh: 4,
    ambiguous: 1,
    resolved: 0,
  })
  expect(measured.metrics.netProfitPct.value).toBe(-2)
  expect(measured.metrics.ambiguousCandles.value).toBe(1)
  expect(fills.map(({ why, price, ambiguous }) => [why, price, ambiguous])).toEqual([
    ['entry', '100', false],
    ['stop', '98', true],
  ])
  expect(manifest.artifacts.map(({ name }) => name)).toContain('fills.jsonl')
})

test('A1 finer candles resolve it, and the interval is one number', () => {
  expect(performed({ bracket }, minutes).measured.interval).toEqual({
    netProfitPctLow: 4,
    netProfitPctHigh: 4,
    ambiguous: 0,
    resolved: 1,
  })
})

test('A1 a run without hidden candles has no interval', () => {
  expect(performed({}).measured.interval).toBe(undefined)
})
