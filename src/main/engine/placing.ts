/** Turns a wanted side into an order: its price, its legs and its size, as they are known at the close. */
import type { CandleSeries } from '../../shared/candles.ts'
import type { Refused } from '../../shared/order.ts'
import { Problem } from '../../shared/problem.ts'
import type { Side } from '../../shared/run.ts'
import { type LegPrice, legsOf, flawOf, type Protection, UNPROTECTED } from './bracket.ts'
import { at } from './column.ts'
import type { Columns } from './columns.ts'
import { downTo, RATE_DECIMALS, roundDown, tenTo, upTo } from './exact.ts'
import { units } from './fill.ts'
import type { LegChoice } from './leg-setting.ts'
import { type EntryKind, MARKET, signOf } from './orders.ts'
import type { EntryOrder } from './position.ts'
import type { Series } from './series.ts'
import type { Entry, Leg, Reach, Setup, Setups } from './setup.ts'
import { unitsAtRisk, unitsOfVolatility } from './sizing.ts'
import type { Size, Terms } from './terms.ts'
import { stopOf } from './fills/exits.ts'
import type { Words } from './words.ts'

/** An order, or the code and the figures that speak against it and as much of it as is known. */
export type Proposal =
  | { readonly order: EntryOrder }
  | { readonly against: Words<Refused>; readonly asked: EntryOrder | null }

const WHOLE = Number(tenTo(RATE_DECIMALS))

export class Placing {
  readonly #series: CandleSeries
  readonly #terms: Terms
  readonly #columns: Columns
  readonly #atr: Float64Array
  readonly #setups: { readonly [side in Side]: Setup }

  constructor(series: CandleSeries, terms: Terms, columns: Columns, setups: Setups, atr: Float64Array) {
    this.#series = series
    this.#terms = terms
    this.#columns = columns
    this.#atr = atr
    this.#setups = { long: chosen(terms, setups.long), short: chosen(terms, setups.short) }
    requireStop(terms, this.#setups)
  }

  propose(side: Side, candle: number, equity: bigint): Proposal {
    const { size, tick, baseIncrement } = this.#terms
    const setup = this.#setups[side]
    const plain = { side, size, entry: MARKET, protection: UNPROTECTED, until: Infinity }
    if (size.is === 'units' && roundDown(size.value, baseIncrement) === 0n) return this.#tooSmall(plain)
    if (setup === NO_SETUP && !isOfEquity(size)) return { order: plain }
    const wished = this.#wished(setup.entry, side, candle)
    const entry = roundedTo(wished, tick)
    const expected = this.#expected(entry, side, candle)
    if (!(expected * signOf(side) > 0)) {
      const against = 'PRICE_INVALID: the strategy asks for an entry without a price'
      return { against, asked: { ...plain, entry } }
    }
    const protection = this.#protection(setup, side, candle)
    const legs = legsOf(protection, expected, tick)
    const until = setup.entry === undefined ? Infinity : candle + (setup.entry.lasts ?? 1)
    const asked = { side, size, entry, wished, protection, expected: legs, until }
    const flaw = flawOf(legs, expected)
    if (flaw !== null) return { against: flaw, asked }
    const quantity = this.#size(equity, expected, stopOf(legs), candle)
    const order = { ...asked, size: quantity }
    return quantity.value <= 0n ? this.#tooSmall(order) : { order }
  }

  #tooSmall(asked: EntryOrder): Proposal {
    return { against: () => `QTY_ZERO: less than ${units(this.#terms.baseIncrement)}`, asked }
  }

  /** Q2: what is at risk and what is volatile are quantities known now; the rest waits for the price. */
  #size(equity: bigint, entry: number, stop: number | null, candle: number): Size {
    const { size } = this.#terms
    if (size.is === 'risk' && stop !== null) {
      return { is: 'units', value: unitsAtRisk(size.value, equity, entry, stop, this.#terms) }
    }
    if (size.is === 'volatility') {
      const value = unitsOfVolatility(size.value, equity, this.#range(candle), this.#terms)
      return { is: 'units', value }
    }
    return size
  }

  /** The price that an entry is expected at, as its side sees it: its own, or the close for a market order. */
  #expected(entry: EntryKind, side: Side, candle: number): number {
    switch (entry.is) {
      case 'market':
        return this.#seen(at(this.#series.close, candle), side) + (side === 'long' ? this.#terms.spread : 0)
      case 'limit':
      case 'stop-limit':
        return entry.limit
      case 'stop':
        return entry.stop
    }
  }

  /** The order as the strategy has it, at prices that may lie between the increments. */
  #wished(entry: Entry | undefined, side: Side, candle: number): EntryKind {
    if (entry === undefined) return MARKET
    const price = (series: Series) => this.#seen(at(this.#columns.of(series), candle), side)
    switch (entry.is) {
      case 'limit':
        return { is: 'limit', limit: price(entry.at) }
      case 'stop':
        return { is: 'stop', stop: price(entry.at) }
      case 'stop-limit':
        return { is: 'stop-limit', stop: price(entry.at), limit: price(entry.limit) }
    }
  }

  #protection(setup: Setup, side: Side, candle: number): Protection {
    const { stop, target, trail, candles } = setup
    const leg = (asked: Leg | undefined) => (asked === undefined ? null : this.#leg(asked, side, candle))
    const trails = trail === undefined ? null : this.#away(trail, side, candle)
    return { stop: leg(stop), target: leg(target), trail: trails, candles: candles ?? null }
  }

  #leg(leg: Leg, side: Side, candle: number): LegPrice {
    if (leg.is === 'at') return { is: 'at', ticks: this.#seen(at(this.#columns.of(leg.price), candle), side) }
    if (leg.is === 'pct') return { is: 'share', pct: leg.value }
    return { is: 'away', ticks: this.#away(leg, side, candle) }
  }

  #away(reach: Reach, side: Side, candle: number): number {
    if (reach.is === 'away') return at(this.#columns.of(reach.distance), candle) * this.#terms.scale
    const times = Number(reach.value) / WHOLE
    switch (reach.is) {
      case 'ticks':
        return times * this.#terms.tick
      case 'atr':
        return times * this.#range(candle)
      case 'pct':
        return (times / 100) * Math.abs(this.#expected(MARKET, side, candle))
    }
  }

  #range(candle: number): number {
    return at(this.#atr, candle) * this.#terms.scale
  }

  #seen(ticks: number, side: Side): number {
    return signOf(side) * ticks * this.#terms.scale
  }
}

/** B2: a limit rounds down and a stop up, as the side sees them: never to the trader's advantage. */
function roundedTo(wished: EntryKind, tick: number): EntryKind {
  switch (wished.is) {
    case 'market':
      return wished
    case 'limit':
      return { is: 'limit', limit: downTo(wished.limit, tick) }
    case 'stop':
      return { is: 'stop', stop: upTo(wished.stop, tick) }
    case 'stop-limit':
      return { is: 'stop-limit', stop: upTo(wished.stop, tick), limit: downTo(wished.limit, tick) }
  }
}

const NO_SETUP: Setup = {}
const isOfEquity = ({ is }: Size): boolean => is === 'risk' || is === 'volatility'

/** The strategy's own legs, replaced by those of the settings where these say something. */
function chosen({ stop, target }: Terms, own: Setup = NO_SETUP): Setup {
  if (stop === 'strategy' && target === 'strategy') return own
  const { stop: ownStop, target: ownTarget, trail, ...rest } = own
  const setup = {
    ...rest,
    // A trailing stop is a stop: who asks for none gets none.
    ...(trail === undefined || stop === 'none' ? {} : { trail }),
    ...legOf('stop', stop, ownStop),
    ...legOf('target', target, ownTarget),
  }
  return Object.keys(setup).length === 0 ? NO_SETUP : setup
}

function legOf(name: 'stop' | 'target', choice: LegChoice, own: Leg | undefined): Partial<Setup> {
  if (choice === 'none') return {}
  const leg = choice === 'strategy' ? own : choice
  return leg === undefined ? {} : { [name]: leg }
}

function requireStop({ size, direction }: Terms, setups: { readonly [side in Side]: Setup }): void {
  if (size.is !== 'risk') return
  const sides = direction === 'both' ? (['long', 'short'] as const) : [direction]
  const isBounded = (side: Side) => setups[side].stop !== undefined || setups[side].trail !== undefined
  if (sides.every(isBounded)) return
  throw new Problem(
    'CONFIG_INVALID',
    { field: 'sizing.kind', text: 'risk' },
    'Sizing by risk needs a stop, and this strategy has none of its own.',
    'Set bracket.stop, such as pct:2, or size by a fraction of the equity.',
  )
}

/** Whether anything of a run is measured in average true ranges. */
export const needsRange = ({ size, slippage, stop, target }: Terms, setups: Setups): boolean =>
  size.is === 'volatility' ||
  slippage.is === 'atr' ||
  [stop, target].some((leg) => typeof leg !== 'string' && leg.is === 'atr') ||
  [setups.long, setups.short].some((setup) =>
    [setup?.stop, setup?.target, setup?.trail].some((leg) => leg?.is === 'atr'),
  )
