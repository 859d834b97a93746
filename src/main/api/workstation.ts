/**
 * Where everything is put together, once: a data folder becomes a client. The window, the terminal,
 * the loopback host and the tests all start here and hold the same thing.
 */
import os from 'node:os'
import { millis, type OperationId, type PlaceId, type RunId } from '../../shared/brand.ts'
import { type Client, type Door, isRequest, type Session } from '../../shared/contract.ts'
import type { Envelope } from '../../shared/wire.ts'
import { DEMO_DATASET } from '../ingest/synthetic-market.ts'
import { sweepAsides } from '../disk/aside.ts'
import { recover, runFolder as folderOf } from '../runs/publish.ts'
import { readManifest, Shelf } from '../runs/shelf.ts'
import { summarise } from '../runs/summary.ts'
import type { RunRow } from '../store/runs.ts'
import { openStore, type Store } from '../store/store.ts'
import { Admission } from './admission.ts'
import { whoAsks } from './asking.ts'
import { CandleCache } from './candle-cache.ts'
import { EventHub } from './events.ts'
import { candleHandlers } from './handlers/candles.ts'
import { datasetHandlers } from './handlers/datasets.ts'
import { hostHandlers } from './handlers/host.ts'
import { type Again, operationHandlers } from './handlers/operations.ts'
import { reportHandlers } from './handlers/reports.ts'
import type { Dialogs, Rooms } from './handlers/rooms.ts'
import { runHandlers } from './handlers/runs.ts'
import { safetyHandlers } from './handlers/safety.ts'
import { strategyHandlers } from './handlers/strategies.ts'
import { type Home, openHome } from './home.ts'
import { Journal } from './journal.ts'
import { KillSwitch } from './kill-switch.ts'
import { LimitBook } from './limit-book.ts'
import { Lives } from './lives.ts'
import { type Log, openLog } from './log.ts'
import { watchNeighbours } from './neighbours.ts'
import { Operations } from './operations.ts'
import { Places } from './places.ts'
import { Pool } from './pool.ts'
import { router } from './router.ts'
import { RunDesk } from './run-desk.ts'
import { RunIndex } from './run-index.ts'
import { keepTidy } from './tidying.ts'
import { Uploads } from './uploads.ts'

export type { Dialogs } from './handlers/rooms.ts'

export interface WorkstationOptions {
  readonly home: string
  readonly session: Session
  /** The worker's script, where the caller was bundled; the source beside this file otherwise. */
  readonly worker?: URL
  readonly dialogs?: Dialogs
  /** For a reviewer: nothing is made, in this process. */
  readonly readOnly?: boolean
}

export interface Workstation {
  /** The way in of this host's own person: its window, or its command line. */
  readonly client: Client
  /** The way in of scripts. */
  readonly api: Client
  answer(request: string, ask: unknown): Promise<Envelope>
  /** Makes a folder of this machine nameable, for the host that knows a person chose it. */
  grant(folder: string): PlaceId
  runFolder(run: RunId): string
  close(): Promise<void>
}

export async function openWorkstation(options: WorkstationOptions): Promise<Workstation> {
  const { session, dialogs = null } = options
  const home = openHome(options.home)
  const log = openLog(home.logs)
  const store = openStore(home.store)
  const limits = new LimitBook(store.settings)
  const hiring = {
    script: options.worker ?? new URL('./worker.ts', import.meta.url),
    heapMb: limits.value('workerMb'),
    log,
  }
  // One core stays with the window; reading candles for it never waits behind a long replay.
  const size = Math.max(1, Math.min(limits.value('workers'), os.availableParallelism() - 1))
  const pool = new Pool({ ...hiring, size })
  const reader = new Pool({ ...hiring, size: 1 })

  const events = new EventHub(log)
  const lives = new Lives(home.processes)
  const journal = new Journal(store.audit, log)
  const killSwitch = new KillSwitch(store, home, log)
  const admission = new Admission({
    home,
    operations: store.operations,
    settings: store.settings,
    killSwitch,
    limits,
    readOnly: options.readOnly ?? false,
  })
  const uploads = new Uploads(home.uploads, limits)
  const places = new Places()
  const shelf = new Shelf(home.runs)
  const index = new RunIndex(home.runs, store.runs, log)
  const candles = new CandleCache(home, store.datasets, reader)
  const operations = new Operations({
    table: store.operations,
    events,
    log,
    journal,
    admission,
    killSwitch,
    limits,
    lives,
    pools: [pool],
  })
  const createdBy = session.host
  const ownEntry = session.host === 'cli' ? 'cli' : 'window'
  const runs = new RunDesk({
    home,
    runs: store.runs,
    shelf,
    candles,
    pool,
    operations,
    events,
    index,
    createdBy,
    limits,
    journal,
    store,
  })
  const rooms: Rooms = {
    session,
    home,
    store,
    log,
    events,
    pool,
    reader,
    candles,
    operations,
    uploads,
    places,
    limits,
    admission,
    killSwitch,
    journal,
    runs,
    dialogs,
  }

  operations.interruptOrphans()
  await putInOrder(home, store, uploads, shelf, log, (pid) => lives.isAnother(pid))
  lives.bury()
  await index.flush()
  const safety = () => ({ killSwitch: killSwitch.read(), readOnly: admission.isReadOnly })
  const stops = [watchNeighbours({ store, events, operations, lives, log, safety }), keepTidy(store, log)]
  log.write('workstation.opened', { host: session.host, version: session.version })

  const again: Again = async ({ request, ask }) => {
    const door: Door = ways.client(whoAsks()?.entry ?? ownEntry)
    if (!isRequest(request)) throw new TypeError('an operation keeps a question that nobody can ask')
    const answer: unknown = await door.ask(request, ask)
    return operationIn(answer)
  }
  const ways = router(
    {
      ...hostHandlers(rooms),
      ...datasetHandlers(rooms),
      ...candleHandlers(rooms),
      ...strategyHandlers(rooms),
      ...runHandlers(rooms),
      ...reportHandlers(rooms),
      ...operationHandlers(rooms, again),
      ...safetyHandlers(rooms),
    },
    admission,
    events,
    log,
  )
  async function close(): Promise<void> {
    for (const stop of stops) stop()
    await operations.close()
    await Promise.all([pool.close(), reader.close(), uploads.close()])
    await index.flush()
    store.close()
    lives.leave()
    log.write('workstation.closed', {})
  }
  let closing: Promise<void> | null = null
  return {
    client: ways.client(ownEntry),
    api: ways.client('api'),
    answer: (request, ask) => ways.answer(request, ask, ownEntry),
    grant: (folder) => places.grant(folder),
    runFolder: (run) => folderOf(home.runs, run),
    // Quitting twice is one quitting.
    close: () => (closing ??= close()),
  }
}

/** Clears up after a process that died: half-done work is removed, finished work is found again. */
async function putInOrder(
  home: Home,
  store: Store,
  uploads: Uploads,
  shelf: Shelf,
  log: Log,
  isAlive: (pid: number) => boolean,
): Promise<void> {
  await uploads.sweep(isAlive)
  for (const folder of [home.candles, home.exports, home.runs]) await sweepAsides(folder, isAlive)
  const found = await recover(home.runs, store.runs, isAlive, (run) => adoptable(home, store, shelf, run))
  if (found.adopted + found.swept > 0) log.write('runs.recovered', { ...found })
}

/** A run folder without a row counts if every artifact is as its manifest says. */
async function adoptable(home: Home, store: Store, shelf: Shelf, run: RunId): Promise<RunRow | null> {
  const read = await readManifest(home.runs, run)
  if (read === null) return null
  try {
    const shelved = await shelf.take(run, read.sha256)
    const [{ metrics }, trades] = await Promise.all([
      shelved.metrics(),
      shelved.trades(),
      shelved.decisions(),
      shelved.equity(),
      shelved.timeline(),
    ])
    const [id] = read.manifest.inputs.datasets
    const dataset = id === undefined ? null : store.datasets.find(id)
    const now = millis(Date.now())
    const synthetic = dataset?.synthetic ?? id === DEMO_DATASET
    const about = { createdBy: 'recovery', synthetic, completedAt: now }
    return {
      manifest: read.manifest,
      manifestSha256: read.sha256,
      startedAt: now,
      tradesOpened: trades.lines,
      summary: summarise(read.manifest, metrics, about),
    }
  } catch {
    return null
  }
}

function operationIn(answer: unknown): OperationId {
  if (typeof answer === 'object' && answer !== null && 'operation' in answer)
    return String(answer.operation) as OperationId
  throw new TypeError('an operation was asked again and none came of it')
}
