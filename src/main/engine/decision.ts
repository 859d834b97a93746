/** What a strategy wants at a candle's close, given what it holds. */
import type { Side } from '../../shared/run.ts'
import type { Direction } from '../../shared/settings.ts'
import type { Columns } from './columns.ts'
import { type Judge, judgeOf, type Rule } from './rules.ts'
import type { Rules } from './strategy.ts'

export type Wanted =
  | 'nothing'
  | 'enter-long'
  | 'exit-long'
  | 'enter-short'
  | 'exit-short'
  | 'reverse-to-long'
  | 'reverse-to-short'

/** What a want comes down to: the way out of what is held, the side to enter, the rule that said so. */
interface Meaning {
  readonly exits: boolean
  readonly enters: Side | null
  readonly because: keyof Rules
}

export const MEANINGS: { readonly [W in Exclude<Wanted, 'nothing'>]: Meaning } = {
  'enter-long': { exits: false, enters: 'long', because: 'enterLong' },
  'exit-long': { exits: true, enters: null, because: 'exitLong' },
  'enter-short': { exits: false, enters: 'short', because: 'enterShort' },
  'exit-short': { exits: true, enters: null, because: 'exitShort' },
  'reverse-to-long': { exits: true, enters: 'long', because: 'enterLong' },
  'reverse-to-short': { exits: true, enters: 'short', because: 'enterShort' },
}

export class Decider {
  readonly #enterLong: Judge
  readonly #exitLong: Judge
  readonly #enterShort: Judge
  readonly #exitShort: Judge

  /** A side that the direction rules out is never entered. */
  constructor(rules: Rules, direction: Direction, columns: Columns, start: number) {
    const judge = (rule: Rule | undefined, isAllowed: boolean): Judge =>
      rule === undefined || !isAllowed ? never : judgeOf(rule, columns, start)
    this.#enterLong = judge(rules.enterLong, direction !== 'short')
    this.#exitLong = judge(rules.exitLong, direction !== 'short')
    this.#enterShort = judge(rules.enterShort, direction !== 'long')
    this.#exitShort = judge(rules.exitShort, direction !== 'long')
  }

  wanted(candle: number, held: Side | null): Wanted {
    if (held === 'long') {
      // Q6: the opposite signal turns the position around. Q7: a signal for what is held adds nothing.
      if (this.#enterShort(candle)) return 'reverse-to-short'
      return this.#exitLong(candle) ? 'exit-long' : 'nothing'
    }
    if (held === 'short') {
      if (this.#enterLong(candle)) return 'reverse-to-long'
      return this.#exitShort(candle) ? 'exit-short' : 'nothing'
    }
    const long = this.#enterLong(candle)
    // Both at once is no opinion.
    if (long === this.#enterShort(candle)) return 'nothing'
    return long ? 'enter-long' : 'enter-short'
  }
}

const never: Judge = () => false
