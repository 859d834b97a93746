/**
 * A market of our own making, for a first run without a file: minutes, around the clock, fifteen
 * months, with trends, ranges, a crash and a recovery. Arithmetic is limited to + − × ÷ and square
 * root, and the seed is part of the recipe, so it is the same candle for candle everywhere.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import { DAY, HOUR, MINUTE, daysOf } from '../text/utc.ts'
import { spread, xoshiro128 } from './xoshiro.ts'

const DEMO_SYMBOL = 'DEMO-USD'
export const DEMO_SEED = 20_240_101

/** What the recipe gives: a test makes the market anew and compares. */
export const DEMO_DATASET = 'cbfe6d60128905c3963824afcc1b439ddb0cc9da02164d10a22575d185fc56e8'

const START = daysOf(2024, 1, 1) * DAY
const FIRST_PRICE = 24_000
const PRICE_DECIMALS = 2
const VOLUME_DECIMALS = 4
const STEPS = 3

/** A stretch of weather: days, drift a day and volatility a day, both as shares of the price. */
interface Regime {
  readonly days: number
  readonly drift: number
  readonly volatility: number
}

const REGIMES: readonly Regime[] = [
  { days: 34, drift: 0.0005, volatility: 0.016 },
  { days: 48, drift: 0.0085, volatility: 0.022 },
  { days: 40, drift: -0.0006, volatility: 0.019 },
  { days: 38, drift: 0.0058, volatility: 0.02 },
  { days: 52, drift: -0.0003, volatility: 0.014 },
  { days: 58, drift: -0.0068, volatility: 0.024 },
  { days: 3, drift: -0.095, volatility: 0.085 },
  { days: 26, drift: 0.0022, volatility: 0.042 },
  { days: 44, drift: 0.0082, volatility: 0.026 },
  { days: 47, drift: 0.0002, volatility: 0.015 },
  { days: 66, drift: 0.0031, volatility: 0.019 },
]

/** An exchange that is down: candles are absent, and the price has moved on when it is back. */
const OUTAGES: readonly { readonly from: number; readonly length: number }[] = [
  { from: START + 111 * DAY + 13 * HOUR + 20 * MINUTE, length: 5 * HOUR + 40 * MINUTE },
  { from: START + 274 * DAY + 2 * HOUR, length: 2 * DAY },
]

/** How busy each hour of the day is, UTC. */
const ACTIVITY = [
  0.7, 0.72, 0.7, 0.66, 0.62, 0.62, 0.7, 0.85, 1, 1.05, 1, 0.95, 1.05, 1.3, 1.5, 1.45, 1.3, 1.15, 1.05, 1,
  0.95, 0.85, 0.75, 0.7,
]

/** `check` is called now and then with the minutes made and those to make, and may throw to stop. */
export function demoSeries(check: (done: number, of: number) => void = () => {}): CandleSeries {
  const minutes = REGIMES.reduce((sum, { days }) => sum + days, 0) * 1440
  const rows = minutes - OUTAGES.reduce((sum, { length }) => sum + length / MINUTE, 0)
  const shared = () => new Float64Array(new SharedArrayBuffer(8 * rows))
  const made = { time: shared(), open: shared(), high: shared(), low: shared(), close: shared() }
  const volume = new BigInt64Array(new SharedArrayBuffer(8 * rows))
  const random = xoshiro128(spread(DEMO_SEED))

  let price = FIRST_PRICE
  /** Volatility clusters: a share of yesterday's, a pull towards one, and a push from large moves. */
  let heat = 1
  /** Trends last for days: a slow drift that forgets itself over about four of them. */
  let lean = 0
  let row = 0
  let minute = 0
  for (const { days, drift, volatility } of REGIMES) {
    const perMinute = volatility / Math.sqrt(1440)
    for (const end = minute + days * 1440; minute < end; minute++) {
      if (minute % 16_384 === 0) check(minute, minutes)
      const time = START + minute * MINUTE
      const activity = ACTIVITY[Math.floor(minute / 60) % 24] ?? 1
      lean = lean * LEAN_KEPT + LEAN_PUSH * random.normal()
      const deviation = perMinute * heat * activity
      const mean = drift / 1440 + lean * volatility
      const open = price
      let high = open
      let low = open
      let moved = 0
      for (let step = 0; step < STEPS; step++) {
        const change = mean / STEPS + (deviation / Math.sqrt(STEPS)) * random.normal()
        price *= 1 + change
        moved += change
        if (price > high) high = price
        if (price < low) low = price
      }
      const size = (moved * moved) / (perMinute * perMinute * activity * activity)
      heat = Math.sqrt(0.02 + 0.95 * heat * heat + 0.03 * Math.min(size, 12))
      const eager = random.uniform() + random.uniform() * random.uniform()
      const traded = 3.2 * activity * heat * (0.15 + eager * eager) * (1 + Math.sqrt(size))
      if (OUTAGES.some(({ from, length }) => time >= from && time < from + length)) continue
      made.time[row] = time
      made.open[row] = Math.round(open * 100)
      made.high[row] = Math.round(high * 100)
      made.low[row] = Math.round(low * 100)
      made.close[row] = Math.round(price * 100)
      volume[row] = BigInt(Math.round(traded * 10_000))
      row++
    }
  }
  return {
    symbol: DEMO_SYMBOL,
    timeframe: '1m',
    priceDecimals: PRICE_DECIMALS,
    volumeDecimals: VOLUME_DECIMALS,
    hasVolume: true,
    rows,
    ...made,
    volume,
  }
}

const LEAN_KEPT = 1 - 1 / 5760
const LEAN_PUSH = 0.0000028
