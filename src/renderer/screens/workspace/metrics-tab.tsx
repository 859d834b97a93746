import { METRIC_GROUPS } from '../../../shared/metrics.ts'
import type { RunDetails } from '../../../shared/run.ts'
import { Figure } from './figure.tsx'

/** Every figure of the run, each with its definition. */
export function MetricsTab({ details: { metrics, periodsPerYear } }: { readonly details: RunDetails }) {
  return (
    <div className="metrics-tab">
      {METRIC_GROUPS.map(([title, names]) => (
        <section key={title} aria-label={title}>
          <h3>{title}</h3>
          {names.map((name) => (
            <Figure key={name} name={name} metrics={metrics} />
          ))}
        </section>
      ))}
      <p className="quiet">Figures per year count {periodsPerYear} sessions a year.</p>
    </div>
  )
}
