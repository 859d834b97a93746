/** One line from a market to a whole result, with the decision records beside it. */
import type { Assumption } from '../../src/main/engine/assumption.ts'
import type { FundingRates } from '../../src/main/engine/funding.ts'
import { type Listener, replay, type ReplayOrder, type Replayed } from '../../src/main/engine/replay.ts'
import { parseParams, type Strategy } from '../../src/main/engine/strategy.ts'
import { findStrategy } from '../../src/main/strategies/index.ts'
import { millis } from '../../src/shared/brand.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import type { RunEvent } from '../../src/shared/order.ts'
import type { DecisionRecord, Journal, TimelineEvent, TradeRecord } from '../../src/shared/run.ts'
import { DEFAULT_SETTINGS, type PartialSettings, type RunSettings } from '../../src/shared/settings.ts'
import type { ParameterValue } from '../../src/shared/strategy.ts'

export interface Asked {
  readonly series: CandleSeries
  readonly strategy: string | Strategy
  readonly params?: { readonly [name: string]: ParameterValue }
  readonly settings?: PartialSettings
  readonly from?: number
  readonly to?: number
  readonly journal?: Journal
  readonly stopped?: () => boolean
  readonly finer?: CandleSeries
  readonly funding?: FundingRates
  readonly assume?: Assumption
  /** Step by step, even where nothing can happen. */
  readonly everyCandle?: boolean
  /** With nobody to hear decisions and events. */
  readonly isUnheard?: boolean
}

export interface Told extends Omit<Replayed, 'trades' | 'timeline'> {
  readonly trades: readonly TradeRecord[]
  readonly timeline: readonly TimelineEvent[]
  readonly decisions: readonly DecisionRecord[]
  readonly events: readonly RunEvent[]
  readonly progress: readonly (readonly [done: number, of: number, closedTrades: number, wins: number])[]
}

/** Settings with what is left out at its default, down to the parts of a part. */
export function settingsOf(given: PartialSettings): RunSettings {
  return {
    ...DEFAULT_SETTINGS,
    ...given,
    sizing: { ...DEFAULT_SETTINGS.sizing, ...given.sizing },
    fees: { ...DEFAULT_SETTINGS.fees, ...given.fees },
    slippage: { ...DEFAULT_SETTINGS.slippage, ...given.slippage },
    fills: { ...DEFAULT_SETTINGS.fills, ...given.fills },
    risk: { ...DEFAULT_SETTINGS.risk, ...given.risk },
    bracket: { ...DEFAULT_SETTINGS.bracket, ...given.bracket },
  } as RunSettings
}

/** Lines of `decision_records.jsonl` as they are heard. */
export const recordsIn = (lines: Uint8Array): DecisionRecord[] =>
  new TextDecoder()
    .decode(lines)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

/** What was heard, and how to learn what is known so far, should the run fail. */
export interface Heard {
  readonly decisions: DecisionRecord[]
  readonly progress: [number, number, number, number][]
  readonly events: RunEvent[]
  soFar: (() => Told) | null
}

/** Told into what is given as it goes, so that what came before a failure can be looked at. */
export function replayed(
  asked: Asked,
  heard: Heard = { decisions: [], progress: [], events: [], soFar: null },
): Told {
  const { series, params = {}, settings = {}, from, to, journal = 'events', stopped = () => false } = asked
  const { finer = null, funding = null, assume = 'profile', everyCandle = false, isUnheard = false } = asked
  const { decisions, progress, events } = heard
  const strategy = typeof asked.strategy === 'string' ? findStrategy(asked.strategy) : asked.strategy
  const order: ReplayOrder = {
    strategy,
    params: parseParams(strategy, params),
    series,
    settings: settingsOf(settings),
    window: { from: from === undefined ? null : millis(from), to: to === undefined ? null : millis(to) },
    journal,
    finer,
    funding,
    assume,
    everyCandle,
  }
  const told = ({ trades, timeline, ...result }: Replayed): Told => ({
    ...result,
    trades: trades(),
    timeline: timeline(),
    decisions,
    events,
    progress,
  })
  const heeded: Partial<Listener> = {
    decisions: (lines) => decisions.push(...recordsIn(lines)),
    event: (event) => events.push(event),
  }
  return told(
    replay(order, {
      stopped,
      progress: (done, of, _asOf, _netProfit, closed, wins) => progress.push([done, of, closed, wins]),
      began: (soFar) => (heard.soFar = () => told(soFar())),
      ...(isUnheard ? {} : heeded),
    }),
  )
}
