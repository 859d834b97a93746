/** The table of runs, with the audit trail beside it: a run is there with its line, or not at all. */
import type { RunTable } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { Journal } from './journal.ts'

export function notedRuns({ runs, together }: Store, journal: Journal): RunTable {
  return {
    ...runs,
    add: (row) =>
      together(() => {
        const isFirst = runs.add(row)
        const { runId: run } = row.summary
        if (isFirst) journal.must({ event: 'run_completed', operation: null, run, facts: {} })
        return isFirst
      }),
  }
}
