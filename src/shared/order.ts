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

/** Why an order did not fill, or only in part: stable names, and what each means. */
export const REFUSALS = {
  PRICE_INVALID: 'The order or one of its legs has no price above zero.',
  STOP_WRONG_SIDE: 'The stop is on the side of the entry where it would not limit a loss.',
  TARGET_WRONG_SIDE: 'The target is on the side of the entry where it would not take a profit.',
  QTY_ZERO: 'The quantity is below the smallest step of the product.',
  MIN_NOTIONAL: 'The order is worth less than the product allows.',
  MAX_NOTIONAL: 'The order is worth more than the product allows.',
  INSUFFICIENT_FUNDS: 'The cash does not cover the order and its fee.',
  FEES_EXCEED_CASH: 'The position could not pay its own way out.',
  NON_POSITIVE_EQUITY: 'The account has nothing left.',
  MAX_POSITIONS: 'As many positions are open as risk allows.',
  DAILY_LOSS: 'The loss of the day stops trading until the next.',
  MAX_DRAWDOWN: 'The loss since the peak stops the run’s trading.',
  COOLDOWN: 'Too few candles have gone by since the last exit.',
  VOLUME_CAP: 'The volume of the candle did not carry it.',
  EXPIRED: 'The price never came to it while it rested.',
  REPLACED: 'A newer order took its place.',
  NOT_FLAT: 'What it was to follow was not left in time.',
  TRADING_STOPPED: 'Everything had to be left, and nothing entered.',
  POSITION_CLOSED: 'The position was left in another way before.',
  UNFILLED_END: 'The candles ended before it could fill.',
} as const
export type RefusalCode = keyof typeof REFUSALS
/** A code and the figures, in words. */
export type Refused = `${RefusalCode}: ${string}`

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
  /** A share of the equity, in percent, which becomes an amount when the order fills. */
  readonly sharePct: string | null
  readonly limit: string | null
  readonly stop: string | null
  /** Of an entry; null for a way out. */
  readonly legs: OrderLegs | null
  readonly state: OrderState
  /** Why it was not filled, as one of the stable names of `REFUSALS`; null where it was. */
  readonly code: RefusalCode | null
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
