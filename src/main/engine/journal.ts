/**
 * The decision records: a line for every candle on which something was wanted, answered or filled.
 * Stretches on which nothing was are counted in one line, so that every candle is accounted for.
 */
import type { DecisionRecord, Journal as Detail } from '../../shared/run.ts'
import type { Wanted } from './decision.ts'
import type { OpenTimes } from './open-times.ts'
import type { Readings } from './readings.ts'

export class Journal {
  readonly #times: OpenTimes
  readonly #readings: Readings
  readonly #isFull: boolean
  readonly #write: (record: DecisionRecord) => void

  // The candle being written; emptied when it closes.
  #wanted: Wanted = 'nothing'
  #approved: boolean | null = null
  #reasons: string[] = []

  #quietSince = 0
  #quiet = 0

  constructor(times: OpenTimes, readings: Readings, detail: Detail, write: (record: DecisionRecord) => void) {
    this.#times = times
    this.#readings = readings
    this.#isFull = detail === 'full'
    this.#write = write
  }

  /** Something happened to an order on this candle. */
  note(what: string): void {
    this.#reasons.push(what)
  }

  /** What the strategy wanted, and what risk said. */
  decide(wanted: Wanted, approved: boolean, reasons: readonly string[]): void {
    this.#wanted = wanted
    this.#approved = approved
    this.#reasons.push(...reasons)
  }

  /** Nothing more will happen on this candle. */
  close(candle: number): void {
    const isQuiet = this.#reasons.length === 0
    if (isQuiet && !this.#isFull) {
      if (this.#quiet === 0) this.#quietSince = candle
      this.#quiet += 1
      return
    }
    this.flush()
    this.#write({
      candle,
      asOf: this.#times.of(candle),
      wanted: this.#wanted,
      approved: this.#approved,
      reasons: this.#reasons,
      values: this.#readings.values(candle),
    })
    this.#wanted = 'nothing'
    this.#approved = null
    this.#reasons = []
  }

  /** Writes the quiet stretch that was being counted. */
  flush(): void {
    if (this.#quiet === 0) return
    const candle = this.#quietSince
    const asOf = this.#times.of(candle)
    this.#write({
      candle,
      asOf,
      wanted: 'nothing',
      approved: null,
      reasons: [],
      values: {},
      quiet: this.#quiet,
    })
    this.#quiet = 0
  }
}
