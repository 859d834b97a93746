/**
 * How a file is written, recognised from its beginning by structure and never by who made it: what
 * separates cells, what the columns mean, how times and numbers are written. Each choice is kept
 * with its reason, and the trader's settings win over all of them.
 */
import type { ColumnField, ImportSettings } from '../../../shared/dataset.ts'
import { SEMICOLON } from '../ascii.ts'
import { shown } from '../complaints.ts'
import type { TextFile } from '../source/text-file.ts'
import { type Field, namesQuotes, PRICES, plainName, saysUtc } from './column-names.ts'
import {
  ambiguous,
  emptyFile,
  headerOnly,
  miscounted,
  noPrices,
  noTime,
  notUnderstood,
  pairs,
  severalCandles,
  ticks,
  undecidedNumbers,
  undelimited,
} from './dialect-problems.ts'
import { MOST_COLUMNS, tooWide } from './limits.ts'
import { isMissing, looksNumeric, type NumberStyle, plainNumber, recogniseNumbers } from './number-style.ts'
import { guessPrices } from './price-columns.ts'
import { type SampleRow, sampleLines } from './sample.ts'
import { arePairs, isUnderstood, recogniseTable, type Table } from './table.ts'
import { recogniseTimeColumns } from './time-columns.ts'
import { LooseTime } from './loose-time.ts'
import { TimeReader } from './time-reader.ts'
import type { TimeStyle } from './time-style.ts'
import { withUsedVolume } from './volume-column.ts'

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
  if (table === null) throw arePairs(lines) ? pairs(first) : undelimited(first)
  refuseWidth(table)
  const { header, rows } = table
  const top = header?.row ?? rows[0]
  if (top === undefined) throw undelimited(first)
  if (header !== null && header.says.twice !== null && settings.columns === undefined) {
    throw ambiguous(header.row, header.says.twice)
  }
  const said = saidCells(settings)
  if (header !== null && said.size === 0 && namesQuotes(header.row.cells)) throw ticks(header.row)
  const isNamed = header !== null && isUnderstood(header.says)
  const byName = isNamed ? header.says.cells : new Map<Field, number>()
  const known = new Map([...trusted(table, byName), ...said])
  const width = widthOf(table, known)

  const prices = new Set(PRICES.flatMap((field) => known.get(field) ?? []))
  const time = recogniseTimeColumns(table, prices, settings)
  const missing = PRICES.filter((field) => !known.has(field))
  // Of names in a language that is half known, the rest is told by what the columns hold.
  const isHalfForeign = isNamed && header.says.isForeign && missing.length > 1 && said.size === 0
  if ((isNamed && !isHalfForeign) || said.size > 0) refuseMissing(table, known, time !== null)
  if (time === null) {
    if (isNamed) throw notUnderstood(header.row, ['time'])
    throw looksLikeTicks(table, new Set()) || isTickTime(top) ? ticks(top) : noTime(top)
  }

  const taken = new Set(time.cells.map(([, cell]) => cell))
  // Semicolons stand where commas are decimal marks; programs that write both do without a header.
  const mayGroupByPoint = header !== null && (header.says.isForeign || table.delimiter === SEMICOLON)
  const numbers = recogniseNumbers(numbersIn(table, taken), settings.decimal, mayGroupByPoint)
  if (numbers === null) throw undecidedNumbers(table, taken)
  const guessed = missing.length === 0 ? null : guessIn(table, time.style, taken, numbers)
  const isOtherwise = (field: Field) =>
    guessed !== null && byName.has(field) && byName.get(field) !== guessed.cells.get(field)
  if (header !== null && PRICES.some(isOtherwise)) throw notUnderstood(header.row, missing)
  const cells = new Map<Field, number>([...(guessed?.cells ?? []), ...known])
  for (const field of ['time', 'date', 'clock'] as const) cells.delete(field)
  if (header !== null && !table.hasBody) throw headerOnly()
  const volume = withUsedVolume(table, new Map([...time.cells, ...cells]), numbers, taken)
  const because = [
    guessed?.because ?? (said.size > 0 ? 'it was said at the import' : 'the names of the columns'),
    ...(volume.volumeBecause === null ? [] : [volume.volumeBecause]),
  ]
  return {
    delimiter: table.delimiter,
    names: header?.row.cells ?? [],
    ...volume,
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
      columns: because.join('; '),
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
    const isTicks = looksLikeTicks(table, taken) || isIrregular(rows, style, taken)
    throw isTicks ? ticks(first) : noPrices(first)
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

/** Of the rows that tell one; as they stand in the file. */
function timesOf(rows: readonly SampleRow[], style: TimeStyle, taken: ReadonlySet<number>): number[] {
  const [cell = 0] = taken
  const quick = new TimeReader(style.order)
  const loose = new LooseTime(style.order)
  return rows.flatMap(({ cells }) => {
    const text = cells[cell] ?? ''
    if (!style.quick) return loose.read(text) ? [loose.value] : []
    return quick.read(Buffer.from(`${text}\n`), 0) > 0 ? [quick.value] : []
  })
}

function isNewestFirst(rows: readonly SampleRow[], style: TimeStyle, taken: ReadonlySet<number>): boolean {
  const times = timesOf(rows, style, taken)
  return (times[0] ?? 0) > (times.at(-1) ?? 0)
}

/** Quotes and trades come when they come: hardly any step is like another. */
function isIrregular(rows: readonly SampleRow[], style: TimeStyle, taken: ReadonlySet<number>): boolean {
  const times = timesOf(rows, style, taken)
  const counts = new Map<number, number>()
  for (let i = 1; i < times.length; i++) {
    const step = (times[i] ?? 0) - (times[i - 1] ?? 0)
    counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  return times.length >= FEWEST_STEPS && Math.max(...counts.values()) < MOST_ALIKE * times.length
}
const FEWEST_STEPS = 10
const MOST_ALIKE = 0.3

/** `20240304 093000 1230000`, down to 100 ns. */
const isTickTime = ({ cells }: SampleRow): boolean => /^\d{8} \d{6} \d{7}$/.test(cells[0] ?? '')

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
