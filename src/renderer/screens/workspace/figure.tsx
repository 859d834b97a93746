import type { ReactNode } from 'react'
import { type Absence, METRICS, type MetricName, type Metrics } from '../../../shared/metrics.ts'
import { ABSENT, metric, tone } from '../../parts/format.ts'
import { Tooltip } from '../../parts/tooltip.tsx'
import './figure.css'

/** Where there is no number, what stands in its place; the tooltip has the sentence. */
const IN_SHORT: Record<Absence, string> = {
  NO_TRADES: 'no trades',
  NO_LOSSES: 'no losses',
  NO_WINS: 'no wins',
  NO_STOPS: 'no stops',
  ZERO_VARIANCE: 'no variance',
  TOO_FEW_PERIODS: 'too few sessions',
  TOO_SHORT_TO_ANNUALISE: 'too short',
  NON_POSITIVE_EQUITY: 'equity at zero',
  NO_DRAWDOWN: 'no drawdown',
  RUN_FAILED: 'run failed',
}

/** Figures that are good or bad by their sign. */
const SIGNED: ReadonlySet<MetricName> = new Set<MetricName>([
  'netProfit',
  'netProfitPct',
  'cagr',
  'expectancy',
])

interface FigureProps {
  readonly name: MetricName
  readonly metrics: Metrics
  /** After the value, such as its error. */
  readonly more?: ReactNode
  /** Said in the tooltip after the definition. */
  readonly note?: string
}

/** One figure on one line. Its definition, and why it may be absent, is a hover or a Tab away. */
export function Figure({ name, metrics, more, note }: FigureProps) {
  const { title, definition } = METRICS[name]
  const figure = metrics[name]
  const colour = SIGNED.has(name) ? tone(figure.value) : ''
  return (
    <Tooltip
      className="figure"
      words={
        <>
          <strong>{title}</strong>
          <span>{definition}</span>
          {note === undefined ? null : <span>{note}</span>}
          {figure.value === null ? <span className="tooltip-why">{ABSENT[figure.reason]}</span> : null}
        </>
      }
    >
      <span className="figure-title">{title}</span>
      {figure.value === null ? (
        <span className="figure-absent">{IN_SHORT[figure.reason]}</span>
      ) : (
        <span className={`figure-value ${colour}`}>
          {metric(name, figure)}
          {more}
        </span>
      )}
    </Tooltip>
  )
}
