import { useStore } from 'zustand'
import { METRICS } from '../../../shared/metrics.ts'
import type { AssumptionInterval, RunDetails } from '../../../shared/run.ts'
import { Panel } from '../../parts/panel.tsx'
import { NONE, count, metric, ratio, signedPercent, tone } from '../../parts/format.ts'
import { Tooltip } from '../../parts/tooltip.tsx'
import { useWindow } from '../../state/window-state.ts'
import { Figure } from './figure.tsx'
import { intervalWords } from './interval-words.ts'

/** The figures a trader reads first, always in view. */
export function Headline({ details }: { readonly details: RunDetails }) {
  const { metrics, manifest, interval, run } = details
  const datasets = useStore(useWindow().datasets, ({ list }) => list)
  const known = datasets.is === 'ready' ? datasets.value : []
  const finer = known.find(({ datasetId }) => run.datasets.includes(datasetId))?.timeframe ?? 'finer'
  const { fees } = manifest.inputs.settings
  const roundTrip = 2 * Number(fees.takerBps)
  const error = metrics.sharpeError.value
  const open = metrics.openTrades.value ?? 0
  return (
    <Panel title="Result" className="headline">
      <div className="headline-result">
        <Tooltip words={METRICS.netProfit.definition} className="headline-profit">
          <span className="figure-title">{METRICS.netProfit.title}</span>
          <strong className={tone(metrics.netProfit.value)}>{metric('netProfit', metrics.netProfit)}</strong>
          <span className={tone(metrics.netProfitPct.value)}>
            {metrics.netProfitPct.value === null ? NONE : metric('netProfitPct', metrics.netProfitPct)}
          </span>
        </Tooltip>
        {interval === null ? null : <Assumed interval={interval} words={intervalWords(details, finer)} />}
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
        <Figure
          name="ambiguousCandles"
          metrics={metrics}
          more={
            interval === null || interval.resolved === 0 ? null : (
              <span className="figure-more"> + {count(interval.resolved)} resolved</span>
            )
          }
        />
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

/** A1: how far the result hangs on candles that hide what came first. */
function Assumed({ interval, words }: { readonly interval: AssumptionInterval; readonly words: string }) {
  const { netProfitPctLow: low, netProfitPctHigh: high, ambiguous } = interval
  return (
    <Tooltip
      words={
        <>
          <span>{words}.</span>
          <span>
            The run was computed again with every such candle read for the worse, and again for the better.
          </span>
        </>
      }
      className={ambiguous === 0 ? 'headline-interval' : 'headline-interval open'}
    >
      {ambiguous === 0
        ? `${count(interval.resolved)} candles resolved by finer data`
        : `between ${signedPercent(low)} and ${signedPercent(high)}`}
    </Tooltip>
  )
}
