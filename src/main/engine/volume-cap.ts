/** How much of an order the volume of a candle carries. Off, a candle carries everything. */
import type { CandleSeries } from '../../shared/candles.ts'
import { Problem } from '../../shared/problem.ts'
import { QUANTITY_DECIMALS, RATE_DECIMALS, roundDown, tenTo } from './exact.ts'
import type { Terms } from './terms.ts'

const PERCENT = 100n * tenTo(RATE_DECIMALS)

export class VolumeCap {
  readonly #series: CandleSeries
  readonly #share: bigint | null
  readonly #step: bigint
  #candle = -1
  #left = 0n

  constructor(series: CandleSeries, { volumeCap, baseIncrement }: Terms) {
    this.#series = series
    this.#share = volumeCap
    this.#step = baseIncrement
    if (volumeCap !== null && !series.hasVolume) {
      throw new Problem(
        'CONFIG_INVALID',
        { field: 'fills.volumeCapPct' },
        `A volume cap needs a volume, and ${series.symbol} has none.`,
        'Leave fills.volumeCapPct off.',
      )
    }
  }

  /** Takes from what a candle carries; orders of one candle share it. */
  part(candle: number, wanted: bigint): bigint {
    if (this.#share === null) return wanted
    if (candle !== this.#candle) {
      this.#candle = candle
      const { volume, volumeDecimals } = this.#series
      const units = ((volume[candle] ?? 0n) * tenTo(QUANTITY_DECIMALS)) / tenTo(volumeDecimals)
      this.#left = roundDown((units * this.#share) / PERCENT, this.#step)
    }
    const part = wanted < this.#left ? wanted : this.#left
    this.#left -= part
    return part
  }
}
