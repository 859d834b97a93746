/**
 * What each strategy should say on each candle, once more and by another road: loops over decimal
 * columns, written from the strategies' descriptions and sharing no code with the engine.
 */
import type { CandleSeries } from '../../src/shared/candles.ts'
import type { ParameterValue } from '../../src/shared/strategy.ts'
import {
  both,
  D,
  decimals,
  earlier,
  plainAtr,
  plainDeviation,
  plainEma,
  plainHighest,
  plainLowest,
  plainRateOfChange,
  plainRsi,
  plainSma,
  plainSupertrend,
  type Values,
} from '../engine/plain-indicators.ts'

/** True where a rule holds, false where it does not, null where it can not be judged yet. */
export type Signal = readonly (boolean | null)[]

export interface Signals {
  readonly enterLong: Signal
  readonly exitLong: Signal
  readonly enterShort: Signal
  readonly exitShort: Signal
}

interface Market {
  readonly high: readonly D[]
  readonly low: readonly D[]
  readonly close: readonly D[]
}
type Params = { readonly [name: string]: ParameterValue }

const judged = (one: Values, other: Values, holds: (one: D, other: D) => boolean): Signal =>
  one.map((value, i) => {
    const beside = other[i] ?? null
    return value === null || beside === null ? null : holds(value, beside)
  })

const over = (one: Values, other: Values): Signal => judged(one, other, (a, b) => a.gt(b))
const under = (one: Values, other: Values): Signal => judged(one, other, (a, b) => a.lt(b))

/** From not beyond to beyond. */
function turn(one: Values, other: Values, beyond: (one: Values, other: Values) => Signal): Signal {
  const now = beyond(one, other)
  return now.map((holds, i) => {
    const before = now[i - 1] ?? null
    return holds === null || before === null ? null : holds && !before
  })
}
const upThrough = (one: Values, other: Values): Signal => turn(one, other, over)
const downThrough = (one: Values, other: Values): Signal => turn(one, other, under)

const level = (values: Values, height: number): Values => values.map(() => new D(height))
const add = (one: Values, other: Values, factor: number): Values =>
  both(one, other, (a, b) => a.plus(b.times(factor)))

const crossing = (fast: Values, slow: Values): Signals => ({
  enterLong: upThrough(fast, slow),
  exitLong: downThrough(fast, slow),
  enterShort: downThrough(fast, slow),
  exitShort: upThrough(fast, slow),
})

type Plain = (market: Market, params: { readonly [name: string]: number }) => Signals

const PLAIN: { readonly [id: string]: Plain } = {
  'sma-cross': ({ close }, { fast = 0, slow = 0 }) => crossing(plainSma(close, fast), plainSma(close, slow)),
  'ema-cross': ({ close }, { fast = 0, slow = 0 }) => crossing(plainEma(close, fast), plainEma(close, slow)),
  macd: ({ close }, { fast = 0, slow = 0, signal = 0 }) => {
    const line = add(plainEma(close, fast), plainEma(close, slow), -1)
    return crossing(line, plainEma(line, signal))
  },
  donchian: ({ high, low, close }, { entry = 0, exit = 0 }) => ({
    enterLong: over(close, earlier(plainHighest(high, entry))),
    exitLong: under(close, earlier(plainLowest(low, exit))),
    enterShort: under(close, earlier(plainLowest(low, entry))),
    exitShort: over(close, earlier(plainHighest(high, exit))),
  }),
  keltner: (market, { length = 0, range = 0, width = 0 }) => {
    const middle = plainEma(market.close, length)
    const reach = plainAtr(market, range)
    return {
      enterLong: upThrough(market.close, add(middle, reach, width)),
      exitLong: under(market.close, middle),
      enterShort: downThrough(market.close, add(middle, reach, -width)),
      exitShort: over(market.close, middle),
    }
  },
  'atr-breakout': (market, { entry = 0, length = 0, trail = 0 }) => {
    const { high, low, close } = market
    const reach = plainAtr(market, length)
    return {
      enterLong: over(close, earlier(plainHighest(high, entry))),
      exitLong: under(close, add(plainHighest(high, entry), reach, -trail)),
      enterShort: under(close, earlier(plainLowest(low, entry))),
      exitShort: over(close, add(plainLowest(low, entry), reach, trail)),
    }
  },
  supertrend: (market, { length = 0, multiple = 0 }) =>
    crossing(market.close, plainSupertrend(market, length, multiple)),
  momentum: ({ close }, { length = 0, threshold = 0 }) => {
    const change = plainRateOfChange(close, length)
    return {
      enterLong: over(change, level(change, threshold)),
      exitLong: under(change, level(change, 0)),
      enterShort: under(change, level(change, -threshold)),
      exitShort: over(change, level(change, 0)),
    }
  },
  'rsi-reversion': ({ close }, { length = 0, oversold = 0, overbought = 0 }) => {
    const strength = plainRsi(close, length)
    return {
      enterLong: downThrough(strength, level(strength, oversold)),
      exitLong: over(strength, level(strength, 50)),
      enterShort: upThrough(strength, level(strength, overbought)),
      exitShort: under(strength, level(strength, 50)),
    }
  },
  'bollinger-reversion': ({ close }, { length = 0, width = 0 }) => {
    const middle = plainSma(close, length)
    const spread = plainDeviation(close, length)
    return {
      enterLong: downThrough(close, add(middle, spread, -width)),
      exitLong: over(close, middle),
      enterShort: upThrough(close, add(middle, spread, width)),
      exitShort: under(close, middle),
    }
  },
}

export function plainSignals(id: string, series: CandleSeries, params: Params): Signals {
  const plain = PLAIN[id]
  if (plain === undefined) throw new Error(`there is no plain form of ${id}`)
  const numbers = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, Number(value)]))
  const { high, low, close } = series
  return plain({ high: decimals(high), low: decimals(low), close: decimals(close) }, numbers)
}
