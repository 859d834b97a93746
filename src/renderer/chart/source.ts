/** Where a run's chart comes from: one question to the chart is three to the client. */
import { type DatasetId, type RunId, millis } from '../../shared/brand.ts'
import type { ChartCandles, Timeframe } from '../../shared/candles.ts'
import type { Client } from '../../shared/contract.ts'
import type { IndicatorCurves, Marker } from '../../shared/run.ts'
import { MOST, type Question } from './question.ts'
import { type Curves, align, assertAscending } from './series.ts'

export interface Loaded {
  readonly candles: ChartCandles
  readonly curves: Curves
  readonly markers: readonly Marker[]
}

export interface Source {
  /** A stretch of it, with everything that is drawn there. */
  read(question: Question): Promise<Loaded>
  /** The candles alone. */
  candles(question: Question): Promise<ChartCandles>
  /** What the strategy looked at, on the grid of some candles. */
  indicators(candles: ChartCandles): Promise<IndicatorCurves>
}

/** More than this are counted together before they travel. */
const MARKERS = 500

export function runSource(
  client: Client,
  { run, dataset, timeframe }: { run: RunId; dataset: DatasetId; timeframe: Timeframe },
): Source {
  const candlesOf = async ({ from, to, most }: Question): Promise<ChartCandles> => {
    const candles = await client.ask('candles.read', { dataset, timeframe, from, to, most })
    assertAscending(candles.time)
    return candles
  }
  return {
    async read(question) {
      const { from, to } = question
      const [candles, curve, { markers }] = await Promise.all([
        candlesOf(question),
        // Equity is merged from its own first candle on; finer points land on the right bar.
        client.ask('run.equity', { run, from, to, most: MOST }),
        client.ask('run.markers', { run, from, to, most: MARKERS }),
      ])
      assertAscending(curve.time)
      return { candles, curves: align(candles, curve), markers }
    },
    candles: candlesOf,
    indicators({ time }) {
      // From the first bar to the last, and no more of them: the same grid.
      const from = millis(time[0] ?? 0)
      const to = millis((time.at(-1) ?? 0) + 1)
      return client.ask('run.indicators', { run, from, to, most: Math.max(time.length, 1) })
    },
  }
}
