/** The settings of a run as exact numbers. What is out of range is refused here, before the first candle. */
import { Problem } from '../../shared/problem.ts'
import type { Direction, RunSettings } from '../../shared/settings.ts'
import { MONEY_DECIMALS, QUANTITY_DECIMALS, RATE_DECIMALS, readDecimal, tenTo } from './exact.ts'

/** How much to buy or sell: a quantity, an amount of money, or a share of equity. */
export interface Size {
  readonly is: RunSettings['sizing']['kind']
  /** In 1e-8: of a unit, of money, or of the whole equity. */
  readonly value: bigint
}

/** Money and quantities in 1e-8, rates in 1e-8 of a basis point. */
export interface Terms {
  readonly capital: bigint
  readonly direction: Direction
  readonly size: Size
  readonly takerBps: bigint
  readonly minimumFee: bigint
  readonly baseIncrement: bigint
  readonly quoteIncrement: bigint
  readonly minFunds: bigint | null
  readonly maxFunds: bigint | null
  /** Prices are whole ticks of 10^-priceDecimals. */
  readonly priceDecimals: number
  readonly closeAtEnd: boolean
}

/** The whole equity, as a share of itself. */
const WHOLE = tenTo(RATE_DECIMALS)
/** What 64 bits count in 1e-8: about 92 billion. */
const MOST = 2n ** 63n - 1n

export function termsOf(settings: RunSettings, priceDecimals: number): Terms {
  const { sizing, fees, product, direction, closeAtEnd } = settings
  const { kind } = sizing
  return {
    capital: read('capital', settings.capital, MONEY_DECIMALS, 1n, MOST),
    direction,
    size: { is: kind, value: read('sizing.value', sizing.value, 8, 1n, kind === 'fraction' ? WHOLE : MOST) },
    takerBps: read('fees.takerBps', fees.takerBps, RATE_DECIMALS, 0n, 10_000n * WHOLE),
    minimumFee: read('fees.minimum', fees.minimum, MONEY_DECIMALS, 0n, MOST),
    // Q14: where the product is unknown, the data's own price step and 1e-8 of a unit.
    baseIncrement:
      product === null
        ? 1n
        : read('product.baseIncrement', product.baseIncrement, QUANTITY_DECIMALS, 1n, MOST),
    quoteIncrement:
      product === null
        ? tenTo(Math.max(0, MONEY_DECIMALS - priceDecimals))
        : read('product.quoteIncrement', product.quoteIncrement, MONEY_DECIMALS, 1n, MOST),
    minFunds: readOptional('product.minFunds', product?.minFunds ?? null),
    maxFunds: readOptional('product.maxFunds', product?.maxFunds ?? null),
    priceDecimals,
    closeAtEnd,
  }
}

const readOptional = (field: string, text: string | null): bigint | null =>
  text === null ? null : read(field, text, MONEY_DECIMALS, 0n, MOST)

function read(field: string, text: string, decimals: number, least: bigint, most: bigint): bigint {
  const value = readDecimal(text, decimals)
  if (value !== null && value >= least && value <= most) return value
  const wanted = least > 0n ? 'above 0' : 'of 0 or more'
  const limit = most === MOST ? '' : ` and at most ${most / WHOLE}`
  throw new Problem(
    'CONFIG_INVALID',
    { field, text },
    `${field} must be a decimal ${wanted}${limit}, with at most ${decimals} decimals; it is "${text}".`,
    `Write ${field} as plain decimal text, such as "1" or "0.5".`,
  )
}
