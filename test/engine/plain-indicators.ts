/**
 * The indicators once more, from docs/indicators.md alone: decimal numbers, whole windows, no running
 * sums, no code shared with the engine. A value is null where there is none yet.
 */
import { Decimal } from 'decimal.js'

export const D = Decimal.clone({ precision: 50 })
export type D = InstanceType<typeof D>
export type Values = readonly (D | null)[]

export const decimals = (column: Float64Array): D[] => Array.from(column, (value) => new D(value))

const sum = (values: readonly D[]): D => values.reduce((total, value) => total.plus(value), new D(0))
const average = (values: readonly D[]): D => sum(values).div(values.length)

/** What is made of the last `length` values at each place, null until there are as many. */
function windows(values: readonly D[], length: number, make: (window: readonly D[]) => D): Values {
  return values.map((_, i) => (i < length - 1 ? null : make(values.slice(i - length + 1, i + 1))))
}

/** Applies something to the part of a series that has values. */
function fromFirst(values: Values, make: (there: readonly D[]) => Values): Values {
  const there = values.filter((value) => value !== null)
  return [...values.slice(0, values.length - there.length).map(() => null), ...make(there)]
}

export const plainSma = (values: readonly D[], length: number): Values => windows(values, length, average)

export const plainHighest = (values: readonly D[], length: number): Values =>
  windows(values, length, (window) => D.max(...window))

export const plainLowest = (values: readonly D[], length: number): Values =>
  windows(values, length, (window) => D.min(...window))

export const plainDeviation = (values: readonly D[], length: number): Values =>
  windows(values, length, (window) => {
    const middle = average(window)
    return average(window.map((value) => value.minus(middle).pow(2))).sqrt()
  })

export function plainEma(values: Values, length: number): Values {
  const share = new D(2).div(length + 1)
  return fromFirst(values, (there) => {
    let now: D | null = null
    return there.map((value, i) => {
      if (i === length - 1) now = average(there.slice(0, length))
      else if (now !== null) now = value.times(share).plus(now.times(new D(1).minus(share)))
      return now
    })
  })
}

/** Wilder's own way of writing it: (before x (length - 1) + value) / length. */
export function plainWilder(values: readonly D[], length: number): Values {
  let now: D | null = null
  return values.map((value, i) => {
    if (i === length - 1) now = average(values.slice(0, length))
    else if (now !== null)
      now = now
        .times(length - 1)
        .plus(value)
        .div(length)
    return now
  })
}

export function plainRsi(values: readonly D[], length: number): Values {
  const changes = values.slice(1).map((value, i) => value.minus(values[i]!))
  const ups = plainWilder(
    changes.map((change) => D.max(change, 0)),
    length,
  )
  const downs = plainWilder(
    changes.map((change) => D.max(change.neg(), 0)),
    length,
  )
  return [
    null,
    ...ups.map((up, i) => {
      const down = downs[i]!
      if (up === null || down === null) return null
      if (up.isZero() && down.isZero()) return new D(50)
      if (down.isZero()) return new D(100)
      return new D(100).minus(new D(100).div(up.div(down).plus(1)))
    }),
  ].slice(0, values.length)
}

export interface Candles {
  readonly high: readonly D[]
  readonly low: readonly D[]
  readonly close: readonly D[]
}

export const plainTrueRange = ({ high, low, close }: Candles): D[] =>
  high.map((top, i) => {
    const before = close[i - 1]
    const range = top.minus(low[i]!)
    return before === undefined ? range : D.max(range, top.minus(before).abs(), low[i]!.minus(before).abs())
  })

export const plainAtr = (candles: Candles, length: number): Values =>
  plainWilder(plainTrueRange(candles), length)

export function plainSupertrend(candles: Candles, length: number, multiple: number): Values {
  const { high, low, close } = candles
  const range = plainAtr(candles, length)
  const uppers: (D | null)[] = []
  const lowers: (D | null)[] = []
  let trend = 0
  return close.map((now, i) => {
    const width = range[i]?.times(multiple) ?? null
    if (width === null) {
      uppers.push(null)
      lowers.push(null)
      return null
    }
    const middle = high[i]!.plus(low[i]!).div(2)
    let upper = middle.plus(width)
    let lower = middle.minus(width)
    const [upperBefore, lowerBefore, closeBefore] = [uppers[i - 1], lowers[i - 1], close[i - 1]]
    if (upperBefore && !closeBefore!.gt(upperBefore) && upper.gt(upperBefore)) upper = upperBefore
    if (lowerBefore && !closeBefore!.lt(lowerBefore) && lower.lt(lowerBefore)) lower = lowerBefore
    uppers.push(upper)
    lowers.push(lower)
    if (now.gt(upper)) trend = 1
    if (now.lt(lower)) trend = -1
    return [upper, now, lower][trend + 1]!
  })
}

export const plainRateOfChange = (values: readonly D[], length: number): Values =>
  values.map((value, i) =>
    i < length
      ? null
      : value
          .div(values[i - length]!)
          .minus(1)
          .times(100),
  )

export const both = (one: Values, other: Values, join: (one: D, other: D) => D): Values =>
  one.map((value, i) => {
    const beside = other[i] ?? null
    return value === null || beside === null ? null : join(value, beside)
  })

export const earlier = (values: Values, candles = 1): Values =>
  values.map((_, i) => (i < candles ? null : values[i - candles]!))
