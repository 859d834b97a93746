/** A line of `orders.jsonl`: an order and its fate in decimal text and ISO times. */
import {
  type OrderFill,
  type OrderLegs,
  type OrderRecord,
  type RefusalCode,
  REFUSALS,
  type Refused,
} from '../../shared/order.ts'
import { RATE_DECIMALS, textOf, textOfWhole } from './exact.ts'
import { money, units } from './fill.ts'
import type { OpenTimes } from './open-times.ts'
import type { Placed } from './order-log.ts'
import { type EntryKind, type Legs, NO_LEGS, signOf } from './orders.ts'
import type { Terms } from './terms.ts'
import { type Words, worded } from './words.ts'

export function orderRecord(placed: Placed): OrderRecord {
  const { symbol, times, terms } = placed.about
  const { number, candle, side, why, kind, entry, holding } = placed
  const against = placed.against.map(worded)
  const price = (ticks: number | null) => priceOf(ticks, terms)
  const sign = signOf(side)
  const { limit, stop } = pricesOf(placed)
  return {
    order: number,
    symbol,
    candle,
    time: times.of(candle),
    action: why === 'entry' ? 'enter' : 'exit',
    side,
    kind,
    why,
    ...askedOf(placed),
    limit: price(limit),
    stop: price(stop),
    legs: why === 'entry' ? legsOf(holding?.initial ?? entry?.expected ?? NO_LEGS, sign, terms) : null,
    state: placed.state,
    code: placed.state === 'filled' ? null : codeOf(against.at(-1)),
    reasons: [...roundings(placed, terms), ...against],
    trade: holding?.trade ?? null,
    filled: fillOf(placed, times, terms),
  }
}

/** The code that a refusal begins with. */
export function codeOf(words: Words<Refused> | undefined): RefusalCode | null {
  const refused = words === undefined ? '' : worded(words)
  const code = refused.slice(0, refused.indexOf(':'))
  return isCode(code) ? code : null
}

const isCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSALS, code)

function askedOf({ entry, quantity }: Placed): Pick<OrderRecord, 'quantity' | 'amount' | 'sharePct'> {
  const nothing = { quantity: null, amount: null, sharePct: null }
  if (quantity !== null) return { ...nothing, quantity: units(quantity) }
  if (entry === null) return nothing
  const { size } = entry
  switch (size.is) {
    case 'cash':
      return { ...nothing, amount: money(size.value) }
    case 'units':
      return { ...nothing, quantity: units(size.value) }
    default:
      return { ...nothing, sharePct: textOf(size.value, RATE_DECIMALS - 2) }
  }
}

/** Where it rests, as it is printed. */
function pricesOf({ entry, kind, side, ticks }: Placed): { limit: number | null; stop: number | null } {
  if (entry !== null) {
    const sign = signOf(side)
    const seen = entry.entry
    return {
      limit: 'limit' in seen ? sign * seen.limit : null,
      stop: 'stop' in seen ? sign * seen.stop : null,
    }
  }
  return { limit: kind === 'limit' ? ticks : null, stop: isStop(kind) ? ticks : null }
}

const isStop = (kind: Placed['kind']): boolean => kind === 'stop' || kind === 'trailing'

function legsOf({ stop, target, trail }: Legs, sign: 1 | -1, terms: Terms): OrderLegs {
  return {
    stop: priceOf(stop === null ? null : sign * stop, terms),
    target: priceOf(target === null ? null : sign * target, terms),
    trail: priceOf(trail === null ? null : Math.round(trail.distance), terms),
  }
}

function fillOf({ fill, filledOn, moment }: Placed, times: OpenTimes, terms: Terms): OrderFill | null {
  if (fill === null) return null
  return {
    candle: filledOn,
    time: moment === undefined ? times.of(filledOn) : times.at(moment),
    quantity: units(fill.quantity),
    price: textOfWhole(fill.ticks, terms.priceDecimals),
    fee: money(fill.fee),
  }
}

/** F21: what the strategy asked for between two increments, and what became of it. */
function roundings({ entry, side }: Placed, { priceDecimals }: Terms): string[] {
  if (entry === null || entry.wished === undefined) return []
  const { wished, entry: placed } = entry
  return (['limit', 'stop'] as const).flatMap((name) => {
    const [asked, became] = [tickOf(wished, name), tickOf(placed, name)]
    if (asked === null || became === null || asked === became || !Number.isFinite(asked)) return []
    const sign = signOf(side)
    // Twelve digits: what a double adds beyond them says nothing.
    const exact = Number(((sign * asked) / 10 ** priceDecimals).toPrecision(12))
    const text = textOfWhole(sign * became, priceDecimals)
    return [`PRICE_ROUNDED: the ${name} of ${exact} is between two increments and became ${text}`]
  })
}

function tickOf(kind: EntryKind, name: 'limit' | 'stop'): number | null {
  if (name === 'limit') return 'limit' in kind ? kind.limit : null
  return 'stop' in kind ? kind.stop : null
}

/** Null for a price that is none: a refused order may have asked for anything. */
const priceOf = (ticks: number | null, { priceDecimals }: Terms): string | null =>
  ticks !== null && ticks > 0 && Number.isFinite(ticks) ? textOfWhole(ticks, priceDecimals) : null
