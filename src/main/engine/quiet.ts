/**
 * How far nothing can happen: what a step would look at on each candle is looked at ahead, in
 * columns. Nothing is decided here, and where there is any doubt the candle is left to the step.
 */
import type { Decider } from './decision.ts'
import type { Market } from './market.ts'
import type { Position } from './position.ts'
import type { Queue } from './queue.ts'

interface Around {
  readonly position: Position
  readonly queue: Queue
  readonly market: Market
  readonly decider: Decider
  /** The first candle that is damaged or the last of the run: those are steps of their own. */
  readonly limit: number
}

export class Quiet {
  readonly #around: Around

  constructor(around: Around) {
    this.#around = around
  }

  /** The first candle from this one on, and not beyond `until`, that may do more than mark the account. */
  end(candle: number, until: number): number {
    const { position, queue, market, decider, limit } = this.#around
    if (!queue.isIdle) return candle
    const { holding } = position
    const next = Math.min(until, limit, decider.next(candle, holding?.side ?? null))
    const most = holding?.protection.candles ?? null
    // The candle on which the time of a position is up.
    const up = holding === null || most === null ? Infinity : holding.candle + most - 1
    return Math.max(candle, market.firstWithin(candle, Math.min(next, up)))
  }
}
