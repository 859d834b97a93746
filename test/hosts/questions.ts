/** A question for every request of the contract, and what its answer looks like. */
import { expect } from 'vitest'
import { millis, type OperationId, type RunId } from '../../src/shared/brand.ts'
import type { Ask, Request } from '../../src/shared/contract.ts'
import { METRICS } from '../../src/shared/metrics.ts'
import { HEALTH_PARTS } from '../../src/shared/health.ts'
import { marketCsv } from './market.ts'
import { ended, type Stage, upload } from './stage.ts'

const FIRST = millis(Date.UTC(2020, 0, 1))
const LAST = millis(Date.UTC(2021, 0, 1))

/**
 * Every field is given, the optional ones too, so that each can be asked wrongly. Complete by type:
 * a request without a question does not compile.
 */
export const QUESTIONS: { readonly [R in Request]: (stage: Stage) => Ask<R> | Promise<Ask<R>> } = {
  'session.read': () => ({}),
  'health.read': () => ({}),
  'upload.open': () => ({ name: 'candles.csv', bytes: 12 }),
  'upload.write': async ({ client }) => {
    const { upload } = await client.ask('upload.open', { name: 'candles.csv', bytes: 3 })
    return { upload, at: 0, slice: Uint8Array.of(1, 2, 3) }
  },
  'upload.discard': async ({ client }) => client.ask('upload.open', { name: 'candles.csv', bytes: 3 }),
  'dataset.import': async ({ client }) => ({
    source: { upload: await upload(client, 'ETHUSD_1h.csv', marketCsv(50)) },
    settings: { symbol: 'ETH-USD', timezone: 'UTC', timeframe: '1h', repair: ['sort'] },
  }),
  'dataset.inspect': async ({ client }) => ({
    source: { upload: await upload(client, 'ETHUSD_1h.csv', marketCsv(50)) },
    settings: {
      timezone: 'UTC',
      delimiter: 'comma',
      decimal: 'point',
      dateOrder: 'ymd',
      stamp: 'start',
      columns: { close: 5 },
    },
  }),
  'dataset.demo': () => ({}),
  'dataset.list': () => ({}),
  'dataset.read': ({ dataset }) => ({ dataset }),
  'provider.list': () => ({}),
  // Nothing there has closed yet, so nobody is asked for it.
  'provider.fetch': () => ({
    provider: 'coinbase',
    symbol: 'BTC-USD',
    timeframe: '1h',
    from: millis(Date.UTC(2150, 0)),
    to: millis(Date.UTC(2151, 0)),
  }),
  'candles.read': ({ dataset }) => ({ dataset, timeframe: '4h', from: FIRST, to: LAST, most: 100 }),
  'candles.export': ({ dataset }) => ({ dataset, timeframe: '4h', from: FIRST, to: LAST }),
  'strategy.list': () => ({}),
  'strategy.check': ({ dataset }) => ({
    strategy: 'donchian',
    dataset,
    params: { entry: 20, exit: 10 },
    timeframe: '4h',
  }),
  'run.start': ({ dataset }) => ({
    datasets: [dataset],
    strategy: 'donchian',
    params: { entry: 20, exit: 10 },
    timeframe: '1h',
    from: FIRST,
    to: LAST,
    settings: { capital: '5000', fees: { takerBps: '5' } },
    skipVolumeFilter: false,
    journal: 'events',
  }),
  'run.list': () => ({ limit: 10, offset: 0 }),
  'run.read': ({ run }) => ({ run }),
  'run.trades': ({ run }) => ({ run, first: 1, most: 5 }),
  'run.decisions': ({ run }) => ({ run, first: 0, most: 5 }),
  'run.orders': ({ run }) => ({ run, first: 1, most: 5, trade: 2 }),
  'run.fills': ({ run }) => ({ run, first: 1, most: 5, trade: 2 }),
  'run.events': ({ run }) => ({ run, first: 1, most: 5 }),
  'run.timeline': ({ run }) => ({ run, first: 0, most: 5 }),
  'run.equity': ({ run }) => ({ run, from: FIRST, to: LAST, most: 200 }),
  'run.markers': ({ run }) => ({ run, from: FIRST, to: LAST, most: 50 }),
  'ticket.read': async ({ client, dataset }) => ({
    run: await bracketed(client, dataset),
    trade: 1,
    prefix: 'MINE',
  }),
  'run.indicators': ({ run }) => ({ run, from: FIRST, to: LAST, most: 50 }),
  'run.verify': ({ run }) => ({ run }),
  'run.repair': ({ run }) => ({ run }),
  'run.diff': ({ run }) => ({ run, other: run }),
  'capsule.export': ({ run }) => ({ run, name: 'cross.tapedeck' }),
  'capsule.import': async ({ client }) => ({
    source: { upload: await upload(client, 'cross.tapedeck', 'no capsule') },
  }),
  'doctor.start': () => ({ rebuild: false }),
  'backup.make': () => ({}),
  'backup.list': () => ({}),
  'backup.restore': async ({ client }) => ({ name: (await client.ask('backup.make', {})).name }),
  'report.export': ({ run }) => ({ run, formats: ['csv'] }),
  'export.read': ({ exported, file }) => ({ operation: exported, name: file, at: 0 }),
  'export.reveal': ({ exported }) => ({ operation: exported }),
  'operation.list': () => ({ kind: 'export', state: 'succeeded', limit: 10 }),
  'operation.read': ({ exported }) => ({ operation: exported }),
  'operation.cancel': async ({ client }) => ({ operation: await longImport(client) }),
  'operation.retry': async ({ client }) => {
    const operation = await longImport(client)
    await client.ask('operation.cancel', { operation })
    await ended(client, operation)
    return { operation }
  },
  'safety.read': () => ({}),
  // Released, and looser by nothing: what is asked after this must still be possible.
  'killSwitch.set': () => ({ engaged: false, reason: 'all is well' }),
  'readOnly.set': () => ({ readOnly: false }),
  'limit.list': () => ({}),
  'limit.set': () => ({ name: 'runSeconds', value: 1800, advanced: false }),
  'log.read': () => ({ most: 5 }),
  'dialog.candles': () => ({}),
  'dialog.folder': () => ({}),
  'preference.list': () => ({}),
  'preference.write': () => ({ name: 'theme', value: 'dark “🌒”' }),
}

/** A run whose trades have a stop and a target. */
async function bracketed(client: Stage['client'], dataset: Stage['dataset']): Promise<RunId> {
  const settings = { bracket: { stop: 'pct:2', target: 'pct:3' } } as const
  const started = await client.ask('run.start', { datasets: [dataset], strategy: 'sma-cross', settings })
  await ended(client, started.operation)
  return started.run
}

/** An operation that is still under way when the next question is asked: most of a second of work. */
export async function longImport(client: Stage['client']): Promise<OperationId> {
  return (await client.ask('dataset.demo', {})).operation
}

/** A number that there is, or none: never NaN, never infinite. */
const isValue = (value: unknown): boolean => value === null || Number.isFinite(value)

const hash = expect.stringMatching(/^[0-9a-f]{64}$/)
const operation = { operation: expect.any(String) }
const column = expect.any(Float64Array)

export const ANSWERS: { readonly [R in Request]: unknown } = {
  'session.read': expect.objectContaining({ version: expect.any(String), paths: expect.any(Boolean) }),
  'health.read': {
    ok: expect.any(Boolean),
    parts: Object.fromEntries(HEALTH_PARTS.map((part) => [part, expect.objectContaining({ code: 'OK' })])),
  },
  'upload.open': { upload: expect.any(String) },
  'upload.write': { received: 3 },
  'upload.discard': {},
  'dataset.import': operation,
  'dataset.inspect': expect.objectContaining({
    name: 'ETHUSD_1h.csv',
    rows: 50,
    complete: true,
    refusal: null,
    problems: [],
    about: expect.objectContaining({ timeframe: '1h', rows: 50, quality: expect.any(Object) }),
  }),
  'dataset.demo': operation,
  'dataset.list': { datasets: expect.arrayContaining([expect.objectContaining({ rows: 2000 })]) },
  'dataset.read': expect.objectContaining({ datasetId: hash, rows: 2000, timeframe: '1h', start: FIRST }),
  'provider.list': {
    providers: [
      expect.objectContaining({ id: 'csv', takes: 'file' }),
      expect.objectContaining({ id: 'coinbase', timeframes: ['1m', '5m', '15m', '1h', '6h', '1d'] }),
    ],
  },
  'provider.fetch': operation,
  'candles.read': expect.objectContaining({
    timeframe: '4h',
    time: column,
    open: column,
    high: column,
    low: column,
    close: column,
    volume: column,
  }),
  'candles.export': operation,
  'strategy.list': { strategies: expect.arrayContaining([expect.objectContaining({ id: 'sma-cross' })]) },
  'strategy.check': operation,
  'run.start': { ...operation, run: hash, reused: expect.any(Boolean) },
  'run.list': {
    runs: expect.arrayContaining([expect.objectContaining({ runId: hash })]),
    total: expect.any(Number),
  },
  'run.read': expect.objectContaining({
    manifest: expect.objectContaining({ schema: 1, runId: hash }),
    metrics: Object.fromEntries(
      Object.keys(METRICS).map((name) => [
        name,
        expect.objectContaining({ value: expect.toSatisfy(isValue) }),
      ]),
    ),
  }),
  'run.trades': {
    trades: expect.toSatisfy((trades: unknown[]) => trades.length === 5),
    total: expect.any(Number),
  },
  'run.decisions': expect.objectContaining({ first: 0, total: expect.any(Number) }),
  'run.orders': {
    orders: [
      expect.objectContaining({ trade: 2, action: 'enter', state: 'filled', code: null }),
      expect.objectContaining({ trade: 2, action: 'exit', why: 'signal' }),
    ],
    total: 2,
  },
  'run.fills': {
    fills: [expect.objectContaining({ trade: 2, why: 'entry' }), expect.objectContaining({ trade: 2 })],
    total: 2,
  },
  'run.events': {
    events: [
      expect.objectContaining({ sequence: 1, type: 'run_started', symbol: null }),
      expect.objectContaining({ type: 'intent_emitted', symbol: 'BTCUSD' }),
      expect.objectContaining({ type: 'policy_evaluated' }),
      expect.objectContaining({ type: 'intent_approved' }),
      expect.objectContaining({ type: 'order_filled' }),
    ],
    total: expect.any(Number),
  },
  'run.timeline': expect.objectContaining({ total: expect.any(Number) }),
  'run.equity': { capital: 10_000, time: column, equity: column, drawdown: column },
  'run.markers': {
    markers: expect.arrayContaining([expect.objectContaining({ price: expect.any(Number) })]),
  },
  'ticket.read': {
    payload: expect.objectContaining({
      client_order_id: expect.stringMatching(/^MINE_[0-9a-f]{8}_BTC-USD_2020\d{4}T\d{6}_[0-9a-f]{8}$/),
      side: 'BUY',
    }),
    notes: expect.any(Array),
  },
  'run.indicators': {
    time: column,
    curves: expect.arrayContaining([expect.objectContaining({ onPrices: true, values: column })]),
  },
  'run.verify': operation,
  'run.repair': { ...operation, run: hash, reused: true },
  'run.diff': expect.objectContaining({ inputs: [], decision: null, trade: null }),
  'capsule.export': operation,
  'capsule.import': operation,
  'doctor.start': operation,
  'backup.make': expect.objectContaining({ reason: 'asked', bytes: expect.any(Number) }),
  'backup.list': { backups: expect.any(Array) },
  'backup.restore': { restored: expect.any(String) },
  'report.export': operation,
  'export.read': { slice: expect.any(Uint8Array), bytes: expect.any(Number) },
  'export.reveal': {},
  'operation.list': { operations: expect.arrayContaining([expect.objectContaining({ kind: 'export' })]) },
  'operation.read': expect.objectContaining({ state: 'succeeded', kind: 'export' }),
  'operation.cancel': expect.objectContaining({ kind: 'import' }),
  'operation.retry': operation,
  'safety.read': { killSwitch: expect.objectContaining({ engaged: false, by: [] }), readOnly: false },
  'killSwitch.set': expect.objectContaining({ engaged: false, reason: 'all is well' }),
  'readOnly.set': expect.objectContaining({ readOnly: false }),
  'limit.list': { limits: expect.arrayContaining([expect.objectContaining({ name: 'rows' })]) },
  'limit.set': expect.objectContaining({ name: 'runSeconds', value: 1800, usual: 1800 }),
  'log.read': {
    lines: expect.arrayContaining([expect.objectContaining({ event: expect.any(String) })]),
  },
  'dialog.candles': null,
  'dialog.folder': null,
  'preference.list': { preferences: expect.any(Object) },
  'preference.write': {},
}

/** What a host without a screen of its own can not do. */
export const NEEDS_DIALOGS: readonly Request[] = ['dialog.candles', 'dialog.folder', 'export.reveal']

/** What only reads, and so says the same to everybody. */
export const READING: readonly Request[] = [
  'dataset.list',
  'dataset.read',
  'provider.list',
  'candles.read',
  'strategy.list',
  'run.list',
  'run.read',
  'run.trades',
  'run.decisions',
  'run.orders',
  'run.fills',
  'run.events',
  'run.timeline',
  'run.equity',
  'run.markers',
  'ticket.read',
  'run.indicators',
  'run.diff',
  'export.read',
  'operation.list',
  'operation.read',
  'preference.list',
]
