/**
 * Where everything is put together, once: a data folder becomes a client. The window, the terminal,
 * the loopback host and the tests all start here and hold the same thing.
 */
import { readdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { OperationId, PlaceId, RunId } from '../../shared/brand.ts'
import { type Client, type Door, isRequest, type Session } from '../../shared/contract.ts'
import type { Envelope } from '../../shared/wire.ts'
import { sweepAsides } from '../disk/aside.ts'
import { runFolder as folderOf } from '../runs/publish.ts'
import { writeUnwritten } from '../runs/records.ts'
import { Shelf } from '../runs/shelf.ts'
import { openStore } from '../store/store.ts'
import { Admission } from './admission.ts'
import { whoAsks } from './asking.ts'
import { AuditTrail } from './audit-trail.ts'
import { Backups } from './backups.ts'
import { CandleCache } from './candle-cache.ts'
import { noteDamage } from './damage.ts'
import { EventHub } from './events.ts'
import { candleHandlers } from './handlers/candles.ts'
import { datasetHandlers } from './handlers/datasets.ts'
import { hostHandlers } from './handlers/host.ts'
import { type Again, operationHandlers } from './handlers/operations.ts'
import { proofHandlers } from './handlers/proofs.ts'
import { providerHandlers } from './handlers/providers.ts'
import { reportHandlers } from './handlers/reports.ts'
import type { Dialogs, MarketAddresses, Rooms } from './handlers/rooms.ts'
import { runHandlers } from './handlers/runs.ts'
import { safetyHandlers } from './handlers/safety.ts'
import { strategyHandlers } from './handlers/strategies.ts'
import { ticketHandlers } from './handlers/tickets.ts'
import { openHome } from './home.ts'
import { IndicatorCache } from './indicator-cache.ts'
import { KeptRuns } from './kept-runs.ts'
import { KillSwitch } from './kill-switch.ts'
import { LimitBook } from './limit-book.ts'
import { Lives } from './lives.ts'
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
import { keepTidy } from './tidying.ts'
import { Uploads } from './uploads.ts'

export type { Dialogs } from './handlers/rooms.ts'

export interface WorkstationOptions {
  readonly home: string
  readonly session: Session
  /** The worker's script, where the caller was bundled; the source beside this file otherwise. */
  readonly worker?: URL
  readonly dialogs?: Dialogs
  readonly markets?: MarketAddresses
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
  const { session, dialogs = null, markets = {} } = options
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
  const network = new Pool({ ...hiring, size: 1 })

  const events = new EventHub(log)
  const lives = new Lives(home.processes)
  const trail = new AuditTrail(store.audit, log)
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
  const index = new RunIndex(home.runs, store.runs, log)
  const shelf = new Shelf(home.runs, (run, problem) => noteDamage({ store, index, events }, run, problem))
  const candles = new CandleCache(home, store.datasets, reader)
  const operations = new Operations({
    table: store.operations,
    events,
    log,
    trail,
    admission,
    killSwitch,
    limits,
    lives,
    pools: [pool, network],
  })
  const createdBy = session.host
  const ownEntry = session.host === 'cli' ? 'cli' : 'window'
  const kept = new KeptRuns({ home, runs: store.runs, shelf, reader })
  const runs = new RunDesk({
    home,
    store,
    log,
    shelf,
    kept,
    candles,
    pool,
    operations,
    events,
    index,
    createdBy,
    limits,
    trail,
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
    lives,
    limits,
    admission,
    killSwitch,
    trail,
    runs,
    kept,
    indicators: new IndicatorCache(candles, reader),
    proof,
    index,
    backups,
    dialogs,
  }

  operations.interruptOrphans()
  await tidyUp(rooms)
  lives.bury()
  await index.flush()
  const safety = () => ({ killSwitch: killSwitch.read(), readOnly: admission.isReadOnly })
  const stops = [watchNeighbours({ store, events, operations, lives, log, safety }), keepTidy(store, log)]
  let isClosing = false
  const catchingUp = writeUnwritten(home.runs, store.records, shelf, () => isClosing).catch(
    (error: unknown) => log.defect(error, 'records'),
  )
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
      ...providerHandlers(rooms),
      ...candleHandlers(rooms),
      ...strategyHandlers(rooms),
      ...runHandlers(rooms),
      ...proofHandlers(rooms),
      ...reportHandlers(rooms),
      ...ticketHandlers(rooms),
      ...operationHandlers(rooms, again),
      ...safetyHandlers(rooms),
    },
    admission,
    events,
    log,
  )
  async function close(): Promise<void> {
    isClosing = true
    for (const stop of stops) stop()
    await catchingUp
    await operations.close()
    await Promise.all([pool.close(), reader.close(), network.close(), uploads.close()])
    await backups.close()
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
async function tidyUp(rooms: Rooms): Promise<void> {
  const { home, uploads, lives, log } = rooms
  // Our own process has only just begun: what carries its number was left by a dead one.
  const isAlive = (pid: number) => lives.isAnother(pid)
  await uploads.sweep(isAlive)
  const shelves = await readdir(home.providers, { withFileTypes: true })
  const ofMarkets = shelves
    .filter((one) => one.isDirectory())
    .map(({ name }) => path.join(home.providers, name))
  for (const folder of [home.candles, home.exports, home.runs, home.backups, ...ofMarkets])
    await sweepAsides(folder, isAlive)
  const found = await putInOrder(rooms, isAlive)
  if (Object.values(found).some((count) => count > 0)) log.write('runs.recovered', { ...found })
}

function operationIn(answer: unknown): OperationId {
  if (typeof answer === 'object' && answer !== null && 'operation' in answer)
    return String(answer.operation) as OperationId
  throw new TypeError('an operation was asked again and none came of it')
}
