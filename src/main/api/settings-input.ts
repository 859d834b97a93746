/** The settings of a run as people give them: checked, in canonical text, defaults filled in. */
import { Decimal } from 'decimal.js'
import { z } from 'zod'
import {
  flawOf,
  SETTING_RULES,
  type SettingPath,
  type SettingRule,
  sizeRule,
} from '../../shared/setting-rules.ts'
import {
  CALENDARS,
  CAPITAL_MODES,
  DEFAULT_SETTINGS,
  DIRECTIONS,
  DISTANCES,
  evenPart,
  FILL_PROFILES,
  type LegSetting,
  type PartialSettings,
  type Product,
  type RunSettings,
  SIZINGS,
  SLIPPAGES,
} from '../../shared/settings.ts'

/** A rule as a schema: what is wrong is said in the rule's own words, what is right is made canonical. */
function ruled<T>(rule: SettingRule, canonical: (text: string) => T) {
  return z.union([z.string().max(40), z.number()]).transform((given, context): T => {
    const text = String(given).trim()
    const flaw = flawOf(rule, text)
    if (flaw === null) return canonical(text)
    context.addIssue(flaw)
    return z.NEVER
  })
}

/** `1e4`, `10000.0` and the number 10000 are one setting, `10000`. */
const canonical = (text: string): string => new Decimal(text).toFixed()
const decimal = (path: SettingPath) => ruled(SETTING_RULES[path], canonical)
const decimalOrOff = (path: SettingPath) =>
  ruled(SETTING_RULES[path], (text) => (text === 'off' ? text : canonical(text)))
const whole = (path: SettingPath) => ruled(SETTING_RULES[path], Number)
const wholeOr = <Word extends string>(path: SettingPath, word: Word) =>
  ruled(SETTING_RULES[path], (text) => (text === word ? word : Number(text)))

/** `none`, `strategy`, or a distance whose number is in canonical text: `pct:2.0` is `pct:2`. */
const leg = (path: SettingPath) =>
  ruled(SETTING_RULES[path], (text): LegSetting => {
    const [kind, number = ''] = text.split(':', 2)
    const distance = DISTANCES.find((one) => one === kind)
    if (distance !== undefined) return `${distance}:${canonical(number)}`
    return text === 'none' ? text : 'strategy'
  })

/** The command line has only text; a script has booleans and numbers. */
const yesNo = z.union([z.boolean(), z.stringbool({ truthy: ['true', 'yes'], falsy: ['false', 'no'] })])

export const partialSettings = z.strictObject({
  capital: decimal('capital').exactOptional(),
  capitalMode: z.enum(CAPITAL_MODES).exactOptional(),
  direction: z.enum(DIRECTIONS).exactOptional(),
  sizing: z
    .strictObject({
      kind: z.enum(SIZINGS).exactOptional(),
      value: decimal('sizing.value').exactOptional(),
    })
    .superRefine(({ kind = DEFAULT_SETTINGS.sizing.kind, value }, context) => {
      const flaw = value === undefined ? null : flawOf(sizeRule(kind), value)
      if (flaw !== null) context.addIssue({ code: 'custom', path: ['value'], message: flaw })
    })
    .exactOptional(),
  fees: z
    .strictObject({
      makerBps: decimal('fees.makerBps').exactOptional(),
      takerBps: decimal('fees.takerBps').exactOptional(),
      minimum: decimal('fees.minimum').exactOptional(),
    })
    .exactOptional(),
  slippage: z
    .strictObject({
      kind: z.enum(SLIPPAGES).exactOptional(),
      value: decimal('slippage.value').exactOptional(),
    })
    .exactOptional(),
  spread: decimal('spread').exactOptional(),
  fills: z
    .strictObject({
      profile: z.enum(FILL_PROFILES).exactOptional(),
      magnify: yesNo.exactOptional(),
      volumeCapPct: decimalOrOff('fills.volumeCapPct').exactOptional(),
    })
    .exactOptional(),
  risk: z
    .strictObject({
      maxPositions: whole('risk.maxPositions').exactOptional(),
      dailyLossPct: decimalOrOff('risk.dailyLossPct').exactOptional(),
      maxDrawdownPct: decimalOrOff('risk.maxDrawdownPct').exactOptional(),
      cooldownCandles: wholeOr('risk.cooldownCandles', 'off').exactOptional(),
    })
    .exactOptional(),
  bracket: z
    .strictObject({
      stop: leg('bracket.stop').exactOptional(),
      target: leg('bracket.target').exactOptional(),
      stopBufferPct: decimal('bracket.stopBufferPct').exactOptional(),
    })
    .exactOptional(),
  closeAtEnd: yesNo.exactOptional(),
  warmup: wholeOr('warmup', 'auto').exactOptional(),
  seed: whole('seed').exactOptional(),
  product: z
    .strictObject({
      baseIncrement: decimal('product.baseIncrement'),
      quoteIncrement: decimal('product.quoteIncrement'),
      minFunds: decimal('product.minFunds').nullable().default(null),
      maxFunds: decimal('product.maxFunds').nullable().default(null),
      calendar: z.enum(CALENDARS),
    })
    .nullable()
    .exactOptional(),
})

/**
 * Everything that was left out keeps its default; a size in units or cash has none and must be
 * given. A product that was not given is the one that the symbol is known as, where it is known.
 * Symbols that share an account may all be held at once, each for its equal part of the equity.
 */
export function completeSettings(
  given: PartialSettings = {},
  known: Product | null = DEFAULT_SETTINGS.product,
  symbols = 1,
): RunSettings {
  const sharing = given.capitalMode === 'portfolio' ? symbols : 1
  const maxPositions = given.risk?.maxPositions ?? sharing
  const { sizing, fees, slippage, fills, risk, bracket, ...flat } = given
  return {
    ...DEFAULT_SETTINGS,
    product: known,
    ...withoutGaps(flat),
    sizing: {
      ...DEFAULT_SETTINGS.sizing,
      ...((sizing?.kind ?? 'fraction') === 'fraction'
        ? { value: evenPart(Math.min(sharing, maxPositions)) }
        : {}),
      ...sizing,
    },
    fees: { ...DEFAULT_SETTINGS.fees, ...fees },
    slippage: { ...DEFAULT_SETTINGS.slippage, ...slippage },
    fills: { ...DEFAULT_SETTINGS.fills, ...fills },
    risk: { ...DEFAULT_SETTINGS.risk, ...risk, maxPositions },
    bracket: { ...DEFAULT_SETTINGS.bracket, ...bracket },
  }
}

function withoutGaps<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
