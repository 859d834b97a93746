/** The settings of a run as exact numbers. What is out of range is refused here, before the first candle. */
import { Problem } from '../../shared/problem.ts'
import type { Direction, RunSettings } from '../../shared/settings.ts'
import { MONEY_DECIMALS, QUANTITY_DECIMALS, RATE_DECIMALS, readDecimal, tenTo } from './exact.ts'
import { type Rate, rateOf } from './fees.ts'
import { PROFILES } from './fills/index.ts'
import type { FillProfile } from './fills/profile.ts'
import { type LegChoice, readLeg } from './leg-setting.ts'

/** How much to buy or sell: a quantity, an amount of money, or a share of equity. */
export interface Size {
  readonly is: RunSettings['sizing']['kind']
  /** In 1e-8: of a unit, of money, or of the whole equity. */
  readonly value: bigint
}

export interface RiskTerms {
  readonly maxPositions: number
  readonly dailyLoss: bigint | null
  readonly maxDrawdown: bigint | null
  readonly cooldown: number
}

/** Money and quantities in 1e-8, rates in 1e-8 of a basis point, shares in 1e-8 of a percent. */
export interface Terms {
  readonly capital: bigint
  readonly direction: Direction
  readonly size: Size
  readonly maker: Rate
  readonly taker: Rate
  readonly minimumFee: bigint
  readonly slippage: { readonly is: RunSettings['slippage']['kind']; readonly value: bigint }
  readonly baseIncrement: bigint
  readonly quoteIncrement: bigint
  readonly minFunds: bigint | null
  readonly maxFunds: bigint | null
  /** Prices of the run are whole ticks of 10^-priceDecimals: as fine as the candles and the product. */
  readonly priceDecimals: number
  /** Ticks of the run in one tick of the candles. */
  readonly scale: number
  /** The quote increment and the spread, in ticks of the run. */
  readonly tick: number
  readonly spread: number
  readonly profile: FillProfile
  readonly volumeCap: bigint | null
  readonly stop: LegChoice
  readonly target: LegChoice
  readonly stopBuffer: bigint
  readonly risk: RiskTerms
  readonly closeAtEnd: boolean
}

/** The whole equity as a share of itself; also one percent, and one basis point. */
const WHOLE = tenTo(RATE_DECIMALS)
/** What 64 bits count in 1e-8: about 92 billion. */
const MOST = 2n ** 63n - 1n

export function termsOf(settings: RunSettings, candleDecimals: number): Terms {
  const { sizing, fees, slippage, fills, risk, bracket, product, direction, closeAtEnd } = settings
  const { kind } = sizing
  const isShare = kind === 'fraction' || kind === 'risk' || kind === 'volatility'
  const quoteIncrement =
    product === null
      ? tenTo(Math.max(0, MONEY_DECIMALS - candleDecimals))
      : read('product.quoteIncrement', product.quoteIncrement, MONEY_DECIMALS, 1n, MOST)
  const spread = read('spread', settings.spread, MONEY_DECIMALS, 0n, MOST)
  const priceDecimals = Math.max(candleDecimals, decimalsOf(quoteIncrement), decimalsOf(spread))
  const ticks = (money: bigint) => Number((money * tenTo(priceDecimals)) / tenTo(MONEY_DECIMALS))
  return {
    capital: read('capital', settings.capital, MONEY_DECIMALS, 1n, MOST),
    direction,
    size: { is: kind, value: read('sizing.value', sizing.value, 8, 1n, isShare ? WHOLE : MOST) },
    maker: rateOf(read('fees.makerBps', fees.makerBps, RATE_DECIMALS, -100n * WHOLE, 10_000n * WHOLE)),
    taker: rateOf(read('fees.takerBps', fees.takerBps, RATE_DECIMALS, 0n, 10_000n * WHOLE)),
    minimumFee: read('fees.minimum', fees.minimum, MONEY_DECIMALS, 0n, MOST),
    slippage: { is: slippage.kind, value: read('slippage.value', slippage.value, 8, 0n, 10_000n * WHOLE) },
    // Q14: where the product is unknown, the data's own price step and 1e-8 of a unit.
    baseIncrement:
      product === null
        ? 1n
        : read('product.baseIncrement', product.baseIncrement, QUANTITY_DECIMALS, 1n, MOST),
    quoteIncrement,
    minFunds: readOptional('product.minFunds', product?.minFunds ?? null),
    maxFunds: readOptional('product.maxFunds', product?.maxFunds ?? null),
    priceDecimals,
    scale: Number(tenTo(priceDecimals - candleDecimals)),
    tick: Math.max(1, ticks(quoteIncrement)),
    spread: ticks(spread),
    profile: PROFILES[fills.profile],
    volumeCap: readLimit('fills.volumeCapPct', fills.volumeCapPct),
    stop: readLeg('bracket.stop', bracket.stop),
    target: readLeg('bracket.target', bracket.target),
    stopBuffer: read('bracket.stopBufferPct', bracket.stopBufferPct, RATE_DECIMALS, 0n, 100n * WHOLE),
    risk: {
      maxPositions: risk.maxPositions,
      dailyLoss: readLimit('risk.dailyLossPct', risk.dailyLossPct),
      maxDrawdown: readLimit('risk.maxDrawdownPct', risk.maxDrawdownPct),
      cooldown: risk.cooldownCandles === 'off' ? 0 : risk.cooldownCandles,
    },
    closeAtEnd,
  }
}

const readOptional = (field: string, text: string | null): bigint | null =>
  text === null ? null : read(field, text, MONEY_DECIMALS, 0n, MOST)

/** A limit in percent, above 0, or `off`. */
const readLimit = (field: string, text: string): bigint | null =>
  text === 'off' ? null : read(field, text, RATE_DECIMALS, 1n, 100n * WHOLE)

/** Decimals that an amount of 1e-8 needs. */
function decimalsOf(value: bigint): number {
  let decimals = value === 0n ? 0 : MONEY_DECIMALS
  for (let rest = value; decimals > 0 && rest % 10n === 0n; rest /= 10n) decimals -= 1
  return decimals
}

function read(field: string, text: string, decimals: number, least: bigint, most: bigint): bigint {
  const value = readDecimal(text, decimals)
  if (value !== null && value >= least && value <= most) return value
  const wanted = least > 0n ? 'above 0' : `of ${least / WHOLE} or more`
  const limit = most === MOST ? '' : ` and at most ${most / WHOLE}`
  throw new Problem(
    'CONFIG_INVALID',
    { field, text },
    `${field} must be a decimal ${wanted}${limit}, with at most ${decimals} decimals; it is "${text}".`,
    `Write ${field} as plain decimal text, such as "1" or "0.5".`,
  )
}
