import { type MouseEvent, useState } from 'react'
import type { Dataset, Gap } from '../../../shared/dataset.ts'
import { candleTime, count, fraction, plural, span } from '../../parts/format.ts'
import { coverageOf, type Hole, holeAt, ticksOf } from './coverage.ts'
import type { GapPlace } from '../../state/route.ts'
import './time-strip.css'

/** Near enough to a hole to mean it, in pixels. */
const REACH = 5

/**
 * The time of a dataset from first to last candle, and what is missing in it. Pointing tells a hole,
 * a click shows it; the list beside it does the same for the keyboard.
 */
export function TimeStrip({
  dataset,
  chosen = null,
  show,
}: {
  readonly dataset: Dataset
  readonly chosen?: GapPlace | null
  readonly show: (gap: Gap) => void
}) {
  const [pointed, setPointed] = useState<Hole | null>(null)
  const { start, end, timeframe, quality, symbol } = dataset
  const coverage = coverageOf(dataset)
  const { holes, share, atMost } = coverage
  const lit = pointed ?? holes.find(({ gap }) => gap.after === chosen?.after) ?? null
  const words =
    quality.gaps === 0
      ? 'Every candle from first to last is there'
      : `${atMost ? 'At most ' : ''}${fraction(floored(share), 2)} of all candles are there`
  const under = ({ currentTarget, clientX }: MouseEvent<HTMLElement>): Hole | null => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return holeAt(coverage, (clientX - left) / width, REACH / width)
  }
  return (
    <div className="time-strip">
      <p>{lit === null ? words : wordsOf(lit.gap, timeframe)}</p>
      <div
        className={pointed === null ? 'time-strip-bar' : 'time-strip-bar pointed'}
        role="img"
        aria-label={`${symbol}, ${candleTime(start, timeframe)} to ${candleTime(end, timeframe)}: ${words}, ${plural(quality.gaps, 'gap')}`}
        onMouseMove={(event) => setPointed(under(event))}
        onMouseLeave={() => setPointed(null)}
        onClick={(event) => {
          const hole = under(event)
          if (hole !== null) show(hole.gap)
        }}
      >
        {holes.map((hole) => (
          <span
            key={hole.gap.after}
            className={hole.gap === lit?.gap ? 'hole lit' : 'hole'}
            style={{ left: `${hole.at * 100}%`, width: `max(2px, ${hole.length * 100}%)` }}
          />
        ))}
      </div>
      <div className="time-strip-ticks" aria-hidden="true">
        {ticksOf(start, end).map(({ time, text }) => (
          <span key={time} style={{ left: `${((time - start) / (end - start)) * 100}%` }}>
            {text}
          </span>
        ))}
      </div>
    </div>
  )
}

/** 99.999 % is not all of it, and must not be written as if it were. */
const floored = (share: number): number => Math.floor(share * 10_000) / 10_000

const wordsOf = ({ after, until, missing }: Gap, timeframe: string): string =>
  `${candleTime(after, timeframe)} – ${candleTime(until, timeframe)}: ${count(missing)} missing, ${span(until - after)}`
