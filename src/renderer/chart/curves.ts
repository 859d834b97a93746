/** The panes below the candles of a run: its equity, and how far that is below its peak. */
import { BaselineSeries, type IChartApi, createTextWatermark } from 'lightweight-charts'
import { fixed, percent } from '../parts/format.ts'
import { line } from './series.ts'
import type { Loaded } from './source.ts'
import type { Theme } from './theme.ts'

interface CurvePanes {
  show(loaded: Loaded): void
  paint(theme: Theme): void
}

/** Shares of the height. */
const HEIGHTS = [7, 2.2, 1.6]
/** The least height of the equity axis, as a share of the capital. */
const LEAST_SHARE = 0.02
interface Scaled {
  readonly priceRange: { readonly minValue: number; readonly maxValue: number } | null
}
/** A low pane still has a number or two on its axis. */
const DENSE = 1.6

export function openCurves(chart: IChartApi, capital: number): CurvePanes {
  const equity = chart.addSeries(
    BaselineSeries,
    {
      baseValue: { type: 'price', price: capital },
      priceFormat: { type: 'custom', formatter: (value: number) => fixed(value, 0), minMove: 0.01 },
      lineWidth: 1,
      priceLineVisible: false,
      lastValueVisible: false,
      crosshairMarkerRadius: 3,
      // A flat curve is flat: without a least height its axis would tell cents apart.
      autoscaleInfoProvider: (own: () => Scaled | null) => {
        const { minValue, maxValue } = own()?.priceRange ?? { minValue: capital, maxValue: capital }
        const room = Math.max(0, (capital * LEAST_SHARE - (maxValue - minValue)) / 2)
        return { priceRange: { minValue: minValue - room, maxValue: maxValue + room } }
      },
    },
    1,
  )
  equity.priceScale().applyOptions({ scaleMargins: { top: 0.24, bottom: 0.1 }, tickMarkDensity: DENSE })
  const drawdown = chart.addSeries(
    BaselineSeries,
    {
      baseValue: { type: 'price', price: 0 },
      priceFormat: { type: 'custom', formatter: (value: number) => percent(value, 1), minMove: 0.01 },
      lineWidth: 1,
      priceLineVisible: false,
      lastValueVisible: false,
      crosshairMarkerRadius: 3,
      // Nothing is above the peak: the axis ends at 0 instead of leaving room for it.
      autoscaleInfoProvider: (own: () => Scaled | null) => {
        const lowest = own()?.priceRange?.minValue ?? -1
        return { priceRange: { minValue: Math.min(lowest, -0.01), maxValue: 0 } }
      },
    },
    2,
  )
  drawdown.priceScale().applyOptions({ scaleMargins: { top: 0.06, bottom: 0.2 }, tickMarkDensity: DENSE })
  const panes = chart.panes()
  panes.forEach((pane, i) => pane.setStretchFactor(HEIGHTS[i] ?? 1))

  // Each where its curve seldom is.
  const titles = (['Equity', 'Drawdown'] as const).flatMap((text, i) => {
    const pane = panes[i + 1]
    const vertAlign = text === 'Equity' ? 'top' : 'bottom'
    return pane === undefined ? [] : [{ text, vertAlign, mark: createTextWatermark(pane, {}) } as const]
  })

  return {
    show({ candles: { time }, curves }) {
      if (curves === null) return
      equity.setData(line(time, curves.equity, 1))
      drawdown.setData(line(time, curves.drawdown, -1))
    },
    paint(theme) {
      equity.applyOptions({
        topLineColor: theme.profit,
        topFillColor1: theme.profitSoft,
        topFillColor2: theme.none,
        bottomLineColor: theme.loss,
        bottomFillColor1: theme.none,
        bottomFillColor2: theme.lossSoft,
      })
      drawdown.applyOptions({
        topLineColor: theme.none,
        topFillColor1: theme.none,
        topFillColor2: theme.none,
        bottomLineColor: theme.loss,
        bottomFillColor1: theme.lossSoft,
        bottomFillColor2: theme.lossSoft,
      })
      for (const { text, vertAlign, mark } of titles) {
        const words = { text, color: theme.faint, fontSize: 11, fontFamily: theme.font }
        mark.applyOptions({ horzAlign: 'left', vertAlign, lines: [words] })
      }
    },
  }
}
