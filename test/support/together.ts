/** One line from several markets to a whole result, with the decision records beside it. */
import { parseParams, type Strategy } from '../../src/main/engine/strategy.ts'
import { type ReplayedTogether, replayTogether } from '../../src/main/engine/together.ts'
import { findStrategy } from '../../src/main/strategies/index.ts'
import { millis } from '../../src/shared/brand.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import type { OrderRecord, RunEvent } from '../../src/shared/order.ts'
import type { DecisionRecord, FillRecord, Journal, TimelineEvent, TradeRecord } from '../../src/shared/run.ts'
import type { PartialSettings, Product } from '../../src/shared/settings.ts'
import type { ParameterValue } from '../../src/shared/strategy.ts'
import { wandering } from './market.ts'
import { recordsIn, settingsOf } from './replayed.ts'

export interface AskedTogether {
  readonly markets: readonly CandleSeries[]
  readonly strategy: string | Strategy
  readonly params?: { readonly [name: string]: ParameterValue }
  readonly settings?: PartialSettings
  readonly products?: { readonly [symbol: string]: Product }
  readonly to?: number
  readonly journal?: Journal
}

export interface ToldTogether extends Omit<ReplayedTogether, 'trades' | 'timeline' | 'fills' | 'orders'> {
  readonly trades: readonly TradeRecord[]
  readonly timeline: readonly TimelineEvent[]
  readonly decisions: readonly DecisionRecord[]
  readonly fills: readonly FillRecord[]
  readonly orders: readonly OrderRecord[]
  readonly events: readonly RunEvent[]
}

export function together(asked: AskedTogether): ToldTogether {
  const { markets, params = {}, settings = {}, products = {}, to, journal = 'events' } = asked
  const strategy = typeof asked.strategy === 'string' ? findStrategy(asked.strategy) : asked.strategy
  const decisions: DecisionRecord[] = []
  const events: RunEvent[] = []
  const { trades, timeline, fills, orders, ...told } = replayTogether(
    {
      strategy,
      params: parseParams(strategy, params),
      settings: settingsOf(settings),
      window: { from: null, to: to === undefined ? null : millis(to) },
      journal,
      markets: markets.map((series) => ({ series, product: products[series.symbol] ?? null })),
    },
    {
      stopped: () => false,
      progress() {},
      decisions: (lines) => decisions.push(...recordsIn(lines)),
      event: (event) => events.push(event),
    },
  )
  return {
    ...told,
    trades: trades(),
    timeline: timeline(),
    decisions,
    events,
    fills: [...fills()],
    orders: [...orders()],
  }
}

/** The same candles under another name. */
export const named = (symbol: string, series: CandleSeries): CandleSeries => ({ ...series, symbol })

/** The same candles without some of them. */
export function without(series: CandleSeries, isGone: (candle: number) => boolean): CandleSeries {
  const kept = Array.from({ length: series.rows }, (_, candle) => candle).filter((candle) => !isGone(candle))
  const cut = (column: Float64Array) => Float64Array.from(kept, (candle) => column[candle] ?? 0)
  const { time, open, high, low, close, volume } = series
  return {
    ...series,
    rows: kept.length,
    time: cut(time),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: BigInt64Array.from(kept, (candle) => volume[candle] ?? 0n),
  }
}

const HOUR = 3_600_000

/** Hourly candles of a symbol, the same for the same seed, from 2022 on. */
export function hourly(symbol: string, made: Parameters<typeof wandering>[0], step = HOUR): CandleSeries {
  const series = wandering(made)
  const start = Date.UTC(2022, 0, 1)
  return { ...series, symbol, timeframe: '1h', time: series.time.map((_, candle) => start + candle * step) }
}

/** The same candles as a trader's file. */
export function csvOf({ time, open, high, low, close, priceDecimals, rows }: CandleSeries): string {
  const price = (ticks: number | undefined) => ((ticks ?? 0) / 10 ** priceDecimals).toFixed(priceDecimals)
  const line = (candle: number) =>
    [
      new Date(time[candle] ?? 0).toISOString(),
      ...[open, high, low, close].map((column) => price(column[candle])),
      '10',
    ].join(',')
  return `time,open,high,low,close,volume\n${Array.from({ length: rows }, (_, candle) => line(candle)).join('\n')}\n`
}
