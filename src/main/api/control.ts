/**
 * The words that a worker and its owner share: stop, and how far the work is. Written and read as
 * plain memory, so that progress costs nothing and cancelling waits for nobody.
 */
import { millis } from '../../shared/brand.ts'
import type { Progress } from '../../shared/operation.ts'
import { Problem } from '../../shared/problem.ts'

const STOP = 0
/** Slots of 64-bit floats after the first 8 bytes, which hold the stop word. */
const SLOTS = ['done', 'of', 'asOf', 'netProfit', 'trades', 'wins'] as const
type Slot = (typeof SLOTS)[number]

export class Control {
  readonly memory: SharedArrayBuffer
  readonly #stop: Int32Array
  readonly #slots: Float64Array

  constructor(memory = new SharedArrayBuffer(8 + SLOTS.length * 8)) {
    this.memory = memory
    this.#stop = new Int32Array(memory, 0, 1)
    this.#slots = new Float64Array(memory, 8)
  }

  stop(): void {
    Atomics.store(this.#stop, 0, 1)
  }

  stopped(): boolean {
    // A plain read: the engine asks every few candles, and another candle later is soon enough.
    return this.#stop[STOP] === 1
  }

  tell(progress: Partial<Record<Slot, number>>): void {
    for (const [index, slot] of SLOTS.entries()) {
      const value = progress[slot]
      if (value !== undefined) this.#slots[index] = value
    }
  }

  progress(isRun: boolean): Progress {
    const slot = (name: Slot) => this.#slots[SLOTS.indexOf(name)] ?? 0
    const counted = { done: slot('done'), of: slot('of') }
    if (!isRun || slot('of') === 0) return counted
    const trades = slot('trades')
    return {
      ...counted,
      asOf: millis(slot('asOf')),
      netProfit: slot('netProfit'),
      trades,
      winRate: trades === 0 ? null : slot('wins') / trades,
    }
  }
}

export const cancelled = (): Problem => new Problem('CANCELLED', {}, 'Cancelled; nothing of it was kept.')
