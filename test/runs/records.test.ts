import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { commit } from '../../src/main/runs/commit.ts'
import { dropRecords, sweepRecords, writeRecords, writeUnwritten } from '../../src/main/runs/records.ts'
import { Shelf } from '../../src/main/runs/shelf.ts'
import { RECORD_TABLES, type RecordTables } from '../../src/main/store/records.ts'
import { openStore } from '../../src/main/store/store.ts'
import type { RunId } from '../../src/shared/brand.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { INPUTS, staged } from './published-run.ts'

function openRoot() {
  const home = tempFolder()
  const root = path.join(home, 'runs')
  mkdirSync(root)
  const file = path.join(home, 'tapedeck.db')
  const store = openStore(file)
  const look = new Database(file)
  onTestFinished(() => {
    look.close()
    store.close()
  })
  const counts = () =>
    RECORD_TABLES.map((table) => Number(look.prepare(`SELECT count(*) FROM ${table}`).pluck().get()))
  /** Rows of every kind whose run is not registered. */
  const orphans = () =>
    RECORD_TABLES.map((table) =>
      Number(
        look
          .prepare(`SELECT count(*) FROM ${table} WHERE run_id NOT IN (SELECT run_id FROM runs)`)
          .pluck()
          .get(),
      ),
    )
  return { root, store, look, counts, orphans }
}

const NONE = [0, 0, 0, 0]
const linesOf = (folder: string, name: string) =>
  readFileSync(path.join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

test('GA-5 R5 every order, trade and event of a run is a row that carries its id, and orphans are 0', async () => {
  const { root, store, look, counts, orphans } = openRoot()
  const { stage, row, folder } = await staged(root)
  await commit(root, stage, row, store)
  const decisions = linesOf(folder, 'decision_records.jsonl').filter(({ quiet }) => quiet === undefined)
  const lines = ['orders.jsonl', 'trades.jsonl', 'events.jsonl'].map((name) => linesOf(folder, name).length)
  expect(counts()).toEqual([decisions.length, ...lines])
  expect(Math.min(...counts())).toBeGreaterThan(5)
  expect(orphans()).toEqual(NONE)
  const registered = look.prepare('SELECT * FROM runs').get() as { [column: string]: unknown }
  expect(registered).toMatchObject({
    mode: 'backtest',
    capital_mode: 'independent',
    market_time_basis: 'candle-open-utc',
    data_integrity: 'ok',
    created_by: 'test',
    kind: 'replay',
    symbols: row.summary.symbols.join(','),
    trades_opened: row.tradesOpened,
    trades_closed: row.summary.closedTrades,
    has_orders: 1,
    has_events: 1,
    has_fills: 1,
    problem_code: null,
    decision_rows: decisions.length,
    order_rows: lines[0],
    trade_rows: lines[1],
    event_rows: lines[2],
  })
})

test('R5 a row says what its line says', async () => {
  const { root, store, look } = openRoot()
  const { stage, row, folder } = await staged(root)
  await commit(root, stage, row, store)
  const orders = look.prepare('SELECT sequence, state, code, trade, price FROM orders').all()
  expect(orders).toEqual(
    linesOf(folder, 'orders.jsonl').map(({ order, state, code, trade, filled }) => ({
      sequence: order,
      state,
      code,
      trade,
      price: filled?.price ?? null,
    })),
  )
  const events = look.prepare('SELECT sequence, type, time_ms, payload FROM events').all()
  expect(events).toEqual(
    linesOf(folder, 'events.jsonl').map(({ sequence, type, time, payload }) => ({
      sequence,
      type,
      time_ms: Date.parse(time),
      payload: JSON.stringify(payload),
    })),
  )
})

test('R5 states and types outside the lists are refused by the tables themselves', () => {
  const { store } = openRoot()
  const run = 'ab'.repeat(32) as RunId
  const order = [1, 'X', 0, 0, 'long', 'enter', 'market', 'entry', 'filled', null, 1, '1', '1']
  const changed = (at: number, value: string | null) => order.with(at, value)
  store.records.add('orders', run, [order])
  for (const bad of [changed(4, 'up'), changed(8, 'done'), changed(9, 'QTY_ZERO'), changed(12, null)]) {
    expect(() => store.records.add('orders', run, [bad])).toThrow(/CHECK/)
  }
  expect(() => store.records.add('events', run, [[1, 'run_paused', 0, 0, null, '{}']])).toThrow(/CHECK/)
  expect(() => store.records.add('decisions', run, [[1, 0, 0, 'maybe', null, '[]']])).toThrow(/CHECK/)
})

test('R3 rows of a process that died before it registered its run are swept, those of a living one stay', async () => {
  const { root, store, counts, orphans } = openRoot()
  const { stage, run } = await staged(root)
  await writeRecords(stage, run, store.records)
  expect(Math.min(...counts())).toBeGreaterThan(0)
  expect(await sweepRecords(store.records, () => true)).toBe(0)
  expect(Math.min(...orphans())).toBeGreaterThan(0)
  expect(await sweepRecords(store.records, () => false)).toBe(1)
  expect([counts(), await sweepRecords(store.records, () => false)]).toEqual([NONE, 0])
})

test('R3 a run that a rebuild gives up takes its rows along, at the latest at the next start', async () => {
  const { root, store, counts, orphans } = openRoot()
  const kept = await staged(root)
  await commit(root, kept.stage, kept.row, store)
  const before = counts()
  const { stage, row, run } = await staged(root, { ...INPUTS, params: { fast: 6, slow: 20 } })
  await commit(root, stage, row, store)
  expect(store.runs.replaceAll([kept.row])).toEqual([run])
  expect(await sweepRecords(store.records, (pid) => pid === process.pid)).toBe(1)
  expect([counts(), orphans()]).toEqual([before, NONE])
})

test('R3 what could not be published leaves no rows', async () => {
  const { root, store, counts } = openRoot()
  const { stage, row } = await staged(root)
  const broken = {
    records: store.records,
    runs: {
      ...store.runs,
      add: () => {
        throw new Error('no')
      },
    },
  }
  await expect(commit(root, stage, row, broken)).rejects.toThrow('no')
  expect(counts()).toEqual(NONE)
})

test('R5 rows can be made again from the files, and are for runs that are older than they', async () => {
  const { root, store, look, counts } = openRoot()
  const { stage, row, run, folder } = await staged(root)
  await commit(root, stage, row, store)
  const all = () => RECORD_TABLES.map((table) => look.prepare(`SELECT * FROM ${table}`).all())
  const before = all()
  await dropRecords(run, store.records)
  expect(counts()).toEqual(NONE)
  await writeRecords(folder, run, store.records)
  expect(all()).toEqual(before)

  await dropRecords(run, store.records)
  look.exec('UPDATE runs SET trade_rows = NULL')
  const shelf = new Shelf(root)
  expect(await writeUnwritten(root, store.records, shelf, () => false)).toBe(1)
  expect([all(), await writeUnwritten(root, store.records, shelf, () => false)]).toEqual([before, 0])
})

test('U4 a journal of many lines goes in by small transactions, with turns of the event loop between', async () => {
  const folder = tempFolder()
  const event = (sequence: number) =>
    JSON.stringify({
      sequence,
      type: 'order_filled',
      candle: 1,
      time: '2024-01-01T00:00:00.000Z',
      symbol: 'X',
      payload: {},
    })
  const LINES = 30_000
  writeFileSync(
    path.join(folder, 'events.jsonl'),
    Array.from({ length: LINES }, (_, at) => `${event(at + 1)}\n`).join(''),
  )
  const { store, counts } = openRoot()
  const sizes: number[] = []
  let turns = 0
  const counting: RecordTables = {
    ...store.records,
    add(table, run, rows) {
      sizes.push(rows.length)
      store.records.add(table, run, rows)
    },
  }
  let isDone = false
  const beat = () => {
    turns += 1
    if (!isDone) setImmediate(beat)
  }
  setImmediate(beat)
  await writeRecords(folder, 'ab'.repeat(32) as RunId, counting)
  isDone = true
  expect(counts()).toEqual([0, 0, 0, LINES])
  expect(Math.max(...sizes)).toBeLessThanOrEqual(500)
  expect(turns).toBeGreaterThan(sizes.length)
})

test('E1 a quiet candle of a full journal needs no row', async () => {
  const { root, store, counts } = openRoot()
  const { stage, row } = await staged(root, { ...INPUTS, journal: 'full' })
  await commit(root, stage, row, store)
  const [decisions = 0] = counts()
  expect([decisions > 5, decisions < row.summary.candles / 2]).toEqual([true, true])
})

test('R3 rows of a registered run that are being replaced count for nothing until they are whole', async () => {
  const { root, store, look, counts, orphans } = openRoot()
  const first = await staged(root)
  await commit(root, first.stage, first.row, store)
  const [before, { run }] = [counts(), first]
  const rowsOf = () => look.prepare('SELECT trade_rows FROM runs').pluck().get()
  store.damages.add({ run, code: 'ARTIFACT_TAMPERED', artifact: 'trades.jsonl' }, 2)
  const again = await staged(root)

  // The process is gone when some of them are written.
  let slices = 0
  const dying: RecordTables = {
    ...store.records,
    add(table, of, rows) {
      if (slices++ === 2) throw new Error('killed')
      store.records.add(table, of, rows.slice(0, 1))
    },
  }
  await expect(writeRecords(again.stage, run, dying)).rejects.toThrow('killed')
  expect([rowsOf(), Math.max(...counts()) > 0]).toEqual([null, true])
  expect(await writeUnwritten(root, store.records, new Shelf(root), () => false)).toBe(0)
  expect(await sweepRecords(store.records, () => false)).toBe(1)
  expect(counts()).toEqual(NONE)

  // Whoever asks for the run again gets it and its rows in one step, and the damage with them.
  expect(await commit(root, again.stage, again.row, store)).toBe(true)
  expect([counts(), orphans(), rowsOf(), store.damages.open()]).toEqual([before, NONE, before[2], []])
})

test('R3 rows that two processes write at once count when the last of them is done', async () => {
  const { root, store, look } = openRoot()
  const [one, other] = [await staged(root), await staged(root)]
  const rowsOf = () => look.prepare('SELECT trade_rows FROM runs').pluck().get()
  store.records.begin(one.run, 1)
  const records = await writeRecords(one.stage, one.run, store.records)
  expect(store.runs.add({ ...one.row, records })).toBe(true)
  expect(rowsOf()).toBe(null)
  const late = { ...records, owner: 1 }
  expect(store.runs.add({ ...other.row, records: late })).toBe(false)
  expect(rowsOf()).toBe(records.counts.trades)
  // Rows of another outcome never count as those of the registered one.
  store.records.begin(one.run, 1)
  expect(store.runs.add({ ...other.row, manifestSha256: 'ef'.repeat(32), records: late })).toBe(false)
  expect(rowsOf()).toBe(null)
  expect(store.records.unwritten().map(({ run }) => run)).toEqual([one.run])
})
