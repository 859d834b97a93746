import { expect } from 'vitest'
import { ABSENCES, METRICS, type Metrics } from '../../src/shared/metrics.ts'

/** Every name is there, in order; each a finite number or a reason from the list, never both or neither. */
export function expectWhole(metrics: Metrics): void {
  expect(Object.keys(metrics)).toEqual(Object.keys(METRICS))
  for (const [name, { value, reason }] of Object.entries(metrics)) {
    if (value === null) expect(ABSENCES, name).toContain(reason)
    else
      expect([name, Number.isFinite(value), Object.is(value, -0), reason]).toEqual([
        name,
        true,
        false,
        undefined,
      ])
  }
}
