/** Orders as a trader reads them. */
import type { OrderRecord } from '../../../shared/order.ts'
import { NONE, decimal } from '../../parts/format.ts'

/** `Enter long, limit` */
export function orderWords({ action, side, kind }: OrderRecord): string {
  const way = action === 'enter' ? 'Enter' : 'Exit'
  return `${way} ${side}, ${kind.replaceAll('-', ' ')}`
}

export function askedWords({ quantity, amount }: OrderRecord): string {
  if (quantity !== null) return decimal(quantity)
  return amount === null ? NONE : `${decimal(amount)} of cash`
}

export function priceWords({ limit, stop }: OrderRecord): string {
  if (limit !== null && stop !== null) return `${decimal(stop)} / ${decimal(limit)}`
  const price = limit ?? stop
  return price === null ? 'market' : decimal(price)
}

/** Risk and the broker say it themselves; a way out says what it followed. */
export function whyWords({ reasons, why, code }: OrderRecord): string {
  if (reasons.length > 0) return reasons.join('; ')
  return code ?? why.replaceAll('-', ' ')
}
