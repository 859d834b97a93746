/** What a trader should know about a series before trusting a result made from it. */
import type { CandleSeries } from '../../shared/candles.ts'
import type { AppliedRepair, Quality } from '../../shared/dataset.ts'
import { POWERS } from './decimal-text.ts'
import { gapsIn } from './gaps.ts'
import { outliersIn } from './outliers.ts'

const SPARKLINE = 60

export interface Repaired {
  readonly duplicates: number
  readonly repairs: readonly AppliedRepair[]
}

export function qualityOf(
  series: CandleSeries,
  { duplicates, repairs }: Repaired,
  check: () => void = () => {},
): Quality {
  check()
  const zeroVolume = series.hasVolume ? zeros(series) : 0
  return {
    candles: series.rows,
    ...gapsIn(series, check),
    duplicates,
    zeroVolume,
    zeroVolumePct: series.rows === 0 ? 0 : Math.round((zeroVolume / series.rows) * 1e6) / 1e4,
    outliers: outliersIn(series, check),
    repairs,
  }
}

/** About 60 closes, or as many as asked, evenly spread, the first and the last among them. */
export function sparklineOf(
  { close, rows, priceDecimals }: Pick<CandleSeries, 'close' | 'rows' | 'priceDecimals'>,
  most = SPARKLINE,
): number[] {
  const points = Math.min(most, rows)
  return Array.from({ length: points }, (_, point) => {
    const row = points < 2 ? 0 : Math.round((point * (rows - 1)) / (points - 1))
    return (close[row] ?? 0) / (POWERS[priceDecimals] ?? 1)
  })
}

function zeros({ volume, rows }: CandleSeries): number {
  // Halves instead of 64-bit integers: a BigInt per row would take longer than all other checks.
  const halves = new Int32Array(volume.buffer, volume.byteOffset, 2 * rows)
  let count = 0
  for (let row = 0; row < rows; row++) if (halves[2 * row] === 0 && halves[2 * row + 1] === 0) count++
  return count
}
