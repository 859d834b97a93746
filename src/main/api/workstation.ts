/**
 * Where everything is put together, once: a data folder becomes a client. The window, the terminal,
 * the loopback host and the tests all start here and hold the same thing.
 */
import { readdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { PlaceId, RunId } from '../../shared/brand.ts'
import type { Client, Session } from '../../shared/contract.ts'
import type { Envelope } from '../../shared/wire.ts'
import { sweepAsides } from '../disk/aside.ts'
import { runFolder as folderOf } from '../runs/publish.ts'
import { writeUnwritten } from '../runs/records.ts'
import { Shelf } from '../runs/shelf.ts'
import { openStore } from '../store/store.ts'
import { Backups } from './backups.ts'
import { CandleCache } from './candle-cache.ts'
import { noteDamage } from './damage.ts'
import { EventHub } from './events.ts'
import { candleHandlers } from './handlers/candles.ts'
import { datasetHandlers } from './handlers/datasets.ts'
import { hostHandlers } from './handlers/host.ts'
import { operationHandlers } from './handlers/operations.ts'
import { proofHandlers } from './handlers/proofs.ts'
import { providerHandlers } from './handlers/providers.ts'
import { reportHandlers } from './handlers/reports.ts'
import type { Dialogs, MarketAddresses, Rooms } from './handlers/rooms.ts'
import { runHandlers } from './handlers/runs.ts'
import { strategyHandlers } from './handlers/strategies.ts'
import { ticketHandlers } from './handlers/tickets.ts'
import { openHome } from './home.ts'
import { IndicatorCache } from './indicator-cache.ts'
import { KeptRuns } from './kept-runs.ts'
import { isAlive } from './liveness.ts'
import { openLog } from './log.ts'
import { watchNeighbours } from './neighbours.ts'
import { Operations } from './operations.ts'
import { putInOrder } from './order.ts'
import { Places } from './places.ts'
import { Pool } from './pool.ts'
import { router } from './router.ts'
import { RunDesk } from './run-desk.ts'
import { RunIndex } from './run-index.ts'
import { RunProof } from './run-proof.ts'
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
  const index = new RunIndex(home.runs, store.runs, log)
  const shelf = new Shelf(home.runs, (run, problem) => noteDamage({ store, index, events }, run, problem))
  const candles = new CandleCache(home, store.datasets, reader)
  const operations = new Operations(store.operations, events, log, [pool, network])
  const createdBy = session.host
  const kept = new KeptRuns({ home, runs: store.runs, shelf, reader })
  const runs = new RunDesk({
    home,
    runs: store.runs,
    records: store.records,
    log,
    shelf,
    kept,
    candles,
    pool,
    operations,
    events,
    index,
    createdBy,
  })
  const proof = new RunProof({ home, store, pool, reader, candles, operations, shelf, kept, index, events })
  const backups = new Backups(home, store, events, log)
  const rooms: Rooms = {
    session,
    home,
    store,
    log,
    events,
    pool,
    reader,
    network,
    markets,
    candles,
    shelf,
    operations,
    uploads,
    places,
    runs,
    kept,
    indicators: new IndicatorCache(candles, reader),
    proof,
    index,
    backups,
    dialogs,
  }

  await tidyUp(rooms)
  await index.flush()
  const leave = watchNeighbours(store, events, log)
  let isClosing = false
  const catchingUp = writeUnwritten(home.runs, store.records, shelf, () => isClosing).catch(
    (error: unknown) => log.defect(error, 'records'),
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
      ...proofHandlers(rooms),
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
    await backups.close()
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
async function tidyUp(rooms: Rooms): Promise<void> {
  const { home, store, uploads, log } = rooms
  store.operations.interrupt(isOther, Date.now())
  await uploads.sweep(isOther)
  const shelves = await readdir(home.providers, { withFileTypes: true })
  const ofMarkets = shelves
    .filter((one) => one.isDirectory())
    .map(({ name }) => path.join(home.providers, name))
  for (const folder of [home.candles, home.exports, home.runs, home.backups, ...ofMarkets])
    await sweepAsides(folder, isOther)
  const found = await putInOrder(rooms, isOther)
  if (Object.values(found).some((count) => count > 0)) log.write('runs.recovered', { ...found })
}

/** Our own process has only just begun: what carries its number was left by a dead one. */
const isOther = (pid: number): boolean => pid !== process.pid && isAlive(pid)
