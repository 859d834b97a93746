/** The settings of a run as people give them: checked, in canonical text, defaults filled in. */
import { Decimal } from 'decimal.js'
import { z } from 'zod'
import {
  CALENDARS,
  CAPITAL_MODES,
  DEFAULT_SETTINGS,
  DIRECTIONS,
  DISTANCES,
  FILL_PROFILES,
  type LegSetting,
  type PartialSettings,
  type Product,
  type RunSettings,
  SIZINGS,
  SLIPPAGES,
} from '../../shared/settings.ts'

const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?$/i
/** Money and quantities are kept to 1e-8. */
const MOST_DECIMALS = 8

/** Decimal text between two bounds; `1e4`, `10000.0` and the number 10000 are one setting, `10000`. */
function decimal(least: string, most: string, decimals = MOST_DECIMALS) {
  return z
    .union([z.string().max(40), z.number()])
    .transform((given) => String(given).trim())
    .refine((text) => PLAIN.test(text), 'a decimal number such as 1000 or 0.5')
    .transform((text) => new Decimal(text))
    .refine((value) => value.gte(least) && value.lte(most), `a number from ${least} to ${most}`)
    .refine((value) => value.decimalPlaces() <= decimals, `a number with at most ${decimals} decimals`)
    .transform((value) => value.toFixed())
}

/** The command line has only text; a script has booleans and numbers. */
const yesNo = z.union([z.boolean(), z.stringbool({ truthy: ['true', 'yes'], falsy: ['false', 'no'] })])
const whole = (least: number, most: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,16}$/, 'a whole number')
        .transform(Number),
    ])
    .pipe(z.int().min(least).max(most))

/** As many units of 1e-8 as a double counts exactly. */
const BIGGEST = '90071992.54740991'
const money = (least: string) => decimal(least, BIGGEST)
const increment = decimal('0.00000001', BIGGEST)

/** A limit that is a number, or `off`. */
const limit = <T extends z.ZodType>(number: T) => z.union([z.literal('off'), number])
const percent = decimal('0.00000001', '100')

const WRITTEN_LEG = new RegExp(`^(${DISTANCES.join('|')}):(.+)$`)
const MOST_AWAY = { pct: '99.99999999', ticks: '1000000000', atr: '1000' }

/** `none`, `strategy`, or a distance whose number is in canonical text: `pct:2.0` is `pct:2`. */
const leg = z.string().transform((text, context): LegSetting => {
  const given = text.trim()
  if (given === 'none' || given === 'strategy') return given
  const [, kind, number = ''] = WRITTEN_LEG.exec(given) ?? []
  const is = DISTANCES.find((one) => one === kind)
  const read = is === undefined ? null : decimal('0.00000001', MOST_AWAY[is]).safeParse(number)
  if (is !== undefined && read?.success === true) return `${is}:${read.data}`
  context.addIssue('none, strategy, or a distance such as pct:2, ticks:150 or atr:3')
  return z.NEVER
})

const SHARES: ReadonlySet<string> = new Set(['fraction', 'risk', 'volatility'])

export const partialSettings = z.strictObject({
  capital: money('0.01').exactOptional(),
  capitalMode: z.enum(CAPITAL_MODES).exactOptional(),
  direction: z.enum(DIRECTIONS).exactOptional(),
  sizing: z
    .strictObject({
      kind: z.enum(SIZINGS).exactOptional(),
      value: decimal('0.00000001', BIGGEST).exactOptional(),
    })
    .refine(
      ({ kind, value }) =>
        !SHARES.has(kind ?? 'fraction') || value === undefined || new Decimal(value).lte(1),
      {
        path: ['value'],
        message: 'a share of equity, at most 1',
      },
    )
    .exactOptional(),
  fees: z
    .strictObject({
      makerBps: decimal('-100', '10000').exactOptional(),
      takerBps: decimal('0', '10000').exactOptional(),
      minimum: money('0').exactOptional(),
    })
    .exactOptional(),
  slippage: z
    .strictObject({
      kind: z.enum(SLIPPAGES).exactOptional(),
      value: decimal('0', '10000').exactOptional(),
    })
    .exactOptional(),
  spread: decimal('0', BIGGEST).exactOptional(),
  fills: z
    .strictObject({
      profile: z.enum(FILL_PROFILES).exactOptional(),
      magnify: yesNo.exactOptional(),
      volumeCapPct: limit(percent).exactOptional(),
    })
    .exactOptional(),
  risk: z
    .strictObject({
      maxPositions: whole(1, 10_000).exactOptional(),
      dailyLossPct: limit(percent).exactOptional(),
      maxDrawdownPct: limit(percent).exactOptional(),
      cooldownCandles: limit(whole(1, 10_000_000)).exactOptional(),
    })
    .exactOptional(),
  bracket: z
    .strictObject({
      stop: leg.exactOptional(),
      target: leg.exactOptional(),
      stopBufferPct: decimal('0', '100').exactOptional(),
    })
    .exactOptional(),
  closeAtEnd: yesNo.exactOptional(),
  warmup: z.union([z.literal('auto'), whole(0, 10_000_000)]).exactOptional(),
  seed: whole(0, Number.MAX_SAFE_INTEGER).exactOptional(),
  product: z
    .strictObject({
      baseIncrement: increment,
      quoteIncrement: increment,
      minFunds: money('0').nullable().default(null),
      maxFunds: money('0').nullable().default(null),
      calendar: z.enum(CALENDARS),
    })
    .nullable()
    .exactOptional(),
})

/**
 * Everything that was left out keeps its default; a size in units or cash has none and must be
 * given. A product that was not given is the one that the symbol is known as, where it is known.
 */
export function completeSettings(
  given: PartialSettings = {},
  known: Product | null = DEFAULT_SETTINGS.product,
): RunSettings {
  const { sizing, fees, slippage, fills, risk, bracket, ...flat } = given
  return {
    ...DEFAULT_SETTINGS,
    product: known,
    ...withoutGaps(flat),
    sizing: { ...DEFAULT_SETTINGS.sizing, ...sizing },
    fees: { ...DEFAULT_SETTINGS.fees, ...fees },
    slippage: { ...DEFAULT_SETTINGS.slippage, ...slippage },
    fills: { ...DEFAULT_SETTINGS.fills, ...fills },
    risk: { ...DEFAULT_SETTINGS.risk, ...risk },
    bracket: { ...DEFAULT_SETTINGS.bracket, ...bracket },
  }
}

function withoutGaps<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
