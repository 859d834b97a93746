/** Trades as the metrics read them: sums exact, outcomes decided once. */
import type { TradeRecord } from '../../shared/run.ts'
import { units } from './decimal-text.ts'
import type { Evidence } from './evidence.ts'
import { readIsoTime } from '../text/utc.ts'

export type Outcome = 'win' | 'loss' | 'break-even'

export interface ClosedTrade {
  readonly outcome: Outcome
  readonly net: bigint
  /** The same as the nearest double, for statistics. */
  readonly result: number
  /** Result over initial risk; null without a stop. */
  readonly r: number | null
}

/** How many trades there are of a kind, and what they made together. */
export interface Tally {
  readonly count: number
  readonly net: bigint
}

/** Runs of losing trades: the longest one, and the one that cost most. */
export interface Streaks {
  readonly longest: number
  readonly costliest: bigint
}

export interface TradeStudy {
  readonly closed: readonly ClosedTrade[]
  readonly open: number
  readonly all: Tally
  readonly wins: Tally
  readonly losses: Tally
  readonly breakEven: Tally
  readonly gross: bigint
  /** Quantity times entry and exit price, over closed trades; in units of 10^-36. */
  readonly turnover: bigint
  readonly fees: bigint
  /** Net results as doubles, for statistics; and in units of initial risk, of the trades that had one. */
  readonly results: Float64Array
  readonly inRisk: Float64Array
  readonly streaks: Streaks
  /** Candle time in a position, up to `end` for an open one. */
  readonly heldMs: number
}

export function studyTrades(
  records: readonly TradeRecord[],
  { quoteIncrement, quoteIncrements }: Pick<Evidence, 'quoteIncrement' | 'quoteIncrements'>,
  end: number,
): TradeStudy {
  const closed: ClosedTrade[] = []
  const inSteps = (step: number) => units(step.toFixed(15))
  const increment = inSteps(quoteIncrement)
  const increments = new Map([...(quoteIncrements ?? [])].map(([symbol, step]) => [symbol, inSteps(step)]))
  let [gross, turnover, fees, heldMs] = [0n, 0n, 0n, 0]

  for (const record of records) {
    fees += units(record.fees)
    heldMs += (record.exitTime === null ? end : readIsoTime(record.exitTime)) - readIsoTime(record.entryTime)
    if (record.netPnl === null || record.grossPnl === null || record.exitPrice === null) continue
    const net = units(record.netPnl)
    // Compared at twice the size, because half an increment may not be a whole number of units.
    const step = increments.get(record.symbol) ?? increment
    gross += units(record.grossPnl)
    turnover += units(record.quantity) * (units(record.entryPrice) + units(record.exitPrice))
    closed.push({
      net,
      result: Number(record.netPnl),
      outcome: net * 2n > step ? 'win' : net * 2n < -step ? 'loss' : 'break-even',
      r: inRisk(Number(record.netPnl), Number(record.initialRisk ?? 0)),
    })
  }
  return {
    closed,
    open: records.length - closed.length,
    all: tally(closed),
    wins: tally(closed.filter(({ outcome }) => outcome === 'win')),
    losses: tally(closed.filter(({ outcome }) => outcome === 'loss')),
    breakEven: tally(closed.filter(({ outcome }) => outcome === 'break-even')),
    gross,
    turnover,
    fees,
    results: Float64Array.from(closed, ({ result }) => result),
    inRisk: Float64Array.from(closed.flatMap(({ r }) => r ?? [])),
    streaks: streaks(closed),
    heldMs,
  }
}

function tally(trades: readonly ClosedTrade[]): Tally {
  let net = 0n
  for (const trade of trades) net += trade.net
  return { count: trades.length, net }
}

/** A stop at the entry price risks nothing and so measures nothing. */
const inRisk = (result: number, risk: number): number | null => (risk > 0 ? result / risk : null)

function streaks(trades: readonly ClosedTrade[]): Streaks {
  let [longest, costliest, length, cost] = [0, 0n, 0, 0n]
  for (const { outcome, net } of trades) {
    // Break-even neither extends a run of losses nor ends it.
    if (outcome === 'break-even') continue
    length = outcome === 'loss' ? length + 1 : 0
    cost = outcome === 'loss' ? cost - net : 0n
    if (length > longest) longest = length
    if (cost > costliest) costliest = cost
  }
  return { longest, costliest }
}
