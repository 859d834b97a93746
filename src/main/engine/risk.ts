/** The last word before an order: what was wanted may go to the broker, or may not, and why. */
import { type EntryOrder, money, units } from './broker.ts'
import { MEANINGS, type Wanted } from './decision.ts'
import { RATE_DECIMALS, roundDown, textOf } from './exact.ts'
import type { Size, Terms } from './terms.ts'

export interface Verdict {
  readonly approved: boolean
  readonly reasons: readonly string[]
  /** What the executor may do: leave what is held, and enter. */
  readonly exits: boolean
  readonly order: EntryOrder | null
}

/**
 * Judges with what is known at the close. Whether the cash covers an order is not: the next open
 * decides that, and the broker refuses then. A way out is never refused.
 */
export function judge(wanted: Exclude<Wanted, 'nothing'>, equity: bigint, terms: Terms): Verdict {
  const { exits, enters } = MEANINGS[wanted]
  if (enters === null) {
    return { approved: true, reasons: ['risk approves: a way out is always open'], exits, order: null }
  }
  const against = [
    ...(equity <= 0n ? [`risk rejects: NON_POSITIVE_EQUITY: equity is ${money(equity)}`] : []),
    ...(isNothing(terms) ? [`risk rejects: QTY_ZERO: less than ${units(terms.baseIncrement)}`] : []),
  ]
  if (against.length > 0) return { approved: false, reasons: against, exits, order: null }
  const order = { side: enters, size: terms.size }
  return { approved: true, reasons: [`risk approves: ${enters}, ${sizeInWords(terms.size)}`], exits, order }
}

const isNothing = ({ size, baseIncrement }: Terms): boolean =>
  size.is === 'units' && roundDown(size.value, baseIncrement) === 0n

function sizeInWords({ is, value }: Size): string {
  switch (is) {
    case 'units':
      return `${units(value)} units`
    case 'cash':
      return `${money(value)} of cash`
    case 'fraction':
      return `${textOf(value, RATE_DECIMALS - 2)} % of the equity`
  }
}
