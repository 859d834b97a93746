/** Imports: how fast rows are read, how long a trader waits, and how much memory is held meanwhile. */
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { dialectOf, readingOf } from '../../src/main/ingest/examine.ts'
import { DEFAULT_LIMITS, importCandles } from '../../src/main/ingest/import.ts'
import { openText } from '../../src/main/ingest/source/text-file.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import { writeCsv } from './market.ts'
import { plainParse } from './reference.ts'
import { type Line, inTurn, per } from './turns.ts'

const LARGE = 2 * 2 ** 30
const ONCE = fileURLToPath(new URL('import-once.ts', import.meta.url))

/** With `large`, also a file of 2 GB, which takes half a minute to write and as long to import. */
export async function importLines(series: CandleSeries, folder: string, large: boolean): Promise<Line[]> {
  const file = path.join(folder, 'IMPORT_1m.csv')
  const bytes = writeCsv(series, file)
  const about = `${series.rows / 1e6} M rows, ${(bytes / 1e6).toFixed(0)} MB`
  const parse = () => void plainParse(file, series.rows)
  const job = { path: file, name: 'IMPORT_1m.csv', settings: {}, folder, limits: DEFAULT_LIMITS }
  const [reading = NaN, plain = NaN] = await inTurn(() => readAll(file), parse)
  const [whole = NaN, again = NaN] = await inTurn(
    () => importCandles(job, { stopped: () => false, progress: () => {} }),
    parse,
  )
  const { ms, peak } = importedOnce(file)
  const lines: Line[] = [
    [
      `import, ${about}: rows read and checked`,
      per(bytes, reading, 'B'),
      per(bytes, plain, 'B'),
      (plain / reading).toFixed(2),
    ],
    [
      `import, ${about}: all of it, hashed and stored`,
      per(bytes, whole, 'B'),
      per(bytes, again, 'B'),
      (again / whole).toFixed(2),
    ],
    [`import, ${about}: in a process of its own`, `${ms.toFixed(0)} ms`, `peak ${peak.toFixed(0)} MB`, ''],
  ]
  const worded = path.join(folder, 'WORDS_1m.csv')
  const size = writeCsv(series, worded, inWords)
  const [slow = NaN, quick = NaN] = await inTurn(() => readAll(worded), parse)
  lines.push([
    'import, months by name and clocks of twelve hours: rows read and checked',
    per(size, slow, 'B'),
    per(bytes, quick, 'B'),
    (quick / bytes / (slow / size)).toFixed(2),
  ])
  if (large) lines.push(largeLine(series, folder))
  return lines
}

async function readAll(file: string): Promise<void> {
  const text = await openText(file, DEFAULT_LIMITS.bytes)
  const check = () => {}
  try {
    const settings = { timezone: 'UTC' }
    const dialect = await dialectOf(text, settings, check)
    const reading = readingOf(text, dialect, settings, DEFAULT_LIMITS.rows, check)
    await text.read(reading)
    reading.settle()
  } finally {
    await text.close()
  }
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `03-Jan-2022 09:30 PM` */
function inWords(time: number): string {
  const iso = new Date(time).toISOString()
  const hour = Number(iso.slice(11, 13))
  const half = `${String(hour % 12 || 12).padStart(2, '0')}:${iso.slice(14, 16)} ${hour < 12 ? 'AM' : 'PM'}`
  return `${iso.slice(8, 10)}-${MONTHS[Number(iso.slice(5, 7)) - 1]}-${iso.slice(0, 4)} ${half}`
}

/** A process of its own, so that its memory is that of the import and of Node alone. */
function importedOnce(file: string): { readonly ms: number; readonly peak: number } {
  const { stdout, stderr } = spawnSync(process.execPath, [ONCE, file], { encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as { ms: number; peak: number }
}

/** Twelve columns, as exchanges publish seconds. */
function largeLine(series: CandleSeries, folder: string): Line {
  const file = path.join(folder, 'LARGE_1s.csv')
  const price = (column: Float64Array, row: number) => ((column[row] ?? 0) / 1e4).toFixed(4)
  const rests = Array.from({ length: series.rows }, (_, row) => {
    const prices = [series.open, series.high, series.low, series.close].map((column) => price(column, row))
    const volume = Number(series.volume[row]) / 1e3
    const money = (volume * Number(prices[3])).toFixed(8)
    return `${prices.join(',')},${volume.toFixed(3)},1735689600999,${money},${row % 977},${volume / 2},${money},0\n`
  })
  const handle = openSync(file, 'w')
  let rows = 0
  for (let size = 0; size < LARGE;) {
    let text = ''
    for (let i = 0; i < 50_000; i++, rows++) text += `${1e12 + rows * 1000},${rests[rows % rests.length]}`
    size += writeSync(handle, text)
  }
  closeSync(handle)
  const { ms, peak } = importedOnce(file)
  rmSync(file)
  const what = `import, ${(rows / 1e6).toFixed(0)} M rows, 2 GB, in a process of its own`
  return [what, per(LARGE, ms, 'B'), `peak ${peak.toFixed(0)} MB`, '']
}
