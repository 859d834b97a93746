/**
 * The journal of a run (R6): what was wanted, answered, filled, opened and closed, numbered in order.
 * Nothing is put together where nobody listens.
 */
import type { EventType, RunEvent } from '../../shared/order.ts'

export class EventLog {
  readonly isHeard: boolean
  readonly #write: (event: RunEvent) => void
  #sequence = 0

  constructor(write: ((event: RunEvent) => void) | undefined) {
    this.isHeard = write !== undefined
    this.#write = write ?? (() => {})
  }

  tell(
    type: EventType,
    { candle, time, symbol }: Pick<RunEvent, 'candle' | 'time' | 'symbol'>,
    payload: RunEvent['payload'],
  ): void {
    this.#sequence += 1
    this.#write({ sequence: this.#sequence, type, candle, time, symbol, payload })
  }
}
