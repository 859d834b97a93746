import { writeFileSync } from 'node:fs'
import type { CandleSeries } from '../../src/shared/candles.ts'

const MINUTE = 60_000

/** A wandering minute market in whole ticks, the same for every run of the bench. */
export function market(rows: number): CandleSeries {
  const column = () => new Float64Array(new SharedArrayBuffer(rows * 8))
  const [time, open, high, low, close] = [column(), column(), column(), column(), column()]
  const volume = new BigInt64Array(new SharedArrayBuffer(rows * 8))
  let state = 20_240_117
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 2 ** 32
  }
  let price = 1_000_000
  for (let i = 0; i < rows; i++) {
    const next = Math.max(10_000, price + Math.round((random() + random() - 1) * 900))
    time[i] = Date.UTC(2022, 0, 3) + i * MINUTE
    open[i] = price
    close[i] = next
    high[i] = Math.max(price, next) + Math.round(random() * 300)
    low[i] = Math.min(price, next) - Math.round(random() * 300)
    volume[i] = BigInt(1 + Math.round(random() * 5_000_000))
    price = next
  }
  const about = {
    symbol: 'BENCH',
    timeframe: '1m' as const,
    priceDecimals: 4,
    volumeDecimals: 3,
    hasVolume: true,
  }
  return { ...about, rows, time, open, high, low, close, volume }
}

/** The same market as a trader's file; answers its size in bytes. */
export function writeCsv(
  series: CandleSeries,
  file: string,
  stamp: (time: number) => string = String,
): number {
  const price = (ticks: number | undefined) => ((ticks ?? 0) / 1e4).toFixed(4)
  const lines = ['timestamp,open,high,low,close,volume']
  for (let i = 0; i < series.rows; i++) {
    const prices = [series.open[i], series.high[i], series.low[i], series.close[i]].map(price)
    lines.push(
      `${stamp(series.time[i] ?? 0)},${prices.join(',')},${(Number(series.volume[i]) / 1e3).toFixed(3)}`,
    )
  }
  const text = `${lines.join('\n')}\n`
  writeFileSync(file, text)
  return text.length
}
