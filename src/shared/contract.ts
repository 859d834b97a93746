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
import type { OrderRecord, RunEvent } from './order.ts'
import type { MarketId, ProviderCard, Stretch } from './provider.ts'
import type { Backup, RunDiff } from './proof.ts'
import type {
  DecisionRecord,
  EquityCurve,
  FillRecord,
  IndicatorCurves,
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
import type { OrderTicket } from './ticket.ts'

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

  'provider.list': (ask: Nothing) => { providers: ProviderCard[] }
  /** Loads candles from a market on the network, the only thing that ever asks it; follow `operation.changed`. */
  'provider.fetch': (ask: Stretch & { provider: MarketId }) => { operation: OperationId }

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
  /**
   * Decision records from line `first` (0…), or from the one that covers `candle`; with `symbol`
   * only those of that one, counted among themselves. Candles are those of a symbol, so a run of
   * several is asked for them with one.
   */
  'run.decisions': (ask: { run: RunId; symbol?: string; first?: number; candle?: number; most?: number }) => {
    decisions: DecisionRecord[]
    first: number
    total: number
  }
  /** Orders numbered from `first` (1…), or of one trade from its `first`; runs of old engines have none. */
  'run.orders': (ask: { run: RunId; first?: number; most?: number; trade?: number }) => {
    orders: OrderRecord[]
    total: number
  }
  /** Executions from the `first` (1…) on, or of one trade from its `first`; runs of old engines have none. */
  'run.fills': (ask: { run: RunId; first?: number; most?: number; trade?: number }) => {
    fills: FillRecord[]
    total: number
  }
  /** The journal from event `first` (1…) on; runs of old engines have none. */
  'run.events': (ask: { run: RunId; first?: number; most?: number }) => {
    events: RunEvent[]
    total: number
  }
  'run.timeline': (ask: { run: RunId; first?: number; most?: number }) => {
    events: TimelineEvent[]
    total: number
  }
  'run.equity': (ask: { run: RunId; from: Millis; to: Millis; most: number }) => EquityCurve
  /**
   * What to draw between two times, of all symbols or of one; where there are more than `most`,
   * neighbours are counted together.
   */
  'run.markers': (ask: { run: RunId; symbol?: string; from: Millis; to: Millis; most?: number }) => {
    markers: Marker[]
  }

  /** A trade as an exchange would take it; `prefix` begins its id. Nothing is ever sent. */
  'ticket.read': (ask: { run: RunId; trade: number; prefix?: string }) => OrderTicket

  /** What the strategy looked at between two times, on the grid that `candles.read` answers there. */
  'run.indicators': (ask: {
    run: RunId
    symbol?: string
    from: Millis
    to: Millis
    most: number
  }) => IndicatorCurves

  /** Starts computing a run again and comparing every byte; follow `operation.changed`. */
  'run.verify': (ask: { run: RunId }) => { operation: OperationId }
  /** Starts a damaged run again from its own manifest; a sound one is returned as it is. */
  'run.repair': (ask: { run: RunId }) => { operation: OperationId; run: RunId; reused: boolean }
  /** Where two runs part ways: the first input, decision and trade that differ. */
  'run.diff': (ask: { run: RunId; other: RunId }) => RunDiff

  /** Writes a run and its candles as one file, which another machine can take in and verify. */
  'capsule.export': (ask: { run: RunId; name?: string; place?: PlaceId }) => { operation: OperationId }
  /** Takes a run in from such a file, after computing it again. */
  'capsule.import': (ask: { source: ImportSource }) => { operation: OperationId }

  /** Starts looking at every file of every run and dataset; with `rebuild`, the index is made anew from them. */
  'doctor.start': (ask: { rebuild?: boolean }) => { operation: OperationId }
  /** Copies the store. Runs and candles are files of their own and stay where they are. */
  'backup.make': (ask: Nothing) => Backup
  /** Newest first. */
  'backup.list': (ask: Nothing) => { backups: Backup[] }
  /** Puts a copy in the store's place, after copying what is there; runs made since are found again. */
  'backup.restore': (ask: { name: string }) => { restored: string }

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

export { EVENTS, isRequest, REQUESTS } from './contract-names.ts'
