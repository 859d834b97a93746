/**
 * The contract: every question a client may ask and every event it may hear. The window, the
 * terminal, the HTTP API and the tests hold the same `Client`; what it is called here, it is
 * called everywhere. No behaviour lives in this file.
 */
import type { DatasetId, Millis, OperationId, PlaceId, RunId, UploadId } from './brand.ts'
import type { ChartCandles, Timeframe } from './candles.ts'
import type { Dataset, ImportSettings, Inspection } from './dataset.ts'
import type { Health } from './health.ts'
import type { Limit, LimitName } from './limits.ts'
import type { Operation, OperationKind, OperationState } from './operation.ts'
import type {
  DecisionRecord,
  EquityCurve,
  Marker,
  ReportFormat,
  RunDetails,
  RunRequest,
  RunSummary,
  TimelineEvent,
  TradeRecord,
} from './run.ts'
import type { KillSwitch, LogLine, Safety } from './safety.ts'
import type { CheckRequest, StrategyCard } from './strategy.ts'

/** Where a client sits, and what its host can do beyond answering. */
export interface Session {
  readonly host: 'desktop' | 'loopback' | 'cli'
  readonly version: string
  /** Files can be named by path: drops and dialogs of the desktop, arguments of the terminal. */
  readonly paths: boolean
  /** The host can open a file dialog and show a folder. */
  readonly dialogs: boolean
}

/** A file to import: by path where the host allows it, else handed over in slices before. */
export type ImportSource = { readonly path: string } | { readonly upload: UploadId }

export interface Requests {
  'session.read': (ask: Nothing) => Session
  'health.read': (ask: Nothing) => Health

  /** Takes a file in slices from a client that has no path to name. Unfinished ones are swept. */
  'upload.open': (ask: { name: string; bytes: number }) => { upload: UploadId }
  /** Slices come in order and hold at most 1 MiB; `at` is where this one begins. */
  'upload.write': (ask: { upload: UploadId; at: number; slice: Uint8Array }) => { received: number }

  /** A file that will not be sent to its end after all. */
  'upload.discard': (ask: { upload: UploadId }) => Nothing

  /** Starts importing one file and answers at once; follow `operation.changed`. */
  'dataset.import': (ask: { source: ImportSource; settings?: ImportSettings }) => { operation: OperationId }
  /** What an import would find in a file, without keeping anything; an upload stays for the import. */
  'dataset.inspect': (ask: { source: ImportSource; settings?: ImportSettings }) => Inspection
  /** Makes the synthetic demo market, the same every time. */
  'dataset.demo': (ask: Nothing) => { operation: OperationId }
  'dataset.list': (ask: Nothing) => { datasets: Dataset[] }
  'dataset.read': (ask: { dataset: DatasetId }) => Dataset

  /** Candles for the chart, oldest first, at most `most` of them. `to` is exclusive. */
  'candles.read': (ask: {
    dataset: DatasetId
    timeframe?: Timeframe
    from: Millis
    to: Millis
    most: number
  }) => ChartCandles
  /** Writes candles as CSV with ISO UTC times and exact digits. */
  'candles.export': (ask: {
    dataset: DatasetId
    timeframe?: Timeframe
    from?: Millis
    to?: Millis
    place?: PlaceId
  }) => { operation: OperationId }

  'strategy.list': (ask: Nothing) => { strategies: StrategyCard[] }
  /** Starts proving on some candles that a strategy sees nothing of later ones; follow `operation.changed`. */
  'strategy.check': (ask: CheckRequest) => { operation: OperationId }

  /** Starts a replay and answers at once. A run that exists is returned, its operation already over. */
  'run.start': (ask: RunRequest) => { operation: OperationId; run: RunId; reused: boolean }
  /** Newest first. */
  'run.list': (ask: { limit?: number; offset?: number }) => { runs: RunSummary[]; total: number }
  'run.read': (ask: { run: RunId }) => RunDetails
  /** Trades numbered from `first` (1…), at most `most`. */
  'run.trades': (ask: { run: RunId; first?: number; most?: number }) => {
    trades: TradeRecord[]
    total: number
  }
  /** Decision records from line `first` (0…), or from the one that covers `candle`. */
  'run.decisions': (ask: { run: RunId; first?: number; candle?: number; most?: number }) => {
    decisions: DecisionRecord[]
    first: number
    total: number
  }
  'run.timeline': (ask: { run: RunId; first?: number; most?: number }) => {
    events: TimelineEvent[]
    total: number
  }
  'run.equity': (ask: { run: RunId; from: Millis; to: Millis; most: number }) => EquityCurve
  /** What to draw between two times; where there are more than `most`, neighbours are counted together. */
  'run.markers': (ask: { run: RunId; from: Millis; to: Millis; most?: number }) => { markers: Marker[] }

  /** Writes a run's report files to the chosen place, or to the exports folder. */
  'report.export': (ask: { run: RunId; formats: ReportFormat[]; place?: PlaceId }) => {
    operation: OperationId
  }
  /** A slice of a file that an export made, at most 1 MiB, for clients that save it themselves. */
  'export.read': (ask: { operation: OperationId; name: string; at: number }) => {
    slice: Uint8Array
    bytes: number
  }
  /** Shows an export's folder in the system's file manager. */
  'export.reveal': (ask: { operation: OperationId }) => Nothing

  'operation.list': (ask: { kind?: OperationKind; state?: OperationState; limit?: number }) => {
    operations: Operation[]
  }
  'operation.read': (ask: { operation: OperationId }) => Operation
  /** Asks an operation to stop, whichever process works on it, and answers at once. */
  'operation.cancel': (ask: { operation: OperationId }) => Operation
  /** Asks again what an operation was asked that did not succeed. */
  'operation.retry': (ask: { operation: OperationId }) => { operation: OperationId }

  /** Whether anything may be begun here. */
  'safety.read': (ask: Nothing) => Safety
  /** Engaged, it cancels what is under way and refuses whatever is new, in every process of this home. */
  'killSwitch.set': (ask: { engaged: boolean; reason: string }) => KillSwitch
  /** Refuses to make anything, in every process of this home. */
  'readOnly.set': (ask: { readOnly: boolean }) => Safety
  'limit.list': (ask: Nothing) => { limits: Limit[] }
  /** null: back to the default. Looser than that only where it is asked for as `advanced`. */
  'limit.set': (ask: { name: LimitName; value: number | null; advanced?: boolean }) => Limit
  /** The newest lines of the log, newest first. */
  'log.read': (ask: { most?: number }) => { lines: LogLine[] }

  /** Opens the host's dialog. Answers null where the person changed their mind. */
  'dialog.candles': (ask: Nothing) => { paths: string[] } | null
  'dialog.folder': (ask: Nothing) => { place: PlaceId; name: string } | null

  /** Small things a window remembers, such as its theme. */
  'preference.list': (ask: Nothing) => { preferences: { readonly [name: string]: string } }
  'preference.write': (ask: { name: string; value: string }) => Nothing
}

/** Events announce that something changed; what it is now is asked for. */
export interface Events {
  /** State changes at once, progress at most ten times a second. */
  'operation.changed': Operation
  'dataset.changed': { dataset: DatasetId }
  'run.changed': { run: RunId }
  'safety.changed': Safety
}

export type Nothing = { readonly [key: string]: never }

export type Request = keyof Requests
export type Ask<R extends Request> = Parameters<Requests[R]>[0]
export type Answer<R extends Request> = ReturnType<Requests[R]>
export type Event = keyof Events

/** The one thing the window, the terminal and the tests hold. */
export interface Client {
  /** Rejects with a `Problem` where the trader can act, and with `INTERNAL` for a defect of ours. */
  ask<R extends Request>(request: R, ask: Ask<R>): Promise<Answer<R>>
  /** Answers a function that stops listening. */
  on<E extends Event>(event: E, hear: (payload: Events[E]) => void): () => void
}

/** A client for what came over a wire or from a keyboard: not typed yet, and checked behind it. */
export interface Door {
  ask<R extends Request>(request: R, ask: unknown): Promise<Answer<R>>
}

/** Complete by type: a request left out of this list does not compile. */
const requests: Record<Request, true> = {
  'session.read': true,
  'health.read': true,
  'upload.open': true,
  'upload.write': true,
  'upload.discard': true,
  'dataset.import': true,
  'dataset.inspect': true,
  'dataset.demo': true,
  'dataset.list': true,
  'dataset.read': true,
  'candles.read': true,
  'candles.export': true,
  'strategy.list': true,
  'strategy.check': true,
  'run.start': true,
  'run.list': true,
  'run.read': true,
  'run.trades': true,
  'run.decisions': true,
  'run.timeline': true,
  'run.equity': true,
  'run.markers': true,
  'report.export': true,
  'export.read': true,
  'export.reveal': true,
  'operation.list': true,
  'operation.read': true,
  'operation.cancel': true,
  'operation.retry': true,
  'safety.read': true,
  'killSwitch.set': true,
  'readOnly.set': true,
  'limit.list': true,
  'limit.set': true,
  'log.read': true,
  'dialog.candles': true,
  'dialog.folder': true,
  'preference.list': true,
  'preference.write': true,
}
const events: Record<Event, true> = {
  'operation.changed': true,
  'dataset.changed': true,
  'run.changed': true,
  'safety.changed': true,
}

export const isRequest = (name: string): name is Request => Object.hasOwn(requests, name)
export const REQUESTS = Object.keys(requests).filter(isRequest)
const isEvent = (name: string): name is Event => Object.hasOwn(events, name)
export const EVENTS = Object.keys(events).filter(isEvent)
