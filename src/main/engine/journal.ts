/**
 * The decision records: a line for every candle on which something was wanted, answered or filled.
 * Stretches on which nothing was are counted in one line, so that every candle is accounted for.
 */
import type { Journal as Detail } from '../../shared/run.ts'
import type { Wanted } from './decision.ts'
import { bytesOf, type Lines } from './lines.ts'
import type { OpenTimes } from './open-times.ts'
import type { Readings } from './readings.ts'
import type { Tag } from './replay-order.ts'
import type { Verdict } from './risk.ts'
import { type Words, worded } from './words.ts'

/** The parts of a record, in the order of `DecisionRecord`. */
const AS_OF = bytesOf(',"asOf":"')
const WANTED = bytesOf('","wanted":')
const APPROVED = bytesOf(',"approved":')
const REASONS = bytesOf(',"reasons":[')
const VALUES = bytesOf('],"values":{')
const QUIET = bytesOf('},"quiet":')
const NOTHING_WANTED = bytesOf('","wanted":"nothing","approved":null,"reasons":[],"values":{')
const [NULL, TRUE, FALSE, COMMA] = [bytesOf('null'), bytesOf('true'), bytesOf('false'), bytesOf(',')]
const END = bytesOf('}')
const END_OF_VALUES = bytesOf('}}')

export class Journal {
  readonly #times: OpenTimes
  readonly #readings: Readings
  readonly #isFull: boolean
  readonly #lines: Lines | null
  /** All that a record has before its candle. */
  readonly #opening: Uint8Array

  // The candle being written; emptied when it closes.
  #wanted: Wanted = 'nothing'
  #approved: boolean | null = null
  #reasons: string[] = []

  #quietSince = 0
  #quiet = 0

  /** Without lines to write, nothing is put into words. */
  constructor(times: OpenTimes, readings: Readings, detail: Detail, lines: Lines | null, tag: Tag = {}) {
    this.#times = times
    this.#readings = readings
    this.#isFull = detail === 'full'
    this.#lines = lines
    this.#opening = bytesOf(JSON.stringify({ ...tag, candle: 0 }).slice(0, -2))
  }

  /** Something happened to an order on this candle. Answers the words, said by now where they are heard. */
  note(what: Words): Words {
    if (this.#lines === null) return what
    const text = worded(what)
    this.#reasons.push(text)
    return text
  }

  /** What the strategy wanted and why, and what risk said. Answers why, as `note` does. */
  decide(wanted: Wanted, { approved, reasons }: Pick<Verdict, 'approved' | 'reasons'>, why: Words): Words {
    this.#wanted = wanted
    this.#approved = approved
    const because = this.note(why)
    for (const reason of reasons) this.note(reason)
    return because
  }

  /** Nothing more will happen on this candle. */
  close(candle: number): void {
    const lines = this.#lines
    if (lines === null) return
    if (this.#reasons.length === 0) return this.pass(candle, candle + 1)
    this.#writeQuiet(lines)
    this.#begin(lines, candle)
    lines.put(WANTED)
    lines.text(this.#wanted)
    lines.put(APPROVED)
    lines.put(this.#approved === null ? NULL : this.#approved ? TRUE : FALSE)
    lines.put(REASONS)
    for (const [place, reason] of this.#reasons.entries()) {
      if (place > 0) lines.put(COMMA)
      lines.text(reason)
    }
    lines.put(VALUES)
    this.#readings.put(lines, candle)
    lines.put(END_OF_VALUES)
    lines.end()
    this.#wanted = 'nothing'
    this.#approved = null
    this.#reasons = []
  }

  /** Nothing happened from one candle up to another. */
  pass(candle: number, end: number): void {
    const lines = this.#lines
    if (lines === null) return
    if (!this.#isFull) {
      if (this.#quiet === 0) this.#quietSince = candle
      this.#quiet += end - candle
      return
    }
    for (let next = candle; next < end; next += 1) {
      this.#begin(lines, next)
      lines.put(NOTHING_WANTED)
      this.#readings.put(lines, next)
      lines.put(END_OF_VALUES)
      lines.end()
    }
  }

  /** Hands on what was written so far. */
  flush(): void {
    this.#lines?.flush()
  }

  /** The run is over: the quiet stretch that was being counted is one. */
  finish(): void {
    if (this.#lines !== null) this.#writeQuiet(this.#lines)
  }

  #begin(lines: Lines, candle: number): void {
    lines.put(this.#opening)
    lines.number(candle)
    lines.put(AS_OF)
    this.#times.put(lines, candle)
  }

  #writeQuiet(lines: Lines): void {
    if (this.#quiet === 0) return
    this.#begin(lines, this.#quietSince)
    lines.put(NOTHING_WANTED)
    lines.put(QUIET)
    lines.number(this.#quiet)
    lines.put(END)
    lines.end()
    this.#quiet = 0
  }
}
