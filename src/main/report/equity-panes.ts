/** Equity with buying and holding behind it, and the drawdown hanging below. */
import type { ChartCandles } from '../../shared/candles.ts'
import { axis } from './axis.ts'
import type { Pane, Span } from './candle-pane.ts'
import { html } from './markup.ts'
import { rounded } from './number-text.ts'
import type { EquityRows } from './report-input.ts'
import { path, px, through } from './shapes.ts'
import type { Tape } from './tape.ts'
import type { ThinnedEquity } from './thinned-equity.ts'

export interface EquityDrawing {
  readonly rows: EquityRows
  readonly thin: ThinnedEquity
  readonly capital: number
  readonly candles: ChartCandles
  readonly tape: Tape
}

export function equityPane(drawing: EquityDrawing, { top, bottom }: Span): Pane {
  const { thin, capital, tape } = drawing
  const held = holding(drawing)
  const values = [capital, ...thin.points.map(({ equity }) => equity), ...held.map(({ equity }) => equity)]
  const y = axis(values, { lowest: bottom, highest: top, room: 0.06, labels: 6 })
  const own = thin.points.map(({ row, equity }) => [placeOf(drawing, row), y.place(equity)] as const)
  const market = held.map(({ x, equity }) => [x, y.place(equity)] as const)
  const last = thin.points.at(-1)
  return {
    ticks: y.ticks,
    drawing: html`${path('base', `M${px(tape.left)} ${px(y.place(capital))}H${px(tape.right)}`)}
    ${path('hold', through(market))}${path('equity', through(own))}`,
    last: last === undefined ? null : { at: y.place(last.equity), label: rounded(last.equity, 2) },
  }
}

export function drawdownPane(drawing: EquityDrawing, { top, bottom }: Span): Pane {
  const { tape, thin } = drawing
  const deepest = thin.drawdowns.reduce((worst, { percent }) => Math.max(worst, percent), 0)
  // Nothing is the upper edge: a drawdown hangs.
  const y = axis([0, deepest === 0 ? 1 : deepest * 1.08], {
    lowest: top,
    highest: bottom,
    room: 0,
    labels: 4,
  })
  const edge = thin.drawdowns.map(({ row, percent }) => [placeOf(drawing, row), y.place(percent)] as const)
  const end = edge.at(-1)?.[0] ?? tape.left
  return {
    ticks: y.ticks.map(({ at, label }) => ({ at, label: Number(label) === 0 ? '0 %' : `−${label} %` })),
    drawing: path('drawdown', `${through([[tape.left, top], ...edge, [end, top]])}z`),
    last: null,
  }
}

/** The start is at the edge; a close is drawn in the middle of its candle, like the market's. */
function placeOf({ tape, rows, candles }: EquityDrawing, row: number): number {
  const opened = tape.place(Date.parse(rows.time(row)))
  return row === 0 ? opened : opened + tape.step / candles.per / 2
}

/** The capital put into the market at the first open, before fees: the shape of the market in money. */
function holding({ candles, capital, tape }: EquityDrawing): { x: number; equity: number }[] {
  const bought = candles.open[0] ?? 0
  if (bought <= 0) return []
  return Array.from(candles.close, (close, index) => ({
    x: tape.middle(index),
    equity: (capital * close) / bought,
  }))
}
