/** Candle files on disk, to drop on the window. */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawnSeries, toCsv } from '../drawn-series.ts'

export interface CandleFiles {
  readonly folder: string
  /** Answers the path of a file that holds what the test says. */
  holding(name: string, lines: readonly string[]): string
  /** Daily candles that wander. */
  daily(name: string, rows: number): string
  /** Minute candles that wander; a million of them take a second to write. */
  minutes(name: string, rows: number): string
  /** Removes the folder and what is in it. */
  remove(): void
}

export function candleFiles(): CandleFiles {
  const folder = mkdtempSync(join(tmpdir(), 'tapedeck-files-'))
  return {
    folder,
    holding(name, lines) {
      const file = join(folder, name)
      writeFileSync(file, lines.map((line) => `${line}\n`).join(''))
      return file
    },
    daily(name, rows) {
      const file = join(folder, name)
      writeFileSync(file, toCsv(drawnSeries({ rows })))
      return file
    },
    minutes(name, rows) {
      const file = join(folder, name)
      writeMinutes(file, rows)
      return file
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const SLICE = 20_000
const START_SECONDS = Date.UTC(2022, 0, 3) / 1000

function writeMinutes(file: string, rows: number): void {
  const out = openSync(file, 'w')
  writeSync(out, 'time,open,high,low,close,volume\n')
  let state = 20_240_117
  let cents = 1_000_000
  let lines: string[] = []
  for (let row = 0; row < rows; row += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    const open = cents
    cents = Math.max(1000, cents + (state >> 21))
    const [low, high] = open < cents ? [open, cents] : [cents, open]
    const prices = [open, high + 40, low - 40, cents].map((price) => (price / 100).toFixed(2))
    lines.push(`${START_SECONDS + row * 60},${prices.join(',')},${(row % 97) + 1}`)
    if (lines.length < SLICE && row + 1 < rows) continue
    writeSync(out, `${lines.join('\n')}\n`)
    lines = []
  }
  closeSync(out)
}
