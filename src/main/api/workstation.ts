/**
 * Where everything is put together, once: a data folder becomes a client. The window, the terminal,
 * the loopback host and the tests all start here and hold the same thing.
 */
import { readdir } from 'node:fs/promises'
import os from 'node:os'
import { join } from 'node:path'
import { millis, type PlaceId, type RunId } from '../../shared/brand.ts'
import type { Client, Session } from '../../shared/contract.ts'
import type { Envelope } from '../../shared/wire.ts'
import { DEMO_DATASET } from '../ingest/synthetic-market.ts'
import { sweepAsides } from '../disk/aside.ts'
import { recover, runFolder as folderOf } from '../runs/publish.ts'
import { readManifest, Shelf } from '../runs/shelf.ts'
import { sweepRecords, writeRecords, writeUnwritten } from '../runs/records.ts'
import { summarise } from '../runs/summary.ts'
import type { RunRow } from '../store/runs.ts'
import { openStore, type Store } from '../store/store.ts'
import { CandleCache } from './candle-cache.ts'
import { EventHub } from './events.ts'
import { candleHandlers } from './handlers/candles.ts'
import { datasetHandlers } from './handlers/datasets.ts'
import { hostHandlers } from './handlers/host.ts'
import { operationHandlers } from './handlers/operations.ts'
import { providerHandlers } from './handlers/providers.ts'
import { reportHandlers } from './handlers/reports.ts'
import type { Dialogs, MarketAddresses, Rooms } from './handlers/rooms.ts'
import { runHandlers } from './handlers/runs.ts'
import { strategyHandlers } from './handlers/strategies.ts'
import { ticketHandlers } from './handlers/tickets.ts'
import { type Home, openHome } from './home.ts'
import { IndicatorCache } from './indicator-cache.ts'
import { type Log, openLog } from './log.ts'
import { watchNeighbours } from './neighbours.ts'
import { Operations } from './operations.ts'
import { Places } from './places.ts'
import { Pool } from './pool.ts'
import { router } from './router.ts'
import { RunDesk } from './run-desk.ts'
import { RunIndex } from './run-index.ts'
import { Uploads } from './uploads.ts'

export type { Dialogs } from './handlers/rooms.ts'

export interface WorkstationOptions {
  readonly home: string
  readonly session: Session
  /** The worker's script, where the caller was bundled; the source beside this file otherwise. */
  readonly worker?: URL
  readonly dialogs?: Dialogs
  readonly markets?: MarketAddresses
}

export interface Workstation {
  readonly client: Client
  answer(request: string, ask: unknown): Promise<Envelope>
  /** Makes a folder of this machine nameable, for the host that knows a person chose it. */
  grant(folder: string): PlaceId
  runFolder(run: RunId): string
  close(): Promise<void>
}

export async function openWorkstation(options: WorkstationOptions): Promise<Workstation> {
  const { session, dialogs = null, markets = {} } = options
  const home = openHome(options.home)
  const log = openLog(home.logs)
  const store = openStore(home.store)
  const script = options.worker ?? new URL('./worker.ts', import.meta.url)
  // One core stays with the window; reading candles for it never waits behind a long replay.
  const pool = new Pool(script, Math.max(1, Math.min(8, os.availableParallelism() - 1)))
  const reader = new Pool(script, 1)
  const network = new Pool(script, 1)

  const events = new EventHub(log)
  const uploads = new Uploads(home.uploads)
  const places = new Places()
  const shelf = new Shelf(home.runs)
  const index = new RunIndex(home.runs, store.runs, log)
  const candles = new CandleCache(home, store.datasets, reader)
  const operations = new Operations(store.operations, events, log, [pool, network])
  const createdBy = session.host
  const runs = new RunDesk({
    home,
    runs: store.runs,
    records: store.records,
    log,
    shelf,
    candles,
    pool,
    operations,
    events,
    index,
    createdBy,
  })
  const rooms: Rooms = {
    session,
    home,
    store,
    log,
    events,
    pool,
    network,
    markets,
    candles,
    shelf,
    operations,
    uploads,
    places,
    runs,
    indicators: new IndicatorCache(candles, reader),
    dialogs,
  }

  await putInOrder(home, store, uploads, shelf, log)
  await index.flush()
  const leave = watchNeighbours(store, events, log)
  let isClosing = false
  const catchingUp = writeUnwritten(home.runs, store.records, () => isClosing).catch((error: unknown) =>
    log.defect(error, 'records'),
  )
  log.write('workstation.opened', { host: session.host, version: session.version })

  const { client, answer } = router(
    {
      ...hostHandlers(rooms),
      ...datasetHandlers(rooms),
      ...providerHandlers(rooms),
      ...candleHandlers(rooms),
      ...strategyHandlers(rooms),
      ...runHandlers(rooms),
      ...reportHandlers(rooms),
      ...ticketHandlers(rooms),
      ...operationHandlers(rooms),
    },
    events,
    log,
  )
  async function close(): Promise<void> {
    isClosing = true
    leave()
    await catchingUp
    await operations.close()
    await Promise.all([pool.close(), reader.close(), network.close(), uploads.close()])
    await index.flush()
    store.close()
    log.write('workstation.closed', {})
  }
  let closing: Promise<void> | null = null
  return {
    client,
    answer,
    grant: (folder) => places.grant(folder),
    runFolder: (run) => folderOf(home.runs, run),
    // Quitting twice is one quitting.
    close: () => (closing ??= close()),
  }
}

/** Clears up after a process that died: half-done work is removed, finished work is found again. */
async function putInOrder(home: Home, store: Store, uploads: Uploads, shelf: Shelf, log: Log): Promise<void> {
  store.operations.interrupt(isAlive, Date.now())
  await uploads.sweep(isAlive)
  const shelves = await readdir(home.providers, { withFileTypes: true })
  const folders = shelves.filter((entry) => entry.isDirectory()).map(({ name }) => join(home.providers, name))
  for (const folder of [home.candles, home.exports, home.runs, ...folders]) await sweepAsides(folder, isAlive)
  const found = await recover(home.runs, store.runs, isAlive, (run) => adoptable(home, store, shelf, run))
  if (found.adopted + found.swept > 0) log.write('runs.recovered', { ...found })
  const rows = await sweepRecords(store.records, isAlive)
  if (rows > 0) log.write('runs.rows_swept', { runs: rows })
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
      shelved.fills(),
      shelved.orders(),
      shelved.events(),
    ])
    const now = millis(Date.now())
    const synthetic = read.manifest.inputs.datasets.some(
      (id) => store.datasets.find(id)?.synthetic ?? id === DEMO_DATASET,
    )
    const about = { createdBy: 'recovery', synthetic, completedAt: now }
    return {
      manifest: read.manifest,
      manifestSha256: read.sha256,
      startedAt: now,
      tradesOpened: trades.lines,
      records: await writeRecords(folderOf(home.runs, run), run, store.records),
      summary: summarise(read.manifest, metrics, about),
    }
  } catch {
    return null
  }
}

/** Our own process has only just begun: what carries its number was left by a dead one. */
function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
