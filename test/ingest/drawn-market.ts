/** A small market to write out in any layout, and what an import of it has to give back. */
import { shortIsoTime } from '../../src/main/text/utc.ts'

export interface Drawn {
  /** Milliseconds, UTC. */
  readonly time: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

interface Drawing {
  readonly rows?: number
  readonly step?: number
  readonly from?: number
  /** What the first candle opens at. */
  readonly price?: number
  readonly weekends?: boolean
}

/** Candles that open near the last close, with prices of two decimals. */
export function drawnMarket({
  rows = 40,
  step = HOUR,
  from = Date.UTC(2024, 0, 8),
  price = 100,
  weekends = true,
}: Drawing = {}): Drawn[] {
  let state = 12_345
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return (state >>> 8) % below
  }
  const drawn: Drawn[] = []
  let cents = Math.round(price * 100)
  for (let time = from; drawn.length < rows; time += step) {
    if (!weekends && [0, 6].includes(new Date(time).getUTCDay())) continue
    const open = cents + random(3) - 1
    const close = Math.max(50, open + random(61) - 30)
    const high = Math.max(open, close) + random(25) + 1
    const low = Math.min(open, close) - random(25) - 1
    drawn.push({
      time,
      open: open / 100,
      high: high / 100,
      low: low / 100,
      close: close / 100,
      volume: 1000 + random(9000),
    })
    cents = close
  }
  return drawn
}

/** Rows as `rowsOf` gives them. */
export const wanted = (market: readonly Drawn[], shift = 0): (string | number)[][] =>
  market.map(({ time, open, high, low, close, volume }) => [
    new Date(time + shift).toISOString(),
    open,
    high,
    low,
    close,
    volume,
  ])

/** Parts of a time as text, padded: `{ yyyy: '2024', MM: '01', … }`. */
export function parts(time: number) {
  const iso = shortIsoTime(time)
  const [yyyy, MM, dd, HH, mm, ss] = [
    [0, 4],
    [5, 7],
    [8, 10],
    [11, 13],
    [14, 16],
    [17, 19],
  ].map(([a, b]) => iso.slice(a, b)) as [string, string, string, string, string, string]
  return { yyyy, MM, dd, HH, mm, ss, iso, date: iso.slice(0, 10), clock: iso.slice(11, 19) }
}
