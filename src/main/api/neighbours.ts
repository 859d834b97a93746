/**
 * Other processes may use the same data folder: a command in a terminal while the window is open.
 * What they add is noticed here and announced as if it had been added by this one.
 */
import type { DatasetId, RunId } from '../../shared/brand.ts'
import type { Store } from '../store/store.ts'
import type { EventHub } from './events.ts'
import type { Log } from './log.ts'

const LOOK_MS = 1000
/** More than this at once is a sweep of somebody else's; the newest are enough to say that lists are old. */
const NEWEST = 50

export function watchNeighbours(store: Store, events: EventHub, log: Log): () => void {
  let version = store.foreignChanges()
  let datasets = datasetsOf(store)
  let runs = runsOf(store)
  const look = () => {
    const now = store.foreignChanges()
    if (now === version) return
    version = now
    const [datasetsBefore, runsBefore] = [datasets, runs]
    datasets = datasetsOf(store)
    runs = runsOf(store)
    for (const dataset of datasets)
      if (!datasetsBefore.has(dataset)) events.tell('dataset.changed', { dataset })
    for (const run of runs) if (!runsBefore.has(run)) events.tell('run.changed', { run })
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
