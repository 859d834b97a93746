import { METRICS } from '../../../shared/metrics.ts'
import type { RunDetails } from '../../../shared/run.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { NONE, count, metric, ratio, tone } from '../../parts/format.ts'
import { Tooltip } from '../../parts/tooltip.tsx'
import { Figure } from './figure.tsx'

/** The figures a trader reads first, always in view. */
export function Headline({ details: { run, metrics, manifest } }: { readonly details: RunDetails }) {
  const { fees } = manifest.inputs.settings
  const roundTrip = 2 * Number(fees.takerBps)
  const error = metrics.sharpeError.value
  const open = metrics.openTrades.value ?? 0
  return (
    <Panel title="Result" className="headline">
      {run.problem === null ? null : <ProblemNote problem={run.problem} about="This run failed" />}
      <div className="headline-result">
        <Tooltip words={METRICS.netProfit.definition} className="headline-profit">
          <span className="figure-title">{METRICS.netProfit.title}</span>
          <strong className={tone(metrics.netProfit.value)}>{metric('netProfit', metrics.netProfit)}</strong>
          <span className={tone(metrics.netProfitPct.value)}>
            {metrics.netProfitPct.value === null ? NONE : metric('netProfitPct', metrics.netProfitPct)}
          </span>
        </Tooltip>
        <Figure name="benchmarkReturnPct" metrics={metrics} />
      </div>
      <div className="headline-group">
        <Figure name="maxDrawdownPct" metrics={metrics} />
        <Figure name="maxDrawdownDays" metrics={metrics} />
        <Figure
          name="sharpe"
          metrics={metrics}
          note={METRICS.sharpeError.definition}
          more={error === null ? null : <span className="figure-more"> ± {ratio(error)}</span>}
        />
        <Figure name="sortino" metrics={metrics} />
        <Figure name="calmar" metrics={metrics} />
        <Figure name="cagr" metrics={metrics} />
        <Figure name="exposure" metrics={metrics} />
      </div>
      <div className="headline-group">
        <Figure
          name="closedTrades"
          metrics={metrics}
          more={open === 0 ? null : <span className="figure-more"> + {count(open)} open</span>}
        />
        <Figure name="winRate" metrics={metrics} />
        <Figure name="profitFactor" metrics={metrics} />
        <Figure name="payoff" metrics={metrics} />
        <Figure name="expectancy" metrics={metrics} />
        <Figure name="sqn" metrics={metrics} />
        <Figure name="maxConsecutiveLosses" metrics={metrics} />
      </div>
      <div className="headline-group">
        <Figure name="feesPaid" metrics={metrics} />
        <Figure
          name="costBreakEvenBps"
          metrics={metrics}
          note={`This run paid ${roundTrip} bps for a round trip of market fills.`}
          more={<span className="figure-more"> / {roundTrip}</span>}
        />
        <Figure name="ambiguousCandles" metrics={metrics} />
      </div>
      <div className="headline-group headline-more">
        <Figure name="avgWin" metrics={metrics} />
        <Figure name="avgLoss" metrics={metrics} />
        <Figure name="maxConsecutiveLossAmount" metrics={metrics} />
        <Figure name="volatility" metrics={metrics} />
        <Figure name="recoveryFactor" metrics={metrics} />
        <Figure name="peakEquity" metrics={metrics} />
        <Figure name="finalEquity" metrics={metrics} />
      </div>
    </Panel>
  )
}
