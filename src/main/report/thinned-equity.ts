/** As much of the equity as a drawing can show: per stretch its lowest, its highest and its worst drawdown. */
import type { EquityRows } from './report-input.ts'

export interface EquityPoint {
  readonly row: number
  readonly equity: number
}

export interface ThinnedEquity {
  /** In order of time; the first and the last row are always there. */
  readonly points: readonly EquityPoint[]
  readonly drawdowns: readonly { readonly row: number; readonly percent: number }[]
}

export function thinned(equity: EquityRows, most: number): ThinnedEquity {
  const points: EquityPoint[] = []
  const drawdowns: { row: number; percent: number }[] = []
  const stretch = Math.max(1, Math.ceil(equity.rows / most))
  const value = (row: number): EquityPoint => ({ row, equity: Number(equity.equity(row)) })

  for (let from = 0; from < equity.rows; from += stretch) {
    let lowest = value(from)
    let highest = lowest
    let worst = { row: from, percent: Number(equity.drawdown(from)) }
    for (let row = from + 1; row < Math.min(from + stretch, equity.rows); row++) {
      const point = value(row)
      if (point.equity < lowest.equity) lowest = point
      if (point.equity > highest.equity) highest = point
      const percent = Number(equity.drawdown(row))
      if (percent > worst.percent) worst = { row, percent }
    }
    points.push(...inOrder(lowest, highest))
    drawdowns.push(worst)
  }
  if (equity.rows > 0) points.push(value(equity.rows - 1))
  return { points: points.filter(({ row }, index) => row !== points[index - 1]?.row), drawdowns }
}

function inOrder(a: EquityPoint, b: EquityPoint): readonly EquityPoint[] {
  return a.row === b.row ? [a] : a.row < b.row ? [a, b] : [b, a]
}
