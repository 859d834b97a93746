/**
 * How a file is written, recognised from its beginning by structure and never by who made it: what
 * separates cells, what the columns mean, how times and numbers are written. Each choice is kept
 * with its reason, and the trader's settings win over all of them.
 */
import type { ColumnField, ImportSettings } from '../../../shared/dataset.ts'
import { shown } from '../complaints.ts'
import type { TextFile } from '../source/text-file.ts'
import { type Field, PRICES, plainName, saysUtc } from './column-names.ts'
import {
  ambiguous,
  emptyFile,
  headerOnly,
  miscounted,
  noPrices,
  noTime,
  notUnderstood,
  severalCandles,
  ticks,
  undecidedNumbers,
  undelimited,
} from './dialect-problems.ts'
import { MOST_COLUMNS, tooWide } from './limits.ts'
import { isMissing, looksNumeric, type NumberStyle, plainNumber, recogniseNumbers } from './number-style.ts'
import { guessPrices } from './price-columns.ts'
import { type SampleRow, sampleLines } from './sample.ts'
import { isUnderstood, recogniseTable, type Table } from './table.ts'
import { recogniseTimeColumns } from './time-columns.ts'
import { LooseTime } from './loose-time.ts'
import { TimeReader } from './time-reader.ts'
import type { TimeStyle } from './time-style.ts'

export interface Dialect {
  readonly delimiter: number
  /** Of the header; empty where there is none. */
  readonly names: readonly string[]
  /** The cell of each field, from 0. */
  readonly cells: ReadonlyMap<Field, number>
  /** Volume is the sum of its own cell and this one. */
  readonly downVolume: number | null
  /** Rows may say that there was no volume. */
  readonly missingVolume: boolean
  /** Cells of a row. */
  readonly width: number
  readonly headerLine: number | null
  /** The first row's line, and the byte at which it begins. */
  readonly firstLine: number
  readonly bodyAt: number
  readonly time: TimeStyle
  readonly clockQuick: boolean
  readonly numbers: NumberStyle
  /** Why times without a zone are UTC; null where nothing says so. */
  readonly utcBecause: string | null
  /** Named above the columns. */
  readonly symbol: string | null
  readonly because: { readonly delimiter: string; readonly columns: string }
}

type Beginning = Pick<TextFile, 'head' | 'isWhole' | 'encoding'>

export function recogniseDialect(text: Beginning, settings: ImportSettings): Dialect {
  const from = textFrom(text)
  const lines = sampleLines(text.head, from, text.isWhole)
  const [first] = lines
  if (first === undefined) throw emptyFile()
  const table = recogniseTable(lines, settings)
  if (table === null) throw undelimited(first)
  refuseWidth(table)
  const { header, rows } = table
  const top = header?.row ?? rows[0]
  if (top === undefined) throw undelimited(first)
  if (header !== null && header.says.twice !== null && settings.columns === undefined) {
    throw ambiguous(header.row, header.says.twice)
  }
  const said = saidCells(settings)
  const isNamed = header !== null && isUnderstood(header.says)
  const byName = isNamed ? header.says.cells : new Map<Field, number>()
  const known = new Map([...trusted(table, byName), ...said])
  const width = widthOf(table, known)

  const prices = new Set(PRICES.flatMap((field) => known.get(field) ?? []))
  const time = recogniseTimeColumns(table, prices, settings)
  if (isNamed || said.size > 0) refuseMissing(table, known, time !== null)
  if (time === null) {
    if (isNamed) throw notUnderstood(header.row, ['time'])
    throw looksLikeTicks(table, new Set()) ? ticks(top) : noTime(top)
  }

  const taken = new Set(time.cells.map(([, cell]) => cell))
  const numbers = recogniseNumbers(numbersIn(table, taken), settings.decimal, header?.says.isForeign ?? false)
  if (numbers === null) throw undecidedNumbers(table, taken)
  const areKnown = PRICES.every((field) => known.has(field))
  const guessed = areKnown ? null : guessIn(table, time.style, taken, numbers)
  const cells = new Map<Field, number>([...(guessed?.cells ?? []), ...known])
  for (const field of ['time', 'date', 'clock'] as const) cells.delete(field)
  if (header !== null && !table.hasBody) throw headerOnly()
  return {
    delimiter: table.delimiter,
    names: header?.row.cells ?? [],
    ...withUsedVolume(table, new Map([...time.cells, ...cells])),
    width,
    headerLine: header?.row.line.number ?? null,
    ...bodyOf(table, from),
    time: time.style,
    clockQuick: time.clockQuick,
    numbers,
    utcBecause: utcOf(table, time.cells),
    symbol: symbolAbove(table),
    because: {
      delimiter: table.because,
      columns: guessed?.because ?? (said.size > 0 ? 'it was said at the import' : 'the names of the columns'),
    },
  }
}

/** Names of the columns to choose from, or their numbers, also where they are not understood. */
export function columnsIn(text: Beginning, settings: ImportSettings): string[] {
  const table = recogniseTable(sampleLines(text.head, textFrom(text), text.isWhole), settings)
  const names = table?.header?.row.cells ?? []
  const width = Math.min(Math.max(names.length, table?.width ?? 0), MOST_COLUMNS)
  return Array.from({ length: width }, (_, cell) => shown(names[cell] ?? '') || `column ${cell + 1}`)
}

const textFrom = ({ encoding }: Beginning): number => (encoding.name === 'UTF-8 with BOM' ? 3 : 0)

const saidCells = ({ columns = {} }: ImportSettings): Map<ColumnField, number> =>
  new Map(
    (Object.entries(columns) as [ColumnField, number][])
      .filter(([field]) => field !== 'time' && field !== 'date' && field !== 'clock')
      .map(([field, column]) => [field, column - 1]),
  )

function refuseWidth({ header, rows, width }: Table): void {
  const names = header?.row.cells.length ?? width
  const top = header?.row ?? rows[0]
  if (top !== undefined && Math.max(names, width) > MOST_COLUMNS) throw tooWide(top.line.number, names)
}

/**
 * Where the header names more columns than rows have, a name with a separator in it may have moved
 * what follows the prices, or columns at the end may be left out.
 */
function trusted({ header, rows, width }: Table, byName: ReadonlyMap<Field, number>): Map<Field, number> {
  const names = header?.row.cells.length ?? width
  if (names <= width || rows.length === 0) return new Map(byName)
  const last = Math.max(...PRICES.map((field) => byName.get(field) ?? 0))
  return new Map([...byName].filter(([, cell]) => cell < width && cell <= last + 1))
}

/** Cells of a row; the header may name more at its end than the rows have, or leave empty ones unnamed. */
function widthOf(table: Table, known: ReadonlyMap<Field, number>): number {
  const { header, rows, width } = table
  if (header === null || header.row.cells.length === width) return width
  const names = header.row.cells.length
  const areThere = PRICES.every((field) => (known.get(field) ?? 0) < width)
  if (names > width && areThere) return width
  const areEmpty = rows.every(({ cells }) => cells.slice(names).every((cell) => cell === ''))
  if (names < width && areEmpty) return width
  throw miscounted(header.row, width)
}

function refuseMissing(table: Table, known: ReadonlyMap<Field, number>, hasTime: boolean): void {
  const { header, rows } = table
  const missing: Field[] = PRICES.filter((field) => !known.has(field))
  const isTimeNamed = header !== null && header.says.times.length > 0
  // A name alone is enough where no row can show whether it holds a time.
  if (!hasTime && (rows.length > 0 || !isTimeNamed)) missing.unshift('time')
  const top = header?.row ?? rows[0]
  if (missing.length > 0 && top !== undefined) throw notUnderstood(top, missing)
  if (!table.hasBody) throw headerOnly()
}

function* numbersIn({ rows, width }: Table, taken: ReadonlySet<number>): Generator<string> {
  for (const { cells } of rows) {
    if (cells.length !== width) continue
    for (const [at, cell] of cells.entries()) {
      if (!taken.has(at) && looksNumeric(cell) && !isMissing(cell)) yield cell
    }
  }
}

function guessIn(table: Table, style: TimeStyle, taken: ReadonlySet<number>, numbers: NumberStyle) {
  const rows = table.rows.filter(({ cells }) => cells.length === table.width)
  const [first] = rows
  if (first === undefined) throw undelimited((table.header?.row ?? table.titles[0] ?? NOTHING).line)
  const values = rows.map(({ cells }) =>
    cells.map((cell) => Number(plainNumber(cell, numbers, true) ?? Number.NaN)),
  )
  const inOrder = isNewestFirst(rows, style, taken) ? values.toReversed() : values
  const [guess, second] = guessPrices(inOrder, taken)
  if (guess === undefined) {
    if (table.header !== null) throw notUnderstood(table.header.row, PRICES)
    throw looksLikeTicks(table, taken) ? ticks(first) : noPrices(first)
  }
  if (second !== undefined) throw severalCandles(first)
  return {
    cells: guess.cells,
    because: guess.isOrderShown
      ? 'no names, but one column is never below the others, one never above, and each candle opens near the last close'
      : 'no names, but one column is never below the others and one never above; open before close is only the custom',
  }
}

const NOTHING: SampleRow = { line: { number: 1, bytes: new Uint8Array(), after: 0 }, cells: [] }

function isNewestFirst(rows: readonly SampleRow[], style: TimeStyle, taken: ReadonlySet<number>): boolean {
  const [cell = 0] = taken
  const quick = new TimeReader(style.order)
  const loose = new LooseTime(style.order)
  const timeOf = ({ cells }: SampleRow | { cells: [] }) => {
    const text = cells[cell] ?? ''
    if (!style.quick) return loose.read(text) ? loose.value : Number.NaN
    return quick.read(Buffer.from(`${text}\n`), 0) > 0 ? quick.value : Number.NaN
  }
  return timeOf(rows[0] ?? NOTHING) > timeOf(rows.at(-1) ?? NOTHING)
}

/** The rows begin behind the last line above them, so that blank lines are counted. */
function bodyOf({ titles, header, rows }: Table, from: number): { firstLine: number; bodyAt: number } {
  const first = rows[0]?.line.number ?? Infinity
  const above = [...titles, ...(header === null ? [] : [header.row])]
    .map(({ line }) => line)
    .filter(({ number }) => number < first)
    .toSorted((a, b) => b.number - a.number)[0]
  return above === undefined
    ? { firstLine: 1, bodyAt: from }
    : { firstLine: above.number + 1, bodyAt: above.after }
}

/** Too few columns of numbers for candles; those that only count are none. */
function looksLikeTicks({ rows, width }: Table, taken: ReadonlySet<number>): boolean {
  let columns = 0
  for (let cell = 0; cell < width; cell++) {
    if (taken.has(cell)) continue
    const texts = rows.map(({ cells }) => cells[cell] ?? '')
    const isCounter = texts.every(
      (text, i) => !text.includes('.') && (i === 0 || Number(text) >= Number(texts[i - 1])),
    )
    if (!isCounter && texts.every((text) => looksNumeric(text) || isMissing(text))) columns++
  }
  return columns < PRICES.length
}

/** Brokers write a volume of zero beside the count of ticks where there is no exchange to count trades. */
function withUsedVolume(
  { header, rows, width }: Table,
  cells: Map<Field, number>,
): Pick<Dialect, 'cells' | 'downVolume' | 'missingVolume'> {
  const cell = cells.get('volume')
  const plain = { cells, downVolume: null, missingVolume: false }
  if (cell === undefined) return plain
  const texts = rows.filter(({ cells }) => cells.length === width).map(({ cells }) => cells[cell] ?? '')
  const missing = texts.filter(isMissing).length
  const isZero = (text: string) => Number(text) === 0 && text !== ''
  const ticks = header?.says.tickVolume ?? null
  if (ticks !== null && cell !== ticks && texts.every(isZero)) {
    return { ...plain, cells: new Map(cells).set('volume', ticks) }
  }
  if (missing === texts.length && missing > 0) {
    const others = new Map(cells)
    others.delete('volume')
    return { ...plain, cells: others }
  }
  const isDown = header !== null && header.says.cells.get('volume') === cell
  return {
    cells,
    downVolume: isDown ? header.says.downVolume : null,
    missingVolume: missing > 1 && missing > MISSING_VOLUMES * texts.length,
  }
}

/** The share of rows without a volume from which on that is how the file says "none". */
const MISSING_VOLUMES = 0.02

function utcOf({ header, titles }: Table, cells: readonly (readonly [Field, number])[]): string | null {
  const names = cells.map(([, cell]) => header?.row.cells[cell] ?? '')
  const name = names.find(saysUtc)
  if (name !== undefined) return `the column is called ${name}`
  return titles.some(({ cells }) => cells.some(saysUtc)) ? 'a line above the columns says so' : null
}

/** `Ticker,AAPL,AAPL` below the names: every column is of this market. */
function symbolAbove({ titles }: Table): string | null {
  for (const { cells } of titles) {
    const [name = '', symbol = '', ...others] = cells
    if (plainName(name) === 'ticker' && symbol !== '' && others.every((other) => other === symbol))
      return symbol
  }
  return null
}
