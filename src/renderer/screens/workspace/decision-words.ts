/** Decision records as a trader reads them. */
import type { DecisionRecord } from '../../../shared/run.ts'
import { decimal, plural } from '../../parts/format.ts'
import type { Tone } from '../../parts/badge.tsx'

/** `enter-long` is "Enter long"; what was only noted on the candle has no want. */
export function wantedWords({ wanted, reasons, quiet }: DecisionRecord): string {
  if (wanted === 'nothing') return quiet === undefined && reasons.length > 0 ? 'Order' : ''
  const words = wanted.replaceAll('-', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

export function verdictOf({
  approved,
}: DecisionRecord): { readonly words: string; readonly tone: Tone } | null {
  if (approved === null) return null
  return approved ? { words: 'approved', tone: 'plain' } : { words: 'rejected', tone: 'notice' }
}

export const quietWords = (candles: number): string => plural(candles, 'quiet candle')

export const reasonWords = ({ quiet, reasons }: DecisionRecord): string =>
  quiet === undefined ? reasons.join('; ') : quietWords(quiet)

export const valueWords = ({ values }: DecisionRecord): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${decimal(value)}`)
    .join('  ')

/** Whether something that was wanted did not come to be: risk rejects it, or it can't fill. */
export const isRefusal = ({ approved, reasons }: DecisionRecord): boolean =>
  approved === false || reasons.some((reason) => / refused| rejects|^[A-Z]+_[A-Z_]+:|^EXPIRED:/.test(reason))
