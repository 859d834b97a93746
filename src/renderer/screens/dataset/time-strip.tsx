import { type MouseEvent, useState } from 'react'
import type { Dataset, Gap } from '../../../shared/dataset.ts'
import { candleTime, count, plural, span } from '../../parts/format.ts'
import { CoverageBar, coverageWords } from './coverage-bar.tsx'
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
  const lit = pointed ?? coverage.holes.find(({ gap }) => gap.after === chosen?.after) ?? null
  const words = coverageWords(coverage)
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
        <CoverageBar coverage={coverage} lit={lit} />
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

const wordsOf = ({ after, until, missing }: Gap, timeframe: string): string =>
  `${candleTime(after, timeframe)} – ${candleTime(until, timeframe)}: ${count(missing)} missing, ${span(until - after)}`
