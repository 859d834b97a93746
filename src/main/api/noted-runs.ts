/** The table of runs, with the audit trail beside it: a run is there with its line, or not at all. */
import type { RunTable } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { AuditTrail } from './audit-trail.ts'

export function notedRuns({ runs, together }: Store, trail: AuditTrail): RunTable {
  return {
    ...runs,
    add: (row) =>
      together(() => {
        const { runId: run, state } = row.summary
        const damaged = runs.find(run)?.summary.damaged
        const isFirst = runs.add(row)
        if (isFirst && damaged !== undefined) {
          trail.must({ event: 'run_repaired', operation: null, run, facts: { artifact: damaged } })
        }
        // One that failed has its line from the operation that ends with it.
        if (isFirst && state === 'succeeded') {
          trail.must({ event: 'run_completed', operation: null, run, facts: {} })
        }
        return isFirst
      }),
  }
}
