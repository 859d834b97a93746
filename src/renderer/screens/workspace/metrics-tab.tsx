import { METRIC_GROUPS, type SymbolFigures } from '../../../shared/metrics.ts'
import type { RunDetails } from '../../../shared/run.ts'
import { plural, signedMoney, signedPercent, tone } from '../../parts/format.ts'
import { type Fact, Facts } from './facts.tsx'
import { Figure } from './figure.tsx'

/** Every figure of the run, each with its definition. */
export function MetricsTab({ details }: { readonly details: RunDetails }) {
  const { metrics, periodsPerYear, symbols } = details
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
      {symbols === undefined ? null : <Facts title="Symbols" facts={symbols.map(factOf)} />}
      <p className="quiet">Figures per year count {periodsPerYear} sessions a year.</p>
    </div>
  )
}

const factOf = ({ symbol, closedTrades, netProfit, netProfitPct }: SymbolFigures): Fact => ({
  name: symbol,
  value: (
    <>
      <span className={tone(netProfit)}>
        {signedMoney(netProfit)} · {signedPercent(netProfitPct)}
      </span>{' '}
      <span className="quiet">{plural(closedTrades, 'trade')}</span>
    </>
  ),
})
