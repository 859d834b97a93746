/**
 * From a text file to checked candles in order of time, with what was recognised on the way. The
 * import stores what this finds; the doctor only shows it.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import type { AppliedRepair, ImportSettings } from '../../shared/dataset.ts'
import { LF } from './ascii.ts'
import { canonical } from './candle-identity.ts'
import { candleLength } from './candle-length.ts'
import { beginnings, stampOf } from './candle-stamp.ts'
import { Complaints } from './complaints.ts'
import { CsvReading, timeCellOf } from './csv-reading.ts'
import { surveyDates } from './dialect/date-survey.ts'
import { type Dialect, recogniseDialect } from './dialect/dialect.ts'
import { headerOnly } from './dialect/dialect-problems.ts'
import type { Findings } from './recognised.ts'
import { orderRows } from './row-order.ts'
import type { TextFile } from './source/text-file.ts'
import { safeSymbol, symbolFromName } from './symbol.ts'

/** Told now and then how far in the text the reading is; throws to stop. */
export type Check = (offset: number) => void

export interface Examined {
  readonly series: CandleSeries
  readonly findings: Findings
  readonly duplicates: number
  readonly repairs: readonly AppliedRepair[]
  /** Times of the reading itself were moved from ends to beginnings, if any were. */
  readonly movedInPlace: boolean
}

export async function dialectOf(text: TextFile, settings: ImportSettings, check: Check): Promise<Dialect> {
  const dialect = recogniseDialect(text, settings)
  return dialect.time.isUndecided ? surveyDates(text, dialect, check) : dialect
}

export function readingOf(
  text: TextFile,
  dialect: Dialect,
  settings: ImportSettings,
  mostRows: number,
  check: Check,
): CsvReading {
  return new CsvReading(dialect, settings, { rows: rowsExpected(text, dialect), mostRows }, check)
}

/** Throws where the rows that were read make no series. */
export function settled(
  text: TextFile,
  name: string,
  dialect: Dialect,
  settings: ImportSettings,
  reading: CsvReading,
  check: () => void,
  complaints = new Complaints(),
): Examined {
  const form = reading.settle()
  const { columns, careful, time } = reading
  const timeCell = timeCellOf(dialect)
  const order = orderRows(columns, settings.repair ?? [], timeCell, check, complaints)
  const picked = columns.pick(order.rows, check)
  if (picked.rows === 0) throw headerOnly()
  check()
  const symbol = symbolOf(settings, text.archive?.name ?? name, careful.symbol, dialect.symbol)
  const placeOf = (row: number) => ({
    line: columns.lineOf(order.rows === null ? row : (order.rows[row] ?? 0)),
    column: timeCell + 1,
  })
  const timeframe = candleLength(picked.time, settings.timeframe, placeOf, check)
  const stamp = stampOf(picked.time, timeframe, settings.stamp, check)
  if (stamp.value === 'end') beginnings(picked.time, timeframe, form === 'date' || time.assumedDates)
  check()
  const { priceDecimals, volumeDecimals } = columns
  const hasVolume = dialect.cells.has('volume')
  const about = { symbol: symbol.value, timeframe, priceDecimals, volumeDecimals, hasVolume }
  return {
    series: canonical({ ...about, ...picked }),
    findings: {
      dialect,
      settings,
      archive: text.archive,
      encoding: text.encoding,
      form,
      assumedDates: time.assumedDates,
      newestFirst: order.newestFirst,
      rounded: careful.rounded,
      withoutPrices: careful.withoutPrices,
      withoutVolume: careful.withoutVolume,
      footer: careful.footer.lines,
      symbol,
      timeframe,
      stamp,
    },
    duplicates: order.duplicates,
    repairs: repairsOf(order.repairs, careful.dropped),
    movedInPlace: order.rows === null,
  }
}

/** Later rows may be shorter, and columns that have to grow are there twice. Room that is not used costs nothing. */
const ROOM = 1.25

/** The file's size over the length of its first lines, and more. */
function rowsExpected({ head, isWhole, bytes, archive }: TextFile, { bodyAt }: Dialect): number {
  let lines = 1
  for (let at = head.indexOf(LF, bodyAt); at >= 0; at = head.indexOf(LF, at + 1)) lines++
  if (isWhole) return lines
  // What an archive will hold is not known; the columns grow.
  const text = archive === null ? bytes : 4 * bytes
  return Math.ceil((text / Math.max(1, head.length - bodyAt)) * lines * ROOM)
}

function symbolOf(
  settings: ImportSettings,
  name: string,
  cell: Uint8Array | null,
  above: string | null,
): Findings['symbol'] {
  if (settings.symbol !== undefined) {
    return { value: safeSymbol(settings.symbol), because: 'it was said at the import' }
  }
  const named = cell === null ? '' : safeSymbol(new TextDecoder().decode(cell))
  if (named !== '') return { value: named, because: 'the file has a column for it' }
  const title = safeSymbol(above ?? '')
  if (title !== '') return { value: title, because: 'a line above the rows names it' }
  return { value: symbolFromName(name), because: 'the name of the file' }
}

const repairsOf = (repairs: readonly AppliedRepair[], dropped: number): AppliedRepair[] => {
  if (dropped === 0) return [...repairs]
  const others = repairs.filter(({ repair }) => repair !== 'drop-bad')
  const before = repairs.find(({ repair }) => repair === 'drop-bad')?.rows ?? 0
  return [...others, { repair: 'drop-bad', rows: before + dropped }]
}
