import { type Absence, METRICS, type Metrics } from '../../shared/metrics.ts'

/** Every figure absent for one reason: a run that failed measures nothing, however far it came. */
export function unmeasured(reason: Absence): Metrics {
  // Made of the very table that names the figures, which the compiler can't follow through a loop.
  return Object.fromEntries(Object.keys(METRICS).map((name) => [name, { value: null, reason }])) as Metrics
}
