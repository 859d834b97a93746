/** What the trader is looking at: a trade, a candle, a gap; and, for a candle, why it went as it did. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Millis } from '../../../shared/brand.ts'
import type { Client } from '../../../shared/contract.ts'
import type { Gap } from '../../../shared/dataset.ts'
import type { DecisionRecord, RunSummary, TradeRecord } from '../../../shared/run.ts'
import type { Picked } from '../../chart/cursor.ts'
import type { Spot } from '../../chart/spotlight.ts'
import { lengthOf } from '../../chart/time-text.ts'
import { type Loaded, WAITING, latest } from '../../state/loaded.ts'

export interface Why {
  readonly picked: Picked
  readonly decisions: Loaded<readonly DecisionRecord[]>
}

export interface FocusState {
  readonly spot: { readonly spot: Spot; readonly move: boolean } | null
  /** Number of the trade that is lit. */
  readonly trade: number | null
  readonly why: Why | null
  /** Whose candles the chart shows. */
  readonly symbol: string
  readonly showSymbol: (symbol: string) => void
  readonly showTrade: (trade: TradeRecord) => void
  readonly showTime: (time: Millis) => void
  readonly showGap: (gap: Gap) => void
  readonly showDecision: (decision: DecisionRecord) => void
  readonly ask: (picked: Picked | null) => void
  readonly clear: () => void
}

/** More decisions than that in one merged bar are a reason to zoom in. */
const DECISIONS_SHOWN = 40

export function focusStore(
  client: Client,
  { runId: run, timeframe, symbols }: Pick<RunSummary, 'runId' | 'timeframe' | 'symbols'>,
  lastCandle: number,
): StoreApi<FocusState> {
  const read = async ({ candle, per }: Picked, symbol: string): Promise<readonly DecisionRecord[]> => {
    const ask = { run, symbol, candle, most: DECISIONS_SHOWN }
    const { decisions } = await client.ask('run.decisions', ask)
    return decisions.filter(
      (decision) => decision.candle < candle + per && decision.candle + (decision.quiet ?? 1) > candle,
    )
  }
  return createStore<FocusState>((set, get) => {
    const nothing = { spot: null, trade: null, why: null }
    const go = (spot: Spot, trade: number | null = null) =>
      set({ ...nothing, spot: { spot, move: true }, trade })
    const tell = latest<readonly DecisionRecord[]>((decisions) => {
      const { why } = get()
      if (why !== null) set({ why: { ...why, decisions } })
    })
    return {
      ...nothing,
      symbol: symbols[0] ?? '',
      showSymbol: (symbol) => set({ ...nothing, symbol }),
      showTrade(record) {
        set({ symbol: record.symbol })
        go(spotOf(record, lastCandle), record.trade)
      },
      showTime: (time) => go({ from: time, until: time }),
      showGap: ({ after, until }) => go({ from: after, until }),
      showDecision({ symbol = get().symbol, asOf, quiet = 1 }) {
        set({ symbol })
        const from = Date.parse(asOf)
        go({ from, until: from + (quiet - 1) * lengthOf(timeframe) })
      },
      ask(picked) {
        if (picked === null) {
          set(nothing)
          return
        }
        const spot = { from: picked.time, until: picked.time }
        set({ ...nothing, spot: { spot, move: false }, why: { picked, decisions: WAITING } })
        void tell(read(picked, get().symbol))
      },
      clear: () => set(nothing),
    }
  })
}

/** An open trade reaches to the last candle. */
function spotOf(record: TradeRecord, lastCandle: number): Spot {
  const { entryTime, exitTime, entryPrice, exitPrice, initialStop, netPnl } = record
  return {
    from: Date.parse(entryTime),
    until: exitTime === null ? lastCandle : Date.parse(exitTime),
    trade: {
      entry: Number(entryPrice),
      exit: exitPrice === null ? null : Number(exitPrice),
      stop: initialStop === null ? null : Number(initialStop),
      won: netPnl === null ? null : Number(netPnl) > 0,
    },
  }
}
