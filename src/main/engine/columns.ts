/** Series computed over candles, each once however many rules look at it. Prices are whole ticks. */
import type { CandleSeries } from '../../shared/candles.ts'
import { at } from './column.ts'
import { deviationColumn } from './indicators/deviation.ts'
import { emaStep } from './indicators/ema.ts'
import { highestStep, lowestStep } from './indicators/extremes.ts'
import { rsiStep } from './indicators/rsi.ts'
import { smaColumn } from './indicators/sma.ts'
import { type Step, stepThrough, stepThroughCandles } from './indicators/step.ts'
import { supertrendStep } from './indicators/supertrend.ts'
import { trueRangeStep } from './indicators/true-range.ts'
import { wilderStep } from './indicators/wilder.ts'
import { type Judge, judgeOf } from './rules.ts'
import { firstOf, nameOf, type Series, trueRange } from './series.ts'

export class Columns {
  readonly #candles: CandleSeries
  readonly #end: number
  readonly #known = new Map<string, Float64Array>()

  /** Candles from `end` on do not exist here. */
  constructor(candles: CandleSeries, end: number) {
    this.#candles = candles
    this.#end = end
  }

  of(series: Series): Float64Array {
    const name = nameOf(series)
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const column = this.#compute(series)
    this.#known.set(name, column)
    return column
  }

  #compute(series: Series): Float64Array {
    switch (series.is) {
      case 'price':
        return this.#price(series.price)
      case 'true-range':
        return stepThroughCandles(trueRangeStep(), this.#prices())
      case 'level':
        return new Float64Array(this.#end).fill(
          series.unit === 'price' ? ticksOf(series.value, this.#candles.priceDecimals) : series.value,
        )
      case 'sma':
        return smaColumn(this.of(series.of), series.length)
      case 'deviation':
        return deviationColumn(this.of(series.of), series.length)
      case 'ema':
        return this.#stepped(emaStep(series.length), series.of)
      case 'highest':
        return this.#stepped(highestStep(series.length), series.of)
      case 'lowest':
        return this.#stepped(lowestStep(series.length), series.of)
      case 'rsi':
        return this.#stepped(rsiStep(series.length), series.of)
      case 'atr':
        return this.#stepped(wilderStep(series.length), trueRange)
      case 'supertrend':
        return stepThroughCandles(supertrendStep(series.length, series.multiple), this.#prices())
      case 'rate-of-change': {
        const now = this.of(series.of)
        return paired(now, shifted(now, series.length), (value, then) => (100 * (value - then)) / then)
      }
      case 'previous':
        return shifted(this.of(series.of), series.candles)
      case 'plus':
        return paired(this.of(series.one), this.of(series.other), (one, other) => one + other)
      case 'minus':
        return paired(this.of(series.one), this.of(series.other), (one, other) => one - other)
      case 'times':
        return this.of(series.of).map((value) => value * series.factor)
      case 'bars-since':
        // No run begins at -1: counting is about the market, not about where a run starts.
        return sinceLast(judgeOf(series.rule, this, -1), series.first, this.#end)
    }
  }

  #stepped(step: Step, of: Series): Float64Array {
    return stepThrough(step, this.of(of), Math.min(firstOf(of), this.#end))
  }

  #prices() {
    return { high: this.#price('high'), low: this.#price('low'), close: this.#price('close') }
  }

  #price(price: 'open' | 'high' | 'low' | 'close'): Float64Array {
    return this.#candles[price].subarray(0, this.#end)
  }
}

function shifted(column: Float64Array, candles: number): Float64Array {
  const later = new Float64Array(column.length).fill(NaN, 0, Math.min(candles, column.length))
  if (candles < column.length) later.set(column.subarray(0, column.length - candles), candles)
  return later
}

function paired(
  one: Float64Array,
  other: Float64Array,
  join: (one: number, other: number) => number,
): Float64Array {
  const joined = new Float64Array(one.length)
  for (let candle = 0; candle < one.length; candle += 1)
    joined[candle] = join(at(one, candle), at(other, candle))
  return joined
}

/** Candles since a rule last held, 0 where it holds; infinitely many where it never did. */
function sinceLast(judge: Judge, first: number, end: number): Float64Array {
  const counts = new Float64Array(end).fill(NaN, 0, Math.min(first, end))
  let count = Infinity
  for (let candle = first; candle < end; candle += 1) {
    count = judge(candle) ? 0 : count + 1
    counts[candle] = count
  }
  return counts
}

/** A price as it was written, in ticks: its digits are moved, so that 1.1 is exactly 110 hundredths. */
function ticksOf(price: number, decimals: number): number {
  const [digits = '', exponent = '0'] = String(price).split('e')
  return Number(`${digits}e${Number(exponent) + decimals}`)
}
