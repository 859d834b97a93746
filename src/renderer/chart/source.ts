/** Where a run's chart comes from: one question to the chart is three to the client. */
import type { DatasetId, RunId } from '../../shared/brand.ts'
import type { ChartCandles, Timeframe } from '../../shared/candles.ts'
import type { Client } from '../../shared/contract.ts'
import type { Marker } from '../../shared/run.ts'
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
}

/** More than this are counted together before they travel. */
const MARKERS = 500

export function runSource(
  client: Client,
  {
    run,
    symbol,
    dataset,
    timeframe,
  }: { run: RunId; symbol: string; dataset: DatasetId; timeframe: Timeframe },
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
        client.ask('run.markers', { run, symbol, from, to, most: MARKERS }),
      ])
      assertAscending(curve.time)
      return { candles, curves: align(candles, curve), markers }
    },
    candles: candlesOf,
  }
}
