import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { auditLookAhead } from '../../src/main/engine/look-ahead.ts'
import { above } from '../../src/main/engine/rules.ts'
import { close, type Series } from '../../src/main/engine/series.ts'
import type { Strategy } from '../../src/main/engine/strategy.ts'
import { artifactFolder } from '../../src/main/runs/artifacts.ts'
import { attempt } from '../../src/main/runs/attempt.ts'
import { findStrategy } from '../../src/main/strategies/index.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import type { RunEvent } from '../../src/shared/order.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts'
import { wandering } from '../support/market.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { staged } from './published-run.ts'

const quiet = { stopped: () => false, progress: () => {} }
const series = wandering({ seed: 7, rows: 400 })
const order = {
  params: { fast: 5, slow: 20 },
  settings: DEFAULT_SETTINGS,
  window: { from: null, to: null },
  journal: 'events',
} as const
const on = (series: CandleSeries) => [{ series, product: null }]
const eventsIn = (folder: string): RunEvent[] =>
  readFileSync(path.join(folder, 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

/** Its level is another one whenever it is asked for: what it says hangs on more than its candles. */
let asked = 0
const unsteady: Series = {
  is: 'level',
  unit: 'price',
  get value() {
    asked += 1
    return asked
  },
}
const prophet: Strategy = {
  ...findStrategy('sma-cross'),
  id: 'prophet',
  plan: () => ({
    indicators: { unsteady },
    rules: { enterLong: above(close, unsteady) },
    setups: {},
    need: 5,
  }),
}

test('A11 a run of a strategy that looks ahead fails as such, before its first candle', () => {
  const folder = tempFolder()
  const { failure, replayed, lookAhead } = attempt(
    artifactFolder(folder),
    { ...order, strategy: prophet, markets: on(series) },
    quiet,
  )
  expect(failure).toMatchObject({
    code: 'STRATEGY_LOOKAHEAD',
    message: expect.stringMatching(/^prophet sees the future: at candle \d+/),
    details: { strategy: 'prophet' },
  })
  expect(lookAhead.checked).toBeGreaterThan(1)
  expect(lookAhead.differences.length).toBeGreaterThan(0)
  expect([replayed.equity.length, replayed.trades.length]).toEqual([0, 0])
  expect(eventsIn(folder).map(({ type }) => type)).toEqual(['run_started', 'run_failed'])
})

test('A11 every run is audited, and its manifest says on how many candles', async () => {
  const { performed } = await staged(tempFolder())
  const { checked, differences } = performed.manifest.lookAhead ?? { checked: 0, differences: null }
  expect([checked >= 2, differences]).toEqual([true, []])
  const plan = findStrategy('sma-cross').plan(order.params)
  expect(auditLookAhead({ plan, series }).sampled).toBeGreaterThanOrEqual(2)
})

test('R6 E1 a damaged candle ends a run as failed, with everything up to it', () => {
  const broken = { ...series, high: series.high.slice() }
  broken.high[300] = 0
  const whole = tempFolder()
  const before = attempt(
    artifactFolder(whole),
    { ...order, strategy: findStrategy('sma-cross'), markets: on(series) },
    quiet,
  )
  const folder = tempFolder()
  const { failure, replayed } = attempt(
    artifactFolder(folder),
    { ...order, strategy: findStrategy('sma-cross'), markets: on(broken) },
    quiet,
  )
  expect(failure).toMatchObject({ code: 'ARTIFACT_TAMPERED', details: { candle: 300 } })
  const { evaluated } = replayed.parts[0] ?? {}
  expect(evaluated?.end).toBe(300)
  expect(replayed.equity).toEqual(before.replayed.equity.subarray(0, replayed.equity.length))
  expect(replayed.equity.length).toBe(300 - (evaluated?.first ?? 0))
  const events = eventsIn(folder)
  expect(events.at(-1)).toMatchObject({
    type: 'run_failed',
    candle: 300,
    payload: { code: 'ARTIFACT_TAMPERED' },
  })
  expect(events.slice(0, -1)).toEqual(eventsIn(whole).slice(0, events.length - 1))
  const decisions = readFileSync(path.join(folder, 'decision_records.jsonl'), 'utf8').trimEnd().split('\n')
  expect(JSON.parse(decisions.at(-1) ?? '')).toMatchObject({
    candle: 300,
    reasons: [expect.stringMatching(/^ARTIFACT_TAMPERED: /)],
  })
  // A position or an order that the damage cut off is told as it stood.
  const waiting = [...replayed.orders()].filter(({ state }) => state === 'waiting')
  expect(waiting.length).toBeLessThanOrEqual(2)
})

test('B1.3 a cancelled run and a defect of ours are no failed runs: nothing of them is kept', () => {
  const ours = { ...order, strategy: findStrategy('sma-cross'), markets: on(series) }
  const folder = tempFolder()
  expect(() => attempt(artifactFolder(folder), ours, { ...quiet, stopped: () => true })).toThrow(
    expect.objectContaining({ code: 'CANCELLED' }),
  )
  // Its log ends with it, for as long as the folder is there.
  const defect = () => {
    throw new TypeError('ours')
  }
  expect(() => attempt(artifactFolder(tempFolder()), ours, { ...quiet, progress: defect })).toThrow(TypeError)
})
