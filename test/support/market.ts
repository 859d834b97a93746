/** Markets for tests: drawn by hand, made from a seed, or read from a file that lies beside the project. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CandleSeries } from '../../src/shared/candles.ts'

/** One candle as text: open, high, low, close. */
type Row = readonly [open: string, high: string, low: string, close: string]

const DAY = 86_400_000
const MONDAY = Date.UTC(2024, 0, 1)

/**
 * A market as a picture: a heading, then a candle a line with its open, high, low and close; what
 * follows on a line is a remark. One day each, from Monday 2024-01-01.
 */
export function candles(picture: TemplateStringsArray): CandleSeries {
  const lines = (picture[0] ?? '').split('\n').map((line) => line.trim())
  const [heading, ...drawn] = lines.filter((line) => line !== '')
  if (heading?.split(/\s+/).join(' ') !== 'open high low close') throw new Error('a picture has a heading')
  const rows = drawn.map((line) => {
    const [open, high, low, close] = line.split(/\s+/)
    if (close === undefined) throw new Error(`a candle has four prices: ${line}`)
    return [open, high, low, close] as Row
  })
  return seriesOf(
    rows,
    rows.map((_, day) => MONDAY + day * DAY),
  )
}

const decimalsOf = (price: string) => price.split('.')[1]?.length ?? 0

/** Prices as decimal text, kept with as many decimals as the finest of them has. */
export function seriesOf(rows: readonly Row[], times: readonly number[], symbol = 'TEST'): CandleSeries {
  const priceDecimals = Math.max(0, ...rows.flat().map(decimalsOf))
  const ticks = (price: string) =>
    Number(
      price.replace('.', '').padEnd(price.replace('.', '').length + priceDecimals - decimalsOf(price), '0'),
    )
  const column = (at: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => ticks(row[at]))
  return {
    symbol,
    timeframe: '1d',
    priceDecimals,
    volumeDecimals: 0,
    hasVolume: false,
    rows: rows.length,
    time: Float64Array.from(times),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new BigInt64Array(rows.length),
  }
}

/** Numbers from 0 to 1 that are the same for the same seed, everywhere. */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Made {
  readonly seed: number
  readonly rows: number
  readonly priceDecimals?: number
  /** First price in whole units. */
  readonly price?: number
  /** How far a candle goes, as a share of its price. */
  readonly swing?: number
}

/** A market that wanders: trends that turn, gaps between candles, and now and then a price that repeats. */
export function wandering({ seed, rows, priceDecimals = 2, price = 100, swing = 0.02 }: Made): CandleSeries {
  const roll = dice(seed)
  const [open, high, low, close] = [0, 0, 0, 0].map(() => new Float64Array(rows)) as Float64Array[]
  const [opens, highs, lows, closes] = [open!, high!, low!, close!]
  let last = price * 10 ** priceDecimals
  let drift = 0
  for (let candle = 0; candle < rows; candle += 1) {
    if (roll() < 0.05) drift = (roll() - 0.5) * swing
    const gap = roll() < 0.3 ? 1 + (roll() - 0.5) * swing : 1
    const start = Math.max(2, Math.round(last * gap))
    const end =
      roll() < 0.1 ? start : Math.max(2, Math.round(start * (1 + drift / 4 + (roll() - 0.5) * swing)))
    opens[candle] = start
    closes[candle] = end
    highs[candle] = Math.max(start, end) + Math.floor(roll() * start * swing * 0.3)
    lows[candle] = Math.max(1, Math.min(start, end) - Math.floor(roll() * start * swing * 0.3))
    last = end
  }
  return {
    symbol: 'MADE',
    timeframe: '1d',
    priceDecimals,
    volumeDecimals: 0,
    hasVolume: false,
    rows,
    time: Float64Array.from({ length: rows }, (_, day) => MONDAY + day * DAY),
    open: opens,
    high: highs,
    low: lows,
    close: closes,
    volume: new BigInt64Array(rows),
  }
}

/** The first candles of a market. */
export function firstOf(series: CandleSeries, rows: number): CandleSeries {
  const cut = (column: Float64Array) => column.slice(0, rows)
  const { time, open, high, low, close } = series
  return {
    ...series,
    rows,
    time: cut(time),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: series.volume.slice(0, rows),
  }
}

/** The same market with up for down: what rose falls as far. */
export function upsideDown(series: CandleSeries): CandleSeries {
  const top = 2 * Math.max(...series.high)
  const turned = (column: Float64Array) => column.map((ticks) => top - ticks)
  const { open, high, low, close } = series
  return { ...series, open: turned(open), high: turned(low), low: turned(high), close: turned(close) }
}

const sharedSeries = fileURLToPath(new URL('../../../shared/data/series/', import.meta.url))

/** Daily candles from beside the project, read simply; null where they are not there. */
export function sharedDaily(name: string): CandleSeries | null {
  const file = `${sharedSeries}${name}`
  if (!existsSync(file)) return null
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const cells = lines.map((line) => line.split(','))
  return seriesOf(
    cells.map(([, open = '', high = '', low = '', close = '']) => [open, high, low, close]),
    cells.map(([date = '']) => Date.parse(`${date}T00:00:00Z`)),
    name.split('_')[0],
  )
}
