/**
 * Replays a strategy over the candles of one symbol. It knows no clock and no disk: market time comes
 * from the candles, and what it finds goes to whoever asked. What a candle means is in tape.ts.
 */
import { Problem } from '../../shared/problem.ts'
import { ASK_EVERY, type Listener, type Replayed, type ReplayOrder, TELL_EVERY } from './replay-order.ts'
import { Tape } from './tape.ts'

export type { Listener, Replayed, ReplayOrder } from './replay-order.ts'

export function replay(order: ReplayOrder, listener: Listener): Replayed {
  const tape = new Tape(order, listener)
  const { first, end } = tape.evaluated
  tape.begin(`${order.strategy.title} on ${order.series.symbol}`, order.strategy.id, end - first)
  let candle = first
  try {
    listener.began?.(() => tape.result(candle))
    while (candle < end) {
      const done = candle - first
      if (done % ASK_EVERY === 0 && listener.stopped()) {
        throw new Problem('CANCELLED', { done, of: end - first }, 'The run was cancelled.')
      }
      if (done % TELL_EVERY === 0 && done > 0) tape.report(candle - 1)
      const pause = Math.min(end, candle + ASK_EVERY - (done % ASK_EVERY))
      candle = tape.pass(candle, pause)
      if (candle === pause) continue
      tape.step(candle)
      candle += 1
    }
  } catch (error) {
    tape.interrupt(candle, error)
    throw error
  } finally {
    // What was known before a failure is told as well.
    tape.flush()
  }
  const replayed = tape.result(end)
  tape.report(end - 1)
  tape.complete(end - 1, tape.closed, replayed.equity.at(-1) ?? tape.capital)
  return replayed
}
