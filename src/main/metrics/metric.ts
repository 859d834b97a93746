import type { Absence, MetricValue } from '../../shared/metrics.ts'
import type { Study } from './study.ts'

/** One figure of a run: a number, or the reason why there is none. */
export type Metric = (study: Study) => MetricValue

export function present(value: number): MetricValue {
  // Every metric names its empty cases; what is left can only come from an engine that miscounted.
  if (!Number.isFinite(value)) throw new RangeError(`a metric came out as ${value}`)
  // -0 has no canonical text.
  return { value: value === 0 ? 0 : value }
}

export const absent = (reason: Absence): MetricValue => ({ value: null, reason })
