/** What handlers are given to work with, and how the table of them is typed. */
import type { Answer, Ask, Request, Session } from '../../../shared/contract.ts'
import type { MarketId } from '../../../shared/provider.ts'
import type { Shelf } from '../../runs/shelf.ts'
import type { Store } from '../../store/store.ts'
import type { Backups } from '../backups.ts'
import type { Admission } from '../admission.ts'
import type { CandleCache } from '../candle-cache.ts'
import type { EventHub } from '../events.ts'
import type { Home } from '../home.ts'
import type { IndicatorCache } from '../indicator-cache.ts'
import type { KeptRuns } from '../kept-runs.ts'
import type { Lives } from '../lives.ts'
import type { Log } from '../log.ts'
import type { AuditTrail } from '../audit-trail.ts'
import type { KillSwitch } from '../kill-switch.ts'
import type { LimitBook } from '../limit-book.ts'
import type { Operations } from '../operations.ts'
import type { Places } from '../places.ts'
import type { Pool } from '../pool.ts'
import type { RunDesk } from '../run-desk.ts'
import type { RunIndex } from '../run-index.ts'
import type { RunProof } from '../run-proof.ts'
import type { Uploads } from '../uploads.ts'

/** Where markets are asked instead of at home; for tests. */
export type MarketAddresses = { readonly [M in MarketId]?: string }

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
  /** One worker that waits for the network, so that nothing else waits behind it. */
  readonly network: Pool
  readonly markets: MarketAddresses
  /** For what is looked at: it never waits behind a long replay. */
  readonly reader: Pool
  readonly candles: CandleCache
  readonly shelf: Shelf
  readonly operations: Operations
  readonly uploads: Uploads
  readonly places: Places
  readonly lives: Lives
  readonly limits: LimitBook
  readonly admission: Admission
  readonly killSwitch: KillSwitch
  readonly trail: AuditTrail
  readonly runs: RunDesk
  readonly kept: KeptRuns
  readonly indicators: IndicatorCache
  readonly proof: RunProof
  readonly index: RunIndex
  readonly backups: Backups
  readonly dialogs: Dialogs | null
}

/** Input was checked at the door; a handler delegates and answers. */
export type Handlers<R extends Request> = {
  readonly [K in R]: (ask: Ask<K>) => Answer<K> | Promise<Answer<K>>
}
