/**
 * How much worse than the market's price a market or stop order fills, always against the trader
 * and rounded to the increment against them. It may leave the candle's range. Limits never slip.
 */
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import { at } from './column.ts'
import { divideUp, downTo, floorDivide, QUANTITY_DECIMALS, RATE_DECIMALS, tenTo, upTo } from './exact.ts'
import type { Terms } from './terms.ts'

const WHOLE = tenTo(RATE_DECIMALS)
const BPS = 10_000n * WHOLE
/** Of a candle's volume; what goes beyond is no more expensive (the constants of LEAN's model). */
const MOST_SHARE = 0.025

export class Slippage {
  readonly #series: CandleSeries
  readonly #terms: Terms
  readonly #atr: Float64Array

  /** `atr` is in ticks of the candles. */
  constructor(series: CandleSeries, terms: Terms, atr: Float64Array) {
    this.#series = series
    this.#terms = terms
    this.#atr = atr
    if (terms.slippage.is === 'volume' && !series.hasVolume) {
      throw new Problem(
        'CONFIG_INVALID',
        { field: 'slippage.kind', text: 'volume' },
        `Slippage by volume needs a volume, and ${series.symbol} has none.`,
        'Choose another kind of slippage, such as bps.',
      )
    }
  }

  /** The price that is paid or got for a quantity on a candle. */
  price(ticks: number, action: 'buy' | 'sell', candle: number, quantity: bigint): number {
    const { slippage, tick } = this.#terms
    if (slippage.is === 'none' || slippage.value === 0n) return ticks
    const worse =
      action === 'buy' ? this.#above(ticks, candle, quantity) : this.#below(ticks, candle, quantity)
    return Math.max(worse, tick)
  }

  #above(ticks: number, candle: number, quantity: bigint): number {
    const { slippage, tick } = this.#terms
    if (slippage.is === 'bps') {
      const step = BigInt(tick)
      return Number(divideUp(BigInt(ticks) * (BPS + slippage.value), BPS * step) * step)
    }
    return upTo(ticks + this.#distance(ticks, candle, quantity), tick)
  }

  #below(ticks: number, candle: number, quantity: bigint): number {
    const { slippage, tick } = this.#terms
    if (slippage.is === 'bps') {
      const step = BigInt(tick)
      return Number(floorDivide(BigInt(ticks) * (BPS - slippage.value), BPS * step) * step)
    }
    return downTo(ticks - this.#distance(ticks, candle, quantity), tick)
  }

  #distance(ticks: number, candle: number, quantity: bigint): number {
    const { slippage, tick, scale } = this.#terms
    const value = Number(slippage.value) / Number(WHOLE)
    switch (slippage.is) {
      case 'ticks':
        return value * tick
      case 'atr':
        // The last candle that is known when the order fills.
        return value * at(this.#atr, candle - 1) * scale
      case 'volume': {
        const share = Math.min(this.#shareOf(quantity, candle), MOST_SHARE)
        return ticks * value * share * share
      }
      default:
        return 0
    }
  }

  #shareOf(quantity: bigint, candle: number): number {
    const { volume, volumeDecimals } = this.#series
    const traded = Number(volume[candle] ?? 0n) / Number(tenTo(volumeDecimals))
    const wanted = Number(quantity) / Number(tenTo(QUANTITY_DECIMALS))
    return traded > 0 ? wanted / traded : MOST_SHARE
  }
}
