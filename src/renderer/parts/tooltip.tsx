import { type ReactNode, useId, useRef, useState } from 'react'
import { METRICS, type MetricName, type MetricValue } from '../../shared/metrics.ts'
import { ABSENT, metric as written, tone } from './format.ts'
import './tooltip.css'

const WIDTH = 260
const MARGIN = 8

type Shown = { readonly left: number; readonly top: number; readonly above: boolean } | null

/** Words about something, one hover or one Tab away. Escape puts them away. */
export function Tooltip({
  words,
  children,
  className = '',
}: {
  readonly words: ReactNode
  readonly children: ReactNode
  readonly className?: string
}) {
  const id = useId()
  const holder = useRef<HTMLSpanElement>(null)
  const [shown, setShown] = useState<Shown>(null)
  const show = () => {
    const box = holder.current?.getBoundingClientRect()
    if (box === undefined) return
    const left = Math.max(MARGIN, Math.min(box.left, window.innerWidth - WIDTH - MARGIN))
    const above = box.bottom > window.innerHeight - 120
    setShown({ left, above, top: above ? box.top - 6 : box.bottom + 6 })
  }
  const hide = () => setShown(null)
  return (
    <span
      ref={holder}
      className={`tooltip-holder ${className}`}
      tabIndex={0}
      aria-describedby={shown === null ? undefined : id}
      // A mouse that rests where the figure came to be has not asked for it.
      onMouseMove={({ movementX, movementY }) => {
        if (shown === null && (movementX !== 0 || movementY !== 0)) show()
      }}
      onMouseLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={(event) => {
        if (event.key === 'Escape') hide()
      }}
    >
      {children}
      {shown === null ? null : (
        <span
          id={id}
          role="tooltip"
          // The top layer: no scrolling panel around it can cut it off.
          popover="manual"
          ref={(element) => element?.showPopover()}
          className={shown.above ? 'tooltip above' : 'tooltip'}
          style={{ left: shown.left, top: shown.top, maxWidth: WIDTH }}
        >
          {words}
        </span>
      )}
    </span>
  )
}

/** A figure's title and value; its definition, or why it has no value, is one hover or Tab away. */
export function Defined({ name, figure }: { readonly name: MetricName; readonly figure: MetricValue }) {
  const { title, definition } = METRICS[name]
  const coloured = name === 'netProfit' || name === 'netProfitPct' || name === 'cagr'
  return (
    <Tooltip
      className="defined"
      words={
        <>
          <strong>{title}</strong>
          <span>{definition}</span>
          {figure.value === null ? <span className="tooltip-why">{ABSENT[figure.reason]}</span> : null}
        </>
      }
    >
      <span className="defined-title">{title}</span>
      <span className={`defined-value ${coloured ? tone(figure.value) : ''}`}>{written(name, figure)}</span>
    </Tooltip>
  )
}
