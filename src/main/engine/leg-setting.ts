/** What a leg of a bracket is asked to be, in the settings: `none`, `strategy`, `pct:2`, `ticks:150`, `atr:3`. */
import { Problem } from '../../shared/problem.ts'
import { RATE_DECIMALS, readDecimal, tenTo } from './exact.ts'

/** How far from the entry's price: in 1e-8 of a percent, of the quote increment, or of the ATR. */
export interface Distance {
  readonly is: 'pct' | 'ticks' | 'atr'
  readonly value: bigint
}

export type LegChoice = 'none' | 'strategy' | Distance

const WRITTEN = /^(pct|ticks|atr):(.+)$/
const MOST_TICKS = 1_000_000_000n

export function readLeg(field: string, text: string): LegChoice {
  if (text === 'none' || text === 'strategy') return text
  const [, is, number = ''] = WRITTEN.exec(text) ?? []
  const value = readDecimal(number, RATE_DECIMALS)
  if (value !== null && value > 0n) {
    if (is === 'pct' && value < 100n * tenTo(RATE_DECIMALS)) return { is, value }
    if (is === 'ticks' && value <= MOST_TICKS * tenTo(RATE_DECIMALS)) return { is, value }
    if (is === 'atr') return { is, value }
  }
  throw new Problem(
    'CONFIG_INVALID',
    { field, text },
    `${field} must be none, strategy, or a distance such as pct:2, ticks:150 or atr:3; it is "${text}".`,
    'A percentage is above 0 and below 100; write none for no such leg.',
  )
}
