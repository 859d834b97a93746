/** What the chart says about one bar: the legend's figures. */
import type { Timeframe } from '../../shared/candles.ts'
import { NONE, candleTime, count, fixed, money, percent } from '../parts/format.ts'
import type { Loaded } from './source.ts'

export interface Reading {
  readonly time: number
  readonly per: number
  /** It is made of a part of its time only. */
  readonly isPartial: boolean
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  /** Null where there are only candles. */
  readonly run: { readonly equity: number | null; readonly drawdown: number | null } | null
}

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value

export function readingAt({ candles, curves }: Loaded, bar: number): Reading | null {
  const time = candles.time[bar]
  const open = candles.open[bar]
  const high = candles.high[bar]
  const low = candles.low[bar]
  const close = candles.close[bar]
  if (time === undefined || open === undefined || high === undefined) return null
  if (low === undefined || close === undefined) return null
  return {
    time,
    per: candles.per,
    isPartial: isPartial(candles, bar),
    open,
    high,
    low,
    close,
    volume: candles.volume[bar] ?? 0,
    run:
      curves === null ? null : { equity: known(curves.equity[bar]), drawdown: known(curves.drawdown[bar]) },
  }
}

/** Only the first and the last of all candles can be. */
const isPartial = ({ first, per, total, partial }: Loaded['candles'], bar: number): boolean =>
  (partial.first && first + bar === 0) || (partial.last && first + (bar + 1) * per >= total)

/**
 * Decimals that a price of this size is read with. A file may carry eight where the market quotes
 * two, and a column of zeros hides the digits that matter.
 */
export function decimalsFor(price: number, most: number): number {
  const enough = Math.max(2, Math.ceil(4.5 - Math.log10(Math.max(price, 1e-12))))
  return Math.min(most, enough)
}

const VOLUME_STEPS: readonly (readonly [number, string])[] = [
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
]

/** `1.24 M`: how much, not to the last unit. */
export function volumeText(volume: number): string {
  const step = VOLUME_STEPS.find(([size]) => volume >= size)
  if (step !== undefined) return `${fixed(volume / step[0], 1)}\u202f${step[1]}`
  return Number.isInteger(volume) ? count(volume) : fixed(volume, 2)
}

export interface LegendFigure {
  readonly name: string
  readonly text: string
  readonly tone: 'profit' | 'loss' | `curve-${1 | 2 | 3 | 4}` | ''
  /** What it is, one hover away. */
  readonly definition?: string
}

export function legendOf(reading: Reading, timeframe: Timeframe, decimals: number): LegendFigure[] {
  const tone = reading.close >= reading.open ? 'profit' : 'loss'
  const price = (name: string, value: number): LegendFigure => ({ name, text: fixed(value, decimals), tone })
  return [
    { name: '', text: candleTime(reading.time, timeframe), tone: '' },
    price('O', reading.open),
    price('H', reading.high),
    price('L', reading.low),
    price('C', reading.close),
    { name: 'Vol', text: volumeText(reading.volume), tone: '' },
    ...(reading.run === null ? [] : figuresOf(reading.run)),
    ...(reading.isPartial ? [{ name: '', text: 'partial', tone: '' } as const] : []),
    ...(reading.per > 1 ? [{ name: '', text: `${count(reading.per)} per bar`, tone: '' } as const] : []),
  ]
}

const figuresOf = ({ equity, drawdown }: NonNullable<Reading['run']>): LegendFigure[] => [
  { name: 'Equity', text: equity === null ? NONE : money(equity), tone: '' },
  { name: 'DD', text: drawdown === null ? NONE : percent(drawdown === 0 ? 0 : -drawdown, 2), tone: '' },
]
