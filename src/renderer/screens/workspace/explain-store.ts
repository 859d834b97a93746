/** Why a trade filled where it did (A5): its fills, their candles, what is inside those, and who decided. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type DatasetId, millis } from '../../../shared/brand.ts'
import type { ChartCandles, Timeframe } from '../../../shared/candles.ts'
import type { Client } from '../../../shared/contract.ts'
import type { OrderRecord } from '../../../shared/order.ts'
import type { DecisionRecord, FillRecord, RunSummary, TradeRecord } from '../../../shared/run.ts'
import { lengthOf } from '../../chart/time-text.ts'
import { type Loaded, WAITING, latest } from '../../state/loaded.ts'

export interface Explained {
  readonly fill: FillRecord
  /** The candle it lies in; null where the data no longer has it. */
  readonly candle: Bar | null
  /** The finer candles in that one, where the dataset has any. */
  readonly inside: ChartCandles | null
  readonly finer: Timeframe
  /** What the strategy said when it decided; null for a leg, which nobody decided. */
  readonly decision: DecisionRecord | null
}

export interface Bar {
  readonly time: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

export interface ExplainState {
  readonly trade: TradeRecord | null
  readonly fills: Loaded<readonly Explained[]>
  readonly explain: (trade: TradeRecord | null) => void
}

/** More parts of one order than that say nothing new. */
const MOST_FILLS = 20
/** A day of minutes. */
const MOST_INSIDE = 1500

export function explainStore(
  client: Client,
  { runId, datasets, symbols, timeframe }: Pick<RunSummary, 'runId' | 'datasets' | 'symbols' | 'timeframe'>,
): StoreApi<ExplainState> {
  const length = lengthOf(timeframe)

  const datasetOf = ({ symbol }: TradeRecord): DatasetId | undefined =>
    datasets[Math.max(0, symbols.indexOf(symbol))]

  async function candleOf({ time }: FillRecord, dataset: DatasetId): Promise<Bar | null> {
    const at = Date.parse(time)
    // The fill may lie inside: its candle is the last one that opened by then.
    const from = millis(at - length)
    const candles = await client.ask('candles.read', {
      dataset,
      timeframe,
      from,
      to: millis(at + 1),
      most: 10,
    })
    return barOf(candles, candles.time.length - 1)
  }

  async function insideOf(
    candle: Bar | null,
    finer: Timeframe,
    dataset: DatasetId,
  ): Promise<ChartCandles | null> {
    if (candle === null || finer === timeframe) return null
    const from = millis(candle.time)
    const to = millis(candle.time + length)
    return await client.ask('candles.read', { dataset, timeframe: finer, from, to, most: MOST_INSIDE })
  }

  /** An order remembers its candle; in runs without orders a market order was decided one earlier. */
  async function decisionOf(
    fill: FillRecord,
    symbol: string,
    orders: readonly OrderRecord[],
  ): Promise<DecisionRecord | null> {
    const isEntry = fill.why === 'entry'
    if (!isEntry && fill.why !== 'signal') return null
    const order = orders.find(({ action }) => action === (isEntry ? 'enter' : 'exit'))
    const candle = order?.candle ?? fill.candle - 1
    if (candle < 0) return null
    const { decisions } = await client.ask('run.decisions', { run: runId, symbol, candle, most: 1 })
    const [decision] = decisions
    return decision === undefined || decision.candle !== candle ? null : decision
  }

  async function read(record: TradeRecord): Promise<readonly Explained[]> {
    const { trade, symbol } = record
    const dataset = datasetOf(record)
    if (dataset === undefined) return []
    const [{ fills }, { orders }, { timeframe: finer }] = await Promise.all([
      client.ask('run.fills', { run: runId, trade, most: MOST_FILLS }),
      client.ask('run.orders', { run: runId, trade, most: MOST_FILLS }),
      client.ask('dataset.read', { dataset }),
    ])
    return Promise.all(
      fills.map(async (fill) => {
        const [candle, decision] = await Promise.all([
          candleOf(fill, dataset),
          decisionOf(fill, symbol, orders),
        ])
        return { fill, candle, inside: await insideOf(candle, finer, dataset), finer, decision }
      }),
    )
  }

  return createStore<ExplainState>((set, get) => {
    const tell = latest<readonly Explained[]>((fills) => set({ fills }))
    return {
      trade: null,
      fills: WAITING,
      explain(trade) {
        if (trade?.trade === get().trade?.trade) return
        set({ trade, fills: WAITING })
        if (trade !== null) void tell(read(trade))
      },
    }
  })
}

function barOf({ time, open, high, low, close }: ChartCandles, index: number): Bar | null {
  const [opens, o, h, l, c] = [time[index], open[index], high[index], low[index], close[index]]
  if (opens === undefined || o === undefined || h === undefined || l === undefined || c === undefined)
    return null
  return { time: opens, open: o, high: h, low: l, close: c }
}
