/** Tells whoever listens; a listener that throws is its own trouble and nobody else's. */
import type { Event, Events } from '../../shared/contract.ts'

type Hear<E extends Event> = (payload: Events[E]) => void

export class EventHub {
  readonly #listeners: { [E in Event]: Set<Hear<E>> } = {
    'operation.changed': new Set(),
    'dataset.changed': new Set(),
    'run.changed': new Set(),
  }

  on<E extends Event>(event: E, hear: Hear<E>): () => void {
    const listeners: Set<Hear<E>> = this.#listeners[event]
    listeners.add(hear)
    return () => listeners.delete(hear)
  }

  tell<E extends Event>(event: E, payload: Events[E]): void {
    const listeners: Set<Hear<E>> = this.#listeners[event]
    for (const hear of listeners) queueMicrotask(() => hear(payload))
  }
}
