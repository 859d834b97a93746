import type { ReactNode } from 'react'
import { ABSENCE_WORDS, METRICS, type MetricName, type Metrics } from '../../../shared/metrics.ts'
import { ABSENT, metric, tone } from '../../parts/format.ts'
import { Tooltip } from '../../parts/tooltip.tsx'
import './figure.css'

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
        <span className="figure-absent">{ABSENCE_WORDS[figure.reason]}</span>
      ) : (
        <span className={`figure-value ${colour}`}>
          {metric(name, figure)}
          {more}
        </span>
      )}
    </Tooltip>
  )
}
