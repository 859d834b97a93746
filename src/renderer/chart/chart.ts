/**
 * A run on a chart: owns the view, feeds it and answers to the hand. Plain functions; whoever
 * gives it a box closes it again.
 */
import { type Millis, millis } from '../../shared/brand.ts'
import type { ChartCandles, Timeframe } from '../../shared/candles.ts'
import { type Picked, openCursor, pickedAt } from './cursor.ts'
import { openFeed } from './feed.ts'
import { type Key, followHand } from './gestures.ts'
import { targetOf } from './jump.ts'
import { cellBars, gather } from './marks.ts'
import { openOverlays } from './overlays.ts'
import { openPanes } from './panes.ts'
import { EVERYTHING, mostFor, stretchOf } from './question.ts'
import type { Loaded, Source } from './source.ts'
import { stamp } from './series.ts'
import type { Spot } from './spotlight.ts'
import { steer } from './steer.ts'
import { followTheme, readTheme } from './theme.ts'
import { type View, pan, spanOf, within, zoom } from './view.ts'
import { type Ground, covered } from './window.ts'

interface ChartOptions {
  readonly box: HTMLElement
  /** Says in figures what the bar under the crosshair is; the last one in view where there is none. */
  readonly legend: HTMLElement
  /** The same for what the strategy looked at. */
  readonly overlayLegend: HTMLElement
  readonly source: Source
  readonly timeframe: Timeframe
  readonly priceDecimals: number
  /** What equity begins with; null where there are only candles. */
  readonly capital: number | null
  /** Open times of the first and last candle to show at first, and on "fit". */
  readonly from: Millis
  readonly to: Millis
  readonly pick: (picked: Picked | null) => void
  /** The open time of the candle under the crosshair; null where it is nowhere. */
  readonly point: (time: Millis | null) => void
  /** Candles were loaded and drawn: for the first time, or once more. */
  readonly shown: () => void
  readonly failed: (reason: unknown) => void
  /** So many indicators are drawn. */
  readonly overlaid: (indicators: number) => void
}

export interface Chart {
  press(key: Key): void
  /** Lights a trade, a candle or a gap where it is; null puts the light out. */
  light(spot: Spot | null): void
  /** Brings it into view first. */
  goTo(spot: Spot): Promise<void>
  showIndicators(visible: boolean): void
  close(): void
}

/** Beside the first and the last candle, as a share of the view. */
const EDGE = 0.012
/** Each look is finer than the one before; from the map to single candles takes three. */
const LOOKS = 4

export function openChart(options: ChartOptions): Chart {
  const { box, source, from, to, pick } = options
  let home: View | null = null
  let view: View = { from: 0, to: 1 }
  let cell = 0
  let jumps = 0
  let map: ChartCandles | null = null
  const panes = openPanes({ ...options, theme: readTheme(box) })
  const { chart, spotlight } = panes
  const scale = chart.timeScale()
  const width = (): number => Math.max(scale.width(), 100)
  let decimals = options.priceDecimals
  const overlays = openOverlays(chart, options.overlayLegend, () => decimals, readTheme(box))
  const cursor = openCursor({
    ...options,
    quote(chosen) {
      decimals = chosen
      panes.quote(chosen)
    },
    also: (bar) => overlays.say(bar),
  })
  const feed = openFeed<Loaded>({
    ask: (question) => source.read(question),
    map: () => map,
    show,
    failed: options.failed,
    width,
  })

  /** The candles do not wait for it. */
  async function overlay(loaded: Loaded): Promise<void> {
    const curves = await source.indicators(loaded.candles)
    if (feed.loaded() !== loaded) return
    overlays.show(curves, loaded.candles.time)
    box.dataset['overlays'] = String(curves.curves.length)
    options.overlaid(curves.curves.length)
    cursor.repeat()
  }

  function show(loaded: Loaded): void {
    panes.show(loaded)
    overlays.forget()
    overlay(loaded).catch(options.failed)
    cursor.fresh(loaded)
    cell = 0
    if (home === null) {
      // The first answer holds what the run evaluated, and nothing else.
      const { from, to } = covered(loaded.candles)
      const edge = (to - from) * EDGE
      home = within({ from: from - edge, to: to + edge }, loaded.candles.total)
      view = home
    }
    place(loaded)
    options.shown()
  }

  /** The library counts bars from the first one it holds, and from their middles. */
  function place(loaded: Loaded): void {
    const { first, per, time } = loaded.candles
    const cells = cellBars((width() * per) / spanOf(view))
    if (cells !== cell) {
      cell = cells
      const marks = gather(loaded.markers, loaded.candles, cell)
      panes.mark(marks, loaded)
      box.dataset['markers'] = String(marks.arrows.length + marks.crowds.length)
      box.dataset['hidden'] = String(marks.hidden.length)
    }
    const left = (view.from - first) / per
    // Closer than one merged bar, that bar fills the chart until its candles are here.
    scale.setVisibleLogicalRange({ from: left, to: Math.max((view.to - first) / per - 1, left) })
    const bar = (position: number): number =>
      Math.min(Math.max(Math.floor((position - first) / per), 0), time.length - 1)
    const rightmost = bar(view.to - 1e-6)
    box.dataset['bars'] = String(time.length)
    box.dataset['per'] = String(per)
    box.dataset['from'] = isoOf(time[bar(view.from)])
    box.dataset['to'] = isoOf(time[rightmost])
    cursor.rest(rightmost)
  }

  function look(next: View): void {
    const loaded = feed.loaded()
    if (loaded === null) return
    view = within(next, loaded.candles.total)
    place(loaded)
    feed.look(view)
  }

  function step(by: 1 | -1): void {
    const loaded = feed.loaded()
    if (loaded === null) return
    const { first, per, time, close } = loaded.candles
    const middle = (view.from + view.to) / 2
    const pointed = cursor.bar()
    const wanted = pointed === null ? Math.floor((middle - first) / per) : pointed + by
    const bar = Math.min(Math.max(wanted, 0), time.length - 1)
    const position = first + bar * per
    if (position < view.from || position + per > view.to) look(pan(view, position - middle))
    chart.setCrosshairPosition(close[bar] ?? 0, stamp(time[bar] ?? 0), panes.candles)
    point(bar)
  }

  function ask(bar: number | null): void {
    const loaded = feed.loaded()
    pick(loaded === null || bar === null ? null : pickedAt(loaded, bar, view))
  }

  /** Told once for each candle, however the mouse wanders on it. */
  let pointedTime: Millis | null = null
  function point(bar: number | null): void {
    cursor.point(bar)
    const at = bar === null ? undefined : feed.loaded()?.candles.time[bar]
    const time = at === undefined ? null : millis(at)
    if (time === pointedTime) return
    pointedTime = time
    options.point(time)
  }

  function leave(): void {
    chart.clearCrosshairPosition()
    point(null)
    spotlight.show(null)
    pick(null)
  }

  function press(key: Key): void {
    const total = feed.loaded()?.candles.total
    if (home === null || total === undefined) return
    const next = steer(key, view, { home, total })
    if (next !== null) look(next)
    else if (key === 'ask') ask(cursor.bar())
    else if (key === 'leave') leave()
    else step(key === 'candle-left' ? -1 : 1)
  }

  /** Looks closer and closer without showing it, and then goes there in one step. */
  async function seek(spot: Spot, map: ChartCandles, isCurrent: () => boolean): Promise<void> {
    let known = feed.loaded()?.candles
    for (let looks = 0; known !== undefined && looks < LOOKS && isCurrent(); looks++) {
      const ground: Ground = { loaded: known, map }
      const target = targetOf(ground, spot, view)
      const stretch = stretchOf(ground, target.view, width())
      if (target.isFound) {
        const isShown = known === feed.loaded()?.candles || (await feed.load(stretch)) !== null
        if (isShown && isCurrent()) look(target.view)
        return
      }
      known = await source.candles(stretch)
    }
  }

  async function goTo(spot: Spot): Promise<void> {
    spotlight.show(spot)
    jumps += 1
    const mine = jumps
    try {
      await seek(spot, await whole, () => mine === jumps)
    } catch (reason) {
      options.failed(reason)
    }
  }

  const stopHand = followHand(box, {
    drag: (pixels) => look(pan(view, (-pixels / width()) * spanOf(view))),
    zoom: (by, x) => look(zoom(view, by, view.from + (x / width()) * spanOf(view))),
    key: press,
    holds: (x, y) => x < scale.width() && y < box.clientHeight - scale.height(),
  })
  const stopTheme = followTheme(() => {
    const theme = readTheme(box)
    panes.paint(theme)
    overlays.paint(theme)
    cell = 0
    const loaded = feed.loaded()
    if (loaded !== null) place(loaded)
  })
  scale.subscribeSizeChange(() => look(view))
  chart.subscribeCrosshairMove(({ logical }) => point(logical ?? null))
  chart.subscribeClick(({ logical }) => ask(logical ?? null))

  const whole = source.candles(EVERYTHING)
  async function begin(): Promise<void> {
    const first = feed.load({ from, to: millis(to + 1), most: mostFor(1, width()) })
    const [loaded, everything] = await Promise.all([first, whole])
    if (loaded === null) return
    map = everything
    look(view)
  }
  begin().catch(options.failed)

  return {
    press,
    light: (spot) => spotlight.show(spot),
    goTo,
    showIndicators: (visible) => overlays.setVisible(visible),
    close() {
      jumps += 1
      feed.close()
      stopHand()
      stopTheme()
      chart.remove()
    },
  }
}

const isoOf = (time: number | undefined): string => (time === undefined ? '' : new Date(time).toISOString())
