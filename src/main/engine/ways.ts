/** The ways into and out of a position, as whoever finds them tells the executor. */
import type { ExitReason, OrderKind } from '../../shared/run.ts'
import type { Liquidity } from './fees.ts'
import type { Executed } from './fill-log.ts'
import type { Entering } from './orders.ts'

/** What is known of a fill beyond its price. */
export interface About {
  /** The open of the finer candle that it happened in. */
  readonly moment?: number | undefined
  readonly others?: Executed['others']
}

/** A way in that was taken: the market's price before it slipped, and the kind of order. */
export interface Entered extends Entering, About {
  readonly market: number
  readonly order: OrderKind
}

/** A way out: why, at which of the market's prices, and by which kind of order. */
export interface WayOut extends About {
  readonly reason: ExitReason
  /** As it is printed, not as the side sees it. */
  readonly ticks: number
  readonly liquidity: Liquidity
  readonly slips: boolean
  readonly order: OrderKind
  readonly rule: string
  readonly isAmbiguous?: boolean
}

export const atMarket = (reason: ExitReason, ticks: number): WayOut => ({
  reason,
  ticks,
  liquidity: 'taker',
  slips: true,
  order: 'market',
  rule: 'F01',
})

/** A market order to enter, at a price as its side sees it. */
export const inAtMarket = (ticks: number, rule = 'F01'): Entering => ({
  ticks,
  since: 'open',
  liquidity: 'taker',
  slips: true,
  rule,
})
