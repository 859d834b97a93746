/** The drawing library, set up: candles with volume, and below them a run's curves. Draws what it is given. */
import {
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
} from 'lightweight-charts'
import type { Timeframe } from '../../shared/candles.ts'
import { fixed } from '../parts/format.ts'
import { CrowdStrip } from './crowds.ts'
import { openCurves } from './curves.ts'
import { HiddenCandles } from './hidden-candles.ts'
import { type Marks, arrowMarker } from './marks.ts'
import { volumeText } from './reading.ts'
import { bars, volumes } from './series.ts'
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
  /** What equity begins with; null where there are only candles. */
  readonly capital: number | null
  readonly theme: Theme
}

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
  const curves = capital === null ? null : openCurves(chart, capital)
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
    curves?.paint(theme)
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
      candles.setData(bars(loaded.candles))
      colourVolume()
      curves?.show(loaded)
    },
    mark({ arrows, crowds, hidden }, loaded) {
      hiddenCandles.show(hidden)
      markers.setMarkers(arrows.map((arrow) => arrowMarker(arrow, loaded.candles, theme)))
      strip.show(crowds)
    },
  }
}
