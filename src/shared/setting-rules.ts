/**
 * What each setting of a run may be, and the words that refuse it. The form reads them while one
 * types and the door when a run is asked for, so that both always say the same.
 */
import { DISTANCES } from './settings.ts'

/** Decimal text between two bounds, with at most eight decimals; or a word that stands for none. */
interface DecimalRule {
  readonly is: 'decimal'
  readonly least: string
  readonly most: string
  readonly word?: 'off'
}
interface WholeRule {
  readonly is: 'whole'
  readonly least: number
  readonly most: number
  readonly word?: 'off' | 'auto'
}
/** `none`, `strategy`, or a distance such as `pct:2`. */
interface LegRule {
  readonly is: 'leg'
}
export type SettingRule = DecimalRule | WholeRule | LegRule

const BIGGEST = '1000000000'
const SMALLEST = '0.00000001'
const decimal = (least: string, most: string): DecimalRule => ({ is: 'decimal', least, most })
const money = (least: string): DecimalRule => decimal(least, '1000000000000')
const percentOrOff: DecimalRule = { ...decimal(SMALLEST, '100'), word: 'off' }
const whole = (least: number, most: number): WholeRule => ({ is: 'whole', least, most })
const MOST_CANDLES = 10_000_000

/** By the paths that `--set` takes. */
export const SETTING_RULES = {
  capital: money('0.01'),
  'sizing.value': decimal(SMALLEST, BIGGEST),
  'fees.makerBps': decimal('-100', '10000'),
  'fees.takerBps': decimal('0', '10000'),
  'fees.minimum': money('0'),
  'slippage.value': decimal('0', '10000'),
  spread: decimal('0', BIGGEST),
  'fills.volumeCapPct': percentOrOff,
  'risk.maxPositions': whole(1, 10_000),
  'risk.dailyLossPct': percentOrOff,
  'risk.maxDrawdownPct': percentOrOff,
  'risk.cooldownCandles': { ...whole(1, MOST_CANDLES), word: 'off' },
  'bracket.stop': { is: 'leg' },
  'bracket.target': { is: 'leg' },
  'bracket.stopBufferPct': decimal('0', '100'),
  warmup: { ...whole(0, MOST_CANDLES), word: 'auto' },
  seed: whole(0, Number.MAX_SAFE_INTEGER),
  'product.baseIncrement': decimal(SMALLEST, BIGGEST),
  'product.quoteIncrement': decimal(SMALLEST, BIGGEST),
  'product.minFunds': money('0'),
  'product.maxFunds': money('0'),
} as const satisfies { readonly [path: string]: SettingRule }

export type SettingPath = keyof typeof SETTING_RULES

const SHARES: ReadonlySet<string> = new Set(['fraction', 'risk', 'volatility'])
/** A share of equity is at most all of it: there is no leverage. */
export const sizeRule = (kind: string): SettingRule =>
  SHARES.has(kind) ? decimal(SMALLEST, '1') : SETTING_RULES['sizing.value']

const DISTANCE_RULES: { readonly [kind in (typeof DISTANCES)[number]]: DecimalRule } = {
  pct: decimal(SMALLEST, '99.99999999'),
  ticks: decimal(SMALLEST, BIGGEST),
  atr: decimal(SMALLEST, '1000'),
}

/** What a setting must be instead, as in "must be …"; null for one that is fine as it is. */
export function flawOf(rule: SettingRule, given: string): string | null {
  const text = given.trim()
  switch (rule.is) {
    case 'leg':
      return flawOfLeg(text)
    case 'decimal':
      return text === rule.word ? null : orWord(rule, flawOfDecimal(rule, text))
    case 'whole':
      return text === rule.word ? null : orWord(rule, flawOfWhole(rule, text))
  }
}

const orWord = ({ word }: DecimalRule | WholeRule, flaw: string | null): string | null =>
  flaw === null || word === undefined ? flaw : `${word}, or ${flaw}`

function flawOfWhole({ least, most }: WholeRule, text: string): string | null {
  const isWhole = /^\d{1,16}$/.test(text) && Number(text) >= least && Number(text) <= most
  return isWhole ? null : `a whole number from ${least} to ${most}`
}

function flawOfLeg(text: string): string | null {
  if (text === 'none' || text === 'strategy') return null
  const [kind, number = ''] = text.split(':', 2)
  const distance = DISTANCES.find((one) => one === kind)
  if (distance === undefined) return 'none, strategy, or a distance such as pct:2, ticks:150 or atr:3'
  return flawOfDecimal(DISTANCE_RULES[distance], number)
}

const PLAIN = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:e([+-]?\d{1,2}))?$/i
const DECIMALS = 8

function flawOfDecimal({ least, most }: DecimalRule, text: string): string | null {
  const [value, low, high] = [text, least, most].map(unitsOf)
  if (!value || !low || !high) return 'a decimal number such as 1000 or 0.5'
  if (value.units < low.units || value.units > high.units) return `a number from ${least} to ${most}`
  return value.isFiner ? `a number with at most ${DECIMALS} decimals` : null
}

/** Exact, in whole units of the last decimal that is kept; null where the text is no number. */
function unitsOf(text: string): { readonly units: bigint; readonly isFiner: boolean } | null {
  const [match, sign, whole = '', fraction = '', exponent = '0'] = PLAIN.exec(text) ?? []
  if (match === undefined) return null
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  const shift = DECIMALS - fraction.length + Number(exponent)
  if (shift >= 0) return { units: digits * 10n ** BigInt(shift), isFiner: false }
  const divisor = 10n ** BigInt(-shift)
  return { units: digits / divisor, isFiner: digits % divisor !== 0n }
}
