import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { DatasetId } from '../../src/shared/brand.ts'
import type { RunInputs, RunRequest } from '../../src/shared/run.ts'
import { drawnDataset } from '../renderer/drawn-dataset.ts'
import { runRequest } from '../../src/main/api/inputs.ts'
import { datasetsOf, toInputs } from '../../src/main/api/run-inputs.ts'
import { EXPECTED, probe, proveNumbers } from '../../src/main/runs/numeric-probe.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts'
import { limitCard } from '../../src/shared/limits.ts'
import { identify } from '../../src/main/runs/identity.ts'

const PRODUCT = {
  baseIncrement: '0.01',
  quoteIncrement: '0.01',
  minFunds: null,
  maxFunds: null,
  calendar: '24/7',
} as const

const INPUTS: RunInputs = {
  schema: 1,
  engine: 'tapedeck-engine/1',
  strategy: { id: 'sma-cross', version: '1' },
  params: { fast: 10, slow: 30 },
  datasets: ['ab'.repeat(32) as DatasetId],
  timeframe: '1d',
  window: { from: null, to: null },
  settings: DEFAULT_SETTINGS,
  skipVolumeFilter: false,
  journal: 'events',
}

test('R1 the id of known inputs is known, on every machine', () => {
  // Recomputed outside this program: sha256 of "run/v1", a zero byte and the RFC 8785 text.
  expect(identify(INPUTS)).toMatchInlineSnapshot(`
    {
      "inputsSha256": "cea6a9f0887bc0fd560a961d5d2cefa805db7d54c3bf2c6327a7d4c2fd164c5a",
      "runId": "d1d32affefbf2927868491f50067ce5a9045ae331e8ab769cbaf6f385fbfad3d",
    }
  `)
})

/** One change for every field of a request; a field that is not here fails the test below. */
const CHANGES: { readonly [field: string]: Partial<Record<keyof RunRequest, unknown>> } = {
  datasets: { datasets: ['cd'.repeat(32)] },
  strategy: { strategy: 'donchian', params: {} },
  params: { params: { fast: 11 } },
  timeframe: { timeframe: '1w' },
  from: { from: 1_600_000_000_000 },
  to: { to: 1_700_000_000_000 },
  skipVolumeFilter: { skipVolumeFilter: true },
  journal: { journal: 'full' },
  'settings.capital': { settings: { capital: '20000' } },
  'settings.capitalMode': { settings: { capitalMode: 'portfolio' } },
  'settings.direction': { settings: { direction: 'both' } },
  'settings.sizing.kind': { settings: { sizing: { kind: 'units', value: '1' } } },
  'settings.sizing.value': { settings: { sizing: { value: '0.5' } } },
  'settings.fees.makerBps': { settings: { fees: { makerBps: '1' } } },
  'settings.fees.takerBps': { settings: { fees: { takerBps: '11' } } },
  'settings.fees.minimum': { settings: { fees: { minimum: '1' } } },
  'settings.slippage.kind': { settings: { slippage: { kind: 'bps' } } },
  'settings.slippage.value': { settings: { slippage: { kind: 'bps', value: '2' } } },
  'settings.spread': { settings: { spread: '0.01' } },
  'settings.fills.profile': { settings: { fills: { profile: 'tradingview' } } },
  'settings.fills.magnify': { settings: { fills: { magnify: false } } },
  'settings.fills.volumeCapPct': { settings: { fills: { volumeCapPct: '10' } } },
  'settings.risk.maxPositions': { settings: { risk: { maxPositions: 2 } } },
  'settings.risk.dailyLossPct': { settings: { risk: { dailyLossPct: '5' } } },
  'settings.risk.maxDrawdownPct': { settings: { risk: { maxDrawdownPct: '20' } } },
  'settings.risk.cooldownCandles': { settings: { risk: { cooldownCandles: 3 } } },
  'settings.bracket.stop': { settings: { bracket: { stop: 'pct:2' } } },
  'settings.bracket.target': { settings: { bracket: { target: 'pct:4' } } },
  'settings.bracket.stopBufferPct': { settings: { bracket: { stopBufferPct: '6' } } },
  'settings.closeAtEnd': { settings: { closeAtEnd: true } },
  'settings.warmup': { settings: { warmup: 300 } },
  'settings.seed': { settings: { seed: 1 } },
  'settings.product.baseIncrement': { settings: { product: { ...PRODUCT, baseIncrement: '0.001' } } },
  'settings.product.quoteIncrement': { settings: { product: { ...PRODUCT, quoteIncrement: '0.05' } } },
  'settings.product.minFunds': { settings: { product: { ...PRODUCT, minFunds: '5' } } },
  'settings.product.maxFunds': { settings: { product: { ...PRODUCT, maxFunds: '500' } } },
  'settings.product.calendar': { settings: { product: { ...PRODUCT, calendar: '24/5' } } },
}

const REQUEST = { datasets: ['ab'.repeat(32)], strategy: 'sma-cross' }

/** The id of a request as it comes in from outside, under one name of the engine for good. */
function idOf(change: object): string {
  const request: RunRequest = runRequest.parse({ ...REQUEST, ...change })
  const datasets = request.datasets.map((datasetId) => ({
    ...drawnDataset({ timeframe: '1d', rows: 400, start: '2020-01-01' }),
    datasetId,
    timeframes: ['1d' as const, '1w' as const],
    symbol: datasetId.slice(0, 2),
  }))
  return identify({
    ...toInputs(request, datasetsOf(datasets, { value: (name) => limitCard(name).usual })),
    engine: 'tapedeck-engine/3',
  }).runId
}

test('R1 P1 every field of a request has a change here, and every change another id: the known one', async () => {
  expect(Object.keys(CHANGES).sort()).toEqual(fieldsOf(z.toJSONSchema(runRequest, HOW)).sort())
  const ids = [
    ['nothing', idOf({})],
    ['two datasets', idOf({ datasets: ['ab'.repeat(32), 'cd'.repeat(32)] })],
    ...Object.entries(CHANGES).map(([field, change]) => [field, idOf(change)]),
  ]
  expect(new Set(ids.map(([, id]) => id)).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThan(20)
  await expect(ids.map((line) => line.join('  ')).join('\n') + '\n').toMatchFileSnapshot(
    '../fixtures/run-ids.txt',
  )
})

const HOW = { io: 'input', unrepresentable: 'any' } as const

interface Schema {
  readonly properties?: { readonly [name: string]: Schema }
  readonly anyOf?: readonly Schema[]
}

/** Paths of everything that can be set, from the schema itself, so that a new field is never forgotten. */
function fieldsOf(schema: unknown, path: readonly string[] = []): string[] {
  const { properties, anyOf = [] } = schema as Schema
  const inner = properties ?? anyOf.find((choice) => choice.properties !== undefined)?.properties
  if (inner === undefined) return [path.join('.')]
  return Object.entries(inner).flatMap(([name, field]) => fieldsOf(field, [...path, name]))
}

test('R1 P1 the order in which a request was written never matters', () => {
  const changes = Object.values(CHANGES)
  fc.assert(
    fc.property(fc.constantFrom(...changes), fc.infiniteStream(fc.nat(100)), (change, dice) => {
      expect(idOf(shuffled({ ...REQUEST, ...change }, dice) as object)).toBe(idOf(change))
    }),
    { numRuns: 1000 },
  )
})

function shuffled(value: unknown, dice: Iterator<number>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [dice.next().value as number, name, shuffled(inner, dice)] as const)
      .sort(([a], [b]) => a - b)
      .map(([, name, inner]) => [name, inner]),
  )
}

test('D3 this machine calculates as every other one, and one that rounds otherwise would be noticed', () => {
  expect(probe()).toBe(EXPECTED)
  expect(probe((value) => Math.sqrt(value) * (1 + 2 ** -52))).not.toBe(EXPECTED)
  expect(proveNumbers).not.toThrow()
})
