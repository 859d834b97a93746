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

interface Lit {
  readonly spot: Spot
  /** Whether the chart goes there. */
  readonly move: boolean
}

export interface FocusState {
  readonly spot: Lit | null
  /** The trade under the crosshair, lit where nothing was chosen. */
  readonly hovered: (Lit & { readonly trade: number }) | null
  /** The trade that was chosen, and is explained. */
  readonly trade: TradeRecord | null
  readonly why: Why | null
  /** Whose candles the chart shows. */
  readonly symbol: string
  readonly showSymbol: (symbol: string) => void
  readonly showTrade: (trade: TradeRecord) => void
  readonly hover: (trade: TradeRecord | null) => void
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
  /** Its entry's order knows it; what can't be read leaves the trade as it is told without it. */
  const trailOf = async ({ trade }: TradeRecord): Promise<number | null> => {
    const answer = await client.ask('run.orders', { run, trade, most: 1 }).catch(() => null)
    const trail = answer?.orders[0]?.legs?.trail ?? null
    return trail === null ? null : Number(trail)
  }
  return createStore<FocusState>((set, get) => {
    const nothing = { spot: null, trade: null, why: null }
    const go = (spot: Spot, trade: TradeRecord | null = null) =>
      set({ ...nothing, spot: { spot, move: true }, trade })
    const tell = latest<readonly DecisionRecord[]>((decisions) => {
      const { why } = get()
      if (why !== null) set({ why: { ...why, decisions } })
    })
    const addTrail = async (record: TradeRecord, spot: Spot) => {
      const trail = await trailOf(record)
      if (trail === null || spot.trade === undefined || get().trade !== record) return
      set({ spot: { spot: { ...spot, trade: { ...spot.trade, trail } }, move: false } })
    }
    return {
      ...nothing,
      symbol: symbols[0] ?? '',
      showSymbol: (symbol) => set({ ...nothing, hovered: null, symbol }),
      showTrade(record) {
        set({ symbol: record.symbol })
        const spot = spotOf(record, lastCandle)
        go(spot, record)
        void addTrail(record, spot)
      },
      hovered: null,
      hover(record) {
        const { hovered } = get()
        if (record?.trade === hovered?.trade) return
        set({
          hovered:
            record === null ? null : { trade: record.trade, spot: spotOf(record, lastCandle), move: false },
        })
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
  const {
    entryTime,
    exitTime,
    entryPrice,
    exitPrice,
    initialStop,
    initialTarget = null,
    netPnl,
    side,
  } = record
  return {
    from: Date.parse(entryTime),
    until: exitTime === null ? lastCandle : Date.parse(exitTime),
    trade: {
      entry: Number(entryPrice),
      exit: exitPrice === null ? null : Number(exitPrice),
      stop: initialStop === null ? null : Number(initialStop),
      target: initialTarget === null ? null : Number(initialTarget),
      trail: null,
      side,
      won: netPnl === null ? null : Number(netPnl) > 0,
    },
  }
}
