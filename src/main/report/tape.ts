/** Where a time is on the drawing: candles stand side by side, pauses of the market take no room. */
import type { ChartCandles } from '../../shared/candles.ts'
import { iso } from './time-text.ts'

export interface Tape {
  readonly left: number
  readonly right: number
  /** Width of one candle with its share of the gap. */
  readonly step: number
  readonly middle: (candle: number) => number
  readonly place: (time: number) => number
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
}

export function tape({ time }: ChartCandles, left: number, right: number): Tape {
  const count = Math.max(time.length, 1)
  const step = (right - left) / count
  const last = time.length - 1
  const usual = last > 0 ? (time[last] ?? 0) - (time[last - 1] ?? 0) : 1
  const place = (moment: number): number => {
    const candle = indexAt(time, moment)
    const opened = time[candle] ?? moment
    const length = (time[candle + 1] ?? opened + usual) - opened
    const share = Math.min(Math.max((moment - opened) / length, 0), 1)
    return left + (candle + share) * step
  }
  return {
    left,
    right,
    step,
    middle: (candle) => left + (candle + 0.5) * step,
    place,
    ticks: ticks(time, (candle) => left + candle * step),
  }
}

/** The candle that was open at that moment; the first for anything before. */
export function indexAt(time: Float64Array, moment: number): number {
  let [low, high] = [0, time.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((time[middle] ?? 0) <= moment) low = middle + 1
    else high = middle
  }
  return Math.max(low - 1, 0)
}

const WEEK = 7 * 86_400_000
const MONDAY = 4 * 86_400_000

/** Stretches of the calendar, from fine to coarse: the first that gives few enough labels is taken. */
const STRETCHES: readonly { of: (text: string, time: number) => string; label: (text: string) => string }[] =
  [
    { of: (text) => text.slice(0, 13), label: (text) => text.slice(11, 16) },
    { of: (text) => text.slice(0, 11) + Math.floor(Number(text.slice(11, 13)) / 6), label: dayOrHour },
    { of: (text) => text.slice(0, 10), label: (text) => text.slice(5, 10) },
    { of: (_, time) => String(Math.floor((time - MONDAY) / WEEK)), label: (text) => text.slice(5, 10) },
    { of: (text) => text.slice(0, 7), label: (text) => text.slice(0, 7) },
    {
      of: (text) => text.slice(0, 5) + Math.floor((Number(text.slice(5, 7)) - 1) / 3),
      label: (text) => text.slice(0, 7),
    },
    { of: (text) => text.slice(0, 4), label: (text) => text.slice(0, 4) },
    { of: (text) => text.slice(0, 3), label: (text) => text.slice(0, 4) },
  ]
const MOST_LABELS = 12

function dayOrHour(text: string): string {
  const hour = text.slice(11, 16)
  return hour === '00:00' ? text.slice(5, 10) : hour
}

function ticks(time: Float64Array, at: (candle: number) => number): Tape['ticks'] {
  const texts = Array.from(time, iso)
  for (const { of, label } of STRETCHES) {
    const names = texts.map((text, index) => of(text, time[index] ?? 0))
    const starts = names.flatMap((name, index) => (index > 0 && name !== names[index - 1] ? index : []))
    if (starts.length > MOST_LABELS) continue
    return starts.map((candle) => ({ at: at(candle), label: label(texts[candle] ?? '') }))
  }
  return []
}
