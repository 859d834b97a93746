/**
 * What the journal says of a run as a whole and of what its strategy wanted: how it began, three
 * events for every intent, always in this order, and how it ended.
 */
import type { RunEvent } from '../../shared/order.ts'
import { Problem } from '../../shared/problem.ts'
import type { Wanted } from './decision.ts'
import type { EventLog } from './event-log.ts'
import { money } from './fill.ts'
import type { OpenTimes } from './open-times.ts'
import { codeOf } from './order-record.ts'
import type { Verdict } from './risk.ts'
import { type Words, worded } from './words.ts'

/** A throw that is no problem of the trader's: its own words are for our log. */
const DEFECT = { code: 'INTERNAL', message: 'Something went wrong that should not have.' } as const

export const endOf = (error: unknown): Pick<Problem, 'code' | 'message'> =>
  error instanceof Problem ? error : DEFECT

export class RunEvents {
  readonly #events: EventLog
  readonly #times: OpenTimes
  readonly #symbol: string

  constructor(events: EventLog, times: OpenTimes, symbol: string) {
    this.#events = events
    this.#times = times
    this.#symbol = symbol
  }

  started(candle: number, strategy: string, candles: number): void {
    if (this.#events.isHeard) this.#events.tell('run_started', this.#at(candle), { strategy, candles })
  }

  intent(candle: number, wanted: Wanted, because: Words, verdict: Verdict): void {
    if (!this.#events.isHeard) return
    const { approved, reasons, exits, order, refused } = verdict
    const at = { ...this.#at(candle), symbol: this.#symbol }
    this.#events.tell('intent_emitted', at, { wanted, because: worded(because) })
    this.#events.tell('policy_evaluated', at, { wanted, approved, reasons: reasons.map(worded).join('; ') })
    if (refused === null) {
      this.#events.tell('intent_approved', at, { wanted, exits, enters: order?.side ?? null })
    } else {
      const code = codeOf(refused.against[0])
      this.#events.tell('intent_rejected', at, { wanted, exits, enters: refused.side, code })
    }
  }

  completed(candle: number, trades: number, equity: bigint): void {
    if (!this.#events.isHeard) return
    this.#events.tell('run_completed', this.#at(candle), { trades, equity: money(equity) })
  }

  interrupted(candle: number, error: unknown): void {
    if (!this.#events.isHeard) return
    const { code, message } = endOf(error)
    const type = code === 'CANCELLED' ? 'run_cancelled' : 'run_failed'
    this.#events.tell(type, this.#at(candle), { code, message })
  }

  #at(candle: number): Pick<RunEvent, 'candle' | 'time' | 'symbol'> {
    return { candle, time: this.#times.of(candle), symbol: null }
  }
}
