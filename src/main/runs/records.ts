/**
 * From a run's artifacts to the rows of the store, a few milliseconds at a time, so that the thread
 * that answers the window is never held up. The files are the truth; rows can be made again.
 */
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { RunId } from '../../shared/brand.ts'
import type { OrderRecord, RunEvent } from '../../shared/order.ts'
import type { DecisionRecord, TradeRecord } from '../../shared/run.ts'
import { codeOf } from '../disk/trouble.ts'
import { readIsoTime } from '../text/utc.ts'
import type { RecordRow, RecordTableName, RecordTables, WrittenRecords } from '../store/records.ts'
import { DECISIONS, EVENTS, ORDERS, TRADES } from './artifacts.ts'
import { lineTexts } from './line-file.ts'
import { isDamage, type Shelf } from './shelf.ts'

/** Rows that go into one transaction: some milliseconds on a slow disk. */
const SLICE = 500

/** The owner of what is left behind on purpose. */
const NOBODY = 0

/** Writes the rows of a run that is about to be registered, in place of any there are. */
export async function writeRecords(
  folder: string,
  run: RunId,
  tables: RecordTables,
): Promise<WrittenRecords> {
  const owner = process.pid
  tables.begin(run, owner)
  await clear(run, tables)
  const write = async (table: RecordTableName, name: string, toRow: ToRow) => {
    let rows: RecordRow[] = []
    let count = 0
    let line = 0
    const put = async () => {
      if (rows.length > 0) tables.add(table, run, rows)
      count += rows.length
      rows = []
      await turn()
    }
    for await (const texts of linesIn(path.join(folder, name))) {
      for (const text of texts) {
        line += 1
        const row = toRow(text, line)
        if (row !== null) rows.push(row)
        if (rows.length >= SLICE) await put()
      }
      await turn()
    }
    await put()
    return count
  }
  const counts = {
    decisions: await write('decisions', DECISIONS, decisionRow),
    orders: await write('orders', ORDERS, orderRow),
    trades: await write('trades', TRADES, tradeRow),
    events: await write('events', EVENTS, eventRow),
  }
  return { owner, counts }
}

/** Rows that their run will not be registered with; where another process writes them too, they are its own. */
export async function giveUpRecords(run: RunId, tables: RecordTables): Promise<void> {
  tables.giveUp(run, process.pid)
  await sweepRecords(tables, (owner) => owner !== NOBODY)
}

/** The rows of a run that is not registered any more, never was, or whose rows do not count. */
export async function dropRecords(run: RunId, tables: RecordTables): Promise<void> {
  await clear(run, tables)
  tables.end(run)
}

/** What dead processes left half-written. */
export async function sweepRecords(tables: RecordTables, isAlive: (pid: number) => boolean): Promise<number> {
  const left = tables.leftovers(isAlive)
  for (const run of left) await dropRecords(run, tables)
  return left.length
}

/** Rows of runs that have none: older ones, and those whose writing a crash ended. Answers how many that were. */
export async function writeUnwritten(
  root: string,
  tables: RecordTables,
  shelf: Shelf,
  stopped: () => boolean,
): Promise<number> {
  let runs = 0
  for (const { run, manifestSha256 } of tables.unwritten()) {
    if (stopped()) break
    try {
      await shelf.inspect(run, manifestSha256)
    } catch (error) {
      if (isDamage(error)) continue
      throw error
    }
    tables.count(run, manifestSha256, await writeRecords(path.join(root, run), run, tables))
    runs += 1
  }
  return runs
}

async function clear(run: RunId, tables: RecordTables): Promise<void> {
  while (tables.remove(run, SLICE) > 0) await turn()
}

/** A line of an artifact as a row, or null where it needs none. */
type ToRow = (text: string, line: number) => RecordRow | null

/** A stretch of quiet candles, or a quiet candle of a full journal, is no row: its line says it all. */
const QUIET = '"wanted":"nothing","approved":null,"reasons":[]'

const decisionRow: ToRow = (text, line) => {
  if (text.includes(QUIET)) return null
  const { candle, asOf, wanted, approved, reasons } = JSON.parse(text) as DecisionRecord
  return [line, candle, readIsoTime(asOf), wanted, flag(approved), JSON.stringify(reasons)]
}

const orderRow: ToRow = (text) => {
  const order = JSON.parse(text) as OrderRecord
  const { candle, symbol, side, action, kind, why, state, code, trade, quantity, filled } = order
  const time = readIsoTime(order.time)
  const asked = [symbol, candle, time, side, action, kind, why, state, code, trade] as const
  return [order.order, ...asked, filled?.quantity ?? quantity, filled?.price ?? null]
}

const tradeRow: ToRow = (text) => {
  const trade = JSON.parse(text) as TradeRecord
  const { symbol, side, quantity, entryPrice, exitPrice, exitReason, fees, netPnl } = trade
  const entry = readIsoTime(trade.entryTime)
  const exit = trade.exitTime === null ? null : readIsoTime(trade.exitTime)
  const told = [symbol, side, quantity, entry, entryPrice, exit, exitPrice, exitReason, fees] as const
  return [trade.trade, ...told, netPnl, flag(trade.ambiguous)]
}

const eventRow: ToRow = (text) => {
  const { sequence, type, candle, time, symbol, payload } = JSON.parse(text) as RunEvent
  return [sequence, type, candle, readIsoTime(time), symbol, JSON.stringify(payload)]
}

const flag = (value: boolean | null): number | null => (value === null ? null : Number(value))

/** Runs of older engines have no orders and no journal. */
async function* linesIn(file: string): AsyncGenerator<string[]> {
  try {
    yield* lineTexts(file)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}
