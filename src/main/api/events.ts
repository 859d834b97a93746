/** Tells whoever listens; a listener that throws is its own trouble and nobody else's. */
import type { Event, Events } from '../../shared/contract.ts'
import type { Log } from './log.ts'

type Hear<E extends Event> = (payload: Events[E]) => void

export class EventHub {
  readonly #log: Log
  readonly #listeners: { [E in Event]: Set<Hear<E>> } = {
    'operation.changed': new Set(),
    'dataset.changed': new Set(),
    'run.changed': new Set(),
    'safety.changed': new Set(),
  }

  constructor(log: Log) {
    this.#log = log
  }

  on<E extends Event>(event: E, hear: Hear<E>): () => void {
    const listeners: Set<Hear<E>> = this.#listeners[event]
    listeners.add(hear)
    return () => listeners.delete(hear)
  }

  tell<E extends Event>(event: E, payload: Events[E]): void {
    const listeners: Set<Hear<E>> = this.#listeners[event]
    for (const hear of listeners) {
      queueMicrotask(() => {
        try {
          hear(payload)
        } catch (error) {
          this.#log.defect(error, event)
        }
      })
    }
  }
}
