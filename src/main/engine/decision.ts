/** What a strategy wants at a candle's close, given what it holds. */
import type { Side } from '../../shared/run.ts'
import type { Direction } from '../../shared/settings.ts'
import type { Columns } from './columns.ts'
import { Occasions, ruleColumn } from './rule-column.ts'
import { explain, type Judge, judgeOf, type Rule } from './rules.ts'
import type { Series } from './series.ts'
import type { Rules } from './strategy.ts'
import type { Evaluated } from './window.ts'

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

/** One rule: whether it holds on a candle, and on which it holds next. */
interface Judged {
  readonly holds: Judge
  readonly next: Occasions
}

export class Decider {
  readonly #rules: Rules
  readonly #enterLong: Judged
  readonly #exitLong: Judged
  readonly #enterShort: Judged
  readonly #exitShort: Judged

  /** A side that the direction rules out is never entered. Candles are judged from `first` to `end`. */
  constructor(rules: Rules, direction: Direction, columns: Columns, { first, end }: Evaluated) {
    const judge = (rule: Rule | undefined, isAllowed: boolean): Judged =>
      rule === undefined || !isAllowed
        ? NEVER
        : {
            holds: judgeOf(rule, columns, first),
            next: new Occasions(() => ruleColumn(rule, columns, first, end)),
          }
    this.#rules = rules
    this.#enterLong = judge(rules.enterLong, direction !== 'short')
    this.#exitLong = judge(rules.exitLong, direction !== 'short')
    this.#enterShort = judge(rules.enterShort, direction !== 'long')
    this.#exitShort = judge(rules.exitShort, direction !== 'long')
  }

  wanted(candle: number, held: Side | null): Wanted {
    if (held === 'long') {
      // Q6: the opposite signal turns the position around. Q7: a signal for what is held adds nothing.
      if (this.#enterShort.holds(candle)) return 'reverse-to-short'
      return this.#exitLong.holds(candle) ? 'exit-long' : 'nothing'
    }
    if (held === 'short') {
      if (this.#enterLong.holds(candle)) return 'reverse-to-long'
      return this.#exitShort.holds(candle) ? 'exit-short' : 'nothing'
    }
    const long = this.#enterLong.holds(candle)
    // Both at once is no opinion.
    if (long === this.#enterShort.holds(candle)) return 'nothing'
    return long ? 'enter-long' : 'enter-short'
  }

  /** The rule that held, in words; `tell` names a series with the value seen. */
  why(wanted: Exclude<Wanted, 'nothing'>, tell: (series: Series) => string): string {
    const rule = this.#rules[MEANINGS[wanted].because]
    return rule === undefined ? wanted : explain(rule, tell)
  }

  /** The first candle from this one on on which anything may be wanted; Infinity where none is left. */
  next(candle: number, held: Side | null): number {
    const one = held === 'long' ? this.#exitLong : this.#enterLong
    const other = held === 'short' ? this.#exitShort : this.#enterShort
    return Math.min(one.next.from(candle), other.next.from(candle))
  }
}

const NEVER: Judged = { holds: () => false, next: new Occasions(() => new Uint8Array(0)) }
