/** Runs over several symbols, from the request to what is read back. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { DatasetId, RunId } from '../../src/shared/brand.ts'
import type { Client } from '../../src/shared/contract.ts'
import type { RunRequest } from '../../src/shared/run.ts'
import { ended } from '../support/ended.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { csvOf, hourly, without } from '../support/together.ts'
import { workstation } from '../support/workstation.ts'

const HALF = 1_800_000
/** Of one timeframe, of another that can be merged into it, and with holes and three decimals. */
const MARKETS = [
  hourly('CCC', { seed: 3, rows: 600 }),
  hourly('AAA', { seed: 1, rows: 1000, price: 40 }, HALF),
  without(hourly('BBB', { seed: 2, rows: 500, priceDecimals: 3 }), (candle) => candle % 50 === 7),
]

async function imported(client: Client, markets = MARKETS, name = '') {
  const folder = tempFolder()
  const ids: DatasetId[] = []
  for (const [index, series] of markets.entries()) {
    const minutes = (series.time[1]! - series.time[0]!) / 60_000
    const file = path.join(
      folder,
      `${series.symbol}${name}${index}_${minutes === 60 ? '1h' : `${minutes}m`}.csv`,
    )
    writeFileSync(file, csvOf(series))
    const { operation } = await client.ask('dataset.import', {
      source: { path: file },
      settings: { symbol: series.symbol },
    })
    const { result, problem } = await ended(client, operation)
    if (result?.kind !== 'import') throw new Error(JSON.stringify(problem))
    ids.push(result.dataset)
  }
  return ids
}

const DONCHIAN = { strategy: 'donchian', params: { entry: 8, exit: 4 } } as const

async function ran(
  client: Client,
  request: Omit<RunRequest, 'strategy'> & Partial<RunRequest>,
): Promise<RunId> {
  const { operation, run } = await client.ask('run.start', { ...DONCHIAN, ...request })
  expect(await ended(client, operation)).toMatchObject({ state: 'succeeded', problem: null })
  return run
}

const bytesOf = (home: string, run: RunId) => {
  const folder = path.join(home, 'runs', run)
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  )
}

test('R1 GA-7 the order in which datasets are given changes neither the id nor a byte', async () => {
  const [here, there] = [await workstation(), await workstation()]
  const [c, a, b] = await imported(here.client)
  const settings = { capitalMode: 'portfolio' } as const
  const run = await ran(here.client, { datasets: [c!, a!, b!], settings })
  const again = await here.client.ask('run.start', { ...DONCHIAN, datasets: [a!, b!, c!], settings })
  expect([again.run, again.reused]).toEqual([run, true])

  await imported(there.client)
  expect(await ran(there.client, { datasets: [b!, c!, a!], settings })).toBe(run)
  const bytes = bytesOf(here.home, run)
  expect(Object.keys(bytes)).toContain('decision_records.jsonl')
  expect(bytesOf(there.home, run)).toEqual(bytes)
})

test('GA-7 R2 each symbol’s records, the account’s figures and both kinds of capital are read back', async () => {
  const { client } = await workstation()
  const datasets = await imported(client)
  const [c, a, b] = datasets
  const shared = await ran(client, { datasets, settings: { capitalMode: 'portfolio' } })
  const each = await ran(client, { datasets })
  const { run, manifest, metrics, symbols = [] } = await client.ask('run.read', { run: shared })
  expect(run).toMatchObject({ datasets: [a, b, c], symbols: ['AAA', 'BBB', 'CCC'], timeframe: '1h' })
  expect((await client.ask('run.list', {})).runs.map((one) => one.symbols.length)).toEqual([3, 3])

  // As many positions as symbols and an equal part for each, where nothing else was said.
  expect(manifest.inputs).toMatchObject({
    datasets: [a, b, c],
    products: [null, null, null],
    timeframe: '1h',
    settings: { risk: { maxPositions: 3 }, sizing: { kind: 'fraction', value: '0.33333333' } },
  })
  expect(
    manifest.datasets.map(({ symbol, timeframe, priceDecimals, evaluated }) => [
      symbol,
      timeframe,
      priceDecimals,
      evaluated?.candles,
    ]),
  ).toEqual([
    ['AAA', '1h', 2, 492],
    ['BBB', '1h', 3, 482],
    ['CCC', '1h', 2, 592],
  ])
  expect(manifest).toMatchObject({ priceDecimals: 3, evaluated: { candles: 592, warmup: 8 } })

  const parts = symbols.reduce((sum, { netProfitPct }) => sum + netProfitPct, 0)
  expect(parts).toBeCloseTo(metrics.netProfitPct.value!, 8)
  expect(symbols.reduce((sum, { closedTrades }) => sum + closedTrades, 0)).toBe(metrics.closedTrades.value)

  const independent = await client.ask('run.read', { run: each })
  expect(independent.manifest).toMatchObject({
    capital: '30000',
    inputs: { settings: { capital: '10000', risk: { maxPositions: 1 }, sizing: { value: '1' } } },
  })
  const curve = await client.ask('run.equity', { run: each, from: 0 as never, to: 4e12 as never, most: 5000 })
  expect([curve.capital, curve.equity.length]).toEqual([30_000, 592])

  // Each account alone makes what it made beside the others.
  for (const [index, dataset] of [a!, b!, c!].entries()) {
    const alone = await client.ask('run.read', {
      run: await ran(client, { datasets: [dataset], timeframe: '1h' }),
    })
    expect(independent.symbols?.[index]?.netProfit).toBe(alone.metrics.netProfit.value)
  }

  const ask = { run: shared, symbol: 'BBB', candle: 300, most: 3 }
  const told = await client.ask('run.decisions', ask)
  expect(told.decisions.map(({ symbol }) => symbol)).toEqual(['BBB', 'BBB', 'BBB'])
  const [covering] = told.decisions
  expect(covering!.candle <= 300 && 300 < covering!.candle + (covering!.quiet ?? 1)).toBe(true)
  const all = await client.ask('run.decisions', { run: shared, most: 1000 })
  const counted = await Promise.all(
    run.symbols.map(async (symbol) => (await client.ask('run.decisions', { run: shared, symbol })).total),
  )
  expect(counted.reduce((sum, total) => sum + total, 0)).toBe(all.total)
  expect((await client.ask('run.decisions', { run: shared, symbol: 'ZZZ' })).total).toBe(0)

  const when = { from: 0 as never, to: 4e12 as never, most: 1000 }
  const marks = await client.ask('run.markers', { run: shared, symbol: 'CCC', ...when })
  const { trades } = await client.ask('run.trades', { run: shared, most: 1000 })
  const numbers = trades.filter(({ symbol }) => symbol === 'CCC').map(({ trade }) => trade)
  expect([...new Set(marks.markers.map(({ trade }) => trade))].toSorted((x, y) => x - y)).toEqual(numbers)
  expect(trades.map(({ trade }) => trade)).toEqual(trades.map((_, index) => index + 1))
})

test('X3 M6 a report of several symbols: each trade, decision and position says whose it is', async () => {
  const { client } = await workstation()
  const datasets = await imported(client)
  const run = await ran(client, { datasets, settings: { capitalMode: 'portfolio', direction: 'both' } })
  const { operation } = await client.ask('report.export', { run, formats: ['html', 'json', 'csv'] })
  const { result } = await ended(client, operation)
  if (result?.kind !== 'export') throw new Error('no export')
  const read = (end: string) => {
    const file = result.files.find(({ name }) => name.endsWith(end))
    return readFileSync(path.join(result.folder, file?.name ?? ''), 'utf8')
  }
  expect(read('.html')).toContain('shared by 3 symbols, at most 3 positions at once')
  expect(read('decisions.csv')).toMatch(/^symbol,candle,.*\r?\nAAA,/)
  const { trades } = await client.ask('run.trades', { run, most: 1000 })
  const rows = read('equity.csv').trim().split(/\r?\n/).slice(1)
  expect(rows).toHaveLength(593)
  for (const row of rows) {
    const [time = '', equity, cash, position = ''] = row.split(',')
    const open = trades.filter(
      ({ entryTime, exitTime }) => entryTime <= time && (exitTime === null || exitTime > time),
    )
    const held = open.map(
      ({ symbol, side, quantity }) => `${symbol} ${side === 'long' ? '' : '-'}${quantity}`,
    )
    // The first row is the start, before anything was bought.
    if (row !== rows[0]) expect(position).toBe(held.toSorted().join('; ') || '0')
    if (position === '0') expect(cash).toBe(equity)
  }
})

test('B4.1 candles that can’t be one run are refused before any work, with a code and advice', async () => {
  const { client, answer } = await workstation()
  const [a, b] = await imported(client, [
    hourly('AAA', { seed: 1, rows: 50 }),
    hourly('AAA', { seed: 2, rows: 60 }),
  ])
  const refused = async (datasets: unknown, code: string, message: RegExp) => {
    const told = await answer('run.start', { ...DONCHIAN, datasets })
    expect(told).toMatchObject({ ok: false, problem: { code, message: expect.stringMatching(message) } })
    expect(told.ok ? '' : told.problem.hint).not.toBe('')
  }
  await refused([a, a], 'CONFIG_INVALID', /The candles of AAA are named twice/)
  await refused([a, b], 'CONFIG_INVALID', /two datasets of AAA/)
  await refused(Array(60).fill(a), 'CONFIG_INVALID', /named twice/)
  await refused([], 'USAGE', /datasets/)
  await refused([a, 'f'.repeat(64)], 'DATASET_NOT_FOUND', /no such dataset/)
  await refused(a, 'USAGE', /datasets/)
  expect((await client.ask('operation.list', { kind: 'run' })).operations).toEqual([])
})

test('B4.1 E7 a timeframe that one of them can’t have, and candles that are too few, name the symbol', async () => {
  const { client, answer } = await workstation()
  const [half, hour, few] = await imported(client, [
    hourly('AAA', { seed: 1, rows: 300 }, HALF),
    hourly('BBB', { seed: 2, rows: 300 }),
    hourly('CCC', { seed: 3, rows: 9 }),
  ])
  expect(await answer('run.start', { ...DONCHIAN, datasets: [half, hour], timeframe: '30m' })).toMatchObject({
    problem: {
      code: 'TIMEFRAME_INVALID',
      message: 'BBB can not be read as 30m candles.',
      hint: expect.stringMatching(/^All of them have 1h, 4h/),
    },
  })
  const { operation } = await client.ask('run.start', { ...DONCHIAN, datasets: [hour!, few!] })
  expect(await ended(client, operation)).toMatchObject({
    state: 'failed',
    problem: { code: 'DATA_INSUFFICIENT', message: expect.stringContaining('CCC') },
  })
})

test('K2 LIMIT_DATASETS: more symbols than the limit are refused by their number', async () => {
  const { client, answer } = await workstation()
  const tiny = hourly('X', { seed: 1, rows: 12 })
  const markets = Array.from({ length: 51 }, (_, index) => ({ ...tiny, symbol: `S${index}` }))
  const datasets = await imported(client, markets)
  expect(await answer('run.start', { strategy: 'buy-and-hold', datasets })).toMatchObject({
    ok: false,
    problem: { code: 'LIMIT_DATASETS', details: { datasets: 51, limit: 50 } },
  })
})
