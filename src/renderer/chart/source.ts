/** Where a chart comes from. A run's: one question to the chart is three to the client. */
import { type DatasetId, type RunId, millis } from '../../shared/brand.ts'
import type { ChartCandles, Timeframe } from '../../shared/candles.ts'
import type { Client } from '../../shared/contract.ts'
import type { IndicatorCurves, Marker } from '../../shared/run.ts'
import { MOST, type Question } from './question.ts'
import { type Curves, align, assertAscending } from './series.ts'

export interface Loaded {
  readonly candles: ChartCandles
  /** Null where there are only candles. */
  readonly curves: Curves | null
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

interface Candles {
  readonly dataset: DatasetId
  readonly timeframe: Timeframe
}

/** A dataset's candles, and nothing else. */
export function datasetSource(client: Client, of: Candles): Source {
  const candlesOf = reader(client, of)
  return {
    async read(question) {
      return { candles: await candlesOf(question), curves: null, markers: [] }
    },
    candles: candlesOf,
    indicators: async ({ time }) => ({ time, curves: [] }),
  }
}

function reader(client: Client, { dataset, timeframe }: Candles): Source['candles'] {
  return async ({ from, to, most }) => {
    const candles = await client.ask('candles.read', { dataset, timeframe, from, to, most })
    assertAscending(candles.time)
    return candles
  }
}

interface OfRun extends Candles {
  readonly run: RunId
  readonly symbol: string
}

export function runSource(client: Client, { run, symbol, ...of }: OfRun): Source {
  const candlesOf = reader(client, of)
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
    indicators({ time }) {
      // From the first bar to the last, and no more of them: the same grid.
      const from = millis(time[0] ?? 0)
      const to = millis((time.at(-1) ?? 0) + 1)
      return client.ask('run.indicators', { run, symbol, from, to, most: Math.max(time.length, 1) })
    },
  }
}
