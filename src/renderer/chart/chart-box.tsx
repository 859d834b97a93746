/** The chart's place on a screen: a box, a legend above it, and a life from mount to unmount. */
import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { millis, type Millis } from '../../shared/brand.ts'
import type { Timeframe } from '../../shared/candles.ts'
import { Button } from '../parts/button.tsx'
import { timeOf } from '../state/draft-check.ts'
import { type Chart, openChart } from './chart.ts'
import './chart.css'
import type { Picked } from './cursor.ts'
import type { Key } from './gestures.ts'
import type { Source } from './source.ts'
import type { Spot } from './spotlight.ts'

interface ChartBoxProps {
  readonly source: Source
  readonly timeframe: Timeframe
  readonly priceDecimals: number
  /** What equity begins with; null where there are only candles. */
  readonly capital: number | null
  readonly from: Millis
  readonly to: Millis
  /** What is lit, and whether the chart goes there or stays. */
  readonly spot: { readonly spot: Spot; readonly move: boolean } | null
  readonly pick: (picked: Picked | null) => void
  /** The candle under the crosshair, where there is one. */
  readonly point: (time: Millis | null) => void
  readonly go: (time: Millis) => void
  readonly failed: (reason: unknown) => void
  /** Whatever had failed is over. */
  readonly shown: () => void
}

export function ChartBox(props: ChartBoxProps) {
  const { source, timeframe, priceDecimals, capital, from, to, spot } = props
  const box = useRef<HTMLDivElement>(null)
  const legend = useRef<HTMLParagraphElement>(null)
  const overlayLegend = useRef<HTMLParagraphElement>(null)
  const chart = useRef<Chart>(null)
  const [isReady, setReady] = useState(false)
  const [indicators, setIndicators] = useState(0)
  const [isOverlaid, setOverlaid] = useState(true)
  const pick = useEffectEvent(props.pick)
  const point = useEffectEvent(props.point)
  const failed = useEffectEvent(props.failed)
  const shown = useEffectEvent(props.shown)

  useEffect(() => {
    if (box.current === null || legend.current === null || overlayLegend.current === null) return undefined
    const opened = openChart({
      box: box.current,
      legend: legend.current,
      overlayLegend: overlayLegend.current,
      source,
      timeframe,
      priceDecimals,
      capital,
      from,
      to,
      pick: (picked) => pick(picked),
      point: (time) => point(time),
      failed: (reason) => failed(reason),
      overlaid: setIndicators,
      shown() {
        setReady(true)
        shown()
      },
    })
    chart.current = opened
    return () => {
      chart.current = null
      opened.close()
    }
  }, [source, timeframe, priceDecimals, capital, from, to])

  useEffect(() => {
    if (!isReady) return
    if (spot?.move === true) void chart.current?.goTo(spot.spot)
    else chart.current?.light(spot?.spot ?? null)
  }, [spot, isReady])

  useEffect(() => chart.current?.showIndicators(isOverlaid), [isOverlaid])

  const press = (key: Key) => () => chart.current?.press(key)
  return (
    <section className="chart" aria-label="Chart" aria-busy={!isReady}>
      <header className="chart-head">
        <p className="chart-legend" title="8 per bar: every bar is 8 candles, merged" ref={legend} />
        <GoTo go={props.go} />
        {indicators === 0 ? null : (
          <Button
            look="quiet"
            label="Indicators"
            title="What the strategy looks at: show or hide"
            pressed={isOverlaid}
            press={() => setOverlaid(!isOverlaid)}
          >
            ƒ
          </Button>
        )}
        <Button look="quiet" label="Zoom out" title="Zoom out (−)" press={press('out')}>
          −
        </Button>
        <Button look="quiet" label="Zoom in" title="Zoom in (+)" press={press('in')}>
          +
        </Button>
        <Button look="quiet" label="Fit all" title="Show everything (F)" press={press('fit')}>
          Fit
        </Button>
      </header>
      <p className="chart-overlays" ref={overlayLegend} />
      <div
        ref={box}
        className="chart-box"
        role="application"
        tabIndex={0}
        aria-label={capital === null ? 'Candles' : 'Candles, equity and drawdown'}
        aria-description={KEYS_IN_WORDS}
      />
      {isReady ? null : <p className="chart-waiting">Loading candles</p>}
    </section>
  )
}

const KEYS_IN_WORDS =
  'Left and right pan, plus and minus zoom, Home and End go to the ends, F shows everything. ' +
  'Square brackets step candle by candle, Enter asks why, Escape lets go.'

function GoTo({ go }: { readonly go: (time: Millis) => void }) {
  const [text, setText] = useState('')
  const time = timeOf(text)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typeof time === 'number') go(millis(time))
  }
  return (
    <form onSubmit={submit}>
      <input
        type="text"
        aria-label="Go to a time"
        aria-invalid={text !== '' && time === null}
        placeholder="Go to date"
        title="A UTC date or time such as 2017-03-01 04:00, then Enter"
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  )
}
