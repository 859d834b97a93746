/** What the strategy looked at: lines over the candles, and panes of their own for what is no price. */
import { type IChartApi, type ISeriesApi, LineSeries } from 'lightweight-charts'
import type { IndicatorCurve, IndicatorCurves } from '../../shared/run.ts'
import { fixed } from '../parts/format.ts'
import { writeLegend } from './legend.ts'
import type { LegendFigure } from './reading.ts'
import { line } from './series.ts'
import type { Theme } from './theme.ts'

export interface Overlays {
  /** Curves on the grid of the candles that are drawn; others are left out until theirs come. */
  show(curves: IndicatorCurves, time: Float64Array): void
  /** Other candles were drawn: the values of the old ones are no longer told. */
  forget(): void
  setVisible(visible: boolean): void
  paint(theme: Theme): void
  say(bar: number): void
}

interface Drawn {
  readonly curve: IndicatorCurve
  readonly series: ISeriesApi<'Line'>
}

/** A share of the height, beside those of the other panes. */
const HEIGHT = 1.8
const CURVE_TONES = ['curve-1', 'curve-2', 'curve-3', 'curve-4'] as const

export function openOverlays(
  chart: IChartApi,
  legend: HTMLElement,
  decimals: () => number,
  first: Theme,
): Overlays {
  let theme = first
  let drawn: readonly Drawn[] = []
  let isKnown = false
  let isVisible = true

  const toneOf = (place: number) => CURVE_TONES[place % CURVE_TONES.length] ?? 'curve-1'
  const colourOf = (place: number) => theme.curves[place % theme.curves.length] ?? theme.accent

  function begin(curves: readonly IndicatorCurve[]): void {
    // Distances and plain numbers have nothing in common but that they are no prices.
    const lanes = new Map<IndicatorCurve['unit'], number>()
    drawn = curves.map((curve, place) => {
      const lane = curve.onPrices ? 0 : (lanes.get(curve.unit) ?? chart.panes().length)
      if (!curve.onPrices) lanes.set(curve.unit, lane)
      const series = chart.addSeries(
        LineSeries,
        {
          color: colourOf(place),
          lineWidth: 1,
          visible: isVisible,
          priceLineVisible: false,
          lastValueVisible: false,
          crosshairMarkerVisible: false,
          ...(curve.onPrices
            ? {}
            : {
                priceFormat: {
                  type: 'custom' as const,
                  formatter: (value: number) => fixed(value, 2),
                  minMove: 0.01,
                },
              }),
        },
        lane,
      )
      return { curve, series }
    })
    const panes = chart.panes()
    for (const lane of lanes.values()) {
      const pane = panes[lane]
      pane?.setStretchFactor(HEIGHT)
      // Under the candles that it explains, above what came of it.
      pane?.moveTo(1)
    }
  }

  return {
    show({ time: own, curves }, time) {
      const isSameGrid = own.length === time.length && own[0] === time[0]
      if (!isSameGrid) return
      if (drawn.length === 0) begin(curves)
      drawn = drawn.map(({ curve, series }, place) => {
        const fresh = curves[place] ?? curve
        series.setData(line(time, fresh.values, 1))
        return { curve: fresh, series }
      })
      isKnown = true
    },
    forget() {
      isKnown = false
    },
    setVisible(visible) {
      isVisible = visible
      legend.style.visibility = visible ? 'visible' : 'hidden'
      for (const { series } of drawn) series.applyOptions({ visible })
    },
    paint(next) {
      theme = next
      drawn.forEach(({ series }, place) => series.applyOptions({ color: colourOf(place) }))
    },
    say(bar) {
      if (!isKnown || !isVisible) return
      writeLegend(
        legend,
        drawn.map(({ curve: { name, definition, unit, values } }, place): LegendFigure => {
          const value = values[bar] ?? Number.NaN
          const text = Number.isFinite(value) ? fixed(value, unit === 'price' ? decimals() : 2) : '–'
          return { name, text, tone: toneOf(place), definition }
        }),
      )
    },
  }
}
