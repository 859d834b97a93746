/**
 * What rests in the market against a candle: steps 3 and 4 of its order of events. Gaps at the open
 * come first, then the legs of what was held before, or entries and then the legs of those. Where
 * there are finer candles, each of them is such a candle.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import type { Assumption } from './assumption.ts'
import { legsOf } from './bracket.ts'
import { at } from './column.ts'
import type { Equity } from './equity.ts'
import type { Executor } from './executor.ts'
import { afterwards, entryAtOpen, entryInside } from './fills/entries.ts'
import { followed } from './fills/exits.ts'
import { PROFILES } from './fills/index.ts'
import type { FillProfile, Hidden } from './fills/profile.ts'
import { readExit } from './fills/reading.ts'
import type { Journal } from './journal.ts'
import type { Magnifier } from './magnifier.ts'
import {
  type Bar,
  type Entering,
  type EntryKind,
  type Leaving,
  type Legs,
  NO_LEGS,
  signOf,
  type Since,
} from './orders.ts'
import { type EntryOrder, type Holding, type Position, widen } from './position.ts'
import type { Terms } from './terms.ts'
import { View } from './view.ts'

interface Around {
  readonly position: Position
  readonly equity: Equity
  readonly executor: Executor
  readonly journal: Journal
  readonly magnifier: Magnifier | null
  readonly assumption: Assumption
}

/** A candle as it is walked: one of the run, or a finer one inside it. */
interface Walked {
  readonly series: CandleSeries
  readonly index: number
  /** The candle of the run that it is or lies in. */
  readonly candle: number
  /** The open of a finer one. */
  readonly moment: number | undefined
}

export class Market {
  readonly #series: CandleSeries
  readonly #terms: Terms
  readonly #around: Around
  readonly #position: Position
  readonly #view = new View()
  /** Candles that hide something still, and those that finer ones explained. */
  ambiguous = 0
  resolved = 0

  constructor(series: CandleSeries, terms: Terms, around: Around) {
    this.#series = series
    this.#terms = terms
    this.#around = around
    this.#position = around.position
  }

  within(candle: number): void {
    const { holding, pending } = this.#position
    if (holding === null ? pending === null : this.#isOutOfReach(candle, holding)) return
    this.#look(candle)
  }

  /** The first candle up to `end` that reaches an order or a leg, as `within` would find it. */
  firstWithin(candle: number, end: number): number {
    const { holding, pending } = this.#position
    if (holding === null) return pending === null ? end : candle
    if (holding.legs === NO_LEGS && holding.more === null) return end
    let next = candle
    while (next < end && this.#isOutOfReach(next, holding)) next += 1
    return next
  }

  #look(candle: number): void {
    const { position, executor, magnifier } = this.#around
    const inside = magnifier?.inside(candle) ?? null
    const whole = { series: this.#series, index: candle, candle, moment: undefined }
    if (inside === null) {
      if (this.#walk(whole)) this.ambiguous += 1
    } else {
      const wasHidden = this.#hides(whole)
      let isHidden = false
      const { series, first, end } = inside
      for (let index = first; index < end; index += 1) {
        isHidden = this.#walk({ series, index, candle, moment: at(series.time, index) }) || isHidden
      }
      if (isHidden) this.ambiguous += 1
      else if (wasHidden) this.resolved += 1
    }
    const order = position.pending
    if (order !== null && order.entry.is !== 'market' && candle >= order.until) executor.expire(candle)
  }

  /** One candle, or one of the finer ones. Answers whether it hides something that matters. */
  #walk(walked: Walked): boolean {
    const { position } = this.#around
    let since: Since = 'open'
    const { pending } = position
    if (pending !== null) {
      const way = this.#tryEntry(pending, walked)
      if (way === null) return false
      since = way.since
    }
    const { holding } = position
    if (holding === null) return false
    this.#tryMore(holding, walked)
    return this.#tryExit(holding, walked, since)
  }

  #tryEntry(order: EntryOrder, walked: Walked): Entering | null {
    const { position, executor } = this.#around
    if (order.entry.is === 'market') return null
    const bar = this.#seen(walked, order.side, 'in')
    const way = this.#entryOn(bar, order.entry, this.#terms.profile)
    if (way === null) {
      const entry = afterwards(bar, order.entry)
      if (entry !== order.entry) position.amendEntry({ ...order, entry })
      return null
    }
    const sign = signOf(order.side)
    const others = this.#otherwise(sign * way.ticks, (profile) => {
      const other = this.#entryOn(bar, order.entry, profile)
      return other === null ? null : sign * other.ticks
    })
    executor.enter(walked.candle, order, way, { moment: walked.moment, others })
    return way
  }

  #entryOn(bar: Bar, entry: EntryKind, profile: FillProfile): Entering | null {
    const { tick } = this.#terms
    return entryAtOpen(bar, entry, profile, tick) ?? entryInside(bar, entry, profile, tick)
  }

  /** The rest of a limit that the volume did not carry goes on resting. */
  #tryMore(holding: Holding, walked: Walked): void {
    const { more } = holding
    if (more === null || more.entry.is === 'market' || holding.candle === walked.candle) return
    const way = this.#entryOn(this.#seen(walked, holding.side, 'in'), more.entry, this.#terms.profile)
    if (way !== null) this.#around.executor.enterMore(walked.candle, holding, way)
  }

  #tryExit(holding: Holding, walked: Walked, since: Since): boolean {
    const { executor, assumption } = this.#around
    const { profile, tick } = this.#terms
    const { legs, sign } = holding
    const bar = this.#seen(walked, holding.side, 'out')
    const { leaving, hidden } = readExit(bar, legs, since, profile, tick, assumption)
    if (hidden !== null) this.#tellHidden(holding, hidden)
    if (leaving === null) {
      holding.legs = followed(bar, legs, since, tick)
      this.#see(holding, walked, since)
      return hidden !== null
    }
    this.#seeBefore(holding, walked, leaving)
    executor.finalizeExit(walked.candle, {
      reason: leaving.reason,
      ticks: sign * leaving.ticks,
      liquidity: leaving.liquidity,
      slips: leaving.slips,
      order: KINDS[leaving.reason],
      rule: leaving.rule,
      isAmbiguous: hidden !== null,
      moment: walked.moment,
      others: this.#otherwise(sign * leaving.ticks, (other) => {
        const read = readExit(bar, legs, since, other, tick, 'profile')
        return read.leaving === null ? null : sign * read.leaving.ticks
      }),
    })
    return hidden !== null
  }

  /** A5: what the profiles that are not in use would have made of it, where it differs. */
  #otherwise(
    ours: number,
    priceBy: (profile: FillProfile) => number | null,
  ): { readonly [profile: string]: number | null } | undefined {
    const others = Object.values(PROFILES)
      .filter((profile) => profile !== this.#terms.profile)
      .map((profile) => [profile.name, priceBy(profile)] as const)
      .filter(([, price]) => price !== ours)
    return others.length === 0 ? undefined : Object.fromEntries(others)
  }

  /** Whether a whole candle hides what its finer ones may tell. */
  #hides(whole: Walked): boolean {
    const { pending, holding } = this.#around.position
    const { profile, tick, assumption } = { ...this.#terms, ...this.#around }
    const read = (legs: Legs, side: EntryOrder['side'], since: Since) =>
      readExit(this.#seen(whole, side, 'out'), legs, since, profile, tick, assumption).hidden !== null
    if (holding !== null) return read(holding.legs, holding.side, 'open')
    if (pending === null) return false
    const way = this.#entryOn(this.#seen(whole, pending.side, 'in'), pending.entry, profile)
    if (way === null) return false
    return read(legsOf(pending.protection, way.ticks, tick), pending.side, way.since)
  }

  /** Neither leg is in the candle: the usual case, and the cheap one. */
  #isOutOfReach(candle: number, { legs, sign, more }: Holding): boolean {
    if (more !== null || legs.trail !== null) return false
    if (legs === NO_LEGS) return true
    const { scale, spread } = this.#terms
    const shift = sign > 0 ? 0 : spread
    const high = at(this.#series.high, candle) * scale + shift
    const low = at(this.#series.low, candle) * scale + shift
    const [top, bottom] = sign > 0 ? [high, low] : [-low, -high]
    return (legs.stop === null || bottom > legs.stop) && (legs.target === null || top < legs.target)
  }

  #seen({ series, index }: Walked, side: EntryOrder['side'], way: 'in' | 'out'): Bar {
    const { scale, spread } = this.#terms
    const buys = (side === 'long') === (way === 'in')
    return this.#view.of(series, index, scale, signOf(side), buys ? spread : 0)
  }

  /** Where the price was while the position was open: on its first candle only what is sure to be after. */
  #see(holding: Holding, { series, index, candle }: Walked, since: Since): void {
    const { scale } = this.#terms
    const [high, low, close] = [series.high, series.low, series.close].map(
      (column) => at(column, index) * scale,
    )
    holding.seen = candle
    if (since === 'open') return widen(holding, high ?? 0, low ?? 0)
    const adverse = holding.sign > 0 ? low : high
    widen(holding, Math.max(adverse ?? 0, close ?? 0), Math.min(adverse ?? 0, close ?? 0))
  }

  /** What came before a target is the worst that the candle has; before a stop there was nothing worse. */
  #seeBefore(holding: Holding, { series, index, candle }: Walked, { reason, rule }: Leaving): void {
    holding.seen = candle
    if (reason !== 'target' || rule === 'F05') return
    const adverse = at(holding.sign > 0 ? series.low : series.high, index)
    widen(holding, adverse * this.#terms.scale, adverse * this.#terms.scale)
    this.#around.equity.sink(adverse)
  }

  #tellHidden(holding: Holding, hidden: Hidden): void {
    holding.isAmbiguous = true
    this.#around.journal.note(`AMBIGUOUS: ${HIDDEN_WORDS[hidden]}`)
  }
}

const KINDS = { stop: 'stop', target: 'limit', trailing: 'trailing' } as const

const HIDDEN_WORDS: { readonly [hidden in Hidden]: string } = {
  'stop-or-target': 'this candle reaches stop and target, and hides which came first',
  'stop-or-nothing': 'this candle hides whether the stop was touched before the entry or after it',
  'target-or-nothing': 'this candle hides whether the target was reached before the entry or after it',
  'trail-or-nothing': 'this candle hides whether its low came before its high or after it',
}
