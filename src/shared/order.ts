/** What became of every order of a run, and the journal that tells it event by event. */
import type { ExitReason, OrderKind, Side } from './run.ts'

/**
 * `filled` whole, or `part-filled` where the volume carried no more. `rejected` by risk or by the
 * broker, with a code. `expired`: the price never came. `replaced` by a newer one, `cancelled` by
 * what ended the position or the run's trading. `unfilled`: the candles ended first. `waiting` is
 * only seen in a run that failed or is still going.
 */
export const ORDER_STATES = [
  'filled',
  'part-filled',
  'rejected',
  'expired',
  'replaced',
  'cancelled',
  'unfilled',
  'waiting',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/** What protects an entry, as it is known at the decision; null for a leg that it has not. */
export interface OrderLegs {
  readonly stop: string | null
  readonly target: string | null
  /** How far the trailing stop stays behind, as a price. */
  readonly trail: string | null
}

/**
 * A line of `orders.jsonl`. Prices and quantities are decimal text, times ISO UTC. A leg of a
 * bracket stands in its entry's line, and gets one of its own when it goes off.
 */
export interface OrderRecord {
  /** 1, 2, 3 … in the order in which they were made. */
  readonly order: number
  readonly symbol: string
  /** The candle that decided it, or in which a leg went off, and that candle's open. */
  readonly candle: number
  readonly time: string
  readonly action: 'enter' | 'exit'
  /** Of the position that is entered or left. */
  readonly side: Side
  readonly kind: OrderKind
  readonly why: 'entry' | ExitReason
  /** What was asked for: a quantity, or an amount of money whose quantity the fill decides. */
  readonly quantity: string | null
  readonly amount: string | null
  readonly limit: string | null
  readonly stop: string | null
  /** Of an entry; null for a way out. */
  readonly legs: OrderLegs | null
  readonly state: OrderState
  /** Why it was not filled, as a stable name such as `INSUFFICIENT_FUNDS`; null where it was. */
  readonly code: string | null
  readonly reasons: readonly string[]
  readonly trade: number | null
  /** Its last fill, with all that was filled and the average price; null where nothing was. */
  readonly filled: OrderFill | null
}

export interface OrderFill {
  readonly candle: number
  readonly time: string
  readonly quantity: string
  readonly price: string
  readonly fee: string
}

/** The events of a run's journal (R6), in the order in which one candle can have them. */
export const EVENT_TYPES = [
  'run_started',
  'intent_emitted',
  'policy_evaluated',
  'intent_approved',
  'intent_rejected',
  'order_filled',
  'position_opened',
  'position_scaled',
  'position_closed',
  'run_completed',
  'run_failed',
  'run_cancelled',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** A line of `events.jsonl`. There is no clock in it: times are of candles. */
export interface RunEvent {
  /** 1, 2, 3 … */
  readonly sequence: number
  readonly type: EventType
  readonly candle: number
  readonly time: string
  /** Null for what concerns the whole run. */
  readonly symbol: string | null
  readonly payload: { readonly [name: string]: string | number | boolean | null }
}
