/** The settings of a run as people give them: checked, in canonical text, defaults filled in. */
import { Decimal } from 'decimal.js'
import { z } from 'zod'
import {
  CALENDARS,
  CAPITAL_MODES,
  DEFAULT_SETTINGS,
  DIRECTIONS,
  FILL_PROFILES,
  type PartialSettings,
  type RunSettings,
  SIZINGS,
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
    .refine((value) => value.decimalPlaces() <= decimals, `at most ${decimals} decimals`)
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

const BIGGEST = '1000000000'
const money = (least: string) => decimal(least, '1000000000000')
const increment = decimal('0.00000001', BIGGEST)

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
        (kind ?? 'fraction') !== 'fraction' || value === undefined || new Decimal(value).lte(1),
      {
        path: ['value'],
        message: 'a fraction of equity, at most 1',
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
  fills: z.strictObject({ profile: z.enum(FILL_PROFILES).exactOptional() }).exactOptional(),
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

/** Everything that was left out keeps its default; a size in units or cash has none and must be given. */
export function completeSettings(given: PartialSettings = {}): RunSettings {
  const { sizing, fees, fills, ...flat } = given
  return {
    ...DEFAULT_SETTINGS,
    ...withoutGaps(flat),
    sizing: { ...DEFAULT_SETTINGS.sizing, ...sizing },
    fees: { ...DEFAULT_SETTINGS.fees, ...fees },
    fills: { ...DEFAULT_SETTINGS.fills, ...fills },
  }
}

function withoutGaps<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
