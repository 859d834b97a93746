/** The drawing library, set up for a run: candles with volume, equity, drawdown. Draws what it is given. */
import {
  BaselineSeries,
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineStyle,
  type Time,
  createChart,
  createSeriesMarkers,
  createTextWatermark,
} from 'lightweight-charts'
import type { Timeframe } from '../../shared/candles.ts'
import { fixed, percent } from '../parts/format.ts'
import { CrowdStrip } from './crowds.ts'
import { HiddenCandles } from './hidden-candles.ts'
import { type Marks, arrowMarker } from './marks.ts'
import { volumeText } from './reading.ts'
import { bars, line, volumes } from './series.ts'
import type { Loaded } from './source.ts'
import { Spotlight } from './spotlight.ts'
import type { Theme } from './theme.ts'
import { crosshairText, tickText } from './time-text.ts'
import { barAt } from './window.ts'

export interface Panes {
  readonly chart: IChartApi
  readonly candles: ISeriesApi<'Candlestick'>
  readonly spotlight: Spotlight
  show(loaded: Loaded): void
  mark(marks: Marks, loaded: Loaded): void
  paint(theme: Theme): void
  /** How prices are written on the axis. */
  quote(decimals: number): void
}

interface PanesOptions {
  readonly box: HTMLElement
  readonly timeframe: Timeframe
  readonly capital: number
  readonly theme: Theme
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
const seconds = (time: Time): number => (typeof time === 'number' ? time * 1000 : 0)

export function openPanes({ box, timeframe, capital, theme: first }: PanesOptions): Panes {
  let theme = first
  let shown: Loaded | null = null
  const chart = createChart(box, {
    autoSize: true,
    // The view is ours to move; the library keeps the price axes and the handles between panes.
    handleScroll: false,
    handleScale: {
      mouseWheel: false,
      pinch: false,
      axisPressedMouseMove: { time: false, price: true },
      axisDoubleClickReset: { time: false, price: true },
    },
    kineticScroll: { touch: false, mouse: false },
    crosshair: { mode: CrosshairMode.Normal },
    layout: { attributionLogo: false, fontSize: 11 },
    rightPriceScale: { entireTextOnly: true },
    localization: { timeFormatter: (time: Time) => crosshairText(seconds(time), timeframe) },
    timeScale: {
      timeVisible: true,
      secondsVisible: true,
      minBarSpacing: 0.001,
      shiftVisibleRangeOnNewBar: false,
      tickMarkFormatter: (time: Time, kind: number) => tickText(seconds(time), kind),
    },
  })

  const candles = chart.addSeries(CandlestickSeries, {
    borderVisible: false,
    priceLineVisible: false,
    lastValueVisible: false,
  })
  candles.priceScale().applyOptions({ scaleMargins: { top: 0.14, bottom: 0.2 } })
  const volume = chart.addSeries(HistogramSeries, {
    priceScaleId: 'volume',
    priceFormat: { type: 'custom', formatter: volumeText, minMove: 0.01 },
    priceLineVisible: false,
    lastValueVisible: false,
  })
  volume.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } })
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
  const markers = createSeriesMarkers(candles, [], { zOrder: 'top', autoScale: false })
  const spotlight = new Spotlight({
    barOf: (time) => (shown === null ? -1 : barAt(shown.candles.time, time)),
    candles: () => shown?.candles ?? null,
    theme: () => theme,
  })
  candles.attachPrimitive(spotlight)
  const hiddenCandles = new HiddenCandles(() => theme)
  candles.attachPrimitive(hiddenCandles)
  const strip = new CrowdStrip(() => theme)
  candles.attachPrimitive(strip)

  function colourVolume(): void {
    if (shown !== null) volume.setData(volumes(shown.candles, theme.profitSoft, theme.lossSoft))
  }

  function paint(next: Theme): void {
    theme = next
    chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: theme.ground },
        textColor: theme.muted,
        fontFamily: theme.font,
        panes: { separatorColor: theme.line, separatorHoverColor: theme.accentSoft },
      },
      grid: { vertLines: { color: theme.grid }, horzLines: { color: theme.grid } },
      crosshair: {
        vertLine: { color: theme.faint, style: LineStyle.Dashed, labelBackgroundColor: theme.lineStrong },
        horzLine: { color: theme.faint, style: LineStyle.Dashed, labelBackgroundColor: theme.lineStrong },
      },
      timeScale: { borderColor: theme.line },
      rightPriceScale: { borderColor: theme.line },
    })
    candles.applyOptions({
      upColor: theme.profit,
      downColor: theme.loss,
      wickUpColor: theme.profit,
      wickDownColor: theme.loss,
    })
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
    colourVolume()
  }
  paint(first)

  return {
    chart,
    candles,
    spotlight,
    paint,
    quote(decimals) {
      // Room for the volume reaches below zero; prices do not.
      const formatter = (price: number) => (price < 0 ? '' : fixed(price, decimals))
      candles.applyOptions({ priceFormat: { type: 'custom', minMove: 10 ** -decimals, formatter } })
    },
    show(loaded) {
      shown = loaded
      const { time } = loaded.candles
      candles.setData(bars(loaded.candles))
      colourVolume()
      equity.setData(line(time, loaded.curves.equity, 1))
      drawdown.setData(line(time, loaded.curves.drawdown, -1))
    },
    mark({ arrows, crowds, hidden }, loaded) {
      hiddenCandles.show(hidden)
      markers.setMarkers(arrows.map((arrow) => arrowMarker(arrow, loaded.candles, theme)))
      strip.show(crowds)
    },
  }
}
