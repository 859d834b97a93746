/** Orders as a trader reads them. */
import { type OrderRecord, REFUSALS } from '../../../shared/order.ts'
import { NONE, decimal } from '../../parts/format.ts'

/** `Enter long, limit`; an order that is not said to be anything is a market order. */
export function orderWords({ action, side, kind }: OrderRecord): string {
  const way = action === 'enter' ? 'Enter' : 'Exit'
  return kind === 'market' ? `${way} ${side}` : `${way} ${side}, ${kind.replaceAll('-', ' ')}`
}

export function askedWords({ quantity, amount, sharePct }: OrderRecord): string {
  if (quantity !== null) return decimal(quantity)
  if (amount !== null) return `${decimal(amount)} of cash`
  return sharePct === null ? NONE : `${decimal(sharePct)}\u202f% equity`
}

export function priceWords({ limit, stop }: OrderRecord): string {
  if (limit !== null && stop !== null) return `${decimal(stop)} / ${decimal(limit)}`
  const price = limit ?? stop
  return price === null ? 'market' : decimal(price)
}

/** What it is about: of an entry its legs, of a way out what it followed. */
export function purposeWords({ legs, why }: OrderRecord): string {
  if (legs === null) return why === 'entry' ? '' : `by ${why.replaceAll('-', ' ')}`
  return (['stop', 'target', 'trail'] as const)
    .flatMap((leg) => (legs[leg] === null ? [] : [`${leg} ${decimal(legs[leg])}`]))
    .join(' · ')
}

/** The meaning of a refusal, and the figures behind it as risk or the broker said them. */
export function refusalWords({ code, reasons }: OrderRecord): {
  readonly meaning: string
  readonly figures: string
} {
  const figures = reasons.map((reason) => (code === null ? reason : reason.replace(`${code}: `, '')))
  return { meaning: code === null ? '' : REFUSALS[code], figures: figures.join('; ') }
}
