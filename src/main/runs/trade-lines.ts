/** Which lines of a file are of a trade: gone through once, and then a look at numbers. */
import type { LineFile } from './line-file.ts'

interface OfTrade {
  readonly trade: number | null
}

export interface Page<T> {
  readonly records: T[]
  readonly total: number
}

const known = new WeakMap<LineFile<OfTrade>, Promise<Int32Array>>()

/** Lines numbered from `first` (1…); with a trade, of its lines alone. Nothing where there is no file. */
export async function pageOf<T extends OfTrade>(
  file: LineFile<T> | null,
  first: number,
  most: number,
  trade?: number,
): Promise<Page<T>> {
  if (file === null) return { records: [], total: 0 }
  const start = Math.max(0, first - 1)
  if (trade === undefined) return { records: await file.page(start, most), total: file.lines }
  const trades = await tradesOf(file)
  const lines: number[] = []
  for (let line = trades.indexOf(trade); line !== -1; line = trades.indexOf(trade, line + 1)) lines.push(line)
  const records: T[] = []
  for (const line of lines.slice(start, start + most)) records.push(...(await file.page(line, 1)))
  return { records, total: lines.length }
}

function tradesOf(file: LineFile<OfTrade>): Promise<Int32Array> {
  const there = known.get(file)
  if (there !== undefined) return there
  const made = read(file)
  known.set(file, made)
  made.catch(() => known.delete(file))
  return made
}

async function read(file: LineFile<OfTrade>): Promise<Int32Array> {
  const trades = new Int32Array(file.lines)
  let line = 0
  for await (const { trade } of file.all()) trades[line++] = trade ?? 0
  return trades
}
