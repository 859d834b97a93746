/** Where a run traded, for the chart: only what lies in view, and counted together where it would crowd. */
import { millis } from '../../shared/brand.ts'
import type { FillRecord, Marker, TradeRecord } from '../../shared/run.ts'

/** What a candle hid: entries and exits by the number of their trade. */
export interface HiddenFills {
  readonly entries: ReadonlySet<number>
  readonly exits: ReadonlySet<number>
}

export async function hiddenAmong(fills: AsyncIterable<FillRecord>): Promise<HiddenFills> {
  const entries = new Set<number>()
  const exits = new Set<number>()
  for await (const { trade, why, ambiguous } of fills) {
    if (ambiguous) (why === 'entry' ? entries : exits).add(trade)
  }
  return { entries, exits }
}

const NOTHING_HIDDEN: HiddenFills = { entries: new Set(), exits: new Set() }

/** Entries and exits in order of time, as the chart draws them. */
export interface Marks {
  readonly all: readonly Marker[]
  readonly of: (symbol: string) => readonly Marker[]
}

export async function collectMarkers(
  trades: AsyncIterable<TradeRecord>,
  hidden: HiddenFills = NOTHING_HIDDEN,
): Promise<Marks> {
  const all: Marker[] = []
  const bySymbol = new Map<string, Marker[]>()
  for await (const trade of trades) {
    const markers = markersOf(trade, hidden)
    const there = bySymbol.get(trade.symbol)
    if (there === undefined) bySymbol.set(trade.symbol, [...markers])
    else there.push(...markers)
    all.push(...markers)
  }
  // A reversal exits before it enters at the same open; sorting is stable and keeps trades in order.
  for (const markers of [all, ...bySymbol.values()]) markers.sort((a, b) => a.time - b.time)
  return { all, of: (symbol) => bySymbol.get(symbol) ?? [] }
}

function markersOf(record: TradeRecord, { entries, exits }: HiddenFills): readonly Marker[] {
  const { trade, side, entryTime, entryPrice, exitTime, exitPrice, netPnl } = record
  const won = netPnl === null ? null : Number(netPnl) > 0
  const shared = { side, trade, count: 1, won }
  const entry: Marker = {
    ...shared,
    kind: 'entry',
    time: millis(Date.parse(entryTime)),
    price: Number(entryPrice),
    ambiguous: entries.has(trade),
  }
  if (exitTime === null || exitPrice === null) return [entry]
  const exit: Marker = {
    ...shared,
    kind: 'exit',
    time: millis(Date.parse(exitTime)),
    price: Number(exitPrice),
    ambiguous: exits.has(trade),
  }
  return [entry, exit]
}

export function markersBetween(markers: readonly Marker[], from: number, to: number, most: number): Marker[] {
  const visible = markers.slice(firstAt(markers, from), firstAt(markers, to))
  if (visible.length <= most) return visible
  return gathered(visible, from, to, most)
}

/** Equal stretches of time, one marker for each that holds any. */
function gathered(visible: readonly Marker[], from: number, to: number, most: number): Marker[] {
  const start = visible[0]?.time ?? from
  const width = Math.max(1, ((visible.at(-1)?.time ?? to) - start + 1) / most)
  const stretches = new Map<number, Marker>()
  for (const marker of visible) {
    const stretch = Math.floor((marker.time - start) / width)
    const before = stretches.get(stretch)
    stretches.set(
      stretch,
      before === undefined
        ? marker
        : {
            ...before,
            kind: 'several',
            count: before.count + 1,
            won: null,
            ambiguous: before.ambiguous || marker.ambiguous,
          },
    )
  }
  return [...stretches.values()]
}

function firstAt(markers: readonly Marker[], time: number): number {
  let low = 0
  let high = markers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((markers[middle]?.time ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}
