/** What the desktop's preload puts on the window, and the channels behind it. */
import type { Event, Events } from './contract.ts'
import type { Envelope } from './wire.ts'

export interface Bridge {
  /** Never rejects for a reason that a trader can act on; that is in the envelope. */
  ask(request: string, ask: unknown): Promise<Envelope>
  /** Answers a function that stops listening. */
  on<E extends Event>(event: E, hear: (payload: Events[E]) => void): () => void
  /** Where a dropped or chosen `File` is on disk; '' for one that was made in the page. */
  pathOf(file: object): string
}

/** The name of the bridge on `window`. */
export const BRIDGE = 'tapedeck'

export const ASK_CHANNEL = 'ask'
export const EVENTS_CHANNEL = 'events'
/** The path of a file that a person dropped or chose, so that it may be asked for afterwards. */
export const HANDED_CHANNEL = 'handed'

/** One event with what it carries; for `Event` as a whole, any one of them. */
export type Announcement<E extends Event = Event> = {
  readonly [K in E]: { readonly event: K; readonly payload: Events[K] }
}[E]
