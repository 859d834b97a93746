import type { Dataset } from '../../../shared/dataset.ts'
import { fraction, plural } from '../../parts/format.ts'
import { type Coverage, coverageOf, type Hole } from './coverage.ts'
import './coverage-bar.css'

interface CoverageBarProps {
  readonly coverage: Coverage
  readonly lit?: Hole | null
}

/** All the time of a dataset as a bar, and what is missing in it as holes. */
export function CoverageBar({ coverage: { holes }, lit = null }: CoverageBarProps) {
  return (
    <span className="coverage-bar">
      {holes.map((hole) => (
        <span
          key={hole.gap.after}
          className={hole.gap === lit?.gap ? 'hole lit' : 'hole'}
          style={{ left: `${hole.at * 100}%`, width: `max(2px, ${hole.length * 100}%)` }}
        />
      ))}
    </span>
  )
}

/** Holes that a line of a table tells apart. */
const MOST_HOLES = 100

/** The same in a line of a table: where a dataset has holes, at a glance. */
export function CoverageLine({ dataset }: { readonly dataset: Dataset }) {
  const coverage = coverageOf(dataset)
  const longest = coverage.holes.toSorted((a, b) => b.length - a.length).slice(0, MOST_HOLES)
  return (
    <span
      className="coverage-line"
      role="img"
      aria-label={`${coverageWords(coverage)}, ${plural(dataset.quality.gaps, 'gap')}`}
      title={coverageWords(coverage)}
    >
      <CoverageBar coverage={{ ...coverage, holes: longest }} />
    </span>
  )
}

export const coverageWords = ({ holes, share, atMost }: Coverage): string =>
  holes.length === 0
    ? 'Every candle from first to last is there'
    : `${atMost ? 'At most ' : ''}${fraction(floored(share), 2)} of all candles are there`

/** 99.999 % is not all of it, and must not be written as if it were. */
const floored = (share: number): number => Math.floor(share * 10_000) / 10_000
