/**
 * Which columns are open, high, low and close where nothing names them: four neighbours of which
 * one is never below the others and one never above. Open and close are told apart by time: a
 * candle opens near where the one before closed.
 */
import type { Field } from './column-names.ts'

export interface PriceColumns {
  readonly cells: ReadonlyMap<Field, number>
  /** The series itself showed which is open and which close. */
  readonly isOrderShown: boolean
}

/** The share of rows that may break the rule: defects, which the reader will name. */
const MOST_BROKEN = 0.02
/** Prices of one candle are of one size. */
const MOST_SPREAD = 3
/** How much nearer the next open has to be for open and close to be told apart. */
const NEARER = 0.9

interface Window {
  readonly first: number
  readonly high: number
  readonly low: number
  readonly broken: number
}

/** `rows` are numbers, NaN where a cell is none, oldest first. Several answers mean that it is open which. */
export function guessPrices(
  rows: readonly (readonly number[])[],
  taken: ReadonlySet<number>,
): PriceColumns[] {
  const width = rows[0]?.length ?? 0
  const windows: Window[] = []
  for (let first = 0; first + 4 <= width; first++) {
    if ([0, 1, 2, 3].some((i) => taken.has(first + i))) continue
    const window = windowAt(rows, first)
    if (window === null) continue
    const before = windows.at(-1)
    // Of windows that share columns, as where an average price stands beside the candle, the better one.
    const isOther = before === undefined || before.first + 4 <= first
    const better = isOther ? null : betterOf(rows, before, window)
    if (better === null) windows.push(window)
    else windows[windows.length - 1] = better
  }
  return windows.map((window) => columnsIn(rows, window, taken))
}

function windowAt(rows: readonly (readonly number[])[], first: number): Window | null {
  const cells = [first, first + 1, first + 2, first + 3]
  let best: Window | null = null
  let odd = 0
  for (const row of rows) {
    const prices = cells.map((cell) => row[cell] ?? Number.NaN)
    const [least, most] = [Math.min(...prices), Math.max(...prices)]
    if (!(least > 0 && most <= least * MOST_SPREAD)) odd++
  }
  if (odd > MOST_BROKEN * rows.length) return null
  for (const high of cells) {
    for (const low of cells) {
      if (high === low) continue
      const broken = rows.filter((row) =>
        cells.some((cell) => (row[cell] ?? 0) > (row[high] ?? 0) || (row[cell] ?? 0) < (row[low] ?? 0)),
      ).length
      // The usual places win where nothing else decides, as in a market that never moved.
      const isUsual = high === first + 1 && low === first + 2
      if (best === null || broken < best.broken || (broken === best.broken && isUsual)) {
        best = { first, high, low, broken }
      }
    }
  }
  return best !== null && best.broken <= MOST_BROKEN * rows.length ? best : null
}

/** The one that fewer rows break, or in which candles follow each other nearer; null where both are alike. */
function betterOf(rows: readonly (readonly number[])[], a: Window, b: Window): Window | null {
  const most = MOST_BROKEN * rows.length
  if (Math.abs(a.broken - b.broken) > most / 2) return a.broken < b.broken ? a : b
  const [farA, farB] = [nearest(rows, a), nearest(rows, b)]
  // As in a market that never moved.
  if (farA === farB || farA < NEARER * farB) return a
  return farB < NEARER * farA ? b : null
}

const nearest = (rows: readonly (readonly number[])[], window: Window): number => {
  const [a, b] = endsOf(window)
  return Math.min(distance(rows, a, b), distance(rows, b, a))
}

/** The two columns that are neither high nor low. */
function endsOf({ first, high, low }: Window): [number, number] {
  const [a = first, b = first] = [0, 1, 2, 3]
    .map((i) => first + i)
    .filter((cell) => cell !== high && cell !== low)
  return [a, b]
}

function columnsIn(
  rows: readonly (readonly number[])[],
  window: Window,
  taken: ReadonlySet<number>,
): PriceColumns {
  const { first, high, low } = window
  const [a, b] = endsOf(window)
  const [asWritten, swapped] = [distance(rows, a, b), distance(rows, b, a)]
  const isSwapped = swapped < NEARER * asWritten
  const cells = new Map<Field, number>([
    ['open', isSwapped ? b : a],
    ['high', high],
    ['low', low],
    ['close', isSwapped ? a : b],
  ])
  const volume = volumeBeside(rows, first, high, low, taken)
  if (volume !== null) cells.set('volume', volume)
  return { cells, isOrderShown: isSwapped || asWritten < NEARER * swapped }
}

/** How far each close is from the next open, were they these columns. */
function distance(rows: readonly (readonly number[])[], open: number, close: number): number {
  let sum = 0
  for (let i = 1; i < rows.length; i++) {
    const step = Math.abs((rows[i]?.[open] ?? 0) - (rows[i - 1]?.[close] ?? 0))
    if (!Number.isNaN(step)) sum += step
  }
  return sum
}

/** Adjusted prices and averages keep their distance from the high; what was traded does not. */
function followsPrice(rows: readonly (readonly number[])[], cell: number, high: number): boolean {
  const shares = rows.map((row) => (row[cell] ?? Number.NaN) / (row[high] ?? Number.NaN))
  const isSame = rows.every((row) => row[cell] === rows[0]?.[cell])
  const steady = shares.filter((share, i) => Math.abs(share / (shares[i - 1] ?? share) - 1) < STEADY)
  return !isSame && steady.length >= 0.9 * rows.length
}
const STEADY = 0.05

/** The first numbers behind the prices that are no average of them; else those before. */
function volumeBeside(
  rows: readonly (readonly number[])[],
  first: number,
  high: number,
  low: number,
  taken: ReadonlySet<number>,
): number | null {
  const width = rows[0]?.length ?? 0
  const isVolume = (cell: number) => {
    if (taken.has(cell)) return false
    const numbers = rows.filter((row) => (row[cell] ?? Number.NaN) >= 0)
    const inside = rows.filter(
      (row) => (row[cell] ?? -1) >= (row[low] ?? 0) && (row[cell] ?? Infinity) <= (row[high] ?? 0),
    )
    const isCounted = numbers.length >= 0.9 * rows.length && inside.length < 0.9 * rows.length
    return isCounted && !followsPrice(rows, cell, high)
  }
  for (let cell = first + 4; cell < width; cell++) if (isVolume(cell)) return cell
  for (let cell = first - 1; cell >= 0; cell--) if (isVolume(cell)) return cell
  return null
}
