import type { CandleSeries } from '../../src/shared/candles.ts'

const DAY = 86_400_000

/** A wandering daily market that is the same for the same seed. */
export function drawnSeries({ rows = 400, seed = 7, start = Date.UTC(2020, 0, 1) } = {}): CandleSeries {
  const random = generator(seed)
  const column = () => new Float64Array(new SharedArrayBuffer(rows * 8))
  const [time, open, high, low, close] = [column(), column(), column(), column(), column()]
  const volume = new BigInt64Array(new SharedArrayBuffer(rows * 8))
  let price = 10_000
  for (let i = 0; i < rows; i++) {
    const next = Math.max(100, price + Math.round((random() - 0.49) * 300))
    time[i] = start + i * DAY
    open[i] = price
    close[i] = next
    high[i] = Math.max(price, next) + Math.round(random() * 80)
    low[i] = Math.min(price, next) - Math.round(random() * 80)
    volume[i] = BigInt(1000 + Math.round(random() * 500))
    price = next
  }
  const about = {
    symbol: 'DRAWN',
    timeframe: '1d' as const,
    priceDecimals: 2,
    volumeDecimals: 0,
    hasVolume: true,
  }
  return { ...about, rows, time, open, high, low, close, volume }
}

/** The same series as a trader's file. */
export function toCsv(series: CandleSeries): string {
  const price = (ticks: number | undefined) => ((ticks ?? 0) / 100).toFixed(2)
  const row = (_: unknown, i: number) =>
    [
      new Date(series.time[i] ?? 0).toISOString().slice(0, 10),
      ...[series.open[i], series.high[i], series.low[i], series.close[i]].map(price),
      series.volume[i],
    ].join(',')
  return `date,open,high,low,close,volume\n${Array.from({ length: series.rows }, row).join('\n')}\n`
}

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 0) / 2 ** 32
  }
}
