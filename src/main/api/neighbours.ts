/**
 * Other processes may use the same data folder: a command in a terminal while the window is open.
 * What they add, start and switch is noticed here and announced as if it had been done by this one.
 */
import type { DatasetId, OperationId, RunId } from '../../shared/brand.ts'
import type { Operation } from '../../shared/operation.ts'
import type { Safety } from '../../shared/safety.ts'
import type { Store } from '../store/store.ts'
import type { EventHub } from './events.ts'
import { BEAT_MS, type Lives } from './lives.ts'
import type { Log } from './log.ts'
import type { Operations } from './operations.ts'

const LOOK_MS = 500
/** An end that is no older is news to who has not heard of it; one may begin and end between two looks. */
const RECENT_MS = 5000
/** More than this at once is a sweep of somebody else's; the newest are enough to say that lists are old. */
const NEWEST = 50

interface Here {
  readonly store: Store
  readonly events: EventHub
  readonly operations: Operations
  readonly lives: Lives
  readonly log: Log
  readonly safety: () => Safety
}

export function watchNeighbours(here: Here): () => void {
  const { store, events, operations, lives, log, safety } = here
  let version = store.foreignChanges()
  let datasets = datasetsOf(store)
  let runs = runsOf(store)
  let foreign = new Map<OperationId, Operation>()
  let switched = JSON.stringify(safety())
  let beat = Date.now()

  const look = () => {
    lookAtSafety()
    if (Date.now() - beat >= BEAT_MS) {
      beat = Date.now()
      lives.beat()
      operations.interruptOrphans()
    }
    const now = store.foreignChanges()
    if (now === version) return
    version = now
    const [datasetsBefore, runsBefore] = [datasets, runs]
    datasets = datasetsOf(store)
    runs = runsOf(store)
    for (const dataset of datasets)
      if (!datasetsBefore.has(dataset)) events.tell('dataset.changed', { dataset })
    for (const run of runs) if (!runsBefore.has(run)) events.tell('run.changed', { run })
    lookAtOperations()
  }
  /** The switch may also be a file, which changes nothing in the store. */
  const lookAtSafety = () => {
    const now = safety()
    if (JSON.stringify(now) === switched) return
    switched = JSON.stringify(now)
    events.tell('safety.changed', now)
  }
  const lookAtOperations = () => {
    const before = foreign
    foreign = new Map(
      store.operations
        .ofOthers(lives.id, Date.now() - RECENT_MS)
        .map((operation) => [operation.id, operation]),
    )
    for (const [id, operation] of foreign)
      if (JSON.stringify(before.get(id)) !== JSON.stringify(operation))
        events.tell('operation.changed', operation)
  }
  const timer = setInterval(() => {
    try {
      look()
    } catch (error) {
      log.defect(error, 'neighbours')
    }
  }, LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

const datasetsOf = (store: Store): Set<DatasetId> =>
  new Set(store.datasets.list().map(({ datasetId }) => datasetId))
const runsOf = (store: Store): Set<RunId> =>
  new Set(store.runs.list(NEWEST, 0).runs.map(({ runId }) => runId))
