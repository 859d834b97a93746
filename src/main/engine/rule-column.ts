/**
 * A rule judged on every candle at once: 1 where it holds. It says what `judgeOf` says of each, in
 * tight loops, so that a replay knows beforehand on which candles there is something to decide.
 */
import { at } from './column.ts'
import type { Columns } from './columns.ts'
import { judgeOf, type Rule } from './rules.ts'
import { once } from './words.ts'

/** From `start` up to, not including, `end`; before, nothing holds. */
export function ruleColumn(rule: Rule, columns: Columns, start: number, end: number): Uint8Array {
  switch (rule.is) {
    case 'crosses-above':
      return crossed(columns.of(rule.one), columns.of(rule.other), start, end)
    case 'crosses-below':
      return crossed(columns.of(rule.other), columns.of(rule.one), start, end)
    case 'above':
      return exceeded(columns.of(rule.one), columns.of(rule.other), start, end)
    case 'below':
      return exceeded(columns.of(rule.other), columns.of(rule.one), start, end)
    case 'and':
    case 'or': {
      const isAnd = rule.is === 'and'
      const holds = new Uint8Array(end).fill(isAnd ? 1 : 0, start)
      for (const part of rule.rules) join(holds, ruleColumn(part, columns, start, end), isAnd)
      return holds
    }
    default: {
      const judge = judgeOf(rule, columns, start)
      const holds = new Uint8Array(end)
      for (let candle = start; candle < end; candle += 1) holds[candle] = judge(candle) ? 1 : 0
      return holds
    }
  }
}

function crossed(over: Float64Array, under: Float64Array, start: number, end: number): Uint8Array {
  const holds = new Uint8Array(end)
  for (let candle = start; candle < end; candle += 1) {
    const isOver = at(over, candle) > at(under, candle)
    if (isOver && at(over, candle - 1) <= at(under, candle - 1)) holds[candle] = 1
  }
  return holds
}

function exceeded(over: Float64Array, under: Float64Array, start: number, end: number): Uint8Array {
  const holds = new Uint8Array(end)
  for (let candle = start; candle < end; candle += 1) {
    if (at(over, candle) > at(under, candle)) holds[candle] = 1
  }
  return holds
}

function join(holds: Uint8Array, part: Uint8Array, isAnd: boolean): void {
  for (let candle = 0; candle < holds.length; candle += 1) {
    const one = holds[candle] ?? 0
    const other = part[candle] ?? 0
    holds[candle] = isAnd ? one & other : one | other
  }
}

/** Where a rule holds next. It only goes forward, and looks at every candle once. */
export class Occasions {
  readonly #holds: () => Uint8Array
  #next = -1

  /** Its rule is judged when it is first asked: who steps through every candle never asks. */
  constructor(judged: () => Uint8Array) {
    this.#holds = once(judged)
  }

  /** The first candle from this one on; Infinity where it never holds again. */
  from(candle: number): number {
    if (this.#next < candle) {
      const found = this.#holds().indexOf(1, candle)
      this.#next = found === -1 ? Infinity : found
    }
    return this.#next
  }
}
