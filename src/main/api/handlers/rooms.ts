/** What handlers are given to work with, and how the table of them is typed. */
import type { Answer, Ask, Request, Session } from '../../../shared/contract.ts'
import type { Store } from '../../store/store.ts'
import type { Admission } from '../admission.ts'
import type { CandleCache } from '../candle-cache.ts'
import type { EventHub } from '../events.ts'
import type { Home } from '../home.ts'
import type { Log } from '../log.ts'
import type { Journal } from '../journal.ts'
import type { KillSwitch } from '../kill-switch.ts'
import type { LimitBook } from '../limit-book.ts'
import type { Operations } from '../operations.ts'
import type { Places } from '../places.ts'
import type { Pool } from '../pool.ts'
import type { RunDesk } from '../run-desk.ts'
import type { Uploads } from '../uploads.ts'

/** What a host can show a person; a host without a screen has none. */
export interface Dialogs {
  candles(): Promise<string[] | null>
  folder(): Promise<string | null>
  reveal(folder: string): void
}

export interface Rooms {
  readonly session: Session
  readonly home: Home
  readonly store: Store
  readonly log: Log
  readonly events: EventHub
  readonly pool: Pool
  /** Of its own, so that reading candles for the window never waits behind a long replay. */
  readonly reader: Pool
  readonly candles: CandleCache
  readonly operations: Operations
  readonly uploads: Uploads
  readonly places: Places
  readonly limits: LimitBook
  readonly admission: Admission
  readonly killSwitch: KillSwitch
  readonly journal: Journal
  readonly runs: RunDesk
  readonly dialogs: Dialogs | null
}

/** Input was checked at the door; a handler delegates and answers. */
export type Handlers<R extends Request> = {
  readonly [K in R]: (ask: Ask<K>) => Answer<K> | Promise<Answer<K>>
}
